"""A small chart: how the used time of many cases lies against the norm."""

from collections.abc import Sequence
from html import escape

from paraf.core.monitor import QUARTERS
from paraf.core.words import Say, T, Text

WIDTH, HEIGHT = 120, 38
"""In units of the drawing; the page says how large it is."""
LEFT, BOTTOM, TOP, GAP = 3, 30, 2, 1.6
NORM = QUARTERS // 2
"""So many bars lie within the norm."""
LABELS = ((0, "0"), (NORM, "1×"), (QUARTERS, "2×"))


def chart(bars: Sequence[int], say: Say) -> str:
    """Return the distribution as an SVG drawing: cases by quarters of the norm.

    Bars within the norm are full, those beyond it hollow, so that a black and white print tells
    them apart; a broken line stands where the norm ends. The text form is the drawing's name.
    """
    wide = (WIDTH - 2 * LEFT) / len(bars)
    tallest = max(bars) or 1
    drawn = [_bar(i, count / tallest, wide) for i, count in enumerate(bars) if count]
    line = LEFT + NORM * wide
    labels = [
        f'<text x="{LEFT + at * wide:.1f}" y="{HEIGHT - 1}" text-anchor="middle" font-size="6.5"'
        f' fill="#45525f">{label}</text>'
        for at, label in LABELS
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" class="chart"'
        f' role="img" aria-label="{escape(say(spoken(bars)))}">'
        f'<path d="M{LEFT} {BOTTOM}H{WIDTH - LEFT}" stroke="#45525f" stroke-width=".7"/>'
        f"{''.join(drawn)}"
        f'<path d="M{line:.1f} {TOP - 1}V{BOTTOM + 1.5}" stroke="#16202b" stroke-width=".9"'
        f' stroke-dasharray="2 1.4"/>{"".join(labels)}</svg>'
    )


def _bar(place: int, share: float, wide: float) -> str:
    # A single case among hundreds must still be seen.
    high = max((BOTTOM - TOP) * share, 0.8)
    look = 'fill="#14355c"' if place < NORM else 'fill="#fff" stroke="#8c2f17" stroke-width=".8"'
    return (
        f'<rect x="{LEFT + place * wide + GAP / 2:.1f}" y="{BOTTOM - high:.1f}"'
        f' width="{wide - GAP:.1f}" height="{high:.1f}" {look}/>'
    )


def spoken(bars: Sequence[int]) -> Text:
    """Return what the chart shows in words."""
    half, twice = NORM // 2, QUARTERS
    return T(
        "{a} up to ½, {b} up to 1, {c} up to 2 times the norm; {d} more",
        a=sum(bars[:half]),
        b=sum(bars[half:NORM]),
        c=sum(bars[NORM:twice]),
        d=sum(bars[twice:]),
    )
