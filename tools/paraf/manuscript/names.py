"""Whether the names of a draft's files tell personal data: they stand in addresses, for ever."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from paraf.core.checking import ALWAYS
from paraf.core.evidence import Finding
from paraf.core.page import Entry
from paraf.core.words import T
from paraf.manuscript.finding import blocks
from paraf.manuscript.kinds import KINDS
from paraf.manuscript.passage import Lines
from paraf.manuscript.personal.recognise import Known, recognise


def check_names(entries: Iterable[Entry]) -> Iterator[Finding]:
    """Find files whose names hold a NIK or a KK number. None is excused: it can be renamed."""
    for entry in entries:
        if not entry.deleted:
            for kind in sorted(telling(PurePosixPath(entry.path).stem)):
                what = T("The name of the file holds personal data: {kind}.", kind=KINDS[kind].name)
                yield blocks("name", entry.path, what, _RENAME)


def telling(name: str) -> set[str]:
    """Return the kinds of what a name or a title holds that nobody may learn from one."""
    return {one.kind for one in recognise([Lines(name)], Known())} & ALWAYS


_RENAME = T("Rename it by what it is about, never by whose it is.")
