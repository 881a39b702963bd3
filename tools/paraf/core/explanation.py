"""A verdict as a tree: every step, everything said of it, and what each is worth.

For whoever asks why a case stands where it does, or why a mark does not count.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from paraf.core import case as facts
from paraf.core.case import Case, Event, Opinion
from paraf.core.office import Office
from paraf.core.phrases import called
from paraf.core.sop import Act, Sop, Step
from paraf.core.verdict import Filled, Verdict
from paraf.core.words import T, Text


class Place(Enum):
    """Where a step lies, seen from where the case stands."""

    DONE = "done"
    HERE = "here"
    AHEAD = "ahead"
    PASSED_BY = "passed by"
    """On an arm of a branch that the case did not take."""


@dataclass(frozen=True, slots=True)
class Said:
    """An event that concerns a step: it fills it, was told in passing, or counts for nothing.

    `why` says why it was discarded; None for an event that was not.
    """

    event: Event
    fills: bool
    why: Text | None


@dataclass(frozen=True, slots=True)
class Leaf:
    """A step, where it lies, by what it is filled, and all that was said of it, in sequence."""

    step: Step
    place: Place
    filled: Filled | None
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The steps of the procedure, in order, and the events that concern none of them."""

    leaves: tuple[Leaf, ...]
    others: tuple[Said, ...]


def explain(sop: Sop, office: Office, case: Case, verdict: Verdict) -> Explanation:
    """Return how `verdict` came about. Every event of the case stands in it exactly once."""
    fills = {one.event.seq: one.step.no for one in verdict.filled}
    # What fell at first and counts again elsewhere cannot be; what counted and fell, falls last.
    why = {one.event.seq: one.why for one in verdict.discarded}
    said: dict[int, list[Said]] = {}
    for event in case.events:
        no = fills.get(event.seq) or _concerns(sop, office, event)
        fall = why.get(event.seq) if event.seq not in fills else None
        said.setdefault(no, []).append(Said(event, event.seq in fills, fall))
    places = _places(sop, verdict)
    leaves = (
        Leaf(step, places[step.no], verdict.mark(step.no), tuple(said.get(step.no, ())))
        for step in sop.steps
    )
    return Explanation(tuple(leaves), tuple(said.get(0, ())))


MAKING = (Act.PREPARE, Act.PERFORM)


def _concerns(sop: Sop, office: Office, event: Event) -> int:
    """Return the step that an event speaks of; 0 if it speaks of none."""
    match event.deed:
        case facts.Moved(change):
            return _of(sop, office, event, change, *MAKING)
        case facts.Reviewed(change, opinion) if opinion in (Opinion.APPROVE, Opinion.RETURN):
            return _of(sop, office, event, change, Act.REVIEW)
        case facts.Assigned():
            return _of(sop, office, event, None, Act.DISPOSITION)
        case facts.Performed(no) | facts.Failed(no) | facts.Requested(no):
            return _known(sop, no)
        case facts.Decided(no) | facts.Reminded(no):
            return _known(sop, no)
        case facts.Archived():
            return next((one.no for one in sop.steps if one.act is Act.ARCHIVE), 0)
        case _:
            return 0


def _known(sop: Sop, no: int) -> int:
    return no if 1 <= no <= len(sop.steps) else 0


def _of(sop: Sop, office: Office, event: Event, change: str | None, *acts: Act) -> int:
    """Return the first step of such an act whose post the doer held, else the first such step."""
    steps = [one for one in sop.steps if one.act in acts and change in (None, one.change)]
    person = office.person(event.actor)
    held = (
        one.no
        for one in steps
        if person and office.tenure(person.id, sop.post(one.actor), event.at) is not None
    )
    return next(held, next((one.no for one in steps), 0))


def _places(sop: Sop, verdict: Verdict) -> dict[int, Place]:
    here = getattr(verdict.stand, "step", None)
    at = here.no if isinstance(here, Step) else None
    way = _way(sop, verdict)
    places = {}
    for step in sop.steps:
        if step.no == at and verdict.mark(at) is None:
            places[step.no] = Place.HERE
        elif verdict.mark(step.no) is not None:
            places[step.no] = Place.HERE if step.no == at else Place.DONE
        else:
            places[step.no] = Place.AHEAD if step.no in way else Place.PASSED_BY
    return places


def _way(sop: Sop, verdict: Verdict) -> set[int]:
    """Return the steps that the case has gone by or may still come to."""
    way, ahead = set(), [1]
    while ahead:
        no = ahead.pop()
        if no in way or no > len(sop.steps):
            continue
        way.add(no)
        step, filled = sop.step(no), verdict.mark(no)
        deed = filled.event.deed if filled else None
        answer = deed.answer if isinstance(deed, facts.Decided) else None
        if step.answers and answer is None:
            ahead += [one.next for one in step.answers]
        else:
            ahead.append(sop.after(step, answer))
    return way


def told(deed: facts.Deed) -> Text:
    """Say what somebody did, in a few words that follow their name."""
    match deed:
        case facts.Opened():
            return T("opened the case")
        case facts.Moved(change, head):
            return T("handed in the {change} {head}", change=called(change), head=head[:12])
        case facts.Reviewed(change, opinion, head):
            gaps = {"change": called(change), "head": (head or "—")[:12]}
            return T(OPINIONS[opinion].message, **gaps)
        case facts.Withdrawn(_, review):
            return T("withdrew the review of event {no}", no=review)
        case facts.Decided(_, answer):
            return T("decided: {answer}", answer=answer)
        case facts.Merged(change, head):
            return T("merged the {change} {head}", change=called(change), head=head[:12])
        case _:
            return T(DEEDS[type(deed)].message)


OPINIONS = {
    Opinion.APPROVE: T("approved the {change} {head}"),
    Opinion.RETURN: T("returned the {change} {head}"),
    Opinion.COMMENT: T("commented on the {change} {head}"),
    Opinion.PENDING: T("began to review the {change} {head}"),
}
DEEDS: Mapping[type[facts.Deed], Text] = {
    facts.Assigned: T("gave the disposition"),
    facts.Restored: T("brought a withdrawn review back"),
    facts.Retargeted: T("gave the change another base"),
    facts.Closed: T("closed the change, or opened it again"),
    facts.Performed: T("did what the step asks for"),
    facts.Failed: T("tried it and failed"),
    facts.Requested: T("asked for it again"),
    facts.Reminded: T("reminded of it"),
    facts.Archived: T("archived the case"),
}
