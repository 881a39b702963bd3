"""`paraf preview` in a real browser: what is saved is seen, what is wrong is said, it ends."""

import os
import signal
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from everything import long
from office_world import CASE, PAGE, PENGELOLA, OfficeWorld, office_world
from paraf.cli.world import PARAF
from paraf.core.checking import Limits
from paraf.inspection.browser.chromium import FLAGS, find
from paraf.pipeline.preview import Built, Draft
from paraf.pipeline.rulebook import Rulebook

pytestmark = pytest.mark.server
SOON = 60_000
"""Milliseconds within which a busy machine builds a site."""


SHOWN = "pengumuman/jadwal-seleksi/"


def built(draft: Draft) -> Built:
    """Build a draft that has changed."""
    found = draft.build()
    assert found is not None
    return found


def hasty(book: Rulebook) -> Rulebook:
    """Return the office's rules, with little time for each page."""
    manuscript = replace(book.rules.manuscript, limits=Limits(seconds=2))
    return replace(book, rules=replace(book.rules, manuscript=manuscript))


@pytest.fixture
def office(tmp_path: Path) -> OfficeWorld:
    world = office_world(tmp_path)
    world.case_at(1)
    return world


@pytest.mark.browser
def test_what_is_saved_is_seen_and_what_is_wrong_is_said_until_it_is_put_right(
    office: OfficeWorld, tmp_path: Path
) -> None:
    from playwright.sync_api import sync_playwright

    page = office.folder(PENGELOLA) / PAGE
    text = page.read_text()
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(tmp_path), "PARAF_LANG": "en",
        "GIT_CONFIG_GLOBAL": os.devnull, "PYTHONUNBUFFERED": "1",
    }  # fmt: skip
    program, said = find(None), list[str]()
    with subprocess.Popen(
        [*PARAF, "preview"], cwd=office.folder(PENGELOLA), env=environment,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as child, sync_playwright() as playwright:  # fmt: skip
        assert child.stdout is not None
        line = next(one for one in child.stdout if "http://" in one)
        url = line[line.index("http://") :].strip()
        browser = playwright.chromium.launch(executable_path=program, args=[*FLAGS, "--no-sandbox"])
        tab = browser.new_page()
        tab.on("console", lambda message: said.append(message.text))
        tab.goto(url)
        tab.get_by_text("Seleksi 1 Desember").wait_for()
        assert said == []
        page.write_text(f"{text}\nSeleksi dimajukan.\n")
        tab.get_by_text("Seleksi dimajukan").wait_for(timeout=SOON)
        page.write_text(f"{text}\n[Syarat](tiada.md)\n")
        tab.get_by_text("The draft cannot be shown yet").wait_for(timeout=SOON)
        words = tab.locator("li").inner_text()
        assert (PAGE in words, "tiada.md" in words) == (True, True)
        page.write_text(f"{text}\nSeleksi diundur.\n")
        tab.get_by_text("Seleksi diundur").wait_for(timeout=SOON)
        child.send_signal(signal.SIGINT)
        rest, _ = child.communicate(timeout=60)
        browser.close()
    assert child.returncode == 0, rest
    assert f"{PAGE}:" in rest
    assert rest.count("shown as it was saved last") == 2
    assert "Traceback" not in rest


@long
def test_a_draft_is_built_anew_only_when_it_changed(office: OfficeWorld, tmp_path: Path) -> None:
    desk = office.desk(PENGELOLA)
    page, text = desk.git.folder / PAGE, (desk.git.folder / PAGE).read_text()
    draft = Draft(desk, desk.rulebook(), CASE, tmp_path)
    first = built(draft)
    assert (first.path, first.findings) == (SHOWN, ())
    assert draft.build() is None
    page.write_text(f"{text}\nLagi.\n")
    second = built(draft)
    # Requests under way may still want the site before; nobody wants the one before that.
    assert (first.site or tmp_path).joinpath("index.html").is_file()
    page.write_text(f"{text}\nLagi dan lagi.\n")
    assert built(draft).site not in (None, first.site, second.site)
    assert not (first.site or tmp_path).exists()


def test_whatever_stands_in_the_way_is_told_until_it_is_gone(
    office: OfficeWorld, tmp_path: Path
) -> None:
    desk, book = office.desk(PENGELOLA), hasty(office.book())
    page, heavy = desk.git.folder / PAGE, desk.git.folder / "content/unduhan/berkas/besar.csv"
    text = page.read_text()
    draft = Draft(desk, book, CASE, tmp_path)
    page.write_text("tanpa kepala\n")
    broken = built(draft)
    assert [(one.place, one.line) for one in broken.findings] == [(PAGE, 1)]
    assert (broken.site, broken.path) == (None, SHOWN)
    assert draft.build() is None
    page.write_text(f"{text}\n{'[' * 60_000}\n")
    assert [(one.kind, one.place) for one in built(draft).findings] == [("page-slow", PAGE)]
    page.write_text(text)
    assert built(draft).site is not None
    heavy.parent.mkdir(parents=True)
    with heavy.open("wb") as file:
        file.truncate(book.rules.file_bytes + 1)
    assert "besar.csv" in str(built(draft).findings[0].what)
    heavy.unlink()
    # The same draft as before, and yet to be shown again.
    assert built(draft).site is not None
