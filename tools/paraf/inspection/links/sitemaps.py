"""Do the addresses that a site gives to search engines hold?"""

import re
from collections.abc import Iterable, Iterator
from types import MappingProxyType
from urllib.parse import urlsplit

from paraf.core.words import T, Text
from paraf.inspection.findings import address
from paraf.inspection.links import hosts
from paraf.inspection.links.address import Target, Way
from paraf.inspection.links.document import Document, Link
from paraf.inspection.links.known import Known, State
from paraf.inspection.links.uses import USES
from paraf.inspection.links.wrong import Wrong

MOST = 50_000
"""Addresses of one sitemap (sitemaps.org)."""
_APART = re.compile(r"(?:^|/)(?:[45]\d\d|google[0-9a-f]+|yandex_[0-9a-f]+)\.html?$")
"""Pages that no sitemap lists: errors, and proofs of ownership."""


def judge(known: Known) -> Iterator[Wrong]:
    """Yield what is wrong with canonical addresses, sitemaps and robots.txt.

    They must be whole addresses of this very site, as it is found without a detour. Every page that
    may be found must be listed, where anything is listed.
    """
    yield from _elsewhere(known)
    for document in known.documents.values():
        if document.form == "page":
            yield from _canonical(known, document)
        elif document.form in ("sitemap", "robots"):
            yield from _listed(known, document)
    yield from _packed(known)
    yield from _complete(known)


def _elsewhere(known: Known) -> Iterator[Wrong]:
    """Where the whole site says that it lives at another public address, that is one mistake."""
    here, said = urlsplit(known.site.url).netloc, urlsplit(known.declared).netloc
    if not said or hosts.named(here) == hosts.named(said):
        return
    if not hosts.is_local(hosts.named(here) or ""):
        what = T(
            "The pages say that they are at home at {declared}, but this is {url}.",
            declared=known.declared,
            url=known.site.url,
        )
        yield Wrong("index.html", 0, "canonical-wrong", what, _SETTING)


_SETTING = T("Correct the address of the site in its settings (site_url in mkdocs.yml).")


def _canonical(known: Known, document: Document) -> Iterator[Wrong]:
    said = [link for link in document.links if link.use == "canonical"]
    if len(said) > 1:
        what = T("The page gives {count} addresses as its own.", count=len(said))
        yield Wrong(document.path, said[1].line, "canonical-wrong", what)
    base = known.home.base(document.path, document.base)
    for link in said:
        why = _wrong(known, link, known.home.target(base, link.raw))
        if why is not None:
            yield Wrong(document.path, link.line, "canonical-wrong", why)


def _listed(known: Known, document: Document) -> Iterator[Wrong]:
    for line, reason in document.faults:
        what = T("The sitemap cannot be read: {reason}", reason=reason)
        yield Wrong(document.path, line, "sitemap-broken", what)
    listed = [link for link in document.links if link.use in ("loc", "map")]
    if len(listed) > MOST:
        what = T("The sitemap lists {count} addresses; {most} are allowed.",
                 count=len(listed), most=MOST)  # fmt: skip
        yield Wrong(document.path, 0, "sitemap-broken", what)
    base = known.home.base(document.path)
    for link in listed:
        target = known.home.target(base, link.raw)
        why = _wrong(known, link, target)
        if why is None and not target.scheme:
            why = T("{target} is not a whole address.", target=link.raw)
        if why is not None:
            yield Wrong(document.path, link.line, "sitemap-broken", why)


def _wrong(known: Known, link: Link, target: Target) -> Text | None:
    """Return why an address for search engines does not hold; None if it does."""
    raw = link.raw
    if not raw.strip():
        return T("The address is empty.")
    if target.way is not Way.OWN:
        return T("{target} is not an address of this site.", target=raw)
    if target.scheme == "http" and known.secure:
        return T("{target} begins with http: and is found by a redirection.", target=raw)
    if target.fragment:
        return T("{target} leads into the middle of a page.", target=raw)
    found = known.at(target.path)
    match found.state:
        case State.NONE:
            return Text(USES[link.use].missing.message, MappingProxyType({"target": raw}))
        case State.FOLDER | State.MOVED:
            return T("{target} is found by a redirection only.", target=raw)
        case State.CASE:
            return T(
                "{target} is written {file} in truth; web servers tell the two apart.",
                target=raw,
                file=address(known.site.url, found.file),
            )
        case _:
            return None


def _packed(known: Known) -> Iterator[Wrong]:
    for path, packed in known.documents.items():
        plain = known.documents.get(path.removesuffix(".gz"))
        if packed.form != "sitemap" or plain is None or plain is packed or packed.faults:
            continue
        if _addresses(packed) != _addresses(plain):
            what = T("The packed sitemap lists other pages than the one beside it.")
            yield Wrong(path, 0, "sitemap-broken", what, _BUILD)


_BUILD = T("Build the site anew; the sitemap is written with it.")


def _addresses(document: Document) -> frozenset[str]:
    return frozenset(link.raw for link in document.links if link.use in ("loc", "map"))


def _complete(known: Known) -> Iterator[Wrong]:
    sitemaps = [one for one in known.documents.values() if one.form == "sitemap"]
    if not sitemaps or any(one.faults for one in sitemaps):
        return
    listed = set(_files(known, sitemaps))
    first = min(sitemaps, key=lambda one: (one.path.count("/"), one.path.endswith(".gz"), one.path))
    for document in known.documents.values():
        if document.path not in listed and _is_to_be_listed(known, document):
            what = T("{page} is not in the sitemap.", page=address(known.site.url, document.path))
            yield Wrong(first.path, 0, "sitemap-incomplete", what, _BUILD)


def _files(known: Known, sitemaps: Iterable[Document]) -> Iterator[str]:
    for one in sitemaps:
        base = known.home.base(one.path)
        for link in one.links:
            if link.use == "loc":
                yield known.at(known.home.target(base, link.raw).path).file


def _is_to_be_listed(known: Known, document: Document) -> bool:
    if document.form != "page" or document.hidden or _APART.search(document.path):
        return False
    base = known.home.base(document.path, document.base)
    for link in document.links:
        if link.use == "refresh":
            return False
        if link.use == "canonical":
            target = known.home.target(base, link.raw)
            if target.way is not Way.OWN or known.at(target.path).file != document.path:
                return False
    return True
