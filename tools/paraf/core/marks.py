"""The rules for a single review, apart from its place in the sequence."""

from paraf.core.case import Event, Reviewed
from paraf.core.sop import Act, Step
from paraf.core.walk import Walk
from paraf.core.words import T, Text


def steps_of(walk: Walk, event: Event, change: str) -> list[Step]:
    """Return the review steps of `change` whose post the reviewer held at that time, in order."""
    held = walk.posts_of(event)
    reviews = [step for step in walk.rows[change] if step.act is Act.REVIEW]
    return [step for step in reviews if walk.posts[step.actor] in held]


def barred(walk: Walk, change: str) -> frozenset[str]:
    """Return the ids of the persons who wrote or pushed to `change`: they may not review it."""
    author = {walk.authors[change]} if change in walk.authors else set()
    return frozenset(author | walk.movers.get(change, set()))


def objection(walk: Walk, event: Event, deed: Reviewed, mine: list[Step]) -> Text | None:
    """Say why the review cannot count whatever the step; None if it may.

    `mine` are the steps that the reviewer could fill by post.
    """
    person = walk.person(event.actor)
    if person is None and walk.is_bot(event.actor):
        return T("A program is never an official.")
    if person is None:
        return T("{who} is not in the roster of this office.", who=event.actor.id)
    if deed.head is None or deed.head != walk.heads.get(deed.change):
        return T("It was given on another commit than the one under review.")
    if person.id in barred(walk, deed.change):
        return T("{who} wrote or pushed to this change.", who=person.name)
    if deed.change in walk.closed:
        return T("The change was closed.")
    if not mine:
        return T("{who} held no post that reviews this at that time.", who=person.name)
    return None
