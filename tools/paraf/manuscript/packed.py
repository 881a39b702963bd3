"""Opens packed files (ZIP, and what Office and LibreOffice write) without trusting their sizes.

Python's `zipfile` reads the directory; members are unpacked here, in pieces, and every one has to
be exactly as long as the directory says: a file that lies about it is given up on the spot.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from paraf.core.checking import Limits
from paraf.manuscript.seen import Seen
from paraf.manuscript.spot import Spot, label

PIECE = 1 << 18
"""Bytes that are unpacked at once."""
INNER = 50_000_000
"""Bytes of a file inside a file that is opened in its turn: it is held in memory whole."""
KEPT = 4_000_000
"""Bytes of small members that are kept once unpacked: each check of a document asks again."""
SMALL = 10_000_000
"""Unpacked bytes below which no ratio harms anybody: an empty sheet packs a thousandfold."""

_LOCAL = struct.Struct("<4s5H3I2H")
_PLAIN = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENTRY = 46 + 300  # bytes of a directory's entry with a long name


class Broken(Exception):
    """A packed file, or a part of it, that is not read any further; `seen` says why."""

    def __init__(self, seen: Seen) -> None:
        """Keep what is to be said of the file."""
        super().__init__(seen.kind)
        self.seen = seen


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside a packed one: `offset` of its header, bytes `packed` and unpacked (`size`)."""

    name: str
    offset: int
    packed: int
    size: int
    method: int
    crc: int


class Packed:
    """A packed file that has passed the limits by what its directory says.

    Raises `Broken`, here and wherever bytes are taken from it: for a file that is damaged, locked,
    a bomb, or told in two ways. OSError where the file itself cannot be read.
    """

    def __init__(self, stream: IO[bytes], limits: Limits, room: int | None = None) -> None:
        """Read the directory of `stream`; `room` is what is left of the limit on bytes."""
        self._stream = stream
        self._limits = limits
        self.room = limits.unpacked if room is None else room
        self._kept: dict[str, bytes] = {}
        self._spare = KEPT
        self._rooms: dict[str, int] = {}
        self.members: Mapping[str, Member] = self._directory()
        self.room -= sum(one.size for one in self.members.values())

    def pieces(self, name: str) -> Iterator[bytes]:
        """Unpack a member piece by piece, at most `PIECE` bytes each; none where there is none."""
        member = self.members.get(name)
        if member is None:
            return
        if name not in self._kept:
            if member.size > min(PIECE, self._spare):
                yield from self._checked(member)
                return
            self._kept[name] = b"".join(self._checked(member))
            self._spare -= member.size
        if member.size:
            yield self._kept[name]

    def whole(self, name: str) -> bytes:
        """Return a whole member, at most `INNER` bytes; empty where there is none."""
        member = self.members.get(name)
        if member is not None and member.size > INNER:
            raise Broken(Seen("unread", Spot(part="embedded", name=label(name))))
        return b"".join(self.pieces(name))

    def head(self, name: str, size: int = 8) -> bytes:
        """Return the first bytes of a member."""
        return next(self.pieces(name), b"")[:size]

    def stream(self) -> IO[bytes]:
        """Return the packed file itself, at its begin, for a parser that unpacks on its own."""
        self._stream.seek(0)
        return self._stream

    def inner(self, name: str) -> "Packed":
        """Open a packed file inside this one; what it unpacks to counts for this one's limit."""
        # Who opens it again finds the room that there was at first: it is counted once.
        room = self._rooms.setdefault(name, self.room)
        inner = Packed(BytesIO(self.whole(name)), self._limits, room)
        self.room = min(self.room, inner.room)
        return inner

    def _checked(self, member: Member) -> Iterator[bytes]:
        size, crc = 0, 0
        for piece in self._unpacked(member):
            size += len(piece)
            if size > member.size:
                raise Broken(bomb(member.name))
            crc = zlib.crc32(piece, crc)
            yield piece
        if (size, crc) != (member.size, member.crc):
            raise Broken(damaged(member.name))

    def _directory(self) -> dict[str, Member]:
        self._stream.seek(0)
        if self._stream.read(4) != b"PK\x03\x04":
            raise Broken(damaged())
        self._count()
        try:
            with zipfile.ZipFile(self._stream) as archive:
                entries = archive.infolist()
                end = archive.start_dir
        # The library's own faults over damaged directories, and those it lets through.
        except (zipfile.BadZipFile, NotImplementedError, *_FAULTS) as fault:
            raise Broken(damaged()) from fault
        self._sums(entries)
        _honest(entries)
        _apart(entries, end)
        return {one.filename: _member(one) for one in entries}

    def _count(self) -> None:
        """Refuse a directory of more entries than are allowed, before it fills the memory."""
        end = self._stream.seek(0, 2)
        self._stream.seek(max(0, end - 65_557))
        tail = self._stream.read()
        at = tail.rfind(b"PK\x05\x06")
        if at < 0 or at + 22 > len(tail):
            raise Broken(damaged())
        entries, size = struct.unpack_from("<HI", tail, at + 10)
        if tail[max(0, at - 20) : at].startswith(b"PK\x06\x07"):
            # A second end, for numbers that this one has no room for: the library believes that.
            size = max(size, self._longer(struct.unpack_from("<Q", tail, at - 12)[0]))
        if size > self._limits.members * _ENTRY:
            raise Broken(Seen("packed-many", count=entries))

    def _longer(self, at: int) -> int:
        """Return the size of a directory by the record at `at`; as good as endless if it is odd."""
        if at >= 1 << 62:
            return 1 << 62
        self._stream.seek(at)
        record = self._stream.read(56)
        odd = len(record) < 56 or not record.startswith(b"PK\x06\x06")
        return 1 << 62 if odd else int(struct.unpack_from("<Q", record, 40)[0])

    def _sums(self, entries: list[zipfile.ZipInfo]) -> None:
        if len(entries) > self._limits.members:
            raise Broken(Seen("packed-many", count=len(entries)))
        for one in entries:
            if one.file_size > max(SMALL, one.compress_size * self._limits.ratio):
                raise Broken(bomb(one.filename))
        if sum(one.file_size for one in entries) > self.room:
            raise Broken(bomb())

    def _unpacked(self, member: Member) -> Iterator[bytes]:
        self._stream.seek(member.offset)
        head = self._stream.read(_LOCAL.size)
        if len(head) < _LOCAL.size or not head.startswith(b"PK\x03\x04"):
            raise Broken(damaged(member.name))
        name, extra = _LOCAL.unpack(head)[-2:]
        raw = self._raw(member.offset + _LOCAL.size + name + extra, member.packed)
        if member.method == zipfile.ZIP_STORED:
            yield from raw
            return
        try:
            yield from _inflated(raw)
        except (zlib.error, EOFError) as fault:
            raise Broken(damaged(member.name)) from fault

    def _raw(self, at: int, size: int) -> Iterator[bytes]:
        while size > 0:
            # Members are read in turns: the place is kept here, not by the file.
            self._stream.seek(at)
            piece = self._stream.read(min(size, PIECE))
            if not piece:
                return
            at += len(piece)
            size -= len(piece)
            yield piece


@contextmanager
def opened(file: Path, limits: Limits) -> Iterator[Packed | None]:
    """Open a file for all who look at it in turn; None for one that is not packed, or is broken.

    What is wrong with it is told to whoever opens it alone. OSError where it cannot be read.
    """
    with file.open("rb") as stream:
        packed = None
        if stored(stream):
            with suppress(Broken):
                packed = Packed(stream, limits)
        yield packed


def damaged(name: str = "") -> Seen:
    """Say that a file, or its member `name`, cannot be read as what it is."""
    return Seen("damaged", Spot(name=label(name)))


def bomb(name: str = "") -> Seen:
    """Say that a file, or its member `name`, unpacks to more than it may."""
    return Seen("packed-bomb", Spot(name=label(name)))


_FAULTS = (ValueError, KeyError, IndexError, OverflowError, struct.error, RuntimeError, EOFError)
"""What parsers of the standard library raise over damaged bytes, beside their own faults."""


def _inflated(raw: Iterator[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(-15)
    for piece in raw:
        waiting = piece
        while waiting:
            out = unpacker.decompress(waiting, PIECE)
            if out:
                yield out
            if unpacker.unused_data:
                raise EOFError
            waiting = unpacker.unconsumed_tail
            if not out and waiting == piece:
                raise EOFError
    # What the unpacker still holds of the last piece.
    while out := unpacker.decompress(b"", PIECE):
        yield out
    if not unpacker.eof:
        raise EOFError


def _member(info: zipfile.ZipInfo) -> Member:
    return Member(
        info.filename,
        info.header_offset,
        info.compress_size,
        info.file_size,
        info.compress_type,
        info.CRC,
    )


def _honest(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse locked members, rare ways of packing, and names that mean two things."""
    known: set[str] = set()
    for one in entries:
        if one.flag_bits & 0x41:
            raise Broken(Seen("encrypted"))
        if one.compress_type not in _PLAIN:
            raise Broken(damaged(one.filename))
        folded = one.filename.casefold()
        if folded in known or not _plain(one):
            raise Broken(Seen("packed-name", Spot(name=label(one.filename))))
        known.add(folded)


def _plain(info: zipfile.ZipInfo) -> bool:
    name = info.orig_filename
    parts = name.rstrip("/").split("/")
    return (
        all(part not in ("", ".", "..") for part in parts)
        and not any(sign in name for sign in '\\\0:*?"<>|')
        and name.isprintable()
    )


def _apart(entries: list[zipfile.ZipInfo], end: int) -> None:
    """Refuse members that share bytes: the same ones would be unpacked again and again."""
    ordered = sorted(entries, key=lambda one: one.header_offset)
    if ordered and ordered[0].header_offset != 0:
        raise Broken(damaged())
    for one, after in zip(ordered, [*(two.header_offset for two in ordered[1:]), end], strict=True):
        if one.header_offset + _LOCAL.size + one.compress_size > after:
            raise Broken(bomb(one.filename))


def stored(stream: IO[Any]) -> bool:
    """Say whether a stream begins as a packed file does; it stands at its begin afterwards."""
    stream.seek(0)
    head = stream.read(4)
    stream.seek(0)
    return bool(head == b"PK\x03\x04")
