"""Notices that files of a folder were saved: by looking, which works on every disk."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

PAUSE = 0.5
"""Seconds between two looks at the folder; where a look takes long, so many times as long."""
RATIO = 20
SETTLED = 0.2
"""Seconds without a change after which a burst of saves is over."""
BURST = 25
"""Looks after which a burst counts as over, whatever is still being saved."""

Mark = tuple[int, int, int]
"""What changes of a file when it is saved: its time, size, place on the disk."""
Marks = Mapping[str, Mark]


def marks(folder: Path, names: Sequence[str]) -> Marks:
    """Return what the files below some places of a folder look like from outside; none is opened.

    The system is not asked to report changes: it says nothing of network drives and of folders
    that are shared with a container, and a look at a thousand files takes some milliseconds.
    """
    return {path: mark for name in names for path, mark in _marked(folder / name)}


def _marked(place: Path) -> Iterator[tuple[str, Mark]]:
    # What goes while it is looked at is seen to be gone the next time.
    with suppress(OSError):
        if place.is_dir() and not place.is_symlink():
            yield from _below(str(place))
        else:
            yield str(place), _mark(place.lstat())


def _below(folder: str) -> Iterator[tuple[str, Mark]]:
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path)
            else:
                with suppress(OSError):
                    yield entry.path, _mark(entry.stat(follow_symlinks=False))


def _mark(told: os.stat_result) -> Mark:
    return told.st_mtime_ns, told.st_size, told.st_ino


def follow(
    looked: Callable[[], Marks],
    known: Marks,
    changed: Callable[[], None],
    wait: Callable[[float], bool],
    spent: Callable[[], float],
) -> None:
    """Call `changed` whenever what `looked` returns is no longer `known`, once for many saves.

    `wait` waits for so many seconds, and says whether to end; `spent` is a clock in seconds. What
    is saved while `changed` works is noticed after it.
    """
    cost = 0.0
    while not wait(max(PAUSE, RATIO * cost)):
        begin = spent()
        now = looked()
        cost = spent() - begin
        if now != known:
            known = _settled(looked, now, wait)
            changed()


def _settled(looked: Callable[[], Marks], now: Marks, wait: Callable[[float], bool]) -> Marks:
    """Return what the files look like once nothing is saved any more."""
    for _ in range(BURST):
        if wait(SETTLED):
            break
        before, now = now, looked()
        if now == before:
            break
    return now
