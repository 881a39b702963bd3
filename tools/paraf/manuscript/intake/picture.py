"""Takes pictures in: upright, no larger than needed, without what the camera wrote into them."""

import shutil
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from paraf.manuscript.packed import damaged
from paraf.manuscript.seen import Seen

if TYPE_CHECKING:
    from PIL.Image import Image

PICTURES: Mapping[str, str] = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
"""The endings of the pictures that are cleaned, with what Pillow calls them."""

PIXELS = 60_000_000
"""Pixels of the largest picture that is unpacked: 240 MB."""
_QUALITY = 85
_PLAIN_CHUNKS = frozenset(
    {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"sRGB", b"gAMA", b"cHRM", b"pHYs", b"sBIT"}
)
_PLAIN_RIFF = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH"})
_HEIC = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"})


def is_heic(source: Path) -> bool:
    """Say whether a file is a picture as iPhones take them, whatever it is called."""
    with source.open("rb") as stream:
        head = stream.read(12)
    return head[4:8] == b"ftyp" and head[8:] in _HEIC


def clean_picture(source: Path, into: Path, suffix: str, edge: int) -> tuple[Seen, ...]:
    """Write a picture anew where it is too large or tells more than it shows; else as it is.

    The kind stays the same, and so does a small palette. What is no such picture is damaged.
    """
    from PIL import Image, UnidentifiedImageError

    kind = PICTURES[suffix]
    try:
        with Image.open(source, formats=[kind]) as picture:
            if picture.width * picture.height > PIXELS:
                return (Seen("packed-bomb"),)
            extra = _extra(source.read_bytes(), kind)
            if getattr(picture, "n_frames", 1) > 1:
                shutil.copyfile(source, into)
                return (Seen("left-moving"),) if extra else ()
            if not extra and max(picture.size) <= edge and picture.mode != "CMYK":
                picture.load()
                shutil.copyfile(source, into)
                return ()
            before, data = picture.size, _written(picture, kind, edge)
    # Pillow raises these, and what its readers of each format raise, over damaged bytes.
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, *_FAULTS):
        return (damaged(),)
    except Image.DecompressionBombError:
        return (Seen("packed-bomb"),)
    into.write_bytes(data[0])
    return tuple(_told(extra, before, data[1]))


_FAULTS = (IndexError, KeyError, OverflowError, TypeError, EOFError, ZeroDivisionError)


def bared(data: bytes) -> bytes:
    """Return a JPEG that lies in a document without what its camera wrote in: its pixels untouched.

    Which side is up stays, for the document was made with that. What is no whole JPEG stays as it
    is.
    """
    segments = list(_segments(data))
    if not segments or segments[-1][0] != _END:
        return data
    kept, turned = [data[:2]], _turned(data)
    for sign, begin, end in segments:
        name = _named(data, sign, begin)
        if not name or name == "ICC":
            kept.append(data[begin:end])
    return b"".join([*kept[:1], turned, *kept[1:]]) if turned else b"".join(kept)


def _turned(data: bytes) -> bytes:
    """Return the segment that says which side of a picture is up; nothing where it stands so."""
    from PIL import Image

    try:
        with Image.open(BytesIO(data), formats=["JPEG"]) as picture:
            up = picture.getexif().get(_ORIENTATION)
    except (OSError, ValueError, SyntaxError, *_FAULTS):
        return b""
    if up not in range(2, 9):
        return b""
    exif = Image.Exif()
    exif[_ORIENTATION] = up
    told = exif.tobytes()
    return b"\xff\xe1" + (len(told) + 2).to_bytes(2, "big") + told


def _written(picture: "Image", kind: str, edge: int) -> tuple[bytes, tuple[int, int]]:
    """Return the bytes of a picture as it is to be, and its size."""
    from PIL import Image, ImageOps

    few = picture.mode in ("P", "1")
    upright = ImageOps.exif_transpose(picture)
    plain = _coloured(upright, picture.info.get("icc_profile"))
    if max(plain.size) > edge:
        if few:
            plain = plain.convert("RGBA" if "transparency" in plain.info else "RGB")
        plain.thumbnail((edge, edge), Image.Resampling.LANCZOS)
        if few and plain.mode == "RGB":
            plain = plain.quantize(256)
    out = BytesIO()
    if kind == "JPEG":
        plain = plain if plain.mode in ("L", "RGB") else plain.convert("RGB")
        _bare(plain).save(out, kind, quality=_QUALITY, optimize=True, progressive=True)
    elif kind == "WEBP":
        _bare(plain).save(out, kind, quality=_QUALITY, method=4)
    else:
        _bare(plain).save(out, kind, optimize=True)
    return out.getvalue(), plain.size


def _coloured(picture: "Image", profile: bytes | None) -> "Image":
    """Return a picture in the colours of the web: a browser needs no profile for it then."""
    from PIL import ImageCms

    if profile is None:
        return picture
    mode = {"RGBA": "RGBA", "L": "L", "LA": "LA", "P": "P", "1": "1"}.get(picture.mode, "RGB")
    if mode not in ("RGB", "RGBA"):
        # Greys and palettes keep their numbers: their profiles change next to nothing.
        return picture
    try:
        told = ImageCms.ImageCmsProfile(BytesIO(profile))
        same = ImageCms.profileToProfile(
            picture, told, ImageCms.createProfile("sRGB"), outputMode=mode
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return picture if same is None else same


def _bare(picture: "Image") -> "Image":
    """Return the picture with nothing but its pixels, palette and transparency."""
    kept = picture.info.get("transparency")
    picture.info = {} if kept is None else {"transparency": kept}
    picture.getexif().clear()
    return picture


def _told(extra: str, before: tuple[int, int], after: tuple[int, int]) -> Iterator[Seen]:
    if extra:
        yield Seen("cleaned-picture", sample=extra)
    if max(after) < max(before):
        gaps = {"before": f"{before[0]}×{before[1]}", "after": f"{after[0]}×{after[1]}"}
        yield Seen("cleaned-size", gaps=gaps)


def _extra(data: bytes, kind: str) -> str:
    """Return what a picture's file holds besides the picture, in its format's words; or nothing."""
    found = {"JPEG": _of_jpeg, "PNG": _of_png, "WEBP": _of_webp}[kind](data)
    return ", ".join(dict.fromkeys(found))


def _of_jpeg(data: bytes) -> Iterator[str]:
    last = 0
    for last, begin, end in _segments(data):
        if last == _END:
            if end < len(data):
                yield "…"
            return
        name = _named(data, last, begin)
        if name:
            yield name
    yield "…"


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield the parts of a JPEG: what each is, where it begins, where it ends with its pixels."""
    at = 2
    while at + 2 <= len(data) and data[at] == 0xFF:
        sign, begin = data[at + 1], at
        if sign == _END:
            yield sign, begin, begin + 2
            return
        at += 2 + max(2, int.from_bytes(data[at + 2 : at + 4], "big"))
        if sign == _SCAN:
            at = _after_scan(data, at)
        yield sign, begin, min(at, len(data))


def _named(data: bytes, sign: int, begin: int) -> str:
    """Return what a part of a JPEG is called that is not needed to show it; else nothing."""
    if sign == 0xEE and data[begin + 4 : begin + 9] == b"Adobe":
        return ""
    if sign == 0xE2 and data[begin + 4 : begin + 15] == b"ICC_PROFILE":
        return "ICC"
    return _SEGMENTS.get(sign, f"APP{sign - 0xE0}" if 0xE1 <= sign <= 0xEF else "")


_END, _SCAN, _ORIENTATION = 0xD9, 0xDA, 0x0112
_SEGMENTS = {0xE1: "Exif/XMP", 0xE2: "APP2", 0xED: "IPTC", 0xFE: "COM"}


def _after_scan(data: bytes, at: int) -> int:
    """Return where the next segment begins after the pixels that begin at `at`."""
    while 0 <= (at := data.find(b"\xff", at)) < len(data) - 1:
        if data[at + 1] not in (0, *range(0xD0, 0xD8)):
            return at
        at += 2
    return len(data)


def _of_png(data: bytes) -> Iterator[str]:
    at = 8
    while at + 12 <= len(data):
        size, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if name not in _PLAIN_CHUNKS:
            yield name.decode("ascii", "replace")
        at += 12 + size
        if name == b"IEND":
            break
    if at != len(data):
        yield "…"


def _of_webp(data: bytes) -> Iterator[str]:
    at = 12
    while at + 8 <= len(data):
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if name not in _PLAIN_RIFF:
            yield name.decode("ascii", "replace").strip()
        at += 8 + size + size % 2
    if at != len(data):
        yield "…"
