"""Examines one file: what it is, what it could do, what it says. Runs in a process with limits."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from paraf.core.checking import Limits
from paraf.manuscript.kinds import KINDS
from paraf.manuscript.packed import Packed, opened
from paraf.manuscript.passage import Passage
from paraf.manuscript.personal.recognise import Known, recognise
from paraf.manuscript.reading.read import read, readable
from paraf.manuscript.safety.check import check_safety
from paraf.manuscript.seen import Seen


def examine(file: Path, name: str, known: Known, limits: Limits) -> tuple[Seen, ...]:
    """Return everything that is to be said of a file called `name` in the repository.

    A file that is not what its name says, or that could harm its reader's program, is not read
    further; one that nothing here can read is said to be such. Whatever a parser raises is the
    caller's: nothing is known of such a file.
    """
    suffix = PurePosixPath(name).suffix.lower()
    with opened(file, limits) as packed:
        return _examined(_File(file, suffix, packed), known, limits)


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    suffix: str
    # Opened once: a small workbook costs as much to open as to read.
    packed: Packed | None


def _examined(file: _File, known: Known, limits: Limits) -> tuple[Seen, ...]:
    seen = list(check_safety(file.path, file.suffix, limits, file.packed))
    if any(KINDS[one.kind].closed for one in seen):
        return tuple(seen)
    if not readable(file.suffix):
        return (*seen, Seen("unexamined", gaps={"suffix": file.suffix}))

    def passages() -> Iterator[Passage]:
        for one in read(file.path, file.suffix, limits, file.packed):
            if isinstance(one, Seen):
                seen.append(one)
            else:
                yield one

    recognised = recognise(passages(), known)
    return (*seen, *recognised)
