"""What a PDF could do to whoever opens it, or hide from whoever looks into it."""

import re
from collections.abc import Iterator
from pathlib import Path

from paraf.core.checking import Limits
from paraf.manuscript.safety.pdf_bytes import glance
from paraf.manuscript.safety.pdf_walk import walk
from paraf.manuscript.seen import Seen

# What a server or an unpacker would take the file for, before the end or behind it.
_MARKUP = re.compile(rb"<(?:html|!doctype|script|svg|\?php|iframe)", re.IGNORECASE)
_BEHIND = (
    (b"PK\x03\x04", "ZIP"),
    (b"MZ", "EXE"),
    (b"\x7fELF", "ELF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7Z"),
    (b"%PDF-", "PDF"),
)
_EXIF = b"Exif\0\0"
_HEAD = 1024
_TAIL = 1024
_DIRECTORY = 65_557
"""A ZIP's directory ends at most this far before the end of the file."""


def check_pdf(file: Path, limits: Limits) -> Iterator[Seen]:
    """Yield what could harm: whoever opens the file, or whoever relies on having seen all of it.

    A file that is another thing as well, is locked, swells, or is damaged beside holding something
    that acts, gets a finding of a closed kind. An embedded file is always one too many: the
    reviewers do not see it, and PDF/A-3 makes no difference to them.
    """
    # Files of a draft are of a size that fits: the rules say so, and the check before this one.
    data = file.read_bytes()
    if not data:
        yield Seen("broken")
        return
    if not data.startswith(b"%PDF-"):
        yield Seen("name-content")
        return
    end = data.rfind(b"%%EOF")
    if end < 0:
        yield Seen("broken")
        return
    other = _other(data, end + 5)
    if other:
        yield Seen("polyglot", sample=f"PDF, {other}")
        return
    seen = glance(data, limits)
    if seen.swells:
        yield Seen("packed-bomb")
        return
    if seen.odd:
        yield from walk(file)
    if placed := _placed(data):
        yield Seen("gps-within", count=placed)


def _placed(data: bytes) -> int:
    """Return how many of the photographs, which lie in a PDF as they are, name a place."""
    if data.find(_EXIF) < 0:
        return 0
    from paraf.manuscript.safety.picture import places

    starts = [one.end() for one in re.finditer(_EXIF, data)]
    return sum(places(data[start : start + 65_536]) for start in starts)


def _other(data: bytes, end: int) -> str:
    """Return what the file is besides, "" for nothing; `end` is where it should end as a PDF."""
    if _MARKUP.search(data[:_HEAD]):
        return "HTML"
    directory = data.rfind(b"PK\x05\x06", max(0, len(data) - _DIRECTORY))
    if directory >= 0 and data.rfind(b"PK\x01\x02", 0, directory) >= 0:
        return "ZIP"
    # Some writers fill the last block up.
    behind = data[end : end + 64 * _HEAD].strip(b"\0\t\n\f\r ")
    if _MARKUP.search(behind):
        return "HTML"
    named = next((name for sign, name in _BEHIND if behind.startswith(sign)), "")
    return named or ("?" if len(behind) > _TAIL else "")
