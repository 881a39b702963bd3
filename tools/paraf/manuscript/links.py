"""Whether what a draft links to is there, and is written as a link has to be."""

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from paraf.core.evidence import Finding
from paraf.core.page import Draft, Page
from paraf.core.words import T, Text
from paraf.manuscript.finding import blocks, warns
from paraf.manuscript.read import Link, Reading, file_of

_OUTWARD = frozenset({"http", "https", "mailto", "tel"})
_GENERATED = "<!-- paraf:"
_MAIL = r"[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
_FORMS = {
    "mailto": re.compile(rf"(?:{_MAIL}(?:,{_MAIL})*)?", re.ASCII),
    "tel": re.compile(r"\+?[0-9][0-9().-]{2,24}(?:;ext=[0-9]+)?", re.ASCII),
}


@dataclass(frozen=True, slots=True)
class Shelf:
    """A draft with its pages ready to be read, each rendered once at most."""

    draft: Draft
    tree: frozenset[str]
    read: Callable[[str], Reading]
    """Gives the reading of a page of `draft.pages` by its path of the repository."""

    def changed(self) -> tuple[str, ...]:
        """Return the pages that the draft adds or alters, those that can be read, by path."""
        kept = (one.path for one in self.draft.entries if not one.deleted)
        return tuple(sorted(path for path in kept if path in self.draft.pages))


def check_links(shelf: Shelf) -> Iterator[Finding]:
    """Find links that lead nowhere, in the draft's pages and in those that link to what it changed.

    Also downloads of the case that no page of it offers.
    """
    draft = shelf.draft
    changed = {one.path: one.deleted for one in draft.entries if one.path.startswith("content/")}
    for path, page in sorted(draft.pages.items()):
        if path in changed:
            yield from _page(shelf, path, page)
        elif _mentions(page, changed):
            yield from (one for one in _page(shelf, path, page) if one.kind in ("link", "anchor"))
    yield from _unoffered(shelf)


def _mentions(page: Page, changed: dict[str, bool]) -> bool:
    # Cheap, so that a large site is not rendered whole for one page: a link holds the file's name.
    return any(_name(path) in unquote(page.body) for path in changed)


def _name(path: str) -> str:
    name = posixpath.basename(path).removesuffix(".md")
    return posixpath.basename(posixpath.dirname(path)) if name == "index" else name


def _page(shelf: Shelf, path: str, page: Page) -> Iterator[Finding]:
    reading = shelf.read(path)
    for link in dict.fromkeys(reading.links):
        wrong = _wrong(shelf, path, page, link)
        if wrong is not None:
            kind, what, remedy = wrong
            yield blocks(kind, path, what, remedy, line=line_of(page, link.target))
        elif link.tag == "a" and re.match(r"\s*http:", link.target, re.IGNORECASE):
            what = T("The link {link} is not encrypted (http).", link=link.target)
            yield warns("insecure", path, what, _SECURE, line=line_of(page, link.target))


_Wrong = tuple[str, Text, Text]


def _wrong(shelf: Shelf, path: str, page: Page, link: Link) -> _Wrong | None:
    """Say what is wrong with a link; None if it leads where it should."""
    try:
        # Browsers drop these signs, so a scheme written around them still works.
        parts = urlsplit(re.sub(r"[\x00-\x20]", "", link.target))
    except ValueError:
        return "link", T("The link {link} is no address.", link=link.target), _CORRECT
    if re.search(r"(?:\s|%20|\xa0)$", link.target):
        what = T("The link {link} ends with a space.", link=f"“{link.target}”")
        return "link", what, T("Remove the space before the bracket.")
    if parts.scheme:
        return _outward(link, parts.scheme.lower(), parts.netloc, parts.path)
    if parts.netloc or parts.path.startswith(("/", "\\")):
        what = T("The link {link} begins with a slash.", link=link.target)
        return "link", what, T("Write the way from this page, such as ../layanan/cuti.md.")
    target = file_of(link, page, shelf.tree) if parts.path else path
    if target is None:
        what = T("The link {link} leads to no page or file of this site.", link=link.target)
        return "link", what, _instead(shelf, page, re.split(r"[?#]", link.target)[0]) or _CORRECT
    return _anchor(shelf, link, target, unquote(parts.fragment))


def _instead(shelf: Shelf, page: Page, path: str) -> Text | None:
    """Say what was probably meant by a path that leads nowhere; None if nothing comes near."""
    base = posixpath.dirname(page.path)
    meant = posixpath.normpath(posixpath.join("content", base, unquote(path)))
    stem = re.sub(r"(?:\.+(?:md|html?)|/)*$", "", meant).casefold()
    known = {_stem(one): one for one in sorted(shelf.tree, reverse=True) if _is_public(one)}
    near = known.get(stem) or known.get(meant.casefold())
    if near is None:
        named = [one for one in known.values() if _name(one).casefold() == _name(stem)]
        near = named[0] if len(named) == 1 else None
    if near is None or near == meant:
        return None
    way = posixpath.relpath(near, posixpath.join("content", base))
    return T("Write {way}, if this page or file is meant.", way=way)


def _stem(path: str) -> str:
    return re.sub(r"(?:/index)?\.md$", "", path.casefold())


def _is_public(path: str) -> bool:
    return path.startswith("content/") and "/." not in path


def _outward(link: Link, scheme: str, host: str, rest: str) -> _Wrong | None:
    if scheme not in _OUTWARD:
        what = T("The link {link} uses “{scheme}:”, which is not allowed.",
                 link=link.target, scheme=scheme)  # fmt: skip
        return "scheme", what, T("Link to a file of the site, or to an https address.")
    if scheme in ("http", "https") and (not host or "@" in host):
        what = T("The link {link} does not say plainly where it leads.", link=link.target)
        return "scheme", what, _CORRECT
    if link.tag != "a":
        what = T("The page would load {link} from another site.", link=link.target)
        return "scheme", what, T("Add the file to the draft and use it from there.")
    form = _FORMS.get(scheme)
    if form is not None and not form.fullmatch(unquote(rest)):
        what = T("The link {link} is no e-mail address or telephone number.", link=link.target)
        return (
            "link",
            what,
            T("Write mailto:layanan@bkd.go.id or tel:+62999123456, without spaces."),
        )
    return None


def _anchor(shelf: Shelf, link: Link, target: str, anchor: str) -> _Wrong | None:
    page = shelf.draft.pages.get(target)
    # Headings of generated parts are known only to the build, which checks them strictly.
    if not anchor or page is None or _GENERATED in page.body:
        return None
    if anchor in shelf.read(target).anchors:
        return None
    what = T("The link {link} names a part of a page that is not there.", link=link.target)
    return "anchor", what, T("Correct what stands after the #, or give that heading its name.")


def _unoffered(shelf: Shelf) -> Iterator[Finding]:
    case = shelf.draft.case
    offered = {
        file_of(link, page, shelf.tree)
        for path in case.pages
        if (page := shelf.draft.pages.get(path)) is not None
        for link in shelf.read(path).links
    }
    for path in case.downloads:
        if path in shelf.tree and path not in offered:
            what = T("No page of the case links to this download.")
            yield blocks("download", path, what, T("Link to it from one of the case's pages."))


def line_of(page: Page, target: str) -> int:
    """Return the line of the page's file where `target` is first written; 0 if it is not found."""
    whole = re.compile(rf"""(?<![^(<"'\s]){re.escape(target)}(?![^)>"'\s])""")
    found = whole.search(page.body)
    return page.line + page.body.count("\n", 0, found.start()) if found else 0


_SECURE = T("Write https instead; nearly every site answers to it.")
_CORRECT = T("Correct the link, or add what it leads to.")
