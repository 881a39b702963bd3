"""What packed documents have in common: faults, authors, files and pictures inside."""

import re
import struct
from collections.abc import Iterator
from dataclasses import replace
from functools import wraps
from pathlib import PurePosixPath
from typing import Protocol

from paraf.core.checking import Limits
from paraf.manuscript.markup import events
from paraf.manuscript.packed import Broken, Packed
from paraf.manuscript.passage import Passage
from paraf.manuscript.reading.inside import read_inside
from paraf.manuscript.seen import Seen
from paraf.manuscript.spot import Spot, label


class Reader(Protocol):
    """Yields what a packed document says; one that lies `inside` another is not opened further."""

    def __call__(
        self, packed: Packed, limits: Limits, *, inside: bool = False
    ) -> Iterator[Passage | Seen]:
        """Read what has been opened within the limits."""


_AUTHORS = ("creator", "lastModifiedBy", "initial-creator", "manager", "Manager", "printed-by")
# What programs write where nobody gave a name.
_NOBODY = re.compile(
    r"(?i)(openpyxl|python-(docx|pptx)|apache poi|microsoft.*|libreoffice.*|(ms )?office|user|"
    r"(windows )?user|admin|administrator|acer|asus|lenovo|hp|dell|toshiba|pc|unknown|author|"
    r"kantor|xlsxwriter|wps office|wps_\d+)?"
)
_PROPERTIES = ("docProps/core.xml", "docProps/app.xml", "meta.xml")
_PICTURE = re.compile(r"(?i)\.(png|jpe?g|gif|bmp|tiff?|webp|emf|wmf|svm)$")
_LOGO = 20_000
"""Bytes below which a picture is a sign or a line, and no scanned page."""


def guarded(reader: Reader) -> Reader:
    """Make a reader say what is wrong with a broken file, instead of raising `Broken`."""

    @wraps(reader)
    def read(packed: Packed, limits: Limits, *, inside: bool = False) -> Iterator[Passage | Seen]:
        try:
            yield from reader(packed, limits, inside=inside)
        except Broken as broken:
            yield broken.seen

    return read


def authors(packed: Packed) -> Iterator[Seen]:
    """Yield the persons that a document's properties name, as initials."""
    found: dict[str, None] = {}
    for name in _PROPERTIES:
        if name in packed.members:
            for event, tag, element in events(packed.pieces(name), name=name):
                text = str(element.text or "").strip()
                if event == "end" and tag in _AUTHORS and not _NOBODY.fullmatch(text):
                    found[text] = None
    if found:
        yield Seen("author", Spot(part="property"), initials(next(iter(found))), len(found))


def initials(person: str) -> str:
    """Return a name as its initials: `B. S.`; of one word, its first letter."""
    return " ".join(f"{word[0]}." for word in person.split()[:4] if word[0].isalnum())


def read_within(packed: Packed, limits: Limits, *, inside: bool) -> Iterator[Passage | Seen]:
    """Yield what packed documents in this one say, unless it lies `inside` another itself.

    One that is not read, for that or for its kind, is told as such.
    """
    for name in packed.members:
        if name.endswith("/") or packed.head(name, 4) != b"PK\x03\x04":
            continue
        spot = Spot(part="embedded", name=label(name.rpartition("/")[2]))
        inner = None if inside else packed.inner(name)
        reader = None if inner is None else reader_of(inner)
        if inner is None or reader is None:
            yield Seen("unread", spot)
            continue
        for one in reader(inner, limits, inside=True):
            yield replace(one, spot=replace(one.spot, part=spot.part, name=spot.name))


def read_pictures(packed: Packed) -> Iterator[Passage | Seen]:
    """Yield what the files of a document's pictures say in words: what their makers wrote in."""
    for name, member in packed.members.items():
        suffix = PurePosixPath(name).suffix.lower()
        most = _MOST.get(suffix, 0)
        if member.size <= most:
            try:
                told = list(read_inside(packed.whole(name), suffix, Limits()))
            except _FAULTS:
                continue  # No program shows it either.
            where = label(PurePosixPath(name).name)
            yield from (replace(one, spot=Spot(part="metadata", name=where)) for one in told)


_MOST = {".jpg": 20_000_000, ".jpeg": 20_000_000, ".webp": 20_000_000, ".png": 1_000_000}
"""Bytes of a picture whose properties are looked for: those of a PNG cost its unpacking."""
_FAULTS = (
    *(OSError, ValueError, SyntaxError, EOFError, KeyError, IndexError, TypeError, OverflowError),
    *(AttributeError, NotImplementedError, RuntimeError, ZeroDivisionError, struct.error),
)
"""What Pillow raises over a damaged picture."""


def reader_of(packed: Packed) -> Reader | None:
    """Return the reader of a packed document by what lies in it; None for any other."""
    from paraf.manuscript.reading.open_document import read_open_document
    from paraf.manuscript.reading.sheet import read_sheet
    from paraf.manuscript.reading.slides import read_slides
    from paraf.manuscript.reading.word import read_word

    readers: dict[str, Reader] = {
        "word/document.xml": read_word,
        "xl/workbook.xml": read_sheet,
        "ppt/presentation.xml": read_slides,
        "content.xml": read_open_document,
    }
    return next((reader for name, reader in readers.items() if name in packed.members), None)


def pictures(packed: Packed, *, textless: bool) -> Iterator[Seen]:
    """Yield that a document is nothing but pictures, in which no program reads anything."""
    large = [
        one
        for one in packed.members.values()
        if _PICTURE.search(one.name) and one.size > _LOGO and "thumbnail" not in one.name.lower()
    ]
    if textless and large:
        yield Seen("only-pictures", count=len(large))
