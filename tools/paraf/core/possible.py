"""What can happen next to a case of an SOP, in an office with one person for each post.

The moves are those that an office makes by its procedure: a text is handed in by a post that the
procedure lets write it, and is new each time; whoever reviews a change approves or returns it at
any time, in turn or not, and may take that back; answers, orders and the program's work come when
the case lies at their step; the program merges what the gate lets it merge, and archives. Left out
is what nobody would do by the procedure: closing a change, aiming it elsewhere, pushing a
stranger's commit, merging around the gate.
"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from paraf.core import case as facts
from paraf.core.case import Case, Change, Deed, Event, Opinion
from paraf.core.gate import advance, conclude
from paraf.core.hours import Hours
from paraf.core.marks import barred
from paraf.core.office import Account, Holding, Office, Person, Post, Tenure
from paraf.core.phrases import called
from paraf.core.sop import Act, Sop, Step
from paraf.core.verdict import Stand, ToArchive, ToMerge
from paraf.core.walk import Walk
from paraf.core.words import T, Text

BEGUN = datetime(2026, 1, 5, tzinfo=UTC)
LATER = datetime(2026, 1, 6, tzinfo=UTC)
"""When the case is looked at: after every event."""
ALWAYS = Hours(ZoneInfo("UTC"), dict.fromkeys(range(7), ((time(0), time(23, 59)),)))
PROGRAM = Account("possible", "")


@dataclass(frozen=True, slots=True)
class Move:
    """Something that may happen: who does what, and how to tell it."""

    actor: Account
    deed: Deed
    told: Text


def abstract_office(sop: Sop) -> Office:
    """Return an office in which one person holds each post of the SOP, for good."""
    posts = dict.fromkeys(one.post for one in sop.actors)
    return Office(
        name="",
        posts=tuple(Post(one, one) for one in posts),
        persons=tuple(Person(one, one, accounts=(_account(one),)) for one in posts),
        tenures=tuple(Tenure(one, one, Holding.DEFINITIVE, BEGUN, None, "") for one in posts),
        hours=ALWAYS,
        bots=(Person("", "", accounts=(PROGRAM,)),),
    )


def _account(post: str) -> Account:
    return Account("possible", post)


OPENING = T("The case is opened.")


def begin(sop: Sop) -> Walk:
    """Return a case that was just opened."""
    walk = Walk(sop, abstract_office(sop), Case("", {}, ()))
    return _after(walk, Move(PROGRAM, facts.Opened(sop.id, "", BEGUN), OPENING))


def follow(walk: Walk, move: Move) -> Walk:
    """Return the case after one move more; `walk` stays as it is."""
    return _after(_fork(walk), move)


def stands(walk: Walk) -> Stand:
    """Return where the case stands, its branches lying where they were left."""
    changes = {name: Change(name, head) for name, head in walk.heads.items()}
    walk.case = replace(walk.case, changes=changes)
    return conclude(walk, LATER).stand


def _fork(walk: Walk) -> Walk:
    """Return a walk that goes on by itself; what was looked up once is shared."""
    fork = copy.copy(walk)
    fork.filled, fork.heads = dict(walk.filled), dict(walk.heads)
    fork.authors, fork.merged = dict(walk.authors), dict(walk.merged)
    fork.done, fork.sent = dict(walk.done), dict(walk.sent)
    fork.decisions, fork.assignees = dict(walk.decisions), dict(walk.assignees)
    fork.movers = {change: set(who) for change, who in walk.movers.items()}
    fork.returns = {change: dict(those) for change, those in walk.returns.items()}
    fork.incidents, fork.reviews = list(walk.incidents), dict(walk.reviews)
    # Nothing that follows asks for these.
    fork.discarded, fork.visits = [], []
    return fork


def _after(walk: Walk, move: Move) -> Walk:
    advance(walk, event_of(walk, move), walk.position)
    return walk


def event_of(walk: Walk, move: Move) -> Event:
    """Return a move as the next event of the case."""
    seq = walk.last.seq + 1 if walk.last else 1
    return Event(seq, BEGUN + timedelta(seconds=seq), move.actor, move.deed)


def state(walk: Walk) -> tuple[object, ...]:
    """Return what of a walk has a bearing on what may follow; equal for cases that are alike."""
    texts = tuple(_text(walk, change) for change in walk.sop.changes)
    answers = tuple(sorted((no, key) for no, key in walk.decisions.items() if no in walk.filled))
    done = frozenset((no, _returned_since(walk, no)) for no in walk.done)
    return (
        texts, frozenset(walk.filled), frozenset(walk.sent), done, answers,
        walk.archived is not None, bool(walk.incidents),
    )  # fmt: skip


def _text(walk: Walk, change: str) -> tuple[object, ...]:
    reviewers = {walk.posts[one.actor] for one in walk.rows[change] if one.act is Act.REVIEW}
    return (
        change in walk.heads,
        change in walk.merged,
        change in walk.authors,
        frozenset(walk.returns.get(change, ())),
        barred(walk, change) & reviewers,
    )


def _returned_since(walk: Walk, no: int) -> bool:
    open_ = walk.returns.get(walk.sop.step(no).change, {}).values()
    return any(one.event.seq > walk.done[no].seq for one in open_)


def moves(walk: Walk, stand: Stand) -> Iterator[Move]:
    """Yield everything that may happen next."""
    for change in walk.sop.changes:
        if change not in walk.merged:
            yield from _texts(walk, change)
            yield from _opinions(walk, change)
            yield from _second_thoughts(walk, change)
    place = walk.position
    if place is not None:
        yield from _work(walk, place)
    match stand:
        case ToMerge(_, change, head):
            what = T("Paraf merges the {change}.", change=called(change))
            yield Move(PROGRAM, facts.Merged(change, head, head), what)
        case ToArchive():
            yield Move(PROGRAM, facts.Archived("archive"), T("Paraf archives the case."))
        case _:
            pass


def _texts(walk: Walk, change: str) -> Iterator[Move]:
    head = f"{change} {walk.last.seq if walk.last else 0}"
    deed = facts.Moved(change, head)
    for actor in dict.fromkeys(one.actor for one in walk.texts_of(change)):
        what = T("{who} hands in the {change}.", who=_named(walk, actor), change=called(change))
        yield Move(_holder(walk, actor), deed, what)
    if not walk.opener(change).by_hand:
        yield Move(PROGRAM, deed, T("Paraf hands in the {change}.", change=called(change)))


def _opinions(walk: Walk, change: str) -> Iterator[Move]:
    head = walk.heads.get(change)
    for step in walk.rows[change] if head else ():
        if step.act is not Act.REVIEW:
            continue
        who, actor, name = _named(walk, step.actor), _holder(walk, step.actor), called(change)
        what = T("{who} approves the {change}.", who=who, change=name)
        yield Move(actor, facts.Reviewed(change, Opinion.APPROVE, head), what)
        for one in walk.rows[change]:
            if one.no < step.no:
                deed = facts.Reviewed(change, Opinion.RETURN, head, "", one.no)
                what = T("{who} returns the {change} to step {no}.",
                         who=who, change=name, no=one.label)  # fmt: skip
                yield Move(actor, deed, what)


def _second_thoughts(walk: Walk, change: str) -> Iterator[Move]:
    said = [(one.step, one.event) for one in walk.filled.values()
            if one.step.act is Act.REVIEW and one.step.change == change]  # fmt: skip
    said += [(walk.sop.step(no), one.event) for no, one in walk.returns.get(change, {}).items()]
    for step, event in said:
        who = _named(walk, step.actor)
        what = T("{who} takes back what was said of the {change}.", who=who, change=called(change))
        yield Move(event.actor, facts.Withdrawn(change, event.seq), what)


def _work(walk: Walk, place: Step) -> Iterator[Move]:
    who, actor = _named(walk, place.actor), _holder(walk, place.actor)
    if place.act is Act.DISPOSITION and place.to is not None:
        to = _named(walk, place.to)
        what = T("{who} assigns the work to {to}.", who=who, to=to)
        yield Move(actor, facts.Assigned(_holder(walk, place.to)), what)
    for answer in place.answers:
        what = T("{who} answers: {says}.", who=who, says=answer.says)
        yield Move(actor, facts.Decided(place.no, answer.key), what)
    if place.act is Act.PERFORM and not place.by_hand:
        no = place.label
        done, failed = facts.Performed(place.no, {}), facts.Failed(place.no, ("",))
        yield Move(PROGRAM, done, T("Paraf performs step {no}.", no=no))
        yield Move(PROGRAM, failed, T("Paraf fails at step {no}.", no=no))
        again = T("{who} asks for step {no} again.", who=who, no=no)
        yield Move(actor, facts.Requested(place.no), again)


def _holder(walk: Walk, actor: str) -> Account:
    return _account(walk.posts[actor])


def _named(walk: Walk, actor: str) -> str:
    return next(one.printed for one in walk.sop.actors if one.key == actor)
