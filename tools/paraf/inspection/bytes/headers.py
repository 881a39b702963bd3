"""Do the headers of a file tell what it is, and how long it is good? Pure."""

import email.utils
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from paraf.core.evidence import Finding
from paraf.core.serving import LASTING
from paraf.core.words import T, Text
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
CHARSET = re.compile(r';\s*charset\s*=\s*"?([^\s;"]+)', re.IGNORECASE)
UTF_8 = frozenset({"utf-8", "utf8"})
JAVASCRIPT = frozenset({"text/javascript", "application/javascript"})
XML = frozenset({"application/xml", "text/xml"})
Wrong = tuple[str, Text, Text]
"""A kind of finding, what is wrong and what to do: all but the place."""
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
AS_TOLD = T("Set up the web server as 'paraf headers' has it: types and encodings.")
KEEP = T("Set up the web server as 'paraf headers' has it: for how long files may be kept.")


def ending(path: str) -> str:
    """Return the end of a file's name in small letters; `xml` for `sitemap.xml.gz`."""
    name = path.rpartition("/")[2].lower().removesuffix(".gz")
    return name.rpartition(".")[2] if "." in name else ""


def judge_headers(path: str, place: str, got: Answer) -> Iterator[Finding]:
    """Yield what is wrong with the headers of a file that was answered with 200."""
    if not path.endswith(".gz"):
        end = ending(path)
        for wrong in _judge_type(end, got.headers.get("content-type", "")):
            yield _at(place, wrong)
        if end in READ and _is_untold(got):
            what = T("Files that end with .{end} come without their encoding, UTF-8.", end=end)
            yield block("charset-missing", place, what, AS_TOLD)
    yield from judge_cache(path, place, got.headers)


@lru_cache(maxsize=1024)
def _judge_type(end: str, told: str) -> tuple[Wrong, ...]:
    return (*_judge_kind(end, told.partition(";")[0]), *_judge_charset(end, told))


def _judge_kind(end: str, kind: str) -> Iterator[Wrong]:
    wanted = TYPES.get(end)
    if wanted is not None and kind.strip().lower() not in wanted:
        what = T(
            "Files that end with .{end} are told to be {told}, not {wanted}.",
            end=end,
            told=shown(kind) or "-",
            wanted=min(wanted - {ANY_BYTES}),
        )
        yield "type-wrong", what, AS_TOLD


def _judge_charset(end: str, told: str) -> Iterator[Wrong]:
    found = CHARSET.search(told)
    if end in TEXTS and found is not None and found[1].lower() not in UTF_8:
        what = T(
            "Files that end with .{end} are told to be in {charset}, not in UTF-8.",
            end=end,
            charset=shown(found[1]),
        )
        yield "charset-wrong", what, AS_TOLD


def _is_untold(got: Answer) -> bool:
    """Say whether nobody can know the encoding of a text that needs one."""
    told = CHARSET.search(got.headers.get("content-type", ""))
    return told is None and not got.body.isascii() and META.search(got.body, 0, 1024) is None


def judge_cache(path: str, place: str, headers: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what is wrong with how long a file may be kept (RFC 9111)."""
    told = headers.get("cache-control", "")
    expires = headers.get("expires")
    date = headers.get("date") if expires is not None else None
    nature = (ending(path), _longest(path), LASTS.search(path) is not None)
    for wrong in _judge_kept(nature, told, (expires, date), dated="last-modified" in headers):
        yield _at(place, wrong)


@lru_cache(maxsize=1024)
def _judge_kept(
    nature: tuple[str, float, bool], told: str, until: tuple[str | None, str | None], *, dated: bool
) -> tuple[Wrong, ...]:
    end, longest, lasts = nature
    kept = _lifetime(told, *until)
    said = shown(told or until[0] or "")
    if kept is None:
        if end not in ASKED or not dated:
            return ()
        what = T("Nothing is said of how long files that end with .{end} may be kept.", end=end)
        return (("cache-unsaid", what, KEEP),)
    if kept > longest:
        what = T("Files that end with .{end} may be kept for too long: {said}", end=end, said=said)
        return (("cache-stale", what, KEEP),)
    if lasts and kept < LONG and end not in ASKED:
        what = T(
            "Files that end with .{end} and never change are not kept: {said}", end=end, said=said
        )
        return (("cache-missing", what, KEEP),)
    return ()


def _at(place: str, wrong: Wrong) -> Finding:
    kind, what, remedy = wrong
    return block(kind, place, what, remedy)


def _longest(path: str) -> float:
    end = ending(path)
    if end in ASKED:
        return SHORT
    # It may have a digest in its name that `LASTING` does not know: then nothing is demanded.
    return float("inf") if TOKEN.search(path.rpartition("/")[2]) else LONG


def _lifetime(told: str, expires: str | None, date: str | None) -> float | None:
    """Return the seconds that a private cache may keep an answer without asking; None: unsaid."""
    said = [one.strip().lower() for one in told.split(",")]
    if "no-cache" in said or "no-store" in said:
        return 0.0
    for one in said:
        name, _, value = one.partition("=")
        if name == "max-age":
            value = value.strip('"')
            return float(value[:12]) if value.isascii() and value.isdigit() else 0.0
    return None if expires is None else _expires(expires, date or "")


def _expires(expires: str, date: str) -> float:
    try:
        until = email.utils.parsedate_to_datetime(expires)
        now = email.utils.parsedate_to_datetime(date)
        return max((until - now).total_seconds(), 0.0)
    except (ValueError, TypeError, OverflowError):
        return 0.0  # RFC 9111, 5.3: what cannot be read is over
