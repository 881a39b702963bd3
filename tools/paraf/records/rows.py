"""The rows of an SOP's file as acts in their order, and what is wrong with how they are written.

A row that asks for several things has `acts`; people call them 3a, 3b, 3c. What the rows mean is
judged by `core.soundness`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from paraf.core.words import T, Text
from paraf.records.sop_shapes import ActShape, SopShape, StepShape
from paraf.records.strict_yaml import Path

END = "end"
MOST = 300
"""Acts of a procedure; whoever writes more has several procedures."""
ROW = ("step", "actor", "norm")
"""What all acts of a row share: it stands at the row."""


@dataclass(frozen=True, slots=True)
class Row:
    """One act: its number in the engine, its letter if it shares its row, and where it stands."""

    no: int
    part: str
    path: Path
    shape: StepShape
    act: ActShape

    @property
    def label(self) -> str:
        """How people call it."""
        return f"{self.shape.step}{self.part}"

    def place(self, key: Path) -> Path:
        """Return where a key of the act, or of its row, stands in the file."""
        return (*(self.path[:2] if key[:1] and key[0] in ROW else self.path), *key)

    def target(self, label: str | None, rows: list["Row"]) -> int | None:
        """Return the number of the act called `label`, or of the first act of that row.

        One past the last for `end`; None without a label, or where nothing is called so.
        """
        if label == END:
            return len(rows) + 1
        found = (one.no for one in rows if label in (one.label, f"{one.shape.step}"))
        return next(found, None) if label else None


def flatten(sop: SopShape) -> list[Row]:
    """Return every act of the table, in order."""
    rows: list[Row] = []
    for i, shape in enumerate(sop.steps):
        for j, act in enumerate(shape.acts or [shape]):
            path: Path = ("steps", i, "acts", j) if shape.acts else ("steps", i)
            part = chr(ord("a") + j) if shape.acts else ""
            rows.append(Row(len(rows) + 1, part, path, shape, act))
    return rows


def mistakes(
    sop: SopShape, rows: list[Row], is_norm: Callable[[str], bool]
) -> Iterator[tuple[Path, Text]]:
    """Yield what is wrong with how rows are written, each with its place in the file."""
    for i, shape in enumerate(sop.steps):
        for key, what in _wrong_row(i, shape, is_norm):
            yield ("steps", i, key), what
    for row in rows:
        for at, label in _labels(row.act):
            if label is not None and row.target(label, rows) is None:
                yield row.place(at), T("{label} is no step of this table.", label=label)
    if len(rows) > MOST:
        yield ("steps",), T("A procedure has at most {most} steps.", most=MOST)


def _wrong_row(
    i: int, step: StepShape, is_norm: Callable[[str], bool]
) -> Iterator[tuple[str, Text]]:
    if step.step != i + 1:
        yield "step", T("Steps are numbered in a row; this should be {no}.", no=i + 1)
    if not is_norm(step.norm):
        yield "norm", T("{norm} is no time such as 60 menit, 2 jam or 1 hari.", norm=step.norm)
    if step.act is None and not step.acts:
        yield "act", T("The row says neither act nor acts.")
    if step.acts:
        for key in ActShape.model_fields:
            if key in step.model_fields_set:
                yield key, T("A row with acts says this in each of them.")


def _labels(act: ActShape) -> Iterator[tuple[Path, str | None]]:
    yield ("returns_to",), act.returns_to
    yield ("next",), act.next
    for i, one in enumerate(act.answers):
        yield ("answers", i, "next"), one.next
