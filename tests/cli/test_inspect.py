"""`paraf inspect` alone: no case, no repository, no git; anyone's static site."""

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from inspection.website import Website, serving
from paraf.cli.world import Ran
from paraf.site.manifest import as_json, measure
from pipeline.live import browser as live_browser
from warm import commands

BRIEF = "version: 1\ninspection: {devices: [desktop], themes: [light], external: false}\n"


@pytest.fixture
def website() -> Iterator[Website]:
    with serving() as site:
        yield site


@pytest.fixture
def built(website: Website, tmp_path: Path) -> Path:
    """The folder that the site was built in."""
    for path, body in website.files.items():
        if not path.startswith(".well-known/"):
            (tmp_path / "situs" / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "situs" / path).write_bytes(body)
    (tmp_path / "aturan.yml").write_text(BRIEF)
    return tmp_path / "situs"


def run(folder: Path, *words: str | Path, **settings: str) -> Ran:
    """Run the command in a folder that is no repository, on a machine without git."""
    environment = {"PATH": "/nonexistent", "PARAF_LANG": "en", "HOME": str(folder)}
    browser = {"PARAF_CHROMIUM": str(found)} if (found := live_browser()) else {}
    return commands.run(
        ["inspect", *words], where=folder, environment={**environment, **browser, **settings}
    )


def sums(built: Path) -> str:
    """Return what `sha256sum` prints for a folder."""
    files = sorted(one for one in built.rglob("*") if one.is_file())
    return "".join(
        f"{hashlib.sha256(one.read_bytes()).hexdigest()}  ./{one.relative_to(built)}\n"
        for one in files
    )


@pytest.mark.browser
def test_a_site_that_is_what_was_built_is_right(
    website: Website, built: Path, tmp_path: Path
) -> None:
    ran = run(tmp_path, website.url, "--site", built, "--rules", "aturan.yml",
              "--pages", "/berita/", "--into", "bukti", "--json")  # fmt: skip
    assert ran.code == 0, ran.out
    said = json.loads(ran.out)
    assert (said["passed"], said["files"]) == (True, len(website.manifest.files))
    assert [page["path"] for page in said["pages"]] == ["berita/"]
    kept = {one.relative_to(tmp_path / "bukti").as_posix()
            for one in (tmp_path / "bukti").rglob("*") if one.is_file()}  # fmt: skip
    assert {"inspection.json", "summary.html", "pages.wacz"} <= kept


@pytest.mark.browser
def test_a_changed_byte_is_told_to_people_to_code_hosts_and_to_continuous_integration(
    website: Website, built: Path, tmp_path: Path
) -> None:
    (tmp_path / "sums").write_text(sums(built))
    website.files["assets/situs.css"] += b"/* diretas */"
    ran = run(tmp_path, website.url, "--manifest", "sums", "--rules", "aturan.yml",
              "--sarif", "a.sarif", "--junit", "a.xml")  # fmt: skip
    assert ran.code == 3, ran.out
    assert "assets/situs.css: The file does not have the bytes" in ran.out
    assert "The live site is NOT right; findings: 1." in ran.out
    (log,) = json.loads((tmp_path / "a.sarif").read_bytes())["runs"]
    assert [one["ruleId"] for one in log["results"] if one["level"] == "error"] == ["file-changed"]
    assert Xml.parse(tmp_path / "a.xml").getroot().get("failures") == "1"


@pytest.mark.browser
def test_shares_are_put_together_by_the_command(
    website: Website, built: Path, tmp_path: Path
) -> None:
    (tmp_path / "manifest.json").write_bytes(as_json(measure(built)))
    website.files["assets/situs.css"] += b"/* diretas */"
    for number in (1, 2):
        ran = run(tmp_path, website.url, "--manifest", "manifest.json", "--rules", "aturan.yml",
                  "--shard", f"{number}/2", "--into", f"bagian-{number}")  # fmt: skip
        assert ran.code == 0, ran.out
        assert f"Share {number} of 2 was inspected" in ran.out
    ran = run(tmp_path, "merge", "bagian-1", "bagian-2", "--into", "semua")
    assert ran.code == 3, ran.out
    assert "assets/situs.css: The file does not have the bytes" in ran.out
    assert run(tmp_path, "merge", "bagian-1", "--into", "lain").code == 4


def test_without_a_browser_nothing_can_be_said(
    website: Website, built: Path, tmp_path: Path
) -> None:
    ran = run(tmp_path, website.url, "--site", built, PARAF_CHROMIUM="/nonexistent")
    assert ran.code == 4
    assert "There is no browser at /nonexistent." in ran.out
    assert website.asked == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Name one address"),
        (("https://a.example/",), "Say with --manifest or --site"),
        (("ftp://a.example/", "--site", "situs"), "no address such as"),
        (("https://u:p@a.example/", "--site", "situs"), "no address such as"),
        (("https://a.example/?x", "--site", "situs"), "no address such as"),
        (("https://a.example/", "https://b.example/"), "Name one address"),
        (("https://a.example/", "--site", "situs", "--pages", "hilang/"), "no page hilang/"),
        (("https://a.example/", "--site", "situs", "--all", "--pages", ""), "--all takes no"),
        (("https://a.example/", "--site", "situs", "--shard", "3/2", "--into", "x"), "no share"),
        (("https://a.example/", "--site", "situs", "--shard", "1/2"), "--shard needs --into"),
        (("https://a.example/", "--site", "situs", "--into", "situs"), "is not empty"),
        (("--live", "https://a.example/"), "--live takes no address"),
        (("merge", "a", "--shard", "1/2"), "merge takes no --shard"),
        (("merge", "a"), "Name the folders of all shares"),
        (("https://a.example/", "--site", "situs", "--sarif", "tiada/x"), "--sarif: there is no"),
        (("https://a.example/", "--site", "situs", "--junit", "tiada/x"), "no folder tiada."),
        (("--live", "--sarif", "tiada/x"), "no folder tiada."),
        (("merge", "a", "b", "--into", "c", "--junit", "tiada/x"), "no folder tiada."),
    ],
)
def test_what_is_typed_wrongly_is_told(
    built: Path, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    ran = run(tmp_path, *words)
    assert (ran.code, said in ran.out) == (2, True), ran.out


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("https://ani:rahasia@a.example/", "https://a.example/"),
        ("https://ani:ra//rahasia@a.example/", "https://a.example/"),
        ("ani:rahasia@a.example/", "a.example/"),
        ("ani:ra//rahasia@a.example/", "a.example/"),
        ("a.example", "a.example"),
    ],
)
def test_a_password_in_an_address_is_not_repeated(tmp_path: Path, typed: str, told: str) -> None:
    ran = run(tmp_path, typed)
    said = f"{told} is no address" in ran.out
    assert (ran.code, "rahasia" in ran.out, said) == (2, False, True), ran.out


def test_a_site_with_a_name_that_no_listing_can_hold_is_refused(
    built: Path, tmp_path: Path
) -> None:
    (built / os.fsdecode(b"lama-\xff.html")).write_text("x")
    ran = run(tmp_path, "https://a.example/", "--site", built)
    assert "is no name for a file of a site" in ran.out
    assert ran.code not in (0, 1)
    assert "Traceback" not in ran.out


def test_an_empty_folder_proves_nothing(tmp_path: Path) -> None:
    (tmp_path / "kosong").mkdir()
    ran = run(tmp_path, "https://a.example/", "--site", "kosong")
    assert (ran.code, "kosong:1: The folder holds no file of a site." in ran.out) == (5, True)


def test_every_mistake_of_the_files_is_told_at_once(built: Path, tmp_path: Path) -> None:
    (tmp_path / "sums").write_text("x\n")
    (tmp_path / "aturan.yml").write_text(f"{BRIEF}colour: red\n")
    ran = run(tmp_path, "https://a.example/", "--manifest", "sums", "--rules", "aturan.yml")
    assert ran.code == 5
    assert "sums:1: This is no line of sha256sum" in ran.out
    assert "aturan.yml:3: colour is not known here." in ran.out


def test_a_folder_that_is_not_what_the_manifest_lists_is_refused(
    built: Path, tmp_path: Path
) -> None:
    (tmp_path / "sums").write_text(sums(built))
    (built / "index.html").write_text("lain")
    ran = run(tmp_path, "https://a.example/", "--manifest", "sums", "--site", built)
    assert ran.code == 5
    assert "index.html is other there" in ran.out
