"""The archive of a case that published nothing: what people handed in, decided and marked."""

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pikepdf
import pytest

from dossier_world import dossier_world, store
from everything import long
from office_world import BOT, OfficeWorld, alone
from paraf.archive import bag as bags
from paraf.archive import seal
from paraf.core.words import english
from paraf.forge.signing import sign
from paraf.pipeline.put_away import put_away
from paraf.pipeline.verify import Brought, Verified, verify_bag
from paraf.ports import StoreFault
from paraf.records.strict_yaml import parse
from pipeline.by_hand import CASE, play, stands
from pipeline.live import bag, references, unlucky
from small_office import quiet


@dataclass
class Archived:
    """An archived case: its office, and its bag to be tampered with."""

    office: OfficeWorld
    place: Path

    def verified(self, *, with_store: bool = False) -> Verified:
        brought = Brought(store=store(self.office)) if with_store else None
        return verify_bag(self.place, quiet, brought)

    def found(self) -> set[tuple[str, str]]:
        return {(one.kind, one.place) for one in self.verified(with_store=True).findings}

    def text(self, name: str) -> str:
        return (self.place / "data" / name).read_text()

    def record(self) -> dict[str, list[dict[str, object]]]:
        value = parse(self.text("record/record.yml"), "record.yml").value
        assert isinstance(value, dict)
        return value

    def reseal(self) -> None:
        """Make the bag anew as somebody who has the program's own key."""
        for name in (*bags.TAGS, bags.TAG_MANIFEST, bags.SEAL):
            (self.place / name).unlink()
        bags.make(self.place, info={}, when=self.office.now)
        git = alone(self.office.folder(BOT))
        seal.put(self.place, partial(sign, git))


def archive(folder: Path, sop: str, **how: object) -> Archived:
    office = dossier_world(folder)
    play(office, sop, **how)
    desk = office.desk(BOT)
    put_away(desk, desk.rulebook(), stands(office))
    return Archived(office, bag(office, folder / "bag"))


@pytest.fixture(scope="module")
def managed(tmp_path_factory: pytest.TempPathFactory) -> Archived:
    """A case without an archive row, with an arm not taken, a return, and a stored object."""
    folder = tmp_path_factory.mktemp("managed")
    return archive(folder, "data-management", answers={"4a": "tidak"}, returns=("7",))


@pytest.fixture
def mine(managed: Archived, tmp_path: Path) -> Archived:
    shutil.copytree(managed.place, tmp_path / "bag")
    shutil.copytree(managed.office.root / "keys", tmp_path / "keys")
    return Archived(managed.office, tmp_path / "bag")


def test_a_case_without_a_site_is_archived_whole(managed: Archived) -> None:
    found = managed.verified(with_store=True)
    assert found.findings == ()
    told = [english(one) for one in found.checked]
    assert "All documents are those that were handed in" in told
    assert "The record tells what the ledger tells" in told
    assert "The evidence store holds every object that the case names (1)" in told


def test_nothing_is_said_of_a_release_where_there_is_none(managed: Archived) -> None:
    told = [english(one).lower() for one in managed.verified().checked]
    papers = [managed.text(f"{name}.html").lower() for name in ("record/record", "signoff")]
    for word in ("release", "inspection", "cek website", "unduhan", "download"):
        assert not [text for text in (*told, *papers) if word in text]


def test_the_record_tells_the_case_as_it_was_lived(managed: Archived) -> None:
    record = managed.record()
    steps = {one["step"]: one for one in record["steps"]}
    assert list(steps) == ["1", "2", "3", "4a", "4b", "4c", "5", "6", "7", "8", "9"]
    assert [no for no, one in steps.items() if not one["taken"]] == ["4b"]
    assert "by" not in steps["4b"]
    assert (steps["5"]["visits"], steps["1"]["visits"]) == (2, 1)
    in_all = steps["5"]["minutes_used_in_all"]
    assert isinstance(in_all, float)
    assert isinstance(steps["5"]["minutes_used"], float)
    assert in_all > steps["5"]["minutes_used"]
    (decision,) = record["decisions"]
    assert (decision["step"], decision["answer"]) == ("4a", "Tidak perlu, data disimpan")
    assert decision["note"] == "Sesuai hasil pemeriksaan."
    (returned,) = record["returns"]
    assert (returned["step"], returned["by"]) == ("7", "Jati Andaikanto")
    changes = [one["change"] for one in record["texts"]]
    assert changes == ["pendaftaran", "data", "penyimpanan", "report", "laporan-akhir"]


def test_the_record_lists_every_document_with_its_digest(managed: Archived) -> None:
    documents = {one["path"]: one for one in managed.record()["documents"]}
    for path, one in documents.items():
        data = (managed.place / str(path)).read_bytes()
        if not one["stored"]:
            size, digest = len(data), hashlib.sha256(data).hexdigest()
            assert (one["size"], one["sha256"]) == (size, digest)
    stored = documents["data/data/3/data-informasi.stored.yml"]
    assert stored["name"] == "data-informasi November 2026.pdf"
    assert str(stored["sha256"]) in managed.text("data/3/data-informasi.stored.yml")


def test_the_record_is_pdf_a_with_its_data_inside(managed: Archived) -> None:
    with pikepdf.open(managed.place / "data/record/record.pdf") as pdf, pdf.open_metadata() as xmp:
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("3", "U")
        assert set(pdf.attachments) == {"record.yml", "ledger.jsonl"}
        inside = pdf.attachments["record.yml"].get_file().read_bytes()
    assert inside.decode() == managed.text("record/record.yml")


@long
def test_one_changed_byte_in_any_file_is_refused_and_the_file_named(mine: Archived) -> None:
    files = sorted(one for one in mine.place.rglob("*") if one.is_file())
    assert len(files) > 30
    missed = []
    for file in files:
        right = file.read_bytes()
        middle = len(right) // 2
        file.write_bytes(right[:middle] + bytes([right[middle] ^ 1]) + right[middle + 1 :])
        name = file.relative_to(mine.place).as_posix()
        if name not in [one.place for one in mine.verified().findings]:
            missed.append(name)
        file.write_bytes(right)
    assert missed == []


@pytest.mark.parametrize(
    "name",
    ["data/perbaikan/3c/bukti.pdf", "data/penyimpanan/4c/lain.pdf", "data/x", "data/rules/x"],
)
def test_what_nobody_handed_in_is_found_though_the_bag_was_sealed_anew(
    mine: Archived, name: str
) -> None:
    (mine.place / name).parent.mkdir(parents=True, exist_ok=True)
    (mine.place / name).write_bytes(b"%PDF-1.7\n")
    mine.reseal()
    assert mine.found()


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda text: text.replace("Jati Andaikanto", "Jati Lain"),
        lambda text: text.replace("Tidak perlu, data", "Perlu, data"),
        lambda text: text.replace("visits: 2", "visits: 1", 1),
        lambda text: text.replace("size: ", "size: 1", 1),
        lambda text: text.replace("report/5/", "report/55/", 1),
        lambda text: text[: text.index("documents:")] + "documents: []\n",
        lambda text: text[: text.index("decisions:")],
        lambda text: text[:0] + "[]\n",
        lambda text: text[:0] + "a: *b\n",
    ],
)
def test_a_record_that_tells_something_else_than_the_ledger_is_named(
    mine: Archived, rewrite: Callable[[str], str]
) -> None:
    file = mine.place / "data/record/record.yml"
    assert rewrite(file.read_text()) != file.read_text()
    file.write_text(rewrite(file.read_text()))
    # Whoever has the program's key also embeds the record that they wrote.
    _embed(file.with_suffix(".pdf"), file.name, file.read_bytes())
    mine.reseal()
    assert mine.found() == {("record", "data/record/record.yml")}


def _embed(path: Path, name: str, content: bytes) -> None:
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, content, filename=name)
        pdf.save(path)


@pytest.mark.parametrize(
    "text", ["", "version: 1\n", "sha256: abc\n", "- 1\n", "\x00", "version: 1\nname: ../x\n"]
)
def test_a_pointer_that_is_none_is_named(mine: Archived, text: str) -> None:
    path = "data/data/3/data-informasi.stored.yml"
    (mine.place / path).write_text(text)
    mine.reseal()
    places = {place for _, place in mine.found()}
    assert places & {path, "data/data"}


def test_an_object_that_the_store_lost_or_altered_is_named_by_its_pointer(
    managed: Archived,
) -> None:
    pointer = "data/data/3/data-informasi.stored.yml"
    (kept,) = (one for one in store(managed.office).rglob("*") if one.is_file())
    right = kept.read_bytes()
    try:
        kept.write_bytes(right[:-1])
        assert managed.found() == {("stored", pointer)}
        kept.unlink()
        assert managed.found() == {("stored", pointer)}
        assert managed.verified().intact
        (unchecked,) = managed.verified().unchecked
        assert "objects of the evidence store: 1 " in english(unchecked)
    finally:
        kept.write_bytes(right)
    with pytest.raises(StoreFault):
        verify_bag(managed.place, quiet, Brought(store=managed.place / "nowhere"))


def test_the_commands_in_the_bag_check_it_without_paraf(mine: Archived, tmp_path: Path) -> None:
    assert _by_hand(mine, tmp_path).returncode == 0
    file = mine.place / "data/penyimpanan/4c/catatan.pdf"
    file.write_bytes(file.read_bytes() + b"x")
    mine.reseal()
    assert _by_hand(mine, tmp_path).returncode != 0


def _by_hand(mine: Archived, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    blocks = re.findall(r"```bash\n(.*?)```", mine.text("VERIFIKASI.md"), re.S)
    assert len(blocks) == 7
    script = "set -euo pipefail\n" + "\n".join(blocks)
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
    command = ["bash", "-c", script]
    return subprocess.run(command, cwd=mine.place, env=environment, capture_output=True, text=True)


def test_every_kind_of_act_is_told_by_the_sheet_of_approval(tmp_path: Path) -> None:
    done = archive(tmp_path, "simpeg-maintenance", answers={"3b": "rusak"}, returns=("3a", "5"))
    assert done.verified().findings == ()
    sheet = done.text("signoff.html")
    for said in ("Temuan hasil pemeriksaan", "3d", "Mengadakan perbaikan", "Plt. Kepala Bidang"):
        assert said in sheet
    assert [one["step"] for one in done.record()["returns"]] == ["3a", "5"]


def test_a_case_that_needs_no_mark_is_archived_all_the_same(tmp_path: Path) -> None:
    done = archive(tmp_path, "data-update")
    found = done.verified(with_store=True)
    assert found.findings == ()
    assert done.office.door().cases() == ()
    sheet = done.text("signoff.html")
    assert "What was handed in" in sheet
    assert "What was marked" not in sheet


def test_an_archiving_that_meets_with_accidents_is_finished_by_the_next_run(
    tmp_path: Path,
) -> None:
    office = dossier_world(tmp_path)
    play(office, "data-update")
    before, key = references(office), office.root / "keys" / BOT
    key.rename(key.with_suffix(".away"))
    keyless = office.run(BOT, "reconcile")
    assert (keyless.code, references(office)) == (4, before), keyless.out
    assert "Traceback" not in keyless.out
    key.with_suffix(".away").rename(key)
    assert unlucky(office, "die:1", "reconcile").code != 0
    assert references(office) == before
    finished = office.run(BOT, "reconcile")
    assert finished.code == 0, finished.out
    done = Archived(office, bag(office, tmp_path / "bag"))
    assert done.verified(with_store=True).findings == ()
    assert done.text("VERIFIKASI.md").count(CASE) > 3
