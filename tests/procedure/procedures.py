"""Procedures of every shape, and what their drawings look like to somebody with a ruler."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from hypothesis import strategies as st

from paraf.core.sop import Act, Actor, Answer, Identity, Mark, Norm, Sop, Step, Unit
from paraf.procedure.chart import Sheet
from paraf.procedure.frame import Point
from paraf.procedure.sheet import size
from paraf.procedure.svg import Drawing
from paraf.records.sop import read_sop

FIVE = sorted((Path(__file__).resolve().parents[2] / "review/sop").glob("*.yml"))
NORM = Norm(1, Unit.HOUR)
IDENTITY = Identity("Kantor Contoh", "", "01/2026", "Prosedur contoh", "", "", "", "Kepala")
WORDS = ("ya", "tidak", "perlu diperbaiki", "selesai", "dua belas kata pendek sekali")


def five() -> list[Sop]:
    """Return the procedures of this repository."""
    return [read_sop(one.read_text(), one.name) for one in FIVE]


def step(no: int, actor: str, act: Act = Act.PREPARE, **more: object) -> Step:
    """Return a step with short cells."""
    row = Step(no, actor, f"Kegiatan {no}", "Bahan", "Hasil", NORM, "1 jam", act, "naskah")
    return replace(row, **more)


def procedure(steps: Sequence[Step], actors: int) -> Sop:
    """Return a procedure of these steps, whose actors are called a0, a1 …"""
    heads = tuple(Actor(f"a{no}", f"Pelaksana {no}", f"post-{no}") for no in range(actors))
    return Sop("contoh", IDENTITY, heads, ("naskah",), tuple(steps))


@st.composite
def procedures(draw: st.DrawFn, most: int = 8) -> Sop:
    """Draw a procedure: rows of one or more acts, returns anywhere back, ways anywhere on."""
    actors = draw(st.integers(1, 6))
    count = draw(st.integers(1, most))
    steps: list[Step] = []
    row = 0
    while len(steps) < count:
        row += 1
        actor = f"a{draw(st.integers(0, actors - 1))}"
        parts = draw(st.sampled_from((1, 1, 1, 2, 4)))
        for part in range(min(parts, count - len(steps))):
            letter = chr(ord("a") + part) if parts > 1 else ""
            steps.append(_step(draw, len(steps) + 1, count, actor, row, letter))
    return procedure(steps, actors)


def _step(draw: st.DrawFn, no: int, count: int, actor: str, row: int, part: str) -> Step:
    shared: dict[str, object] = {"row": row, "part": part, "does": "Bagian" if part else ""}
    on = st.integers(no + 1, count + 1)
    act = draw(st.sampled_from((Act.PREPARE, Act.DISPOSITION, Act.REVIEW, Act.BRANCH)))
    if act is Act.REVIEW and no > 1:
        back = draw(st.integers(1, no - 1))
        return step(no, actor, act, mark=Mark.PARAF, returns_to=back, **shared)
    if act is Act.BRANCH:
        targets = draw(st.lists(on, min_size=2, max_size=4))
        answers = tuple(
            Answer(f"k{i}", draw(st.sampled_from(WORDS)), one) for i, one in enumerate(targets)
        )
        return step(no, actor, act, question="Bagaimana?", answers=answers, **shared)
    return step(no, actor, next=draw(st.none() | on), **shared)


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Whether the two have more than an edge in common."""
        small = 1e-6
        return (
            self.left < other.right - small
            and other.left < self.right - small
            and self.top < other.bottom - small
            and other.top < self.bottom - small
        )


class Ruled:
    """A page whose rows have some heights, measured."""

    def __init__(self, sheet: Sheet, more: Sequence[float]) -> None:
        """Let each row be so much higher than its least height."""
        self.sheet = sheet
        self.heights = [low + more[no % len(more)] for no, low in enumerate(sheet.frame.least)]
        self.drawing = Drawing(sheet, self.heights)
        self.symbols = [self._symbol(no) for no in range(len(sheet.symbols))]
        self.words = [
            Box(label.at.x, y, label.at.x + label.width, y + label.height)
            for line in sheet.lines
            if (label := line.label) is not None
            for y in (self.drawing.y(label.at),)
        ]
        self.lines = [self._stretches(line.points) for line in sheet.lines]

    def _symbol(self, no: int) -> Box:
        one = self.sheet.symbols[no]
        width, height = size(one, self.sheet.frame.sizes)
        x, y = self.sheet.frame.middle(one.column), self.drawing.y(Point(0, one.slot, 0))
        return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

    def _stretches(self, points: Sequence[Point]) -> list[Box]:
        places = [(one.x, self.drawing.y(one)) for one in points]
        return [
            Box(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
            for a, b in pairwise(places)
        ]
