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
from paraf.core.work import proceed


def judge(sop: Sop, office: Office, case: Case, now: datetime) -> Verdict:
    """Say where `case` stands under `sop`, as of `now`.

    Pure and total: the same values give the same verdict, and every case of a valid SOP gets one.
    """
    walk = Walk(sop, office, case)
    place = walk.position
    for event in case.events:
        place = advance(walk, event, place)
    return conclude(walk, now)


def advance(walk: Walk, event: Event, place: Step | None) -> Step | None:
    """Take one more event in; `place` is where the case lay before. Return where it lies now."""
    return place if _says_nothing(event) else _see(walk, event, place)


def conclude(walk: Walk, now: datetime) -> Verdict:
    """Say where the case stands after all that `walk` has seen."""
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
    if isinstance(deed, facts.Reminded):
        return True
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
    begun = walk.begun or since
    walk.visits.append(Visit(before, since, until, forward, walk.who(event.actor), begun))
    walk.since = until
    if not forward or after is None or not after.row or after.row != before.row:
        # A row of one act is begun anew whenever the case comes to it.
        walk.begun = until


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
        case facts.Restored():
            walk.drop(event, T("What was withdrawn does not count again; a new review is needed."))
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
        case _:
            proceed(walk, event)


def _opened(walk: Walk, event: Event, deed: facts.Opened) -> None:
    if walk.last is not None:
        walk.drop(event, T("Only the first event of a ledger opens the case."))
        return
    walk.since = walk.begun = deed.started
    if deed.sop != walk.sop.id:
        walk.incidents.append(T("The case was opened under the SOP {sop}.", sop=deed.sop))


def _moved(walk: Walk, event: Event, deed: facts.Moved) -> None:
    opener, texts = walk.opener(deed.change), walk.texts_of(deed.change)
    why = T("The text changed after this mark was given.")
    problem = _not_handed_in(walk, event, deed)
    at = walk.position
    walk.push(deed.change, (event.actor, *deed.contributors))
    walk.void(deed.change, opener.no + 1, why, marks=True)
    if problem is not None:
        walk.drop(event, problem)
        if walk.heads.get(deed.change, deed.head) != deed.head:
            # The text is another one all the same: it waits for somebody who may hand it in.
            for step in texts:
                walk.filled.pop(step.no, None)
            walk.heads[deed.change] = deed.head
        return
    author = walk.authors.setdefault(deed.change, walk.doer(event, opener))
    walk.returns.pop(deed.change, None)
    walk.heads[deed.change] = deed.head
    walk.texts += 1
    if at is not None and at in texts[1:] and walk.holds(event, at):
        walk.fill(at, event, walk.who(event.actor))
    else:
        walk.fill(opener, event, author)


def _not_handed_in(walk: Walk, event: Event, deed: facts.Moved) -> Text | None:
    """Say why this does not count as handing the text in; None if it does."""
    opener, step = walk.opener(deed.change), walk.position
    performed = opener.by_hand or opener.no in walk.done
    before = any(one != deed.change for one in walk.unmerged(step))
    if (step is not None and step.no < opener.no) or not performed or before:
        return T("It is not yet time for the {change}.", change=called(deed.change))
    if step is not None and step.by_hand and walk.missing(step):
        return walk.early(step)
    if opener.no not in walk.filled and step is not opener:
        return T("The case does not go by step {no}.", no=opener.label)
    program = walk.is_bot(event.actor)
    if deed.change in walk.authors:
        entitled = program or walk.person(event.actor) is not None
    else:
        entitled = (program and not opener.by_hand) or walk.holds(event, opener)
    if not entitled:
        return T("Who handed it in did not hold the post of step {no}.", no=opener.label)
    sent = step is not None and step.no in walk.sent and step in walk.texts_of(deed.change)
    returned = walk.returns.get(deed.change, {}).values()
    if (sent and deed.head == walk.heads.get(deed.change)) or any(
        one.head == deed.head for one in returned
    ):
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
    why = T("The case was returned by step {no}.", no=step.label)
    walk.void(deed.change, max(target, opener.no + 1), why)
    if target == opener.no:
        answers = walk.returns.setdefault(deed.change, {})
        answers[step.no] = Objected(event, walk.heads[deed.change], deed.note)
    else:
        who = walk.who(event.actor)
        note = T("{who}, step {no}: {note}", who=who, no=step.label, note=deed.note)
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
    other = next((one.step.label for one in _marks(walk, person, deed.change)), "")
    if open_:
        walk.drop(event, T("The case was returned and has not been corrected."))
    elif other:
        walk.drop(event, T("This official already marked step {no}.", no=other))
    elif at is None or at not in mine:
        no = (at or mine[0]).label
        walk.drop(event, T("It came out of turn: the case lies at step {no}.", no=no))
    elif (early := walk.early(at)) is not None:
        walk.drop(event, early)
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
            walk.drop(
                event,
                T("Only the post of step {no} takes its return back.", no=walk.sop.step(no).label),
            )
