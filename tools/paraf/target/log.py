"""What was switched to and when: an append-only file beside the releases."""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Entry:
    """One switch. `stamp` is the time, in whole seconds, that its changed files carry."""

    at: str
    deed: str
    release: str
    serial: int
    commit: str
    owner: str
    stamp: int


def read(file: Path) -> tuple[Entry, ...]:
    """Return the entries, oldest first; a line torn by a crash is left out."""
    try:
        lines = file.read_bytes().splitlines()
    except FileNotFoundError:
        return ()
    return tuple(entry for entry in map(_entry, lines) if entry is not None)


def append(file: Path, entry: Entry) -> None:
    """Add an entry, so that it survives a crash of the machine."""
    line = json.dumps({"v": 1, **asdict(entry)}, sort_keys=True, ensure_ascii=False)
    # A line torn by a crash must not swallow this one.
    torn = file.exists() and not file.read_bytes().endswith(b"\n")
    with file.open("ab") as log:
        log.write(("\n" * torn + line + "\n").encode())
        log.flush()
        os.fsync(log.fileno())


def highest_serial(entries: Sequence[Entry]) -> int:
    """Return the highest serial that was ever switched to; -1 before the first."""
    return max((entry.serial for entry in entries), default=-1)


def next_stamp(entries: Sequence[Entry], now: int) -> int:
    """Return `now`, or later if a switch carries that second already."""
    return max(now, 1 + max((entry.stamp for entry in entries), default=0))


def last_switch(entries: Sequence[Entry], release: str) -> int:
    """Return the number of the last switch to `release`; -1 if there was none."""
    return max((at for at, entry in enumerate(entries) if entry.release == release), default=-1)


def _entry(line: bytes) -> Entry | None:
    try:
        fields = json.loads(line)
        return Entry(**{name: value for name, value in fields.items() if name != "v"})
    except (ValueError, TypeError, AttributeError):
        return None
