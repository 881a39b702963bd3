"""Where every case stands: whose desk, since when, by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from paraf.core.gate import judge
from paraf.core.sop import Sop
from paraf.core.verdict import Blocked, Finished, Verdict
from paraf.pipeline.desk import Desk
from paraf.pipeline.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Standing:
    """One case on the board. `who` are names; empty when it is the program's turn or nobody's."""

    case: str
    title: str
    step: int | None
    who: tuple[str, ...]
    since: datetime | None
    due: datetime | None
    overdue: bool
    verdict: Verdict
    sop: Sop


def board(desk: Desk, book: Rulebook, *, archived: bool = False) -> tuple[Standing, ...]:
    """Return every open case, or every case, the longest overdue first.

    Signatures are not proved anew here; the door did that, and reconcile does before it acts.
    """
    ids = desk.forge.cases(archived=archived)
    return tuple(sorted(standings(desk, book, ids), key=_urgency))


def standings(desk: Desk, book: Rulebook, ids: Sequence[str]) -> list[Standing]:
    """Return where some cases stand, in the order given."""
    now, sops, found = desk.now(), {}, []
    for case in desk.forge.snapshot(ids).values():
        name = case.opened.sop
        if name not in sops:
            sops[name] = desk.sop(name, book.office)
        verdict = judge(sops[name], book.office, case, now)
        stand = verdict.stand
        step = getattr(stand, "step", None)
        due = getattr(stand, "due", None)
        people = tuple(book.office.named(one).name for one in getattr(stand, "holders", ()))
        since = getattr(stand, "since", None)
        late = due is not None and now > due
        found.append(
            Standing(case.id, case.opened.title, step.no if step else None, people, since, due,
                     late, verdict, sops[name])
        )  # fmt: skip
    return found


def _urgency(one: Standing) -> tuple[bool, bool, float, str]:
    ended = isinstance(one.verdict.stand, Finished)
    blocked = isinstance(one.verdict.stand, Blocked)
    return (ended, not blocked, one.due.timestamp() if one.due else 0.0, one.case)
