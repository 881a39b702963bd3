"""A plain text under examination: its labels, and which of its digits are told already."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from paraf.manuscript.personal.dates import Dated, dates
from paraf.manuscript.personal.labels import Head, Labels
from paraf.manuscript.personal.numbers import (
    NIK,
    SIXTEEN,
    digits_of,
    grouped,
    is_nik,
    matches,
)


@dataclass(frozen=True, slots=True)
class Hit:
    """Somebody's data, where it stands in the text. `value` never leaves this room unmasked."""

    kind: str
    start: int
    end: int
    value: str


_ROW = re.compile(r"(?m)^ {0,3}[1-9]\d{0,3}[.)]? +[a-z]")
_WRAPPED = re.compile(r"\d+ ?\r?\n\d+")
_MASKED = re.compile(r"\d(?<!\d\d)\d{1,7}[ .\-]?[\u2022\u25cf\u00b7*x#]{4,14}\d{0,6}(?![a-z])")
"""A number of sixteen digits as it is fit to be shown."""
_LONGEST = 4000
_SIXTEENTHS = 5
"""From so many numbers of sixteen digits on, chance alone would make NIKs of some."""


class Page:
    """A plain text (`signs.plain`), with what is asked of it more than once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._claimed: list[tuple[int, int]] = []

    @cached_property
    def labels(self) -> Labels:
        """The labels of the text; looked for when they are first asked for."""
        return Labels(self.text)

    def label(self, start: int, end: int) -> str:
        """Return the kind that a label beside a number gives it; "" for none."""
        return self.labels.after(end) or self.labels.before(start)

    def head(self, start: int) -> Head | None:
        """Return the head of the table in running text that a number stands in, if any."""
        return self.labels.above(start)

    def claim(self, hits: list[Hit]) -> list[Hit]:
        """Take the digits of these hits for told, and return them."""
        self._claimed += [(one.start, one.end) for one in hits]
        return hits

    @property
    def rest(self) -> str:
        """The text without what is claimed, its length kept."""
        pieces, position = [], 0
        for start, end in sorted(self._claimed):
            if end > position:
                pieces += [self.text[position:start], "\0" * (end - max(start, position))]
                position = end
        return "".join((*pieces, self.text[position:]))

    def line(self, place: int) -> tuple[int, int]:
        """Return where the line of a place begins and ends; of a very long one a part."""
        first, last = max(0, place - _LONGEST), min(len(self.text), place + _LONGEST)
        start, end = self.text.rfind("\n", first, place), self.text.find("\n", place, last)
        return start + 1 if start >= 0 else first, end if end >= 0 else last

    @cached_property
    def _sixteens(self) -> Sequence[int]:
        def accept(found: "re.Match[str]") -> bool:
            written = found.group()
            wrapped = "\n" in written and len(digits_of(written.partition("\n")[0])) > 3
            whole = _WRAPPED.fullmatch(written) is not None if wrapped else grouped(written)
            return whole and is_nik(digits_of(written))

        text = self.rest
        found = {one.start() for one in SIXTEEN.finditer(text)}
        found |= {one.start() for one in _MASKED.finditer(text)}
        return sorted(found.union(one.start() for one in matches(NIK, text, accept)))

    def ordinal(self, start: int, first: int, last: int) -> tuple[int, int]:
        """Return which of the numbers of sixteen digits between two places begins at
        `start`, from 0, and how many they are; -1 if none does."""
        found = self._sixteens
        begin, end = bisect_left(found, first), bisect_left(found, last)
        place = bisect_left(found, start, begin, end)
        return (place - begin if place < end and found[place] == start else -1), end - begin

    @cached_property
    def _rows(self) -> Sequence[int]:
        return [one.start() for one in _ROW.finditer(self.text)]

    def row(self, place: int) -> tuple[int, int]:
        """Return where the row of a table begins and ends that a place is in: rows have numbers."""
        index = bisect_right(self._rows, place)
        start = self._rows[index - 1] if index else 0
        return start, self._rows[index] if index < len(self._rows) else len(self.text)

    @cached_property
    def dates(self) -> Mapping[int, Sequence[Dated]]:
        """The dates among what is not claimed when they are first asked for, by where their lines
        begin, in their order."""
        found: dict[int, list[Dated]] = {}
        for one in dates(self.rest):
            found.setdefault(self.line(one.start)[0], []).append(one)
        return found

    @cached_property
    def masked(self) -> bool:
        """Say whether numbers in the text are masked: then those that are not are no such ones."""
        return _MASKED.search(self.text) is not None

    @cached_property
    def by_chance(self) -> bool:
        """Say whether the text is full of sixteen-digit numbers that are no NIK: then those among
        them that have its shape, and nothing else in their favour, have it by chance."""
        found = [is_nik(one.group()) for one in SIXTEEN.finditer(self.text)]
        return len(found) >= _SIXTEENTHS and 2 * sum(found) < len(found)

    @cached_property
    def meant(self) -> bool:
        """Say whether nearly all of several sixteen-digit numbers are NIKs, whatever their label
        says: one number in sixteen has that shape by chance."""
        found = {one.group() for one in SIXTEEN.finditer(self.text)}
        return len(found) >= 3 and sum(map(is_nik, found)) >= 0.8 * len(found)


_CODE_BEFORE = re.compile(r"[a-z0-9][./\-+*#=]?\Z|\d[_:]\Z")
# A word and a stroke, as in `Siti/3404…/P`, make no code of a number; nor does another such number.
_NAME_BEFORE = re.compile(
    r"(?<![a-z0-9./\-:])(?:[a-z.']{1,30}[/\-]){1,4}\Z|(?<!\d)\d{16}/\Z|(?<![a-z])no\.? ?\d{1,3}\.\Z"
)
_CODE_AFTER = re.compile(r"[a-z0-9]|(?!/\d{16}(?!\d))[.,/\-:](?!0+(?!\d))\d")
_WHOLE_BEFORE = re.compile(r"(?<!\d)\d{1,6},\Z")
_FILE = re.compile(r"\.(?:pdf|jpe?g|png|docx?|xlsx?|zip)(?![a-z])")
_ADDRESS = re.compile(r"\S*\Z")


def stands_alone(text: str, start: int, end: int) -> bool:
    """Say whether digits are a number of their own: no part of a code, a fraction or a link."""
    after = text[end : end + 1]
    if text[start - 1 : start] in ("", ",", "\n") and after in ("", ",", "\n"):
        # A field between commas, unless it is what stands behind the comma of a fraction.
        return after == "," or not _WHOLE_BEFORE.search(text, max(0, start - 8), start)
    if _FILE.match(text, end, end + 6):
        return True
    if _CODE_BEFORE.search(text, max(0, start - 2), start) and not (
        _abbreviated(text, start) or _NAME_BEFORE.search(text[max(0, start - 60) : start])
    ):
        return False
    if _CODE_AFTER.match(text, end, end + 18) or _WHOLE_BEFORE.search(text, start - 8, start):
        return False
    word = _ADDRESS.search(text, max(0, start - 120), start)
    before = word.group() if word else ""
    return "://" not in before and "www." not in before


def _abbreviated(text: str, start: int) -> bool:
    # `no.3404…` is a number with its word; `12.3404…` is none.
    return text[start - 1 : start] == "." and text[start - 2 : start - 1].isalpha()
