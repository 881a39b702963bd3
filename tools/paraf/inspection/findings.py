"""The findings that several parts of an inspection make, and how addresses are written."""

from collections.abc import Iterable, Sequence
from urllib.parse import quote, urlsplit

from paraf.core.evidence import Finding
from paraf.core.words import T, Text
from paraf.inspection.kinds import KINDS
from paraf.inspection.kinds.bytes import FOLDED

PUBLISH_AGAIN = T("Publish the release again, then inspect anew.")
CORRECT_PAGE = T("Correct the page, then let it be marked and published anew.")
UNREACHABLE = "server-unreachable"
ORDER = {kind: (number, kind) for number, kind in enumerate(KINDS)}


def block(kind: str, place: str, what: Text, remedy: Text, line: int = 0) -> Finding:
    """Return a finding of a kind of `kinds.KINDS`, with the severity that stands there."""
    return Finding(kind, KINDS[kind].severity, place, line, what, remedy)


def unreachable(url: str, reason: Text | str) -> Finding:
    """Return the one finding for a server that is down, however many files it has."""
    return block(
        UNREACHABLE,
        url,
        T("The server does not answer: {reason}", reason=reason),
        T("See to it that the web server runs and can be reached, then inspect anew."),
    )


def wrong_status(kind: str, place: str, status: int) -> Finding:
    """Return the finding for an address that does not answer 200."""
    return block(kind, place, T("The server answers {status}.", status=status), PUBLISH_AGAIN)


def folded(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings in their order: by kind, place, line and words, each once.

    Of those of a kind of `FOLDED` that say the same, only the first place is told. Folding what was
    folded changes nothing, so shares of one site may be folded each, and then together.
    """
    ordered = sorted(findings, key=_order)
    known: dict[tuple[object, ...], Finding] = {}
    for one in ordered:
        key = (one.kind, str(one.what)) if one.kind in FOLDED else _order(one)
        known.setdefault(key, one)
    return tuple(known.values())


def shown(said: str, most: int = 80) -> str:
    """Return what a server said so that it can be shown: one line, short, nothing hidden in it."""
    plain = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in said)
    return plain if len(plain) <= most else f"{plain[:most]}…"


def _order(finding: Finding) -> tuple[object, ...]:
    return (*ORDER.get(finding.kind, (len(ORDER), finding.kind)), finding.place, finding.line,
            str(finding.what))  # fmt: skip


def is_down(findings: Sequence[Finding]) -> bool:
    """Say whether there is no point in asking the server anything more."""
    return any(one.kind == UNREACHABLE for one in findings)


def address(url: str, path: str) -> str:
    """Return where a file of the manifest, or a page by its path, is found below `url`.

    `a/index.html` is shown as `a/`, as `use_directory_urls` has it.
    """
    folder, _, name = path.rpartition("/")
    shown = path if name != "index.html" else f"{folder}/" if folder else ""
    return f"{url.rstrip('/')}/{quote(shown, errors='surrogateescape')}"


def origin(url: str) -> tuple[str, str]:
    """Return scheme and host with port: what tells our site from a foreign one."""
    parts = urlsplit(url)
    return parts.scheme, parts.netloc
