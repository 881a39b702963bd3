"""A page's source: on which line something that its reader sees was written."""

import re
from functools import cached_property
from html import unescape

from paraf.core.page import Page
from paraf.manuscript.page.prose import FENCE

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
    def _bare(self) -> tuple[str, ...]:
        return tuple(bare(unescape(_unmarked(line))) for line in self.lines)

    def saying(self, words: str, *, after: int = 0, holding: str = "") -> int:
        """Return the first line beyond the line `after` that says `words`, as they are shown.

        With `holding` it is the line that also holds this very text, if there is one.
        """
        wanted = bare(words)[:_HEAD]
        begin = max(after + 1 - self._page.line, 0)
        numbers = range(begin, len(self.lines))
        if not wanted and not holding:
            return 0
        for strict in (True, False) if holding else (False,):
            for number in numbers:
                if wanted in self._bare[number] and (not strict or holding in self.lines[number]):
                    return self._page.line + number
            if not wanted:
                return 0
        return 0

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
