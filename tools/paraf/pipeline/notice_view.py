"""A case as it is seen from one of its changes: what every part of a notice asks."""

from dataclasses import dataclass
from enum import Enum

from paraf.core.case import Failed, Merged, Performed, Requested
from paraf.core.evidence import Severity
from paraf.core.sop import Act, Step
from paraf.core.stand import not_ready
from paraf.core.verdict import Blocked, ToArchive, ToMerge, Waiting
from paraf.pipeline.desk import Judged
from paraf.pipeline.notice_setting import Setting


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
        """Whether nothing stands in the way but that its author is not ready yet."""
        change, stand = self.now.case.changes.get(self.change), self.now.verdict.stand
        if change is None or not change.draft or not isinstance(stand, Blocked):
            return False
        return stand.reasons == (not_ready(self.change),)

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
    def trouble(self) -> bool:
        """Whether something has to be put right before anything else."""
        stuck = isinstance(self.now.verdict.stand, Blocked) and not self.is_draft
        return stuck or self.setting.incident is not None

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
