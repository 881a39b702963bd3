"""Git's objects as bytes: no attribute, no filter and no setting comes between."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from git.cmd import Git as Command

from paraf.core.words import T
from paraf.ports import ForgeFault

PIECE = 1 << 20


class Reader:
    """One git process that hands out blobs, piece by piece."""

    def __init__(self, command: Command) -> None:
        """Start nothing yet; git is started with the first blob."""
        self.command = command

    def pieces(self, oid: str) -> Iterator[bytes]:
        """Yield the bytes of a blob; the next one may be asked for when they are all read."""
        try:
            _, kind, _, stream = self.command.stream_object_data(oid)
        except ValueError:
            raise ForgeFault(T("The object {oid} is missing.", oid=oid)) from None
        if kind not in (b"blob", "blob"):
            del stream  # reads what is left of it
            raise ForgeFault(T("The object {oid} is no file.", oid=oid))
        yield from iter(lambda: stream.read(PIECE), b"")

    def close(self) -> None:
        """End the process."""
        self.command.clear_cache()


def write_out(pieces: Iterable[bytes], into: Path, path: str) -> None:
    """Write a file below `into`, which holds no links; ForgeFault where `path` leads elsewhere."""
    if {"", ".", "..", ".git"} & set(path.split("/")):
        raise ForgeFault(T("{path} is no path of a file.", path=repr(path)))
    file = into / path
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as target:
        target.writelines(pieces)
