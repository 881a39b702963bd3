"""The shapes and words of a BPMN diagram, and how large they are, in pixels of the diagram."""

import textwrap
from dataclasses import dataclass, field

GATEWAY = 50
LETTER, ROW = 7, 15
"""Width of a letter and height of a row of words, on the safe side."""
LABEL = 90
"""Width at which bpmn-js breaks the words beside a shape."""

BRANCH = 2 * (GATEWAY // 2 + LABEL + 10)
"""Width of the stretch of a branch: its gateway in the middle, words on both sides of it."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its upper left corner."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """Its lower edge."""
        return self.y + self.height

    @property
    def center(self) -> tuple[int, int]:
        """Its middle."""
        return self.x + self.width // 2, self.y + self.height // 2


Line = tuple[tuple[int, int], ...]


@dataclass(slots=True)
class Picture:
    """Every shape, line and label by the id of its element."""

    pool: Box
    lanes: dict[str, Box]
    shapes: dict[str, Box] = field(default_factory=dict)
    lines: dict[str, Line] = field(default_factory=dict)
    labels: dict[str, Box] = field(default_factory=dict)


def rows_of(words: str, width: int) -> int:
    """Return how many rows words take in a width, or a few more."""
    paragraphs = words.split("\n")
    letters = max(width // LETTER, 1)
    return sum(max(len(textwrap.wrap(one, letters)), 1) for one in paragraphs)
