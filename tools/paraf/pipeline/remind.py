"""Reminds of what is overdue: once a norm, in the ledger. It blocks nothing and changes no verdict.

On this forge the ledger is the message: status, board and the reviewer's own page show it. A forge
that sends messages tells them from the same event.
"""

from paraf.core import phrases
from paraf.core.pace import owed
from paraf.core.verdict import Waiting
from paraf.core.words import T, Text
from paraf.pipeline.desk import Desk, Judged, Overtaken


def remind(desk: Desk, now: Judged) -> Text | None:
    """Remind of the step that a case waits at, if that is owed; say so, or None.

    Where somebody acts at the same moment nothing is told: the next run looks again.
    """
    at, stand = desk.now(), now.verdict.stand
    deed = owed(now.sop, now.verdict, now.case.events, at)
    if deed is None or not isinstance(stand, Waiting):
        return None
    try:
        desk.tell(now.case, [deed], at=at)
    except Overtaken:
        return None
    who = ", ".join(now.office.named(one).name for one in stand.holders)
    when = phrases.moment(stand.due, now.office.hours.zone)
    return T("Reminded {who} of step {no}: it fell due on {when}.",
             who=who, no=stand.step.label, when=when)  # fmt: skip
