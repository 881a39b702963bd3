"""A page's source: on which line something that its reader sees was written."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from html import unescape

from paraf.core.page import Page
from paraf.manuscript.page.prose import FENCE

_ANY = re.compile("")
_HEAD = 30
"""So many letters of a passage find it: Markdown may break it over several lines."""


class Source:
    """Finds what a page shows in what was written. Lines are those of the file; 0 is nowhere."""

    def __init__(self, page: Page) -> None:
        """Look at `page`; nothing is read before it is asked for."""
        self._page = page

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the body, those of fenced code emptied."""
        return tuple(without_code(self._page.body).split("\n"))

    @cached_property
    def _whole(self) -> str:
        return "\n".join(self.lines)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return (0, *(found.end() for found in re.finditer("\n", self._whole)))

    @cached_property
    def _bare(self) -> tuple[str, ...]:
        return tuple(bare(unescape(_unmarked(line))) for line in self.lines)

    def saying(
        self,
        words: str,
        *,
        after: int = 0,
        holding: str = "",
        among: re.Pattern[str] = _ANY,
    ) -> int:
        """Return the first line beyond the line `after` that says `words`, as they are shown.

        One that also holds the very text `holding` comes first, then those in which `among` is
        found; where none says the words, one that holds the text will do.
        """
        wanted = bare(words)[:_HEAD]
        begin = max(after + 1 - self._page.line, 0)
        held = [number for number in self._holding(holding) if number >= begin]
        best = next((number for number in held if wanted and wanted in self._bare[number]), None)
        if best is None and wanted:
            says = (n for n in range(begin, len(self.lines)) if wanted in self._bare[n])
            best = next((number for number in says if among.search(self.lines[number])), None)
        if best is None and held:
            best = held[0]
        return 0 if best is None else self._page.line + best

    def _holding(self, text: str) -> Iterator[int]:
        """Yield the numbers of the lines that hold a text, from 0."""
        at = self._whole.find(text) if text else -1
        while at >= 0:
            yield bisect_right(self._starts, at) - 1
            at = self._whole.find(text, at + len(text))

    def matching(self, pattern: re.Pattern[str], *, after: int = 0) -> int:
        """Return the first line beyond the line `after` in which `pattern` is found."""
        begin = max(after + 1 - self._page.line, 0)
        found = (n for n in range(begin, len(self.lines)) if pattern.search(self.lines[n]))
        return next((self._page.line + number for number in found), 0)


def without_code(body: str) -> str:
    """Return a body with as many lines, those of fenced code emptied."""
    return FENCE.sub(lambda found: "\n" * found[0].count("\n"), body)


def bare(text: str) -> str:
    """Return letters and digits of a text alone, in small letters."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _unmarked(line: str) -> str:
    line = re.sub(r"\]\([^)]*\)|\]\[[^\]]*\]", "]", line)
    return re.sub(r"<[^>]*>|\{[^}]*\}", " ", line)
