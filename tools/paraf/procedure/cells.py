"""The texts of a printed row, made to fit a page: set smaller, and at last cut and continued."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import ceil

from paraf.core.sop import Step
from paraf.core.words import T, Text
from paraf.procedure.telling import ToldRow

POINTS = (7.9, 7.1, 6.4, 5.7, 5.1)
"""Type sizes of a row's texts, the usual one first."""
MORE = " …"
"""Stands at the end of a text that goes on below the table."""
ROUNDS = 18


@dataclass(frozen=True)
class Cells:
    """The rows with the texts that stand in the table, the type sizes of those that are set
    smaller, by the rows' numbers, and the texts that go on below the table: of which step and
    column, and the rest of the text."""

    rows: tuple[ToldRow, ...]
    points: dict[int, float] = field(default_factory=dict)
    rests: tuple[tuple[int, Text, str], ...] = ()

    def smaller(self, high: Sequence[int]) -> "Cells | None":
        """Return these with the rows numbered `high` in the next smaller type; None if one is in
        the smallest already."""
        points = dict(self.points)
        for no in high:
            at = POINTS.index(points.get(no, POINTS[0])) + 1
            if at == len(POINTS):
                return None
            points[no] = POINTS[at]
        return replace(self, points=points)

    def cut(self, lines: dict[int, int], columns: Sequence[float]) -> "Cells":
        """Return these with the texts of some rows (by their numbers) cut after about so many
        lines; `columns` are the widths of the columns of `CELLS`, in millimetres."""
        rows, rests = [], []
        for row in self.rows:
            points = {**self.points, row.no: POINTS[-1]} if row.no in lines else self.points
            step = row.step
            for (name, title), width in zip(CELLS, columns, strict=True):
                text = getattr(step, name)
                here, rest = _parted(text, lines.get(row.no), width)
                if rest:
                    step = _with(step, name, here + MORE)
                    rests.append((row.no, title, rest))
            rows.append(replace(row, step=step))
            self = replace(self, points=points)
        return replace(self, rows=tuple(rows), rests=tuple(rests))


CELLS = (
    ("activity", T("Activity")),
    ("inputs", T("Needed")),
    ("printed_norm", T("Time")),
    ("output", T("Output")),
    ("remark", T("Remark")),
)


def _with(step: Step, name: str, text: str) -> Step:
    said = {one: getattr(step, one) for one, _ in CELLS} | {name: text}
    return replace(
        step,
        activity=said["activity"],
        inputs=said["inputs"],
        printed_norm=said["printed_norm"],
        output=said["output"],
        remark=said["remark"],
    )


def _parted(text: str, lines: int | None, width: float) -> tuple[str, str]:
    """Return what of a text stands in about so many lines of smallest type, and the rest."""
    if lines is None:
        return text, ""
    signs, left, at = max(4, int((width - 3) / 0.9)), lines, 0
    for line in text.splitlines(keepends=True):
        need = max(1, ceil(len(line.rstrip()) / signs))
        if need > left:
            here = line[: left * signs].rpartition(" ")[0] or line[: left * signs]
            at += len(here)
            break
        left, at = left - need, at + len(line)
    return text[:at].rstrip(), text[at:].strip()
