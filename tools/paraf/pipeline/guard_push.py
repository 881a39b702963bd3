"""A push as the gate at the repository's door sees it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from paraf.core.case import Archived, Case, Merged
from paraf.core.words import Text
from paraf.forge.git import Git
from paraf.forge.local import HEADS, LEDGER, LocalForge, branch
from paraf.pipeline.rulebook import Rulebook

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

    def target(self, name: str) -> str | None:
        """Return where a branch goes in this push; None if the push does not speak of it."""
        update = self.updates.get(HEADS + name)
        return update.new if update else None

    def case(self, case_id: str) -> Case | None:
        """Return a case as it will be after the push; None if there is none."""
        if case_id not in self.cases:
            tip = self.target(LEDGER + case_id) or self.forge.tip(LEDGER + case_id)
            if tip is None or tip == NONE:
                return None
            tips = {
                name: self.target(name) or self.forge.tip(name) or ""
                for name in (branch("manuscript", case_id), branch("report", case_id))
            }
            case = self.forge.assemble(case_id, self.forge.chain(tip), tips)
            self.cases[case_id] = case
        return self.cases[case_id]


def known(push: Push, case_id: str) -> int:
    """Return how many events of a case there were before the push."""
    tip = push.forge.tip(LEDGER + case_id)
    return len(push.forge.chain(tip)) if tip else 0


def told_of(
    push: Push, commit: str, kind: type[Merged] | type[Archived]
) -> tuple[Case, int] | None:
    """Return the case whose new event tells of `commit`, and that event's number."""
    for ref in push.updates:
        if not ref.startswith(HEADS + LEDGER):
            continue
        case_id = ref.removeprefix(HEADS + LEDGER)
        case, before = push.case(case_id), known(push, case_id)
        for event in case.events[before:] if case else ():
            if case and isinstance(event.deed, kind) and event.deed.commit == commit:
                return case, event.seq
    return None
