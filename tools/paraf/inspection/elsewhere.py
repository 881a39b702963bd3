"""What is wrong on pages that a case did not touch: it is told, and stops nobody.

Otherwise one old mistake somewhere would stand in the way of every publication until it is
corrected, and it could only be corrected by publishing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from paraf.core.evidence import Finding, Severity
from paraf.core.words import T, Text
from paraf.inspection.findings import address
from paraf.inspection.kinds import KINDS, PARTS
from paraf.inspection.site import Site

MARKED = PARTS["links"].keys() | PARTS["pages"].keys()
"""Kinds that speak of one page; what is wrong with files or the server is everybody's matter."""
PROVED = frozenset({"page-slow", "page-failed"})
"""Binding kinds that warn elsewhere: that page's bytes are compared like all others and are those
that were published. What hangs there is a guest, such as an image of another site."""


def lenient(site: Site, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings; those of pages that no case of this inspection touched warn only.

    A finding keeps its weight where it is binding (but for PROVED), where it stands on one of
    `site.pages`, or where what it misses is one of those or was taken away with this release
    (`site.removed`). Where no page was changed or taken away, all keep theirs.
    """
    ours = {address(site.url, one.path) for one in site.pages}
    gone = ours | {address(site.url, path) for path in site.removed}
    for one in findings:
        if not gone or not _may_warn(one.kind) or one.place in ours or gone & targets(one.what):
            yield one
        elif one.severity is Severity.BLOCK:
            what = T("{what} It stands on a page that this case did not touch.", what=one.what)
            yield replace(one, severity=Severity.WARN, what=what)
        else:
            yield one


def _may_warn(kind: str) -> bool:
    known = KINDS.get(kind)
    free = known is not None and (not known.binding or kind in PROVED)
    return free and kind in MARKED


def targets(what: Text) -> frozenset[str]:
    """Return what a sentence, and the sentences within it, name as their `target`."""
    own = {str(what.values["target"])} if "target" in what.values else set[str]()
    inner = (targets(one) for one in what.values.values() if isinstance(one, Text))
    return frozenset(own.union(*inner))
