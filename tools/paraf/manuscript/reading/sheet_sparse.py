"""Reads a sheet cell by cell, for those that are too wide or too long to be held as a whole.

A sheet of two cells in opposite corners takes python-calamine 50 GB: it keeps the empty ones too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
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
_TAGS = ("row", "c", "v", "t", "rPh")


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


@dataclass(slots=True)
class _Place:
    row: int = 0
    column: int = 0
    kind: str = ""
    style: str = ""
    text: list[str] = field(default_factory=list)
    values: dict[int, Value] = field(default_factory=dict)


def sparse_rows(
    packed: Packed, member: str, texts: Sequence[str], dates: frozenset[str]
) -> Iterator[Row]:
    """Yield the rows of a sheet that hold anything; `dates` are the styles that show dates.

    Raises `Broken`.
    """
    at = _Place()
    for event, tag, element in events(packed.pieces(member), tags=_TAGS, name=member):
        if event == "start":
            _begin(at, tag, element)
        elif tag in ("v", "t"):
            at.text.append(str(element.text or ""))
        elif tag == "c":
            value = _value(at, texts, dates)
            if value != "":
                at.values[at.column] = value
        elif tag == "row" and at.values:
            yield at.row, at.values
            at.values = {}


def _begin(at: _Place, tag: str, element: "Element") -> None:
    if tag == "row":
        given = attribute(element, "r")
        at.row = count(given, _LAST) if given else at.row + 1
        at.column = 0
    elif tag == "c":
        name = (attribute(element, "r") or "").rstrip("0123456789")
        plain = name.isascii() and name.isupper() and len(name) <= 3
        at.column = number(name) if plain else at.column + 1
        at.kind, at.style, at.text = attribute(element, "t") or "n", element.get("s", ""), []


def _value(at: _Place, texts: Sequence[str], dates: frozenset[str]) -> Value:
    text = "".join(at.text)
    if at.kind == "s":
        plain = text.isascii() and text.isdigit() and len(text) < 10
        return texts[int(text)] if plain and int(text) < len(texts) else ""
    if at.kind != "n" or not text:
        return text
    try:
        value = float(text)
        if at.style in dates and 0 < value < 2_958_466:
            return _EPOCH + timedelta(days=value)
    except (ValueError, OverflowError):
        return text
    return value
