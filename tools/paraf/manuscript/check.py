"""All checks on a draft."""

from functools import cache

from paraf.core.evidence import Finding, Severity
from paraf.core.page import Draft, Rules
from paraf.manuscript.active import check_active
from paraf.manuscript.files import check_files
from paraf.manuscript.front import check_front
from paraf.manuscript.information_class import check_class
from paraf.manuscript.links import Shelf, check_links
from paraf.manuscript.paths import check_paths
from paraf.manuscript.read import Extensions, Reading, read


def check(draft: Draft, rules: Rules, extensions: Extensions) -> tuple[Finding, ...]:
    """Return everything that is to be said of a draft, each once, by file and line.

    `extensions` are those of the site, so that a finding is what a reader would meet. Where paths
    are refused nothing else is looked at: such a draft is not opened.
    """
    refused = tuple(check_paths(draft.case.id, draft.entries, draft.tree))
    if any(one.severity is Severity.BLOCK for one in refused):
        return _ordered(refused)

    @cache
    def reading(path: str) -> Reading:
        return read(draft.pages[path].body, extensions)

    shelf = Shelf(draft, frozenset(draft.tree), reading)
    return _ordered(
        (
            *refused,
            *check_files(draft, rules),
            *check_front(draft, rules),
            *check_class(draft),
            *check_links(shelf),
            *check_active(shelf),
        )
    )


def _ordered(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    # By the sentence last: two findings of one kind on one line have no order of their own.
    return tuple(
        sorted(
            dict.fromkeys(findings), key=lambda one: (one.place, one.line, one.kind, str(one.what))
        )
    )
