"""`paraf check`: what is told, to whom, in which form, and what is never told."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from PIL import Image

from office_world import CASE, KASUBID, PAGE, PENGELOLA, OfficeWorld, office_world
from paraf.core.words import english
from paraf.pipeline.check import check_draft
from paraf.pipeline.findings import remember, remembered
from paraf.pipeline.notice_checks import checks
from paraf.pipeline.notice_setting import Setting

NIK = "3404015506900001"
"""Nobody's: made up for these tests."""
SCHEMA = Path(__file__).parents[1] / "inspection" / "sarif-schema-2.1.0.json"
FOLDER = "content/unduhan/berkas/2026"
BOOK = f"{FOLDER}/peserta.xlsx"
REASON = "Penanda tangan surat, Permendagri 1/2023."


@pytest.fixture
def office(tmp_path: Path) -> OfficeWorld:
    made = office_world(tmp_path)
    made.case_at(1)
    return made


def written(office: OfficeWorld, path: str, text: str) -> None:
    """Put a text behind what stands in a file of the draft."""
    file = office.folder(PENGELOLA) / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text((file.read_text() if file.exists() else "") + text)


def hidden_column(office: OfficeWorld, count: int = 3) -> None:
    """Take a workbook with NIKs in a hidden column into the draft."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Peserta"
    sheet.append(["Nama", "NIK"])
    for no in range(count):
        sheet.append([f"Peserta {no}", f"34040155069000{no:02}"])
    sheet.column_dimensions["B"].hidden = True
    book.save(office.root / "peserta.xlsx")
    ran = office.run(PENGELOLA, "add", office.root / "peserta.xlsx", "--download", "--link")
    assert ran.code == 0, ran.out


def found(office: OfficeWorld, kind: str) -> dict[str, Any]:
    """Return the one finding of a kind."""
    data = json.loads(office.run(PENGELOLA, "check", "--json").out)
    (one,) = [one for one in data["findings"] if one["kind"] == kind]
    assert isinstance(one, dict)
    return one


def test_a_nik_in_a_hidden_column_stops_the_draft_and_is_told_with_its_place(
    office: OfficeWorld,
) -> None:
    hidden_column(office)
    ran = office.run(PENGELOLA, "check")
    assert ran.code == 3
    place = f"  {BOOK}\n    ✗ sheet “Peserta”, cell B2:B4 (hidden): "
    assert place in ran.out
    assert "3404••••••••0000" in ran.out
    assert "Looked at: 3 files, of which 1 are pages." in ran.out
    assert ran.out.index("Must be corrected (1)") < ran.out.index("To be considered")
    one = found(office, "nik")
    assert (one["place"], one["spot"], one["count"]) == (
        BOOK, "sheet “Peserta”, cell B2:B4 (hidden)", 3
    )  # fmt: skip


def test_what_to_do_is_said_once_where_many_are_alike(office: OfficeWorld) -> None:
    written(office, PAGE, "\n[a](b.md) [c](d.md)\n\n[e](f.md)\n")
    written(office, "content/berita/lain.md", "tanpa keterangan\n")
    out = office.run(PENGELOLA, "check").out
    assert out.count("leads to no page or file of this site.") == 3
    assert out.count("→ Correct the link, or add what it leads to.") == 1
    # What a terminal would colour is plain where there is none.
    assert "\x1b" not in out


def everywhere(office: OfficeWorld) -> None:
    """Write a NIK wherever a draft can hold one."""
    spaced = f"{NIK[:4]} {NIK[4:8]} {NIK[8:12]} {NIK[12:]}"
    page = office.folder(PENGELOLA) / PAGE
    text = page.read_text().replace("summary: '", f"summary: 'NIK {NIK} ")
    page.write_text(
        f"{text}\nNIK {NIK} dan {spaced}.\n\n## NIK {NIK}\n\n<!-- NIK {NIK} -->\n\n"
        f"| Nama | NIK |\n|---|---|\n| Budi | {NIK} |\n\n![NIK {NIK}](a.png)\n\n"
        f"[NIK {NIK}](https://kantor.example/?nik={NIK}) <b title='NIK {NIK}'>x</b>\n"
        f"[tautan]({NIK}.md)\n"
    )
    for name in ("peserta.csv", "peserta.txt"):
        written(office, f"{FOLDER}/{name}", f"Nama,NIK\nBudi,{NIK}\n")
    written(office, f"drafts/{CASE}/materials/nota.txt", f"NIK: {NIK}\n")
    written(office, f"{FOLDER}/nik-{NIK}.txt", "Namanya saja.\n")
    book = Workbook()
    sheet = book.active
    sheet.title = f"NIK {NIK}"
    sheet.append(["Nama", "NIK"])
    sheet.append(["Budi", NIK])
    sheet["A2"].comment = Comment(f"NIK {NIK}", f"NIK {NIK}")
    other = book.create_sheet(f"Data {NIK}")
    other.append(["NIK"])
    other.append([int(NIK)])
    other.sheet_state = "hidden"
    book.properties.creator = book.properties.title = f"NIK {NIK}"
    book.save(office.folder(PENGELOLA) / BOOK)
    case = office.folder(PENGELOLA) / f"drafts/{CASE}/case.yml"
    excuse = f"{{finding: nip, file: {BOOK}, count: 1, reason: 'NIK {NIK} boleh tampil'}}"
    case.write_text(f"{case.read_text()}exceptions: [{excuse}]\n")


def told(office: OfficeWorld, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Yield everything that a check tells or keeps, by what it is."""
    plain = office.run(PENGELOLA, "check", "--offline", PARAF_LANG="id")
    file = tmp_path / "a.sarif"
    data = office.run(PENGELOLA, "check", "--offline", "--json", "--sarif", file)
    assert {plain.code, data.code} <= {3, 5}
    yield from {"text": plain.out, "JSON": data.out, "SARIF": file.read_text()}.items()
    desk = office.desk(PENGELOLA)
    book = desk.rulebook()
    findings = check_draft(desk, book, CASE).findings
    assert "nik" in {one.kind for one in findings}
    remember(desk, book, "a" * 40, findings)
    again = remembered(desk, book, "a" * 40)
    assert again is not None
    assert [str(one.what) for one in again] == [desk.say(one.what) for one in findings]
    setting = Setting("gitea", "", office.now, findings)
    yield "comment", "\n".join(checks(setting, english, 60_000))
    for kept in sorted((desk.git.private / "paraf").rglob("*")):
        if kept.is_file():
            yield str(kept), kept.read_bytes().decode("utf-8", "replace")
    yield "notes", office.git(PENGELOLA, "notes", "list").out


def test_no_full_value_is_told_or_kept_by_anything(office: OfficeWorld, tmp_path: Path) -> None:
    everywhere(office)
    seen = dict(told(office, tmp_path))
    assert len(seen) > 6
    assert all("•" in seen[name] for name in ("text", "JSON", "SARIF", "comment"))
    telling = [name for name, text in seen.items() if NIK in re.sub(r"[^0-9]", "", text)]
    assert telling == []


def test_sarif_is_valid_and_its_marks_are_steady(office: OfficeWorld, tmp_path: Path) -> None:
    hidden_column(office)
    written(office, PAGE, "\n[a](b.md)\n\n[a](d.md)\n")

    def results(name: str, language: str) -> list[dict[str, Any]]:
        ran = office.run(PENGELOLA, "check", "--sarif", tmp_path / name, PARAF_LANG=language)
        assert ran.code == 3, ran.out
        log = json.loads((tmp_path / name).read_text())
        validator = jsonschema_rs.validator_for(json.loads(SCHEMA.read_text("utf-8")))
        assert [error.message for error in validator.iter_errors(log)] == []
        found: list[dict[str, Any]] = log["runs"][0]["results"]
        return found

    first = results("a.sarif", "en")
    links = [one for one in first if one["ruleId"] == "link"]
    places = [one["locations"][0]["physicalLocation"] for one in links]
    assert {one["artifactLocation"]["uri"] for one in places} == {PAGE}
    assert len({one["region"]["startLine"] for one in places}) == 2
    (nik,) = [one for one in first if one["ruleId"] == "nik"]
    assert nik["occurrenceCount"] == 3
    where = nik["locations"][0]["logicalLocations"][0]["fullyQualifiedName"]
    assert where == "sheet “Peserta”, cell B2:B4 (hidden)"
    marks = [one["partialFingerprints"]["paraf/v1"] for one in first]
    assert len(set(marks)) == len(marks)
    page = office.folder(PENGELOLA) / PAGE
    page.write_text(page.read_text().replace("# Jadwal seleksi", "# Jadwal seleksi\n\nBaru."))
    later = results("b.sarif", "id")
    assert [one["partialFingerprints"]["paraf/v1"] for one in later] == marks


HOLDS = "Surat tugas panitia, tanpa data pribadi."


def lets_stand(office: OfficeWorld) -> None:
    """Take in a workbook with an exception, and a scan with a declaration."""
    hidden_column(office)
    scan = office.root / "surat-tugas.pdf"
    Image.new("RGB", (600, 800), "white").save(scan)
    assert office.run(PENGELOLA, "add", scan, "--download", "--link").code == 0
    stopped = office.run(PENGELOLA, "check")
    assert stopped.code == 3
    assert f"paraf declare {FOLDER}/surat-tugas.pdf" in stopped.out
    # Nobody is invited to publish NIKs.
    assert "paraf excuse" not in stopped.out
    for words in (("excuse", "peserta.xlsx", "nik", "--reason", REASON),
                  ("declare", "surat-tugas.pdf", "--holds", HOLDS)):  # fmt: skip
        ran = office.run(PENGELOLA, *words)
        assert (ran.code, "Both reviewers read" in ran.out) == (0, True), ran.out


def test_what_a_case_lets_stand_is_read_by_its_reviewers_and_covers_no_more(
    office: OfficeWorld,
) -> None:
    lets_stand(office)
    handed_in = office.run(PENGELOLA, "submit")
    assert handed_in.code == 0, handed_in.out
    assert f"Excused by the case (2)\n  {BOOK}\n" in handed_in.out
    assert f"← Reason: {REASON}" in handed_in.out
    assert f"← Reason: {HOLDS}" in handed_in.out
    shown = office.run(KASUBID, "review", CASE)
    assert "Your mark covers these, too" in shown.out
    assert f"up to 3: {REASON}" in shown.out
    assert f"the Pengelola declares: {HOLDS}" in shown.out
    hidden_column(office, count=4)
    assert found(office, "nik")["severity"] == "block"
    # Another scan at its place is not what was declared.
    scan = office.folder(PENGELOLA) / FOLDER / "surat-tugas.pdf"
    assert found(office, "no-text")["severity"] == "warn"
    scan.write_bytes(scan.read_bytes() + b"\n")
    assert found(office, "no-text")["severity"] == "block"
    for words in (("excuse", "peserta.xlsx"), ("declare", "surat-tugas.pdf")):
        gone = office.run(PENGELOLA, *words, "--remove")
        assert "Taken back: 1." in gone.out, gone.out
    record = (office.folder(PENGELOLA) / f"drafts/{CASE}/case.yml").read_text()
    assert "exceptions" not in record
    assert "declarations" not in record


def test_what_tells_a_reviewer_nothing_is_no_reason(office: OfficeWorld) -> None:
    hidden_column(office)
    before = (office.folder(PENGELOLA) / f"drafts/{CASE}/case.yml").read_text()
    for words, why in (
        (("nik", "--reason", "perlu"), "at least 10 signs"),
        (("nik", "--reason", f"Milik NIK {NIK} sendiri"), "tells personal data itself"),
        (("nipp", "--reason", REASON), "no kind of finding called nipp"),
        (("nip", "--reason", REASON), "The check finds nothing of this"),
        (("macros", "--reason", REASON), "Nothing excuses this"),
    ):
        ran = office.run(PENGELOLA, "excuse", "peserta.xlsx", *words)
        assert (ran.code, why in ran.out) == (3, True), ran.out
        assert NIK not in ran.out
    ran = office.run(PENGELOLA, "declare", "peserta.xlsx", "--holds", HOLDS)
    assert (ran.code, "could be examined" in ran.out) == (3, True), ran.out
    assert office.run(PENGELOLA, "excuse", "peserta.xlsx", "nik").code == 2
    assert (office.folder(PENGELOLA) / f"drafts/{CASE}/case.yml").read_text() == before


def test_a_place_for_sarif_that_is_not_there_is_refused_at_once(office: OfficeWorld) -> None:
    ran = office.run(PENGELOLA, "check", "--sarif", office.root / "tidak-ada" / "a.sarif")
    assert ran.code == 2
    assert "there is no folder" in ran.out
