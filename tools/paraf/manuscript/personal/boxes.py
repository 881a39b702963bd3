"""Finds numbers whose digits stand in boxes, as on every printed form, and other odd spellings that
only a word beside them can bear out."""

import re
from collections.abc import Iterator, Sequence

from paraf.manuscript.personal.numbers import digits_of, is_body, is_nik, is_nip
from paraf.manuscript.personal.page import Hit, Page
from paraf.manuscript.personal.phones import Phones

# Between the digits the same sign, or a sign with blanks around it.
_BOXED = re.compile(
    r"\d(?<!\d\d)(?P<gap> {0,2}(?:[|/,;_\t\u2502]|\] ?\[) {0,2})\d(?:(?P=gap)\d){6,20}(?!\d)"
)
# Thousands, or fours, parted by commas or strokes: a spreadsheet's hand, or a clerk's.
_GROUPED = re.compile(
    r"\d(?<!\d\d)\d{0,2}(?:,\d{3}){5}(?![,\d])"
    r"|\d(?<!\d\d)\d{3}(?P<sign>[/,_])\d{4}(?P=sign)\d{4}(?P=sign)\d{4}(?!\d)"
)
# The letters that are taken for digits.
_LETTERS = re.compile(r"\d(?<![a-z0-9]\d)(?=\d{0,14}[oil])[0-9oil]{15}(?![a-z0-9])")
_DIGITS = str.maketrans("oil", "011")
_NAMED = frozenset({"nik", "kk", "npwp", "nip"})
_LONGEST = 24
_LEAST = 8
MANY = 5
"""So many rows of single digits, with no word that calls them anything, are marks of a survey."""
LEAST_COLUMNS = 10
"""A row with boxes for a number has at least so many cells."""


def find_boxed(page: Page, phones: Phones) -> Iterator[Hit]:
    """Yield numbers with a digit in each box, `|3|4|0|…|`, and those that are spelled oddly beside
    a word that calls them a NIK, KK, NIP or NPWP."""
    text = page.rest
    boxed = [one for one in _BOXED.finditer(text) if not _goes_on(text, one)]
    for found in boxed:
        digits, label = digits_of(found.group()), _label(page, found)
        kind = kind_of_boxes(digits, label, phones)
        if kind and (label or len(boxed) < MANY):
            yield Hit(kind, *found.span(), digits)
    for pattern in (_GROUPED, _LETTERS):
        for found in pattern.finditer(text):
            digits = digits_of(found.group().translate(_DIGITS))
            label = _label(page, found)
            if label in _NAMED and (kind := kind_of_boxes(digits, label, phones)):
                yield Hit(kind, *found.span(), digits)


def _label(page: Page, found: "re.Match[str]") -> str:
    return page.label(*found.span())


def _goes_on(text: str, found: "re.Match[str]") -> bool:
    """Say whether more digits stand on either side in boxes of the same make: then all of them are
    figures of a table."""
    gap, (start, end) = found["gap"], found.span()
    before = text[start - len(gap) - 1 : start]
    return (before[1:] == gap and before[:1].isdigit()) or (
        text[end : end + len(gap)] == gap and text[end + len(gap) : end + len(gap) + 1].isdigit()
    )


def kind_of_boxes(digits: str, label: str, phones: Phones) -> str:
    """Return whose number digits in boxes are, called `label` or nothing; "" for none."""
    if label == "other" or len(set(digits)) < 2:
        return ""
    size = len(digits)
    if size == 18 and (is_nip(digits) or label == "nip"):
        return "nip"
    if label == "npwp" and size in (15, 16, 22) and not is_nik(digits):
        return "" if is_body(digits) else "npwp"
    if size == 16 and (label in ("nik", "kk") or is_nik(digits)):
        return "kk" if label == "kk" else "nik"
    if label == "phone" and phones.is_private(digits):
        return "phone"
    return "account" if label in ("account", "bank") and 10 <= size <= 18 else ""


def boxes(cells: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the numbers that a row of a table holds with one digit in each cell: which cell they
    begin in, from 0, and their digits. Between the digits cells may be empty."""
    signs = "".join(
        one if len(one) == 1 and one.isdigit() else " " if not one.strip() else "x" for one in cells
    )
    for found in re.finditer(r"\d[\d ]*\d", signs):
        whole = found.group().replace(" ", "")
        if len(whole) in (15, 16, 18):
            yield found.start(), whole
            continue
        for one in re.finditer(r"\d+", found.group()):
            if _LEAST <= len(one.group()) <= _LONGEST:
                yield found.start() + one.start(), one.group()
