"""Findings that the office lives with: they block no longer, and say why."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from paraf.core.evidence import Finding, Severity
from paraf.core.words import T
from paraf.inspection.kinds import KINDS

TOLD = T("{what} The office lives with it: {reason}")


def accept(findings: Iterable[Finding], accepted: Mapping[str, str]) -> Iterator[Finding]:
    """Yield the findings; those of a kind in `accepted` warn only. A binding kind stays as it is.

    `accepted` maps kinds to reasons.
    """
    for one in findings:
        kind = KINDS.get(one.kind)
        if one.kind not in accepted or kind is None or kind.binding:
            yield one
        else:
            what = T(TOLD.message, what=one.what, reason=accepted[one.kind])
            yield replace(one, severity=Severity.WARN, what=what)


def reason_of(finding: Finding) -> str | None:
    """Return why the office lives with a finding; None if it does not."""
    return str(finding.what.values["reason"]) if finding.what.message == TOLD.message else None
