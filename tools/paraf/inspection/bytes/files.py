"""Every file of the release, fetched and held against its digest."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace

from paraf.core.evidence import FileSum, Finding
from paraf.core.words import T, Text
from paraf.inspection.bytes.compression import (
    encoding,
    is_packed,
    judge_compression,
    may_differ,
)
from paraf.inspection.bytes.headers import READ, ending, judge_headers
from paraf.inspection.fetch import (
    IDENTITY,
    PACKED,
    PATIENCE,
    Answer,
    Ask,
    Fault,
    Silence,
    Web,
    is_well,
)
from paraf.inspection.findings import PUBLISH_AGAIN, address, block, unreachable, wrong_status
from paraf.inspection.kinds.bytes import FOLDED
from paraf.inspection.site import Site
from paraf.ports import Progress

Reader = Callable[[str, bytes], None]
"""Is given the path below the site's address and the body of a file."""

DOCUMENTS = frozenset({"html", "htm", "xhtml", "css", "xml", "svg", "rss", "atom", "webmanifest"})
NAMED = frozenset({"robots.txt", "manifest.json"})
"""What a reader is given, by ending and by name: whatever may refer to something else."""
STORED = (".gz", ".tgz", ".svgz", ".br")
"""Names of files that are packed themselves: they are asked for as they lie there."""
GZIP = ("Accept-Encoding: gzip",)
UNKNOWN = 1_000_000_000
"""So many bytes are read of a file whose size nobody knows."""
AT_LEAST, ONE_IN = 20, 100
"""So many files without any good answer, or one in so many, and the server counts as down."""
STUMBLES, ONE_IN_STUMBLES = 5, 20
"""So many files, and one in so many, that needed a second try: then the server is unsteady."""
SPARE, EACH = 60.0, 0.5
"""Seconds that all may take: so many, so many more for each file, and what their bytes need."""
STEP = 50


@dataclass
class Tally:
    """What has come so far."""

    files: int = 0
    bytes: int = 0
    stumbled: int = 0
    findings: list[Finding] = field(default_factory=list)
    failed: list[Finding] = field(default_factory=list)
    led_on: list[str] = field(default_factory=list)
    again: list[Ask] = field(default_factory=list)
    settings: dict[tuple[str, Text], Finding] = field(default_factory=dict)

    def add(self, findings: Iterable[Finding]) -> None:
        """Add findings. What a setting of the server does to every file does not pile up."""
        for one in findings:
            if one.kind not in FOLDED:
                self.findings.append(one)
                continue
            known = self.settings.setdefault((one.kind, one.what), one)
            if one.place < known.place:
                self.settings[one.kind, one.what] = one


def compare(web: Web, site: Site, progress: Progress, reader: Reader | None) -> Tally:
    """Compare the files of this share, and say which ones lead on instead.

    Every file is asked for as browsers do, packed, and what it unpacks to is compared; where others
    may get other bytes (`compression.may_differ`), it is asked for as they do, too. `reader` is
    given the body of every document as it comes. A server that goes away, or fails too often, is
    one finding and nothing else.
    """
    paths = [one for one in sorted(site.manifest.files) if site.share.has(one)]
    asked = {address(site.url, path): path for path in paths}
    tally = Tally()
    seconds = _seconds(site, paths)
    with closing(web.stream(asks(site, asked, reader), seconds=seconds)) as answers:
        for number, (ask, got) in enumerate(answers):
            if number % STEP == 0:
                progress(T("Comparing the live files"), number, len(paths))
            if isinstance(got, Silence) and got.gone:
                return _down(site, tally, got)
            _take(tally, ask, asked[ask.url], site, got)
            _read(asked[ask.url], got, reader)
            if len(tally.failed) > max(AT_LEAST, len(paths) // ONE_IN):
                return _down(site, tally, got)
        if tally.failed and not tally.files:
            return _down(site, tally, got)
    away = _ask_otherwise(web, site, tally, asked, seconds)
    if away is not None:
        return _down(site, tally, away)
    progress(T("Comparing the live files"), len(paths), len(paths))
    return _steady(site, tally, len(paths))


def _ask_otherwise(
    web: Web, site: Site, tally: Tally, asked: dict[str, str], seconds: float
) -> Answer | Silence | None:
    """Compare what others get of files that lie there packed; return what says that all is away."""
    with closing(web.stream(tally.again, seconds=2 * seconds)) as answers:
        for ask, got in answers:
            if isinstance(got, Silence) and got.gone:
                return got
            if not is_well(got):
                tally.failed.append(_failed(ask.url, got))
            elif isinstance(got, Answer):
                path = asked[ask.url]
                tally.add(_compare(path, ask, site.manifest.files[path], got))
            if len(tally.failed) > max(AT_LEAST, len(asked) // ONE_IN):
                return got
    return None


def asks(site: Site, asked: dict[str, str], reader: Reader | None) -> Iterator[Ask]:
    """Yield what is asked for: `asked` are paths of the manifest by their addresses."""
    for place, path in asked.items():
        size = site.manifest.files[path].size
        keep = ending(path) in READ or (reader is not None and _is_document(path))
        stored = path.lower().endswith(STORED)
        yield Ask(
            place,
            size if size >= 0 else UNKNOWN,
            keep,
            IDENTITY if stored else PACKED,
            unpack=not stored,
            unweighed=size < 0,
        )


def _seconds(site: Site, paths: list[str]) -> float:
    weight = sum(max(site.manifest.files[path].size, 0) for path in paths)
    gap = 1 / site.rules.per_second if site.rules.per_second > 0 else 0.0
    return SPARE + len(paths) * (EACH + gap) + weight / PATIENCE.slowest


def _take(tally: Tally, ask: Ask, path: str, site: Site, got: Answer | Silence) -> None:
    tally.stumbled += got.tries > 1
    if not is_well(got):
        tally.failed.append(_failed(ask.url, got))
        return
    assert isinstance(got, Answer)  # `is_well` saw to it
    tally.files += 1
    tally.bytes += got.size
    if got.location is not None:
        tally.led_on.append(path)
        return
    expected = site.manifest.files[path]
    sample = path == "index.html" or any(path == f"{one.path}index.html" for one in site.pages)
    if ask.unpack and not got.torn and (may_differ(got) or (sample and is_packed(got))):
        others = (IDENTITY, GZIP) if encoding(got) == "br" else (IDENTITY,)
        tally.again += (replace(ask, headers=one, keep=False) for one in others)
    if ask.unpack and got.status == 200:
        size = expected.size if expected.size >= 0 else got.size
        tally.add(judge_compression(path, ask.url, size, got))
    tally.add((*_compare(path, ask, expected, got), *_judge_headers(path, ask, got)))


def _judge_headers(path: str, ask: Ask, got: Answer) -> Iterator[Finding]:
    return judge_headers(path, ask.url, got) if got.status == 200 else iter(())


def _read(path: str, got: Answer | Silence, reader: Reader | None) -> None:
    """Give a document to the reader; its body was kept for that."""
    if reader is None or not _is_document(path) or not isinstance(got, Answer):
        return
    if got.status == 200:
        reader(path, got.body)


def _is_document(path: str) -> bool:
    if path.rpartition("/")[2].lower() in NAMED:
        return True
    packed = path.endswith(".gz") and not path.endswith(".xml.gz")  # that is a sitemap
    return ending(path) in DOCUMENTS and not packed


def _compare(path: str, ask: Ask, expected: FileSum, got: Answer) -> Iterator[Finding]:
    same = not got.torn and got.sha256 == expected.sha256 and expected.size in (-1, got.size)
    if got.status == 404 and same and path == "404.html":
        return  # the page itself, with the status that it is made for
    if got.status in (404, 410):
        yield block("file-missing", ask.url, T("The file is not there."), PUBLISH_AGAIN)
    elif got.status != 200:
        yield wrong_status("file-status", ask.url, got.status)
    elif is_packed(got) and not _is_offered(ask, got):
        if ask.unpack or not same:  # a file that is packed itself may say so
            yield _unasked(ask.url)
    elif not same:
        yield _changed(ask.url, got)


def _is_offered(ask: Ask, got: Answer) -> bool:
    return encoding(got).removeprefix("x-") in ask.headers[0]


def _unasked(place: str) -> Finding:
    return block(
        "compression-broken",
        place,
        T("The file comes compressed although that was not asked for."),
        T("Let the web server compress only for those who ask for it."),
    )


def _changed(place: str, got: Answer) -> Finding:
    if got.torn:
        return block(
            "compression-broken",
            place,
            T("The file comes compressed, and cannot be unpacked."),
            T("Remove what the web server keeps compressed, and publish the release again."),
        )
    if is_packed(got):
        return block(
            "file-changed",
            place,
            T("Unpacked, the file does not have the bytes that were published."),
            T("Remove what the web server keeps compressed, and publish the release again."),
        )
    return block(
        "file-changed",
        place,
        T("The file does not have the bytes that were published."),
        T("Find out who changed it; then publish the release again."),
    )


def _failed(place: str, got: Answer | Silence) -> Finding:
    if isinstance(got, Answer):
        return wrong_status("file-status", place, got.status)
    if got.fault is Fault.LENGTH:
        what = T("The file ends before the length that the server has announced.")
        return block("file-length", place, what, PUBLISH_AGAIN)
    what = T("No whole answer came: {reason}", reason=got.reason)
    return block("file-silent", place, what, PUBLISH_AGAIN)


def _down(site: Site, tally: Tally, got: Answer | Silence) -> Tally:
    """Tell the one finding: what else was found depends on when the server went away."""
    reason = T("HTTP {status}", status=got.status) if isinstance(got, Answer) else got.reason
    return Tally(tally.files, tally.bytes, findings=[unreachable(site.url, reason)])


def _steady(site: Site, tally: Tally, total: int) -> Tally:
    """Tell of a server that stumbles everywhere, and of each file that never came."""
    tally.findings += tally.failed
    many = max(STUMBLES, total // ONE_IN_STUMBLES)
    if tally.stumbled >= many and tally.stumbled > len(tally.failed):
        tally.findings.append(
            block(
                "server-unsteady",
                site.url,
                T("Many files came only at a second try, or not at all."),
                T("Look into the web server's error log; then inspect anew."),
            )
        )
    return tally
