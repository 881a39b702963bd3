"""The gate: `judge` walks through a case's events and says where the case stands.

A mark fills review step k only if it was given on the change's head commit, after step k-1 was
filled and after the last return, by a person who held the step's post at that time, who neither
wrote nor pushed to the change and fills no other review step of it, and who has not withdrawn it.
Whatever the rules do not know counts for nothing; whatever cannot be judged blocks.
"""

from dataclasses import dataclass, field
from datetime import datetime

from paraf.core import case as facts
from paraf.core.case import Case, Event, Opinion
from paraf.core.marks import objection, steps_of
from paraf.core.office import Account, Office
from paraf.core.sop import Act, Sop, Step
from paraf.core.stand import blockers, stand
from paraf.core.verdict import Discarded, Filled, Verdict, Visit
from paraf.core.words import T, Text


def judge(sop: Sop, office: Office, case: Case, now: datetime) -> Verdict:
    """Say where `case` stands under `sop`, as of `now`.

    Pure and total: the same values give the same verdict, and every case of a valid SOP gets one.
    """
    walk = Walk(sop, office, case)
    for event in case.events:
        walk.see(event)
    reasons, warnings = blockers(walk, now)
    return Verdict(
        stand=stand(walk, now, reasons),
        filled=tuple(walk.filled[no] for no in sorted(walk.filled)),
        discarded=tuple(walk.discarded),
        visits=tuple(walk.visits),
        warnings=warnings,
    )


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
        """The step the case lies at: the first that is not filled, or the one it was returned to."""
        returned = [self.sop.opener(change).no for change, open_ in self.returns.items() if open_]
        missing = [step.no for step in self.sop.steps if step.no not in self.filled]
        return self.sop.step(min(returned + missing)) if returned + missing else None

    def see(self, event: Event) -> None:
        """Take one more event in, and close the visit of a step that it ends."""
        before, moved = self.position, isinstance(event.deed, facts.Moved)
        discarded = len(self.discarded)
        self._take(event)
        after = self.position
        if before is None or self.since is None or (before is after and not moved):
            return
        if before is after and any(one.event is event for one in self.discarded[discarded:]):
            return
        forward = after is None or after.no > before.no
        self.visits.append(Visit(before, self.since, event.at, forward, self.who(event.actor)))
        self.since = event.at

    def who(self, account: Account) -> str:
        """Return the id of the person behind `account`, or the bare account of a bot or a stranger."""
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

    def _take(self, event: Event) -> None:
        deed = event.deed
        change = getattr(deed, "change", None)
        if change in self.merged:
            self.drop(event, T("The {change} was already merged.", change=change))
            return
        if change is not None and change not in self.sop.changes:
            self.drop(event, T("The SOP knows no change named {change}.", change=change))
            return
        match deed:
            case facts.Opened():
                self.since = self.since or deed.started
            case facts.Moved():
                self._moved(event, deed)
            case facts.Reviewed():
                self._reviewed(event, deed)
            case facts.Withdrawn():
                self._withdrawn(event, deed)
            case _:
                self._proceeded(event)

    def _proceeded(self, event: Event) -> None:
        match event.deed:
            case facts.Retargeted(change, base):
                self.bases[change] = base
                self.void(change, self.sop.opener(change).no + 1, T("The change got another base."))
            case facts.Closed(change, closed):
                self.closed = self.closed | {change} if closed else self.closed - {change}
                self.void(change, self.sop.opener(change).no + 1, T("The change was closed."))
            case facts.Assigned():
                self._assigned(event, event.deed)
            case facts.Merged():
                self._merged(event, event.deed)
            case _:
                self._worked(event)

    def _moved(self, event: Event, deed: facts.Moved) -> None:
        opener, step = self.sop.opener(deed.change), self.position
        performed = opener.act is not Act.PERFORM or opener.no in self.done
        if step is None or step.no < opener.no or not performed:
            self.drop(event, T("It is not yet time for the {change}.", change=deed.change))
            return
        byprogram = self.office.is_bot(event.actor) and opener.act is Act.PERFORM
        if deed.change not in self.authors and not byprogram and not self.holds(event, opener):
            self.drop(
                event, T("Who handed it in did not hold the post of step {no}.", no=opener.no)
            )
            return
        if any(one.head == deed.head for one in self.returns.get(deed.change, {}).values()):
            self.drop(event, T("The same text was handed in again, unchanged."))
            return
        self.void(deed.change, opener.no, T("The text changed after this mark was given."))
        author = self.assignee if byprogram else self.who(event.actor)
        self.authors.setdefault(deed.change, author)
        self.movers.setdefault(deed.change, set()).update((event.actor, *deed.contributors))
        self.heads[deed.change] = deed.head
        self.returns.pop(deed.change, None)
        self.fill(opener, event, author)

    def _reviewed(self, event: Event, deed: facts.Reviewed) -> None:
        if deed.opinion in (Opinion.COMMENT, Opinion.PENDING):
            return
        problem = objection(self, event, deed)
        if problem is not None:
            self.drop(event, problem)
        elif deed.opinion is Opinion.RETURN:
            self._returned(event, deed)
        else:
            self._approved(event, deed)

    def _returned(self, event: Event, deed: facts.Reviewed) -> None:
        mine, at = steps_of(self, event, deed.change), self.position
        step = at if at in mine and at is not None else mine[-1]
        opener = self.sop.opener(deed.change)
        reviews = [one.no for one in self.sop.of(deed.change) if one.act is Act.REVIEW]
        target = deed.to if deed.to in [n for n in reviews if n < step.no] else opener.no
        why = T("The case was returned by step {no}.", no=step.no)
        self.void(deed.change, max(target, opener.no + 1), why)
        if target == opener.no:
            answers = self.returns.setdefault(deed.change, {})
            answers[step.no] = Objected(event, self.heads[deed.change], deed.note)

    def _approved(self, event: Event, deed: facts.Reviewed) -> None:
        mine = steps_of(self, event, deed.change)
        open_ = self.returns.get(deed.change, {})
        for step in mine:
            open_.pop(step.no, None)
        at, person = self.position, self.who(event.actor)
        other = next((f.step.no for f in self.filled.values() if self._marked(f, person, deed)), 0)
        if open_:
            self.drop(event, T("The case was returned and has not been corrected."))
        elif other:
            self.drop(event, T("This official already marked step {no}.", no=other))
        elif at is None or at not in mine:
            no = at.no if at else mine[0].no
            self.drop(event, T("It came out of turn: the case lies at step {no}.", no=no))
        else:
            self.fill(at, event, person)

    def _marked(self, filled: Filled, person: str, deed: facts.Reviewed) -> bool:
        step = filled.step
        return step.act is Act.REVIEW and step.change == deed.change and filled.person == person

    def _withdrawn(self, event: Event, deed: facts.Withdrawn) -> None:
        review = next((one for one in self.case.events if one.seq == deed.review), None)
        if review is None or not isinstance(review.deed, facts.Reviewed):
            self.drop(event, T("It withdraws a review that does not exist."))
            return
        person = self.who(review.actor)
        why = T("It was deleted.") if deed.deleted else T("It was dismissed.")
        theirs = [f.step.no for f in self.filled.values() if self._marked(f, person, review.deed)]
        if theirs:
            self.void(review.deed.change, min(theirs), why)
        open_ = self.returns.get(review.deed.change, {})
        for no in [n for n, one in open_.items() if self.who(one.event.actor) == person]:
            del open_[no]

    def _assigned(self, event: Event, deed: facts.Assigned) -> None:
        step, to = self.position, self.office.person(deed.to)
        if step is None or step.act is not Act.DISPOSITION or step.to is None:
            self.drop(event, T("No disposition is due now."))
        elif not self.holds(event, step):
            self.drop(event, T("Who assigned it did not hold the post of step {no}.", no=step.no))
        elif to is None or not self.office.tenure(to.id, self.sop.post(step.to), event.at):
            self.drop(
                event, T("The assignee does not hold the post that step {no} names.", no=step.no)
            )
        else:
            self.assignee = to.id
            self.fill(step, event, self.who(event.actor))

    def _merged(self, event: Event, deed: facts.Merged) -> None:
        step = self.position
        due = step is not None and deed.change in self.sop.merge_before(step)
        if not due or self.heads.get(deed.change) != deed.head or deed.change in self.closed:
            self.incidents.append(
                T("The {change} was merged around the gate by {who}.",
                  change=deed.change, who=self.who(event.actor))
            )  # fmt: skip
        self.merged[deed.change] = deed.commit

    def _worked(self, event: Event) -> None:
        step, deed = self.position, event.deed
        program = self.office.is_bot(event.actor)
        no = getattr(deed, "step", step.no if step else 0)
        merged = step is not None and all(c in self.merged for c in self.sop.merge_before(step))
        if step is None or step.no != no or not merged or not (program or self.holds(event, step)):
            self.drop(event, T("The case was not at that step, or somebody else has to do it."))
            return
        match deed:
            case facts.Performed() if step.act is Act.PERFORM:
                self.done[no] = event
                self.failed.pop(no, None)
                if all(one.act is not Act.REVIEW for one in self.sop.of(step.change)):
                    self.fill(step, event, self.assignee if program else self.who(event.actor))
            case facts.Failed() if step.act is Act.PERFORM:
                self.done.pop(no, None)
                self.failed[no] = event
            case facts.Requested() if step.act is Act.PERFORM:
                self.done.pop(no, None)
                self.failed.pop(no, None)
            case facts.Archived() if step.act is Act.ARCHIVE:
                self.fill(step, event, self.assignee if program else self.who(event.actor))
            case _:
                self.drop(event, T("That is not what step {no} asks for.", no=no))
