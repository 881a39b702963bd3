"""Reads tables that are kept as text (CSV), row by row."""

import csv
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO

from paraf.core.checking import Limits
from paraf.manuscript.packed import damaged
from paraf.manuscript.passage import Passage, Table
from paraf.manuscript.reading.packed_flow import ROWS
from paraf.manuscript.reading.plain import decoded, encoding_of
from paraf.manuscript.reading.sheet_heads import heads_of
from paraf.manuscript.reading.sheet_scan import letters
from paraf.manuscript.seen import Seen
from paraf.manuscript.spot import Spot

_SEPARATORS = (";", ",", "\t", "|")
_LOOK = 64_000
"""Signs in which the separator is looked for."""
_CELL = 1_000_000
"""Signs of the longest cell: an open quotation mark must not swallow the rest of the file."""
_BEGINS = ("=", "@", "\t=", "+cmd", "-cmd")


def read_delimited(file: Path, limits: Limits) -> Iterator[Passage | Seen]:
    """Yield a table that is kept as text in pieces of `ROWS` rows; formulas in it are told.

    Nothing of it is held but the piece. What is longer than `limits.unpacked` bytes is told as
    too long, and not read. OSError where the file cannot be read.
    """
    if file.stat().st_size > limits.unpacked:
        yield Seen("too-long")
        return
    with file.open("rb") as stream:
        yield from read_rows(stream)


def read_rows(stream: IO[bytes]) -> Iterator[Passage | Seen]:
    """Yield a table of whatever length in pieces, as `read_delimited` does."""
    encoding, seen = encoding_of(stream)
    if seen is not None:
        yield seen
    first, formulas = 1, _Formulas()
    heads: tuple[str, ...] = ()
    csv.field_size_limit(_CELL)
    rows = csv.reader(_lines(stream, encoding), delimiter=separator(stream, encoding))
    try:
        while piece := list(islice(rows, ROWS)):
            formulas.look(piece, first)
            yield Table(piece, Spot(), first, heads=heads)
            heads = heads or heads_of(piece)
            first += len(piece)
    except csv.Error:
        yield damaged()
    yield from formulas.told()


def separator(stream: IO[bytes], encoding: str) -> str:
    """Return what separates the cells: the sign that the first lines hold most evenly."""
    sample = next(iter(decoded(stream, encoding)), "")[:_LOOK]
    lines = [one for one in sample.splitlines()[:50] if one.strip()][: 50 if "\n" in sample else 1]
    if len(lines) > 1:
        # The last one may be cut.
        lines.pop()
    if lines and lines[0].lower().startswith("sep=") and len(lines[0]) == 5:
        return lines[0][4]

    def even(sign: str) -> tuple[int, int]:
        counts = [_outside(line).count(sign) for line in lines]
        most = max(set(counts), key=counts.count) if counts else 0
        return (counts.count(most) if most else 0, most)

    return max(_SEPARATORS, key=even)


def _outside(line: str) -> str:
    """Return a line without what stands between quotation marks."""
    return "".join(line.split('"')[::2])


def _lines(stream: IO[bytes], encoding: str) -> Iterator[str]:
    kept = held = ""
    for piece in decoded(stream, encoding):
        # The csv module refuses a NUL, which some programs leave at a file's end, and a line that
        # ends as those of old Macs do; half a line's end waits for its other half.
        text = held + piece.replace("\0", "")
        held = "\r" if text.endswith("\r") else ""
        text = text.removesuffix("\r").replace("\r\n", "\n").replace("\r", "\n")
        lines = (kept + text).split("\n")
        kept = lines.pop()
        for line in lines:
            yield line + "\n"
        while len(kept) > _CELL:
            yield kept[:_CELL]
            kept = kept[_CELL:]
    if kept:
        yield kept


class _Formulas:
    """Counts the cells that a spreadsheet would take for formulas."""

    def __init__(self) -> None:
        self.count = 0
        self.cell = ""

    def look(self, rows: Iterable[list[str]], first: int) -> None:
        for down, row in enumerate(rows):
            for across, cell in enumerate(row):
                if cell.startswith(_BEGINS):
                    self.count += 1
                    self.cell = self.cell or f"{letters(across + 1)}{first + down}"

    def told(self) -> Iterator[Seen]:
        if self.count:
            yield Seen("table-formula", Spot(cell=self.cell), count=self.count)
