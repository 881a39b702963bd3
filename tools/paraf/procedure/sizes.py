"""How large things are drawn, and how wide words are."""

from dataclasses import dataclass, replace

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
        return replace(
            self,
            box=(self.box[0] * by, self.box[1] * by),
            diamond=(self.diamond[0] * by, self.diamond[1] * by),
            pentagon=(self.pentagon[0] * by, self.pentagon[1] * by),
            column=self.column * by,
            slot=self.slot * by,
            strip=self.strip * by,
            lane=self.lane * by,
            arrow=self.arrow * by,
            letter=self.letter * by,
            head=self.head * by,
        )

    def roomier(self) -> "Sizes":
        """Return larger symbols and places, which more lines can enter and leave."""
        more = self.lane
        return replace(
            self,
            box=(self.box[0] + more, self.box[1] + more / 2),
            diamond=(self.diamond[0] + more, self.diamond[1] + more / 2),
            pentagon=(self.pentagon[0] + more, self.pentagon[1] + more / 2),
            slot=self.slot + 2 * more,
            strip=self.strip + more,
        )

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
SCREEN = Sizes((40, 24), (46, 30), (24, 24), 96, 64, 38, 7, 8, 10.5, 16, 1.0)
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
