"""Pages and browsers that misbehave: a finding or a fault in bounded time, nothing left over."""

import os
import signal
import threading
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from inspection.website import PAGE, PNG, Handler, Website, quiet, serving
from paraf.core.evidence import ExpectedPage
from paraf.core.inspecting import InspectionRules
from paraf.inspection.browser import chromium
from paraf.inspection.browser.pages import Viewed, check_pages
from paraf.inspection.site import Site
from paraf.ports import BrowserFault

pytestmark = [pytest.mark.browser, pytest.mark.server]
QUICK = InspectionRules(devices=("desktop",), themes=("light",))


@pytest.fixture
def never() -> Iterator[threading.Event]:
    """An answer that never comes, until the test is over."""
    over = threading.Event()
    yield over
    over.set()


def look(site: Website, into: Path, browser: Path, patience: float = 30) -> Viewed:
    live = Site(site.url, site.manifest, site.release, site.pages, rules=QUICK)
    return check_pages(live, into, quiet, browser=browser, patience=patience)


def put(site: Website, path: str, body: str) -> ExpectedPage:
    """Serve a page with some article."""
    page = PAGE.format(title="Uji - BKD", body=f"<h1>Uji</h1>{body}")
    site.files[f"{path}index.html"] = page.encode()
    return ExpectedPage(path, "Uji", ("Uji",), {})


def told(viewed: Viewed) -> list[tuple[str, str]]:
    return sorted((one.kind, one.place) for one in viewed.findings)


def ours() -> dict[int, str]:
    """Return the processes below this one that are a browser's, dead ones included."""
    parents: dict[int, list[int]] = {}
    names = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                said = (folder / "stat").read_text()
            except OSError:
                continue
            name, _, rest = said.partition("(")[2].rpartition(")")
            names[int(folder.name)] = name
            parents.setdefault(int(rest.split()[1]), []).append(int(folder.name))
    below, found = [os.getpid()], {}
    while below:
        one = below.pop()
        below += parents.get(one, [])
        found |= {child: names[child] for child in parents.get(one, []) if "chrom" in names[child]}
    return found


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    yield
    assert ours() == {}


def test_a_page_that_was_slow_once_is_looked_at_again_alone_before_that_is_told(
    website: Website, into: Path, browser: Path, never: threading.Event
) -> None:
    first = iter((True,))

    def image(handler: Handler) -> None:
        if next(first, False):
            never.wait()
            handler.hang_up()
        else:
            handler.answer(200, website.files["assets/titik.png"], "image/png")

    website.pages = (put(website, "sekali/", "<p>Isi <img src=/sekali.png alt=x></p>"),)
    website.tricks["sekali.png"] = image
    viewed = look(website, into, browser, patience=2)
    assert told(viewed) == []
    assert all(one.screenshot for one in viewed.pages)


def test_what_never_gets_ready_is_a_finding_and_the_next_page_is_seen(
    website: Website, into: Path, browser: Path, never: threading.Event
) -> None:
    def endless(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        handler.wfile.write(b"<!doctype html><title>Uji</title><article><h1>Uji</h1>")
        handler.wfile.flush()
        never.wait()
        handler.hang_up()

    hanging = put(website, "gambar/", "<img src=/lambat.png alt=x>")
    website.tricks["lambat.png"] = lambda handler: (never.wait(), handler.hang_up())[1]
    website.tricks["tanpa-akhir/index.html"] = endless
    busy = put(website, "sibuk/", "<script>onload = () => setTimeout(() => { for (;;); })</script>")
    other = replace(hanging, path="tanpa-akhir/")
    website.pages = (hanging, other, busy, put(website, "baik/", "<p>Isi</p>"))
    began = time.monotonic()
    viewed = look(website, into, browser, patience=2)
    assert time.monotonic() - began < 60
    assert told(viewed) == [
        ("page-slow", f"{website.url}{path}") for path in ("gambar/", "sibuk/", "tanpa-akhir/")
    ]
    assert str(viewed.findings[0].what) == "The page did not get ready within 2 s."
    assert viewed.pages[-1].status == 200


@pytest.mark.parametrize(
    "collect",
    [
        "const all = []; for (;;) all.push(new Array(1e6).fill(all.length));",
        "const all = []; setInterval(() => all.push(new Uint8Array(5e7).fill(1)), 1);",
    ],
    ids=["a script's own", "bytes outside of it"],
)
def test_a_page_that_takes_memory_without_end_is_ended(
    website: Website, into: Path, browser: Path, collect: str
) -> None:
    page = put(
        website,
        "rakus/",
        f"<img src=/tunda.png alt=x><script>setTimeout(() => {{ {collect} }})</script>",
    )
    website.tricks["tunda.png"] = lambda handler: handler.connection.recv(1)
    website.pages = (page, put(website, "baik/", "<p>Isi</p>"))
    viewed = look(website, into, browser)
    assert told(viewed) == [("page-heavy-memory", f"{website.url}rakus/")]
    assert viewed.pages[-1].status == 200


def killing(times: int) -> Callable[[Handler], None]:
    """Return an answer that ends the browser which asks, so many of them."""
    killed: set[int] = set()

    def kill(handler: Handler) -> None:
        browser = first()
        if browser in killed:  # what it started outlives it by a moment, and asks again
            handler.hang_up()
        elif len(killed) < times:
            killed.add(browser)
            os.kill(browser, signal.SIGKILL)
            handler.hang_up()
        else:
            handler.answer(200, handler.server.site.files["berita/index.html"])

    return kill


def first() -> int:
    """Return the browser itself, not what it started; the newest, should an old one linger."""
    said = {pid: Path(f"/proc/{pid}/cmdline").read_bytes() for pid in ours()}
    alone = [
        pid for pid, words in said.items() if b"--headless" in words and b"--type" not in words
    ]
    return max(alone)


def test_a_browser_that_is_killed_is_started_once_more(
    website: Website, into: Path, browser: Path
) -> None:
    website.tricks["berita/index.html"] = killing(1)
    viewed = look(website, into, browser)
    assert [(one.path, one.status) for one in viewed.pages] == [("", 200), ("berita/", 200)]
    assert viewed.findings == ()


def test_a_browser_that_is_killed_again_is_a_fault(
    website: Website, into: Path, browser: Path
) -> None:
    website.tricks["berita/index.html"] = killing(2)
    with pytest.raises(BrowserFault, match="died during the inspection"):
        look(website, into, browser)


def test_a_server_that_goes_down_meanwhile_is_one_finding(
    website: Website, into: Path, browser: Path
) -> None:
    website.tricks["berita/index.html"] = lambda handler: (website.stop(), handler.hang_up())[1]
    website.pages = (website.pages[1], website.pages[0], website.pages[1])
    viewed = look(website, into, browser)
    # Two pages are looked at together: each may miss it in its own words.
    kinds = {one.kind for one in viewed.findings}
    assert "server-unreachable" in kinds <= {"server-unreachable", "request-failed"}
    assert len(viewed.findings) <= 4


class TestFinding:
    def test_a_browser_that_is_not_there_is_a_fault(self) -> None:
        with pytest.raises(BrowserFault, match="no browser at /nonexistent") as caught:
            chromium.find(Path("/nonexistent"))
        assert "playwright install chromium" in str(caught.value.remedy)

    def test_a_browser_that_does_not_start_is_a_fault(
        self, website: Website, into: Path, tmp_path: Path
    ) -> None:
        broken = tmp_path / "chromium"
        broken.write_text("#!/bin/sh\nexit 3\n")
        broken.chmod(0o755)
        with pytest.raises(BrowserFault, match="does not start"):
            look(website, into, broken)


def test_whatever_a_page_says_can_be_written_down_and_is_bounded(
    website: Website, into: Path, browser: Path
) -> None:
    surrogate = put(website, "surogat/", "<script>document.title = '\\ud800x\\0'</script>")
    loud = put(
        website,
        "ramai/",
        """<script>
        console.error('\\ud800x\\x1b[2J');
        console.error('y'.repeat(100000));
        for (let i = 0; i < 500; i++) console.error(`ke-${i}`);
        for (let i = 0; i < 50; i++) new Image().src = `/tiada-${i}.png`;
        </script>""",
    )
    website.pages = (surrogate, loud)
    viewed = look(website, into, browser)
    for one in viewed.findings:
        assert len(str(one.what).encode()) < 4000
    assert "\ufffdx" in viewed.pages[0].title
    errors = [str(one.what) for one in viewed.findings if one.kind == "console-error"]
    assert errors[0] == "The page reports an error: \ufffdx␛[2J"
    assert errors[1].endswith("y…")
    assert errors[20:] == ["The page does this 482 times more."]
    failed = [str(one.what) for one in viewed.findings if one.kind == "request-failed"]
    assert failed[20:] == ["The page does this 30 times more."]


def test_a_link_to_a_place_that_is_no_percent_code_is_passed_by_the_keyboard(
    website: Website, into: Path, browser: Path
) -> None:
    page = put(website, "persen/", "<p><a href='#akhir'>Isi</a></p>")
    website.alter("persen/index.html", "<header>", "<header><a href='#100%'>Naik 100%</a>")
    website.pages = (page,)
    assert told(look(website, into, browser)) == []


def test_how_patient_the_browser_is_stands_in_the_rules(
    website: Website, into: Path, browser: Path, never: threading.Event
) -> None:
    website.tricks["lambat.png"] = lambda handler: (never.wait(), handler.hang_up())[1]
    website.pages = (put(website, "gambar/", "<img src=/lambat.png alt=x>"),)
    rules = replace(QUICK, patience=1)
    live = Site(website.url, website.manifest, website.release, website.pages, rules=rules)
    viewed = check_pages(live, into, quiet, browser=browser)
    said = [str(one.what) for one in viewed.findings]
    assert said == ["The page did not get ready within 1 s."]


def test_what_is_elsewhere_is_told_and_never_asked(
    website: Website, into: Path, browser: Path, never: threading.Event
) -> None:
    with serving() as other:
        other.tricks["lambat.png"] = lambda handler: (never.wait(), handler.hang_up())[1]
        socket = other.url.replace("http", "ws")
        within = f"data:image/png;base64,{b64encode(PNG).decode()}"
        hanging = f"""<img src={other.url}lambat.png alt=x><img src={within} alt=x><img id=b alt=x>
            <script>
            fetch('{other.url}rahasia');
            fetch('{within}').then(got => got.blob())
                .then(blob => document.querySelector('#b').src = URL.createObjectURL(blob));
            </script>"""
        calling = f"<script>new WebSocket('{socket}')</script>"
        website.pages = (put(website, "luar/", hanging), put(website, "soket/", calling))
        viewed = look(website, into, browser, patience=10)
        assert sorted((one.kind, str(one.what).rpartition(" ")[2]) for one in viewed.findings) == [
            ("request-foreign", f"{other.url}lambat.png"),
            ("request-foreign", socket),
        ]
        assert other.asked == []
        assert all(one.screenshot for one in viewed.pages)
