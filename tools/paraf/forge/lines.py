"""How the lines of a ledger lie in git, and what the branches of a case are called."""

from dataclasses import dataclass
from datetime import datetime

from paraf.core.case import Deed, Event, Line, Proof
from paraf.core.office import Account

MAIN = "main"
EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
LEDGER = "ledger/"
HEADS = "refs/heads/"
REMOTE = "refs/remotes/origin/"


def branch(change: str, case_id: str) -> str:
    """Return the branch that holds a change of a case."""
    return f"{'draft' if change == 'manuscript' else change}/{case_id}"


@dataclass(frozen=True, slots=True)
class Written:
    """A line of a ledger, the commit that holds it, and what it says."""

    commit: str
    text: str
    line: Line


@dataclass(frozen=True, slots=True)
class Told:
    """A line to be written: what was done, by whom, when, and what it rests on."""

    deed: Deed
    actor: Account
    at: datetime
    proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class Behalf:
    """For whom the program acts on a hosted forge, and what says that they asked for it."""

    actor: Account
    proof: Proof


def message_of(case_id: str, event: Event, line: str) -> str:
    """Return the message of the commit that holds an event: for people first, then its line."""
    # Not "#": forges take that for a pull request of this number, and tell of it there.
    return f"{type(event.deed).__name__.lower()}: {case_id} no. {event.seq}\n\n{line}\n"


def shown(text: str) -> str:
    """Return words of somebody else's with every sign that steers a terminal named instead."""
    return "".join(one if one.isprintable() else f"\\u{ord(one):04x}" for one in text)
