"""The measures of one page's drawing: columns, lanes between symbols, places, and their ports.

Heights may grow: a point is named by its place and its distance from that place's middle, so that
what is apart in a low row is apart in a high one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from paraf.procedure.flow import Kind
from paraf.procedure.outline import above, below, beside
from paraf.procedure.sheet import Piece, Skeleton, Symbol, size
from paraf.procedure.sizes import Sizes, wrapped


class Point(NamedTuple):
    """A point `x` from the left edge of the first column, `dy` below the middle of a place."""

    x: float
    slot: int
    dy: float


class Side(Enum):
    """A side of a symbol."""

    LEFT = ("left", True, -1)
    RIGHT = ("right", True, 1)
    TOP = ("top", False, -1)
    BOTTOM = ("bottom", False, 1)

    def __init__(self, _: str, level: bool, sign: int) -> None:  # noqa: FBT001 - as its members say
        """Take whether a line leaves this side level; and which way: 1 is to the right or down."""
        self.level = level
        self.sign = sign


class Port(NamedTuple):
    """Where a line may leave or enter a symbol; `odd` if not in the middle of its side."""

    side: Side
    at: Point
    odd: bool


class Box(NamedTuple):
    """A rectangle in a drawing whose places have their least heights."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Frame:
    """A page whose columns begin and end at `edges`."""

    skeleton: Skeleton
    sizes: Sizes
    edges: tuple[float, ...]

    @cached_property
    def heights(self) -> tuple[float, ...]:
        """The least height of every place."""
        found: list[float] = []
        for band in self.skeleton.bands:
            slots = range(len(found), len(found) + band.slots)
            found += [self._height(one, strip=band.row is None) for one in slots]
        return tuple(found)

    def _height(self, slot: int, *, strip: bool) -> float:
        if strip:
            return self.sizes.strip
        here = [i for i, one in enumerate(self.skeleton.symbols) if one.slot == slot]
        words = [one for one in self.skeleton.pieces if one.source in here and one.says]
        below = max((len(self.words(one, Side.BOTTOM)) for one in words), default=0)
        beside = max((len(self.words(one, Side.LEFT)) for one in words), default=0)
        half = self.sizes.diamond[1] / 2 + below * self.sizes.leading
        half = max(half, beside * self.sizes.leading) + self.sizes.lane
        return max(self.sizes.slot, 2 * half)

    @cached_property
    def tops(self) -> tuple[float, ...]:
        """Where every place begins when all have their least height; last, where the page ends."""
        tops = [0.0]
        for height in self.heights:
            tops.append(tops[-1] + height)
        return tuple(tops)

    @cached_property
    def least(self) -> tuple[float, ...]:
        """The least height of every row and strip."""
        found, slot = [], 0
        for band in self.skeleton.bands:
            found.append(self.tops[slot + band.slots] - self.tops[slot])
            slot += band.slots
        return tuple(found)

    @property
    def widths(self) -> tuple[float, ...]:
        """How wide every column is."""
        return tuple(b - a for a, b in pairwise(self.edges))

    @cached_property
    def middles(self) -> tuple[float, ...]:
        """The middle of every place, when all have their least height."""
        return tuple((top + below) / 2 for top, below in pairwise(self.tops))

    @property
    def width(self) -> float:
        """The width of all columns."""
        return self.edges[-1]

    def y(self, point: Point) -> float:
        """Return how far below the page's top a point is, when places have their least height."""
        return self.middles[point.slot] + point.dy

    def middle(self, column: int) -> float:
        """Return the middle of a column."""
        return (self.edges[column] + self.edges[column + 1]) / 2

    @cached_property
    def lanes(self) -> tuple[float, ...]:
        """Where lines may run up and down beside the symbols, in every column."""
        first, lane = self.sizes.lane * 0.85, self.sizes.lane
        found = []
        for left, right in pairwise(self.edges):
            room = (right - left - self.sizes.box[0]) / 2 - self.sizes.clear
            for offset in (first + no * lane for no in range(max(0, ceil((room - first) / lane)))):
                found += [left + offset, right - offset]
        return tuple(sorted(found))

    def levels(self, slot: int, side: Side) -> tuple[float, ...]:
        """Return where lines may run across above or below the symbols of a place."""
        outer = self.heights[slot] / 2 - self.sizes.lane * 0.7
        return (side.sign * outer, side.sign * (outer - self.sizes.lane))

    def box(self, symbol: Symbol) -> Box:
        """Return the room that a symbol takes."""
        width, height = size(symbol, self.sizes)
        x, y = self.middle(symbol.column), self.y(Point(0, symbol.slot, 0))
        return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

    def ports(self, symbol: Symbol, *, few: bool) -> Iterator[Port]:
        """Yield the ports of a symbol; if `few`, of a decision only its four tips."""
        only = few and symbol.kind is Kind.DECISION
        width, height = size(symbol, self.sizes)
        middle, kind, slot = self.middle(symbol.column), symbol.kind, symbol.slot
        beside_middle = (1, 2, 3) if not few else () if only else (2,)
        for dx in (0.0, *(sign * no * width / 8 for no in beside_middle for sign in (-1, 1))):
            up, down = above(kind, width, height, dx), below(kind, width, height, dx)
            yield Port(Side.TOP, Point(middle + dx, slot, -up), dx != 0)
            yield Port(Side.BOTTOM, Point(middle + dx, slot, down), dx != 0)
        for dy in (0.0,) if only else (0.0, -height * 0.28, height * 0.28):
            reach = beside(kind, width, height, dy)
            yield Port(Side.LEFT, Point(middle - reach, slot, dy), dy != 0)
            yield Port(Side.RIGHT, Point(middle + reach, slot, dy), dy != 0)

    def words(self, piece: Piece, side: Side) -> tuple[str, ...]:
        """Return the words of a piece in lines that fit beside a line leaving `side`."""
        column = self.skeleton.symbols[piece.source].column
        half = (self.edges[column + 1] - self.edges[column]) / 2
        most = half - self.sizes.diamond[0] / 2 if side.level else half
        return wrapped(piece.says, self.sizes, most - self.sizes.lane)
