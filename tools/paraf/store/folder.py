"""A folder of objects by SHA-256: `sha256/ab/<digest>`, each written once and never again.

A file is copied beside its place, flushed to the disk, and linked there in one step; so a process
that is killed leaves no half of an object, and of two that bring the same one either comes first.
What a killed one left in `incoming/` the next one clears away.
"""

import errno
import fcntl
import hashlib
import os
import secrets
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

        StoreFault where the store cannot be written, where `source` is no plain file, or where
        what is kept under this digest is something else by now.
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
        """Read an object whole; StoreFault unless it is there with its size and its digest."""
        self._there()
        try:
            with self.place(wanted.sha256).open("rb") as file:
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
        """Copy an object to the new file `into`; StoreFault unless it is what was handed in."""
        self.check(wanted)
        with self.place(wanted.sha256).open("rb") as file, into.open("xb") as copy:
            found = _copied(file, copy)
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
        incoming.mkdir(exist_ok=True)
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
        """Give a written file its place; what is there already must be the same."""
        place = self.place(found.sha256)
        for folder in (place.parent.parent, place.parent):
            if not folder.is_dir():
                folder.mkdir(exist_ok=True)
                _flush(folder.parent)
        part.chmod(0o444 & part.stat().st_mode | 0o400)
        try:
            place.hardlink_to(part)
        except FileExistsError:
            self.check(found)
        except OSError as error:
            if error.errno not in NO_LINKS:
                raise
            if place.exists():
                self.check(found)
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


def _sweep(incoming: Path) -> None:
    """Remove what killed writers left: whatever no living process has locked."""
    for part in incoming.iterdir():
        with suppress(OSError), part.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            part.unlink(missing_ok=True)
