"""What officials do to a case: review it, assign it, ask for a step again. Each act is signed."""

from dataclasses import dataclass

from paraf.core.case import Assigned, Case, Deed, Event, Opinion, Requested, Reviewed
from paraf.core.gate import judge
from paraf.core.office import Account
from paraf.core.sop import Act, Step
from paraf.core.verdict import Filled, Verdict, Waiting
from paraf.core.words import T, Text
from paraf.pipeline.desk import Desk, Judged, judged
from paraf.pipeline.guard_main import why
from paraf.pipeline.rulebook import Rulebook
from paraf.ports import RefusedFault


@dataclass(frozen=True, slots=True)
class Done:
    """An act that counts: the step it filled or returned from, and where the case stands now."""

    step: Step
    verdict: Verdict


def review(
    desk: Desk, book: Rulebook, case_id: str, *, approve: bool, note: str, to: int | None
) -> Done:
    """Mark the change under review, or return it; RefusedFault if the gate would not count it."""
    now = judged(desk, case_id, book)
    step = _at(now)
    change = step.change
    head = now.case.changes[change].head if change in now.case.changes else None
    opinion = Opinion.APPROVE if approve else Opinion.RETURN
    if not approve and not note.strip():
        raise RefusedFault(T("A return needs its reason."), T('Say it with: --return "…"'))
    return _act(desk, now, Reviewed(change, opinion, head, note.strip(), to), step)


def assign(desk: Desk, book: Rulebook, case_id: str, *, to: str | None, note: str) -> Done:
    """Give the disposition that is due: to the person named, else to who holds the post."""
    now = judged(desk, case_id, book)
    step = _at(now)
    if step.act is not Act.DISPOSITION or step.to is None:
        raise _refused(now, T("No disposition is due now."))
    post = now.sop.post(step.to)
    holders = [one.person for one in now.office.holders(post, desk.now())]
    chosen = to or (holders[0] if len(set(holders)) == 1 else None)
    if chosen is None or chosen not in holders:
        raise RefusedFault(
            T("{who} does not hold the post {post}.", who=to or "?", post=now.office.title(post)),
            T("Choose one of: {people}", people=", ".join(holders) or "-"),
        )
    account = Account("local", now.office.named(chosen).keys[0].fingerprint)
    return _act(desk, now, Assigned(account, note.strip()), step)


def perform(desk: Desk, book: Rulebook, case_id: str) -> Done:
    """Ask that the program do its step again, after it failed or was returned."""
    now = judged(desk, case_id, book)
    step = _at(now)
    if step.act is not Act.PERFORM or not isinstance(now.verdict.stand, Waiting):
        raise _refused(now, T("There is nothing to do again at this step."))
    return _act(desk, now, Requested(step.no), step)


def _at(now: Judged) -> Step:
    step = getattr(now.verdict.stand, "step", None)
    if not isinstance(step, Step):
        raise _refused(now, T("The case is not open."))
    return step


def _act(desk: Desk, now: Judged, deed: Deed, step: Step) -> Done:
    """Try the act on paper first: what the gate would discard is not written down."""
    at, account = desk.now(), desk.forge.account()
    desk.me(now.office)
    event = Event(len(now.case.events) + 1, at, account, deed)
    after = judge(now.sop, now.office, _with(now.case, event), at)
    dropped = [one.why for one in after.discarded if one.event is event]
    if dropped:
        raise _refused(now, dropped[0])
    desk.forge.tell(now.case.id, [deed], at=at)
    filled = _filled(after, event)
    return Done(filled.step if filled else step, after)


def _with(case: Case, event: Event) -> Case:
    return Case(case.id, case.changes, (*case.events, event), case.base)


def _filled(verdict: Verdict, event: Event) -> Filled | None:
    return next((one for one in verdict.filled if one.event is event), None)


def _refused(now: Judged, reason: Text) -> RefusedFault:
    return RefusedFault(
        reason, T("Case {case}: {why}", case=now.case.id, why=why(now.verdict.stand))
    )
