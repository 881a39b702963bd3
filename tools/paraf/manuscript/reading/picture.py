"""Reads what a picture's file says in words: its properties. What is seen on it is not read."""

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

from paraf.core.checking import Limits
from paraf.manuscript.passage import Lines, Passage
from paraf.manuscript.reading.pdf_about import said
from paraf.manuscript.seen import Seen
from paraf.manuscript.spot import Spot, label

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

_PHOTO = 0x8769
# Windows keeps title, comment, author, keywords and subject so.
_WIDE = range(0x9C9B, 0x9CA0)
_CODES = {b"ASCII\0\0\0": "ascii", b"UNICODE\0": "utf-16", b"JIS\0\0\0\0\0": "iso2022_jp"}
_MADE = frozenset({"DateTime", "DateTimeOriginal", "DateTimeDigitized", "Software", "date"})
_MOST = 1_000_000


def read_picture(file: Path | IO[bytes], limits: Limits) -> Iterator[Passage | Seen]:
    """Yield each property of a picture by its name: EXIF, IPTC, XMP, comments, texts of a PNG.

    Whether it can be opened at all has been seen before; what Pillow raises passes on.
    """
    del limits  # The size of a picture has been looked at before.
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(file) as picture:
            if picture.format == "PNG":
                # Texts may stand behind the picture.
                picture.load()
            told = dict(_told(picture))
    for name, text in told.items():
        if text and name not in _MADE:
            yield Lines(text[:_MOST], Spot(part="metadata", name=label(name)))


def _told(picture: "ImageFile") -> Iterator[tuple[str, str]]:
    from PIL import ExifTags, IptcImagePlugin

    exif = picture.getexif()
    for tag, value in (*exif.items(), *exif.get_ifd(_PHOTO).items()):
        yield ExifTags.TAGS.get(tag, f"{tag:#06x}"), _text(tag, value)
    for name, value in picture.info.items():
        if name in ("xmp", "XML:com.adobe.xmp"):
            yield "XMP", "\n".join(said(_decoded(value)))
        elif name != "exif" and isinstance(value, (str, bytes)):
            yield str(name), "" if name in ("icc_profile", "photoshop") else _decoded(value)
    for record, values in (IptcImagePlugin.getiptcinfo(picture) or {}).items():
        parts = values if isinstance(values, list) else [values]
        yield f"IPTC {record[0]}:{record[1]}", "\n".join(_decoded(one) for one in parts)


def _text(tag: int, value: object) -> str:
    if isinstance(value, bytes):
        if tag in _WIDE:
            return value.decode("utf-16-le", "replace").strip("\0")
        code = _CODES.get(value[:8])
        if code is not None:
            return value[8:].decode(code, "replace").strip("\0 ")
    return _decoded(value)


def _decoded(value: object) -> str:
    """Return a text, "" for what is none."""
    if isinstance(value, bytes):
        text = value.decode("utf-8", "replace").strip("\0 ")
        # Bytes that mean something to a camera.
        return text if text.isprintable() or "\n" in text else ""
    return value.strip("\0 ") if isinstance(value, str) else ""
