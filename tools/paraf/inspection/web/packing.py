"""What came packed, unpacked as it comes: in small pieces, for a small body may hold gigabytes."""

import zlib
from collections.abc import Iterator
from typing import Protocol

PIECE = 262_144


class Torn(Exception):
    """The bytes are not packed as was said."""


class Unpacking(Protocol):
    """Unpacks one body."""

    def pieces(self, chunk: bytes, /) -> Iterator[bytes]:
        """Yield what the next bytes unpack to, little by little; raises Torn."""
        ...

    @property
    def whole(self) -> bool:
        """Say whether the end was reached, and nothing came after it."""
        ...


def unpacking(encoding: str) -> Unpacking | None:
    """Return what unpacks a `Content-Encoding` (RFC 9110, 8.4); None where nothing is packed.

    What no browser was offered is torn from its first byte on.
    """
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return None
    if name in ("gzip", "x-gzip"):
        return _Gzip()
    return _Brotli() if name == "br" else _Unknown()


class _Gzip:
    def __init__(self) -> None:
        self._stream = zlib.decompressobj(31)

    def pieces(self, chunk: bytes) -> Iterator[bytes]:
        rest = chunk
        while True:
            try:
                piece = self._stream.decompress(rest, PIECE)
            except zlib.error as wrong:
                raise Torn from wrong
            if piece:
                yield piece
            rest = self._stream.unconsumed_tail
            if not piece and not rest:
                return

    @property
    def whole(self) -> bool:
        return self._stream.eof and not self._stream.unused_data


class _Brotli:
    def __init__(self) -> None:
        import brotli

        self._stream = brotli.Decompressor()
        self._error: type[Exception] = brotli.error

    def pieces(self, chunk: bytes) -> Iterator[bytes]:
        rest = chunk
        while True:
            try:
                piece = self._stream.process(rest, output_buffer_limit=PIECE)
            except self._error as wrong:
                raise Torn from wrong
            if not piece:
                return
            yield piece
            if self._stream.is_finished():
                return
            rest = b""

    @property
    def whole(self) -> bool:
        return bool(self._stream.is_finished())


class _Unknown:
    whole = False

    def pieces(self, _chunk: bytes, /) -> Iterator[bytes]:
        raise Torn
