"""Records of a WARC file (ISO 28500:2017, WARC 1.1), each compressed by itself, and their index.

The same answers at the same moment give the same bytes: a record is named by what it holds.
"""

import hashlib
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from paraf.inspection.evidence.exchange import Exchange

NAME = "data.warc.gz"
GZIP = 31
"""What zlib calls its window with a gzip head around it; that head tells no time."""


@dataclass(frozen=True, slots=True)
class Record:
    """A compressed record, and its line of the index (CDXJ); request and head have no line."""

    data: bytes
    url: str = ""
    about: Mapping[str, str] | None = None


def head(at: datetime, said: Mapping[str, str]) -> Record:
    """Return the record that a file begins with: by what, and why it was made."""
    block = "".join(f"{name}: {value}\r\n" for name, value in said.items()).encode()
    fields = {
        "WARC-Type": "warcinfo",
        "WARC-Filename": NAME,
        "Content-Type": "application/warc-fields",
    }
    return Record(_packed(_named(fields, at, block), block))


def exchanged(url: str, exchange: Exchange, at: datetime) -> tuple[Record, Record]:
    """Return the records of an answer and of the request that it answers.

    The answer's payload digest is the SHA-256 of its body, in hex: where nothing was encoded on the
    way, that is what `sha256sum` says of the file, and what the site's manifest says.
    """
    block = exchange.response + exchange.body
    fields = {
        "WARC-Type": "response",
        "WARC-Target-URI": url,
        "WARC-Payload-Digest": digest(exchange.body),
        **({"WARC-IP-Address": exchange.peer} if exchange.peer else {}),
        "Content-Type": "application/http; msgtype=response",
    }
    answer = _named(fields, at, block)
    asked = {
        "WARC-Type": "request",
        "WARC-Target-URI": url,
        "WARC-Concurrent-To": answer["WARC-Record-ID"],
        "Content-Type": "application/http; msgtype=request",
    }
    mime = exchange.header("Content-Type").partition(";")[0].strip() or "unk"
    about = {
        "url": url,
        "mime": mime,
        "status": f"{exchange.status}",
        "digest": digest(exchange.body),
    }
    return (
        Record(_packed(answer, block), url, about),
        Record(_packed(_named(asked, at, exchange.request), exchange.request)),
    )


def line(record: Record, offset: int, at: datetime) -> str:
    """Return a record's line of the index, as it lies at `offset` bytes of the file."""
    place = {"length": f"{len(record.data)}", "offset": f"{offset}", "filename": NAME}
    said = json.dumps({**(record.about or {}), **place})
    return f"{surt(record.url)} {at.astimezone(UTC):%Y%m%d%H%M%S} {said}\n"


def surt(url: str) -> str:
    """Return an address as indexes sort it: the host from its end, all in small letters.

    `https://www.bkd.contoh.example/A/?b` gives `example,contoh,bkd)/a/?b`.
    """
    parts = urlsplit(url.lower())
    host = re.sub(r"^www\d*\.", "", parts.hostname or "")
    if not re.fullmatch(r"[\d.]+|.*:.*", host):
        host = ",".join(reversed(host.split(".")))
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    port = f":{parts.port}" if parts.port not in (None, usual) else ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{port}){parts.path or '/'}{query}"


def digest(data: bytes) -> str:
    """Return a SHA-256 as WARC and WACZ write it."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def stamp(at: datetime) -> str:
    """Return a moment in UTC, to the second, as WARC and WACZ write it."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _named(fields: Mapping[str, str], at: datetime, block: bytes) -> dict[str, str]:
    """Add moment, digest and name: the same record has the same name wherever it is made."""
    told = {**fields, "WARC-Date": stamp(at), "WARC-Block-Digest": digest(block)}
    name = uuid5(NAMESPACE_URL, json.dumps(told, sort_keys=True))
    return {**told, "WARC-Record-ID": f"<urn:uuid:{name}>", "Content-Length": f"{len(block)}"}


def _packed(fields: Mapping[str, str], block: bytes) -> bytes:
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    packer = zlib.compressobj(9, zlib.DEFLATED, GZIP)
    whole = b"WARC/1.1\r\n" + lines.encode() + b"\r\n" + block + b"\r\n\r\n"
    return packer.compress(whole) + packer.flush()
