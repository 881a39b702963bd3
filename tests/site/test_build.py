"""A site is built: the same bytes, whole or not at all, its mistakes in words."""

import gzip
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from paraf.core.evidence import Severity
from paraf.ports import BuildFault
from paraf.site.build import build
from paraf.site.faults import BrokenPages
from paraf.site.manifest import listing, measure
from paraf.site.serve import serving
from paraf.site.stage import stage
from small_office import DOWNLOAD, EPOCH, office, page, quiet, say, sop, write

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
]


def made(tree: Path, out: Path, pages=None, epoch=EPOCH):
    return build(
        tree, out, pages=pages or office(), sops=[sop()], epoch=epoch, say=say, progress=quiet
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tree = tmp_path_factory.mktemp("tree")
    write(tree, office(), **DOWNLOAD, **{"content/.well-known/security.txt": "Contact: x\n"})
    (tree / "content/.rahasia").write_text("x")
    made(tree, tree / "out")
    return tree / "out"


def test_the_same_text_gives_the_same_bytes_wherever_it_is_built(
    tmp_path: Path, site: Path
) -> None:
    elsewhere = tmp_path / "a folder, with another name"
    # Written in the opposite order: a folder may list its files in the order of their making.
    more = {**DOWNLOAD, "content/.well-known/security.txt": "Contact: x\n"}
    write(elsewhere, list(reversed(office())), **more)
    with standing_in(tmp_path):
        again = made(elsewhere, elsewhere / "deep" / "out", pages=list(reversed(office())))
    assert listing(again) == listing(measure(site))


@contextmanager
def standing_in(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def test_the_time_of_the_release_is_the_only_time_in_the_site(site: Path) -> None:
    packed = (site / "sitemap.xml.gz").read_bytes()
    assert int.from_bytes(packed[4:8], "little") == EPOCH
    assert set(re.findall(rb"<lastmod>(.*?)</lastmod>", gzip.decompress(packed))) == {b"2026-11-16"}


def test_no_file_of_the_site_tells_where_it_was_built(site: Path) -> None:
    for path in site.rglob("*"):
        assert not path.is_file() or b"/stage" not in path.read_bytes(), path


def test_files_for_programs_are_published_and_other_dotted_names_are_not(site: Path) -> None:
    notice = (site / ".well-known/security.txt").read_text()
    assert notice == "Contact: x\nExpires: 2027-11-01T00:00:00Z\n"
    assert not (site / ".rahasia").exists()


def test_the_generated_links_lead_to_the_built_pages(site: Path) -> None:
    text = (site / "index.html").read_text()
    assert '<a href="pengumuman/baru/">Jadwal</a>' in text
    downloads = (site / "unduhan/index.html").read_text()
    assert '<a href="berkas/2026/jadwal.csv">jadwal&#46;csv</a>' in downloads


def test_the_search_index_is_indonesian_and_holds_every_page(site: Path) -> None:
    entry = json.loads((site / "pagefind/pagefind-entry.json").read_text())
    assert list(entry["languages"]) == ["id"]
    assert entry["languages"]["id"]["page_count"] == len(office())


def test_every_wrong_link_is_named_by_file_and_line(tmp_path: Path) -> None:
    body = (
        "# Judul\n\n<!-- paraf:list pengumuman -->\n\n[a](tiada.md)\n\n[b](../index.md#tiada)\n\n"
        "[c](/index.md)\n\n[d](tiada)\n"
    )
    pages = write(tmp_path, [*office(), page("layanan/a.md", "A", body)], **DOWNLOAD)
    with pytest.raises(BrokenPages) as caught:
        made(tmp_path, tmp_path / "out", pages)
    found = [(one.kind, one.place, one.line) for one in caught.value.findings]
    place = "content/layanan/a.md"
    assert found == [
        ("link", place, 11),
        ("anchor", place, 13),
        ("absolute-link", place, 15),
        ("link", place, 17),
    ]
    assert all(one.severity is Severity.BLOCK for one in caught.value.findings)
    text = str(caught.value)
    assert len(text.splitlines()) == 4
    assert str(tmp_path) not in text
    assert "\x1b" not in text
    assert not (tmp_path / "out").exists()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["content", "mkdocs.yml", "tools"]


def test_a_page_that_no_menu_names_is_a_finding_where_the_settings_ask_for_it(
    tmp_path: Path,
) -> None:
    write(tmp_path, office(), **DOWNLOAD)
    settings = tmp_path / "mkdocs.yml"
    text = settings.read_text().replace("omitted_files: ignore", "omitted_files: warn")
    settings.write_text(text + "nav: [index.md, pengumuman/index.md]\n")
    with pytest.raises(BrokenPages) as caught:
        made(tmp_path, tmp_path / "out")
    places = {one.place for one in caught.value.findings if one.kind == "navigation"}
    assert "content/pengumuman/lama.md" in places
    assert "content/pengumuman/index.md" not in places


def test_wrong_settings_are_a_fault_in_words(tmp_path: Path) -> None:
    write(tmp_path, office(), **DOWNLOAD)
    (tmp_path / "mkdocs.yml").write_text("theme: nowhere\n")
    with pytest.raises(BuildFault) as caught:
        made(tmp_path, tmp_path / "out")
    assert str(tmp_path) not in str(caught.value)


def test_no_settings_are_a_fault(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    with pytest.raises(BuildFault, match=r"no mkdocs\.yml"):
        build(
            tmp_path, tmp_path / "o", pages=[], sops=[], epoch=0, say=say, progress=quiet
        )  # fmt: skip


def test_a_folder_in_use_is_never_built_over(tmp_path: Path) -> None:
    write(tmp_path, office(), **DOWNLOAD)
    with pytest.raises(BuildFault, match="not empty"):
        made(tmp_path, tmp_path / "content")
    assert (tmp_path / "content/index.md").exists()


def test_the_room_is_entered_without_the_heavy_libraries() -> None:
    code = (
        "import sys, paraf.site.build, paraf.site.serve\n"
        "print([n for n in ('mkdocs','uvicorn','starlette','lxml','yaml') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.browser
def test_a_reader_who_asks_for_pengumuman_finds_what_was_diumumkan(site: Path) -> None:
    from playwright.sync_api import sync_playwright

    asks = """async (word) => {
        const engine = await import("/pagefind/pagefind.js");
        const found = await engine.search(word);
        return (await Promise.all(found.results.map((one) => one.data()))).map((one) => one.url);
    }"""
    path = Path("/usr/bin/chromium")
    at = path if path.exists() else None
    with serving(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=at, args=FLAGS)
        tab = browser.new_page()
        tab.goto(address)
        assert "/pengumuman/lama/" in tab.evaluate(asks, "pengumuman")
        assert tab.evaluate(asks, "xylofon") == []
        browser.close()


def test_what_is_done_at_the_same_time_gives_what_each_alone_gives(
    tmp_path: Path, site: Path
) -> None:
    """MkDocs and Pagefind one after the other, as anybody calls them, on the staged text."""
    tree = tmp_path / "tree"
    more = {**DOWNLOAD, "content/.well-known/security.txt": "Contact: x\n"}
    pages = write(tree, office(), **more)
    stage(tree, tmp_path / "content", pages=pages, sops=[sop()], say=say)
    for name in ("mkdocs.yml", "tools"):
        (tree / name).rename(tmp_path / name)
    alone = tmp_path / "site"
    environment = {"PATH": os.defpath, "SOURCE_DATE_EPOCH": str(EPOCH), "HOME": str(tmp_path)}
    for asked in (
        ["mkdocs", "build", "--strict", "--quiet", "-d", alone],
        ["pagefind", "--site", alone, "--force-language", "id", "--quiet",
         "--exclude-selectors", ".headerlink, .paraf-list"],
    ):  # fmt: skip
        command = [sys.executable, "-m", *map(str, asked)]
        subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    ours = measure(site).files
    theirs = dict(measure(alone).files)
    theirs[".well-known/security.txt"] = ours[".well-known/security.txt"]
    assert theirs == ours


def test_a_program_that_waits_is_gone_when_the_pages_are_at_fault(tmp_path: Path) -> None:
    pages = write(tmp_path, [*office(), page("layanan/a.md", "A", "<!-- paraf:tiada -->\n")])
    with pytest.raises(BrokenPages):
        made(tmp_path, tmp_path / "out", pages)
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    assert not children.exists() or "mkdocs" not in "".join(
        Path(f"/proc/{child}/cmdline").read_text() for child in children.read_text().split()
    )
