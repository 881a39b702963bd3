"""The shapes that a line may have between two symbols: at most five stretches, level or upright."""

from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import pairwise, product
from typing import NamedTuple

from paraf.procedure.frame import Frame, Point, Port, Side
from paraf.procedure.sheet import Symbol


class Way(NamedTuple):
    """A possible line, from port to port, with a price; the cheapest that is free is drawn."""

    price: float
    points: tuple[Point, ...]
    side: Side
    """The side that it leaves."""


BEND, ODD, AGAINST = 5.0, 4.0, 9.0
"""Prices: of a bend, of a port beside the middle, of a side that looks away from the other end."""


class Effort(IntEnum):
    """How far to look for a way: harder only where what was found is dearer than it need be."""

    PLAIN = 0
    """Between the middles of sides, with three bends at most."""
    ODD = 1
    """From or to a port beside the middle."""
    WINDING = 2
    """With four bends."""
    DESPERATE = 3
    """From or to any port, of decisions too; only where nothing else is free."""


def ways(frame: Frame, outs: Sequence[Port], intos: Sequence[Port], effort: Effort) -> list[Way]:
    """Return every way between these ports that takes this much effort, cheapest first."""
    few = effort is not Effort.DESPERATE
    found = []
    for out, into in product(outs, intos):
        if few and (out.odd or into.odd) is not (effort is Effort.ODD):
            continue
        base = _base(frame, out, into)
        for points in _shapes(frame, out, into, effort):
            found.append(Way(base + _length(frame, points), points, out.side))
    return sorted(found, key=lambda one: one[:2])


def least(frame: Frame, source: Symbol, target: Symbol, effort: Effort) -> float:
    """Return what no way that takes this much effort is cheaper than."""
    a, b = (frame.box(one) for one in (source, target))
    apart = max(0.0, a.left - b.right, b.left - a.right)
    apart += max(0.0, a.top - b.bottom, b.top - a.bottom)
    bends = 4 if effort is Effort.WINDING else int(source.column != target.column)
    odd = ODD if effort is Effort.ODD else 0.0
    return apart / frame.sizes.lane / 4 + BEND * bends + odd


def _base(frame: Frame, out: Port, into: Port) -> float:
    """Return the price of leaving and entering at these ports.

    The eye follows a flow down: out below or beside, in from above; back, in from below.
    """
    down = frame.y(into.at) > frame.y(out.at)
    price = ODD * (out.odd + into.odd)
    price += AGAINST * (out.side is (Side.TOP if down else Side.BOTTOM))
    price += AGAINST * (into.side is (Side.BOTTOM if down else Side.TOP))
    return price + 1.5 * into.side.level + 0.5 * (not out.side.level)


def _length(frame: Frame, points: tuple[Point, ...]) -> float:
    """Return the price of a line's length and bends."""
    middles, length = frame.middles, 0.0
    for a, b in pairwise(points):
        length += abs(a.x - b.x) + abs(middles[a.slot] + a.dy - middles[b.slot] - b.dy)
    return length / frame.sizes.lane / 4 + BEND * (len(points) - 2)


def _shapes(frame: Frame, out: Port, into: Port, effort: Effort) -> Iterator[tuple[Point, ...]]:
    make = {
        (True, True): _level_level,
        (True, False): _level_upright,
        (False, True): _upright_level,
        (False, False): _upright_upright,
    }[out.side.level, into.side.level]
    if effort is not Effort.WINDING:
        yield from make(frame, out, into)
    if effort in (Effort.WINDING, Effort.DESPERATE) and make is _upright_upright:
        yield from _around(frame, out, into)


def _beyond(frame: Frame, port: Port, x: float) -> bool:
    """Whether a level line from a port reaches `x`, room for an arrow's head left."""
    return (x - port.at.x) * port.side.sign >= frame.sizes.arrow + frame.sizes.clear / 2


def _reaches(frame: Frame, port: Port, y: float) -> bool:
    """Whether an upright line from a port reaches `y`, room for an arrow's head left."""
    return (y - frame.y(port.at)) * port.side.sign >= frame.sizes.arrow


def _level_level(frame: Frame, out: Port, into: Port) -> Iterator[tuple[Point, ...]]:
    a, b = out.at, into.at
    if a.slot == b.slot and a.dy == b.dy and _beyond(frame, out, b.x) and _beyond(frame, into, a.x):
        yield (a, b)
    for x in frame.lanes:
        if _beyond(frame, out, x) and _beyond(frame, into, x):
            yield (a, Point(x, a.slot, a.dy), Point(x, b.slot, b.dy), b)


def _level_upright(frame: Frame, out: Port, into: Port) -> Iterator[tuple[Point, ...]]:
    a, b = out.at, into.at
    if _beyond(frame, out, b.x) and _reaches(frame, into, frame.y(a)):
        yield (a, Point(b.x, a.slot, a.dy), b)
    for x in frame.lanes:
        if not _beyond(frame, out, x):
            continue
        for dy in frame.levels(b.slot, into.side):
            yield (a, Point(x, a.slot, a.dy), Point(x, b.slot, dy), Point(b.x, b.slot, dy), b)


def _upright_level(frame: Frame, out: Port, into: Port) -> Iterator[tuple[Point, ...]]:
    a, b = out.at, into.at
    if _reaches(frame, out, frame.y(b)) and _beyond(frame, into, a.x):
        yield (a, Point(a.x, b.slot, b.dy), b)
    for x in frame.lanes:
        if not _beyond(frame, into, x):
            continue
        for dy in frame.levels(a.slot, out.side):
            yield (a, Point(a.x, a.slot, dy), Point(x, a.slot, dy), Point(x, b.slot, b.dy), b)


def _upright_upright(frame: Frame, out: Port, into: Port) -> Iterator[tuple[Point, ...]]:
    a, b = out.at, into.at
    if a.x == b.x and _reaches(frame, out, frame.y(b)) and _reaches(frame, into, frame.y(a)):
        yield (a, b)
    outer = [(a.slot, dy) for dy in frame.levels(a.slot, out.side)]
    inner = [(b.slot, dy) for dy in frame.levels(b.slot, into.side)]
    for slot, dy in outer + inner:
        y = frame.y(Point(0, slot, dy))
        if a.x != b.x and _reaches(frame, out, y) and _reaches(frame, into, y):
            yield (a, Point(a.x, slot, dy), Point(b.x, slot, dy), b)


def _around(frame: Frame, out: Port, into: Port) -> Iterator[tuple[Point, ...]]:
    a, b = out.at, into.at
    for x in frame.lanes:
        for near in frame.levels(a.slot, out.side):
            for far in frame.levels(b.slot, into.side):
                yield (
                    a,
                    Point(a.x, a.slot, near),
                    Point(x, a.slot, near),
                    Point(x, b.slot, far),
                    Point(b.x, b.slot, far),
                    b,
                )
