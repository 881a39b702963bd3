"""Where a change stands, in one sentence: what comes next, by whom and by when."""

from dataclasses import dataclass
from enum import Enum

from paraf.core.case import Failed, Merged, Performed, Requested
from paraf.core.evidence import Severity
from paraf.core.office import Account
from paraf.core.phrases import called, day, moment
from paraf.core.sop import Act, Mark, Step
from paraf.core.verdict import Blocked, Finished, ToArchive, ToMerge, ToOpen, ToPerform, Waiting
from paraf.core.words import T, Text
from paraf.pipeline import notice_labels as labels
from paraf.pipeline.desk import Judged
from paraf.pipeline.notice_setting import Setting

MARK = {
    Mark.PARAF: T("paraf"),
    Mark.SIGN: T("signature"),
    Mark.ACKNOWLEDGE: T("signature of acknowledgement"),
}
"""What an official gives, as it stands in a sentence."""


class Phase(Enum):
    """What a change is at."""

    PREPARED = "prepared"
    UNFIT = "unfit"
    """Handed in, but the checks found what has to be corrected first."""
    REVIEWED = "reviewed"
    RETURNED = "returned"
    COMPLETE = "complete"
    """Every mark is there: it waits for a disposition, or for the program."""
    MERGED = "merged"
    STUCK = "stuck"


@dataclass(frozen=True, slots=True)
class View:
    """A case as it is seen from one of its changes."""

    now: Judged
    change: str
    setting: Setting

    @property
    def head(self) -> str:
        """The commit that the change stands at; empty where its branch is gone."""
        change = self.now.case.changes.get(self.change)
        return (change.head if change else None) or ""

    @property
    def step(self) -> Step | None:
        """The step that the case lies at."""
        step = getattr(self.now.verdict.stand, "step", None)
        return step if isinstance(step, Step) else None

    @property
    def is_draft(self) -> bool:
        """Whether its author marked it as not yet ready."""
        change = self.now.case.changes.get(self.change)
        return change is not None and change.draft

    @property
    def merged(self) -> bool:
        """Whether the change was merged."""
        deeds = (one.deed for one in self.now.case.events)
        return any(isinstance(one, Merged) and one.change == self.change for one in deeds)

    @property
    def here(self) -> bool:
        """Whether what comes next is done on this change, or shown there for want of another."""
        step, opened = self.step, self.now.case.changes
        if step is None:
            return False
        if step.change in opened:
            return step.change == self.change
        return self.change == next((one for one in self.now.sop.changes[::-1] if one in opened), "")

    @property
    def unfit(self) -> int:
        """How many findings of the checks have to be put right first."""
        return sum(one.severity is Severity.BLOCK for one in self.setting.findings)

    @property
    def overdue(self) -> bool:
        """Whether somebody whom it waits for is late."""
        stand = self.now.verdict.stand
        return isinstance(stand, Waiting) and self.setting.at > stand.due

    @property
    def published(self) -> bool:
        """Whether the program's work on what was merged is done and was found right."""
        kinds = (Performed, Failed, Requested)
        last = [one.deed for one in self.now.case.events if isinstance(one.deed, kinds)]
        return bool(last) and isinstance(last[-1], Performed)

    @property
    def failed(self) -> bool:
        """Whether the program tried its step last, and put all back."""
        deeds = [one.deed for one in self.now.case.events]
        last = [one for one in deeds if isinstance(one, Performed | Failed | Requested)]
        return bool(last) and isinstance(last[-1], Failed)

    @property
    def later(self) -> bool:
        """Whether the day on which it may be published is still to come."""
        on, zone = self.setting.publish_on, self.now.office.hours.zone
        return on is not None and self.setting.at.astimezone(zone).date() < on

    @property
    def phase(self) -> Phase:
        """What the change is at."""
        stand = self.now.verdict.stand
        if self.merged:
            return Phase.MERGED
        if isinstance(stand, Blocked):
            return Phase.PREPARED if self.is_draft else Phase.STUCK
        if isinstance(stand, Waiting) and self.here:
            return self._waiting(stand)
        return Phase.COMPLETE if isinstance(stand, ToMerge | ToArchive) else Phase.PREPARED

    def _waiting(self, stand: Waiting) -> Phase:
        match stand.step.act:
            case Act.REVIEW | Act.BRANCH:
                return Phase.UNFIT if self.unfit else Phase.REVIEWED
            case Act.DISPOSITION:
                return Phase.COMPLETE
            case _:
                return Phase.RETURNED if stand.because else Phase.PREPARED


def headline(view: View) -> Text:
    """Say in a sentence what comes next, who does it, and by when."""
    stand = view.now.verdict.stand
    match stand:
        case Waiting() if view.phase is Phase.UNFIT:
            return T("the checks found {count} things to be corrected by {who} before it is read.",
                     count=view.unfit, who=_author(view))  # fmt: skip
        case Waiting():
            return _timely(view, stand)
        case Blocked() if view.is_draft:
            return T("the {change} is marked as a draft: nobody reads it yet.",
                     change=called(view.change))  # fmt: skip
        case Blocked(_, reasons):
            return T("it cannot go on: {why}", why=reasons[0] if reasons else T("no reason given"))
        case ToMerge(_, change):
            return _merging(view, called(change))
        case _:
            return _last(view, stand)


def _merging(view: View, change: Text) -> Text:
    on = view.setting.publish_on
    if on is not None and view.later:
        return T("every mark is there; Paraf publishes the {change} on {day}.",
                 change=change, day=day(on))  # fmt: skip
    return T("every mark is there; Paraf merges the {change}.", change=change)


def _last(view: View, stand: ToPerform | ToOpen | ToArchive | Finished) -> Text:
    match stand:
        case ToPerform() | ToOpen():
            return T("Paraf publishes what was merged and checks the website.")
        case ToArchive():
            return T("every step is done; Paraf archives the case.")
        case Finished(at):
            when = moment(at, view.now.office.hours.zone)
            return T("this case is finished; it was archived on {when}.", when=when)


def _timely(view: View, stand: Waiting) -> Text:
    due = moment(stand.due, view.now.office.hours.zone)
    waits = _waits(view, stand)
    if view.overdue:
        return T("overdue: {waits}; it was due by {due}.", waits=waits, due=due)
    return T("{waits}, by {due}.", waits=waits, due=due)


def _waits(view: View, stand: Waiting) -> Text:
    step, who = stand.step, holders(view.now, stand)
    no = step.label
    if not stand.holders:
        post = view.now.office.title(view.now.sop.post(step.actor))
        return T("step {no} waits for {post}, a post that nobody holds", no=no, post=post)
    match step.act:
        case Act.REVIEW:
            mark = MARK[step.mark] if step.mark else T("review")
            return T("step {no} waits for the {mark} of {who}", no=no, mark=mark, who=who)
        case Act.DISPOSITION:
            return T("step {no} waits for the disposition of {who}", no=no, who=who)
        case Act.BRANCH:
            return T("step {no} waits for the decision of {who}", no=no, who=who)
        case _:
            return _work(view, stand, who)


def _work(view: View, stand: Waiting, who: Text) -> Text:
    change, no = called(stand.step.change), stand.step.label
    if not stand.because:
        return T("step {no} waits for {who} to do it", no=no, who=who)
    if not stand.step.by_hand and view.failed:
        return T("the upload failed and waits for {who}", who=who)
    return T("the {change} was returned and waits to be corrected by {who}", change=change, who=who)


def holders(now: Judged, stand: Waiting) -> Text:
    """Say who may act, by name and by the SOP's column."""
    column = next(one.printed for one in now.sop.actors if one.key == stand.step.actor)
    return T("{who} ({post})", who=names(now, stand), post=column)


def names(now: Judged, stand: Waiting) -> Text:
    """Say who may act, by name: one of them or another."""
    first, *others = [now.office.named(one).name for one in stand.holders] or [""]
    said = Text("{who}", {"who": first})
    for other in others:
        said = T("{some} or {other}", some=said, other=other)
    return said


def _author(view: View) -> str:
    opener = view.now.sop.opener(view.change)
    filled = view.now.verdict.mark(opener.no)
    column = next(one.printed for one in view.now.sop.actors if one.key == opener.actor)
    people = {one.id: one.name for one in view.now.office.persons}
    return people.get(filled.person, column) if filled else column


def state(view: View) -> str:
    """Return the state of the commit status; success is what lets the forge merge."""
    stand = view.now.verdict.stand
    if view.setting.incident is not None or view.phase is Phase.STUCK:
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
    if view.phase is not Phase.REVIEWED:
        return ()
    people = [view.now.office.named(one) for one in stand.holders]
    found = [one for each in people for one in each.accounts if one.forge == view.setting.forge]
    return tuple(dict.fromkeys(found))


def labels_of(view: View) -> frozenset[str]:
    """Return the labels that tell where the change stands."""
    found = {_label(view)}
    if view.here and view.overdue and not view.unfit:
        found.add(labels.OVERDUE)
    trouble = isinstance(view.now.verdict.stand, Blocked) and not view.is_draft
    if trouble or view.setting.incident is not None or (view.here and view.failed):
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
        case Phase.REVIEWED | Phase.STUCK:
            return labels.REVIEWED
        case _:
            return labels.PREPARING
