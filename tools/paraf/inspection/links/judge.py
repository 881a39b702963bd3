"""Does everything that a site refers to exist? A function of its files' facts alone."""

from collections.abc import Iterable, Iterator
from types import MappingProxyType
from urllib.parse import unquote

from paraf.core.evidence import Finding
from paraf.core.words import T, Text
from paraf.inspection.findings import address
from paraf.inspection.links import sitemaps
from paraf.inspection.links.address import Target, Way
from paraf.inspection.links.document import Document, Link
from paraf.inspection.links.known import Known, State
from paraf.inspection.links.uses import USES, Use, used
from paraf.inspection.links.wrong import Wrong, findings
from paraf.inspection.site import Site

SITEMAPS = frozenset({"canonical", "loc", "map"})
"""Uses that `sitemaps` judges, more strictly."""


def judge(site: Site, documents: Iterable[Document]) -> tuple[Finding, ...]:
    """Return what is wrong with the references of `documents`, which are all that the site has.

    A reference within the site must lead to a file of the manifest, written as it is written there,
    and its fragment to a place of that file; what lies below `rules.others` is taken as there. What
    leads to other sites is not asked. The order of the documents does not matter.
    """
    known = Known.of(site, sorted(documents, key=lambda one: one.path))
    return tuple(findings(site, (*_all(known), *sitemaps.judge(known))))


def _all(known: Known) -> Iterator[Wrong]:
    for document in known.documents.values():
        base = known.home.base(document.path, document.base)
        for link in document.links:
            if link.use in SITEMAPS:
                continue
            target = known.home.target(base, link.raw)
            plain = target.way is Way.OWN and not (target.fragment or target.scheme)
            if not plain or not link.raw or known.at(target.path).state is not State.FILE:
                for kind, what in _link(known, link, target):
                    yield Wrong(document.path, link.line, kind, what)
        yield from _file(document)


def _file(document: Document) -> Iterator[Wrong]:
    for line, name in document.doubled:
        what = T("Another place before is also named {name}.", name=name)
        yield Wrong(document.path, line, "id-twice", what)
    for line, raw in document.bare:
        what = T("The link to {target} has no words: nobody hears where it leads.", target=raw)
        yield Wrong(document.path, line, "link-empty", what)
    kind = {"feed": "feed-broken", "picture": "image-broken", "app": "link-broken"}
    for line, reason in document.faults:
        if document.form in kind:
            what = T("The file cannot be read: {reason}", reason=reason)
            yield Wrong(document.path, line, kind[document.form], what)


def _link(known: Known, link: Link, target: Target) -> Iterator[tuple[str, Text]]:
    use = USES[link.use]
    if not link.raw.strip():
        yield from _empty(link, use)
        return
    if use.loads and target.scheme == "http" and known.secure:
        what = T("{target} is loaded without encryption; browsers refuse that.", target=link.raw)
        yield "content-mixed", what
    match target.way:
        case Way.OWN:
            yield from _own(known, link, target)
        case Way.SCRIPT:
            yield "link-unsafe", T("The link runs a program: {target}", target=link.raw[:80])
        case Way.LOCAL:
            what = T("{target} leads to the reader's own machine or network.", target=link.raw)
            yield "link-local", what
        case Way.WRONG:
            yield "link-broken", T("{target} is not a valid address.", target=link.raw)
        case Way.AWAY | Way.OTHER:
            pass


def _empty(link: Link, use: Use) -> Iterator[tuple[str, Text]]:
    if link.use == "link":
        yield "link-empty", T("The link has no address.")
    elif use.loads or not use.goes:
        yield use.kind, T("The address is empty.")


def _own(known: Known, link: Link, target: Target) -> Iterator[tuple[str, Text]]:
    shown = address(known.site.url, target.path)
    found = known.at(target.path)
    use = used(link.use, target.path)
    detour = target.scheme == "http" and known.secure and use.goes
    match found.state:
        case State.NONE:
            yield use.kind, told(use.missing, shown)
        case State.CASE:
            what = T(
                "{target} is written {file} in truth; web servers tell the two apart.",
                target=shown,
                file=address(known.site.url, found.file),
            )
            yield "case-differs", what
        case State.FOLDER if use.goes:
            what = T("{target} is found by a redirection only: a / is missing.", target=shown)
            yield "link-redirected", what
        case State.MOVED:
            what = T("{target} has moved; lead to where it is now.", target=shown)
            yield "link-redirected", what
        case _ if detour:
            what = T("{target} begins with http: and is found by a redirection.", target=link.raw)
            yield "link-redirected", what
        case _:
            pass
    if target.fragment and (use.goes or link.use == "part"):
        yield from _anchor(known, found.file, target, shown)


def _anchor(known: Known, file: str, target: Target, shown: str) -> Iterator[tuple[str, Text]]:
    """A fragment is sought as it is written, then decoded (HTML, find a potential anchor)."""
    names = known.names(file)
    plain = unquote(target.fragment)
    if names is None or target.fragment in names or plain in names:
        return
    if plain.lower() == "top" or plain.startswith(("/", "!")) or "(" in plain:
        return  # the top of a page, the way of a program, or a view of a drawing
    document = known.documents[file]
    if not any(link.use == "refresh" for link in document.links):
        what = T("{target} has no place named {anchor}.", target=shown, anchor=plain)
        yield "anchor-missing", what


def told(missing: Text, target: str) -> Text:
    """Return the sentence of a use with its target in it."""
    return Text(missing.message, MappingProxyType({"target": target}))
