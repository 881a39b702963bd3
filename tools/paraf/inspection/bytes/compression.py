"""Does a text travel packed, and say so? Pure."""

from collections.abc import Iterator

from paraf.core.evidence import Finding
from paraf.core.words import T
from paraf.inspection.bytes.headers import ending
from paraf.inspection.fetch import Answer
from paraf.inspection.findings import block

ENDS = frozenset({"html", "css", "js", "mjs", "json", "xml", "svg", "txt", "csv", "webmanifest"})
APART = ("content-length", "age", "via")
"""Headers that tell of something that was packed before it was asked for."""
SMALLEST = 1024
"""Bytes of a text that is worth compressing."""


def is_packed(got: Answer) -> bool:
    """Say whether an answer came packed in any way (RFC 9110, 8.4)."""
    return encoding(got) not in ("", "identity")


def encoding(got: Answer) -> str:
    """Return how an answer is packed, in small letters; empty where it is not."""
    return got.headers.get("content-encoding", "").strip().lower()


def may_differ(got: Answer) -> bool:
    """Say whether those who take nothing packed, or not so, may get other bytes than these.

    What is packed while it is sent has no length before (RFC 9112, 6.3) and is the file itself;
    what has one was stored packed, beside the file, and the file may be another. Brotli is offered
    by no browser without TLS, so what comes as gzip instead has to be seen, too. A cache on the way
    holds what it has for each by itself (RFC 9111, 4.1).
    """
    apart = encoding(got) == "br" or any(one in got.headers for one in APART)
    return is_packed(got) and apart


def judge_compression(path: str, place: str, size: int, got: Answer) -> Iterator[Finding]:
    """Yield what is wrong with how a file travels that was asked for as browsers ask."""
    end = ending(path)
    if end not in ENDS or path.endswith(".gz") or size <= SMALLEST:
        return
    if not is_packed(got):
        yield block(
            "compression-missing",
            place,
            T("Files that end with .{end} are sent without compression.", end=end),
            T("Switch on compression for texts in the web server."),
        )
    elif "accept-encoding" not in _vary(got):
        yield block(
            "vary-missing",
            place,
            T("Files that end with .{end} are sent packed without saying that others get them"
              " otherwise.", end=end),
            T("Let the web server add “Vary: Accept-Encoding” to what it compresses."),
        )  # fmt: skip


def _vary(got: Answer) -> str:
    """Return what an answer depends on; everything includes what we look for (RFC 9110, 12.5.5)."""
    told = got.headers.get("vary", "").lower()
    return "accept-encoding" if "*" in told else told
