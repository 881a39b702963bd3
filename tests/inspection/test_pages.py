"""The case's pages in a real browser, and the whole inspection."""

import os
import signal
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspection.website import NEWS, PAGE, PDF, Handler, Website, quiet
from paraf.core.evidence import Evidence, ExpectedPage, FileSum
from paraf.inspection.browser import chromium
from paraf.inspection.browser.pages import Viewed, check_pages
from paraf.inspection.evidence.record import from_json
from paraf.inspection.findings import address
from paraf.inspection.inspect import inspect
from paraf.inspection.site import Site
from paraf.ports import BrowserFault

pytestmark = [pytest.mark.browser, pytest.mark.server]


@pytest.fixture(scope="module")
def browser() -> Path:
    return chromium.find(None)


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "bukti"


def look(site: Website, into: Path, browser: Path, patience: float = 30) -> Viewed:
    return check_pages(site.url, site.pages, into, quiet, browser=browser, patience=patience)


def whole(site: Website, into: Path, browser: Path | None) -> Evidence:
    live = Site(site.url, site.manifest, site.release, site.pages)
    return inspect(live, into=into, browser=browser, progress=quiet)


def png_size(file: Path) -> tuple[int, int]:
    return struct.unpack(">II", file.read_bytes()[16:24])


def test_a_good_site_passes_and_is_shown(website: Website, into: Path, browser: Path) -> None:
    evidence = whole(website, into, browser)
    assert evidence.findings == ()
    assert evidence.passed
    assert evidence.files == 7
    assert [(one.path, one.device, one.status) for one in evidence.pages] == [
        ("", "phone", 200),
        ("berita/", "phone", 200),
        ("", "desktop", 200),
        ("berita/", "desktop", 200),
    ]
    news = evidence.pages[1]
    assert (news.title, news.headings) == ("Berita kita - BKD", ("Berita kita", "Jadwal"))
    assert png_size(into / "screenshots/berita-phone.png")[0] == 780
    assert png_size(into / "screenshots/index-desktop.png")[0] == 1280
    assert from_json((into / "inspection.json").read_bytes()) == evidence


DEFECTS = {
    "a console error": (
        '<script>console.error("gawat")</script>',
        "console-error",
        "The page reports an error: gawat",
    ),
    "an exception": (
        "<script>undefined_name()</script>",
        "console-error",
        "The page reports an error: undefined_name is not defined",
    ),
    "an image that is not there": (
        '<img src="/hilang.png" alt="">',
        "request-failed",
        "The page asks for {url}hilang.png, in vain: 404",
    ),
    "an image below the fold that is not there": (
        '<p style="height: 9000px"></p><img src="/hilang.png" loading="lazy" alt="">',
        "request-failed",
        "The page asks for {url}hilang.png, in vain: 404",
    ),
    "a foreign image": (
        '<img src="{foreign}assets/titik.png" alt="">',
        "request-foreign",
        "The page loads something from elsewhere: {foreign}assets/titik.png",
    ),
    "another heading": (
        "<h3>Tambahan</h3>",
        "headings-differ",
        "The headings are “Berita kita · Jadwal · Tambahan”, not “Berita kita · Jadwal” as they"
        " were marked.",
    ),
}


def test_every_planted_defect_is_found_on_its_page(
    website: Website, into: Path, browser: Path
) -> None:
    """One browser for all defects, one page for each."""
    foreign = website.url.replace("127.0.0.1", "localhost")
    pages, expected = [], []
    for number, (tag, kind, what) in enumerate(DEFECTS.values()):
        tag = tag.replace("{foreign}", foreign)
        body = PAGE.format(title="Berita kita - BKD", body=NEWS + tag).encode()
        website.files[f"d{number}/index.html"] = body
        pages.append(ExpectedPage(f"d{number}/", "Berita kita", ("Berita kita", "Jadwal"), {}))
        sentence = what.replace("{url}", website.url).replace("{foreign}", foreign)
        expected.append((kind, f"{website.url}d{number}/", sentence))
    website.pages = tuple(pages)
    viewed = look(website, into, browser)
    assert sorted((one.kind, one.place, str(one.what)) for one in viewed.findings) == sorted(
        expected
    )
    assert png_size(into / "screenshots/d3-phone.png") == (780, 16000)


def test_a_page_that_is_not_what_was_marked_is_told_how(
    website: Website, into: Path, browser: Path
) -> None:
    website.alter("index.html", "<title>Beranda", "<title>Diretas")
    website.files[PDF] = b"%PDF-1.7 palsu"
    news = website.pages[1]
    gone = ExpectedPage("hilang/", "Hilang", ("Hilang",), {PDF: news.downloads[PDF]})
    offered = dict(news.downloads) | {"berita/lain.pdf": FileSum(1, "00")}
    website.pages = (
        website.pages[0],
        ExpectedPage(news.path, news.title, news.headings, offered),
        gone,
    )
    viewed = look(website, into, browser)
    assert sorted(str(one.what) for one in viewed.findings) == [
        "The download does not have the bytes that were marked.",
        "The page does not offer berita/lain.pdf.",
        "The server answers 404.",
        "The title is “Diretas - BKD”, not “Beranda” as it was marked.",
    ]
    assert (into / "screenshots/hilang-phone.png").exists()


@pytest.fixture
def never() -> Iterator[threading.Event]:
    """An answer that never comes, until the test is over."""
    over = threading.Event()
    yield over
    over.set()


def test_a_page_that_never_gets_ready_is_a_finding(
    website: Website, into: Path, browser: Path, never: threading.Event
) -> None:
    website.tricks["assets/titik.png"] = lambda handler: (never.wait(), handler.hang_up())[1]
    loop = "<script>onload = () => setTimeout(() => { for (;;); })</script>"
    website.alter("berita/index.html", "</article>", f"{loop}</article>")
    viewed = look(website, into, browser, patience=1)
    assert {(one.kind, one.place) for one in viewed.findings} == {
        ("page-slow", website.url),
        ("page-slow", f"{website.url}berita/"),
    }
    assert str(viewed.findings[0].what) == "The page did not get ready within 1 s."


def test_a_download_that_never_arrives_is_a_finding(
    website: Website, into: Path, browser: Path, never: threading.Event
) -> None:
    website.tricks[PDF] = lambda handler: (never.wait(), handler.hang_up())[1]
    website.pages = website.pages[1:]
    viewed = look(website, into, browser, patience=3)
    assert [(one.kind, one.place) for one in viewed.findings] == [
        ("download-slow", address(website.url, PDF))
    ]


def test_a_server_that_goes_down_meanwhile_is_one_finding(
    website: Website, into: Path, browser: Path
) -> None:
    website.tricks["berita/index.html"] = lambda handler: (website.stop(), handler.hang_up())[1]
    website.pages = (website.pages[1], website.pages[0], website.pages[1])
    viewed = look(website, into, browser)
    assert "server-unreachable" in {one.kind for one in viewed.findings}
    assert len(viewed.findings) <= 2


def test_a_server_that_is_down_is_one_finding_and_needs_no_pages(
    website: Website, into: Path, browser: Path
) -> None:
    website.stop()
    evidence = whole(website, into, browser)
    assert [one.kind for one in evidence.findings] == ["server-unreachable"]
    assert not evidence.passed
    assert evidence.pages == ()
    assert from_json((into / "inspection.json").read_bytes()) == evidence


def descendants(parent: int) -> Iterator[int]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and f"\nPPid:\t{parent}\n" in status(folder):
            yield int(folder.name)
            yield from descendants(int(folder.name))


def status(folder: Path) -> str:
    try:
        return (folder / "status").read_text()
    except OSError:
        return ""


def test_a_browser_that_is_killed_is_a_fault(website: Website, into: Path, browser: Path) -> None:
    def kill(handler: Handler) -> None:
        ours = [pid for pid in descendants(os.getpid()) if "chrom" in status(Path(f"/proc/{pid}"))]
        os.kill(ours[0], signal.SIGKILL)
        handler.hang_up()

    website.tricks["berita/index.html"] = kill
    with pytest.raises(BrowserFault, match="died during the inspection"):
        look(website, into, browser)


class TestFinding:
    def test_a_browser_that_is_not_there_is_a_fault(self, website: Website, into: Path) -> None:
        with pytest.raises(BrowserFault, match="no browser at /nonexistent") as caught:
            whole(website, into, Path("/nonexistent"))
        assert "playwright install chromium" in str(caught.value.remedy)
        assert website.asked == []

    def test_a_browser_that_does_not_start_is_a_fault(
        self, website: Website, into: Path, tmp_path: Path
    ) -> None:
        broken = tmp_path / "chromium"
        broken.write_text("#!/bin/sh\nexit 3\n")
        broken.chmod(0o755)
        with pytest.raises(BrowserFault, match="does not start"):
            look(website, into, broken)
