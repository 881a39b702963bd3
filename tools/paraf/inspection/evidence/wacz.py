"""Pages and all that they loaded, as the live server answered: a WACZ 1.1.1 that replays.

Any browser shows it at replayweb.page, which sends nothing anywhere; any WARC program reads it.
https://specs.webrecorder.net/wacz/1.1.1/
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urldefrag, urlsplit
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from paraf.core.evidence import FileSum
from paraf.inspection.evidence import warc
from paraf.inspection.evidence.exchange import Fetch
from paraf.inspection.evidence.warc import Record, digest, stamp
from paraf.inspection.findings import address, origin

BUDGET = 5_000_000
"""Bytes of the archive, compressed: it is kept in git for good, once for each case."""
CONNECTIONS = 4
PICTURES = ("png", "jpg", "jpeg", "webp", "avif", "gif", "svg", "ico", "mp4", "webm", "mp3", "pdf")
"""What comes last where there is not room for all: a page reads without them."""


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page to be found in the archive: its path below the site's address, and its title."""

    path: str
    title: str


@dataclass(frozen=True, slots=True)
class Written:
    """An archive as it was written, and the addresses that it has not: no answer, or no room."""

    file: FileSum
    kept: tuple[str, ...]
    left: tuple[str, ...]


def write(
    file: Path,
    url: str,
    pages: Sequence[PageEntry],
    requests: Iterable[str],
    *,
    at: datetime,
    fetch: Fetch,
) -> Written:
    """Write the archive of `pages` and of all `requests` to the site at `url`.

    Everything is asked for anew by `fetch`, from a few threads. `at` is when that begins, and
    stands beside every record. What goes beyond BUDGET is left out, pictures first, and named in
    the archive. The same answers at the same moment give the same bytes. OSError if it cannot be
    written.
    """
    wanted = _wanted(url, pages, requests)
    records, kept = _records(url, wanted, at, fetch)
    left = tuple(one for one in wanted if one not in kept)
    members = {f"archive/{warc.NAME}": b"".join(one.data for one in records)}
    members["indexes/index.cdx"] = _index(records, at)
    shown = [one for one in pages if address(url, one.path) in kept]
    members["pages/pages.jsonl"] = _listed(url, shown, at)
    package = _package(url, shown, members, left, at)
    members["datapackage.json"] = package
    seal = {"path": "datapackage.json", "hash": digest(package)}
    members["datapackage-digest.json"] = _json(seal)
    new = file.with_name(f".{file.name}.part")
    _zip(new, members)
    new.replace(file)
    with file.open("rb") as written:
        total = hashlib.file_digest(written, "sha256").hexdigest()
    return Written(FileSum(file.stat().st_size, total), tuple(kept), left)


def _wanted(url: str, pages: Sequence[PageEntry], requests: Iterable[str]) -> tuple[str, ...]:
    """Return what to ask for, in the order of what matters; each once, of this site alone."""
    own = [address(url, one.path) for one in pages]
    loaded = {urldefrag(one).url for one in requests}
    others = sorted(one for one in loaded if origin(one) == origin(url))
    return tuple(dict.fromkeys((*own, *sorted(others, key=_picture))))


def _picture(url: str) -> bool:
    return urlsplit(url).path.rpartition(".")[2].lower() in PICTURES


def _records(
    url: str, wanted: Sequence[str], at: datetime, fetch: Fetch
) -> tuple[list[Record], dict[str, None]]:
    """Return the records of all answers that there is room for, and whose they are."""
    told = {"software": "Paraf", "format": "WARC File Format 1.1", "isPartOf": url}
    records, kept = [warc.head(at, told)], dict[str, None]()
    room = BUDGET - len(records[0].data)
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        for one, exchange in zip(wanted, pool.map(fetch, wanted), strict=True):
            if exchange is None:
                continue
            pair = warc.exchanged(one, exchange, at)
            size = sum(len(record.data) for record in pair)
            if size <= room:
                room -= size
                records += pair
                kept[one] = None
    return records, kept


def _index(records: Iterable[Record], at: datetime) -> bytes:
    return "".join(sorted(_lines(records, at))).encode()


def _lines(records: Iterable[Record], at: datetime) -> Iterator[str]:
    offset = 0
    for one in records:
        if one.about is not None:
            yield warc.line(one, offset, at)
        offset += len(one.data)


def _listed(url: str, pages: Sequence[PageEntry], at: datetime) -> bytes:
    lines: list[Mapping[str, str]] = [
        {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}
    ]
    for one in pages:
        where = address(url, one.path)
        name = hashlib.sha256(where.encode()).hexdigest()[:22]
        lines.append({"id": name, "url": where, "title": one.title, "ts": stamp(at)})
    return b"".join(_json(one) for one in lines)


def _package(
    url: str,
    pages: Sequence[PageEntry],
    members: Mapping[str, bytes],
    left: Sequence[str],
    at: datetime,
) -> bytes:
    resources = [
        {"name": path.rpartition("/")[2], "path": path, "hash": digest(data), "bytes": len(data)}
        for path, data in sorted(members.items())
    ]
    main = {"mainPageUrl": address(url, pages[0].path), "mainPageDate": stamp(at)} if pages else {}
    return _json(
        {
            "profile": "data-package",
            "wacz_version": "1.1.1",
            "title": pages[0].title if pages else url,
            "description": f"Pages of {url} as the server answered, and what they loaded.",
            "software": "Paraf",
            "created": stamp(at),
            "modified": stamp(at),
            **main,
            "resources": resources,
            # Not a word of the specification, which allows others: an archive tells its gaps.
            "leftOut": list(left),
        }
    )


def _json(said: Mapping[str, object]) -> bytes:
    return json.dumps(said, ensure_ascii=False).encode() + b"\n"


def _zip(file: Path, members: Mapping[str, bytes]) -> None:
    """Pack without compressing, so that a player can read single records, and without a date."""
    with ZipFile(file, "w", ZIP_STORED) as packed:
        for path, data in members.items():
            entry = ZipInfo(path)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            packed.writestr(entry, data)
