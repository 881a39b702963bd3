"""Reads a sheet cell by cell, for those that are too wide or too long to be held as a whole.

A sheet of two cells in opposite corners takes python-calamine 50 GB: it keeps the empty ones too.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from paraf.manuscript.markup import attribute, count, events
from paraf.manuscript.packed import Packed
from paraf.manuscript.reading.sheet_cells import Value
from paraf.manuscript.reading.sheet_scan import number

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

Row = tuple[int, dict[int, Value]]
"""A row's number and its values by column, both counted from 1; there are no empty ones."""

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet's dates belong to no zone
_LAST = 1_048_576
_LAST_DAY = 2_958_466


def shared(packed: Packed) -> tuple[str, ...]:
    """Return the texts that a workbook's cells refer to, in their order. Raises `Broken`."""
    path = "xl/sharedStrings.xml"
    found: list[str] = []
    text: list[str] = []
    for event, tag, element in events(packed.pieces(path), tags=("si", "t"), name=path):
        if event == "end" and tag == "t":
            text.append(str(element.text or ""))
        elif event == "end":
            found.append("".join(text))
            text = []
    return tuple(found)


def sparse_rows(
    packed: Packed, member: str, texts: Sequence[str], dates: frozenset[str]
) -> Iterator[Row]:
    """Yield the rows of a sheet that hold anything; `dates` are the styles that show dates.

    Raises `Broken`.
    """
    row = 0
    for event, _, element in events(packed.pieces(member), tags=("row",), name=member):
        if event == "end":
            given = attribute(element, "r")
            row = count(given, _LAST) if given else row + 1
            values = dict(_cells(element, texts, dates))
            if values:
                yield row, values


def _cells(
    row: "Element", texts: Sequence[str], dates: frozenset[str]
) -> Iterator[tuple[int, Value]]:
    column = 0
    for cell in row:
        name = str(cell.get("r") or "").rstrip("0123456789")
        plain = name.isascii() and name.isupper() and len(name) <= 3
        column = number(name) if plain else column + 1
        if len(cell):
            value = _value(cell, texts, dates)
            if value != "":
                yield column, value


def _value(cell: "Element", texts: Sequence[str], dates: frozenset[str]) -> Value:
    kind = cell.get("t")
    text = ""
    for part in cell:
        # Beside the value there is the formula that gave it.
        if str(part.tag).endswith("}v"):
            text = str(part.text or "")
        elif str(part.tag).endswith("}is"):
            return "".join(str(one.text or "") for one in part.iter("{*}t"))
    if kind == "s":
        plain = text.isascii() and text.isdigit() and len(text) < 10
        return texts[int(text)] if plain and int(text) < len(texts) else ""
    if kind not in (None, "n") or not text:
        return text
    try:
        value = float(text)
        if cell.get("s") in dates and 0 < value < _LAST_DAY:
            return _EPOCH + timedelta(days=value)
    except (ValueError, OverflowError):
        return text
    return value
