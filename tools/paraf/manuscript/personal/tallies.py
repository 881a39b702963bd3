"""Counts what columns hold, and says in the end what they are columns of."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from paraf.manuscript.personal.masks import mask
from paraf.manuscript.seen import Seen
from paraf.manuscript.spot import Spot


@dataclass(frozen=True, slots=True)
class Place:
    """A column of a table, from 1; its hidden cells are a place of their own."""

    spot: Spot
    column: int
    hidden: bool


@dataclass(slots=True)
class Tally:
    """So many values, from which row to which, and the first of them."""

    count: int = 0
    first: int = 0
    last: int = 0
    value: str = ""

    def add(self, row: int, value: str) -> None:
        """Count a value of a row."""
        if not self.count or (row, value) < (self.first, self.value):
            self.first, self.value = row, value
        self.last = max(self.last, row)
        self.count += 1

    def merge(self, other: "Tally") -> None:
        """Count what another tally has counted; the order does not matter."""
        if not self.count or (other.first, other.value) < (self.first, self.value):
            self.value = other.value
            self.first = other.first
        self.last = max(self.last, other.last)
        self.count += other.count


_Groups = defaultdict[tuple[str, str], Tally]
SURE = "sure"
"""In place of a column's name: the cell itself says what the value is."""
_FEW = 5


@dataclass(slots=True)
class _Counts:
    groups: _Groups = field(default_factory=lambda: defaultdict(Tally))
    compared: int = 0
    same: int = 0
    early: int = 0


class Tallies:
    """What was counted in all columns of a file. `people` are the tables that list people."""

    def __init__(self) -> None:
        self._columns: defaultdict[Place, _Counts] = defaultdict(_Counts)
        self.people: set[Spot] = set()

    def add(self, place: Place, label: str, shape: str, row: int, value: str) -> None:
        """Count a value of some shape in a column under a label, or with none."""
        self._columns[place].groups[label, shape].add(row, value)

    def add_many(self, place: Place, label: str, shape: str, tally: Tally) -> None:
        """Count many values of some shape in a column under one label."""
        self._columns[place].groups[label, shape].merge(tally)

    def compare(self, place: Place, *, same: bool) -> None:
        """Count whether a date is the birth that a number in its row tells."""
        counts = self._columns[place]
        counts.compared += 1
        counts.same += same

    def early(self, place: Place) -> None:
        """Count a date with a place before it, too long ago to be that of a paper."""
        self._columns[place].early += 1

    def seen(self) -> Iterator[Seen]:
        """Yield what the columns hold of people, each kind in a column once."""
        for place, counts in self._columns.items():
            kinds: defaultdict[str, Tally] = defaultdict(Tally)
            for (label, shape), tally in counts.groups.items():
                kind = self._kind(place, label, shape, counts)
                if kind:
                    kinds[kind].merge(tally)
            for kind, tally in kinds.items():
                spot = replace(place.spot, cell=_cells(place.column, tally), hidden=place.hidden)
                yield Seen(kind, spot, mask(kind, tally.value), tally.count)

    def _kind(self, place: Place, label: str, shape: str, counts: _Counts) -> str:
        if label == SURE:
            return shape
        if shape in ("nik", "sixteen"):
            return _sixteen(label, shape, counts.groups)
        if shape in ("date", "placed"):
            return "birth" if label == "birth" or _is_birth(shape, counts) else ""
        if shape == "quantity":
            # Nobody lists quantities of that size that all begin like a NIK.
            return (
                "nik" if label in ("", "column") and counts.groups[label, shape].count > 2 else ""
            )
        if shape == "address":
            return shape if label == "home" or place.spot in self.people else ""
        return "" if label == "other" and shape in ("phone", "npwp") else shape


def _sixteen(label: str, shape: str, groups: _Groups) -> str:
    """Say what sixteen digits are, by the name of the column and, without one, by their share."""
    if label == "account":
        return label
    if shape == "sixteen":
        return label if label in ("nik", "kk", "npwp") else ""
    if label in ("nik", "kk", "npwp"):
        return "kk" if label == "kk" else "nik"
    shaped = groups[label, "nik"].count
    every = shaped + (groups[label, "sixteen"].count if (label, "sixteen") in groups else 0)
    if label == "other":
        # One number in sixteen has the shape by chance: so many have it for they are NIKs.
        return "nik" if shaped >= 3 and shaped >= 0.8 * every else ""
    return "nik" if every < _FEW or 2 * shaped >= every else ""


def _is_birth(shape: str, counts: _Counts) -> bool:
    if counts.compared and 2 * counts.same >= counts.compared:
        return True
    return shape == "placed" and counts.early >= 3


def _cells(column: int, tally: Tally) -> str:
    letters = letters_of(column)
    first, last = f"{letters}{tally.first}", f"{letters}{tally.last}"
    return first if first == last else f"{first}:{last}"


def letters_of(column: int) -> str:
    """Return a column's number, from 1, in the letters of spreadsheets: A, B … Z, AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
