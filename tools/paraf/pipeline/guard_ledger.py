"""What may be written into a ledger: new events at its end, each signed by who it names."""

from datetime import timedelta

from paraf.core import case as facts
from paraf.core.case import Case, Event, Reviewed
from paraf.core.words import T, Text
from paraf.forge.authorship import authorship
from paraf.forge.local import EMPTY_TREE, MAIN, branch
from paraf.pipeline.guard_push import NONE, Push, Refusal, Update
from paraf.pipeline.limits import outside
from paraf.pipeline.listing import change_digest, dossier
from paraf.pipeline.rulebook import at, load_sop

SKEW = timedelta(minutes=5)
"""How far an event's time may lie from the server's: clocks differ, and pushes take a moment."""

BY_BOT = (facts.Merged, facts.Performed, facts.Failed, facts.Archived)
BY_PERSON = (facts.Opened, facts.Reviewed, facts.Withdrawn, facts.Assigned, facts.Requested)


def check_ledger(push: Push, update: Update, case_id: str) -> None:
    """Refuse anything but honest new events at the end of the ledger of `case_id`."""
    if update.new == NONE:
        raise Refusal(T("A ledger is never deleted."))
    if update.old != NONE and not push.git.is_ancestor(update.old, update.new):
        raise Refusal(T("A ledger is only ever added to; this push would rewrite it."))
    case = push.case(case_id)
    assert case is not None
    known = 0 if update.old == NONE else len(push.forge.chain(update.old))
    fresh = case.events[known:]
    spans = update.new if update.old == NONE else f"{update.old}..{update.new}"
    _check_commits(push, spans, len(fresh))
    signers = tuple(reversed(push.forge.signers(spans, push.book.office)))
    for i, event in enumerate(fresh):
        if signers[i] != event.actor.id:
            raise Refusal(T("Event {no} is not signed by the key that it names.", no=event.seq))
        _check_time(push, case, event)
        why = _check_deed(push, case, event)
        if why is not None:
            raise Refusal(why)


def _check_commits(push: Push, spans: str, count: int) -> None:
    out = push.git.text("log", "--format=%T %P", spans, "--").splitlines()
    plain = all(line.startswith(EMPTY_TREE) and len(line.split()) <= 2 for line in out)
    if len(out) != count or not plain:
        raise Refusal(T("A ledger holds one event a commit, in one row, and no files."))


def _check_time(push: Push, case: Case, event: Event) -> None:
    earlier = [one.at for one in case.events if one.seq < event.seq]
    if abs(push.now - event.at) > SKEW or (earlier and event.at < earlier[-1]):
        raise Refusal(
            T("The time of event {no} is not now; look at your computer's clock.", no=event.seq)
        )


def _check_deed(push: Push, case: Case, event: Event) -> Text | None:
    office, deed = push.book.office, event.deed
    person, bot = office.person(event.actor), office.is_bot(event.actor)
    if person is None and not bot:
        return T("{who} is not in the roster of this office.", who=event.actor.id)
    if isinstance(deed, facts.Opened) is not (event.seq == 1):
        return T("A ledger begins with the opening of its case, and only there.")
    if isinstance(deed, BY_BOT) and not bot:
        return T("Only the program may record that: event {no}.", no=event.seq)
    if isinstance(deed, BY_PERSON) and person is None:
        return T("Only an official may record that: event {no}.", no=event.seq)
    return _check_kind(push, case, event)


def _check_kind(push: Push, case: Case, event: Event) -> Text | None:
    match deed := event.deed:
        case facts.Opened(sop):
            load_sop(at(push.git, push.base), sop, push.book.office)
            return None
        case facts.Moved():
            return _check_moved(push, case, deed)
        case facts.Withdrawn(_, review):
            own = any(
                one.seq == review and isinstance(one.deed, Reviewed) and one.actor == event.actor
                for one in case.events
            )
            return None if own else T("Only one's own review can be withdrawn.")
        case facts.Merged(_, _, commit) | facts.Archived(commit):
            same = push.target(MAIN) == commit
            return None if same else T("The event and the branch {name} differ.", name=MAIN)
        case facts.Retargeted() | facts.Closed():
            return T("This forge knows no such event.")
        case _:
            return None


def _check_moved(push: Push, case: Case, deed: facts.Moved) -> Text | None:
    name = branch(deed.change, case.id)
    if push.target(name) != deed.head:
        return T("The event and the branch {name} differ.", name=name)
    git, office = push.git, push.book.office
    folder = dossier(case, office)
    wrong = outside(git, push.base, deed.head, deed.change, case.id, folder)
    if wrong is not None:
        return wrong
    found = authorship(git, push.base, deed.head, office)
    if found.strangers:
        who = ", ".join(found.strangers)
        return T("{who} wrote a commit and is in no roster.", who=who)
    if set(found.contributors) != set(deed.contributors):
        return T("The event does not name everybody who wrote the change.")
    if change_digest(git, push.base, deed.head, deed.change, folder) != deed.digest:
        return T("The event's digest is not that of the change's files.")
    return None
