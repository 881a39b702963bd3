"""What programs of a forge go by: commit status, requested reviews, labels."""

from paraf.core.office import Account
from paraf.core.sop import Act
from paraf.core.verdict import Blocked, ToMerge, Waiting
from paraf.pipeline import notice_labels as labels
from paraf.pipeline.notice_view import Phase, View


def state(view: View) -> str:
    """Return the state of the commit status; success is what lets the forge merge."""
    stand = view.now.verdict.stand
    if view.trouble:
        return "error"
    if view.merged:
        return "success"
    if isinstance(stand, ToMerge):
        ready = stand.change == view.change and stand.head == view.head
        return "success" if ready and not view.later else "pending"
    return "failure" if view.phase in (Phase.RETURNED, Phase.UNFIT) else "pending"


def due_now(view: View) -> tuple[Account, ...]:
    """Return the accounts of those whose review of the change is due now, each once."""
    stand = view.now.verdict.stand
    turn = isinstance(stand, Waiting) and stand.step.act is Act.REVIEW
    if not isinstance(stand, Waiting) or not turn or stand.step.change != view.change:
        return ()
    if view.phase is not Phase.REVIEWED or view.trouble:
        return ()
    people = [view.now.office.named(one) for one in stand.holders]
    found = [one for each in people for one in each.accounts if one.forge == view.setting.forge]
    return tuple(dict.fromkeys(found))


def labels_of(view: View) -> frozenset[str]:
    """Return the labels that tell where the change stands."""
    found = {_label(view)}
    if isinstance(view.now.verdict.stand, Blocked) and not view.is_draft:
        # What would come next is no longer true; what is on the site still is.
        found &= {labels.PUBLISHED, labels.DONE}
    if view.here and view.overdue and not view.unfit:
        found.add(labels.OVERDUE)
    if view.trouble or (view.here and view.failed):
        found.add(labels.TROUBLE)
    return frozenset(found)


def _label(view: View) -> str:
    published = view.change == "manuscript"
    match view.phase:
        case Phase.MERGED if published:
            return labels.PUBLISHED if view.published else labels.TO_PUBLISH
        case Phase.MERGED:
            return labels.DONE
        case Phase.COMPLETE:
            return labels.TO_PUBLISH if published else labels.TO_ARCHIVE
        case Phase.RETURNED:
            return labels.RETURNED
        case Phase.REVIEWED:
            return labels.REVIEWED
        case _:
            return labels.PREPARING
