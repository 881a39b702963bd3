"""How large things are drawn, and how wide words are."""

from dataclasses import dataclass

NARROW, WIDE = "ijlftrI.,:;'|!() ", "mwMW—%@"


@dataclass(frozen=True, slots=True)
class Sizes:
    """Lengths of a drawing in one unit of the caller's choice."""

    box: tuple[float, float]
    """Width and height of terminator and process."""
    diamond: tuple[float, float]
    pentagon: tuple[float, float]
    column: float
    """Least width of an actor's column."""
    slot: float
    """Least height of the place of a symbol; a row of several acts has as many places."""
    strip: float
    """Height of the place of a connector."""
    lane: float
    """Distance of parallel lines."""
    arrow: float
    """Length of an arrow's head."""
    letter: float
    """Size of the words at a decision."""
    head: float
    """Size of the words in the columns' heads."""
    breadth: float
    """How broad the typeface is, against a broad one."""

    def scaled(self, by: float) -> "Sizes":
        """Return all lengths `by` times as long."""
        box, diamond, pentagon = (
            (wide * by, high * by) for wide, high in (self.box, self.diamond, self.pentagon)
        )
        rest = (self.column, self.slot, self.strip, self.lane, self.arrow, self.letter, self.head)
        return Sizes(box, diamond, pentagon, *(one * by for one in rest), self.breadth)

    @property
    def clear(self) -> float:
        """Least distance of a line from symbols and other lines."""
        return self.lane * 0.7

    @property
    def leading(self) -> float:
        """Height of a line of words."""
        return self.letter * 1.12


PAPER = Sizes((10.6, 6.0), (12.2, 7.8), (6.4, 6.2), 27.0, 15.6, 9.6, 1.5, 2.1, 2.25, 2.9, 0.9)
"""Millimetres."""
SCREEN = Sizes((40, 24), (46, 30), (24, 24), 96, 64, 38, 7, 8, 10.5, 15, 1.0)
"""CSS pixels."""


def width(words: str, letter: float, sizes: Sizes) -> float:
    """Return about how wide `words` are, rather too wide than too narrow."""
    return letter * sizes.breadth * sum(_share(sign) for sign in words)


def _share(sign: str) -> float:
    if sign in NARROW:
        return 0.33
    if sign in WIDE:
        return 0.9
    return 0.66 if sign.isupper() else 0.56


def wrapped(words: str, sizes: Sizes, most: float) -> tuple[str, ...]:
    """Return words at a decision in lines no wider than `most`, if no single word is."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, sizes.letter, sizes) <= most:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)
