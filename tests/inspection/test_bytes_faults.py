"""Whatever a server does, the comparison ends soon, and says what was wrong."""

import os
import resource
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import count
from socket import SO_LINGER, SOL_SOCKET
from typing import Any

import pytest

from inspection.website import PDF, Handler, Website, quiet
from paraf.core.evidence import FileSum, Manifest
from paraf.core.inspecting import InspectionRules
from paraf.inspection.accepted import accept
from paraf.inspection.bytes.check import Compared, check_bytes
from paraf.inspection.bytes.files import asks
from paraf.inspection.fetch import Ask, Patience, Silence, opened
from paraf.inspection.findings import address
from paraf.inspection.site import Site

pytestmark = pytest.mark.server

SCRIPT = "assets/situs.js"
TEXTS = (
    "index.html",
    "berita/index.html",
    "404.html",
    "assets/situs.css",
    SCRIPT,
    "assets/titik.png",
    PDF,
)
QUICK = Patience(seconds=0.3, slowest=1_000_000, waits=(0.01, 0.02, 0.03), longest=0.05)
SOON = 20.0
"""Seconds within which every comparison here must be over, on a busy machine too."""


@pytest.fixture(autouse=True)
def over_soon() -> Iterator[None]:
    begun = time.monotonic()
    yield
    assert time.monotonic() - begun < SOON


def compare(live: Website, **also: Any) -> Compared:
    site = Site(live.url, live.manifest, live.release, live.pages, **also)
    return check_bytes(site, quiet, patience=QUICK)


def told(live: Website, found: Compared) -> list[tuple[str, str]]:
    return [(one.kind, one.place.removeprefix(live.url)) for one in found.findings]


def many(live: Website, files: int = 150) -> None:
    """Let the site have so many small files more."""
    for number in range(files):
        live.files[f"z/{number:03}.bin"] = b"%d" % number
    live.remark()


def everywhere(live: Website, trick: Callable[[Handler, str], None]) -> None:
    for path in live.manifest.files:
        live.tricks[path] = lambda handler, path=path: trick(handler, path)  # type: ignore[misc]


def drip(handler: Handler) -> None:
    """Send one byte again and again, too slowly for anybody."""
    handler.send_response(200)
    handler.send_header("Content-Length", "33")
    handler.end_headers()
    gone = threading.Event()
    with suppress(OSError):
        for _ in range(33):
            handler.wfile.write(b"d")
            gone.wait(0.1)


def reset(handler: Handler) -> None:
    """Break the connection off in the middle of an answer."""
    handler.send_response(200)
    handler.send_header("Content-Length", "33")
    handler.end_headers()
    handler.wfile.write(b"document")
    handler.connection.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
    os.close(handler.connection.detach())


def endless(handler: Handler) -> None:
    """Send two gigabytes, or as much as is taken."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(2 << 30))
    handler.end_headers()
    block = bytes(1 << 20)
    handler.close_connection = True
    with suppress(OSError):
        for _ in range(2 << 10):
            handler.wfile.write(block)


def test_a_server_that_goes_down_in_the_middle_is_one_finding(website: Website) -> None:
    many(website)
    numbers = count()

    def serve(handler: Handler, path: str) -> None:
        if next(numbers) == 80:
            website.stop()
        if next(numbers) >= 80:
            handler.hang_up()
        else:
            handler.answer(200, website.files[path], "application/octet-stream")

    everywhere(website, serve)
    assert told(website, compare(website)) == [("server-unreachable", "")]


def test_a_server_that_answers_503_every_fifth_time_is_one_finding(website: Website) -> None:
    many(website)
    numbers = count()

    def serve(handler: Handler, path: str) -> None:
        if next(numbers) % 5 == 0:
            handler.answer(503, b"")
        else:
            handler.answer(200, website.files[path], "application/octet-stream")

    for path in [path for path in website.manifest.files if path.startswith("z/")]:
        website.tricks[path] = lambda handler, path=path: serve(handler, path)  # type: ignore[misc]
    assert told(website, compare(website)) == [("server-unsteady", "")]


def test_files_that_never_come_from_an_unsteady_server_are_named_and_cannot_be_accepted(
    website: Website,
) -> None:
    many(website)
    tried: set[str] = set()

    def stumble(handler: Handler, path: str) -> None:
        if path in tried:
            handler.answer(200, website.files[path], "application/octet-stream")
        else:
            tried.add(path)
            handler.answer(503, b"")

    everywhere(website, lambda handler, path: stumble(handler, path))
    lost = ["z/007.bin", "z/070.bin"]
    for path in lost:
        website.tricks[path] = lambda handler: handler.answer(503, b"")
    for path in TEXTS:
        del website.tricks[path]
    found = compare(website)
    assert told(website, found) == [
        ("server-unsteady", ""),
        *(("file-status", path) for path in lost),
    ]
    reasons = {"server-unsteady": "Server lama.", "file-status": "Server lama."}
    assert list(accept(found.findings, reasons)) == list(found.findings)


@pytest.mark.parametrize("known", [True, False])
def test_a_site_of_unknown_weight_has_the_time_that_its_bytes_need(
    website: Website, known: bool
) -> None:
    body = bytes(400_000)
    website.files["z.bin"] = body
    website.remark()
    ask = Ask(f"{website.url}z.bin", len(body), unweighed=not known)

    def serve(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        pause = threading.Event()
        with suppress(OSError):
            for at in range(0, len(body), 40_000):
                handler.wfile.write(body[at : at + 40_000])
                pause.wait(0.1)

    website.tricks["z.bin"] = serve
    with opened(patience=Patience(seconds=5.0, slowest=100_000, waits=())) as web:
        ((_, got),) = web.stream([ask], seconds=0.5)
    assert isinstance(got, Silence) is known


def test_files_of_unknown_size_are_asked_for_without_a_weight(website: Website) -> None:
    sums = {path: FileSum(-1, one.sha256) for path, one in website.manifest.files.items()}
    site = Site(website.url, Manifest(sums, website.manifest.digest), None)
    places = {address(site.url, path): path for path in sums}
    assert all(one.unweighed for one in asks(site, places, None))
    whole = replace(site, manifest=website.manifest)
    assert not any(one.unweighed for one in asks(whole, places, None))


def test_one_byte_after_another_is_not_waited_for(website: Website) -> None:
    website.tricks[SCRIPT] = drip
    found = compare(website)
    assert told(website, found) == [("file-silent", SCRIPT)]
    assert str(found.findings[0].what) == "No whole answer came: too slow"


def test_a_server_that_is_slow_everywhere_is_not_waited_for(website: Website) -> None:
    many(website)
    everywhere(website, lambda handler, _: drip(handler))
    assert told(website, compare(website)) == [("server-unreachable", "")]


def test_a_file_shorter_than_announced_is_named(website: Website) -> None:
    def serve(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "33")
        handler.end_headers()
        handler.wfile.write(b"document")
        handler.close_connection = True

    website.tricks[SCRIPT] = serve
    assert told(website, compare(website)) == [("file-length", SCRIPT)]


def test_a_file_announced_shorter_than_it_is_has_other_bytes(website: Website) -> None:
    def serve(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/javascript")
        handler.send_header("Content-Length", "8")
        handler.end_headers()
        handler.wfile.write(website.files[SCRIPT])
        handler.close_connection = True

    website.tricks[SCRIPT] = serve
    assert told(website, compare(website)) == [("file-changed", SCRIPT)]


def test_a_connection_that_is_reset_is_named(website: Website) -> None:
    website.tricks[SCRIPT] = reset
    found = compare(website)
    assert told(website, found) == [("file-silent", SCRIPT)]
    assert str(found.findings[0].what) == "No whole answer came: the connection was broken off"


def test_a_file_that_leads_on_and_on_is_named(website: Website) -> None:
    numbers = count()
    website.tricks[SCRIPT] = lambda handler: handler.answer(
        302, b"", Location=f"/{SCRIPT}?{next(numbers)}"
    )
    assert told(website, compare(website)) == [("redirect-loop", SCRIPT)]
    assert next(numbers) < 30


def test_two_gigabytes_are_cut_where_the_file_should_end(website: Website) -> None:
    website.tricks[SCRIPT] = endless
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = compare(website)
    assert told(website, found) == [("file-changed", SCRIPT), ("type-wrong", SCRIPT)]
    assert found.bytes < 2_000_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30_000


def test_headers_without_end_are_not_read_to_their_end(website: Website) -> None:
    def serve(handler: Handler) -> None:
        handler.send_response(200)
        with suppress(OSError):
            for number in range(20_000):
                handler.send_header(f"X-Long-{number}", "x" * 100)
            handler.end_headers()
        handler.close_connection = True

    website.tricks[SCRIPT] = serve
    assert told(website, compare(website)) == [("file-silent", SCRIPT)]


def test_what_is_no_http_is_named(website: Website) -> None:
    def serve(handler: Handler) -> None:
        handler.wfile.write(b"\x00\x01\x02 what is this?\r\n\r\n")
        handler.close_connection = True

    website.tricks[SCRIPT] = serve
    assert told(website, compare(website)) == [("file-silent", SCRIPT)]


def test_a_header_that_would_colour_the_screen_is_shown_plainly(website: Website) -> None:
    website.tricks[SCRIPT] = lambda handler: handler.answer(
        200, website.files[SCRIPT], "text/\x1b[31m\x1b]0;evil\x07" + "x" * 500
    )
    (found,) = compare(website).findings
    assert found.kind == "type-wrong"
    assert str(found.what).isprintable()
    assert len(str(found.what)) < 200


def test_a_location_that_is_no_address_is_named(website: Website) -> None:
    website.tricks[SCRIPT] = lambda handler: handler.answer(302, b"", Location="http://[::1/x")
    assert told(website, compare(website)) == [("file-status", SCRIPT)]


def test_a_redirection_to_a_file_of_this_machine_is_not_followed(website: Website) -> None:
    rules = InspectionRules(redirects={"lama/": "berita/"})
    website.tricks["lama/index.html"] = lambda handler: handler.answer(
        302, b"", Location="file:///etc/passwd"
    )
    assert told(website, compare(website, rules=rules)) == [("redirect-wrong", "lama/")]


def test_a_server_is_left_alone_for_as_long_as_it_says(website: Website) -> None:
    moments: list[float] = []

    def busy(handler: Handler) -> None:
        moments.append(time.monotonic())
        if len(moments) == 1:
            handler.answer(429, b"", **{"Retry-After": "9999"})
        else:
            handler.answer(200, website.files[SCRIPT], "text/javascript")

    website.tricks[SCRIPT] = busy
    assert compare(website).findings == ()
    assert moments[1] - moments[0] >= QUICK.longest


def test_no_more_connections_and_requests_are_made_than_the_office_wants(website: Website) -> None:
    many(website, 20)
    at_once = [0, 0]
    lock = threading.Lock()

    def serve(handler: Handler, path: str) -> None:
        with lock:
            at_once[0] += 1
            at_once[1] = max(at_once)
        threading.Event().wait(0.005)
        with lock:
            at_once[0] -= 1
        handler.answer(200, website.files[path], "application/octet-stream")

    for path in [path for path in website.manifest.files if path.startswith("z/")]:
        website.tricks[path] = lambda handler, path=path: serve(handler, path)  # type: ignore[misc]
    begun = time.monotonic()
    found = compare(website, rules=InspectionRules(connections=2, per_second=100))
    assert (found.files, found.findings) == (27, ())
    assert at_once[1] <= 2
    assert time.monotonic() - begun >= (len(website.asked) - 2) / 100
