"""Findings as people are shown them: what stops the draft, what to weigh, what the case excuses."""

from collections.abc import Iterable
from enum import Enum

from paraf.core.evidence import Finding, Severity
from paraf.core.words import T, Text


class Group(Enum):
    """What a finding asks of whom."""

    MUST = "must"
    CONSIDER = "consider"
    EXCUSED = "excused"
    """Let through by a line of the case file, whose reason the reviewers read."""

    @property
    def title(self) -> Text:
        """What the group is called."""
        return _TITLES[self]


_TITLES = {
    Group.MUST: T("Must be corrected"),
    Group.CONSIDER: T("To be considered"),
    Group.EXCUSED: T("Excused by the case"),
}


def group_of(one: Finding) -> Group:
    """Return the group of a finding. What blocks is never excused, whatever is said for it."""
    if one.severity is Severity.BLOCK:
        return Group.MUST
    return Group.EXCUSED if one.excused else Group.CONSIDER


def grouped(found: Iterable[Finding]) -> tuple[tuple[Group, tuple[Finding, ...]], ...]:
    """Return the groups that hold anything, the gravest first; each by file, line and kind.

    What is alike in all of these stays in the order in which it was found.
    """
    ordered = sorted(found, key=lambda one: (one.place, one.line, one.kind))
    groups = ((group, tuple(one for one in ordered if group_of(one) is group)) for group in Group)
    return tuple((group, held) for group, held in groups if held)
