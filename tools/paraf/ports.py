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

from paraf.core.case import Line
from paraf.core.evidence import Manifest, Release
from paraf.core.observed import Pull, Status
from paraf.core.office import Account
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


@dataclass(frozen=True, slots=True)
class Broken:
    """A pull request of which the forge tells what is not understood; it is known to be open."""

    number: int
    fault: ForgeFault


class Codec(Protocol):
    """How the lines of a ledger are written; `records.ledger` is it."""

    def encode(self, line: Line) -> str:
        """Return the canonical line, without a newline."""

    def decode(self, line: str) -> Line:
        """Return what a line says; ValueError unless it is canonical."""

    def digest(self, line: str) -> str:
        """Return the SHA-256 of a line, in lower-case hex."""


class Api(Protocol):
    """What a hosted forge lets the program do in the office's repository; `forge/` adapts it.

    Every call raises ForgeFault where the forge cannot be reached, refuses, or answers what is not
    understood: an answer that is cut short, an unknown state, a page that is missing. Nothing
    unknown is ever taken for "no".
    """

    @property
    def forge(self) -> str:
        """The name of the forge in accounts: `gitea` (Forgejo too) or `github`."""

    def me(self) -> Account:
        """Return the account of the program's own token."""

    def pulls(self) -> tuple[Pull | Broken, ...]:
        """Return every open pull request, whatever its base, oldest first, each of them whole.

        A fault of one alone stands in its place, so that nobody stops the others by theirs.
        """

    def pull(self, number: int) -> Pull:
        """Return one pull request, open or not, whole."""

    def pull_of(self, branch: str) -> Pull | None:
        """Return the newest pull request from a branch of the office's own repository into main."""

    def open_pull(self, branch: str, title: str, body: str) -> Pull:
        """Open a pull request from a branch of the office's repository into its main branch."""

    def describe(self, number: int, body: str) -> None:
        """Put another description on a pull request."""

    def merge(self, number: int, head: str, title: str, message: str) -> str:
        """Merge a pull request with a merge commit, at `head` and no other; return the commit.

        Where it stands at another head by now, or may not be merged, ForgeFault.
        """

    def statuses(self, commit: str) -> tuple[Status, ...]:
        """Return the newest status of each context of a commit."""

    def post_status(self, commit: str, status: Status) -> None:
        """Post a status on a commit."""

    def comment(self, number: int, body: str) -> None:
        """Write a comment on a pull request."""

    def edit_comment(self, comment: int, body: str) -> None:
        """Put another text in a comment of the program's own."""

    def ask(self, number: int, people: Iterable[Account]) -> None:
        """Ask people for their review."""

    def unask(self, number: int, people: Iterable[Account]) -> None:
        """Take back that people were asked."""

    def logins(self, people: Iterable[Account]) -> list[str]:
        """Return the names that people are called by now, in their order."""

    def label(self, number: int, labels: Iterable[str]) -> None:
        """Give a pull request exactly these labels, of those that the repository has."""

    def page(self, number: int) -> str:
        """Return the address of a pull request for people."""

    def raw(self, commit: str, path: str) -> str:
        """Return the address of a file at a commit, good as a picture in a comment."""
