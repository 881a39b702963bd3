"""Finds personal data in tables: a column of them is one thing seen."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from paraf.manuscript.passage import Table
from paraf.manuscript.personal.alike import find_alike, without_figures, without_fractions
from paraf.manuscript.personal.births import told_birth
from paraf.manuscript.personal.boxes import LEAST_COLUMNS, MANY, boxes, kind_of_boxes
from paraf.manuscript.personal.cells import DENSE, INTERESTING, LOOSE, SHAPE, name_of, shape_of
from paraf.manuscript.personal.contacts import is_address, is_house
from paraf.manuscript.personal.dates import read_date, speaks_of_birth
from paraf.manuscript.personal.grid import HOMES, MARKS, Grid
from paraf.manuscript.personal.numbers import digits_of
from paraf.manuscript.personal.signs import plain
from paraf.manuscript.personal.tallies import SURE, Place, Tallies, Tally
from paraf.manuscript.personal.text import Own, find

_HEAD_ROWS = 100
"""Names of columns are looked for in so many rows of a piece; its later pieces repeat them."""
_COMPARED = 60
"""In so many rows of a piece dates are held against the numbers of their owners."""
_SEARCHED = 400
_FIGURES = frozenset({"", "column", "other", "money"})
_EARLY = 2012
_STACKED = re.compile(r"(?<=(?<!\d)\d{16})\n(?=\d{16}(?!\d))")
"""Two numbers of a cell, whose head names both."""


@dataclass(slots=True)
class _Column:
    index: int
    cells: Sequence[str]
    # The cells that are still to be counted, one by one.
    rest: Sequence[str] = ()
    # From which row on it is called what, the latest last.
    names: list[tuple[int, str, str]] = field(default_factory=list)

    def name(self, row: int) -> tuple[str, str]:
        """Return what the column is called at a row, and in which words."""
        for first, name, words in reversed(self.names):
            if first <= row:
                return name, words
        return "", ""


class Piece:
    """A piece of a table under examination."""

    def __init__(self, table: Table, own: Own, tallies: Tallies) -> None:
        self._table = table
        self._own = own
        self._tallies = tallies
        self._spot = replace(table.spot, cell="", line=0, hidden=False)
        self._grid = Grid(table)
        self._loose: list[tuple[int, _Column]] = []
        self._homes: set[tuple[int, int]] = set()

    def read(self) -> None:
        """Count what the piece holds of people."""
        if self._grid.of_people():
            self._tallies.people.add(self._spot)
        if len(self._grid.columns) >= LEAST_COLUMNS:
            self._read_boxes()
        columns = [
            self._column(index, text)
            for index, text in enumerate(map(without_fractions, self._grid.texts))
            if INTERESTING.search(text) or self._grid.may_hold_homes(index)
        ]
        for column in columns:
            self._count(column)
        self._compare(columns)
        self._read_loose()

    def _read_boxes(self) -> None:
        """Count numbers with a digit in each cell."""
        rows = list(zip(*self._grid.columns, strict=True))
        found = [(row, *one) for row, cells in enumerate(rows) for one in boxes(cells)]
        for row, index, digits in found:
            label = self._grid.beside(row, index)
            kind = kind_of_boxes(digits, label, self._own.phones)
            if kind and (label or len(found) < MANY):
                number = self._table.first_row + row
                self._tallies.add(self._place(row, index), SURE, kind, number, digits)

    def _column(self, index: int, text: str) -> _Column:
        cells = self._grid.columns[index]
        column = _Column(index, cells)
        name, words = self._grid.head(index)
        if name:
            column.names.append((0, name, words))
        for row, cell in enumerate(cells[:_HEAD_ROWS]):
            if cell:
                name = name_of(cell.strip(MARKS))
                if name and self._grid.is_head(row, index):
                    column.names.append((row, name, cell))
        unnamed = not self._grid.asks_left(index) and _FIGURES.issuperset(
            name for _, name, _ in column.names
        )
        if unnamed:
            text = without_figures(text)
        column.rest = text.split("\n")
        column.rest = self._take_alike(column, text)
        return column

    def _take_alike(self, column: _Column, text: str) -> Sequence[str]:
        """Count the cells of a long column that are alike; return the column without them."""
        alike = None if self._table.hidden_rows else find_alike(text)
        if alike is None:
            return column.rest
        name, _ = column.name(alike.first)
        if any(alike.first < row <= alike.last for row, _, _ in column.names):
            return column.rest
        if not self._is_plain(column, name, alike.shape, text):
            return column.rest
        value = alike.values[0]
        if alike.shape in ("date", "placed"):
            born = read_date(value)
            value = f"{born:%d-%m-%Y}" if born else ""
        row = self._table.first_row
        tally = Tally(len(alike.values), row + alike.first, row + alike.last, value)
        self._tallies.add_many(self._place(alike.first, column.index), name, alike.shape, tally)
        return alike.rest

    def _is_plain(self, column: _Column, name: str, shape: str, text: str) -> bool:
        """Say whether the name of a column, or its lack, leaves no question about its cells."""
        if name in ("", "column") and self._grid.asks_left(column.index):
            return False
        if shape == "phone":
            return name not in ("account", "bank") and not self._own.phones.mentioned(text)
        return shape != "placed" or name == "birth"

    def _place(self, row: int, index: int) -> Place:
        row, column = self._table.first_row + row, self._table.first_column + index
        hidden = row in self._table.hidden_rows or column in self._table.hidden_columns
        return Place(self._spot, column, self._table.spot.hidden or hidden)

    def _count(self, column: _Column) -> None:
        asked = self._grid.asks_left(column.index)
        named = {row: words for row, _, words in column.names}
        for row in self._notable(column):
            cell = column.rest[row]
            if not cell or named.get(row) == cell:
                continue
            found = SHAPE.fullmatch(cell)
            if found is None:
                self._take_words(row, column)
                continue
            name, _ = column.name(row)
            if asked and name in ("", "column"):
                name = self._grid.left(row, column.index)[0] or name
            if name in HOMES and found.lastgroup in ("date", "placed"):
                name = "birth" if speaks_of_birth(column.name(row)[1]) else name
            self._take(row, column.index, name, found)
        for row, name in self._grid.homes(column.index):
            self._add_home(row, column.index, name)

    def _notable(self, column: _Column) -> Iterable[int]:
        """Return the rows in which a column has more than words and small numbers."""
        if any(name in HOMES for _, name, _ in column.names):
            return range(len(column.rest))
        text, rows, place, row = "\n".join(column.rest), [], 0, 0
        while (found := INTERESTING.search(text, place)) is not None:
            row += text.count("\n", place, found.start())
            rows.append(row)
            place = text.find("\n", found.end())
            if place < 0:
                break
        return rows

    def _take(self, row: int, index: int, name: str, found: "re.Match[str]") -> None:
        number = self._table.first_row + row
        rounded = (number, self._table.first_column + index) in self._table.rounded
        shape = shape_of(found, name, self._own.phones, rounded=rounded)
        value = self._value(row, index, shape, found[str(found.lastgroup)]) if shape else ""
        if value:
            self._tallies.add(self._place(row, index), name, shape, number, value)

    def _value(self, row: int, index: int, shape: str, written: str) -> str:
        """Return what is to be masked of a cell; "" if it is the office's own, or no date."""
        if shape in ("date", "placed"):
            born = read_date(written[_first_digit(written) :])
            if born and shape == "placed" and born.year <= _EARLY:
                self._tallies.early(self._place(row, index))
            return f"{born:%d-%m-%Y}" if born else ""
        if shape == "email":
            return "" if self._own.mail.is_own(written.rpartition("@")[2]) else written
        if shape == "account" and self._grid.is_official(row):
            return ""
        return digits_of(written)

    def _take_words(self, row: int, column: _Column) -> None:
        cell = column.cells[row]
        name, words = column.name(row)
        both = speaks_of_birth(words)
        if name in HOMES and len(cell.strip(MARKS)) > 3 and (not both or is_address(cell)):
            self._add_home(row, column.index, name)
        if (both and INTERESTING.search(cell)) or (DENSE if name in HOMES else LOOSE).search(cell):
            self._loose.append((row, column))

    def _add_home(self, row: int, index: int, name: str) -> None:
        number, cell = self._table.first_row + row, self._grid.columns[index][row]
        name = "home" if is_house(cell) else name
        self._tallies.add(self._place(row, index), name, "address", number, cell)
        self._homes.add((row, index))

    def _compare(self, columns: Sequence[_Column]) -> None:
        """Hold dates that nothing names against the numbers in their rows."""
        for column in columns:
            rows = [
                row
                for row, cell in enumerate(column.cells[:_SEARCHED])
                if (found := SHAPE.fullmatch(cell)) is not None
                and found.lastgroup in ("date", "placed")
                and column.name(row)[0] in ("", "column")
            ]
            for row in rows[:_COMPARED]:
                told = {self._told(row, one) for one in columns} - {""}
                born = read_date(column.cells[row][_first_digit(column.cells[row]) :].strip("'\" "))
                if told and born:
                    same = f"{born:%d%m%y}" in told
                    self._tallies.compare(self._place(row, column.index), same=same)

    def _told(self, row: int, column: _Column) -> str:
        found = SHAPE.fullmatch(column.cells[row])
        if found is None or found.lastgroup != "digits":
            return ""
        shape = shape_of(found, "", self._own.phones, rounded=False)
        return told_birth(shape, digits_of(found["digits"]))

    def _read_loose(self) -> None:
        """Read cells that hold more than a value as text, each after the name of its column."""
        starts, lines, length = [], [], 0
        for row, column in self._loose:
            name, words = column.name(row)
            if not name:
                words = self._grid.left(row, column.index)[1]
            head = " / ".join(words.split("\n")) + " : " if words else ""
            cell = _STACKED.sub("/", plain(self._table.rows[row][column.index]))
            starts.append(length + len(head))
            lines.append(f"{head}{cell}\n;\n")
            length += len(lines[-1])
        text = "".join(lines)
        for hit in find(text, self._own):
            index = bisect_right(starts, hit.start) - 1
            if index >= 0:
                row, column = self._loose[index]
                if hit.kind != "address" or (row, column.index) not in self._homes:
                    place, number = self._place(row, column.index), self._table.first_row + row
                    self._tallies.add(place, SURE, hit.kind, number, hit.value)


def _first_digit(text: str) -> int:
    return next((place for place, sign in enumerate(text) if sign.isdigit()), 0)
