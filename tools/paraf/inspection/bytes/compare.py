"""Is every file of the release live, byte for byte?"""

import json
import secrets
import time
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from threading import Event

from paraf.core.evidence import FileSum, Finding, Manifest, Release
from paraf.core.words import T
from paraf.inspection.fetch import WORKERS, Answer, Pause, Silence, Web, opened
from paraf.inspection.findings import PUBLISH_AGAIN, address, block, unreachable, wrong_status
from paraf.ports import Progress

NOTICE = ".well-known/release.json"
NOTICE_LIMIT = 50_000_000
IN_A_ROW, IN_ALL = 3, 20
"""So many files that got no answer but a server error or none, and the server counts as down."""


@dataclass(frozen=True, slots=True)
class Compared:
    """How many files were answered, with how many bytes, and what was wrong."""

    files: int
    bytes: int
    findings: tuple[Finding, ...]


def check_bytes(
    url: str,
    manifest: Manifest,
    release: Release | None,
    progress: Progress,
    *,
    pause: Pause = time.sleep,
) -> Compared:
    """Fetch every file of the manifest from below `url` and compare it by SHA-256.

    The site must also name this release, and answer 404 for what it does not have. If it names
    another one, nothing else is compared; if it is down, there is that one finding only.
    """
    with opened(pause) as web:
        notice = web.get(address(url, NOTICE), limit=NOTICE_LIMIT, keep=True)
        if isinstance(notice, Silence) or notice.status >= 500:
            return Compared(0, 0, (unreachable(url, _reason(notice)),))
        named = _named(notice)
        if release is not None and named not in (None, release.digest):
            return Compared(0, 0, (_other(url, release, str(named)),))
        first = [*_soft_404(web, url), *(_unnamed(url) if release and named is None else ())]
        rest = _compare_all(web, url, manifest, progress)
    return Compared(rest.files, rest.bytes, (*first, *rest.findings))


def _compare_all(web: Web, url: str, manifest: Manifest, progress: Progress) -> Compared:
    files = answered = 0
    findings: list[Finding] = []
    silent: list[Finding] = []
    silences = 0
    with closing(_answers(web, url, sorted(manifest.files.items()))) as answers:
        for place, expected, got in answers:
            progress(T("Comparing the live files"), files, len(manifest.files))
            if isinstance(got, Silence) or got.status >= 500:
                silent.append(_silent(place, got))
                silences += 1
                if _is_gone(got) or len(silent) == IN_A_ROW or silences == IN_ALL:
                    findings.append(unreachable(url, _reason(got)))
                    return Compared(files, answered, tuple(findings))
                continue
            findings += [*silent, *_compare(place, expected, got)]
            silent.clear()
            files += 1
            answered += got.size
    progress(T("Comparing the live files"), files, len(manifest.files))
    return Compared(files, answered, (*findings, *silent))


def _answers(
    web: Web, url: str, files: Iterable[tuple[str, FileSum]]
) -> Generator[tuple[str, FileSum, Answer | Silence]]:
    """Yield the answers in the order of `files`; stop asking once nobody wants more."""
    over = Event()

    def ask(file: tuple[str, FileSum]) -> tuple[str, FileSum, Answer | Silence]:
        place = address(url, file[0])
        if over.is_set():
            return place, file[1], Silence("", gone=True)
        return place, file[1], web.get(place, limit=file[1].size)

    with ThreadPoolExecutor(WORKERS) as pool:
        try:
            yield from pool.map(ask, files)
        finally:
            over.set()


def _compare(place: str, expected: FileSum, got: Answer) -> Iterator[Finding]:
    if got.status in (404, 410):
        yield block("file-missing", place, T("The file is not there."), PUBLISH_AGAIN)
    elif got.status != 200:
        yield wrong_status("file-status", place, got.status)
    elif (got.size, got.sha256) != (expected.size, expected.sha256):
        yield block(
            "file-changed",
            place,
            T("The file does not have the bytes that were published."),
            T("Find out who changed it; then publish the release again."),
        )


def _silent(place: str, got: Answer | Silence) -> Finding:
    if isinstance(got, Answer):
        return wrong_status("file-status", place, got.status)
    what = T("No whole answer came: {reason}", reason=got.reason)
    return block("file-silent", place, what, PUBLISH_AGAIN)


def _reason(got: Answer | Silence) -> str:
    return f"HTTP {got.status}" if isinstance(got, Answer) else got.reason


def _is_gone(got: Answer | Silence) -> bool:
    return isinstance(got, Silence) and got.gone


def _named(notice: Answer) -> str | None:
    try:
        return str(json.loads(notice.body)["release"]) if notice.status == 200 else None
    except (ValueError, KeyError, TypeError):
        return None


def _unnamed(url: str) -> Iterator[Finding]:
    place = address(url, NOTICE)
    yield block(
        "release-unknown",
        place,
        T("The site does not say which release it is."),
        T("See to it that the web server also serves folders with a leading dot."),
    )


def _other(url: str, release: Release, named: str) -> Finding:
    return block(
        "release-other",
        address(url, NOTICE),
        T(
            "The site says that it is release {named}, not {release}.",
            named=named[:12],
            release=release.digest[:12],
        ),
        PUBLISH_AGAIN,
    )


def _soft_404(web: Web, url: str) -> Iterator[Finding]:
    place = address(url, f"{secrets.token_hex(8)}/")
    got = web.get(place, limit=0)
    if isinstance(got, Answer) and got.status != 404:
        yield block(
            "soft-404",
            place,
            T("A page that does not exist answers {status}, not 404.", status=got.status),
            T("Let the web server answer 404 with the page 404.html."),
        )
