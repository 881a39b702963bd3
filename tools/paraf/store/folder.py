"""A folder of objects by SHA-256: `sha256/ab/<digest>`, each written once.

It is written again only where it is no longer what its name says, by whoever brings it whole.

A file is copied beside its place, flushed to the disk, and linked there in one step; so a process
that is killed leaves no half of an object, and of two that bring the same one either comes first.
What a killed one left in `incoming/` the next one clears away.
"""

import errno
import fcntl
import hashlib
import os
import re
import secrets
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from paraf.core.evidence import FileSum
from paraf.core.words import T
from paraf.ports import StoreFault

PIECE = 1 << 20
NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)
"""What a file system answers that knows no second name for a file."""

PART = re.compile(r"[0-9a-f]{32}", re.ASCII)
"""What a writer calls the file that it has not finished."""


class FolderStore:
    """The store in the folder `root`, which the administrator has made."""

    def __init__(self, root: Path) -> None:
        """Take note of the folder; nothing is looked at yet."""
        self.root = root

    def place(self, sha256: str) -> Path:
        """Return where an object lies, or would lie."""
        return self.root / "sha256" / sha256[:2] / sha256

    def put(self, source: Path) -> FileSum:
        """Keep a copy of a file and return its size and digest; twice the same is kept once.

        What lies under this digest but has become something else is replaced. StoreFault where
        the store cannot be written, or where `source` is no plain file.
        """
        self._there()
        with ExitStack() as opened:
            try:
                file = opened.enter_context(_plain(source))
                part, copy = opened.enter_context(self._part())
                found = _copied(file, copy)
                self._settle(part, found)
            except OSError as error:
                raise StoreFault(
                    T("{name} cannot be put into the evidence store: {reason}",
                      name=source.name, reason=error.strerror or str(error)),
                    T("Make room there, or ask for the right to it; then try again."),
                ) from None  # fmt: skip
        return found

    def check(self, wanted: FileSum) -> None:
        """Read an object whole; StoreFault unless it is there with its size and its digest.

        A link is no object: what it points to may change, or lie on a drive that goes.
        """
        self._there()
        try:
            with _plain(self.place(wanted.sha256)) as file:
                found = FileSum(*_read(file))
        except OSError:
            raise StoreFault(
                T("The evidence store has no object {digest}.", digest=wanted.sha256[:12]), TELL
            ) from None
        if found != wanted:
            raise StoreFault(
                T("Object {digest} of the evidence store is not what was handed in.",
                  digest=wanted.sha256[:12]), TELL,
            )  # fmt: skip

    def take(self, wanted: FileSum, into: Path) -> None:
        """Copy an object to the new file `into`; StoreFault unless it is what was handed in.

        OSError where `into` cannot be written, or is there already; no half of a copy is left.
        """
        self.check(wanted)
        with _plain(self.place(wanted.sha256)) as file, into.open("xb") as copy:
            try:
                found = _copied(file, copy)
            except OSError:
                into.unlink(missing_ok=True)
                raise
        if found != wanted:
            into.unlink()
            raise StoreFault(
                T("Object {digest} of the evidence store is not what was handed in.",
                  digest=wanted.sha256[:12]), TELL,
            )  # fmt: skip

    def _there(self) -> None:
        # Made by nobody in passing: a share that is not mounted must not be taken for an empty one.
        if not self.root.is_dir():
            raise StoreFault(
                T("The evidence store {folder} is not there.", folder=self.root),
                T("Connect the drive or share that holds it, or ask the administrator."),
            )

    @contextmanager
    def _part(self) -> Iterator[tuple[Path, BinaryIO]]:
        """Give a new file to write to, locked as long as its writer lives."""
        incoming = self.root / "incoming"
        with suppress(FileExistsError):
            incoming.mkdir()
        if not stat.S_ISDIR(incoming.lstat().st_mode):  # a link's files are not ours to clear away
            raise StoreFault(
                T("{folder} of the evidence store is no folder.", folder=incoming),
                T("The administrator takes away what lies there; it is made anew."),
            )
        _sweep(incoming)
        while True:
            part = incoming / secrets.token_hex(16)
            with part.open("xb") as copy:
                with suppress(OSError):  # some network folders know no locks; nobody sweeps there
                    fcntl.flock(copy, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if not part.exists():
                    continue  # swept away before it was locked
                try:
                    yield part, copy
                finally:
                    part.unlink(missing_ok=True)
                return

    def _settle(self, part: Path, found: FileSum) -> None:
        """Give a written file its place, unless it lies there already, and whole."""
        place = self.place(found.sha256)
        for folder in (place.parent.parent, place.parent):
            if not folder.is_dir():
                folder.mkdir(exist_ok=True)
                _flush(folder.parent)
        part.chmod(0o444 & part.stat().st_mode | 0o400)
        try:
            place.hardlink_to(part)
        except FileExistsError:
            _renew(place, part, found)
        except OSError as error:
            if error.errno not in NO_LINKS:
                raise
            if os.path.lexists(place):
                _renew(place, part, found)
            else:
                part.rename(place)
        _flush(place.parent)


TELL = T("Tell the administrator: it has to be restored from its other copy, or handed in again.")


def _plain(source: Path) -> BinaryIO:
    """Open a file that is no link and no device."""
    opened = os.fdopen(os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb")
    if not os.path.isfile(opened.fileno()):  # noqa: PTH113 - of what was opened, not of a path
        opened.close()
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(source))
    return opened


def _read(file: BinaryIO, copy: BinaryIO | None = None) -> tuple[int, str]:
    size, total = 0, hashlib.sha256()
    while piece := file.read(PIECE):
        size += len(piece)
        total.update(piece)
        if copy is not None:
            copy.write(piece)
    return size, total.hexdigest()


def _copied(file: BinaryIO, copy: BinaryIO) -> FileSum:
    found = FileSum(*_read(file, copy))
    copy.flush()
    os.fsync(copy.fileno())
    return found


def _flush(folder: Path) -> None:
    """Have the disk keep the names in a folder."""
    place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(place)
    finally:
        os.close(place)


def _renew(place: Path, part: Path, found: FileSum) -> None:
    """Put `part` in the place of an object that is broken; one that is whole stays as it is."""
    if stat.S_ISREG(place.lstat().st_mode):
        with _plain(place) as file:
            if FileSum(*_read(file)) == found:
                return
    part.replace(place)


def _sweep(incoming: Path) -> None:
    """Remove what killed writers left: whatever of theirs no living process has locked."""
    for part in filter(lambda one: PART.fullmatch(one.name), incoming.iterdir()):
        with suppress(OSError), _plain(part) as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            part.unlink(missing_ok=True)
