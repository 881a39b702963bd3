"""Where every case stands: whose desk, since when, by when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import inf

from paraf.core.case import Case
from paraf.core.gate import judge
from paraf.core.hours import Hours
from paraf.core.office import Office
from paraf.core.pace import lapse, pace, reminder, since
from paraf.core.phrases import moment
from paraf.core.report import MARK_WORD
from paraf.core.sop import Act, Sop, Step
from paraf.core.verdict import (
    Blocked,
    Finished,
    Stand,
    ToArchive,
    ToMerge,
    ToOpen,
    ToPerform,
    Verdict,
    Waiting,
)
from paraf.core.words import T, Text
from paraf.pipeline.desk import Desk, Judged
from paraf.pipeline.expedited import expedited_of
from paraf.pipeline.rulebook import Rulebook
from paraf.ports import RecordFault


@dataclass(frozen=True, slots=True)
class Standing:
    """One case on the board.

    `who` are the names of those who may act now; empty when it is the program's turn or nobody's.
    `since` is when the case came to where it lies, `due` when the norm of that row is used up, both
    UTC. `used` is the office time of all its visits there, `left` what the norm still has: less
    than nothing when it is overdue. `reminded` is when the program reminded of it. `doubts` say why
    the due moment is not certain, `expedited` why the case cannot wait.
    """

    case: str
    title: str
    step: Step | None
    who: tuple[str, ...]
    since: datetime | None
    due: datetime | None
    overdue: bool
    verdict: Verdict
    sop: Sop | None
    """None where the procedure on the base branch is not valid: then nothing can be judged."""
    used: timedelta | None = None
    left: timedelta | None = None
    reminded: datetime | None = None
    doubts: tuple[Text, ...] = ()
    expedited: Text | None = None


def board(desk: Desk, book: Rulebook, *, archived: bool = False) -> tuple[Standing, ...]:
    """Return every open case, or every case: overdue ones first, the longest overdue before all.

    Signatures are not proved anew here; the door did that, and reconcile does before it acts.
    """
    ids = desk.forge.cases(archived=archived)
    return tuple(sorted(standings(desk, book, ids), key=_urgency))


def standings(desk: Desk, book: Rulebook, ids: Sequence[str]) -> list[Standing]:
    """Return where some cases stand, in the order given."""
    sops: dict[str, Sop | RecordFault] = {}
    found = []
    for case in desk.forge.snapshot(ids).values():
        name = case.opened.sop
        if name not in sops:
            sops[name] = _procedure(desk, name, book.office)
        standing = _standing(case, sops[name], book.office, desk.now())
        found.append(replace(standing, expedited=expedited_of(desk, case)))
    return found


def _procedure(desk: Desk, name: str, office: Office) -> Sop | RecordFault:
    try:
        return desk.sop(name, office)
    except RecordFault as fault:
        return fault


def _standing(case: Case, sop: Sop | RecordFault, office: Office, now: datetime) -> Standing:
    if isinstance(sop, RecordFault):
        wrong = (T("{file}:{line}: {what}", file=one.file, line=one.line, what=one.what)
                 for one in sop.mistakes)  # fmt: skip
        verdict = Verdict(Blocked(None, tuple(wrong)))
        return Standing(
            case.id, case.opened.title, step=None, who=(), since=None, due=None, overdue=False,
            verdict=verdict, sop=None,
        )  # fmt: skip
    verdict = judge(sop, office, case, now)
    stand = verdict.stand
    due: datetime | None = getattr(stand, "due", None)
    overdue = due is not None and now > due
    here = pace(office.hours, verdict, now)
    told = reminder(sop, verdict, case.events)
    return Standing(
        case=case.id,
        title=case.opened.title,
        step=getattr(stand, "step", None),
        who=tuple(office.named(one).name for one in getattr(stand, "holders", ())),
        since=since(verdict),
        due=due,
        overdue=overdue,
        verdict=verdict,
        sop=sop,
        used=here.used if here else None,
        left=_left(office.hours, now, due),
        reminded=told.at if told else None,
        doubts=office.hours.doubtful(min(now, due), due) if due else (),
    )


def _left(hours: Hours, now: datetime, due: datetime | None) -> timedelta | None:
    if due is None:
        return None
    return hours.worked(now, due) if now <= due else -hours.worked(due, now)


def pressing(hours: Hours, now: datetime, due: datetime) -> Text:
    """Return how much office time is left until `due`, or by how much it is overdue."""
    if now > due:
        return T("overdue by {time}", time=lapse(hours, due, now))
    return T("{time} left", time=lapse(hours, now, due))


def urging(now: Judged, at: datetime) -> tuple[Text, ...]:
    """Say to whom a case waits for by when it is due, and whether that was called to mind."""
    stand, hours = now.verdict.stand, now.office.hours
    if not isinstance(stand, Waiting):
        return ()
    left, zone = pressing(hours, at, stand.due), hours.zone
    found = [T("Since {since}; due {due}: {left}.", since=moment(stand.since, zone),
               due=moment(stand.due, zone), left=left)]  # fmt: skip
    told = reminder(now.sop, now.verdict, now.case.events)
    if told is not None:
        found.append(T("Reminded on {when}.", when=moment(told.at, zone)))
    return tuple(found)


def doubts(found: Iterable[Standing]) -> tuple[Text, ...]:
    """Return why due moments of some cases are not certain, each reason once."""
    said = {str(why): why for one in found for why in one.doubts}
    return tuple(said.values())


def where(stand: Stand, office: Office) -> Text:
    """Say in one sentence where a case stands and who acts next."""
    match stand:
        case Waiting(step, holders):
            names = ", ".join(office.named(one).name for one in holders)
            who, no = names or T("nobody: the post is vacant"), step.label
            return T("Step {no} ({act}): waits for {who}.", no=no, act=act_word(step), who=who)
        case ToMerge(step) if step.by_hand or step.act not in (Act.PERFORM, Act.ARCHIVE):
            return T("Complete so far; 'paraf reconcile' takes it on.")
        case ToArchive(_, _, None):
            return T("All steps are done; 'paraf reconcile' archives the case.")
        case ToMerge(step) | ToPerform(step) | ToOpen(step) if step.act is not Act.ARCHIVE:
            return T("Step {no}: ready to publish; 'paraf reconcile' does it.", no=step.label)
        case ToMerge(step) | ToPerform(step) | ToOpen(step) | ToArchive(step):
            return T("Step {no}: ready to archive; 'paraf reconcile' does it.", no=step.label)
        case Blocked(_, reasons):
            return T("Blocked: {why}", why=_together(reasons))
        case Finished():
            return T("Archived.")


def _together(reasons: Sequence[Text]) -> Text:
    gaps = {f"why{i}": one for i, one in enumerate(reasons)}
    return Text("; ".join(f"{{{name}}}" for name in gaps), gaps)


def act_word(step: Step) -> Text:
    """Return what a step asks for, in one or two words."""
    if step.mark is not None:
        return Text(MARK_WORD[step.mark])
    if step.act is Act.PREPARE:
        return TEXTS.get(step.change, T("document"))
    if step.act is Act.PERFORM and step.by_hand:
        return T("carrying out")
    return ACTS[step.act]


TEXTS = {"manuscript": T("manuscript"), "report": T("report")}
"""What is prepared in a change of a well-known name."""

ACTS = {
    Act.REVIEW: T("review"),
    Act.DISPOSITION: T("disposition"),
    Act.PERFORM: T("upload"),
    Act.BRANCH: T("decision"),
    Act.ARCHIVE: T("archiving"),
}


def _urgency(one: Standing) -> tuple[int, float, str]:
    stand, due = one.verdict.stand, one.due.timestamp() if one.due else inf
    if isinstance(stand, Finished):
        return 3, due, one.case
    if one.overdue:
        return 0, due, one.case
    return 1 if isinstance(stand, Blocked) else 2, due, one.case
