"""The rules for a single review, apart from its place in the sequence."""

from paraf.core.case import Event, Reviewed
from paraf.core.sop import Act, Step
from paraf.core.walk import Walk
from paraf.core.words import T, Text


def steps_of(walk: Walk, event: Event, change: str) -> list[Step]:
    """Return the review steps of `change` whose post the reviewer held at that time, in order."""
    reviews = [step for step in walk.sop.of(change) if step.act is Act.REVIEW]
    return [step for step in reviews if walk.holds(event, step)]


def barred(walk: Walk, change: str) -> frozenset[str]:
    """Return the ids of the persons who wrote or pushed to `change`: they may not review it."""
    facts = walk.case.changes.get(change)
    accounts = walk.movers.get(change, set()) | (facts.contributors if facts else frozenset())
    author = {walk.authors[change]} if change in walk.authors else set()
    people = [walk.person(account) for account in accounts]
    return frozenset(author | {person.id for person in people if person})


def objection(walk: Walk, event: Event, deed: Reviewed) -> Text | None:
    """Say why the review cannot count whatever the step; None if it may."""
    if walk.is_bot(event.actor):
        return T("A program is never an official.")
    person = walk.person(event.actor)
    if person is None:
        return T("{who} is not in the roster of this office.", who=event.actor.id)
    if deed.head is None or deed.head != walk.heads.get(deed.change):
        return T("It was given on another commit than the one under review.")
    if person.id in barred(walk, deed.change):
        return T("{who} wrote or pushed to this change.", who=person.name)
    if deed.change in walk.closed:
        return T("The change was closed.")
    if not steps_of(walk, event, deed.change):
        return T("{who} held no post that reviews this at that time.", who=person.name)
    return None
