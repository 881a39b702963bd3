"""Where every case stands: whose desk, since when, by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from paraf.core.case import Case
from paraf.core.gate import judge
from paraf.core.office import Office
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
from paraf.pipeline.desk import Desk
from paraf.pipeline.rulebook import Rulebook
from paraf.ports import RecordFault


@dataclass(frozen=True, slots=True)
class Standing:
    """One case on the board. `who` are names; empty when it is the program's turn or nobody's."""

    case: str
    title: str
    step: int | None
    who: tuple[str, ...]
    since: datetime | None
    due: datetime | None
    overdue: bool
    verdict: Verdict
    sop: Sop | None
    """None where the procedure on the base branch is not valid: then nothing can be judged."""


def board(desk: Desk, book: Rulebook, *, archived: bool = False) -> tuple[Standing, ...]:
    """Return every open case, or every case, the longest overdue first.

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
        found.append(_standing(case, sops[name], book.office, desk.now()))
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
    step = getattr(stand, "step", None)
    due = getattr(stand, "due", None)
    return Standing(
        case=case.id,
        title=case.opened.title,
        step=step.no if step else None,
        who=tuple(office.named(one).name for one in getattr(stand, "holders", ())),
        since=getattr(stand, "since", None),
        due=due,
        overdue=due is not None and now > due,
        verdict=verdict,
        sop=sop,
    )


def where(stand: Stand, office: Office) -> Text:
    """Say in one sentence where a case stands and who acts next."""
    match stand:
        case Waiting(step, holders):
            names = ", ".join(office.named(one).name for one in holders)
            who = names or T("nobody: the post is vacant")
            return T("Step {no} ({act}): waits for {who}.", no=step.label, act=act_word(step), who=who)
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
    return Text(MARK_WORD[step.mark]) if step.mark is not None else ACTS[step.act]


ACTS = {
    Act.PREPARE: T("manuscript"),
    Act.REVIEW: T("review"),
    Act.DISPOSITION: T("disposition"),
    Act.PERFORM: T("upload"),
    Act.BRANCH: T("decision"),
    Act.ARCHIVE: T("archiving"),
}


def _urgency(one: Standing) -> tuple[bool, bool, float, str]:
    ended = isinstance(one.verdict.stand, Finished)
    blocked = isinstance(one.verdict.stand, Blocked)
    return (ended, not blocked, one.due.timestamp() if one.due else 0.0, one.case)
