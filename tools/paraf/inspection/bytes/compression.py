"""Is what travels compressed what was published?"""

import hashlib
import zlib
from collections.abc import Iterator

from paraf.core.evidence import FileSum, Finding
from paraf.core.words import T
from paraf.inspection.bytes.headers import ending
from paraf.inspection.bytes.question import Answers, Question, answer
from paraf.inspection.fetch import Answer, Ask
from paraf.inspection.findings import address, block
from paraf.inspection.site import Site

ENDS = ("html", "css", "js", "mjs", "json", "xml", "svg", "txt", "csv", "webmanifest")
SMALLEST, LARGEST = 1024, 20_000_000
"""Bytes of a text that is worth compressing, and of one that is unpacked here."""
SAMPLES = 2
OFFERS = ("gzip", "gzip, br")
SPARE = 1024


def questions(site: Site) -> Iterator[Question]:
    """Ask for some files of every kind of text as a browser does: packed in one way or another."""
    for path in _samples(site):
        yield _question(address(site.url, path), ending(path), site.manifest.files[path])


def _samples(site: Site) -> Iterator[str]:
    for end in ENDS:
        worth = [
            (-one.size, path)
            for path, one in site.manifest.files.items()
            if path.endswith(f".{end}") and SMALLEST < one.size < LARGEST
        ]
        yield from (path for _, path in sorted(worth)[:SAMPLES])


def _question(place: str, end: str, expected: FileSum) -> Question:
    asks = [
        Ask(place, expected.size + SPARE, keep=True, headers=(f"Accept-Encoding: {offer}",))
        for offer in OFFERS
    ]

    def judge(answers: Answers) -> Iterator[Finding]:
        came = [got for one in asks if (got := answer(answers, one)) and got.status == 200]
        if any(not _is_same(got, expected) for got in came):
            yield block(
                "compression-broken",
                place,
                T("Unpacked, the file does not have the bytes that were published."),
                T("Remove what the web server keeps compressed, and publish the release again."),
            )
        elif any("content-encoding" not in got.headers for got in came):
            yield block(
                "compression-missing",
                place,
                T("Files that end with .{end} are sent without compression.", end=end),
                T("Switch on compression for texts in the web server."),
            )
        elif any("accept-encoding" not in _vary(got) for got in came):
            yield block(
                "vary-missing",
                place,
                T("Files that end with .{end} are sent packed without saying that others get them"
                  " otherwise.", end=end),
                T("Let the web server add “Vary: Accept-Encoding” to what it compresses."),
            )  # fmt: skip

    return Question(asks, judge)


def _vary(got: Answer) -> str:
    """Return what an answer depends on; everything includes what we look for (RFC 9110, 12.5.5)."""
    told = got.headers.get("vary", "").lower()
    return "accept-encoding" if "*" in told else told


def _is_same(got: Answer, expected: FileSum) -> bool:
    """Say whether the bytes agree; a file that is wrong unpacked is told by the comparison."""
    encoding = got.headers.get("content-encoding", "").strip().lower()
    if encoding in ("", "identity"):
        return True
    body = unpacked(encoding, got.body, expected.size)
    return body is not None and hashlib.sha256(body).hexdigest() == expected.sha256


def unpacked(encoding: str, body: bytes, size: int) -> bytes | None:
    """Return what a body unpacks to; None if it is broken, or longer than `size` bytes.

    Never more than a little over `size` bytes are unpacked: a small body may hold gigabytes.
    """
    try:
        if encoding in ("gzip", "x-gzip"):
            stream = zlib.decompressobj(31)
            out = stream.decompress(body, size + 1)
            whole = stream.eof and not stream.unused_data
        elif encoding == "br":
            out, whole = _from_brotli(body, size)
        else:
            return None
    except zlib.error:
        return None
    return out if whole and len(out) <= size else None


def _from_brotli(body: bytes, size: int) -> tuple[bytes, bool]:
    import brotli

    stream = brotli.Decompressor()
    try:
        out = stream.process(body, output_buffer_limit=size + 1)
        while len(out) <= size and not stream.is_finished():
            more = stream.process(b"", output_buffer_limit=size + 1)
            if not more:
                break
            out += more
    except brotli.error:
        return b"", False
    return bytes(out), bool(stream.is_finished())
