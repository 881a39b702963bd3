"""The gate: `judge` walks through a case's events and says where the case stands.

A mark fills review step k only if it was given on the change's head commit, after step k-1 was
filled and after the last return, by a person who held the step's post at that time, who neither
wrote nor pushed to the change and fills no other review step of it, and who has not withdrawn it.
Whatever the rules do not know counts for nothing; whatever cannot be judged blocks.
"""

from datetime import datetime

from paraf.core import case as facts
from paraf.core.case import Case, Event, Opinion
from paraf.core.marks import objection, steps_of
from paraf.core.office import Office
from paraf.core.sop import Act, Sop
from paraf.core.stand import blockers, stand
from paraf.core.verdict import Filled, Verdict, Visit
from paraf.core.walk import Objected, Walk
from paraf.core.words import T


def judge(sop: Sop, office: Office, case: Case, now: datetime) -> Verdict:
    """Say where `case` stands under `sop`, as of `now`.

    Pure and total: the same values give the same verdict, and every case of a valid SOP gets one.
    """
    walk = Walk(sop, office, case)
    for event in case.events:
        _see(walk, event)
    reasons, warnings = blockers(walk, now)
    return Verdict(
        stand=stand(walk, now, reasons),
        filled=tuple(walk.filled[no] for no in sorted(walk.filled)),
        discarded=tuple(walk.discarded),
        visits=tuple(walk.visits),
        warnings=warnings,
    )


def _see(walk: Walk, event: Event) -> None:
    """Take one more event in, and close the visit of a step that it ends."""
    before, moved = walk.position, isinstance(event.deed, facts.Moved)
    discarded = len(walk.discarded)
    _take(walk, event)
    after = walk.position
    if before is None or walk.since is None or (before is after and not moved):
        return
    if before is after and any(one.event is event for one in walk.discarded[discarded:]):
        return
    forward = after is None or after.no > before.no
    walk.visits.append(Visit(before, walk.since, event.at, forward, walk.who(event.actor)))
    walk.since = event.at


def _take(walk: Walk, event: Event) -> None:
    deed = event.deed
    change = getattr(deed, "change", None)
    if change in walk.merged:
        walk.drop(event, T("The {change} was already merged.", change=change))
        return
    if change is not None and change not in walk.sop.changes:
        walk.drop(event, T("The SOP knows no change named {change}.", change=change))
        return
    match deed:
        case facts.Opened():
            walk.since = walk.since or deed.started
        case facts.Moved():
            _moved(walk, event, deed)
        case facts.Reviewed():
            _reviewed(walk, event, deed)
        case facts.Withdrawn():
            _withdrawn(walk, event, deed)
        case _:
            _proceeded(walk, event)


def _proceeded(walk: Walk, event: Event) -> None:
    match event.deed:
        case facts.Retargeted(change, base):
            walk.bases[change] = base
            walk.void(change, walk.sop.opener(change).no + 1, T("The change got another base."))
        case facts.Closed(change, closed):
            walk.closed = walk.closed | {change} if closed else walk.closed - {change}
            walk.void(change, walk.sop.opener(change).no + 1, T("The change was closed."))
        case facts.Assigned():
            _assigned(walk, event, event.deed)
        case facts.Merged():
            _merged(walk, event, event.deed)
        case _:
            _worked(walk, event)


def _moved(walk: Walk, event: Event, deed: facts.Moved) -> None:
    opener, step = walk.sop.opener(deed.change), walk.position
    performed = opener.act is not Act.PERFORM or opener.no in walk.done
    if step is None or step.no < opener.no or not performed:
        walk.drop(event, T("It is not yet time for the {change}.", change=deed.change))
        return
    byprogram = walk.office.is_bot(event.actor) and opener.act is Act.PERFORM
    if deed.change not in walk.authors and not byprogram and not walk.holds(event, opener):
        walk.drop(event, T("Who handed it in did not hold the post of step {no}.", no=opener.no))
        return
    if any(one.head == deed.head for one in walk.returns.get(deed.change, {}).values()):
        walk.drop(event, T("The same text was handed in again, unchanged."))
        return
    walk.void(deed.change, opener.no, T("The text changed after this mark was given."))
    author = walk.assignee if byprogram else walk.who(event.actor)
    author = walk.authors.setdefault(deed.change, author)
    walk.movers.setdefault(deed.change, set()).update((event.actor, *deed.contributors))
    walk.heads[deed.change] = deed.head
    walk.returns.pop(deed.change, None)
    walk.fill(opener, event, author)


def _reviewed(walk: Walk, event: Event, deed: facts.Reviewed) -> None:
    if deed.opinion in (Opinion.COMMENT, Opinion.PENDING):
        return
    problem = objection(walk, event, deed)
    if problem is not None:
        walk.drop(event, problem)
    elif deed.opinion is Opinion.RETURN:
        _returned(walk, event, deed)
    else:
        _approved(walk, event, deed)


def _returned(walk: Walk, event: Event, deed: facts.Reviewed) -> None:
    mine, at = steps_of(walk, event, deed.change), walk.position
    step = at if at in mine and at is not None else mine[-1]
    opener = walk.sop.opener(deed.change)
    reviews = [one.no for one in walk.sop.of(deed.change) if one.act is Act.REVIEW]
    target = deed.to if deed.to in [n for n in reviews if n < step.no] else opener.no
    why = T("The case was returned by step {no}.", no=step.no)
    walk.void(deed.change, max(target, opener.no + 1), why)
    if target == opener.no:
        answers = walk.returns.setdefault(deed.change, {})
        answers[step.no] = Objected(event, walk.heads[deed.change], deed.note)


def _approved(walk: Walk, event: Event, deed: facts.Reviewed) -> None:
    mine = steps_of(walk, event, deed.change)
    open_ = walk.returns.get(deed.change, {})
    for step in mine:
        open_.pop(step.no, None)
    at, person = walk.position, walk.who(event.actor)
    other = next((f.step.no for f in walk.filled.values() if _marked(f, person, deed)), 0)
    if open_:
        walk.drop(event, T("The case was returned and has not been corrected."))
    elif other:
        walk.drop(event, T("This official already marked step {no}.", no=other))
    elif at is None or at not in mine:
        no = at.no if at else mine[0].no
        walk.drop(event, T("It came out of turn: the case lies at step {no}.", no=no))
    else:
        walk.fill(at, event, person)


def _marked(filled: Filled, person: str, deed: facts.Reviewed) -> bool:
    step = filled.step
    return step.act is Act.REVIEW and step.change == deed.change and filled.person == person


def _withdrawn(walk: Walk, event: Event, deed: facts.Withdrawn) -> None:
    review = next((one for one in walk.case.events if one.seq == deed.review), None)
    if review is None or not isinstance(review.deed, facts.Reviewed):
        walk.drop(event, T("It withdraws a review that does not exist."))
        return
    person = walk.who(review.actor)
    why = T("It was deleted.") if deed.deleted else T("It was dismissed.")
    theirs = [f.step.no for f in walk.filled.values() if _marked(f, person, review.deed)]
    if theirs:
        walk.void(review.deed.change, min(theirs), why)
    open_ = walk.returns.get(review.deed.change, {})
    for no in [n for n, one in open_.items() if walk.who(one.event.actor) == person]:
        del open_[no]


def _assigned(walk: Walk, event: Event, deed: facts.Assigned) -> None:
    step, to = walk.position, walk.office.person(deed.to)
    if step is None or step.act is not Act.DISPOSITION or step.to is None:
        walk.drop(event, T("No disposition is due now."))
    elif not walk.holds(event, step):
        walk.drop(event, T("Who assigned it did not hold the post of step {no}.", no=step.no))
    elif to is None or not walk.office.tenure(to.id, walk.sop.post(step.to), event.at):
        walk.drop(event, T("The assignee does not hold the post that step {no} names.", no=step.no))
    else:
        walk.assignee = to.id
        walk.fill(step, event, walk.who(event.actor))


def _merged(walk: Walk, event: Event, deed: facts.Merged) -> None:
    step = walk.position
    due = step is not None and deed.change in walk.sop.merge_before(step)
    if not due or walk.heads.get(deed.change) != deed.head or deed.change in walk.closed:
        walk.incidents.append(
            T("The {change} was merged around the gate by {who}.",
              change=deed.change, who=walk.who(event.actor))
        )  # fmt: skip
    walk.merged[deed.change] = deed.commit


def _worked(walk: Walk, event: Event) -> None:
    step, deed = walk.position, event.deed
    program = walk.office.is_bot(event.actor)
    no = getattr(deed, "step", step.no if step else 0)
    merged = step is not None and all(c in walk.merged for c in walk.sop.merge_before(step))
    if step is None or step.no != no or not merged or not (program or walk.holds(event, step)):
        walk.drop(event, T("The case was not at that step, or somebody else has to do it."))
        return
    match deed:
        case facts.Performed() if step.act is Act.PERFORM:
            walk.done[no] = event
            walk.failed.pop(no, None)
            if all(one.act is not Act.REVIEW for one in walk.sop.of(step.change)):
                walk.fill(step, event, walk.assignee if program else walk.who(event.actor))
        case facts.Failed() if step.act is Act.PERFORM:
            walk.done.pop(no, None)
            walk.failed[no] = event
        case facts.Requested() if step.act is Act.PERFORM:
            walk.done.pop(no, None)
            walk.failed.pop(no, None)
        case facts.Archived() if step.act is Act.ARCHIVE:
            walk.fill(step, event, walk.assignee if program else walk.who(event.actor))
        case _:
            walk.drop(event, T("That is not what step {no} asks for.", no=no))
