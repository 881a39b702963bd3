"""A piece of a table in plain signs: its cells by column, and what they are called."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain, zip_longest

from paraf.manuscript.passage import Table
from paraf.manuscript.personal.cells import OFFICIAL, name_of
from paraf.manuscript.personal.contacts import is_address
from paraf.manuscript.personal.signs import GAP, plain

MARKS = " :=.-_|;\t\n\x1f"
"""What stands around a name, or in place of a value."""
HOMES = ("home", "place")
"""Names of columns that hold addresses."""
_PEOPLE = ("nik", "kk", "nip", "npwp", "birth", "phone")
_ADDRESSED = ("alamat", "domisili", "address")
_NAME = re.compile(r"nama|(?<![a-z])name(?![a-z])")
_FORM_ROWS = 200
_FORM_COLUMNS = 3
_TURNED_ROWS = 100
_DIGITS = re.compile(r"\d{4}|\d\D\d{3}")


class Grid:
    """The cells of a piece of a table, each in one line; rows and columns count from 0 here."""

    def __init__(self, table: Table) -> None:
        self._heads = [plain(one) for one in table.heads]
        self.texts: list[str] = []
        self.columns: list[list[str]] = []
        for cells in zip_longest(*table.rows, fillvalue=""):
            text = plain("\n".join(cells))
            if text.count("\n") != len(cells) - 1:
                text = "\n".join(plain(one).replace("\n", GAP) for one in cells)
            self.texts.append(text)
            self.columns.append(text.split("\n"))
        self._addressed = {
            index for index, text in enumerate(self.texts) if any(one in text for one in _ADDRESSED)
        }

    def head(self, index: int) -> tuple[str, str]:
        """Return what the words above the piece call a column, and the words."""
        text = self._heads[index] if index < len(self._heads) else ""
        for words in (text, *reversed(text.split("\n"))):
            if name := name_of(words.strip(MARKS)):
                return name, words
        return "", text

    def is_head(self, row: int, index: int) -> bool:
        """Say whether a cell that could name its column does: in a form it is a value instead."""
        if index > self._turned[0] and row in self._turned[1]:
            return False
        filled = [one for one, cells in enumerate(self.columns) if cells[row].strip(MARKS)]
        if len(filled) != 2 or index != filled[1] or row == 0:
            return True
        return not name_of(self.columns[filled[0]][row].strip(MARKS))

    def of_people(self) -> bool:
        """Say whether a column is called by what only people have."""
        for index, cells in enumerate(self.columns):
            for words in (self.head(index)[1], *cells[:8]):
                if words and (_NAME.search(words[:30]) or name_of(words.strip(MARKS)) in _PEOPLE):
                    return True
        return False

    def asks_left(self, index: int) -> bool:
        """Say whether the cells left of a column may be names of its cells, as in a form: such
        names are few, and come again."""
        if index == 0:
            return False
        left = self.columns[index - 1]
        return len(left) < _FORM_ROWS or len(set(left)) < len(left) // 4

    def left(self, row: int, index: int) -> tuple[str, str]:
        """Return what the nearest words left of a cell call it, and the words."""
        for one in range(index - 1, max(index - _FORM_COLUMNS - 1, -1), -1):
            words = self.columns[one][row].strip(MARKS)
            if words:
                name = name_of(words)
                if not name and index > self._turned[0] and row in self._turned[1]:
                    return self._turned[1][row]
                if name == "column" or (not name and _DIGITS.search(words)):
                    return "", ""
                return name, words
        return "", ""

    def beside(self, row: int, index: int) -> str:
        """Return what the nearest words left of a cell, or else the row above it, call what begins
        there."""
        left = (self.columns[one][row] for one in range(index - 1, -1, -1))
        above = (cells[row - 1] for cells in self.columns[: index + 1]) if row else iter(())
        for cell in chain(left, above):
            words = cell.strip(MARKS)
            if len(words) > 1:
                name = name_of(words)
                return "" if name == "column" else name
        return ""

    @cached_property
    def _turned(self) -> tuple[int, Mapping[int, tuple[str, str]]]:
        """The column that names the rows of a table in which every column is a person, and those
        names, each with its words, by row; (0, {}) for other tables."""
        if len(self.columns) < 3 or len(self.columns[0]) > _TURNED_ROWS:
            return 0, {}
        names = [dict(_names(cells)) for cells in self.columns[:_FORM_COLUMNS]]
        first = max(range(len(names)), key=lambda index: len(names[index]))
        top = sum(bool(name_of(cells[0].strip(MARKS))) for cells in self.columns)
        filled = sum(bool(one.strip(MARKS)) for one in self.columns[first])
        if len(names[first]) < 2 or 2 * len(names[first]) < filled or top > 2:
            return 0, {}
        return first, names[first]

    def may_hold_homes(self, index: int) -> bool:
        """Say whether a column, or one of those left of it, speaks of addresses."""
        near = {self._turned[0], *range(max(0, index - _FORM_COLUMNS), index + 1)}
        return not self._addressed.isdisjoint(near) or self.head(index)[0] in HOMES

    def homes(self, index: int) -> Iterator[tuple[int, str]]:
        """Yield the rows in which a form has an address in a column, each with its name."""
        left = range(max(0, index - _FORM_COLUMNS), index)
        near = self._addressed.intersection((min(self._turned[0], index - 1), *left))
        for row, cell in enumerate(self.columns[index]) if near else ():
            if cell and any(self.columns[one][row] for one in near) and is_address(cell):
                name = self.left(row, index)[0]
                if name in HOMES and not name_of(cell):
                    yield row, name

    def is_official(self, row: int) -> bool:
        """Say whether a row is about the money of an office."""
        return any(OFFICIAL.search(cells[row]) for cells in self.columns)


def _names(cells: Iterable[str]) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield which cells of a column name what stands right of them, and how."""
    for row, cell in enumerate(cells):
        words = cell.strip(MARKS)
        if words and (name := name_of(words)):
            yield row, ("" if name == "column" else name, words)
