"""Do the headers of a file tell what it is, and how long it is good? Pure."""

import email.utils
import re
from collections.abc import Iterator, Mapping

from paraf.core.evidence import Finding
from paraf.core.serving import LASTING
from paraf.core.words import T
from paraf.inspection.fetch import Answer
from paraf.inspection.findings import block, shown

SHORT = 600
"""Seconds for which a page may be shown without asking: as much as GitHub Pages has it."""
LONG = 7 * 24 * 3600
"""Seconds for which a file may be kept whose name does not change with its content, and for which
one should be kept whose name does."""
META = re.compile(rb"<meta[^>]{0,200}charset\s*=", re.IGNORECASE)
TOKEN = re.compile(r"[._-]([0-9a-zA-Z_-]{7,64})\.")
LASTS = re.compile(LASTING)
UTF_8 = frozenset({"utf-8", "utf8"})
JAVASCRIPT = frozenset({"text/javascript", "application/javascript"})
XML = frozenset({"application/xml", "text/xml"})
ANY_BYTES = "application/octet-stream"
OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN = "application/vnd.oasis.opendocument."
TYPES: Mapping[str, frozenset[str]] = {
    "html": frozenset({"text/html"}),
    "htm": frozenset({"text/html"}),
    "css": frozenset({"text/css"}),
    "js": JAVASCRIPT,
    "mjs": JAVASCRIPT,
    "json": frozenset({"application/json", "application/feed+json"}),
    "webmanifest": frozenset({"application/manifest+json", "application/json", ANY_BYTES}),
    "xml": XML | {"application/rss+xml", "application/atom+xml"},
    "rss": XML | {"application/rss+xml"},
    "atom": XML | {"application/atom+xml"},
    "svg": frozenset({"image/svg+xml"}),
    "png": frozenset({"image/png"}),
    "jpg": frozenset({"image/jpeg"}),
    "jpeg": frozenset({"image/jpeg"}),
    "gif": frozenset({"image/gif"}),
    "webp": frozenset({"image/webp"}),
    "avif": frozenset({"image/avif"}),
    "ico": frozenset({"image/x-icon", "image/vnd.microsoft.icon"}),
    "pdf": frozenset({"application/pdf"}),
    "txt": frozenset({"text/plain"}),
    "wasm": frozenset({"application/wasm"}),
    "mp3": frozenset({"audio/mpeg"}),
    "mp4": frozenset({"video/mp4"}),
    "webm": frozenset({"video/webm", "audio/webm"}),
    # What follows is saved, not shown: unnamed bytes do no harm.
    "csv": frozenset({"text/csv", "text/plain", ANY_BYTES}),
    "md": frozenset({"text/markdown", "text/plain", ANY_BYTES}),
    "zip": frozenset({"application/zip", "application/x-zip-compressed", ANY_BYTES}),
    "docx": frozenset({f"{OFFICE}wordprocessingml.document", ANY_BYTES}),
    "xlsx": frozenset({f"{OFFICE}spreadsheetml.sheet", ANY_BYTES}),
    "pptx": frozenset({f"{OFFICE}presentationml.presentation", ANY_BYTES}),
    "odt": frozenset({f"{OPEN}text", ANY_BYTES}),
    "ods": frozenset({f"{OPEN}spreadsheet", ANY_BYTES}),
}
"""What may be told of a file, by the end of its name; of others nothing is demanded."""
TEXTS = frozenset({"html", "htm", "css", "js", "mjs", "xml", "rss", "atom", "txt", "csv", "md"})
READ = frozenset({"html", "htm", "txt", "csv", "md"})
"""Texts whose encoding nobody knows who is not told it."""
ASKED = frozenset({"html", "htm", "json", "xml", "rss", "atom", "txt", "webmanifest", "ics"})
"""What is asked for by a name that never changes, and tells what else there is."""
AS_TOLD = T("Let the web server tell the types that the offered settings have.")
KEEP = T("Set the cache headers as in the offered settings of the web server.")


def ending(path: str) -> str:
    """Return the end of a file's name in small letters; `xml` for `sitemap.xml.gz`."""
    name = path.rpartition("/")[2].lower().removesuffix(".gz")
    return name.rpartition(".")[2] if "." in name else ""


def judge_headers(path: str, place: str, got: Answer) -> Iterator[Finding]:
    """Yield what is wrong with the headers of a file that was answered with 200."""
    if not path.endswith(".gz"):
        yield from _judge_type(path, place, got)
    yield from judge_cache(path, place, got.headers)


def _judge_type(path: str, place: str, got: Answer) -> Iterator[Finding]:
    end = ending(path)
    told = got.headers.get("content-type", "")
    kind, _, rest = told.partition(";")
    wanted = TYPES.get(end)
    if wanted is not None and kind.strip().lower() not in wanted:
        what = T(
            "Files that end with .{end} are told to be {told}, not {wanted}.",
            end=end,
            told=shown(told) or "-",
            wanted=min(wanted - {ANY_BYTES}),
        )
        yield block("type-wrong", place, what, AS_TOLD)
    if end in TEXTS:
        yield from _judge_charset(end, place, rest, got.body)


def _judge_charset(end: str, place: str, rest: str, body: bytes) -> Iterator[Finding]:
    told = re.search(r'charset\s*=\s*"?([^\s;"]+)', rest, re.IGNORECASE)
    if told is not None:
        if told[1].lower() not in UTF_8:
            what = T(
                "Files that end with .{end} are told to be in {charset}, not in UTF-8.",
                end=end,
                charset=shown(told[1]),
            )
            yield block("charset-wrong", place, what, AS_TOLD)
    elif end in READ and not body.isascii() and META.search(body, 0, 1024) is None:
        what = T("Files that end with .{end} come without their encoding, UTF-8.", end=end)
        yield block("charset-missing", place, what, AS_TOLD)


def judge_cache(path: str, place: str, headers: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what is wrong with how long a file may be kept (RFC 9111)."""
    end = ending(path)
    kept = _lifetime(headers)
    said = shown(headers.get("cache-control", "") or headers.get("expires", ""))
    if kept is None:
        if end in ASKED and "last-modified" in headers:
            what = T("Nothing is said of how long files that end with .{end} may be kept.", end=end)
            yield block("cache-unsaid", place, what, KEEP)
        return
    if kept > _longest(path):
        what = T("Files that end with .{end} may be kept for too long: {said}", end=end, said=said)
        yield block("cache-stale", place, what, KEEP)
    elif kept < LONG and LASTS.search(path):
        what = T(
            "Files that end with .{end} and never change are not kept: {said}", end=end, said=said
        )
        yield block("cache-missing", place, what, KEEP)


def _longest(path: str) -> float:
    end = ending(path)
    if end in ASKED:
        return SHORT
    # It may have a digest in its name that `LASTING` does not know: then nothing is demanded.
    return float("inf") if TOKEN.search(path.rpartition("/")[2]) else LONG


def _lifetime(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that a private cache may keep an answer without asking; None: unsaid."""
    said = [one.strip().lower() for one in headers.get("cache-control", "").split(",")]
    if "no-cache" in said or "no-store" in said:
        return 0.0
    for one in said:
        name, _, value = one.partition("=")
        if name == "max-age":
            value = value.strip('"')
            return float(value[:12]) if value.isascii() and value.isdigit() else 0.0
    if "expires" in headers:
        return _expires(headers)
    return None


def _expires(headers: Mapping[str, str]) -> float:
    try:
        until = email.utils.parsedate_to_datetime(headers["expires"])
        now = email.utils.parsedate_to_datetime(headers["date"])
        return max((until - now).total_seconds(), 0.0)
    except (ValueError, TypeError, KeyError, OverflowError):
        return 0.0  # RFC 9111, 5.3: what cannot be read is over
