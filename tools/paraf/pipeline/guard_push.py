"""A push as the gate at the repository's door sees it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from paraf.core.case import Archived, Case, Event, Merged, Moved, Opened
from paraf.core.gate import judge
from paraf.core.sop import Sop
from paraf.core.verdict import Verdict
from paraf.core.words import T, Text
from paraf.forge.git import Git
from paraf.forge.lines import HEADS, LEDGER
from paraf.forge.local import LocalForge
from paraf.pipeline.rulebook import Rulebook, at, load_sop

NONE = "0" * 40


@dataclass(frozen=True, slots=True)
class Update:
    """One line of a push: a reference and the commits it leaves and goes to."""

    old: str
    new: str
    ref: str


class Refusal(Exception):
    """A push is refused; the sentence says why."""

    def __init__(self, why: Text) -> None:
        """Keep the reason."""
        super().__init__(str(why))
        self.why = why


@dataclass(slots=True)
class Push:
    """A push as a whole: its updates, the rules in force, the cases as they will be."""

    git: Git
    forge: LocalForge
    book: Rulebook
    base: str
    now: datetime
    updates: Mapping[str, Update]
    cases: dict[str, Case] = field(default_factory=dict)
    sops: dict[str, Sop] = field(default_factory=dict)

    def target(self, name: str) -> str | None:
        """Return where a branch goes in this push; None if the push does not speak of it."""
        update = self.updates.get(HEADS + name)
        return update.new if update else None

    def ledgers(self) -> Iterator[tuple[str, Update]]:
        """Yield the cases whose ledgers this push moves."""
        for ref, update in self.updates.items():
            if ref.startswith(HEADS + LEDGER):
                yield ref.removeprefix(HEADS + LEDGER), update

    def case(self, case_id: str) -> Case | None:
        """Return a case as it will be after the push; None if there is none."""
        if case_id not in self.cases:
            tips = self.forge.tips()
            for ref, update in self.updates.items():
                tips[ref.removeprefix(HEADS)] = update.new
            tip = tips.get(LEDGER + case_id, NONE)
            if tip == NONE:
                return None
            self.cases[case_id] = self.forge.assemble(case_id, self.forge.chain(tip), tips)
        return self.cases[case_id]

    def fresh(self, case_id: str) -> tuple[Event, ...]:
        """Return the events that this push adds to a case."""
        case = self.case(case_id)
        tip = self.forge.tip(LEDGER + case_id)
        known = len(self.forge.chain(tip)) if tip else 0
        return case.events[known:] if case else ()

    def weigh(self, case: Case, last: int) -> Verdict:
        """Judge a case as it stood after event `last`, by the rules before the push."""
        events = tuple(event for event in case.events if event.seq <= last)
        if not events or not isinstance(events[0].deed, Opened):
            raise Refusal(T("The ledger of case {case} has no beginning.", case=case.id))
        moved = [event.deed for event in events if isinstance(event.deed, Moved)]
        heads = {deed.change: deed.head for deed in moved}
        changes = {name: replace(case.changes[name], head=head) for name, head in heads.items()}
        told = Case(case.id, changes, events, case.base)
        return judge(self.sop(case), self.book.office, told, self.now)

    def sop(self, case: Case) -> Sop:
        """Return the procedure that a case follows, by the rules before the push."""
        name = case.opened.sop
        if name not in self.sops:
            self.sops[name] = load_sop(at(self.git, self.base), name, self.book.office)
        return self.sops[name]


def told_of(push: Push, commit: str) -> list[tuple[Case, Event]]:
    """Return the new events that tell of a commit of the base branch, with their cases."""
    found = []
    for case_id, _ in push.ledgers():
        for event in push.fresh(case_id):
            named = isinstance(event.deed, Merged | Archived) and event.deed.commit == commit
            case = push.case(case_id)
            if named and case is not None:
                found.append((case, event))
    return found
