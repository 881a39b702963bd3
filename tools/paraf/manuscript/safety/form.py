"""Whether a file is what its name says, and only that: by its first and its last bytes."""

import mmap
import re
import struct
from collections.abc import Iterator
from pathlib import Path

from paraf.manuscript.seen import Seen

HEAD = 65_536
"""Bytes at the begin and at the end of a file that say what it is."""
NEAR = 1024
"""Bytes from the begin in which programs look for the sign of a PDF, and browsers for HTML."""

_PACKED = frozenset({".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".zip"})
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff", ".bmp", ".avif"})
_TEXTS = frozenset({".csv", ".txt", ".md", ".yml", ".tsv"})
_SAME = {".jpeg": ".jpg", ".tif": ".tiff"}
_PAGES = (
    b"<!doctype html",
    b"<html",
    b"<head",
    b"<body",
    b"<script",
    b"<svg",
    b"<iframe",
    b"<?php",
)
_WOVEN = re.compile(rb"<script|<\?php|<iframe", re.IGNORECASE)
# Whatever stands before them: their readers look for these anywhere.
_ARCHIVES = {b"Rar!\x1a\x07": "RAR", b"7z\xbc\xaf\x27\x1c": "7-Zip"}
_ALIEN = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")
_END = struct.Struct("<4s4H2IH")


def check_form(file: Path, suffix: str) -> Iterator[Seen]:
    """Yield that a file is not what its ending says, or that it is something else besides."""
    size = file.stat().st_size
    with file.open("rb") as stream:
        head = stream.read(HEAD)
        stream.seek(max(0, size - HEAD))
        tail = stream.read(HEAD)
    if not _agrees(head, tail, suffix):
        yield Seen("name-content", gaps={"suffix": suffix})
        return
    second = _second(file, head, tail, suffix)
    if second:
        yield Seen("polyglot", sample=f"{suffix.removeprefix('.').upper()} + {second}")


def _agrees(head: bytes, tail: bytes, suffix: str) -> bool:
    if suffix == ".pdf":
        # Readers search for the sign; a file that begins otherwise may be two things at once.
        return head.startswith(b"%PDF-") and b"%%EOF" in tail[-2048:]
    if suffix in _PACKED:
        # Locked workbooks lie in another container: `check_office` tells them from old ones.
        return head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
    if suffix in _TEXTS:
        return _text(head) and not _page(head[:NEAR])
    return _magic(head, suffix)


def _text(head: bytes) -> bool:
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return wide or (b"\0" not in head and not head.startswith(_ALIEN))


def _magic(head: bytes, suffix: str) -> bool:
    import puremagic

    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return False
    kinds = {_SAME.get(one.extension, one.extension) for one in found}
    return _SAME.get(suffix, suffix) in kinds


def _second(file: Path, head: bytes, tail: bytes, suffix: str) -> str:
    """Return what a file is besides; empty if it is nothing else."""
    if suffix in _PACKED:
        return "" if _closes(tail) else "?"
    if suffix != ".pdf" and b"%PDF-" in head[:NEAR]:
        return "PDF"
    if _page(head[:NEAR]):
        return "HTML"
    if _zipped(file.stat().st_size, tail):
        return "ZIP"
    return _hidden(file) if suffix in _PICTURES else ""


def _page(head: bytes) -> bool:
    plain = head.lower()
    return any(one in plain for one in _PAGES)


def _closes(tail: bytes) -> bool:
    """Say whether a packed file ends with its directory's end: nothing hangs on."""
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or at + _END.size > len(tail):
        return True  # Whether it can be read at all is for its reader to say.
    comment = int(_END.unpack_from(tail, at)[-1])
    return at + _END.size + comment == len(tail)


def _zipped(size: int, tail: bytes) -> bool:
    """Say whether programs that unpack would take the file for a packed one."""
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or at + _END.size > len(tail):
        return False
    entries, length = _END.unpack_from(tail, at)[4:6]
    begin = at - length
    if begin < 0:
        return bool(entries > 0 and length <= size)
    return tail.startswith(b"PK\x01\x02", begin)


def _hidden(file: Path) -> str:
    """Return what is woven into a picture's bytes, wherever."""
    with file.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        for sign, name in _ARCHIVES.items():
            if data.find(sign) >= 0:
                return name
        return "HTML" if _WOVEN.search(data) else ""
