"""Whether a page's headings tell how it is built: one title, no level left out, none empty."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from paraf.core.evidence import Finding
from paraf.core.page import Page
from paraf.core.words import T
from paraf.manuscript.finding import blocks, warns
from paraf.manuscript.page.source import Source
from paraf.manuscript.read import Reading

LONGEST = 80
"""A bold paragraph of at most so many signs may be meant as a heading."""

_HEADING = re.compile(r"^\s*#{1,6}|<h[1-6]\b", re.IGNORECASE)
_OWN = re.compile(r"\{[^}]*#")


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    words: str
    line: int


def check_headings(path: str, page: Page, reading: Reading) -> Iterator[Finding]:
    """Find headings that mislead whoever jumps from one to the next, as screen readers do."""
    source = Source(page)
    headings = tuple(_headings(reading, source))
    yield from _titles(path, headings)
    yield from _levels(path, headings)
    yield from _twins(path, headings, source, page)
    yield from _faked(path, reading, source)


def _headings(reading: Reading, source: Source) -> Iterator[_Heading]:
    after = 0
    for level, words in reading.headings:
        line = source.saying(words, after=after, among=_HEADING)
        line = line or source.saying(words, after=after) or source.matching(_HEADING, after=after)
        after = line or after
        yield _Heading(level, words, line)


def _titles(path: str, headings: tuple[_Heading, ...]) -> Iterator[Finding]:
    for one in [one for one in headings if one.level == 1][1:]:
        what = T("“{heading}” is a second title of the page (#).", heading=one.words)
        remedy = T("Write it with ##: a page has one title.")
        yield blocks("heading", path, what, remedy, line=one.line)
    for one in headings:
        if not one.words:
            what = T("This heading is empty.")
            yield blocks("heading", path, what, T("Give it words, or remove it."), line=one.line)


def _levels(path: str, headings: tuple[_Heading, ...]) -> Iterator[Finding]:
    # The theme puts the title above a page that has none.
    before = 1
    for one in headings:
        if one.level > before + 1:
            what = T("“{heading}” is of level {level}, below one of level {before}: a level is "
                     "left out.", heading=one.words, level=one.level, before=before)  # fmt: skip
            remedy = T("Write it with {signs}.", signs="#" * (before + 1))
            yield warns("heading-order", path, what, remedy, line=one.line)
        before = one.level


def _twins(
    path: str, headings: tuple[_Heading, ...], source: Source, page: Page
) -> Iterator[Finding]:
    first: dict[tuple[int, str], _Heading] = {}
    above: dict[int, str] = {}
    for one in headings:
        above[one.level] = one.words
        # Two of one name are told apart by the headings they stand under.
        where = "/".join(
            above.get(level, "") for level in range(min(one.level, 2), one.level + 1)
        ).casefold()
        twin = first.setdefault((one.level, where), one)
        if twin is one or not one.words or _named(one, source, page):
            continue
        what = T("The heading “{heading}” stands in line {line} already.",
                 heading=one.words, line=twin.line)  # fmt: skip
        yield warns("heading-twin", path, what, _TWIN, line=one.line)


def _named(one: _Heading, source: Source, page: Page) -> bool:
    """Say whether a heading has an anchor of its own, which does not move with its twin."""
    return bool(one.line) and _OWN.search(source.lines[one.line - page.line]) is not None


def _faked(path: str, reading: Reading, source: Source) -> Iterator[Finding]:
    after = 0
    for paragraph in reading.root.iter("p"):
        words = " ".join(str(paragraph.text_content()).split())
        strong = [*paragraph.iterchildren("strong", "b")]
        if len(strong) != 1 or not 0 < len(words) <= LONGEST or words.endswith((".", "!", ":")):
            continue
        inner = " ".join(str(strong[0].text_content()).split())
        parent = paragraph.getparent()
        if inner == words and parent is not None and parent.tag in ("article", "div", "section"):
            after = source.saying(words, after=after)
            what = T("“{words}” stands alone in bold, as if it were a heading.", words=words)
            yield warns("heading-faked", path, what, _FAKED, line=after)


_TWIN = T("Word one of them otherwise, or give it a name of its own: ## Syarat {{ #syarat-pns }}")
_FAKED = T("If it is one, write it with ##; screen readers and the table of contents find it then.")
