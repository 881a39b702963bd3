"""What is drawn of a procedure: a symbol for each step, a line for each way on or back.

The symbols are the five of PermenPAN-RB 35/2012: terminator, process, decision, arrow (every line
has one) and off-page connector.
"""

from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from paraf.core.sop import Act, Sop, Step
from paraf.core.words import Say, T, Text


class Kind(Enum):
    """A symbol of the regulation; the fifth, the arrow, is the end of every line."""

    TERMINATOR = "terminator"
    PROCESS = "process"
    DECISION = "decision"
    CONNECTOR = "connector"


LEGEND: tuple[tuple[Kind | None, Text, Text], ...] = (
    (Kind.TERMINATOR, T("capsule"), T("beginning or end")),
    (Kind.PROCESS, T("box"), T("activity")),
    (Kind.DECISION, T("diamond"), T("decision")),
    (None, T("arrow"), T("direction of the flow")),
    (Kind.CONNECTOR, T("pentagon"), T("goes on on another page")),
)
"""The five symbols with their names and meanings; the arrow is no kind of symbol of a step."""
YES, NO = T("yes"), T("no")
"""The words at a review: whether the text is right. On paper, as in the regulation: Ya, Tidak."""
START = 0
"""Where the flow comes from before step 1, if step 1 is a decision and can be no terminator."""


@dataclass(frozen=True, slots=True)
class Flow:
    """A way from one step to another; `says` is the word at a decision, empty elsewhere.

    `target` is one past the last step where the procedure ends after a decision.
    """

    source: int
    target: int
    says: str = ""


def rows(sop: Sop) -> tuple[tuple[Step, ...], ...]:
    """Return the printed rows in order, each with its acts."""
    return tuple(tuple(acts) for _, acts in groupby(sop.steps, lambda one: one.row or one.no))


def end(sop: Sop) -> int:
    """Return the number that stands for the end: one past the last step."""
    return len(sop.steps) + 1


def kind(sop: Sop, step: Step) -> Kind:
    """Return the symbol of a step: a decision stays one even where the procedure begins or ends."""
    if step.act in (Act.REVIEW, Act.BRANCH):
        return Kind.DECISION
    first_or_last = step.no == 1 or sop.after(step) == end(sop)
    return Kind.TERMINATOR if first_or_last else Kind.PROCESS


def flows(sop: Sop, say: Say) -> tuple[Flow, ...]:
    """Return every way of the procedure, in the order of the steps that it leaves."""
    found = [Flow(START, 1)] if kind(sop, sop.step(1)) is Kind.DECISION else []
    for step in sop.steps:
        found += _ways(sop, step, say)
    return tuple(found)


def _ways(sop: Sop, step: Step, say: Say) -> list[Flow]:
    if step.answers:
        return [Flow(step.no, one.next, one.says) for one in step.answers]
    on = sop.after(step)
    if step.act is Act.REVIEW:
        back = [] if step.returns_to is None else [Flow(step.no, step.returns_to, say(NO))]
        return [Flow(step.no, on, say(YES)), *back]
    return [] if on == end(sop) else [Flow(step.no, on)]
