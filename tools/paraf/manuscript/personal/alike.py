"""Finds the many cells of a long column that are alike, all at once."""

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from paraf.manuscript.personal.numbers import EACH_NIK, EACH_NIP, is_nip
from paraf.manuscript.personal.phones import EACH_MOBILE

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_DATE = (
    rf"(?:{_DAY}[-/.]{_MONTH}[-/.](?:19|20)\d\d|(?:19|20)\d\d-{_MONTH}-{_DAY}"
    rf"|{_DAY} (?:januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november"
    r"|desember) (?:19|20)\d\d)"
)
_SHAPES = {
    "nik": EACH_NIK,
    "nip": EACH_NIP,
    "phone": EACH_MOBILE,
    "date": re.compile(rf"(?m)^({_DATE})(?: 00:00:00)?$"),
    "placed": re.compile(rf"(?m)^[a-z][a-z.'() ]{{1,40}}[,/] ?({_DATE})$"),
}
LONG = 64
"""So many rows make a long column; shorter ones are not worth it."""


@dataclass(frozen=True, slots=True)
class Alike:
    """The cells of a column that have one shape: how many, the first of them, from which row to
    which, from 0, and the column without them."""

    shape: str
    values: Sequence[str]
    first: int
    last: int
    rest: Sequence[str]


_FRACTIONS = re.compile(r"(?m)^-?(?:\d{1,7}|\d{1,5}[.,]\d{5,}|\d{1,8}[.,]\d{1,4})$")
_WHOLE = re.compile(r"(?m)^[1-57-9]\d{7,13}$")


def without_fractions(text: str) -> str:
    """Return a long column without its fractions and small numbers, which are nobody's."""
    return _FRACTIONS.sub("", text) if text.count("\n") >= LONG else text


def without_figures(text: str) -> str:
    """Return a long column without the numbers that are nobody's where nothing calls them so."""
    return _WHOLE.sub("", text) if text.count("\n") >= LONG else text


def find_alike(text: str) -> Alike | None:
    """Return the shape that most cells of a column have; None if there is none.

    `text` is the column's cells in plain signs, one in a line.
    """
    rows = text.count("\n") + 1
    if rows < LONG:
        return None
    for shape, pattern in _SHAPES.items():
        values = pattern.findall(text)
        if 2 * len(values) <= rows or (shape == "nip" and not all(map(is_nip, values))):
            continue
        head = pattern.search(text)
        tail = deque(pattern.finditer(text), 1)
        if head and tail:
            first = text.count("\n", 0, head.start())
            last = text.count("\n", 0, tail[0].start())
            return Alike(shape, values, first, last, pattern.sub("", text).split("\n"))
    return None
