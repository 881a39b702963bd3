"""What a hosted forge shows of a change that its ledger does not tell yet.

Pure, so that every forge's history is read by one set of rules. The ledger outlives what it tells
of: a review that is gone, dismissed or altered is told as withdrawn; one that comes back is told
as restored, which revives nothing. What is new comes in the forge's own order; what the timeline
does not show comes last, because nobody can tell what it came before, and an approval not at all.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from paraf.core import observed
from paraf.core.case import (
    Assigned,
    Closed,
    Deed,
    Line,
    Moved,
    Opinion,
    Proof,
    Restored,
    Retargeted,
    Reviewed,
    Withdrawn,
)
from paraf.core.observed import Entry, Pull, Pushed, Review
from paraf.core.office import Account
from paraf.core.told import Told, told_of

LAST = 1 << 62
"""The place of what the timeline does not show."""


@dataclass(frozen=True, slots=True)
class News:
    """Something to be told: by whom it was done, when, and what of the forge's answer says so.

    A `Moved` names its head alone, and as contributors who pushed it; the rest is in git.
    """

    deed: Deed
    actor: Account
    at: datetime
    proof: Proof


def news(
    change: str, pull: Pull, lines: Sequence[Line], earlier: Callable[[str], int | None]
) -> tuple[News, ...]:
    """Return what `pull` shows of `change` that `lines` do not tell, in order.

    `earlier` gives the number of the step that people call by a label. Told often enough, nothing
    is news any more: a review that is new and was dismissed is told first, its dismissal and what
    came after that the next time. Comments and reviews that say nothing are never news.
    """
    told = told_of(change, lines)
    found = [*_texts(change, pull, told)]
    if told.heads or found:
        after = found[0][0] if not told.heads else -1
        found += [*_reviews(change, pull, told, earlier), *_entries(change, pull, told, after)]
        found += _dismissals(change, pull, told)
    halt = _halt(pull, found)
    found = sorted((one for one in found if one[0] < halt), key=lambda one: one[:2])
    last = _last(change, pull, told, found) if halt > LAST else ()
    return (*(one for *_, one in found), *last)


def _halt(pull: Pull, found: Sequence[tuple[int, int, News]]) -> int:
    """Return the place of the first dismissal of a review that is news itself; else past all.

    A dismissal names the event of its review, and a mark given after it is no second one.
    """
    new = {one.proof.id: order for order, _, one in found if isinstance(one.deed, Reviewed)}
    places = (one.order for one in pull.entries if isinstance(one.what, observed.Dismissed)
              and new.get(f"{one.what.review}", LAST) < one.order)  # fmt: skip
    return min(places, default=LAST + 1)


Found = Iterator[tuple[int, int, News]]
"""News with its place in the timeline; of two at one place a text comes first."""


def _texts(change: str, pull: Pull, told: Told) -> Found:
    """Yield how the head came to be what it is; nothing while the author calls it a draft."""
    if pull.draft and not told.heads:
        return
    pushes = [one for one in pull.entries if isinstance(one.what, Pushed)]
    if not told.heads:
        yield _handed_in(change, pull, pushes)
        return
    fresh = _untold(told, pushes, pull.entries)
    head = told.heads[-1][0]
    for one in fresh:
        head = getattr(one.what, "head", None) or (pull.head if one is fresh[-1] else "")
        yield one.order, 0, _moved(change, head or f"unknown-{one.id}", one)
    if head != pull.head:
        yield _unexplained(change, pull, fresh)


def _handed_in(change: str, pull: Pull, pushes: Sequence[Entry]) -> tuple[int, int, News]:
    """Tell the first text: at the last change of text or aim before which nothing can count."""
    turns = (Pushed, observed.Aimed, observed.Readied, observed.Shut)
    last = max((one for one in pull.entries if isinstance(one.what, turns)),
               key=lambda one: one.order, default=None)  # fmt: skip
    pushers = tuple(dict.fromkeys(one.actor for one in pushes))
    deed = Moved(change, pull.head, contributors=pushers)
    if last is None:
        return -1, 0, News(deed, pull.author, pull.opened, Proof("pull", f"{pull.number}", ""))
    proof = Proof("entry", last.id, last.digest)
    return last.order, 0, News(deed, pull.author, last.at, proof)


def _untold(told: Told, pushes: Sequence[Entry], entries: Sequence[Entry]) -> list[Entry]:
    """Return the pushes after the first telling that no line tells of.

    A head may have been told before the timeline showed its push, or by the program that pushed it.
    Such a push is known by its place among those that were told; after the first one that is new
    every push is new, were it back to a head of old.
    """
    began = _began(told, entries)
    ids = [proof.id if proof and proof.kind == "entry" else None for _, proof in told.heads]
    fresh, place = list[Entry](), 0
    for one in pushes:
        if one.order <= began:
            continue
        if one.id in ids:
            place = ids.index(one.id) + 1
            continue
        head = getattr(one.what, "head", None)
        same = (i for i in range(place, len(ids)) if ids[i] is None and told.heads[i][0] == head)
        known = None if fresh else next(same, None)
        if known is None:
            fresh.append(one)
        else:
            place = known + 1
    return fresh


def _moved(change: str, head: str, entry: Entry) -> News:
    deed = Moved(change, head, contributors=(entry.actor,))
    return News(deed, entry.actor, entry.at, Proof("entry", entry.id, entry.digest))


def _unexplained(change: str, pull: Pull, fresh: Sequence[Entry]) -> tuple[int, int, News]:
    """Tell a head that no entry names: before the first review of it, for that came after."""
    after = max((one.order for one in fresh), default=-1)
    seen = [one for one in pull.reviews if one.head == pull.head and one.order is not None]
    later = [one for one in seen if one.order is not None and one.order > after]
    place = min((one.order or 0 for one in later), default=LAST)
    at = min((one.at for one in later), default=max(
        (one.at for one in pull.entries), default=pull.opened))  # fmt: skip
    deed = Moved(change, pull.head, contributors=(pull.author,))
    return place, 0, News(deed, pull.author, at, Proof("head", pull.head, ""))


def _reviews(change: str, pull: Pull, told: Told, earlier: Callable[[str], int | None]) -> Found:
    """Yield the reviews that are new; one that was dismissed already is news a second time."""
    for one in pull.reviews:
        if f"{one.id}" in told.reviews or not _placed(one):
            continue
        to = step_named(one.body, earlier) if one.opinion is Opinion.RETURN else None
        deed = Reviewed(change, one.opinion, one.head, one.body, to)
        order = LAST if one.order is None else one.order
        yield order, 1, News(deed, one.actor, one.at, Proof("review", f"{one.id}", one.digest))


def _placed(review: Review) -> bool:
    """Say whether a review may be told: an approval only where the timeline shows its place.

    Whoever may write on pull requests can delete the row of somebody else's review on Gitea: an
    old approval would come after everything. A return without a place stops the case all the same.
    """
    if review.opinion is Opinion.APPROVE:
        return review.order is not None
    return review.opinion is Opinion.RETURN


def step_named(body: str, earlier: Callable[[str], int | None]) -> int | None:
    """Return the step that the last line of a return names by `Kembali-ke: LABEL`, or None."""
    lines = body.strip().splitlines()
    key, colon, label = lines[-1].partition(":") if lines else ("", "", "")
    named = colon and key.strip().lower() == "kembali-ke"
    return earlier(label.strip()) if named else None


def _entries(change: str, pull: Pull, told: Told, after: int) -> Found:
    for one in pull.entries:
        if one.order <= after or ("entry", one.id) in told.proofs:
            continue
        deed = _deed(change, one)
        if deed is not None and not _folded(told, pull, one):
            proof = Proof("entry", one.id, one.digest)
            yield one.order, 1, News(deed, one.actor, one.at, proof)


def _dismissals(change: str, pull: Pull, told: Told) -> Found:
    """Yield in their places the dismissals of reviews that count, also those taken back since."""
    for one in pull.entries:
        if not isinstance(one.what, observed.Dismissed) or ("entry", one.id) in told.proofs:
            continue
        event = told.reviews.get(f"{one.what.review}", (None, ""))[0]
        if event is not None and told.good[event.seq]:
            proof = Proof("entry", one.id, one.digest)
            yield one.order, 1, News(Withdrawn(change, event.seq), one.actor, one.at, proof)


def _deed(change: str, entry: Entry) -> Deed | None:
    match entry.what:
        case observed.Aimed(base):
            return Retargeted(change, base)
        case observed.Shut(closed):
            return Closed(change, closed)
        case observed.Gave(to):
            return Assigned(to)
        case _:
            return None


def _folded(told: Told, pull: Pull, entry: Entry) -> bool:
    """Say whether it came before the text was first told of: it concerned no text then."""
    return entry.order <= _began(told, pull.entries)


def _began(told: Told, entries: Sequence[Entry]) -> int:
    """Return the place of the entry that the first text rests on; -1 if it rests on none.

    Entries and pull requests are numbered apart: the same number may stand for one of each.
    """
    first = told.heads[0][1] if told.heads else None
    if first is None or first.kind != "entry":
        return -1
    return next((one.order for one in entries if one.id == first.id), -1)


def _last(
    change: str, pull: Pull, told: Told, found: Sequence[tuple[int, int, News]]
) -> Iterator[News]:
    """Yield what can only be told after everything else: reviews that fell, aims without entry."""
    fallen = {one.deed.review for *_, one in found if isinstance(one.deed, Withdrawn)}
    yield from (one for one in _fallen(change, pull, told)
                if getattr(one.deed, "review", 0) not in fallen)  # fmt: skip
    if not told.heads and not found:
        return
    base, closed = told.base, told.closed
    for *_, one in found:
        base = one.deed.base if isinstance(one.deed, Retargeted) else base
        closed = one.deed.closed if isinstance(one.deed, Closed) else closed
    at = max((one.at for one in pull.entries), default=pull.opened)
    if pull.base != base:
        proof = Proof("base", pull.base, "")
        yield News(Retargeted(change, pull.base), pull.author, at, proof)
    if pull.closed != closed and pull.merge is None:
        proof = Proof("closed", f"{pull.closed}".lower(), "")
        yield News(Closed(change, pull.closed), pull.author, at, proof)


def _fallen(change: str, pull: Pull, told: Told) -> Iterator[News]:
    """Yield the reviews told of that are not what they were, or are so again."""
    shown = {f"{one.id}": one for one in pull.reviews}
    rows = {one.what.review: one for one in pull.entries
            if isinstance(one.what, observed.Dismissed)}  # fmt: skip
    for number, (event, seen) in told.reviews.items():
        now, row = shown.get(number), rows.get(int(number))
        stands = now is not None and now.digest == seen and not _fell(pull, now, row)
        if stands == told.good[event.seq]:
            continue
        proof = Proof("review", number, now.digest if now else "")
        if stands:
            yield News(Restored(change, event.seq), NOBODY, event.at, proof)
        else:
            actor, at = (row.actor, row.at) if row else (NOBODY, event.at)
            deed = Withdrawn(change, event.seq, deleted=now is None)
            yield News(deed, actor, at, proof)


def _fell(pull: Pull, review: Review, row: Entry | None) -> bool:
    """Say whether a review was dismissed by somebody.

    Gitea marks a person's review as dismissed, too, when they give another; it keeps no row of
    that, and the gate knows what a second review is worth.
    """
    if not review.dismissed:
        return False
    marks = (one for one in pull.reviews if one.opinion in (Opinion.APPROVE, Opinion.RETURN))
    again = any(one.actor == review.actor and one.id > review.id for one in marks)
    return row is not None or not again


NOBODY = Account("", "")
"""Whom the forge does not name; whoever writes the ledger stands for them."""
