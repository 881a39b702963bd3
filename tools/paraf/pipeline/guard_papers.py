"""What people may hand in: their own step's documents, each once, and a text that is new."""

from collections.abc import Iterator

from paraf.core.case import Case, Event, Moved
from paraf.core.sop import Step
from paraf.core.verdict import Verdict, Waiting
from paraf.core.words import T, Text
from paraf.pipeline.guard_push import Push
from paraf.pipeline.listing import dossier
from paraf.pipeline.papers import done, held, texts, unfit


def misgiven(push: Push, case: Case, event: Event, deed: Moved) -> Text | None:
    """Return the first thing that is wrong with documents handed in; None if nothing is."""
    verdict = push.weigh(case, event.seq)
    dropped = [one.why for one in verdict.discarded if one.event is event]
    if dropped:
        return dropped[0]
    sop, folder = push.sop(case), dossier(case, push.book.office)
    steps = done(sop, deed.change, verdict)
    found = held(push.git, deed.head, folder, sop, deed.change)
    reasons = (
        unfit(found, steps, push.book.rules),
        _not_theirs(push, case, event, deed, steps),
        _not_new(push, case, event, deed),
    )
    return next(filter(None, reasons), None)


def _not_theirs(
    push: Push, case: Case, event: Event, deed: Moved, steps: tuple[Step, ...]
) -> Text | None:
    """Refuse documents of a step whose post the mover does not hold."""
    office, sop = push.book.office, push.sop(case)
    person, before = office.person(event.actor), _before(case, event, deed)
    for step in steps:
        if _same(push, case, deed, step, before):
            continue
        post = sop.post(step.actor)
        if person is None or office.tenure(person.id, post, event.at) is None:
            return T("Who handed it in did not hold the post of step {no}.", no=step.label)
    return None


def _not_new(push: Push, case: Case, event: Event, deed: Moved) -> Text | None:
    """Refuse what was sent back and comes again as it was."""
    before = _before(case, event, deed)
    if before is None:
        return None
    last = push.weigh(case, event.seq - 1)
    step = _returned(last)
    same = all(_same(push, case, deed, one, before) for one in texts(push.sop(case), deed.change))
    if same or (step is not None and _same(push, case, deed, step, before)):
        return T("The same text was handed in again, unchanged.")
    return None


def _returned(verdict: Verdict) -> Step | None:
    """Return the step that the case was sent back to, if it was."""
    stand = verdict.stand
    return stand.step if isinstance(stand, Waiting) and stand.because else None


def _before(case: Case, event: Event, deed: Moved) -> str | None:
    """Return the head of the change before this event; None if there was none."""
    return next(_heads(case, event, deed.change), None)


def _heads(case: Case, event: Event, change: str) -> Iterator[str]:
    for one in reversed(case.events):
        if one.seq < event.seq and isinstance(one.deed, Moved) and one.deed.change == change:
            yield one.deed.head


def _same(push: Push, case: Case, deed: Moved, step: Step, before: str | None) -> bool:
    """Say whether the folder of a step is at the new head as it was at the one before."""
    place = f"{dossier(case, push.book.office)}/data/{deed.change}/{step.label}"
    new = push.git.blobs(deed.head, place)
    return before is not None and new == push.git.blobs(before, place)
