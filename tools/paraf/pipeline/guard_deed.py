"""What an event must have beside it in the push: the branch it moves, the commit it names."""

from datetime import timedelta

from paraf.core import case as facts
from paraf.core.case import Case, Event, Moved, Opinion, Reviewed
from paraf.core.sop import Sop
from paraf.core.words import T, Text
from paraf.forge.authorship import authorship
from paraf.forge.lines import MAIN, branch
from paraf.pipeline.guard_draft import misdrafted
from paraf.pipeline.guard_papers import misgiven
from paraf.pipeline.guard_push import Push
from paraf.pipeline.guard_reminder import unfounded
from paraf.pipeline.guard_report import altered
from paraf.pipeline.limits import outside, scope, too_heavy
from paraf.pipeline.listing import change_digest, dossier
from paraf.pipeline.rulebook import at, load_sop

TITLE = 300
BEGUN = timedelta(minutes=5)
"""How long before its entry in the register a case may have begun."""


def check_deed(push: Push, case: Case, event: Event) -> Text | None:
    """Say what is wrong with an event as such; None if nothing is."""
    match deed := event.deed:
        case facts.Opened():
            return _opened(push, event, deed)
        case Moved():
            return _moved(push, case, event, deed)
        case Reviewed(_, opinion):
            pending = opinion is Opinion.PENDING
            return T("A review is recorded when it is given.") if pending else None
        case facts.Withdrawn(_, review):
            own = any(
                one.seq == review and isinstance(one.deed, Reviewed) and one.actor == event.actor
                for one in case.events
            )
            return None if own else T("Only one's own review can be withdrawn.")
        case facts.Merged(_, _, commit) | facts.Archived(commit):
            same = push.target(MAIN) == commit
            return None if same else T("The event and the branch {name} differ.", name=MAIN)
        case facts.Reminded():
            return unfounded(push, case, event, deed)
        case facts.Retargeted() | facts.Closed() | facts.Restored():
            return T("This forge knows no such event.")
        case _:
            return None


def _opened(push: Push, event: Event, deed: facts.Opened) -> Text | None:
    office = push.book.office
    sop = load_sop(at(push.git, push.base), deed.sop, office)
    post = sop.post(sop.steps[0].actor)
    person = office.person(event.actor)
    if person is None or office.tenure(person.id, post, event.at) is None:
        who = person.name if person else event.actor.id
        title = office.title(post)
        return T("{who} does not hold the post {post}, which opens cases.", who=who, post=title)
    if not event.at - BEGUN <= deed.started <= event.at:
        return T("A case begins when it is opened.")
    if not deed.title.strip() or "\n" in deed.title or len(deed.title) > TITLE:
        return T("The title of a case is one line of at most {most} signs.", most=TITLE)
    return None


def _moved(push: Push, case: Case, event: Event, deed: Moved) -> Text | None:
    name = branch(deed.change, case.id)
    if push.target(name) != deed.head:
        return T("The event and the branch {name} differ.", name=name)
    sop = push.sop(case)
    if deed.change not in sop.changes:
        return T("The SOP knows no change named {change}.", change=deed.change)
    return _content(push, case, event, deed, sop) or _telling(push, case, deed)


def _content(push: Push, case: Case, event: Event, deed: Moved, sop: Sop) -> Text | None:
    """Say what the change holds that it may not."""
    of = scope(sop, deed.change, case, push.book.office)
    wrong = outside(push.git, push.base, deed.head, of)
    if wrong is None:
        wrong = too_heavy(push.git, push.base, deed.head, push.book.rules)
    if wrong is not None:
        return wrong
    if deed.change == "manuscript":
        return misdrafted(push, case, deed.head)
    if of.by_hand:
        return misgiven(push, case, event, deed)
    return altered(push, case, event, deed)


def _telling(push: Push, case: Case, deed: Moved) -> Text | None:
    """Say what the event tells wrong of its change."""
    found = authorship(push.git, push.base, deed.head, push.book.office)
    if found.strangers:
        who = ", ".join(found.strangers)
        return T("{who} wrote a commit and is in no roster.", who=who)
    if set(found.contributors) != set(deed.contributors):
        return T("The event does not name everybody who wrote the change.")
    folder = dossier(case, push.book.office)
    if change_digest(push.git, push.base, deed.head, deed.change, folder) != deed.digest:
        return T("The event's digest is not that of the change's files.")
    return None
