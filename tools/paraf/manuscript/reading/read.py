"""Reads a file of any format."""

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path

from paraf.core.checking import Limits
from paraf.manuscript.packed import Packed
from paraf.manuscript.passage import Passage
from paraf.manuscript.seen import Seen

_Reader = Callable[..., Iterator[Passage | Seen]]

# Late, for each reader brings its parser.
_READERS: Mapping[str, str] = {
    ".csv": "delimited:read_delimited",
    ".docx": "packed_document:read_document",
    ".jpeg": "picture:read_picture",
    ".jpg": "picture:read_picture",
    ".odp": "packed_document:read_document",
    ".ods": "packed_document:read_document",
    ".odt": "packed_document:read_document",
    ".pdf": "pdf:read_pdf",
    ".png": "picture:read_picture",
    ".pptx": "packed_document:read_document",
    ".tsv": "delimited:read_delimited",
    ".txt": "plain:read_plain",
    ".webp": "picture:read_picture",
    ".xlsx": "packed_document:read_document",
    ".zip": "packed_document:read_archive",
}


def read(
    file: Path, suffix: str, limits: Limits, packed: Packed | None = None
) -> Iterator[Passage | Seen]:
    """Yield what a file says, and what is wrong with it as a document; `suffix` as in `.pdf`.

    `packed` is the same file, if somebody has opened it already.
    Of a suffix that is not read comes nothing: `readable` tells. What a parser raises passes on.
    """
    if readable(suffix):
        module, name = _READERS[suffix].split(":")
        reader: _Reader = getattr(import_module(f"paraf.manuscript.reading.{module}"), name)
        opened = (packed,) if packed is not None and module == "packed_document" else ()
        yield from reader(file, limits, *opened)


def readable(suffix: str) -> bool:
    """Say whether files of this suffix are read for what they say."""
    return suffix in _READERS
