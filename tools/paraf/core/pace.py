"""How long each step of a case took in office time, against its norm."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from paraf.core.case import Event, Reminded
from paraf.core.hours import Hours, NoOfficeTime
from paraf.core.phrases import span
from paraf.core.sop import Sop, Step
from paraf.core.verdict import Finished, ToArchive, ToMerge, Verdict, Waiting
from paraf.core.words import T, Text


@dataclass(frozen=True, slots=True)
class Pace:
    """The time of one step over all the visits that the case paid it, the one under way included.

    `used` is the office time of all visits together, `last` that of the latest. `due` is the moment
    at which the norm of the latest was used up, in UTC; None where the case never came, or where
    the calendar has no such moment. `over` says whether the latest went past it, `late` how many
    visits did. Acts of one printed row share its norm: all count from when the case came to it.
    """

    step: Step
    visits: int
    used: timedelta
    last: timedelta | None
    due: datetime | None
    over: bool
    late: int


@dataclass(frozen=True, slots=True)
class _Stay:
    """A visit, or the one under way until now."""

    since: datetime
    until: datetime
    begun: datetime


def paces(sop: Sop, hours: Hours, verdict: Verdict, now: datetime) -> tuple[Pace, ...]:
    """Return the pace of every step, in order; the case's own step is counted until `now`."""
    stays: dict[int, list[_Stay]] = {}
    for one in verdict.visits:
        stays.setdefault(one.step.no, []).append(_Stay(one.since, one.until, one.begun))
    step, stay = _staying(verdict, now)
    if step is not None and stay is not None:
        stays.setdefault(step.no, []).append(stay)
    return tuple(_pace(step, hours, stays.get(step.no, [])) for step in sop.steps)


def pace(hours: Hours, verdict: Verdict, now: datetime) -> Pace | None:
    """Return the pace of the step that the case lies at; None past the last one."""
    step, stay = _staying(verdict, now)
    if step is None or stay is None:
        return None
    before = [one for one in verdict.visits if one.step.no == step.no]
    stays = [_Stay(one.since, one.until, one.begun) for one in before]
    return _pace(step, hours, [*stays, stay])


def _staying(verdict: Verdict, now: datetime) -> tuple[Step | None, _Stay | None]:
    step, since, begun = _under_way(verdict)
    if since is None or begun is None:
        return step, None
    return step, _Stay(since, max(since, now), begun)


def lapse(hours: Hours, start: datetime, end: datetime) -> Text:
    """Return the office time between two moments in words, rounded down.

    In office days from two days on, below that in hours and minutes.
    """
    days = int(hours.days(start, end))
    if days > 1:
        return T("{days} office days", days=days)
    worked = hours.worked(start, end)
    whole, rest = divmod(worked, timedelta(hours=1))
    if whole and rest < timedelta(minutes=1):
        return T("{hours} h", hours=whole)
    return span(worked)


def _pace(step: Step, hours: Hours, stays: list[_Stay]) -> Pace:
    spans = [hours.worked(one.since, one.until) for one in stays]
    dues = [_due(hours, step, one.begun) for one in stays]
    over = [due is not None and one.until > due for one, due in zip(stays, dues, strict=True)]
    return Pace(
        step=step,
        visits=len(stays),
        used=sum(spans, timedelta()),
        last=spans[-1] if spans else None,
        due=dues[-1] if dues else None,
        over=bool(over) and over[-1],
        late=sum(over),
    )


def _due(hours: Hours, step: Step, begun: datetime) -> datetime | None:
    try:
        return hours.due(begun, step.norm)
    except (NoOfficeTime, OverflowError):
        return None


def reach(sop: Sop, hours: Hours, start: datetime) -> datetime:
    """Return when a case begun at `start` would be done if each printed row took its whole norm.

    `start` itself where the calendar has no such moment.
    """
    norms = {one.row or one.no: one.norm for one in sop.steps}
    moment = start
    for norm in norms.values():
        try:
            moment = hours.due(moment, norm)
        except (NoOfficeTime, OverflowError):
            return start
    return moment


def since(verdict: Verdict) -> datetime | None:
    """Return since when the case lies where it lies; None where that cannot be said."""
    return _under_way(verdict)[1]


def arrival(verdict: Verdict) -> datetime | None:
    """Return when the case came to the printed row that it lies at: its norm counts from there."""
    return _under_way(verdict)[2]


def _under_way(verdict: Verdict) -> tuple[Step | None, datetime | None, datetime | None]:
    """Return the step that the case lies at, since when, and when it came to that row."""
    stand, last = verdict.stand, verdict.visits[-1] if verdict.visits else None
    if isinstance(stand, Finished):
        return None, stand.at, None
    step: Step | None = stand.step
    if isinstance(stand, ToMerge | ToArchive) and verdict.mark(stand.step.no) is not None:
        # Past its last row: what is left to be done is the program's.
        step = None
    started: datetime | None = getattr(stand, "since", None)
    if last is None:
        return step, started, started
    if step is not None and last.done and same_row(last.step, step):
        return step, last.until, last.begun
    return step, last.until, last.until


def same_row(one: Step, other: Step) -> bool:
    """Say whether two steps are acts of the same printed row."""
    return (one.row or one.no) == (other.row or other.no)


def reminder(sop: Sop, verdict: Verdict, events: Iterable[Event]) -> Event | None:
    """Return the event that reminded of the step where the case waits, since it came there.

    A reminder of an earlier arrival fell due before this one began, so that it does not count; a
    calendar that was altered since does not make another one due.
    """
    begun = arrival(verdict)
    if not isinstance(verdict.stand, Waiting) or begun is None:
        return None
    row = {one.no for one in sop.steps if same_row(one, verdict.stand.step)}
    for event in events:
        deed = event.deed
        if isinstance(deed, Reminded) and deed.step in row and deed.due >= begun:
            return event
    return None


def owed(sop: Sop, verdict: Verdict, events: Iterable[Event], at: datetime) -> Reminded | None:
    """Return the reminder that the program owes at `at`; None where nothing is overdue.

    Each arrival at a row whose norm is used up gets one, as soon as there is somebody to remind.
    """
    stand = verdict.stand
    if not isinstance(stand, Waiting) or not stand.holders or at <= stand.due:
        return None
    if reminder(sop, verdict, events) is not None:
        return None
    # Ledgers tell moments in whole seconds.
    return Reminded(stand.step.no, stand.due.replace(microsecond=0))
