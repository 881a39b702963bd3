"""What a picture tells beyond what is seen on it, and whether it can be opened safely."""

import re
import struct
import warnings
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from paraf.core.checking import Limits
from paraf.manuscript.seen import Seen
from paraf.manuscript.spot import Spot

if TYPE_CHECKING:
    from PIL import Image

_WHERE = Spot(part="metadata")
# Whose picture, or with which camera: artist, copyright, Windows' author, owner, body, lens.
_MAKERS = (0x013B, 0x8298, 0x9C9D)
_CAMERA = (0xA430, 0xA431, 0xA435)
_GPS, _PHOTO = 0x8825, 0x8769
_VERSION_OF_GPS = 0
_PLACE = re.compile(r"\bexif:GPS(?:Latitude|Longitude)\b")
_CREATOR = re.compile(r"<dc:creator>.*?<rdf:li[^<>]*>([^<>]+)<", re.DOTALL)
_FAULTS = (
    *(OSError, ValueError, SyntaxError, EOFError, KeyError, IndexError, TypeError),
    *(OverflowError, ZeroDivisionError, AttributeError, NotImplementedError, RuntimeError),
    *(struct.error, zlib.error),
)
"""What Pillow raises over a damaged picture."""


def check_picture(file: Path, limits: Limits) -> Iterator[Seen]:
    """Yield whether a picture is damaged or swells, and what it tells of place and people."""
    from PIL import Image

    try:
        with _strictly(), warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            # Whatever else Pillow warns of, it reads on.
            warnings.simplefilter("ignore", UserWarning)
            with Image.open(file) as picture:
                if picture.width * picture.height * len(picture.getbands()) > limits.unpacked:
                    yield Seen("packed-bomb")
                    return
                picture.load()
                seen = tuple(_told(picture))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        yield Seen("packed-bomb")
    except _FAULTS:
        yield Seen("broken")
    else:
        yield from seen


def check_properties(stream: IO[bytes]) -> Iterator[Seen]:
    """Yield what a picture that lies in another file tells of place and people; it is not unpacked.

    Of a damaged one comes nothing: no program shows it.
    """
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(stream) as picture:
                seen = tuple(_told(picture))
    except (Image.DecompressionBombError, *_FAULTS):
        return
    yield from seen


def places(exif: bytes) -> bool:
    """Say whether EXIF data, from its byte order on, name a place; False for damaged data."""
    from PIL import Image

    data = Image.Exif()
    try:
        data.load(b"Exif\0\0" + exif)
        return _placed(data)
    except _FAULTS:
        return False


@contextmanager
def _strictly() -> Iterator[None]:
    """Have cut pictures refused, also where a library (WeasyPrint) told Pillow to accept them."""
    from PIL import ImageFile

    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _told(picture: "Image.Image") -> Iterator[Seen]:
    exif = picture.getexif()
    packet = _packet(picture.info)
    if _placed(exif) or _PLACE.search(packet):
        yield Seen("gps", _WHERE)
    photo = exif.get_ifd(_PHOTO)
    values = [exif.get(tag) for tag in _MAKERS] + [photo.get(tag) for tag in _CAMERA]
    names = [_plain(one) for one in (*values, picture.info.get("Author"))]
    names += [one.strip() for one in _CREATOR.findall(packet)]
    people = list(dict.fromkeys(one for one in names if one))
    if people:
        yield Seen("author", _WHERE, _short(people[0]), len(people))


def _placed(exif: "Image.Exif") -> bool:
    return any(tag != _VERSION_OF_GPS for tag in exif.get_ifd(_GPS))


def _packet(info: Mapping[str | tuple[int, int], object]) -> str:
    found = info.get("xmp") or info.get("XML:com.adobe.xmp") or ""
    return found.decode("utf-8", "replace") if isinstance(found, bytes) else str(found)


def _plain(value: object) -> str:
    if isinstance(value, bytes):
        # Windows keeps its own fields so.
        value = value.decode("utf-16-le" if b"\0" in value else "utf-8", "replace")
    return value.strip("\0 \t\r\n") if isinstance(value, str) else ""


def _short(name: str) -> str:
    """Return a name as initials, a number by its first signs."""
    words = re.findall(r"\w+", name)
    if any(sign.isdigit() for sign in name):
        return f"{''.join(words)[:3]}••••"
    return " ".join(f"{word[0]}." for word in words[:4]) or "?"
