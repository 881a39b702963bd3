"""Reads a file that lies in another: from memory, for who reads may write nothing to a disk."""

from collections.abc import Callable, Iterator, Mapping
from io import BytesIO

from paraf.core.checking import Limits
from paraf.manuscript.passage import Passage
from paraf.manuscript.seen import Seen

_Reader = Callable[[bytes, Limits], Iterator[Passage | Seen]]


def read_inside(content: bytes, suffix: str, limits: Limits) -> Iterator[Passage | Seen]:
    """Yield what a file says that ends in `suffix`, such as `.pdf`; files in it are not opened.

    One of a kind that is not read is told as such.
    """
    reader = _READERS.get(suffix)
    if reader is None:
        yield Seen("unread")
    else:
        yield from reader(content, limits)


def _pdf(content: bytes, _: Limits) -> Iterator[Passage | Seen]:
    from paraf.manuscript.reading.pdf import read_pages

    return read_pages(content)


def _picture(content: bytes, limits: Limits) -> Iterator[Passage | Seen]:
    from paraf.manuscript.reading.picture import read_picture

    return read_picture(BytesIO(content), limits)


def _packed(content: bytes, limits: Limits) -> Iterator[Passage | Seen]:
    from paraf.manuscript.packed import Broken, Packed, damaged
    from paraf.manuscript.reading.packed_within import reader_of

    try:
        packed = Packed(BytesIO(content), limits)
        reader = reader_of(packed)
    except Broken as broken:
        yield broken.seen
        return
    if reader is None:
        yield damaged()
    else:
        yield from reader(packed, limits, inside=True)


def _table(content: bytes, _: Limits) -> Iterator[Passage | Seen]:
    from paraf.manuscript.reading.delimited import read_rows

    return read_rows(BytesIO(content))


def _text(content: bytes, _: Limits) -> Iterator[Passage | Seen]:
    from paraf.manuscript.reading.plain import read_text

    return read_text(BytesIO(content))


_READERS: Mapping[str, _Reader] = {
    ".pdf": _pdf,
    **dict.fromkeys((".jpeg", ".jpg", ".png", ".webp"), _picture),
    **dict.fromkeys((".docx", ".odp", ".ods", ".odt", ".pptx", ".xlsx"), _packed),
    **dict.fromkeys((".csv", ".tsv"), _table),
    **dict.fromkeys((".htm", ".html", ".json", ".md", ".txt", ".xml"), _text),
}
