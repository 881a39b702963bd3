"""A chart for screens, row by row: each row's part of the drawing grows with its row.

Places are told in CSS: a share of the row's height and a distance from it. So the rows join up
whatever the reader's font makes of their texts, and no script is needed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from paraf.procedure.chart import Sheet
from paraf.procedure.flow import Kind
from paraf.procedure.frame import Point
from paraf.procedure.outline import corners
from paraf.procedure.sheet import Symbol, size
from paraf.procedure.taken import Label, Line

STROKE = 1.0
"""Of lines and outlines, in CSS pixels: thicker ones get uneven on some screens."""


@dataclass(frozen=True, slots=True)
class Part:
    """A row of a chart: its printed row from 0 (None for a strip), least height, and drawing."""

    row: int | None
    height: float
    drawing: str


def parts(sheet: Sheet) -> tuple[Part, ...]:
    """Return the rows and strips of a page with their parts of the drawing, as HTML."""
    found, slot = [], 0
    for band, height in zip(sheet.bands, sheet.frame.least, strict=True):
        one = _Row(sheet, range(slot, slot + band.slots), height)
        found.append(Part(band.row, height, "".join(one.drawn())))
        slot += band.slots
    return tuple(found)


@dataclass(frozen=True)
class _Row:
    sheet: Sheet
    slots: range
    height: float

    def drawn(self) -> Iterator[str]:
        for line in self.sheet.lines:
            yield from self._line(line)
        for symbol in self.sheet.symbols:
            if symbol.slot in self.slots:
                yield self._symbol(symbol)
        for line in self.sheet.lines:
            if line.label and line.label.at.slot in self.slots:
                yield self._words(line.label)

    def _share(self, slot: int) -> float:
        """Return how far down the row the middle of a place is, in percent."""
        frame = self.sheet.frame
        return 100 * (frame.middles[slot] - frame.tops[self.slots.start]) / self.height

    def _down(self, slot: int, dy: float) -> str:
        return _calc(self._share(slot), dy)

    def _line(self, line: Line) -> Iterator[str]:
        last = len(line.points) - 2
        for no, (a, b) in enumerate(zip(line.points, line.points[1:], strict=False)):
            if a.x == b.x:
                yield from self._upright(a, b)
            elif a.slot in self.slots:
                yield self._level(a, b)
            if no == last and b.slot in self.slots:
                yield self._head(a, b)

    def _level(self, a: Point, b: Point) -> str:
        left, right = min(a.x, b.x), max(a.x, b.x)
        return _bar("level", left - STROKE / 2, self._down(a.slot, a.dy - STROKE / 2),
                    f"width:{_n(right - left + STROKE)}px")  # fmt: skip

    def _upright(self, a: Point, b: Point) -> Iterator[str]:
        upper, lower = sorted((a, b), key=lambda one: (one.slot, one.dy))
        if lower.slot < self.slots.start or upper.slot >= self.slots.stop:
            return
        start, from_ = (0.0, 0.0)
        if upper.slot in self.slots:
            start, from_ = self._share(upper.slot), upper.dy - STROKE / 2
        stop, to = (100.0, 0.0)
        if lower.slot in self.slots:
            stop, to = self._share(lower.slot), lower.dy + STROKE / 2
        yield _bar("upright", a.x - STROKE / 2, _calc(start, from_),
                   f"height:{_calc(stop - start, to - from_)}")  # fmt: skip

    def _head(self, a: Point, b: Point) -> str:
        long = self.sheet.frame.sizes.arrow
        half = long * 0.45
        if a.x == b.x:
            down = (a.slot, a.dy) < (b.slot, b.dy)
            path = f"M0 0H{_n(2 * half)}L{_n(half)} {_n(long)}Z"
            if not down:
                path = f"M0 {_n(long)}H{_n(2 * half)}L{_n(half)} 0Z"
            top = self._down(b.slot, b.dy - (long if down else 0))
            return _picture(b.x - half, top, 2 * half, long, f'<path d="{path}"/>', "head")
        path = f"M0 0V{_n(2 * half)}L{_n(long)} {_n(half)}Z"
        if b.x < a.x:
            path = f"M{_n(long)} 0V{_n(2 * half)}L0 {_n(half)}Z"
        left = b.x - long if b.x > a.x else b.x
        return _picture(left, self._down(b.slot, b.dy - half), long, 2 * half,
                        f'<path d="{path}"/>', "head")  # fmt: skip

    def _symbol(self, symbol: Symbol) -> str:
        frame = self.sheet.frame
        width, height = size(symbol, frame.sizes)
        x, half = frame.middle(symbol.column), STROKE / 2
        if symbol.kind in (Kind.PROCESS, Kind.TERMINATOR):
            radius = height / 2 - half if symbol.kind is Kind.TERMINATOR else 0
            shape = (
                f'<rect x="{_n(half)}" y="{_n(half)}" width="{_n(width - STROKE)}" '
                f'height="{_n(height - STROKE)}" rx="{_n(radius)}"/>'
            )
        else:
            outline = corners(symbol.kind, width - STROKE, height - STROKE)
            points = " ".join(f"{_n(width / 2 + dx)},{_n(height / 2 + dy)}" for dx, dy in outline)
            shape = f'<polygon points="{points}"/>'
        if symbol.text:
            shape += (
                f'<text x="{_n(width / 2)}" y="{_n(height / 2 + 3.6)}">{escape(symbol.text)}</text>'
            )
        top = self._down(symbol.slot, -height / 2)
        return _picture(x - width / 2, top, width, height, shape, "symbol")

    def _words(self, label: Label) -> str:
        top = self._down(label.at.slot, label.at.dy)
        words = "<br>".join(escape(one) for one in label.lines)
        return (
            f'<span class="sop-words" style="left:{_n(label.at.x)}px;top:{top};'
            f'width:{_n(label.width)}px">{words}</span>'
        )


def _bar(kind: str, left: float, top: str, extent: str) -> str:
    return f'<i class="sop-{kind}" style="left:{_n(left)}px;top:{top};{extent}"></i>'


def _picture(left: float, top: str, width: float, height: float, shape: str, kind: str) -> str:
    return (
        f'<svg class="sop-{kind}" style="left:{_n(left)}px;top:{top}" width="{_n(width)}" '
        f'height="{_n(height)}" viewBox="0 0 {_n(width)} {_n(height)}">{shape}</svg>'
    )


def _calc(share: float, distance: float) -> str:
    sign = "-" if distance < 0 else "+"
    return f"calc({_n(share)}% {sign} {_n(abs(distance))}px)"


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
