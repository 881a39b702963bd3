"""A quick look through the bytes of a PDF, without a parser: is there anything to look into?

It costs a tenth of a parser's walk over all objects, and errs on one side only: what it calls odd
may be harmless; what it does not call odd holds none of `NAMES`, in no revision of the file.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from paraf.core.checking import Limits

NAMES = frozenset(
    {
        *("Encrypt", "JS", "JavaScript", "Launch", "GoToR", "GoToE", "EF", "EmbeddedFile"),
        *("EmbeddedFiles", "XFA", "SubmitForm", "ImportData", "RichMedia", "RichMediaExecute"),
        *("Movie", "Sound", "Rendition", "3D", "GoTo3DView"),
    }
)
"""Names without which a PDF cannot act, carry a file, or be locked. Addresses come on top."""

LARGE = 10_000_000
"""Bytes that no page's description has: beyond them a stream is asked how far it was packed."""

_END = rb"(?![^\s/<>\[\](){}%])"
_ODD = re.compile(
    rb"/(?:"
    + b"|".join(name.encode() for name in sorted(NAMES))
    + rb")"
    + _END
    # An address that is not plainly one of the web is left to the parser.
    + rb"|/URI"
    + _END
    + rb"(?!\s*(?:\((?:https?:|mailto:|tel:|www\.|#)|/|>>))"
)
# A name may be spelled in codes: /J#53 is /JS.
_CODED = re.compile(rb"/([^\s/<>\[\](){}%#]*#[0-9A-Fa-f]{2}[^\s/<>\[\](){}%]*)")
_CODE = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"stream[ \t]*(?:\r\n|\n|\r|)")
_OBJECT = re.compile(rb"\d\s+obj\Z")
_STRING = re.compile(rb"\((?:[^()\\]|\\.)*\)", re.DOTALL)
_UNPLAIN = re.compile(rb"[()\\%#]")
_PACKS = re.compile(rb"/First" + _END)
_DEFLATED = re.compile(rb"/Filter\s*\[?\s*/FlateDecode\s*(?:\]|/(?!FlateDecode)|>>)")
_PARAMETERS = re.compile(rb"/(?:DecodeParms|DP|F)" + _END)
_PIECE = 16_384


@dataclass(frozen=True, slots=True)
class Glance:
    """`odd`: a parser has to look into it. `swells`: a stream grows beyond what is allowed."""

    odd: bool
    swells: bool


def glance(data: bytes, limits: Limits) -> Glance:
    """Say whether a PDF of these bytes may act, carry a file or be locked, and whether it swells.

    Pictures are not unpacked: nobody does so who reads, and a viewer does by their size.
    """
    odd = _names(data)
    for keyword, start in _streams(data):
        about = _dictionary(data, keyword)
        if about is None:
            odd = True
        elif _PACKS.search(about):
            # Other objects lie packed in this one; only in such a stream can they.
            plain = _DEFLATED.search(about) and not _PARAMETERS.search(about)
            content, size = _unpacked(data, start, limits)
            if size < 0:
                return Glance(odd, swells=True)
            odd = odd or not plain or size != len(content) or _names(content)
        elif _may_swell(data, start, about) and _unpacked(data, start, limits)[1] < 0:
            return Glance(odd, swells=True)
    return Glance(odd, swells=False)


def _names(data: bytes) -> bool:
    if _ODD.search(data) is not None:
        return True
    if data.find(b"#") < 0:
        return False
    coded = (_CODE.sub(_decoded, one[1]) for one in _CODED.finditer(data))
    return any(name == b"URI" or name.decode("latin-1") in NAMES for name in coded)


def _decoded(code: re.Match[bytes]) -> bytes:
    return bytes.fromhex(code[1].decode("ascii"))


def _streams(data: bytes) -> Iterator[tuple[int, int]]:
    for keyword in _STREAM.finditer(data):
        if data[keyword.start() - 3 : keyword.start()] != b"end":
            yield keyword.start(), keyword.end()


def _dictionary(data: bytes, end: int) -> bytes | None:
    """Return the dictionary of the stream whose keyword is at `end`, its strings left out.

    None unless it is certain that this is all of it: one that is written to mislead, with "obj" in
    a string or a comment, has something left over.
    """
    start = data.rfind(b"obj", 0, end)
    if start < 0 or _OBJECT.search(data[max(0, start - 12) : start + 3]) is None:
        return None
    about = _STRING.sub(b"", data[start + 3 : end].strip())
    whole = about.startswith(b"<<") and about.count(b"<<") == about.count(b">>")
    return about if whole and _UNPLAIN.search(about) is None else None


def _may_swell(data: bytes, start: int, about: bytes) -> bool:
    if b"Flate" not in about or b"/Image" in about:
        return False
    # Deflate packs a thousandfold at most.
    least = LARGE // 1032
    return data.find(b"endstream", start, start + least) < 0


def _unpacked(data: bytes, start: int, limits: Limits) -> tuple[bytes, int]:
    """Unpack what begins at `start`: return its first `LARGE` bytes, and how many there are.

    Bytes that are not deflated are empty with size 1; a size of -1 is one beyond all limits.
    """
    unpacker = zlib.decompressobj()
    kept, size, at = bytearray(), 0, start
    try:
        while not unpacker.eof and at < len(data):
            rest = data[at : at + _PIECE]
            at += _PIECE
            while rest and not unpacker.eof:
                piece = unpacker.decompress(rest, LARGE)
                rest = unpacker.unconsumed_tail
                size += len(piece)
                kept += piece[: LARGE - len(kept)]
                grown = size > LARGE and size > limits.ratio * (at - start)
                if grown or size > limits.unpacked:
                    return bytes(kept), -1
    except zlib.error:
        return b"", 1
    return bytes(kept), size if unpacker.eof else size + 1
