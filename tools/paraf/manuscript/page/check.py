"""All checks of a draft's pages, as their readers will meet them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from paraf.core.evidence import Finding
from paraf.core.page import Page, Rules
from paraf.manuscript.links import Shelf
from paraf.manuscript.page.elsewhere import Follow, check_elsewhere
from paraf.manuscript.page.headings import check_headings
from paraf.manuscript.page.html import check_html
from paraf.manuscript.page.moved import check_moved
from paraf.manuscript.page.pictures import check_pictures, check_unused
from paraf.manuscript.page.skeleton import check_skeleton
from paraf.manuscript.page.tables import check_tables
from paraf.manuscript.page.titles import check_titles
from paraf.manuscript.page.words import Dictionary, check_spelling, check_style
from paraf.manuscript.page.words_of_links import check_words_of_links
from paraf.manuscript.read import Reading

PAGE: tuple[Callable[[str, Page, Reading], Iterator[Finding]], ...] = (
    check_headings,
    check_pictures,
    check_words_of_links,
    check_tables,
    check_html,
)
"""The checks that look at one page alone."""


@dataclass(frozen=True, slots=True)
class Means:
    """What checks of pages need from outside; what is not there is not checked.

    `dictionary` is that of this machine with the office's words, `follow` asks other sites, and
    `skeleton` are the sentences that a new page is given, to be replaced.
    """

    dictionary: Dictionary | None = None
    follow: Follow | None = None
    skeleton: frozenset[str] = frozenset()


NOTHING = Means()


def unspelled(shelf: Shelf, means: Means) -> int:
    """Return on how many pages of a draft the spelling was to be checked, and could not be."""
    missing = means.dictionary is not None and means.dictionary.folder is None
    return len(shelf.changed()) if missing else 0


def check_pages(shelf: Shelf, rules: Rules, means: Means = NOTHING) -> Iterator[Finding]:
    """Find what readers would stumble over in the pages that a draft adds or alters."""
    for path in shelf.changed():
        page, reading = shelf.draft.pages[path], shelf.read(path)
        for check in PAGE:
            yield from check(path, page, reading)
    yield from check_unused(shelf)
    yield from check_titles(shelf)
    yield from check_moved(shelf, rules)
    yield from check_skeleton(shelf, means.skeleton)
    yield from check_style(shelf, rules.manuscript.style)
    if means.dictionary is not None:
        yield from check_spelling(shelf, means.dictionary, rules.manuscript.spelling)
    if means.follow is not None and rules.manuscript.external:
        yield from check_elsewhere(shelf, means.follow)
