"""A written procedure (SOP) as a value, and the words of this house.

Glossary. The office's own word stands where English would lie.

- *Case*: one matter on its way through one SOP.
- *Step*: a numbered row of the SOP. *Act*: what kind of row it is.
- *Actor* (pelaksana): a column of the SOP, filled by a *post*, which an *official* holds a while.
- *Mark*: an approval that counts: *paraf* (initials), *sign* (tanda tangan), *acknowledge*
  (mengetahui).
- *Return* (dikembalikan): a refusal that sends the case back to an earlier step.
- *Disposition* (disposisi): a superior's written assignment to a subordinate.
- *Norm* (waktu, mutu baku): how much office time a step may take.
- *Change*: a text under review, a pull request on a forge. The flagship has two: manuscript and
  report.
- *Head*: the commit that a change now stands at. *Ledger*: the append-only record of a case.
- *Release*: one built site, named by its digest. *Evidence*: what an inspection of it saw.
"""

from dataclasses import dataclass
from enum import Enum


class Act(Enum):
    """What a row of the SOP asks for."""

    PREPARE = "prepare"
    """Write the text of a change and hand it in."""
    REVIEW = "review"
    """Read the change and mark it, or return it."""
    DISPOSITION = "disposition"
    """Assign the next work to a subordinate."""
    PERFORM = "perform"
    """Do something outside the text, such as publishing."""
    ARCHIVE = "archive"
    """Put the whole case away for good."""


class Mark(Enum):
    """How an official approves: the word that the SOP prints for it."""

    PARAF = "paraf"
    SIGN = "sign"
    ACKNOWLEDGE = "acknowledge"


class Unit(Enum):
    """The units in which SOPs print their norms."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Norm:
    """Office time that a step may take; a day is one office day, however long its hours."""

    amount: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Actor:
    """A column of the SOP's table: its printed head, and the post of the office that fills it."""

    key: str
    printed: str
    post: str


@dataclass(frozen=True, slots=True)
class Step:
    """One row: the cells as printed, and what they mean to the engine."""

    no: int
    actor: str
    activity: str
    inputs: str
    output: str
    norm: Norm
    printed_norm: str
    act: Act
    change: str
    mark: Mark | None = None
    returns_to: int | None = None
    to: str | None = None
    action: str | None = None
    remark: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """The identity block of the SOP, every field as printed; lists in printed order."""

    agency: str
    unit: str
    number: str
    title: str
    created: str
    revised: str
    effective: str
    approved_by: str
    legal_basis: tuple[str, ...] = ()
    qualifications: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    warning: str = ""
    records: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sop:
    """A procedure; its steps are numbered 1, 2, 3 … without a gap."""

    id: str
    identity: Identity
    actors: tuple[Actor, ...]
    changes: tuple[str, ...]
    steps: tuple[Step, ...]

    def step(self, no: int) -> Step:
        """Return step `no`, counted from 1."""
        return self.steps[no - 1]

    def post(self, actor: str) -> str:
        """Return the post that fills the column `actor`."""
        return next(one.post for one in self.actors if one.key == actor)

    def of(self, change: str) -> tuple[Step, ...]:
        """Return the steps of `change`, in order."""
        return tuple(step for step in self.steps if step.change == change)

    def opener(self, change: str) -> Step:
        """Return the step that makes the text of `change`: its first one."""
        return self.of(change)[0]

    def merge_before(self, step: Step) -> tuple[str, ...]:
        """Return the changes to be merged before `step`: those whose reviews all lie before it.

        Only a step that acts outside the text (perform, archive) waits for a merge.
        """
        if step.act not in (Act.PERFORM, Act.ARCHIVE):
            return ()
        return tuple(
            change
            for change in self.changes
            if any(one.act is Act.REVIEW for one in self.of(change))
            and all(one.no < step.no for one in self.of(change) if one.act is Act.REVIEW)
        )
