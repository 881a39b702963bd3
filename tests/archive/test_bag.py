"""A bag: the same bytes each time, whole after any kill."""

from pathlib import Path

import pytest

from archive import world
from paraf.archive import bag
from paraf.ports import ArchiveFault

INFO = {"Source-Organization": "BKD Provinsi Contoh", "External-Identifier": world.CASE}


def payload(folder: Path) -> Path:
    (folder / "data/report").mkdir(parents=True)
    (folder / "data/report/report.yml").write_text("v: 1\n")
    (folder / "data/nota dinas é.txt").write_text("isi")
    return folder


def tags(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}


def test_the_tag_files_are_written_in_one_canonical_form(tmp_path: Path) -> None:
    bag.make(payload(tmp_path), info=INFO, when=world.WHEN)
    assert tags(tmp_path)["bagit.txt"] == bag.DECLARATION
    assert tags(tmp_path)["bag-info.txt"].decode() == (
        "Source-Organization: BKD Provinsi Contoh\n"
        "External-Identifier: 2026-0042\n"
        "Bag-Software-Agent: Paraf\n"
        "Bagging-Date: 2026-11-20\n"
        "Payload-Oxum: 8.2\n"
    )
    paths = [line[66:] for line in tags(tmp_path)[bag.MANIFEST].decode().splitlines()]
    assert paths == ["data/nota dinas é.txt", "data/report/report.yml"]


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    bag.make(payload(tmp_path), info=INFO, when=world.WHEN)
    first = tags(tmp_path)
    bag.make(tmp_path, info=INFO, when=world.WHEN)
    assert tags(tmp_path) == first


@pytest.mark.parametrize("written", range(5))
def test_a_killed_run_is_finished_by_the_next(tmp_path: Path, written: int) -> None:
    bag.make(payload(tmp_path), info=INFO, when=world.WHEN)
    whole = tags(tmp_path)
    names = (*bag.TAGS, bag.TAG_MANIFEST)
    for name in names[written:]:
        (tmp_path / name).unlink()
    if written < len(names):
        (tmp_path / f"{names[written]}.part").write_bytes(b"BagIt-Ver")
    bag.make(tmp_path, info=INFO, when=world.WHEN)
    assert tags(tmp_path) == whole


def test_a_value_with_line_breaks_cannot_add_a_field(tmp_path: Path) -> None:
    info = {"External-Description": "Jadwal\nPayload-Oxum: 1.1"}
    bag.make(payload(tmp_path), info=info, when=world.WHEN)
    assert b"Jadwal Payload-Oxum: 1.1\n" in tags(tmp_path)["bag-info.txt"]


@pytest.mark.parametrize("name", ["a%0Ab", "a\nb", "a\\b", "a\x1b[2Jb"])
def test_a_name_that_tools_write_differently_is_refused(tmp_path: Path, name: str) -> None:
    (payload(tmp_path) / "data" / name).write_text("")
    with pytest.raises(ArchiveFault, match="cannot be archived"):
        bag.make(tmp_path, info=INFO, when=world.WHEN)


def test_a_link_is_refused(tmp_path: Path) -> None:
    (payload(tmp_path) / "data/link").symlink_to("/etc/hostname")
    with pytest.raises(ArchiveFault, match="link cannot be archived"):
        bag.make(tmp_path, info=INFO, when=world.WHEN)


def test_a_stranger_beside_the_payload_is_refused(tmp_path: Path) -> None:
    (payload(tmp_path) / "fetch.txt").write_text("http://bkd.contoh.example/x - data/x\n")
    with pytest.raises(ArchiveFault, match=r"fetch\.txt does not belong"):
        bag.make(tmp_path, info=INFO, when=world.WHEN)


def test_nothing_is_no_bag(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with pytest.raises(ArchiveFault, match="nothing to archive"):
        bag.make(tmp_path, info=INFO, when=world.WHEN)
