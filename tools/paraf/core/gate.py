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
from paraf.core.phrases import called
from paraf.core.sop import Act, Sop, Step
from paraf.core.stand import blockers, stand
from paraf.core.verdict import Filled, Verdict, Visit
from paraf.core.walk import Objected, Walk
from paraf.core.words import T, Text


def judge(sop: Sop, office: Office, case: Case, now: datetime) -> Verdict:
    """Say where `case` stands under `sop`, as of `now`.

    Pure and total: the same values give the same verdict, and every case of a valid SOP gets one.
    """
    walk = Walk(sop, office, case)
    place = walk.position
    for event in case.events:
        if not _says_nothing(event):
            place = _see(walk, event, place)
    reasons, warnings = blockers(walk, now)
    return Verdict(
        stand=stand(walk, now, reasons),
        filled=tuple(walk.filled[no] for no in sorted(walk.filled)),
        discarded=tuple(walk.discarded),
        visits=tuple(walk.visits),
        warnings=warnings,
    )


def _says_nothing(event: Event) -> bool:
    deed = event.deed
    return isinstance(deed, facts.Reviewed) and deed.opinion in (Opinion.COMMENT, Opinion.PENDING)


def _see(walk: Walk, event: Event, before: Step | None) -> Step | None:
    """Take one more event in; return where the case lies now, the visit that ended closed."""
    texts = walk.texts
    if walk.last is not None and event.seq <= walk.last.seq:
        walk.incidents.append(T("Event {seq} of the ledger is out of sequence.", seq=event.seq))
    _take(walk, event)
    walk.last, walk.latest = event, max(event.at, walk.latest or event.at)
    after = walk.position
    left = before is not after or texts != walk.texts
    if before is not None and walk.since is not None and left:
        _leave(walk, event, before, walk.since)
    return after


def _leave(walk: Walk, event: Event, before: Step, since: datetime) -> None:
    # A clock that went back makes no visit shorter than nothing: visits tile the time.
    after, until = walk.position, max(since, event.at)
    forward = after is None or after.no > before.no
    walk.visits.append(Visit(before, since, until, forward, walk.who(event.actor)))
    walk.since = until


def _take(walk: Walk, event: Event) -> None:
    deed = event.deed
    change = getattr(deed, "change", None)
    if change in walk.merged:
        walk.drop(event, T("The {change} was already merged.", change=called(change)))
        return
    if change is not None and change not in walk.sop.changes:
        walk.drop(event, T("The SOP knows no change named {change}.", change=change))
        return
    match deed:
        case facts.Opened():
            _opened(walk, event, deed)
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
            walk.void(change, walk.opener(change).no + 1, T("The change got another base."))
        case facts.Closed(change, closed):
            walk.closed = walk.closed | {change} if closed else walk.closed - {change}
            walk.void(change, walk.opener(change).no + 1, T("The change was closed."))
        case facts.Assigned():
            _assigned(walk, event, event.deed)
        case facts.Merged():
            _merged(walk, event, event.deed)
        case _:
            _worked(walk, event)


def _opened(walk: Walk, event: Event, deed: facts.Opened) -> None:
    if walk.last is not None:
        walk.drop(event, T("Only the first event of a ledger opens the case."))
        return
    walk.since = deed.started
    if deed.sop != walk.sop.id:
        walk.incidents.append(T("The case was opened under the SOP {sop}.", sop=deed.sop))


def _moved(walk: Walk, event: Event, deed: facts.Moved) -> None:
    opener = walk.opener(deed.change)
    why = T("The text changed after this mark was given.")
    problem = _not_handed_in(walk, event, deed)
    walk.push(deed.change, (event.actor, *deed.contributors))
    walk.void(deed.change, opener.no + 1, why)
    if problem is not None:
        walk.drop(event, problem)
        if walk.heads.get(deed.change, deed.head) != deed.head:
            # The text is another one all the same: it waits for somebody who may hand it in.
            walk.filled.pop(opener.no, None)
            walk.heads[deed.change] = deed.head
        return
    author = walk.authors.setdefault(deed.change, walk.doer(event, opener))
    walk.returns.pop(deed.change, None)
    walk.heads[deed.change] = deed.head
    walk.texts += 1
    walk.fill(opener, event, author)


def _not_handed_in(walk: Walk, event: Event, deed: facts.Moved) -> Text | None:
    """Say why this does not count as handing the text in; None if it does."""
    opener, step = walk.opener(deed.change), walk.position
    performed = opener.act is not Act.PERFORM or opener.no in walk.done
    if step is None or step.no < opener.no or not performed:
        return T("It is not yet time for the {change}.", change=called(deed.change))
    program = walk.is_bot(event.actor)
    if deed.change in walk.authors:
        entitled = program or walk.person(event.actor) is not None
    else:
        entitled = (program and opener.act is Act.PERFORM) or walk.holds(event, opener)
    if not entitled:
        return T("Who handed it in did not hold the post of step {no}.", no=opener.no)
    if any(one.head == deed.head for one in walk.returns.get(deed.change, {}).values()):
        return T("The same text was handed in again, unchanged.")
    return None


def _reviewed(walk: Walk, event: Event, deed: facts.Reviewed) -> None:
    walk.reviews[event.seq] = event
    mine = steps_of(walk, event, deed.change)
    problem = objection(walk, event, deed, mine)
    if problem is not None:
        walk.drop(event, problem)
    elif deed.opinion is Opinion.RETURN:
        _returned(walk, event, deed, mine)
    else:
        _approved(walk, event, deed, mine)


def _returned(walk: Walk, event: Event, deed: facts.Reviewed, mine: list[Step]) -> None:
    at = walk.position
    step = at if at is not None and at in mine else mine[-1]
    opener, target = walk.opener(deed.change), _target(walk, step, deed)
    why = T("The case was returned by step {no}.", no=step.no)
    walk.void(deed.change, max(target, opener.no + 1), why)
    if target == opener.no:
        answers = walk.returns.setdefault(deed.change, {})
        answers[step.no] = Objected(event, walk.heads[deed.change], deed.note)
    else:
        who = walk.who(event.actor)
        note = T("{who}, step {no}: {note}", who=who, no=step.no, note=deed.note)
        walk.sent[target] = (note,)


def _target(walk: Walk, step: Step, deed: facts.Reviewed) -> int:
    """Return the step that the case goes back to; to the author where none fits."""
    named = step.returns_to if deed.to is None else deed.to
    earlier = [one.no for one in walk.rows[deed.change] if one.no < step.no]
    return named if named in earlier else walk.opener(deed.change).no


def _approved(walk: Walk, event: Event, deed: facts.Reviewed, mine: list[Step]) -> None:
    open_ = walk.returns.get(deed.change, {})
    for step in mine:
        open_.pop(step.no, None)
    at, person = walk.position, walk.who(event.actor)
    other = next((one.step.no for one in _marks(walk, person, deed.change)), 0)
    if open_:
        walk.drop(event, T("The case was returned and has not been corrected."))
    elif other:
        walk.drop(event, T("This official already marked step {no}.", no=other))
    elif at is None or at not in mine:
        no = at.no if at else mine[0].no
        walk.drop(event, T("It came out of turn: the case lies at step {no}.", no=no))
    else:
        walk.fill(at, event, person)


def _marks(walk: Walk, person: str, change: str) -> list[Filled]:
    return [
        one
        for one in walk.filled.values()
        if one.step.act is Act.REVIEW and one.step.change == change and one.person == person
    ]


def _withdrawn(walk: Walk, event: Event, deed: facts.Withdrawn) -> None:
    review = walk.reviews.get(deed.review)
    person = walk.person(review.actor) if review else None
    if review is None or getattr(review.deed, "change", None) != deed.change:
        walk.drop(event, T("It withdraws a review that does not exist."))
        return
    # What its writer said before it falls too, so that nothing resurfaces; what they said since
    # stands: Gitea dismisses a person's older reviews by itself whenever they give a new one.
    marks = _marks(walk, person.id, deed.change) if person else []
    void = [one.step.no for one in marks if one.event.seq <= review.seq]
    if void:
        why = T("It was deleted.") if deed.deleted else T("It was dismissed.")
        walk.void(deed.change, min(void), why)
    open_ = walk.returns.get(deed.change, {})
    for no in [no for no, one in open_.items() if one.event is review]:
        if event.actor == review.actor or walk.holds(event, walk.sop.step(no)):
            del open_[no]
        else:
            walk.drop(event, T("Only the post of step {no} takes its return back.", no=no))


def _assigned(walk: Walk, event: Event, deed: facts.Assigned) -> None:
    step, to = walk.position, walk.person(deed.to)
    if step is None or step.act is not Act.DISPOSITION or step.to is None:
        walk.drop(event, T("No disposition is due now."))
    elif not walk.holds(event, step):
        walk.drop(event, T("Who assigned it did not hold the post of step {no}.", no=step.no))
    elif to is None or not walk.office.tenure(to.id, walk.posts[step.to], event.at):
        walk.drop(event, T("The assignee does not hold the post that step {no} names.", no=step.no))
    else:
        walk.assignees[step.to] = to.id
        walk.fill(step, event, walk.who(event.actor))


def _merged(walk: Walk, event: Event, deed: facts.Merged) -> None:
    step, change = walk.position, deed.change
    due = step is not None and change in walk.sop.merge_before(step)
    apart = change in walk.closed or walk.bases.get(change, walk.case.base) != walk.case.base
    if not due or apart or walk.heads.get(change) != deed.head:
        who = walk.who(event.actor)
        walk.incidents.append(
            T("The {change} was merged around the gate by {who}.", change=called(change), who=who)
        )
    walk.merged[change] = deed.commit


def _worked(walk: Walk, event: Event) -> None:
    step, deed = walk.position, event.deed
    if step is None or not _may_work(walk, event, step):
        walk.drop(event, T("The case was not at that step, or somebody else has to do it."))
        return
    match deed:
        case facts.Performed() if step.act is Act.PERFORM:
            walk.done[step.no] = event
            walk.sent.pop(step.no, None)
            if not _makes_text(walk, step):
                walk.fill(step, event, walk.doer(event, step))
        case facts.Failed() if step.act is Act.PERFORM:
            walk.done.pop(step.no, None)
            walk.sent[step.no] = tuple(T("{reason}", reason=one) for one in deed.reasons)
        case facts.Requested() if step.act is Act.PERFORM:
            walk.done.pop(step.no, None)
            walk.sent.pop(step.no, None)
            # What was made of it goes too: no mark on the old text may carry the case past here.
            walk.void(step.change, step.no, T("Step {no} was asked for again.", no=step.no))
        case facts.Archived() if step.act is Act.ARCHIVE:
            walk.fill(step, event, walk.doer(event, step))
        case _:
            walk.drop(event, T("That is not what step {no} asks for.", no=step.no))


def _may_work(walk: Walk, event: Event, step: Step) -> bool:
    deed, program = event.deed, walk.is_bot(event.actor)
    here = getattr(deed, "step", step.no) == step.no
    merged = all(change in walk.merged for change in walk.sop.merge_before(step))
    # That a site was published or a case archived is told by who did it: the program.
    machine = step.act is Act.ARCHIVE or step.action is not None
    if machine and not isinstance(deed, facts.Requested):
        return here and merged and program
    return here and merged and (program or walk.holds(event, step))


def _makes_text(walk: Walk, step: Step) -> bool:
    """Say whether the step is done only when the text that others review is handed in."""
    reviewed = any(one.act is Act.REVIEW for one in walk.rows[step.change])
    return reviewed and step is walk.opener(step.change)
