"""What is known of a case after some of its events: the gate's memory while it walks."""

from dataclasses import dataclass, field
from datetime import datetime

from paraf.core.case import Case, Event
from paraf.core.office import Account, Office
from paraf.core.sop import Sop, Step
from paraf.core.verdict import Discarded, Filled, Visit
from paraf.core.words import Text


@dataclass(frozen=True, slots=True)
class Objected:
    """A return that nobody has answered yet, and the head it was given on."""

    event: Event
    head: str
    note: str


@dataclass(slots=True)
class Walk:
    """What is known of the case after the events seen so far."""

    sop: Sop
    office: Office
    case: Case
    since: datetime | None = None
    filled: dict[int, Filled] = field(default_factory=dict)
    discarded: list[Discarded] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    heads: dict[str, str] = field(default_factory=dict)
    authors: dict[str, str] = field(default_factory=dict)
    movers: dict[str, set[Account]] = field(default_factory=dict)
    returns: dict[str, dict[int, Objected]] = field(default_factory=dict)
    merged: dict[str, str] = field(default_factory=dict)
    bases: dict[str, str] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    done: dict[int, Event] = field(default_factory=dict)
    failed: dict[int, Event] = field(default_factory=dict)
    incidents: list[Text] = field(default_factory=list)
    assignee: str = ""

    @property
    def position(self) -> Step | None:
        """The step the case lies at: the first not filled, or the one it was returned to."""
        returned = [self.sop.opener(change).no for change, open_ in self.returns.items() if open_]
        missing = [step.no for step in self.sop.steps if step.no not in self.filled]
        return self.sop.step(min(returned + missing)) if returned + missing else None

    def who(self, account: Account) -> str:
        """Return the id of the person behind `account`; the bare account of anybody else."""
        person = self.office.person(account)
        return person.id if person else account.id

    def drop(self, event: Event, why: Text) -> None:
        """Let `event` count for nothing, and remember why."""
        self.discarded.append(Discarded(event, why))

    def void(self, change: str, first: int, why: Text) -> None:
        """Empty the steps of `change` from number `first` on."""
        for step in self.sop.of(change):
            if step.no >= first and step.no in self.filled:
                self.drop(self.filled.pop(step.no).event, why)

    def fill(self, step: Step, event: Event, person: str) -> None:
        """Mark `step` as done by `event` for `person`."""
        tenure = self.office.tenure(person, self.sop.post(step.actor), event.at)
        self.filled[step.no] = Filled(step, event, person, tenure)

    def holds(self, event: Event, step: Step) -> bool:
        """Say whether who did `event` held the post of `step` when it was done."""
        person = self.office.person(event.actor)
        post = self.sop.post(step.actor)
        return person is not None and self.office.tenure(person.id, post, event.at) is not None
