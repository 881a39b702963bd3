"""Finds a free way for every line of a page, one after the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from paraf.procedure.flow import Flow
from paraf.procedure.frame import Box, Frame, Point, Port, Side
from paraf.procedure.sheet import Piece, Symbol
from paraf.procedure.sizes import width
from paraf.procedure.ways import Effort, Way, least, ways

CROSSING = 8.0
"""The price of crossing another line."""
AWKWARD = 3.0
"""The price of words below a level line, or on the left of an upright one."""


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
    return tuple(_stretch(a.x, frame.y(a), b.x, frame.y(b)) for a, b in pairwise(points))


def _stretch(x: float, y: float, x1: float, y1: float) -> Stretch:
    if x == x1:
        low, high = (y, y1) if y < y1 else (y1, y)
        return Stretch(True, x, low, high, Box(x, low, x, high))  # noqa: FBT003 - as its fields say
    low, high = (x, x1) if x < x1 else (x1, x)
    return Stretch(False, y, low, high, Box(low, y, high, y))  # noqa: FBT003 - as its fields say


def draw(frame: Frame, *, mute: bool = False) -> tuple[Line, ...] | None:
    """Return a line for each piece of the page, in their order; None if some find no way.

    A line whose words find no room has no way either, unless it may be `mute`.
    """
    taken = _Taken(frame)
    found: dict[int, Line] = {}
    for no in sorted(range(len(frame.skeleton.pieces)), key=lambda no: _turn(frame, no)):
        line = _line(frame, frame.skeleton.pieces[no], taken, mute=mute)
        if line is None:
            return None
        found[no] = line
        taken.add(line)
    return tuple(found[no] for no in sorted(found))


def _turn(frame: Frame, no: int) -> tuple[bool, int, int]:
    """Ways on come before ways back, near ones before far ones."""
    piece = frame.skeleton.pieces[no]
    a, b = (frame.skeleton.symbols[one].slot for one in (piece.source, piece.target))
    return b < a, abs(b - a), no


@dataclass
class _Taken:
    """What is on the page already."""

    frame: Frame
    stretches: list[Stretch] = field(default_factory=list)
    words: list[Box] = field(default_factory=list)
    heads: list[Box] = field(default_factory=list)
    symbols: list[Box] = field(init=False)

    def __post_init__(self) -> None:
        self.symbols = [self.frame.box(one) for one in self.frame.skeleton.symbols]

    def add(self, line: Line) -> None:
        self.stretches += stretches(self.frame, line.points)
        self.heads.append(head(self.frame, line.points))
        if line.label is not None:
            self.words.append(label_box(self.frame, line.label))

    def walls(self, piece: Piece) -> list[Box]:
        """Return what no line of a piece may enter: other symbols, words and heads, with room."""
        clear = self.frame.sizes.clear
        own = (piece.source, piece.target)
        found = [_grown(one, clear) for i, one in enumerate(self.symbols) if i not in own]
        return found + [_grown(one, clear * 0.4) for one in (*self.words, *self.heads)]

    def crossings(self, part: Stretch) -> int | None:
        """Return how many lines a stretch crosses; None if it comes too near to one."""
        count, clear = 0, self.frame.sizes.clear
        left, top, right, bottom = _grown(part.room, clear)
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


def _grown(box: Box, by: float) -> Box:
    return Box(box.left - by, box.top - by, box.right + by, box.bottom + by)


def _meets(box: Box, others: Sequence[Box]) -> bool:
    left, top, right, bottom = box
    return any(
        left < far and near < right and top < low and high < bottom
        for near, high, far, low in others
    )


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


def _line(frame: Frame, piece: Piece, taken: _Taken, *, mute: bool) -> Line | None:
    source, target = (frame.skeleton.symbols[one] for one in (piece.source, piece.target))
    walls = taken.walls(piece)
    best: _Found | None = None
    for effort in Effort:
        last = effort is Effort.DESPERATE
        if best is None or (not last and best.price > least(frame, source, target, effort)):
            few = effort is not Effort.DESPERATE
            outs, intos = (_open(frame, one, walls, taken, few=few) for one in (source, target))
            best = _cheapest(frame, piece, ways(frame, outs, intos, effort), taken, best)
    if best is None and mute and piece.says:
        return _line(frame, replace(piece, says=""), taken, mute=False)
    if best is None:
        return None
    return Line(piece.flow, piece.source, piece.target, best.way.points, best.label)


def _open(
    frame: Frame, symbol: Symbol, walls: Sequence[Box], taken: _Taken, *, few: bool
) -> list[Port]:
    """Return the ports of a symbol that a line could still use: nothing is right before them."""
    found = []
    for port in frame.ports(symbol, few=few):
        x, y = port.at.x, frame.y(port.at)
        way = frame.sizes.clear * port.side.sign
        ahead = _stretch(x, y, x + way, y) if port.side.level else _stretch(x, y, x, y + way)
        if not _meets(ahead.room, walls) and taken.crossings(ahead) == 0:
            found.append(port)
    return found


class _Found(NamedTuple):
    price: float
    way: Way
    label: Label | None


def _cheapest(
    frame: Frame, piece: Piece, offered: Sequence[Way], taken: _Taken, best: _Found | None
) -> _Found | None:
    """Return the cheapest of the ways that are free, or `best` if none is cheaper."""
    walls = taken.walls(piece)
    for way in offered:
        if best is not None and way.price >= best.price:
            break
        parts = stretches(frame, way.points)
        extra = _price(frame, piece, parts, walls, taken)
        if extra is None or (best is not None and way.price + extra >= best.price):
            continue
        mine = _grown(head(frame, way.points), frame.sizes.clear * 0.5)
        if _meets(mine, [one.room for one in taken.stretches]):
            continue
        label, awkward = _label(frame, piece, way, parts, taken)
        price = way.price + extra + awkward
        if (label is not None or not piece.says) and (best is None or price < best.price):
            best = _Found(price, way, label)
    return best


def _price(
    frame: Frame, piece: Piece, parts: Sequence[Stretch], walls: Sequence[Box], taken: _Taken
) -> float | None:
    """Return what is to be paid for crossings; None where the way is not free."""
    if any(_meets(part.room, walls) for part in parts) or _strikes(frame, piece, parts, taken):
        return None
    total = 0
    for part in parts:
        crossed = taken.crossings(part)
        if crossed is None:
            return None
        total += crossed
    return CROSSING * total


def _strikes(frame: Frame, piece: Piece, parts: Sequence[Stretch], taken: _Taken) -> bool:
    """Whether a way runs into one of the symbols that it joins, or too near along one."""
    for symbol, end in ((piece.source, 0), (piece.target, len(parts) - 1)):
        box = taken.symbols[symbol]
        around = [_grown(box, frame.sizes.clear)]
        for no, part in enumerate(parts):
            if _meets(part.room, [_inner(box)] if no == end else around):
                return True
    return False


def _inner(box: Box) -> Box:
    """Return the middle of a symbol, which not even its own lines enter."""
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    wide, high = (box.right - box.left) / 8, (box.bottom - box.top) / 8
    return Box(x - wide, y - high, x + wide, y + high)


def _label(
    frame: Frame, piece: Piece, way: Way, parts: Sequence[Stretch], taken: _Taken
) -> tuple[Label | None, float]:
    """Return the words of a way where nothing touches them, and what is paid for their place.

    None without words or room.
    """
    if not piece.says:
        return None, 0.0
    lines = frame.words(piece, way.side)
    wide = max(width(one, frame.sizes.letter, frame.sizes) for one in lines)
    high = len(lines) * frame.sizes.leading
    boxes = [*taken.words, *taken.symbols, *taken.heads, head(frame, way.points)]
    boxes += [one.room for one in (*taken.stretches, *parts)]
    for no, at in enumerate(_places(frame, way, wide, high)):
        label = Label(lines, at, wide, high)
        box = label_box(frame, label)
        if _inside(frame, at.slot, box) and not any(box.meets(one, _gap(frame)) for one in boxes):
            return label, AWKWARD * no
    return None, 0.0


def _gap(frame: Frame) -> float:
    """Return how far words stay from everything."""
    return frame.sizes.lane * 0.25


def _inside(frame: Frame, slot: int, box: Box) -> bool:
    """Whether a box lies in one column and one place, off their edges."""
    gap = _gap(frame)
    roof, floor = frame.tops[slot] + gap, frame.tops[slot + 1] - gap
    across = any(a + gap <= box.left and box.right <= b - gap for a, b in pairwise(frame.edges))
    return across and roof <= box.top and box.bottom <= floor


def _places(frame: Frame, way: Way, wide: float, high: float) -> Iterator[Point]:
    """Yield where words may stand: beside the first stretch of a way, else beside a later one."""
    x, slot, dy = way.points[0]
    gap = frame.sizes.lane * 0.4
    if way.side.level:
        left = x + gap if way.side is Side.RIGHT else x - gap - wide
        yield Point(left, slot, dy - gap - high)
        yield Point(left, slot, dy + gap)
    else:
        top = dy + gap if way.side is Side.BOTTOM else dy - gap - high
        yield Point(x + gap, slot, top)
        yield Point(x - gap - wide, slot, top)
    for a, b in pairwise(way.points):
        if a.x == b.x:
            for one in range(min(a.slot, b.slot), max(a.slot, b.slot) + 1):
                yield Point(a.x + gap, one, -high / 2)
                yield Point(a.x - gap - wide, one, -high / 2)
        else:
            left = min(a.x, b.x) + gap
            yield Point(left, a.slot, a.dy - gap - high)
            yield Point(left, a.slot, a.dy + gap)
