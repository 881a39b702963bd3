"""Breaks documents as accidents and attackers do: in their bytes, and inside what is packed."""

import io
import re
import zipfile
import zlib
from random import Random

TOKENS = (
    b"", b"\x00", b"\xff" * 8, b"<", b"]]>", b"<![CDATA[", b"<!DOCTYPE a [<!ENTITY b SYSTEM 'c'>]>",
    b"&#x0;",
    b"&amp;" * 40, b"<a>" * 900, b"%PDF-1.7\n", b"endobj\n",
    b"1 0 obj<</Kids[1 0 R]>>endobj",
    b"99999999999999999999",
    b"-1", b"1e308", b"NaN", b'"', b"\r", b";" * 600,
    b"/Length 4294967295",
    b"stream\n", b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"\xef\xbb\xbf", b"\xff\xfe",
    b"/ObjStm",
    b"[" * 3000, b"<<" * 3000, b"\xf0\x9f\x98\x80", b"3404071205900001", "\u202e".encode(),
    b"r='XFD1048577'",
)  # fmt: skip
"""What readers of formats stumble over."""
VALUES = (
    b"0", b"-1", b"1", b"4294967296", b"99999999999999999999", b"1e308", b"-0.0", b"A1048577",
    b"XFD1", b"ZZZZ99999999", b"true", b"", b" ", b"../../etc/passwd", b"xl/workbook.xml",
    b"A1:XFD1048576", b"&#10;", b"\xc3\xa9" * 300, b"3404071205900001", b"0 R",
)  # fmt: skip
"""Numbers, references and names that are written well and mean too much, or nothing."""


def broken(data: bytes, rng: Random) -> bytes:
    """Return a document with some accidents; a packed one may be broken inside its parts."""
    if data[:2] == b"PK" and rng.random() < 0.8:
        return _inside(data, rng)
    if data[:4] == b"%PDF" and rng.random() < 0.6:
        data = unpacked_pdf(data)
    return _struck(data, rng, rng.randint(1, 12))


def unpacked_pdf(data: bytes) -> bytes:
    """Return a PDF whose streams lie open, so that what is in them can be broken; the table is not
    right any more, and readers mend that."""
    out, rest = bytearray(), data
    while (at := rest.find(b"stream\n")) >= 0:
        end = rest.find(b"\nendstream", at)
        if end < 0:
            break
        body = rest[at + 7 : end]
        try:
            body = zlib.decompress(body)
            out += rest[:at].replace(b"/Filter/FlateDecode", b"")
        except zlib.error:
            out += rest[:at]
        out += b"stream\n" + body + b"\nendstream"
        rest = rest[end + len(b"\nendstream") :]
    return bytes(out + rest)


def _inside(data: bytes, rng: Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        struck = set(rng.sample(names, min(len(names), rng.randint(1, 3))))
        for name in names:
            body = old.read(name)
            if name in struck:
                body = _struck(body, rng, rng.randint(1, 6))
            if not (name in struck and rng.random() < 0.1):  # now and then a part is missing
                new.writestr(zipfile.ZipInfo(name), body, zipfile.ZIP_DEFLATED)
    whole = out.getvalue()
    return _struck(whole, rng, 1) if rng.random() < 0.1 else whole


def _struck(data: bytes, rng: Random, times: int) -> bytes:
    return _rewritten(data, rng, times) if rng.random() < 0.4 else _hit(data, rng, times)


def _rewritten(data: bytes, rng: Random, times: int) -> bytes:
    """Put other numbers and other values where some stood: it reads well, and says nonsense."""
    spots = list(re.finditer(rb'(?<==")[^"<]*(?=")|(?<=>)[^<>]+(?=<)|-?\d+', data))
    if not spots:
        return _hit(data, rng, times)
    body = bytearray(data)
    for spot in sorted(rng.sample(spots, min(times, len(spots))), key=lambda one: -one.start()):
        body[spot.start() : spot.end()] = rng.choice(VALUES)
    return bytes(body)


def _hit(data: bytes, rng: Random, times: int) -> bytes:
    body = bytearray(data)
    for _ in range(times):
        at = rng.randrange(len(body) + 1)
        what = rng.randrange(6)
        if what == 0 and body:
            body[at % len(body)] ^= 1 << rng.randrange(8)
        elif what == 1:
            body[at:at] = rng.choice(TOKENS)
        elif what == 2:
            del body[at : at + rng.randint(1, 200)]
        elif what == 3:
            body[at:at] = body[at : at + rng.randint(1, 400)] * rng.randint(1, 5)
        elif what == 4:
            body[at : at + 4] = rng.choice(TOKENS)
        elif rng.random() < 0.3:
            del body[at:]
    return bytes(body)
