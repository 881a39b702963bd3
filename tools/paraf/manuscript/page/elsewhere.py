"""Whether links to other sites lead somewhere, as far as these sites tell."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from paraf.core.evidence import Finding
from paraf.core.words import T, Text
from paraf.manuscript.finding import warns
from paraf.manuscript.links import Shelf, line_of


class Fate(Enum):
    """What became of a link that is not as it should be. SILENT: no answer came at all."""

    BROKEN = "broken"
    MOVED = "moved"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Followed:
    """What was told of a link, and why."""

    fate: Fate
    why: Text


Follow = Callable[[Collection[str]], Mapping[str, Followed]]
"""Asks for addresses, in bounded time, and says of those that are not as they should be what
became of them. A fault of this machine's network is silence."""


def check_elsewhere(shelf: Shelf, follow: Follow) -> Iterator[Finding]:
    """Find links of the draft's pages to other sites that lead nowhere, or by a detour.

    Where nobody answers at all it is this machine that is offline: that is one finding.
    """
    places: dict[str, list[str]] = {}
    for path in shelf.changed():
        for link in shelf.read(path).links:
            if link.tag == "a" and link.target.lower().startswith(("http://", "https://")):
                places.setdefault(link.target, []).append(path)
    if not places:
        return
    told = follow(tuple(places))
    if len(told) == len(places) and all(one.fate is Fate.SILENT for one in told.values()):
        what = T("No other site answered: {count} links were not followed.", count=len(places))
        yield warns("external-unasked", next(iter(places.values()))[0], what, _OFFLINE)
        return
    for url, one in told.items():
        kind, what = _SAID[one.fate]
        said = Text(what.message, {"target": url, "reason": one.why})
        for path in dict.fromkeys(places[url]):
            line = line_of(shelf.draft.pages[path], url)
            yield warns(kind, path, said, _REMEDY[one.fate], line=line)


_SAID: Mapping[Fate, tuple[str, Text]] = {
    Fate.BROKEN: ("external-broken", T("The link to {target} leads nowhere: {reason}.")),
    Fate.MOVED: ("external-moved", T("The link to {target} leads by a detour: {reason}.")),
    Fate.SILENT: ("external-silent", T("The link to {target} was not answered: {reason}.")),
}
_REMEDY: Mapping[Fate, Text] = {
    Fate.BROKEN: T("Open it in a browser; then correct or remove it."),
    Fate.MOVED: T("Write the new address."),
    Fate.SILENT: T("Open it in a browser, to see whether it is still there."),
}
_OFFLINE = T("Check again where there is a network, or open them in a browser.")
