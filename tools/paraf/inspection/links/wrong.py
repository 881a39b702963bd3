"""A mistake before it is a finding, so that the same one on every page is told once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from paraf.core.evidence import Finding
from paraf.core.words import T, Text
from paraf.inspection.findings import CORRECT_PAGE, address, block
from paraf.inspection.site import Site

EACH = 5
"""So many places with the same mistake are told one by one; more are one finding with a number."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A mistake at one place: the same kind in the same words elsewhere is the same mistake."""

    path: str
    line: int
    kind: str
    what: Text
    remedy: Text = CORRECT_PAGE


def findings(site: Site, mistakes: Iterable[Wrong]) -> Iterator[Finding]:
    """Yield mistakes as findings. One of many files stands at a page of the case."""
    groups: dict[tuple[str, str], dict[str, Wrong]] = defaultdict(dict)
    for one in mistakes:
        groups[one.kind, str(one.what)].setdefault(one.path, one)
    of_case = {address(site.url, page.path) for page in site.pages}
    for found in groups.values():
        places = sorted((address(site.url, path) not in of_case, path) for path in found)
        shown = places if len(places) <= EACH else places[:1]
        for _, path in shown:
            one = found[path]
            what, more = one.what, len(places) - len(shown)
            if more:
                what = T("{what} The same in {count} more files.", what=what, count=more)
            yield block(one.kind, address(site.url, path), what, one.remedy, one.line)
