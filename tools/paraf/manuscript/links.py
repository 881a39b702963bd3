"""Whether what a draft links to is there, and pictures say what they show."""

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


@dataclass(frozen=True, slots=True)
class Shelf:
    """A draft with its pages ready to be read, each rendered once at most."""

    draft: Draft
    tree: frozenset[str]
    read: Callable[[str], Reading]
    """Gives the reading of a page of `draft.pages` by its path of the repository."""


def check_links(shelf: Shelf) -> Iterator[Finding]:
    """Find links that lead nowhere, in the draft's pages and in those that link to what it changed.

    Also pictures without words, and downloads of the case that no page of it offers.
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
    for tag, attributes in reading.tags:
        if tag == "img":
            yield from _picture(path, page, attributes.get("alt"), attributes.get("src", ""))


def _picture(path: str, page: Page, alt: str | None, target: str) -> Iterator[Finding]:
    line = line_of(page, target)
    if alt is None:
        what = T("The picture {target} has no words for those who cannot see it.", target=target)
        yield blocks("alt", path, what, _ALT, line=line)
    elif not alt.strip():
        what = T("The picture {target} has no words; this is right for decoration alone.",
                 target=target)  # fmt: skip
        yield warns("alt", path, what, _ALT, line=line)


_Wrong = tuple[str, Text, Text]


def _wrong(shelf: Shelf, path: str, page: Page, link: Link) -> _Wrong | None:
    """Say what is wrong with a link; None if it leads where it should."""
    try:
        # Browsers drop these signs, so a scheme written around them still works.
        parts = urlsplit(re.sub(r"[\x00-\x20]", "", link.target))
    except ValueError:
        return "link", T("The link {link} is no address.", link=link.target), _CORRECT
    if parts.scheme:
        return _outward(link, parts.scheme.lower(), parts.netloc)
    if parts.netloc or parts.path.startswith(("/", "\\")):
        what = T("The link {link} begins with a slash.", link=link.target)
        return "link", what, T("Write the way from this page, such as ../layanan/cuti.md.")
    target = file_of(link, page, shelf.tree) if parts.path else path
    if target is None:
        what = T("The link {link} leads to no page or file of this site.", link=link.target)
        return "link", what, _CORRECT
    return _anchor(shelf, link, target, unquote(parts.fragment))


def _outward(link: Link, scheme: str, host: str) -> _Wrong | None:
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
    lines = enumerate(page.body.split("\n"), page.line)
    return next((number for number, line in lines if whole.search(line)), 0)


_CORRECT = T("Correct the link, or add what it leads to.")
_ALT = T("Say in a few words what it shows: ![these words](picture.png).")
