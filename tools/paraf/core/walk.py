"""What is known of a case after some of its events: the gate's memory while it walks."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from paraf.core.case import Case, Event
from paraf.core.office import Account, Office, Person, Tenure
from paraf.core.phrases import called
from paraf.core.sop import Sop, Step
from paraf.core.verdict import Discarded, Filled, Visit
from paraf.core.words import T, Text


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
    """When the case came to lie at `position`; None before it was opened."""
    begun: datetime | None = None
    """When it came to the printed row of that step."""
    last: Event | None = None
    latest: datetime | None = None
    """The latest time that any event told so far, whatever its place in the sequence."""
    filled: dict[int, Filled] = field(default_factory=dict)
    discarded: list[Discarded] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    reviews: dict[int, Event] = field(default_factory=dict)
    texts: int = 0
    """How often a text was handed in."""
    heads: dict[str, str] = field(default_factory=dict)
    authors: dict[str, str] = field(default_factory=dict)
    movers: dict[str, set[str]] = field(default_factory=dict)
    """The officials who handed in, pushed or wrote any of a change."""
    returns: dict[str, dict[int, Objected]] = field(default_factory=dict)
    merged: dict[str, str] = field(default_factory=dict)
    bases: dict[str, str] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    done: dict[int, Event] = field(default_factory=dict)
    sent: dict[int, tuple[Text, ...]] = field(default_factory=dict)
    """The steps that the case was sent back to for their actors, and why."""
    incidents: list[Text] = field(default_factory=list)
    decisions: dict[int, str] = field(default_factory=dict)
    """The answers given at branches; those of a branch that is not filled count no more."""
    archived: Event | None = None
    assignees: dict[str, str] = field(default_factory=dict)
    people: dict[Account, Person | None] = field(default_factory=dict)
    """Who is behind an account; found once, for a key's fingerprint costs time."""
    programs: dict[Account, bool] = field(default_factory=dict)
    rows: dict[str, tuple[Step, ...]] = field(init=False)
    """The steps of each change, in order."""
    making: dict[str, tuple[Step, ...]] = field(init=False)
    """Those of them that make its text."""
    onward: tuple[int, ...] = field(init=False)
    """By the number of a step, the one that follows; 0 where that hangs on an answer."""
    merges: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """What `Sop.merge_before` said of a step (0: the end), asked once."""
    givers: dict[str, set[int]] = field(init=False)
    """By what a step needs, the steps that give it; external documents need no giver."""
    terms: dict[str, list[Tenure]] = field(default_factory=dict)
    """The tenures of each official, in the roster's order."""
    posts: dict[str, str] = field(init=False)
    """The post that fills each actor's column."""

    def __post_init__(self) -> None:
        """Look up once what every event asks of the SOP."""
        self.rows = {change: self.sop.of(change) for change in self.sop.changes}
        outside = {one.key for one in self.sop.documents if one.external}
        self.givers = {
            key: {one.no for one in self.sop.steps if key in one.gives}
            for step in self.sop.steps
            for key in step.needs
            if key not in outside
        }
        self.making = {
            change: tuple(one for i, one in enumerate(rows) if one.by_hand or i == 0)
            for change, rows in self.rows.items()
        }
        ways = (0 if step.answers else self.sop.after(step) for step in self.sop.steps)
        self.onward = (0, *ways)
        for term in self.office.tenures:
            self.terms.setdefault(term.person, []).append(term)
        self.posts = {actor.key: actor.post for actor in self.sop.actors}
        for name, change in self.case.changes.items():
            self.push(name, change.contributors)

    @property
    def position(self) -> Step | None:
        """The step the case lies at: the first on its way that is not filled, or was returned to.

        None at the end. Branches say which way the case goes.
        """
        back: Collection[int] = ()
        if self.returns:
            back = {self.rows[change][0].no for change, open_ in self.returns.items() if open_}
        steps, filled, onward = self.sop.steps, self.filled, self.onward
        no, end = 1, len(steps)
        while no <= end and no in filled and no not in back:
            no = onward[no] or self.sop.after(steps[no - 1], self.decisions.get(no))
        return steps[no - 1] if no <= end else None

    def unmerged(self, step: Step | None) -> tuple[str, ...]:
        """Return the changes that have to be merged before `step`, in order."""
        key = step.no if step else 0
        due = self.merges.get(key)
        if due is None:
            due = self.merges[key] = self.sop.merge_before(step)
        return due and tuple(one for one in due if one in self.heads and one not in self.merged)

    def texts_of(self, change: str) -> tuple[Step, ...]:
        """Return the steps that make the text of `change`."""
        return self.making[change]

    def missing(self, step: Step) -> tuple[str, ...]:
        """Return what `step` needs and no step has given."""
        return tuple(
            key
            for key in step.needs
            if key in self.givers and self.filled.keys().isdisjoint(self.givers[key])
        )

    def early(self, step: Step) -> Text | None:
        """Say what is still to come before anything done at `step` counts; None if nothing is."""
        for change in self.unmerged(step):
            return T("The {change} has to be merged first.", change=called(change))
        if missing := self.missing(step):
            names = ", ".join(self.sop.document(key).name for key in missing)
            return T("Step {no} needs what nobody has given: {names}.", no=step.label, names=names)
        return None

    def opener(self, change: str) -> Step:
        """Return the step that makes the text of `change`."""
        return self.rows[change][0]

    def push(self, change: str, accounts: Iterable[Account]) -> None:
        """Remember who is behind `accounts` as writers of `change`."""
        people = [self.person(account) for account in accounts]
        self.movers.setdefault(change, set()).update(one.id for one in people if one)

    def is_bot(self, account: Account) -> bool:
        """Say whether `account` is one of Paraf's own."""
        if account not in self.programs:
            self.programs[account] = self.office.is_bot(account)
        return self.programs[account]

    def person(self, account: Account) -> Person | None:
        """Return the official behind `account`.

        None for strangers, for programs and administrators even where the roster lists them among
        the officials, and for an account that two officials claim.
        """
        if account not in self.people:
            found = [one for one in self.office.persons if one.known_as(account)]
            apart = any(one.known_as(account) for one in self.office.administrators)
            sure = len(found) == 1 and not apart and not self.is_bot(account)
            self.people[account] = found[0] if sure else None
        return self.people[account]

    def knows(self, account: Account) -> bool:
        """Say whether `account` is an official's, a program's or an administrator's."""
        ours = any(one.known_as(account) for one in self.office.administrators)
        return ours or self.is_bot(account) or self.person(account) is not None

    def who(self, account: Account) -> str:
        """Return the id of the person behind `account`; the bare account of anybody else."""
        person = self.person(account)
        return person.id if person else account.id

    def doer(self, event: Event, step: Step) -> str:
        """Return the id of the person who did `step`, or for whom the program did it.

        The program acts for whom the work was assigned to; where nothing was assigned, for the
        first in the roster who held the post.
        """
        if not self.is_bot(event.actor):
            return self.who(event.actor)
        held = [one.person for one in self.office.holders(self.posts[step.actor], event.at)]
        return self.assignees.get(step.actor) or next(iter(held), self.who(event.actor))

    def drop(self, event: Event, why: Text) -> None:
        """Let `event` count for nothing, and remember why."""
        self.discarded.append(Discarded(event, why))

    def void(self, change: str, first: int, why: Text, *, marks: bool = False) -> None:
        """Empty the steps of `change` from number `first` on; with `marks`, not those of its text.

        What the opening step did outside the text stays done: a new report needs no new upload.
        """
        opener = self.opener(change)
        texts = {one.no for one in self.making[change]} if marks else ()
        for step in self.rows[change]:
            if step.no < first or step.no in texts:
                continue
            if step.no in self.filled:
                self.drop(self.filled.pop(step.no).event, why)
            if step is not opener:
                self.done.pop(step.no, None)
                self.sent.pop(step.no, None)

    def fill(self, step: Step, event: Event, person: str) -> None:
        """Mark `step` as done by `event` for `person`."""
        tenure = self.office.tenure(person, self.posts[step.actor], event.at)
        self.filled[step.no] = Filled(step, event, person, tenure)
        self.sent.pop(step.no, None)

    def holds(self, event: Event, step: Step) -> bool:
        """Say whether who did `event` held the post of `step` when it was done."""
        return self.posts[step.actor] in self.posts_of(event)

    def posts_of(self, event: Event) -> frozenset[str]:
        """Return the posts that who did `event` held when it was done.

        The time that an event tells is its writer's word, so it is held against the sequence too:
        nothing happens earlier than what came before it.
        """
        person = self.person(event.actor)
        if person is None:
            return frozenset()
        held = self._held(person, event.at)
        if self.latest is not None and event.at < self.latest:
            return held & self._held(person, self.latest)
        return held

    def _held(self, person: Person, at: datetime) -> frozenset[str]:
        return frozenset(one.post for one in self.terms.get(person.id, ()) if one.covers(at))
