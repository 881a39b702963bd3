"""Reads text, whatever it is encoded in, without holding it whole."""

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from paraf.core.checking import Limits
from paraf.manuscript.packed import damaged
from paraf.manuscript.passage import Lines, Passage
from paraf.manuscript.seen import Seen
from paraf.manuscript.spot import Spot

PIECE = 1 << 16
"""Bytes that are read at once, and signs that are handed on at once."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read_plain(file: Path, limits: Limits) -> Iterator[Passage | Seen]:
    """Yield a text in pieces of whole lines, and what is wrong with its encoding.

    What is longer than `limits.unpacked` bytes is told as too long, and not read. OSError where the
    file cannot be read.
    """
    if file.stat().st_size > limits.unpacked:
        yield Seen("too-long")
        return
    with file.open("rb") as stream:
        yield from read_text(stream)


def read_text(stream: IO[bytes]) -> Iterator[Passage | Seen]:
    """Yield a text of whatever length in pieces, as `read_plain` does."""
    encoding, seen = encoding_of(stream)
    if seen is not None:
        yield seen
    kept, line = "", 1
    for piece in decoded(stream, encoding):
        kept += piece
        at = kept.rfind("\n") + 1
        if at == 0 and len(kept) > 16 * PIECE:
            # A line without end: a number is cut at a space, if there is one.
            at = kept.rfind(" ") + 1 or len(kept)
        if at:
            yield Lines(kept[:at], Spot(line=line))
            line += kept.count("\n", 0, at)
            kept = kept[at:]
    if kept:
        yield Lines(kept, Spot(line=line))


def encoding_of(stream: IO[bytes]) -> tuple[str, Seen | None]:
    """Return what a text is encoded in, and what is to be said of that.

    UTF-8 needs no remark; what is none of the Unicode encodings is taken for that of Windows.
    Reads the text once, in pieces.
    """
    stream.seek(0)
    head = stream.read(4)
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    if marked == "utf-8" or marked is None:
        if _fits(stream, "utf-8"):
            return "utf-8-sig", None
        wide = _wide(head)
        return (wide or "cp1252"), Seen("text-encoding")
    return marked, (Seen("text-encoding") if _fits(stream, marked) else damaged())


def decoded(stream: IO[bytes], encoding: str) -> Iterator[str]:
    """Yield a text in pieces; what is no sign of the encoding becomes one that stands for it."""
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    first = True
    while piece := stream.read(PIECE):
        text = decoder.decode(piece)
        yield text.removeprefix("\ufeff") if first else text
        first = False
    yield decoder.decode(b"", final=True)


def _fits(stream: IO[bytes], encoding: str) -> bool:
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while piece := stream.read(PIECE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _wide(head: bytes) -> str | None:
    """Return the encoding of two bytes a sign that a text without a mark begins in."""
    if len(head) == 4 and head[1] == head[3] == 0:
        return "utf-16-le"
    return "utf-16-be" if len(head) == 4 and head[0] == head[2] == 0 else None
