"""The rows of an SOP's file as acts in their order, and what is wrong with them by themselves.

A row that asks for several things has `acts`; people call them 3a, 3b, 3c.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from paraf.core.words import T, Text
from paraf.records.shapes import ActShape, SopShape, StepShape
from paraf.records.strict_yaml import Path

END = "end"
MAKING = ("prepare", "perform")
BETWEEN = ("branch", "disposition")
"""Acts that may concern no text at all."""


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
    """Yield what is wrong with rows, actors, documents and changes, each with its place."""
    for i, shape in enumerate(sop.steps):
        for key, what in _wrong_row(sop, i, shape, is_norm):
            yield ("steps", i, key), what
    for row in rows:
        for key, what in _wrong_act(sop, row, rows):
            yield (*row.path, key), what
    for i, change in enumerate(sop.changes):
        if all(row.act.change != change for row in rows):
            yield ("changes", i), T("No step belongs to {change}.", change=change)
        if change in RESERVED:
            yield ("changes", i), T("A change cannot be called {change}.", change=change)
    yield from _twice(sop)


RESERVED = ("draft", "ledger", "main", "archive", "rules", "evidence")
"""Names that the register and the archive need for themselves."""


def _twice(sop: SopShape) -> Iterator[tuple[Path, Text]]:
    lists: tuple[tuple[str, list[str]], ...] = (
        ("actors", [one.key for one in sop.actors]),
        ("documents", [one.key for one in sop.documents]),
    )
    for name, keys in lists:
        for i, key in enumerate(keys):
            if key in keys[:i]:
                yield (name, i, "key"), T("{key} stands here twice.", key=key)
    for i, change in enumerate(sop.changes):
        if change in sop.changes[:i]:
            yield ("changes", i), T("{key} stands here twice.", key=change)


def _wrong_row(
    sop: SopShape, i: int, step: StepShape, is_norm: Callable[[str], bool]
) -> Iterator[tuple[str, Text]]:
    if step.step != i + 1:
        yield "step", T("Steps are numbered in a row; this should be {no}.", no=i + 1)
    if step.actor not in [one.key for one in sop.actors]:
        yield "actor", T("{actor} is no actor of this SOP.", actor=step.actor)
    if not is_norm(step.norm):
        yield "norm", T("{norm} is no time such as 60 menit, 2 jam or 1 hari.", norm=step.norm)
    if step.act is None and not step.acts:
        yield "act", T("The row says neither act nor acts.")
    if step.acts:
        for key in ActShape.model_fields:
            if key in step.model_fields_set:
                yield key, T("A row with acts says this in each of them.")


def _wrong_act(sop: SopShape, row: Row, rows: list[Row]) -> Iterator[tuple[str, Text]]:
    act = row.act
    yield from _wrong_change(sop, row, rows)
    yield from _wrong_marks(sop, row, rows)
    yield from _wrong_ways(row, rows)
    documents = [one.key for one in sop.documents]
    for key, named in (("needs", act.needs), ("gives", act.gives)):
        for document in named:
            if document not in documents:
                yield key, T("{document} is no document of this SOP.", document=document)


def _wrong_change(sop: SopShape, row: Row, rows: list[Row]) -> Iterator[tuple[str, Text]]:
    act = row.act
    first = next(one for one in rows if one.act.change == act.change)
    if act.change is None:
        if act.act not in (*BETWEEN, None):
            yield "change", T("The step names the change that it belongs to.")
    elif act.change not in sop.changes:
        yield "change", T("{change} is no change of this SOP.", change=act.change)
    elif row is first and act.act not in MAKING:
        yield "act", T("A change begins with a step that makes its text (prepare or perform).")


def _wrong_marks(sop: SopShape, row: Row, rows: list[Row]) -> Iterator[tuple[str, Text]]:
    act = row.act
    review, disposition = act.act == "review", act.act == "disposition"
    if review and act.mark is None:
        yield "act", T("A review needs its mark: paraf, sign or acknowledge.")
    if not review and act.mark is not None:
        yield "mark", T("Only a review has a mark.")
    target = row.target(act.returns_to, rows)
    earlier = [one.no for one in rows if one.act.change == act.change and one.no < row.no]
    if review and target not in earlier:
        yield "returns_to", T("A review returns to an earlier step of the same change.")
    if not review and act.returns_to is not None:
        yield "returns_to", T("Only a review returns the case.")
    if disposition and act.to not in [one.key for one in sop.actors]:
        yield "to", T("A disposition names the actor that it assigns.")
    if not disposition and act.to is not None:
        yield "to", T("Only a disposition assigns to somebody.")
    if act.action is not None and act.act != "perform":
        yield "action", T("Only a step to perform has an action.")


def _wrong_ways(row: Row, rows: list[Row]) -> Iterator[tuple[str, Text]]:
    act = row.act
    if act.act == "branch":
        yield from _wrong_branch(act)
    elif act.question is not None or act.answers:
        yield "act", T("Only a branch has a question and answers.")
    for key, label in (("next", act.next), *(("answers", one.next) for one in act.answers)):
        if label is not None and (row.target(label, rows) or 0) <= row.no:
            yield key, T("The case goes on at a later step, or at the end; back, only a review "
                         "sends it.")  # fmt: skip


def _wrong_branch(act: ActShape) -> Iterator[tuple[str, Text]]:
    if act.question is None:
        yield "act", T("A branch asks a question.")
    if len(act.answers) < 2:
        yield "answers", T("A branch has at least two answers.")
    if len({one.key for one in act.answers}) < len(act.answers):
        yield "answers", T("Two answers of a branch have the same key.")
    if act.next is not None:
        yield "next", T("At a branch each answer says where the case goes on.")
