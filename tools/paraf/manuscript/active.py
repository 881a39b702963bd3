"""Whether a page holds what would act in its reader's browser."""

from collections.abc import Iterator, Mapping

from paraf.core.evidence import Finding
from paraf.core.page import Page
from paraf.core.words import T
from paraf.manuscript.finding import blocks
from paraf.manuscript.links import Shelf

_ACTING = frozenset(
    {"script", "iframe", "frame", "object", "embed", "applet", "base", "meta", "link", "style"}
)


def check_active(shelf: Shelf) -> Iterator[Finding]:
    """Find scripts, frames and the like in the draft's pages: a page is text, and never acts."""
    for entry in shelf.draft.entries:
        page = shelf.draft.pages.get(entry.path)
        if entry.deleted or page is None:
            continue
        for tag, attributes in shelf.read(entry.path).tags:
            for sign in _acting(tag, attributes):
                what = T("The page holds “{sign}”, which would act by itself.", sign=sign)
                yield blocks("active", entry.path, what, _REMEDY, line=_line(page, sign))


def _acting(tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
    if tag in _ACTING:
        yield tag
    yield from (name for name in attributes if name.startswith("on") or name == "srcdoc")


def _line(page: Page, sign: str) -> int:
    lines = enumerate(page.body.lower().split("\n"), page.line)
    return next((number for number, line in lines if sign in line), 0)


_REMEDY = T("Take it out; a page is made of text, pictures, tables and links.")
