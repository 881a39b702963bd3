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
- *Document* (kelengkapan, output): what a step needs or gives. An *external* one comes from
  outside the procedure; a *stored* one is large or confidential and lies in the evidence store.
- *Change*: a text under review, a pull request on a forge. The flagship has two: manuscript and
  report. A change named `manuscript` is a draft of the public site; every other one is a folder of
  the case's dossier.
- *Label*: how people call a step: its printed number, with a letter where one printed row asks for
  several acts (3a, 3b).
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
    """Do something: the program by its action (publishing), an actor by hand, handing in proof."""
    BRANCH = "branch"
    """Answer a question; the answer says at which step the case goes on."""
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
class Document:
    """Something that steps need or give; `copies` stand on as many separate media."""

    key: str
    name: str
    external: bool = False
    stored: bool = False
    copies: int = 1


@dataclass(frozen=True, slots=True)
class Answer:
    """One way out of a branch: `next` is the step it leads to, one past the last for the end."""

    key: str
    says: str
    next: int


@dataclass(frozen=True, slots=True)
class Step:
    """One act of a row: the row's cells as printed, and what they mean to the engine.

    `no` counts the acts from 1 without a gap; `row` and `part` are the printed number (0: the same
    as `no`) and the letter of an act that shares its row with others. All acts of a row share its
    cells and its norm. `change` is empty for a branch or disposition that concerns no text.
    """

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
    does: str = ""
    """In our own words, what an act does that shares its row with others."""
    row: int = 0
    part: str = ""
    question: str = ""
    answers: tuple[Answer, ...] = ()
    next: int | None = None
    """The step that follows, if it is not the next one; one past the last for the end."""
    needs: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """How people call the step: 4, 3a."""
        return f"{self.row or self.no}{self.part}"

    @property
    def by_hand(self) -> bool:
        """Whether an actor does it by handing files in: a text, or proof of what was done."""
        return self.act is Act.PREPARE or (self.act is Act.PERFORM and self.action is None)


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
    approved_on: str = ""
    """The day of approval (Tanggal Pengesahan), which some SOPs print instead of `effective`."""
    heading: str = ""
    """The line printed over the table."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sop:
    """A procedure; its steps are numbered 1, 2, 3 … without a gap."""

    id: str
    identity: Identity
    actors: tuple[Actor, ...]
    changes: tuple[str, ...]
    steps: tuple[Step, ...]
    documents: tuple[Document, ...] = ()

    def step(self, no: int) -> Step:
        """Return step `no`, counted from 1."""
        return self.steps[no - 1]

    def labelled(self, label: str) -> Step | None:
        """Return the step that people call `label`; for a whole row, its first act."""
        bare = (one for one in self.steps if f"{one.row or one.no}" == label)
        return next((one for one in self.steps if one.label == label), next(bare, None))

    def document(self, key: str) -> Document:
        """Return the document `key`."""
        return next(one for one in self.documents if one.key == key)

    def post(self, actor: str) -> str:
        """Return the post that fills the column `actor`."""
        return next(one.post for one in self.actors if one.key == actor)

    def of(self, change: str) -> tuple[Step, ...]:
        """Return the steps of `change`, in order."""
        return tuple(step for step in self.steps if step.change == change)

    def opener(self, change: str) -> Step:
        """Return the step that makes the text of `change`: its first one."""
        return self.of(change)[0]

    def after(self, step: Step, answer: str | None = None) -> int:
        """Return the number of the step that follows `step`; one past the last for the end.

        A branch follows its `answer`; without one it goes the way of its first.
        """
        if step.answers:
            ways = {one.key: one.next for one in step.answers}
            return ways.get(answer or "", step.answers[0].next)
        return step.no + 1 if step.next is None else step.next

    def merge_before(self, step: Step | None) -> tuple[str, ...]:
        """Return the changes to be merged before `step`, or before the end (None).

        A change is merged as soon as no more is said of its text: only what the program does
        (publish, archive) waits for that. Some of them may never have been opened.
        """
        here = len(self.steps) + 1 if step is None else step.no
        return tuple(
            change
            for change in self.changes
            if all(one.no < here or self._afterwards(one) for one in self.of(change))
        )

    def _afterwards(self, step: Step) -> bool:
        program = step.act is Act.ARCHIVE or (step.act is Act.PERFORM and not step.by_hand)
        return program and step is not self.opener(step.change)

    @property
    def archives(self) -> bool:
        """Whether a row says who archives; else the program does it after the last step."""
        return any(one.act is Act.ARCHIVE for one in self.steps)
