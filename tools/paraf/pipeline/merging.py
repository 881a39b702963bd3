"""Merges a change on a hosted forge: by its own pull request, at the head that was marked."""

from paraf.core.case import Merged
from paraf.core.observed import Pull
from paraf.core.verdict import ToMerge
from paraf.core.words import T
from paraf.forge.hosted import HostedForge
from paraf.pipeline.desk import Desk, Judged, Overtaken
from paraf.pipeline.observe import attend
from paraf.pipeline.rulebook import Rulebook
from paraf.ports import ForgeFault


def pull_to_merge(desk: Desk, now: Judged, due: ToMerge) -> Pull | None:
    """Return the pull request by which a change is merged; None where git alone is the forge."""
    forge = desk.forge
    if not isinstance(forge, HostedForge):
        return None
    pull = forge.pull_of(now.case.id, due.change)
    if pull is None:
        raise ForgeFault(
            T("Case {case} has no pull request to merge.", case=now.case.id),
            T("The next run opens it; a token of the program's is needed for that."),
        )
    return pull


def put_aside(desk: Desk, now: Judged) -> bool:
    """Say whether a case rests because its people closed the pull request, or made it a draft.

    That is theirs to do and no fault: the case goes on when they open it again.
    """
    forge = desk.forge
    if not isinstance(forge, HostedForge):
        return False
    merged = {one.deed.change for one in now.case.events if isinstance(one.deed, Merged)}
    names = [name for name in now.case.changes if name not in merged]
    pulls = [forge.pull_of(now.case.id, name) for name in names]
    return any(one is not None and (one.closed or one.draft) and not one.merge for one in pulls)


def merge_there(
    desk: Desk, book: Rulebook, now: Judged, due: ToMerge, pull: Pull, title: str
) -> None:
    """Merge on the forge and tell of it; Overtaken if anything happened there meanwhile."""
    forge = desk.forge
    assert isinstance(forge, HostedForge)
    known = len(now.case.events)
    fresh = forge.look(pull.number)
    attend(desk, book, now.case.id)
    if fresh.head != due.head or len(forge.told(now.case.id)) > known:
        raise Overtaken(T("Somebody else acted on this case in the meantime."))
    forge.merge(fresh, title, desk.say(T("Marked in full at {head}.", head=due.head)))
    attend(desk, book, now.case.id)
