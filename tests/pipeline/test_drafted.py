"""A draft with something wrong in it: every mistake at once, nothing kept that must not be."""

import json
import re
from pathlib import Path

import pytest

from office_world import CASE, PAGE, PENGELOLA, OfficeWorld, office_world
from pipeline.live import references

DOWNLOAD = "content/unduhan/berkas/2026/besar.pdf"
HUGE = 200_000_000


@pytest.fixture
def office(tmp_path: Path) -> OfficeWorld:
    made = office_world(tmp_path)
    made.case_at(1)
    return made


def stopped(office: OfficeWorld, *words: str, code: int = 3) -> str:
    """Check and hand in a draft that both refuse; return what was printed."""
    before = references(office)
    checked = office.run(PENGELOLA, "check", *words)
    handed_in = office.run(PENGELOLA, "submit")
    assert (checked.code, handed_in.code) == (code, code), checked.out + handed_in.out
    assert references(office) == before
    return checked.out


def told(out: str) -> list[str]:
    """Return what was printed of each file as `path: sentence`."""
    found, place = [], ""
    for line in out.splitlines():
        if re.match(r"  [^ ·]", line):
            place = line.strip()
        elif re.match(r"    [✗!○]", line):
            found.append(f"{place}: {line[6:]}")
    return found


def huge(file: Path) -> None:
    """Write a file of 200 MB that takes no room."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as stream:
        stream.truncate(HUGE)


def kept(office: OfficeWorld) -> int:
    """Return how many bytes git holds at the Pengelola's desk."""
    folder = office.folder(PENGELOLA) / ".git" / "objects"
    return sum(one.stat().st_size for one in folder.rglob("*") if one.is_file())


def test_a_good_draft_passes_and_nothing_is_said_against_it(office: OfficeWorld) -> None:
    checked = office.run(PENGELOLA, "check", "--json")
    assert checked.code == 0
    assert json.loads(checked.out) == {"passed": True, "findings": []}


def test_every_mistake_is_told_at_once_with_file_and_line(office: OfficeWorld) -> None:
    desk = office.folder(PENGELOLA)
    (desk / PAGE).write_text("---\ntitle: Jadwal\ndate: kemarin\ninformation_class: rahasia\n---\n")
    case = desk / f"drafts/{CASE}/case.yml"
    case.write_text(case.read_text() + "publish_on: 2026-13-40\n")
    found = json.loads(stopped(office, "--json", code=5))["findings"]
    assert {one["severity"] for one in found} == {"block"}
    places = {(one["place"], one["line"]) for one in found}
    assert {(f"drafts/{CASE}/case.yml", 9), (PAGE, 3), (PAGE, 4)} <= places


def test_a_draft_touches_nothing_but_its_own(office: OfficeWorld) -> None:
    desk = office.folder(PENGELOLA)
    (desk / "tools/x.py").write_text("x = 1\n")
    (desk / "review/rules.yml").write_text("version: 1\n")
    assert told(stopped(office)) == [
        "review/rules.yml: This file does not belong to the draft.",
        "tools/x.py: This file does not belong to the draft.",
    ]


def test_a_link_out_of_the_draft_is_refused_and_never_followed(office: OfficeWorld) -> None:
    desk = office.folder(PENGELOLA)
    (desk / "content/unduhan").mkdir()
    (desk / "content/unduhan/sandi.txt").symlink_to("/etc/passwd")
    (desk / "content/pengumuman/tamu").symlink_to("/etc")
    out = stopped(office)
    assert told(out) == [
        "content/pengumuman/tamu: This is a link to another file, not a file.",
        "content/unduhan/sandi.txt: This is a link to another file, not a file.",
    ]
    assert "root:" not in out


@pytest.mark.parametrize("place", [DOWNLOAD, f"drafts/{CASE}/materials/besar.pdf"])
def test_a_huge_file_is_refused_before_git_keeps_it(office: OfficeWorld, place: str) -> None:
    huge(office.folder(PENGELOLA) / place)
    before = kept(office)
    out = stopped(office)
    assert [one.startswith(f"{place}: The file holds 200.0 MB") for one in told(out)] == [True]
    preview = office.run(PENGELOLA, "preview", "--into", office.root / "seen")
    assert preview.code == 3
    assert "The file holds 200.0 MB" in preview.out
    assert kept(office) < before + 100_000


def test_many_files_that_are_too_large_together_are_refused_before_git_keeps_them(
    office: OfficeWorld,
) -> None:
    for number in range(6):
        file = office.folder(PENGELOLA) / f"content/unduhan/berkas/2026/{number}.pdf"
        huge(file)
        with file.open("r+b") as stream:
            stream.truncate(19_000_000)
    before = kept(office)
    assert "hold 114.0 MB together; at most 100.0 MB" in stopped(office)
    assert kept(office) < before + 100_000


def test_a_case_does_not_begin_with_a_huge_file_or_a_missing_one(office: OfficeWorld) -> None:
    office.git(PENGELOLA, "stash", "--quiet", "--include-untracked")
    huge(office.root / "besar.pdf")
    large = office.run(PENGELOLA, "new", "Judul", "--download", office.root / "besar.pdf")
    assert (large.code, "200.0 MB" in large.out) == (3, True), large.out
    missing = office.run(PENGELOLA, "new", "Judul", "--body", office.root / "tidak-ada.md")
    assert missing.code == 2
    assert "tidak-ada.md" in missing.out
    word = office.root / "naskah.docx"
    word.write_bytes(b"PK\x03\x04\xff\xfe")
    assert office.run(PENGELOLA, "new", "Judul", "--body", word).code == 5
    assert office.git(PENGELOLA, "branch", "--list", "draft/*judul").out == ""


def test_exempt_information_is_never_handed_in(office: OfficeWorld) -> None:
    page = office.folder(PENGELOLA) / PAGE
    page.write_text(page.read_text().replace("berkala", "dikecualikan"))
    case = office.folder(PENGELOLA) / f"drafts/{CASE}/case.yml"
    case.write_text(case.read_text().replace("berkala", "dikecualikan"))
    assert "dikecualikan" in stopped(office) or "exempt" in stopped(office)
    usage = office.run(PENGELOLA, "new", "Judul", "--class", "dikecualikan")
    assert usage.code == 2


def test_a_new_case_takes_no_other_drafts_files_along(office: OfficeWorld) -> None:
    new = office.run(PENGELOLA, "new", "Lain")
    assert new.code == 3
    assert "This folder holds changes that are not saved in any draft." in new.out
    assert "git stash -u" in new.out


@pytest.mark.parametrize("section", ["../../tools", "tidak-ada", "", "/etc"])
def test_a_page_belongs_to_a_section_that_the_site_has(office: OfficeWorld, section: str) -> None:
    office.git(PENGELOLA, "stash", "--quiet", "--include-untracked")
    new = office.run(PENGELOLA, "new", "Lain", "--section", section)
    assert new.code == 3
    assert "Choose one of: pengumuman" in new.out


def test_files_of_one_name_get_a_name_each_and_replace_nothing(office: OfficeWorld) -> None:
    assert office.run(PENGELOLA, "submit").code == 0
    for folder in ("a", "b"):
        (office.root / folder).mkdir()
        (office.root / folder / "Jadwal SKD.txt").write_text(f"{folder}\n")
    files = [office.root / one / "Jadwal SKD.txt" for one in ("a", "b")]
    words = [word for file in files for word in ("--download", file, "--material", file)]
    new = office.run(PENGELOLA, "new", "Berkas", *words, "--json")
    assert new.code == 0, new.out
    found = json.loads(new.out)
    desk = office.folder(PENGELOLA)
    assert [(desk / one).read_text() for one in found["downloads"]] == ["a\n", "b\n"]
    materials = sorted((desk / "drafts" / found["case"] / "materials").iterdir())
    assert [one.name for one in materials] == ["jadwal-skd-2.txt", "jadwal-skd.txt"]


def test_a_case_whose_opening_was_interrupted_is_opened_by_the_next_try(
    office: OfficeWorld,
) -> None:
    assert office.run(PENGELOLA, "submit").code == 0
    origin = office.git(PENGELOLA, "config", "remote.origin.receivepack", "false")
    assert origin.code == 0
    failed = office.run(PENGELOLA, "new", "Lain")
    assert failed.code == 4, failed.out
    page = office.folder(PENGELOLA) / "content/pengumuman/lain.md"
    page.write_text(page.read_text() + "\nSudah ditulis.\n")
    office.git(PENGELOLA, "config", "--unset", "remote.origin.receivepack")
    assert office.run(PENGELOLA, "new", "Lain").code == 0
    assert "Sudah ditulis." in page.read_text()
