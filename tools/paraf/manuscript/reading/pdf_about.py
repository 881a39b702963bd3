"""What a PDF says of itself: its properties, old ones included, as they lie in its bytes."""

import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from html import unescape

from paraf.manuscript.passage import Lines
from paraf.manuscript.spot import Spot, label

_MOST = 10_000_000
_REVISIONS = 100
_INFO = re.compile(rb"/Info\s+(\d{1,10})\s+\d{1,5}\s+R")
_PACKED = re.compile(rb"/First\b")
_FIRST = re.compile(rb"/First\s+(\d{1,10})")
_ALTERNATIVE = re.compile(
    rb"/Alt\s*(\((?:[^()\\]|\\.|\((?:[^()\\]|\\.){0,1000}\)){0,10000}\)|<[0-9A-Fa-f\s]{0,10000}>)",
    re.DOTALL,
)
_XML = re.compile(rb"/Subtype\s*/XML\b")
_PACKET = re.compile(rb"<rdf:RDF\b.*?</rdf:RDF>", re.DOTALL)
_VALUE = re.compile(r">([^<>]*[^<>\s][^<>]*)<|\s(?!xmlns)[\w:]+=[\"']([^\"'<>]+)[\"']")
# Numbers of people have more digits; their birthdays have five.
_TELLING = re.compile(r"@|\d(?:\D*\d){4}")
_TITLE = re.compile(r"<dc:title>.*?<rdf:li[^<>]*>([^<>]*)</rdf:li>", re.DOTALL)
# Moments and names made by programs; long numbers in them are nobody's.
_MADE = re.compile(
    r"D:\d{4,14}(?:[-+Z].*)?|\d{4}-\d\d-\d\dT.*|(?:uuid|xmp\.[idg]+|urn):.*|https?://(?:ns|www)\..*"
)


def properties(data: bytes) -> list[tuple[str, str]]:
    """Return names and values of properties, of each revision; also such as were added by hand."""
    numbers = list(dict.fromkeys(int(one[1]) for one in _INFO.finditer(data)))[-_REVISIONS:]
    found = (entry for number in numbers for entry in _entries(data, number))
    return [
        (name, value.strip())
        for name, value in dict.fromkeys(found)
        if value.strip() and _MADE.fullmatch(value) is None
    ]


def told(entries: Iterable[tuple[str, str]]) -> Iterator[Lines]:
    """Yield properties: each by itself that may tell of a person, the others in one."""
    others = []
    for name, value in entries:
        if not value:
            continue
        if _TELLING.search(value):
            yield Lines(f"{name}: {value}", Spot(part="property", name=label(name)))
        else:
            others.append(f"{name}: {value}")
    if others:
        yield Lines("\n".join(others), Spot(part="property"))


def packets(data: bytes) -> list[str]:
    """Return the file's XMP packets, pictures' included, as XML."""
    found = [one[0] for one in _PACKET.finditer(data)]
    for sign in _XML.finditer(data):
        start = data.find(b"stream", sign.end(), sign.end() + 1000)
        found += _PACKET.findall(_unpacked(data, start)) if start > 0 else ()
    return [one.decode("utf-8", "replace") for one in dict.fromkeys(found)]


def alternatives(data: bytes) -> list[str]:
    """Return the texts that stand for pictures where these are not seen, each once."""
    import pikepdf

    if data.find(b"/Image") < 0:
        return []
    found = dict.fromkeys(
        one[1]
        for piece in (data, *(content for _, content in _packs(data)))
        for one in _ALTERNATIVE.finditer(piece)
    )
    texts = []
    for one in found:
        # Bytes of a picture may look like one.
        with suppress(pikepdf.PikepdfError, ValueError):
            texts.append(str(pikepdf.Object.parse(one)))
    return texts


def said(packet: str) -> list[str]:
    """Return the values of an XMP packet, each once."""
    values = (unescape(one[1] or one[2]).strip() for one in _VALUE.finditer(packet))
    return list(dict.fromkeys(one for one in values if _MADE.fullmatch(one) is None))


def title(packet: str) -> str:
    """Return the title that an XMP packet gives its document, "" for none."""
    found = _TITLE.search(packet)
    return unescape(found[1]).strip() if found else ""


def _entries(data: bytes, number: int) -> Iterator[tuple[str, str]]:
    import pikepdf

    for raw in _objects(data, number):
        try:
            entries = pikepdf.Object.parse(raw)
            if isinstance(entries, pikepdf.Dictionary):
                yield from ((key[1:], str(value)) for key, value in entries.items())
        except (pikepdf.PikepdfError, ValueError, TypeError):
            # Such as refers to other objects; PDFium reads what is common of it.
            continue


def _objects(data: bytes, number: int) -> Iterator[bytes]:
    plain = re.compile(rb"%d\s+\d{1,5}\s+obj\b(.{0,65536}?)\bendobj" % number, re.DOTALL)
    found = [
        one[1]
        for one in plain.finditer(data)
        if not data[max(0, one.start() - 1) : one.start()].isdigit()
    ]
    yield from found
    if not found:
        for first, content in _packs(data):
            yield from _packed(first, content, number)


def _packed(first: int, content: bytes, number: int) -> Iterator[bytes]:
    """Yield object `number` of a stream of objects, the first of which begins at `first`."""
    numbers = content[:first].split()
    wanted = b"%d" % number
    for index in range(0, len(numbers) - 1, 2):
        if numbers[index] == wanted and numbers[index + 1].isdigit():
            after = numbers[index + 3] if index + 3 < len(numbers) else b""
            end = first + int(after) if after.isdigit() else None
            yield content[first + int(numbers[index + 1]) : end]


def _packs(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield where the objects begin in each stream that packs some, and the stream unpacked."""
    for sign in _PACKED.finditer(data):
        near = sign.start()
        start = data.find(b"stream", near, near + 1000)
        first = _FIRST.search(data[near:start]) if start > 0 else None
        if first is not None:
            yield int(first[1]), _unpacked(data, start)


def _unpacked(data: bytes, keyword: int) -> bytes:
    start = keyword + len(b"stream")
    start += 2 if data[start : start + 2] == b"\r\n" else 1
    end = data.find(b"endstream", start)
    try:
        return zlib.decompressobj().decompress(data[start : end if end > 0 else None], _MOST)
    except zlib.error:
        return b""
