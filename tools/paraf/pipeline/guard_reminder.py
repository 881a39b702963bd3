"""What a reminder in a ledger must be: owed, for the step that the case waits at, and told once."""

from paraf.core.case import Case, Event, Reminded
from paraf.core.pace import owed
from paraf.core.words import T, Text
from paraf.pipeline.guard_push import Push
from paraf.pipeline.rulebook import at, load_sop


def unfounded(push: Push, case: Case, event: Event, deed: Reminded) -> Text | None:
    """Say why a reminder tells no truth; None if it is the one that was owed at its moment."""
    verdict = push.weigh(case, event.seq - 1)
    sop = load_sop(at(push.git, push.base), case.opened.sop, push.book.office)
    before = [one for one in case.events if one.seq < event.seq]
    due = owed(sop, verdict, before, event.at)
    return None if deed == due else T("No such reminder is due now.")
