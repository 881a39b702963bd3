"""Finds a free way for every line of a page, one after the other."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from paraf.procedure.frame import Box, Frame, Point, Port, Side
from paraf.procedure.sheet import Piece, Symbol
from paraf.procedure.sizes import width
from paraf.procedure.taken import (
    Label,
    Line,
    Stretch,
    Taken,
    grown,
    head,
    label_box,
    meets,
    stretch,
)
from paraf.procedure.ways import Effort, Way, least, ways

CROSSING = 8.0
"""The price of crossing another line."""
AWKWARD = 3.0
"""The price of words below a level line, or on the left of an upright one."""


def draw(frame: Frame, *, mute: bool = False) -> tuple[Line, ...] | None:
    """Return a line for each piece of the page, in their order; None if some find no way.

    A line whose words find no room has no way either, unless it may be `mute`.
    """
    taken = Taken(frame)
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


def _line(frame: Frame, piece: Piece, taken: Taken, *, mute: bool) -> Line | None:
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
    frame: Frame, symbol: Symbol, walls: Sequence[Box], taken: Taken, *, few: bool
) -> list[Port]:
    """Return the ports of a symbol that a line could still use: nothing is right before them."""
    found = []
    for port in frame.ports(symbol, few=few):
        x, y = port.at.x, frame.y(port.at)
        way = frame.sizes.clear * port.side.sign
        ahead = stretch(x, y, x + way, y) if port.side.level else stretch(x, y, x, y + way)
        if not meets(ahead.room, walls) and taken.crossings(ahead) == 0:
            found.append(port)
    return found


class _Found(NamedTuple):
    price: float
    way: Way
    label: Label | None


def _cheapest(
    frame: Frame, piece: Piece, offered: Sequence[Way], taken: Taken, best: _Found | None
) -> _Found | None:
    """Return the cheapest of the ways that are free, or `best` if none is cheaper."""
    walls, words = taken.walls(piece), _Words(frame, piece, taken)
    drawn = [one.room for one in taken.stretches]
    for way in offered:
        if best is not None and way.price >= best.price:
            break
        parts = _free(frame, way, walls)
        extra = None if parts is None else _price(frame, piece, parts, taken)
        if parts is None or extra is None or (best is not None and way.price + extra >= best.price):
            continue
        mine = grown(head(frame, way.points), frame.sizes.clear * 0.5)
        if meets(mine, drawn):
            continue
        label, awkward = words.beside(way, parts)
        price = way.price + extra + awkward
        if (label is not None or not piece.says) and (best is None or price < best.price):
            best = _Found(price, way, label)
    return best


def _free(frame: Frame, way: Way, walls: Sequence[Box]) -> list[Stretch] | None:
    """Return the straight parts of a way; None where one meets a wall: no more of it is looked at.

    That is what becomes of most ways.
    """
    parts = []
    for a, b in pairwise(way.points):
        part = stretch(a.x, frame.y(a), b.x, frame.y(b))
        if meets(part.room, walls):
            return None
        parts.append(part)
    return parts


def _price(frame: Frame, piece: Piece, parts: Sequence[Stretch], taken: Taken) -> float | None:
    """Return what is to be paid for crossings; None where the way is not free."""
    if _strikes(frame, piece, parts, taken):
        return None
    total = 0
    for part in parts:
        crossed = taken.crossings(part)
        if crossed is None:
            return None
        total += crossed
    return CROSSING * total


def _strikes(frame: Frame, piece: Piece, parts: Sequence[Stretch], taken: Taken) -> bool:
    """Whether a way runs into one of the symbols that it joins, or too near along one."""
    for symbol, end in ((piece.source, 0), (piece.target, len(parts) - 1)):
        box = taken.symbols[symbol]
        around = [grown(box, frame.sizes.clear)]
        for no, part in enumerate(parts):
            if meets(part.room, [_inner(box)] if no == end else around):
                return True
    return False


def _inner(box: Box) -> Box:
    """Return the middle of a symbol, which not even its own lines enter."""
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    wide, high = (box.right - box.left) / 8, (box.bottom - box.top) / 8
    return Box(x - wide, y - high, x + wide, y + high)


class _Words:
    """Places the words of a piece beside the ways that are tried for it."""

    def __init__(self, frame: Frame, piece: Piece, taken: Taken) -> None:
        self.frame, self.says = frame, bool(piece.says)
        self.room = [*taken.words, *taken.symbols, *taken.heads]
        self.room += [one.room for one in taken.stretches]
        self.lines = {side: frame.words(piece, side) for side in Side} if self.says else {}
        sizes = frame.sizes
        self.width = {
            side: max(width(one, sizes.letter, sizes) for one in lines)
            for side, lines in self.lines.items()
        }

    def beside(self, way: Way, parts: Sequence[Stretch]) -> tuple[Label | None, float]:
        """Return the words of a way where nothing touches them, and what is paid for their place.

        None without words or room.
        """
        if not self.says:
            return None, 0.0
        frame, gap = self.frame, _gap(self.frame)
        lines, wide = self.lines[way.side], self.width[way.side]
        high = len(lines) * frame.sizes.leading
        own = [head(frame, way.points), *(one.room for one in parts)]
        for no, at in enumerate(_places(frame, way, wide, high)):
            label = Label(lines, at, wide, high)
            box = label_box(frame, label)
            if not _inside(frame, at.slot, box):
                continue
            around = grown(box, gap)
            if not meets(around, self.room) and not meets(around, own):
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
