"""A page of a chart as SVG for paper: one picture over all its rows, whatever their heights."""

from collections.abc import Sequence
from html import escape

from paraf.procedure.chart import Sheet
from paraf.procedure.flow import Kind
from paraf.procedure.frame import Frame, Point
from paraf.procedure.outline import corners
from paraf.procedure.sheet import Symbol, size
from paraf.procedure.taken import Label, Line

INK = "#16202b"
STROKE = 0.3
"""Of every line and outline, in millimetres."""


class Drawing:
    """A page whose rows have `heights`, each at least its `least`."""

    def __init__(self, sheet: Sheet, heights: Sequence[float]) -> None:
        """Share each row's height among its places."""
        self.sheet = sheet
        self.middles: list[float] = []
        top, slot = 0.0, 0
        for band, height, low in zip(sheet.bands, heights, sheet.frame.least, strict=True):
            for one in range(slot, slot + band.slots):
                share = height * sheet.frame.heights[one] / low
                self.middles.append(top + share / 2)
                top += share
            slot += band.slots
        self.height = top

    def y(self, point: Point) -> float:
        """Return how far below the page's top a point is."""
        return self.middles[point.slot] + point.dy

    def svg(self, title: str) -> str:
        """Return the picture; `title` says what it shows to those who do not see it."""
        frame = self.sheet.frame
        parts = [_line(self, one) for one in self.sheet.lines]
        parts += [_symbol(self, one) for one in self.sheet.symbols]
        parts += [_words(self, one.label) for one in self.sheet.lines if one.label]
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(frame.width)}mm" '
            f'height="{_n(self.height)}mm" '
            f'viewBox="0 0 {_n(frame.width)} {_n(self.height)}" fill="none" stroke="{INK}" '
            f'stroke-width="{_n(_stroke(frame))}" stroke-linejoin="round" '
            f'font-family="Source Sans Pro"><title>{escape(title)}</title>{"".join(parts)}</svg>'
        )


def _stroke(frame: Frame) -> float:
    """Return how thick lines are: thinner where they run nearer to each other."""
    return max(STROKE / 2, min(STROKE, frame.sizes.lane / 4))


def _line(drawing: Drawing, line: Line) -> str:
    points = [(one.x, drawing.y(one)) for one in line.points]
    (x, y), (x0, y0) = points[-1], points[-2]
    long = drawing.sheet.frame.sizes.arrow
    dx, dy = (0, (y > y0) - (y < y0)) if x == x0 else ((x > x0) - (x < x0), 0)
    base = (x - dx * long, y - dy * long)
    half = long * 0.36
    head = [
        (x, y),
        (base[0] - dy * half, base[1] + dx * half),
        (base[0] + dy * half, base[1] - dx * half),
    ]
    path = " ".join(f"{_n(a)},{_n(b)}" for a, b in [*points[:-1], base])
    return (
        f'<polyline points="{path}"/><polygon points="{_points(head)}" fill="{INK}" stroke="none"/>'
    )


def _symbol(drawing: Drawing, symbol: Symbol) -> str:
    sizes = drawing.sheet.frame.sizes
    width, height = size(symbol, sizes)
    x, y = drawing.sheet.frame.middle(symbol.column), drawing.middles[symbol.slot]
    raised = height * 0.06 if symbol.kind is Kind.CONNECTOR else 0.0
    return outline(symbol.kind, x, y, width, height) + _text(symbol.text, x, y - raised,
                                                             sizes.letter)  # fmt: skip


def outline(kind: Kind, x: float, y: float, width: float, height: float) -> str:
    """Return a symbol whose middle is at `x`, `y`."""
    if kind in (Kind.PROCESS, Kind.TERMINATOR):
        radius = height / 2 if kind is Kind.TERMINATOR else 0
        return (
            f'<rect x="{_n(x - width / 2)}" y="{_n(y - height / 2)}" width="{_n(width)}" '
            f'height="{_n(height)}" rx="{_n(radius)}" fill="#fff"/>'
        )
    points = [(x + dx, y + dy) for dx, dy in corners(kind, width, height)]
    return f'<polygon points="{_points(points)}" fill="#fff"/>'


def _words(drawing: Drawing, label: Label) -> str:
    frame, top = drawing.sheet.frame, drawing.y(label.at)
    leading, letter = frame.sizes.leading, frame.sizes.letter
    return "".join(
        _text(words, label.at.x + label.width / 2, top + (no + 0.5) * leading, letter)
        for no, words in enumerate(label.lines)
    )


def _text(words: str, x: float, y: float, letter: float) -> str:
    if not words:
        return ""
    # The middle of the letters' height, not of the line's.
    return (
        f'<text x="{_n(x)}" y="{_n(y + letter * 0.33)}" font-size="{_n(letter)}" '
        f'text-anchor="middle" fill="{INK}" stroke="none">{escape(words)}</text>'
    )


def _points(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _n(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


def sample(kind: Kind | None, title: str) -> str:
    """Return a small symbol for the legend, called `title`; an arrow for None."""
    wide, high = 7.0, 4.2
    if kind is None:
        back = wide - 1.9
        tip = _points([(wide, high / 2), (back, high / 2 - 0.7), (back, high / 2 + 0.7)])
        shape = (
            f'<line x1="0.3" y1="{_n(high / 2)}" x2="{_n(back)}" y2="{_n(high / 2)}"/>'
            f'<polygon points="{tip}" fill="{INK}" stroke="none"/>'
        )
    else:
        narrow = 4.0 if kind is Kind.CONNECTOR else wide
        shape = outline(kind, wide / 2, high / 2, narrow - STROKE, high - STROKE)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(wide)}mm" '
        f'height="{_n(high)}mm" viewBox="0 0 {_n(wide)} {_n(high)}" fill="none" stroke="{INK}" '
        f'stroke-width="{STROKE}" stroke-linejoin="round">'
        f"<title>{escape(title)}</title>{shape}</svg>"
    )
