"""The links of a case's pages to other sites: which there are, and what is wrong with them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from paraf.core.evidence import Checked, Finding
from paraf.core.words import T, Text
from paraf.inspection.findings import CORRECT_PAGE
from paraf.inspection.links import hosts
from paraf.inspection.links.address import Way
from paraf.inspection.links.document import Document
from paraf.inspection.links.elsewhere import Fate, Manners, Told, follow
from paraf.inspection.links.known import Known
from paraf.inspection.links.uses import USES
from paraf.inspection.links.wrong import Wrong, findings
from paraf.inspection.site import Site


def check_away(
    site: Site, documents: Sequence[Document], manners: Manners
) -> tuple[tuple[Finding, ...], tuple[Checked, ...]]:
    """Follow the links of the pages of `site.pages` that lead to other sites.

    Nothing is asked where the office's rules do not want it. From a site that is itself nobody's
    but ours, a preview, nobody is asked: its live inspection will.
    """
    places = _places(site, documents) if site.rules.external else {}
    private = hosts.is_local(hosts.named(urlsplit(site.url).netloc) or "")
    asked = replace(manners, silent=True) if private else manners
    told = follow(places, asked) if places else {}
    unknown = sum(one.fate is Fate.UNKNOWN for one in told.values())
    checked = [
        Checked("links", T("Links to other sites"), len(told)),
        Checked("links", T("Links to other sites that could not be judged"), unknown),
    ]
    mistakes = _mistakes(places, told)
    return tuple(findings(site, mistakes)), tuple(one for one in checked if one.count)


def _places(site: Site, documents: Sequence[Document]) -> Mapping[str, Sequence[tuple[str, int]]]:
    """Return the files and lines at which each address stands."""
    known = Known.of(site, documents)
    pages = {known.at(page.path).file for page in site.pages if site.share.has(page.path)}
    places: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for document in documents:
        if document.path in pages:
            base = known.home.base(document.path, document.base)
            for link in document.links:
                target = known.home.target(base, link.raw)
                use = USES[link.use]
                # One without a scheme lies on this very host, beside the site: somebody else's.
                if target.way is Way.AWAY and target.scheme and (use.goes or use.loads):
                    places[target.url].append((document.path, link.line))
    return places


def _mistakes(
    places: Mapping[str, Iterable[tuple[str, int]]], told: Mapping[str, Told]
) -> Iterator[Wrong]:
    for url, stands in places.items():
        said = _SAID.get(told[url].fate)
        if said is not None:
            kind, words = said
            what = Text(words.message, {"target": url, "reason": told[url].why or ""})
            for path, line in stands:
                yield Wrong(path, line, kind, what, CORRECT_PAGE)


_SAID: Mapping[Fate, tuple[str, Text]] = {
    Fate.BROKEN: ("external-broken", T("The link to {target} leads nowhere: {reason}.")),
    Fate.MOVED: ("link-redirected", T("The link to {target} leads by a detour: {reason}.")),
    Fate.PRIVATE: ("link-local", T("{target} is not fetched: {reason}.")),
}
