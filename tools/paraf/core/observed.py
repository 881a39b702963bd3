"""A pull request as a hosted forge shows it now: what was seen there, whatever forge it is.

The adapters give these values, `news` holds them against the ledger. Ids are the forge's own
numbers, which are never given twice; `order` is the place in the forge's timeline and compares
within one pull request only. No `digest` covers what changes by itself: it is the SHA-256 of the
fields that say what somebody did.
"""

from dataclasses import dataclass
from datetime import datetime

from paraf.core.case import Opinion
from paraf.core.office import Account


@dataclass(frozen=True, slots=True)
class Review:
    """A review that somebody gave; pending ones are left out by the adapters.

    `opinion` is what was said when it was given, also where it was dismissed since. `head` is None
    where the forge names no commit, `order` is None where the timeline does not show it (yet).
    """

    id: int
    actor: Account
    opinion: Opinion
    head: str | None
    body: str
    at: datetime
    order: int | None
    digest: str
    dismissed: bool = False


@dataclass(frozen=True, slots=True)
class Pushed:
    """The head became `head`; None where the forge only says that it was forced."""

    head: str | None


@dataclass(frozen=True, slots=True)
class Aimed:
    """The pull request got another base branch."""

    base: str


@dataclass(frozen=True, slots=True)
class Shut:
    """It was closed without a merge, or opened again."""

    closed: bool


@dataclass(frozen=True, slots=True)
class Readied:
    """It was marked as ready, or as a draft."""

    ready: bool


@dataclass(frozen=True, slots=True)
class Gave:
    """Somebody was assigned to it."""

    to: Account


@dataclass(frozen=True, slots=True)
class Wrote:
    """A comment as it stands now; `id` is what it is edited by.

    Who may write on pull requests may edit anybody's: an `edited` one is nobody's word.
    """

    id: int
    body: str
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Dismissed:
    """The review `review` was dismissed."""

    review: int


What = Pushed | Aimed | Shut | Readied | Gave | Wrote | Dismissed


@dataclass(frozen=True, slots=True)
class Entry:
    """Something in the timeline: who did what; `id` names it for ever."""

    id: str
    order: int
    at: datetime
    actor: Account
    what: What
    digest: str


@dataclass(frozen=True, slots=True)
class Merge:
    """How it was merged: the commit on the base branch, and by whom."""

    commit: str
    by: Account


@dataclass(frozen=True, slots=True)
class Pull:
    """A pull request with everything that was ever done to it, as far as the forge still tells.

    `branch` is the name of its head's branch, `own` says that it lies in the office's repository.
    `draft` means that its author still works on it.
    """

    number: int
    title: str
    body: str
    author: Account
    opened: datetime
    base: str
    head: str
    branch: str
    own: bool
    draft: bool
    closed: bool
    merge: Merge | None = None
    reviews: tuple[Review, ...] = ()
    entries: tuple[Entry, ...] = ()
    asked: frozenset[Account] = frozenset()
    """Whose review is asked for now."""
    labels: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Status:
    """A commit status: `state` is pending, success, failure or error; `by` posted it."""

    context: str
    state: str
    description: str
    url: str = ""
    by: Account | None = None
