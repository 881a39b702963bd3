"""Reads packed files from a folder: documents of Office and LibreOffice, and plain ZIP files."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from paraf.core.checking import Limits
from paraf.manuscript.packed import Broken, Packed, damaged
from paraf.manuscript.passage import Lines, Passage
from paraf.manuscript.reading.inside import read_inside
from paraf.manuscript.reading.packed_within import read_within, reader_of
from paraf.manuscript.seen import Seen
from paraf.manuscript.spot import Spot, label


def read_document(
    file: Path, limits: Limits, packed: Packed | None = None
) -> Iterator[Passage | Seen]:
    """Yield what a document of Office or LibreOffice says, of whichever kind it is.

    What is damaged, or more than the limits allow, is told as such. OSError where the file cannot
    be read. `packed` is the same file, if somebody has opened it already.
    """
    if packed is not None:
        yield from _document(packed, limits)
        return
    with file.open("rb") as stream:
        try:
            packed = Packed(stream, limits)
        except Broken as broken:
            yield broken.seen
            return
        yield from _document(packed, limits)


def _document(packed: Packed, limits: Limits) -> Iterator[Passage | Seen]:
    reader = reader_of(packed)
    if reader is None:
        yield damaged()
    else:
        yield from reader(packed, limits)


def read_archive(
    file: Path, limits: Limits, packed: Packed | None = None
) -> Iterator[Passage | Seen]:
    """Yield the names in a ZIP file, and what the files in it say.

    What is of a kind that is not read is told as such. What a parser of pictures or PDFs raises
    passes on. OSError where the file cannot be read. `packed` as of `read_document`.
    """
    with file.open("rb") as stream:
        try:
            packed = packed or Packed(stream, limits)
            names = [one for one in packed.members if not one.endswith("/")]
            yield Lines("\n".join(names))
            for name in names:
                if packed.head(name, 4) != b"PK\x03\x04":
                    yield from _member(packed, name, limits)
            yield from read_within(packed, limits, inside=False)
        except Broken as broken:
            yield broken.seen


def _member(packed: Packed, name: str, limits: Limits) -> Iterator[Passage | Seen]:
    last = PurePosixPath(name)
    spot = Spot(part="embedded", name=label(last.name))
    for one in read_inside(packed.whole(name), last.suffix.lower(), limits):
        yield replace(one, spot=replace(one.spot, part=spot.part, name=spot.name))
