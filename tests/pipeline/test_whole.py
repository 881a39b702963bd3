"""What an officer wrote is never half there: not when a disk is full, nor when a program dies."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from office_world import CASE, PAGE, PENGELOLA, OfficeWorld, office_world
from paraf.cli.world import Ran
from paraf.pipeline.whole import write_whole
from pipeline.live import UNLUCKY

LONG = "Kalimat yang ditulis petugas sendiri.\n" * 8_000
ROOM = "full:200000"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeWorld]:
    made = office_world(tmp_path)
    made.case_at(1)
    return made


def on_a_full_disk(office: OfficeWorld, *words: str | Path) -> Ran:
    """Run a command of the Pengelola on whose disk no file of 200 kB has room."""
    desk = office.folder(PENGELOLA)
    return office.start(PENGELOLA, ROOM, desk, *words, program=UNLUCKY).wait()


def left(office: OfficeWorld) -> list[str]:
    """Return what lies at the Pengelola's desk and was meant for a moment only."""
    return [str(one) for one in office.folder(PENGELOLA).rglob("*.part")]


def test_a_full_disk_leaves_the_page_that_a_link_was_put_on(office: OfficeWorld) -> None:
    page = office.folder(PENGELOLA) / PAGE
    page.write_text(f"{page.read_text()}\n{LONG}")
    before = page.read_text()
    file = office.root / "jadwal.csv"
    file.write_text("hari,jam\n")
    ran = on_a_full_disk(office, "add", file, "--download", "--link")
    assert ran.code != 0
    assert "Traceback" not in ran.out
    assert page.read_text() == before
    assert left(office) == []
    assert office.run(PENGELOLA, "add", file, "--download", "--link").code == 0
    assert page.read_text().startswith(before.rstrip("\n"))


def test_a_case_begun_on_a_full_disk_keeps_no_stump_of_its_page(office: OfficeWorld) -> None:
    assert office.run(PENGELOLA, "submit").code == 0
    body = office.root / "naskah.md"
    body.write_text(LONG)
    page = office.folder(PENGELOLA) / "content/pengumuman/lain.md"
    ran = on_a_full_disk(office, "new", "Lain", "--body", body)
    assert ran.code != 0
    assert "Traceback" not in ran.out
    assert not page.exists()
    assert left(office) == []
    assert office.run(PENGELOLA, "new", "Lain", "--body", body).code == 0
    assert page.read_text().endswith(LONG)


def test_what_a_kill_left_is_written_over_and_a_link_is_never_followed(tmp_path: Path) -> None:
    other = tmp_path / "lain"
    other.write_text("jangan diubah")
    file = tmp_path / "folder" / "a.md"
    file.parent.mkdir()
    file.symlink_to(other)
    (file.parent / ".a.md.part").write_text("setengah dari yang lama, dan panjang")
    write_whole(file, "utuh")
    assert (file.read_text(), file.is_symlink(), other.read_text()) == (
        "utuh", False, "jangan diubah"
    )  # fmt: skip
    assert [one.name for one in file.parent.iterdir()] == ["a.md"]


def test_a_record_that_cannot_be_written_stays_as_it_was(office: OfficeWorld) -> None:
    record = office.folder(PENGELOLA) / f"drafts/{CASE}/case.yml"
    before = record.read_text()
    with pytest.raises(UnicodeEncodeError):
        write_whole(record, "a\udcff")
    assert record.read_text() == before
    assert left(office) == []
