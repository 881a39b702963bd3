"""What the rooms hand to one another, and the tree of faults.

    Fault
    ├── RecordFault      a file of the office is wrong: every mistake, with file and line
    ├── RefusedFault     the rules say no: a review out of turn, a draft with findings
    ├── ForgeFault       git or the forge refused, or could not be reached
    ├── BuildFault       the site cannot be built
    ├── TargetFault      the release could not be put in place; the old one still stands
    ├── BrowserFault     Chromium is missing or died
    ├── StoreFault       the evidence store is not there, or not what it was
    ├── ArchiveFault     the report or the bag could not be made
    └── BusyFault        somebody else holds the lock

A finding is a value; a fault means that nothing can be said. Only the command line prints either.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from paraf.core.case import Case, Deed, Event, Line
from paraf.core.evidence import Manifest, Release
from paraf.core.words import T, Text


class Fault(Exception):
    """Something outside our hands; `str` is its English sentence.

    `anchor` names the section of the guide's page of faults that tells what to do.
    """

    anchor = "kendala"

    def __init__(self, what: Text, remedy: Text | None = None) -> None:
        """Say what happened, and what to do about it."""
        super().__init__(str(what))
        self.what = what
        self.remedy = remedy


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One mistake in a file: `line` counts from 1."""

    file: str
    line: int
    what: Text = field(compare=False)


class RecordFault(Fault):
    """Files of the office are wrong; all their mistakes at once."""

    anchor = "konfigurasi"

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        """Collect the mistakes, in the order of files and lines."""
        self.mistakes = tuple(sorted(mistakes))
        lines = {
            f"m{i}": T("{file}:{line}: {what}", file=one.file, line=one.line, what=one.what)
            for i, one in enumerate(self.mistakes)
        }
        what = Text("\n".join(f"{{{name}}}" for name in lines), lines)
        super().__init__(what, T("Correct these lines, then try again."))


class RefusedFault(Fault):
    """The rules say no."""

    anchor = "gerbang"


class ForgeFault(Fault):
    """Git or the forge refused, or could not be reached."""

    anchor = "forge"


class BuildFault(Fault):
    """The site cannot be built from this text."""

    anchor = "naskah"


class TargetFault(Fault):
    """The release could not be put in place."""

    anchor = "terbit"


class StoreFault(Fault):
    """The evidence store is not there, cannot be written, or holds something else."""

    anchor = "simpanan"


class BrowserFault(Fault):
    """Chromium is missing or died."""

    anchor = "peramban"


class ArchiveFault(Fault):
    """The report or the bag could not be made or read."""

    anchor = "arsip"


class BusyFault(Fault):
    """Somebody else holds the lock."""

    anchor = "kunci-proses"


class Progress(Protocol):
    """Told what long work is at; the command line shows it."""

    def __call__(self, what: Text, done: int = 0, total: int = 0) -> None:
        """Say that `what` is under way, `done` of `total` parts finished."""


class Target(Protocol):
    """Where the public site lives."""

    def current(self) -> Release | None:
        """Return the release that the public sees; None before the first."""

    def previous(self) -> Release | None:
        """Return the release that was live before the one that is; None if it is not kept."""

    def publish(self, site: Path, release: Release, manifest: Manifest) -> None:
        """Put `site` beside the live release, check its bytes, and switch to it in one step.

        Publishing what is already current does nothing. Raises TargetFault, the old release still
        standing, when it cannot be written whole or when a newer serial is live; BusyFault when
        another publisher holds the lock.
        """

    def roll_back(self, to: Release) -> None:
        """Switch back to `to`, which must still be kept."""

    def releases(self) -> Sequence[Release]:
        """Return the kept releases, oldest first."""


class Codec(Protocol):
    """How the lines of a ledger are written; `records.ledger` is it."""

    def encode(self, line: Line) -> str:
        """Return the canonical line, without a newline."""

    def decode(self, line: str) -> Line:
        """Return what a line says; ValueError unless it is canonical."""

    def digest(self, line: str) -> str:
        """Return the SHA-256 of a line, in lower-case hex."""


class Forge(Protocol):
    """Where cases are discussed, marked and merged."""

    def refresh(self) -> None:
        """Look at the forge anew; ForgeFault if it cannot be reached."""

    def cases(self, *, archived: bool = False) -> tuple[str, ...]:
        """Return the ids of the open cases, or of all, in order."""

    def case(self, case_id: str) -> Case:
        """Return all that is known of a case; ForgeFault if there is none, or it is broken."""

    def tell(self, case_id: str, deeds: Sequence[Deed], **branches: str) -> tuple[Event, ...]:
        """Record deeds and move the branches that they speak of: all or nothing."""
