"""Reads LibreOffice's files: texts (ODT), spreadsheets (ODS) and presentations (ODP)."""

from collections.abc import Iterator

from paraf.core.checking import Limits
from paraf.manuscript.markup import hear
from paraf.manuscript.packed import Packed
from paraf.manuscript.passage import Lines, Passage
from paraf.manuscript.reading.open_document_table import TableTarget
from paraf.manuscript.reading.open_document_text import TextTarget
from paraf.manuscript.reading.packed_rest import is_markup, part_of, read_rest
from paraf.manuscript.reading.packed_within import (
    authors,
    guarded,
    pictures,
    read_pictures,
    read_within,
)
from paraf.manuscript.seen import Seen
from paraf.manuscript.spot import Spot, label

ENOUGH = 40
"""Letters and digits below which a document with pictures is one of pictures."""
_DULL = ("settings.xml", "META-INF/", "Configurations2/", "Thumbnails/", "mimetype")


@guarded
def read_open_document(
    packed: Packed, limits: Limits, *, inside: bool = False
) -> Iterator[Passage | Seen]:
    """Yield what a file says: its contents, headers and footers, and what is kept beside them."""
    signs = 0
    for name in packed.members:
        folder, _, kind = name.rpartition("/")
        spot = Spot(part="embedded", name=label(folder)) if folder else Spot()
        if kind == "content.xml" and _is_book(packed, folder):
            yield from _book(packed, name)
            signs += ENOUGH
        elif kind in ("content.xml", "styles.xml"):
            target = TextTarget(spot)
            yield from _text(packed, name, target)
            signs += target.signs if kind == "content.xml" else 0
        elif not kind.endswith(_DULL) and not name.startswith(_DULL) and is_markup(packed, name):
            yield from read_rest(packed.pieces(name), Spot(part=part_of(name)), name=name)
    yield from authors(packed)
    yield from read_pictures(packed)
    yield from read_within(packed, limits, inside=inside)
    yield from pictures(packed, textless=signs < ENOUGH)


def _is_book(packed: Packed, folder: str) -> bool:
    path = f"{folder}/mimetype".removeprefix("/")
    return not folder and b"spreadsheet" in packed.head(path, 100)


def _book(packed: Packed, name: str) -> Iterator[Passage | Seen]:
    target = TableTarget()
    for _ in hear(packed.pieces(name), target, name=name):
        yield from target.take()
    yield from _links(target.links)


def _text(packed: Packed, name: str, target: TextTarget) -> Iterator[Passage | Seen]:
    for _ in hear(packed.pieces(name), target, name=name):
        yield from target.take()
    yield from target.rest()
    for spot, count in target.parts.items():
        yield Seen("hidden-content", spot, count=count)
    yield from _links(target.links)


def _links(links: list[str]) -> Iterator[Passage]:
    if links:
        yield Lines("\n".join(links), Spot(part="link"))
