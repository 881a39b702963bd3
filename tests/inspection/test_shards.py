"""An inspection that several machines share comes to what one machine says."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.website import Website, quiet
from paraf.core.evidence import Evidence, FileSum, Manifest
from paraf.core.inspecting import InspectionRules
from paraf.inspection import shards
from paraf.inspection.browser import chromium
from paraf.inspection.concluding import Manner, Seen
from paraf.inspection.inspect import inspect, inspect_share
from paraf.inspection.kinds.links import LINKS as KINDS
from paraf.inspection.share import MOST, Share, share
from paraf.inspection.site import Site
from paraf.ports import ArchiveFault

NOW = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
RULES = InspectionRules(devices=("desktop",), themes=("light",), external=False)
PATHS = st.lists(st.text(max_size=12), unique=True, max_size=30)


@given(PATHS, st.integers(1, 40))
def test_all_shares_together_have_every_path_once(paths: list[str], of: int) -> None:
    everyone = [Share(number, of) for number in range(1, of + 1)]
    assert all(sum(one.has(path) for one in everyone) == 1 for path in paths)
    assert sum(one.first for one in everyone) == 1


@given(st.integers(1, MOST), st.integers(1, MOST))
def test_a_share_is_read_as_it_is_written(number: int, of: int) -> None:
    assert share(f"{number}/{of}") == (Share(number, of) if number <= of else None)


@pytest.mark.parametrize("text", ["", "0/2", "3/2", "1", "1/2/3", "a/b", "1/99999", " 1/2", "01/2"])
def test_what_is_no_share_is_none(text: str) -> None:
    assert share(text) is None


def now() -> datetime:
    return NOW


def spoil(site: Website) -> Site:
    """Plant what each part finds, and return the site to be inspected."""
    site.alter(
        "index.html", "</article>", '<a href="hilang/">x</a><a href="#tiada">y</a></article>'
    )
    site.alter("berita/index.html", "</article>", "<script>gawat()</script></article>")
    site.remark()
    site.files["assets/situs.css"] += b"/* diretas */"
    del site.files["assets/titik.png"]
    site.not_found = 200
    return Site(site.url, site.manifest, site.release, site.pages[1:], ("",), rules=RULES)


@pytest.fixture(scope="module")
def browser() -> Path:
    return chromium.find(None)


def shared(site: Site, of: int, folder: Path, browser: Path | None) -> list[Path]:
    """Inspect every share for itself; return their folders."""
    folders = [folder / f"bagian-{number}" for number in range(1, of + 1)]
    for number, into in enumerate(folders, 1):
        part = replace(site, share=Share(number, of))
        inspect_share(part, into=into, browser=browser, progress=quiet, now=now)
    return folders


def merged(folders: Sequence[Path], into: Path) -> dict[str, Any]:
    shards.merge(folders, into=into, progress=quiet, now=now, manner=Manner())
    return told(into)


def told(into: Path) -> dict[str, Any]:
    """Return an inspection as it was written, without what differs from run to run.

    These are figures, the pictures' and the archive's bytes.
    """
    said: dict[str, Any] = json.loads((into / "inspection.json").read_bytes())
    for page in said["pages"]:
        page["figures"] = sorted(page["figures"])
    said["artifacts"] = sorted(said["artifacts"])
    return said


@pytest.mark.browser
@pytest.mark.server
def test_shares_put_together_are_what_one_run_says(
    website: Website, tmp_path: Path, browser: Path
) -> None:
    site = spoil(website)
    inspect(site, into=tmp_path / "satu", browser=browser, progress=quiet, now=now)
    whole = told(tmp_path / "satu")
    kinds = {one["kind"] for one in whole["findings"]}
    assert {"file-changed", "soft-404", "link-broken", "anchor-missing",
            "console-error", "csp-missing"} <= kinds  # fmt: skip
    assert [page["path"] for page in whole["pages"]] == ["berita/", ""]
    assert whole["artifacts"] == [
        "pages.wacz",
        "screenshots/berita-desktop.webp",
        "screenshots/index-desktop.webp",
        "summary.html",
    ]
    assert merged(shared(site, 3, tmp_path, browser), tmp_path / "gabungan") == whole


@pytest.mark.server
def test_any_number_of_shares_in_any_order_is_the_same(
    website: Website, tmp_path: Path, browser: Path
) -> None:
    site = replace(spoil(website), pages=(), around=())
    inspect(site, into=tmp_path / "satu", browser=browser, progress=quiet, now=now)
    whole = told(tmp_path / "satu")

    @settings(max_examples=6, deadline=None)
    @given(st.integers(1, 12), st.randoms(use_true_random=False))
    def same(of: int, dice: Any) -> None:
        with_of = tmp_path / f"{of}"
        shutil.rmtree(with_of, ignore_errors=True)
        folders = shared(site, of, with_of, browser)
        dice.shuffle(folders)
        assert merged(folders, with_of / "gabungan") == whole

    same()


@pytest.mark.server
def test_a_server_that_is_down_is_one_finding_for_all_shares(
    website: Website, tmp_path: Path, browser: Path
) -> None:
    website.stop()
    site = Site(website.url, website.manifest, website.release, website.pages, rules=RULES)
    said = merged(shared(site, 3, tmp_path, browser), tmp_path / "gabungan")
    assert [one["kind"] for one in said["findings"]] == ["server-unreachable"]


def parts_of(files: int, folder: Path) -> list[Path]:
    """Return two shares of an inspection of one file, which needs no server."""
    manifest = Manifest({"index.html": FileSum(1, "a" * 64)}, "d" * 64)
    site = Site("https://kantor.example/", manifest, None, rules=RULES)
    folders = []
    for number in (1, 2):
        came = files if number == 1 else 0
        seen = Seen(Evidence(site.url, manifest.digest, came, came, (), ()), ())
        folders.append(folder / f"bagian-{number}")
        shards.write(folders[-1], replace(site, share=Share(number, 2)), seen)
    return folders


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return parts_of(1, tmp_path_factory.mktemp("bagian"))


def refused(folders: Sequence[Path], into: Path) -> str:
    with pytest.raises(ArchiveFault) as caught:
        shards.merge(folders, into=into, progress=quiet, now=now, manner=Manner())
    assert caught.value.remedy is not None
    assert not into.exists()
    return str(caught.value.what)


def test_shares_that_are_all_there_are_put_together(parts: list[Path], tmp_path: Path) -> None:
    assert merged(parts, tmp_path / "x")["passed"] is True


def test_shares_in_which_a_file_never_came_do_not_pass(tmp_path: Path) -> None:
    said = merged(parts_of(0, tmp_path), tmp_path / "x")
    assert said["passed"] is False
    assert [one["kind"] for one in said["findings"]] == ["file-silent"]


def test_a_share_that_is_missing_is_named(parts: list[Path], tmp_path: Path) -> None:
    assert refused(parts[:1], tmp_path / "x") == "Share 2 of 2 is missing."


def test_a_share_that_is_there_twice_is_named(parts: list[Path], tmp_path: Path) -> None:
    assert refused([*parts, parts[0]], tmp_path / "x") == "Share 1 of 2 stands there twice."


def altered(parts: list[Path], folder: Path, old: str, new: str) -> list[Path]:
    """Return the shares with one word of the second changed."""
    shutil.copytree(parts[1], folder)
    text = (folder / "share.json").read_text("utf-8")
    assert old in text
    (folder / "share.json").write_text(text.replace(old, new), "utf-8")
    return [parts[0], folder]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("https://kantor.example/", "https://lain.example/"),
        ('"connections": 8', '"connections": 9'),
        ("a" * 64, "b" * 64),
    ],
)
def test_shares_of_different_inspections_are_refused(
    parts: list[Path], tmp_path: Path, old: str, new: str
) -> None:
    said = refused(altered(parts, tmp_path / "lain", old, new), tmp_path / "x")
    assert "not shares of one inspection" in said


@pytest.mark.parametrize(("old", "new"), [('"v": 1', '"v": 9'), ("{", "["), ('"seen"', '"unseen"')])
def test_what_is_no_share_is_refused(parts: list[Path], tmp_path: Path, old: str, new: str) -> None:
    said = refused(altered(parts, tmp_path / "rusak", old, new), tmp_path / "x")
    assert "it is not whole, or of another version" in said


def test_a_folder_without_a_share_is_refused(tmp_path: Path) -> None:
    assert "cannot be opened" in refused([tmp_path], tmp_path / "x")


@pytest.mark.server
def test_links_are_read_from_the_live_bytes_where_no_built_site_is_at_hand(
    website: Website, tmp_path: Path, browser: Path
) -> None:
    website.files["robots.txt"] = b"Sitemap: https://lain.example/sitemap.xml\n"
    website.files["feed.rss"] = b"<rss><channel><link>/hilang/</link></channel></rss>"
    website.files["gambar.svg"] = (
        b'<svg xmlns="http://www.w3.org/2000/svg"><a href="/tiada/"><text>x</text></a></svg>'
    )
    website.alter("index.html", "</article>", '<a href="tak-ada/">x</a></article>')
    website.remark()
    live = Site(website.url, website.manifest, website.release, rules=RULES)
    built = tmp_path / "situs"
    for path in website.manifest.files:
        (built / path).parent.mkdir(parents=True, exist_ok=True)
        (built / path).write_bytes(website.files[path])

    def found(site: Site, name: str) -> list[dict[str, Any]]:
        inspect(site, into=tmp_path / name, browser=browser, progress=quiet, now=now)
        findings: list[dict[str, Any]] = told(tmp_path / name)["findings"]
        return [one for one in findings if one["kind"] in KINDS]

    by_bytes = found(live, "bita")
    assert by_bytes == found(replace(live, built=built), "folder")
    places = {one["place"].removeprefix(website.url) for one in by_bytes}
    assert {"", "feed.rss", "gambar.svg"} <= places
