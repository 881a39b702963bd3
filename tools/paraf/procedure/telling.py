"""The flow in words: who does what, with what norm, and where it goes from there."""

from collections.abc import Iterator
from dataclasses import dataclass

from paraf.core.report import MARK_WORD
from paraf.core.sop import Act, Sop, Step
from paraf.core.words import T, Text
from paraf.procedure.flow import NO, YES, end, rows


@dataclass(frozen=True, slots=True)
class Told:
    """An act of a row: its label, what it does in our words (if its row has others), and the ways
    from it."""

    label: str
    does: str
    ways: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A printed row: its first step holds the cells; `actor` is the column's head."""

    no: int
    actor: str
    step: Step
    acts: tuple[Told, ...]


def told(sop: Sop) -> tuple[ToldRow, ...]:
    """Return every printed row in order."""
    actors = {one.key: one.printed for one in sop.actors}
    return tuple(
        ToldRow(
            acts[0].row or acts[0].no,
            actors[acts[0].actor],
            acts[0],
            tuple(Told(one.label, one.does, tuple(_ways(sop, one))) for one in acts),
        )
        for acts in rows(sop)
    )


def _ways(sop: Sop, step: Step) -> Iterator[Text]:
    if step.question:
        yield T("{question}", question=step.question)
    for answer in step.answers:
        yield T("{answer}: {onward}", answer=answer.says, onward=onward(sop, answer.next))
    if step.answers:
        return
    on = onward(sop, sop.after(step))
    if step.act is Act.REVIEW and step.mark is not None:
        yield T("{yes} ({mark}): {onward}", yes=YES, mark=MARK_WORD[step.mark], onward=on)
        if step.returns_to is not None:
            yield T("{no}: back to step {label}.", no=NO, label=sop.step(step.returns_to).label)
    elif step.next is not None or sop.after(step) == end(sop):
        yield on


def onward(sop: Sop, no: int) -> Text:
    """Return where the flow goes: to a step, or to the end."""
    if no == end(sop):
        return T("the procedure ends.")
    return T("on to step {label}.", label=sop.step(no).label)


def notes(sop: Sop) -> Iterator[tuple[Text, str]]:
    """Yield how the steps' readings were decided: the step, and the note as written."""
    for row in told(sop):
        if row.step.note:
            yield T("Step {label}", label=row.no), row.step.note


def shared(sop: Sop) -> tuple[ToldRow, ...]:
    """Return the rows whose symbols need words: several acts in a row, or a question."""
    return tuple(row for row in told(sop) if len(row.acts) > 1 or row.step.question)
