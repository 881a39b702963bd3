"""What is on a page already: lines, words and arrows' heads, which the next line keeps off."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from paraf.procedure.flow import Flow
from paraf.procedure.frame import Box, Frame, Point
from paraf.procedure.sheet import Piece


class Label(NamedTuple):
    """Words beside a line; `at` is the upper left corner of their box."""

    lines: tuple[str, ...]
    at: Point
    width: float
    height: float


class Line(NamedTuple):
    """A line from a symbol to another, an arrow's head at its end; symbols by their places."""

    flow: Flow
    source: int
    target: int
    points: tuple[Point, ...]
    label: Label | None


class Stretch(NamedTuple):
    """A straight part of a line: upright at `at` from `start` to `stop`, or level at `at`."""

    upright: bool
    at: float
    start: float
    stop: float
    room: Box
    """The same as a rectangle of no breadth."""


def stretches(frame: Frame, points: Sequence[Point]) -> tuple[Stretch, ...]:
    """Return the straight parts of a line, when places have their least heights."""
    return tuple(stretch(a.x, frame.y(a), b.x, frame.y(b)) for a, b in pairwise(points))


def stretch(x: float, y: float, x1: float, y1: float) -> Stretch:
    """Return the straight part from one point to another."""
    if x == x1:
        low, high = (y, y1) if y < y1 else (y1, y)
        return Stretch(True, x, low, high, Box(x, low, x, high))  # noqa: FBT003 - as its fields say
    low, high = (x, x1) if x < x1 else (x1, x)
    return Stretch(False, y, low, high, Box(low, y, high, y))  # noqa: FBT003 - as its fields say


@dataclass
class Taken:
    """What is on the page already; lines are added one by one."""

    frame: Frame
    stretches: list[Stretch] = field(default_factory=list)
    words: list[Box] = field(default_factory=list)
    heads: list[Box] = field(default_factory=list)
    symbols: list[Box] = field(init=False)

    def __post_init__(self) -> None:
        self.symbols = [self.frame.box(one) for one in self.frame.skeleton.symbols]

    def add(self, line: Line) -> None:
        """Put a line on the page."""
        self.stretches += stretches(self.frame, line.points)
        self.heads.append(head(self.frame, line.points))
        if line.label is not None:
            self.words.append(label_box(self.frame, line.label))

    def walls(self, piece: Piece) -> list[Box]:
        """Return what no line of a piece may enter: other symbols, words and heads, with room."""
        clear = self.frame.sizes.clear
        own = (piece.source, piece.target)
        found = [grown(one, clear) for i, one in enumerate(self.symbols) if i not in own]
        return found + [grown(one, clear * 0.4) for one in (*self.words, *self.heads)]

    def crossings(self, part: Stretch) -> int | None:
        """Return how many lines a stretch crosses; None if it comes too near to one."""
        count, clear = 0, self.frame.sizes.clear
        left, top, right, bottom = grown(part.room, clear)
        for upright, at, start, stop, room in self.stretches:
            if room[0] >= right or room[2] <= left or room[1] >= bottom or room[3] <= top:
                continue
            if part.upright == upright or not (
                start + clear <= part.at <= stop - clear
                and part.start + clear <= at <= part.stop - clear
            ):
                return None
            count += 1
        return count


def grown(box: Box, by: float) -> Box:
    """Return a box with so much room around it."""
    return Box(box.left - by, box.top - by, box.right + by, box.bottom + by)


def meets(box: Box, others: Sequence[Box]) -> bool:
    """Whether a box meets any of the others."""
    left, top, right, bottom = box
    # Most of a drawing's time goes here: any() would take twice as long.
    for near, high, far, low in others:
        if left < far and near < right and top < low and high < bottom:
            return True
    return False


def head(frame: Frame, points: Sequence[Point]) -> Box:
    """Return the room of the arrow's head at the end of a line."""
    (x, y), (x0, y0) = ((one.x, frame.y(one)) for one in (points[-1], points[-2]))
    long, half = frame.sizes.arrow, frame.sizes.arrow * 0.4
    if x == x0:
        edge = y - long if y > y0 else y + long
        return Box(x - half, min(y, edge), x + half, max(y, edge))
    edge = x - long if x > x0 else x + long
    return Box(min(x, edge), y - half, max(x, edge), y + half)


def label_box(frame: Frame, label: Label) -> Box:
    """Return the room of words, when places have their least heights."""
    y = frame.y(label.at)
    return Box(label.at.x, y, label.at.x + label.width, y + label.height)
