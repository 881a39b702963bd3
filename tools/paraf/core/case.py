"""A case as facts: what happened to it, in the forge's own order, and where its changes stand.

Every forge tells its history in these shapes. They say what was seen, not what it is worth; that is
for the gate. `Event.seq` is the forge's own sequence (timeline or ledger) and the only order there
is: `at` serves tenures and office time, never ordering.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from paraf.core.office import Account


class Opinion(Enum):
    """What a review says."""

    APPROVE = "approve"
    RETURN = "return"
    COMMENT = "comment"
    PENDING = "pending"
    """Begun, not handed in: nobody but its writer sees it."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The case was entered in the register. `started` is when its first step began."""

    sop: str
    title: str
    started: datetime


@dataclass(frozen=True, slots=True)
class Moved:
    """The change now stands at `head`: it was handed in, pushed to, or forced back.

    `digest` is the SHA-256 of the listing of its files (`sha256sum` lines, sorted by path), so that
    a mark on the head is a mark on those bytes; `contributors` wrote or pushed any commit of it.
    """

    change: str
    head: str
    digest: str = ""
    contributors: tuple[Account, ...] = ()


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review of `change` at commit `head` (None where the forge names none)."""

    change: str
    opinion: Opinion
    head: str | None
    note: str = ""
    to: int | None = None
    """For a return: the step it names; None for the step that the SOP names."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The review told by event `review` was dismissed, deleted or altered.

    Restoring it changes nothing; an altered one counts no more, whatever it says now.
    """

    change: str
    review: int
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Restored:
    """The review told by event `review`, withdrawn before, is shown as good again."""

    change: str
    review: int


@dataclass(frozen=True, slots=True)
class Retargeted:
    """The change now aims at another base branch."""

    change: str
    base: str


@dataclass(frozen=True, slots=True)
class Closed:
    """The change was closed without a merge, or opened again."""

    change: str
    closed: bool


@dataclass(frozen=True, slots=True)
class Assigned:
    """A disposition: the actor assigns the next work to `to`."""

    to: Account
    note: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """The actor of the branch `step` gave its `answer`, by key."""

    step: int
    answer: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reminded:
    """The program told whoever `step` waits for that it fell due at `due`; nothing follows."""

    step: int
    due: datetime


@dataclass(frozen=True, slots=True)
class Merged:
    """The change was merged at `head`, as `commit` on the base branch."""

    change: str
    head: str
    commit: str


@dataclass(frozen=True, slots=True)
class Performed:
    """Step `step` was done; `outputs` names what came of it (release, evidence) by digest."""

    step: int
    outputs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Failed:
    """Doing step `step` failed, and all was put back as it was; `reasons` are for its actor."""

    step: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Requested:
    """The actor of step `step` asks that it be done again."""

    step: int


@dataclass(frozen=True, slots=True)
class Archived:
    """The case lies in the archive as `commit`; nothing happens to it any more."""

    commit: str


Deed = (
    Opened
    | Moved
    | Reviewed
    | Withdrawn
    | Restored
    | Retargeted
    | Closed
    | Assigned
    | Decided
    | Reminded
    | Merged
    | Performed
    | Failed
    | Requested
    | Archived
)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a case: who did what, when, at which place in the sequence."""

    seq: int
    at: datetime
    actor: Account
    deed: Deed


@dataclass(frozen=True, slots=True)
class Proof:
    """What a hosted forge showed when the program wrote an event down.

    `kind` and `id` name the thing there ("review", "7"), `digest` is the SHA-256 of what the forge
    answered about it. Forges let reviews be deleted and altered: this is what was seen.
    """

    kind: str
    id: str
    digest: str


@dataclass(frozen=True, slots=True)
class Line:
    """An event as a ledger keeps it: `prev` is the SHA-256 of the line before, if any.

    `proof` is there where the program tells what it saw others do on a hosted forge.
    """

    case: str
    prev: str | None
    event: Event
    proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A text under review as the forge holds it now.

    `contributors` wrote or pushed any commit of it, merged-in ones included; `strangers` are the
    commit authors who could not be matched to anybody; `coauthors` are named in trailers only.
    `rivals` are open cases with a change at the very same head.
    """

    name: str
    head: str | None
    base: str = "main"
    contributors: frozenset[Account] = frozenset()
    strangers: tuple[str, ...] = ()
    coauthors: frozenset[Account] = frozenset()
    rivals: tuple[str, ...] = ()
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One matter on its way through its SOP; `events` are in sequence."""

    id: str
    changes: Mapping[str, Change]
    events: tuple[Event, ...]
    base: str = "main"

    @property
    def opened(self) -> Opened:
        """What was entered in the register; ValueError for a ledger that does not begin with it."""
        for event in self.events:
            if isinstance(event.deed, Opened):
                return event.deed
        raise ValueError(self.id)
