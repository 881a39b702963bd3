"""The clock: the computer's, or in a training world the hands of a clock kept in a file."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from paraf.core.words import T
from paraf.ports import Fault, ForgeFault

if TYPE_CHECKING:
    from paraf.forge.git import Git

SETTING = "paraf.clock"


def clock(git: "Git") -> Callable[[], datetime]:
    """Return what tells the time in a repository, to the second.

    A world made for training or demonstration names a file in its git setting `paraf.clock`; the
    gate at its door goes by the same file. A real office has no such setting.
    """
    file = git.config(SETTING)
    if not file:
        return real

    def read() -> datetime:
        try:
            return datetime.fromisoformat(Path(file).read_text().strip()).astimezone(UTC)
        except (OSError, ValueError):
            raise Fault(T("The training clock {file} does not tell the time.", file=file)) from None

    return read


def clock_in(folder: Path) -> Callable[[], datetime]:
    """Return what tells the time in a folder, be it in a repository or not."""
    from paraf.forge.git import Git

    try:
        return clock(Git(folder))
    except ForgeFault:
        return real


def real() -> datetime:
    """Return the moment by the computer's clock, to the second; git need not be there."""
    return datetime.now(UTC).replace(microsecond=0)  # noqa: TID251 - the one clock
