"""What is wrong on pages that a case did not touch: it is told, and stops nobody.

Otherwise one old mistake somewhere would stand in the way of every publication until it is
corrected, and it could only be corrected by publishing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from paraf.core.evidence import Finding, Severity
from paraf.core.words import T
from paraf.inspection.findings import address
from paraf.inspection.kinds import KINDS, PARTS
from paraf.inspection.site import Site

MARKED = PARTS["links"].keys() | PARTS["pages"].keys()
"""Kinds that speak of one page; what is wrong with files or the server is everybody's matter."""


def lenient(site: Site, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings; those of pages that no case of this inspection touched warn only.

    A finding keeps its weight where it is binding, where it stands on one of `site.pages`, or where
    what it misses is one of those or was taken away with this release (`site.former`). Where nobody
    names pages of a case, all keep theirs.
    """
    ours = {address(site.url, one.path) for one in site.pages}
    gone = ours | {address(site.url, path) for path in site.former}
    for one in findings:
        known = KINDS.get(one.kind)
        free = known is not None and one.kind in MARKED and not known.binding
        missed = str(one.what.values.get("target", ""))
        if not ours or not free or one.place in ours or missed in gone:
            yield one
        elif one.severity is Severity.BLOCK:
            what = T("{what} It stands on a page that this case did not touch.", what=one.what)
            yield replace(one, severity=Severity.WARN, what=what)
        else:
            yield one
