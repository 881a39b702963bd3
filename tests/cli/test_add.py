"""`paraf add`: files come into a draft under a good name, in their place, entered and linked."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from PIL import Image

from cli.terminal import Terminal
from everything import long
from office_world import CASE, PAGE, PENGELOLA, OfficeWorld, office_world

DOWNLOAD = "content/unduhan/berkas/2026/jadwal-ujian-dinas.csv"


@pytest.fixture
def office(tmp_path: Path) -> OfficeWorld:
    made = office_world(tmp_path)
    made.case_at(1)
    return made


def table(office: OfficeWorld, text: str = "hari,jam\nSenin,08.00\n") -> Path:
    file = office.root / "Jadwal Ujian (Dinas).CSV"
    file.write_text(text)
    return file


def picture(office: OfficeWorld) -> Path:
    file = office.root / "Denah Ruang.png"
    Image.new("RGB", (40, 30), "white").save(file)
    return file


def add(office: OfficeWorld, *words: str | Path) -> dict[str, Any]:
    ran = office.run(PENGELOLA, "add", *words, "--json")
    assert ran.code == 0, ran.out
    found: dict[str, Any] = json.loads(ran.out)
    return found


def record(office: OfficeWorld) -> str:
    return (office.folder(PENGELOLA) / f"drafts/{CASE}/case.yml").read_text()


def page(office: OfficeWorld) -> str:
    return (office.folder(PENGELOLA) / PAGE).read_text()


def test_a_download_is_named_entered_and_checked(office: OfficeWorld) -> None:
    before = page(office)
    told = add(office, table(office), "--download")
    (file,) = told["files"]
    assert (file["path"], file["replaced"]) == (DOWNLOAD, False)
    line = "- [Jadwal Ujian (Dinas) (CSV)](../unduhan/berkas/2026/jadwal-ujian-dinas.csv)"
    assert file["markdown"] == line
    assert (office.folder(PENGELOLA) / DOWNLOAD).read_text() == "hari,jam\nSenin,08.00\n"
    assert f"  - {DOWNLOAD}" in record(office)
    assert page(office) == before
    # Machines without a virus scanner say so.
    assert {one["kind"] for one in told["findings"]} <= {"unscanned"}


def test_the_same_file_again_replaces_what_was_there_and_says_so(office: OfficeWorld) -> None:
    add(office, table(office), "--download", "--link")
    linked, entered = page(office), record(office)
    ran = office.run(PENGELOLA, "add", table(office, "hari\nSelasa\n"), "--download", "--link")
    assert f"Replaced: {DOWNLOAD}" in ran.out, ran.out
    assert (office.folder(PENGELOLA) / DOWNLOAD).read_text() == "hari\nSelasa\n"
    assert (page(office), record(office)) == (linked, entered)


def test_a_link_in_the_way_is_replaced_and_never_followed(office: OfficeWorld) -> None:
    mine = office.root / "milik-saya.csv"
    mine.write_text("jangan diubah\n")
    place = office.folder(PENGELOLA) / DOWNLOAD
    place.parent.mkdir(parents=True)
    place.symlink_to(mine)
    add(office, table(office), "--download")
    assert mine.read_text() == "jangan diubah\n"
    assert not place.is_symlink()


def test_links_stand_in_one_list_under_one_heading(office: OfficeWorld) -> None:
    add(office, table(office), "--download", "--link", "--label", "Jadwal [ujian]")
    second = office.root / "syarat.txt"
    second.write_text("Dua lembar foto.\n")
    add(office, second, "--download", "--link")
    assert page(office).endswith(
        "\n## Downloads\n\n"
        "- [Jadwal \\[ujian\\] (CSV)](../unduhan/berkas/2026/jadwal-ujian-dinas.csv)\n"
        "- [Syarat (TXT)](../unduhan/berkas/2026/syarat.txt)\n"
    )
    checked = office.run(PENGELOLA, "check")
    assert checked.code == 0, checked.out


def test_a_picture_lies_beside_its_page_and_a_material_is_never_published(
    office: OfficeWorld,
) -> None:
    (shown,) = add(office, picture(office), "--picture", "--label", "Denah lantai dua")["files"]
    assert Path(shown["path"]).parent == Path(PAGE).parent
    assert shown["markdown"] == f"![Denah lantai dua]({Path(shown['path']).name})"
    (kept,) = add(office, table(office), "--material")["files"]
    assert kept["path"] == f"drafts/{CASE}/materials/jadwal-ujian-dinas.csv"
    assert kept["markdown"] == ""
    assert "downloads: []" in record(office)


def photo(office: OfficeWorld) -> Path:
    """A picture as a telephone takes it: where, with what, and larger than any page shows it."""
    file = office.root / "IMG 0042.JPG"
    told = Image.Exif()
    told[0x010F] = "Telepon Contoh"
    told.get_ifd(0x8825).update({1: "S", 2: (6.0, 58.0, 0.0), 3: "E", 4: (110.0, 25.0, 0.0)})
    Image.new("RGB", (2600, 20), "white").save(file, exif=told)
    return file


def workbook(office: OfficeWorld) -> Path:
    file = office.root / "Peserta.xlsx"
    book = Workbook()
    book.properties.creator = book.properties.lastModifiedBy = "Melati Rekaanwati"
    book.save(file)
    return file


def test_pictures_and_documents_come_in_without_what_they_tell_of_their_makers(
    office: OfficeWorld,
) -> None:
    ran = office.run(PENGELOLA, "add", photo(office), "--picture", "--label", "Ruang ujian")
    assert ran.code == 0, ran.out
    assert "Exif/XMP" in ran.out
    assert "from 2600×20 to 2000×15 pixels" in ran.out
    shown = office.folder(PENGELOLA) / Path(PAGE).parent / "img-0042.jpg"
    with Image.open(shown) as picture:
        assert (picture.size, len(picture.getexif())) == ((2000, 15), 0)
    (file,) = add(office, workbook(office), "--download")["files"]
    assert len(file["removed"]) == 1
    with zipfile.ZipFile(office.folder(PENGELOLA) / file["path"]) as packed:
        assert not any(b"Melati" in packed.read(one) for one in packed.namelist())


def test_what_cannot_be_cleaned_is_there_all_the_same_and_the_check_says_why(
    office: OfficeWorld,
) -> None:
    bad = office.root / "rusak.xlsx"
    bad.write_bytes(b"PK\x03\x04rusak")
    told = add(office, bad, "--download")
    (file,) = told["files"]
    assert file["uncleaned"]
    assert (office.folder(PENGELOLA) / file["path"]).read_bytes() == bad.read_bytes()
    assert "block" in {one["severity"] for one in told["findings"]}


def test_a_new_case_takes_its_files_in_the_same_way(office: OfficeWorld) -> None:
    assert office.run(PENGELOLA, "submit").code == 0
    new = office.run(PENGELOLA, "new", "Peserta", "--download", workbook(office))
    assert new.code == 0, new.out
    assert "Traces of its authors" in new.out
    (made,) = (office.folder(PENGELOLA) / "content/unduhan/berkas/2026").iterdir()
    with zipfile.ZipFile(made) as packed:
        assert not any(b"Melati" in packed.read(one) for one in packed.namelist())


def test_what_a_draft_may_not_hold_is_refused_before_anything_is_taken_in(
    office: OfficeWorld,
) -> None:
    program = office.root / "a.exe"
    program.write_bytes(b"MZ")
    huge = office.root / "besar.pdf"
    with huge.open("wb") as stream:
        stream.truncate(200_000_000)
    empty = office.root / "kosong.txt"
    empty.touch()
    for bad, why in ((program, "of no kind that a draft may hold"), (huge, "200.0 MB"),
                     (empty, "is empty")):  # fmt: skip
        ran = office.run(PENGELOLA, "add", table(office), bad, "--download")
        assert ran.code == 3
        assert why in ran.out
        assert "panduan/kendala/#ditolak" in ran.out
    assert office.run(PENGELOLA, "add", table(office), "--picture").code == 3
    named = office.root / "Budi-ktp-3404015506900001.txt"
    named.write_text("Isinya.\n")
    ran = office.run(PENGELOLA, "add", named, "--download")
    assert (ran.code, "rename it first" in ran.out) == (3, True)
    assert "3404015506900001" not in ran.out
    assert not (office.folder(PENGELOLA) / DOWNLOAD).exists()


def test_what_it_is_for_is_said_in_a_script_and_asked_in_a_terminal(office: OfficeWorld) -> None:
    ran = office.run(PENGELOLA, "add", table(office))
    assert ran.code == 2
    assert "--download, --picture or --material" in ran.out
    terminal = Terminal(office.folder(PENGELOLA), "add", table(office))
    code = terminal.answers([
        ("Number [1]", ""), ("Words of the link", "Jadwal ujian"), ("on the page now?", ""),
    ])  # fmt: skip
    assert code == 0, terminal.screen
    assert f"It stands on the page {PAGE}." in terminal.screen
    assert "[Jadwal ujian (CSV)]" in page(office)


@long
def test_whoever_leaves_a_question_leaves_the_draft_as_it_was(office: OfficeWorld) -> None:
    before = record(office), page(office)
    terminal = Terminal(office.folder(PENGELOLA), "add", table(office))
    assert terminal.leaves("Number [1]") == 3
    assert (record(office), page(office)) == before
    assert not (office.folder(PENGELOLA) / DOWNLOAD).exists()
