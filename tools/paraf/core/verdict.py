"""What the gate answers: where a case stands, who acts next, by when, and why marks fell away."""

from dataclasses import dataclass
from datetime import datetime

from paraf.core.case import Event
from paraf.core.office import Tenure
from paraf.core.sop import Step
from paraf.core.words import Text


@dataclass(frozen=True, slots=True)
class Filled:
    """A step that is done: by which event, for whom, and by what right.

    `tenure` is None where the program acted for a person who holds the post no longer.
    """

    step: Step
    event: Event
    person: str
    tenure: Tenure | None


@dataclass(frozen=True, slots=True)
class Visit:
    """One time that the case lay at a step: the board and the report count these."""

    step: Step
    since: datetime
    until: datetime
    done: bool
    """False when the case left the step by a return or a new head."""
    by: str
    begun: datetime
    """When the case came to the printed row: its norm counts from there for all its acts."""


@dataclass(frozen=True, slots=True)
class Discarded:
    """An event that counts for nothing, or no longer, and why."""

    event: Event
    why: Text


@dataclass(frozen=True, slots=True)
class Waiting:
    """The case lies on a desk."""

    step: Step
    holders: tuple[str, ...]
    """Ids of the persons who may act now; empty when the post is vacant."""
    since: datetime
    due: datetime
    because: tuple[Text, ...] = ()
    """Why it came back, if it did: the returning official's words, or what failed."""


@dataclass(frozen=True, slots=True)
class ToMerge:
    """Every mark is there: the change may be merged, at `head` and at no other commit."""

    step: Step
    change: str
    head: str


@dataclass(frozen=True, slots=True)
class ToPerform:
    """The program may now do the step's action."""

    step: Step
    since: datetime
    due: datetime


@dataclass(frozen=True, slots=True)
class ToOpen:
    """The step's action is done: its change (the report) may be opened."""

    step: Step
    since: datetime
    due: datetime


@dataclass(frozen=True, slots=True)
class ToArchive:
    """The case may be put away. Where no row says by when, `step` is the last and `due` None."""

    step: Step
    since: datetime
    due: datetime | None


@dataclass(frozen=True, slots=True)
class Blocked:
    """No step can be judged before something is put right; never a pass."""

    step: Step | None
    reasons: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    """The case is archived."""

    at: datetime


Stand = Waiting | ToMerge | ToPerform | ToOpen | ToArchive | Blocked | Finished


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where the case stands and how it came there."""

    stand: Stand
    filled: tuple[Filled, ...] = ()
    discarded: tuple[Discarded, ...] = ()
    visits: tuple[Visit, ...] = ()
    warnings: tuple[Text, ...] = ()

    def mark(self, no: int) -> Filled | None:
        """Return what fills step `no`, or None."""
        return next((one for one in self.filled if one.step.no == no), None)
