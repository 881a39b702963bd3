"""Files inside a PDF: what to put there, and whether what lies there is what lies beside it."""

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from paraf.archive.files import shown
from paraf.archive.taken import Taken, broken
from paraf.core.evidence import Finding
from paraf.core.words import T

PRINTED = ("data/report/report.pdf", "data/record/record.pdf", "data/signoff.pdf")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to embed; its name has no folders."""

    name: str
    content: bytes
    mime: str
    description: str


def check(bag: Taken) -> Iterator[Finding]:
    """Yield which embedded file no file of the bag by that name equals."""
    for path in PRINTED:
        if path in bag.sums:
            yield from _check(bag, path)


def _check(bag: Taken, path: str) -> Iterator[Finding]:
    import pikepdf

    try:
        with pikepdf.open(bag.folder / path) as pdf:
            for name, spec in pdf.attachments.items():
                beside = [one for one in bag.sums if one.rsplit("/", 1)[-1] == name]
                limit = max(((bag.folder / one).stat().st_size for one in beside), default=0)
                total = _digest(spec.get_file().obj, limit)
                if total not in {bag.sums[one] for one in beside}:
                    what = T(
                        "The file {name} inside it is not the one of the bag.", name=shown(name)
                    )
                    yield broken("pdf-attachment", path, what)
    except (pikepdf.PdfError, ValueError, LookupError, TypeError, AttributeError, RuntimeError):
        yield broken("pdf-unreadable", path, T("This is no PDF that can be read."))


def _digest(stream: Any, limit: int) -> str:
    """Return the SHA-256 of an embedded file of at most `limit` bytes; of less of a longer one.

    A small stream may unpack to gigabytes, so that no more is unpacked than can be right.
    """
    raw = stream.read_raw_bytes()
    filters = str(stream.get("/Filter", ""))
    if filters == "/FlateDecode":
        try:
            raw = zlib.decompressobj().decompress(raw, limit + 1)
        except zlib.error:
            return ""
    elif filters:
        return ""
    return hashlib.sha256(raw).hexdigest()
