"""A draft as a whole: what lies in its pages and files, by place, and what its case lets stand."""

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from openpyxl import Workbook
from PIL import Image

from manuscript.drafts import EXTENSIONS, RULES, draft, written
from paraf.core.checking import Declared, Excused, Limits, Looked, Treatment
from paraf.core.evidence import Finding, Severity
from paraf.core.page import Page, Rules
from paraf.manuscript.check import Result, Setting, check
from paraf.manuscript.kinds import KINDS
from paraf.manuscript.personal.recognise import Known
from paraf.manuscript.sandbox.crew import Manner

NOW = datetime(2026, 11, 21, tzinfo=UTC)
LIST = "content/unduhan/berkas/2026/daftar.xlsx"
MATERIAL = "drafts/2026-001/materials/daftar.xlsx"
NIK = "34040112129000{:02}"


def workbook(count: int = 24) -> bytes:
    """Return a list of participants whose NIKs stand in a hidden column."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Nama", "NIK"])
    for number in range(1, count + 1):
        sheet.append([f"Peserta {number}", NIK.format(number)])
    sheet.column_dimensions["B"].hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def page(body: str = "[Daftar](../unduhan/berkas/2026/daftar.xlsx)") -> dict[str, Page]:
    return written("berita/a.md", f"# Judul\n\n{body}\n")


def told(
    root: Path,
    changed: Mapping[str, bytes | Page],
    rules: Rules = RULES,
    setting: Setting | None = None,
    **case: object,
) -> Result:
    here = setting or Setting(NOW, path=str(root / "no-scanner"))
    return check(draft(root, dict(changed), **case), rules, EXTENSIONS, here)


def brief(result: Result, *kinds: str) -> list[tuple[str, str, str, int, str]]:
    return [
        (one.kind, one.severity.value, one.place, one.line, str(one.spot or ""))
        for one in result.findings
        if one.kind in kinds
    ]


def blocking(result: Result) -> list[str]:
    return [one.kind for one in result.findings if one.severity is Severity.BLOCK]


def test_a_nik_in_a_hidden_column_is_found_and_never_shown_whole(tmp_path: Path) -> None:
    result = told(tmp_path, {LIST: workbook(), **page()})
    spot = "sheet “Sheet”, cell B2:B25 (hidden)"
    assert brief(result, "nik") == [("nik", "block", LIST, 0, spot)]
    said = repr(result)
    assert not any(NIK.format(number) in said for number in range(1, 25))
    assert result.looked == Looked(files=3, pages=1, unscanned=1)


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("NIK 3404011212900001", 9),
        ("Satu\n\nNIK: **3404 0112 1290 0001**", 11),
        ("NIK 34040112<b>12900001</b>", 9),
        ("NIK 3404011212900&#48;01", 9),
        ("Satu\r\nNIK 3404011212900001", 10),
        ("<!-- 3404011212900001 -->", 9),
        ("| Nama | NIK |\n|------|-----|\n| Budi | 3404011212900001 |", 11),
    ],
)
def test_a_nik_in_a_page_is_found_on_its_line(tmp_path: Path, body: str, line: int) -> None:
    result = told(tmp_path, page(body))
    assert brief(result, "nik") == [("nik", "block", "content/berita/a.md", line, "")]


def test_a_nik_in_the_title_of_a_page_and_in_a_record_is_found(tmp_path: Path) -> None:
    titled = written("berita/a.md", "# Judul\n", title="Peserta 3404011212900001")
    record = b"id: 2026-001\ntitle: Peserta 3404011212900001\n"
    result = told(tmp_path, {**titled, "drafts/2026-001/case.yml": record})
    assert brief(result, "nik") == [
        ("nik", "block", "content/berita/a.md", 2, ""),
        ("nik", "warn", "drafts/2026-001/case.yml", 2, ""),
    ]


def test_personal_data_in_materials_warns(tmp_path: Path) -> None:
    result = told(tmp_path, {MATERIAL: workbook(), **page("Isi.")})
    assert [one[:3] for one in brief(result, "nik")] == [("nik", "warn", MATERIAL)]
    assert blocking(result) == []


def test_an_exception_of_the_case_lets_as_many_stand_as_it_names(tmp_path: Path) -> None:
    reason = "Uji coba dengan data karangan"
    enough, few = (Excused("nik", LIST, count, reason) for count in (24, 23))
    result = told(tmp_path / "1", {LIST: workbook(), **page()}, excused=(enough,))
    assert [one.excused for one in result.findings if one.kind == "nik"] == [reason]
    assert blocking(result) == []
    assert blocking(told(tmp_path / "2", {LIST: workbook(), **page()}, excused=(few,))) == ["nik"]


def test_the_office_may_be_called(tmp_path: Path) -> None:
    body = page("Telepon (0274) 512345, 0812 3456 7890, surel layanan@bkd.example.")
    office = Known(("0274-512345", "+62 812-3456-7890"), ("bkd.example",))
    ours = Setting(NOW, own=office)
    assert brief(told(tmp_path / "1", body, setting=ours), "phone", "email") == []
    rules = replace(
        RULES,
        manuscript=replace(RULES.manuscript, phones=office.phones, domains=office.domains),
    )
    assert brief(told(tmp_path / "2", body, rules), "phone", "email") == []
    assert brief(told(tmp_path / "3", body), "phone", "email") != []


def test_a_file_that_cannot_be_examined_blocks_unless_it_is_declared(tmp_path: Path) -> None:
    rules = replace(RULES, types={**RULES.types, ".rtf": "application/rtf"})
    text = "content/unduhan/berkas/2026/a.rtf"
    files: dict[str, bytes | Page] = {
        text: b"{\\rtf1 Isi}",
        **page("[Berkas](../unduhan/berkas/2026/a.rtf)"),
    }
    assert blocking(told(tmp_path / "1", files, rules)) == ["unexamined"]
    said = Declared(text, "Format cetak formulir, tanpa data", sha256(b"{\\rtf1 Isi}").hexdigest())
    result = told(tmp_path / "2", files, rules, declared=(said,))
    assert blocking(result) == []
    assert [one.excused for one in result.findings if one.kind == "unexamined"] == [said.holds]
    files[text] = b"{\\rtf1 Lain}"
    assert blocking(told(tmp_path / "3", files, rules, declared=(said,))) == ["unexamined"]


def photograph() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("path", "listed"),
    [("content/unduhan/berkas/2026/daftar.jpg", False), ("content/berita/daftar.jpg", True)],
    ids=["by its folder", "by the case"],
)
def test_a_picture_for_download_cannot_be_examined(tmp_path: Path, path: str, listed: bool) -> None:
    files = {path: photograph(), **page(f"[Daftar](/{path.removeprefix('content/')})")}
    downloads = (path,) if listed else ()
    result = told(tmp_path, files, downloads=downloads)
    assert brief(result, "picture-only") == [("picture-only", "block", path, 0, "")]
    assert result.looked.pictures == 0
    assert KINDS["picture-only"].declarable


def test_pictures_on_pages_and_in_materials_are_counted_as_not_read(tmp_path: Path) -> None:
    files = {
        "content/berita/foto.jpg": photograph(),
        "drafts/2026-001/materials/bukti.jpg": photograph(),
        **page("![Rapat di balai desa](foto.jpg)"),
    }
    result = told(tmp_path, files)
    assert brief(result, "picture-only") == []
    assert result.looked.pictures == 2


def test_that_nobody_looked_for_viruses_is_told_once_and_as_the_office_wants(
    tmp_path: Path,
) -> None:
    files = {LIST: workbook(0), MATERIAL: workbook(0), **page()}
    place = "drafts/2026-001"
    for number, treatment in enumerate(Treatment):
        rules = replace(RULES, manuscript=replace(RULES.manuscript, unscanned=treatment))
        found = brief(told(tmp_path / str(number), files, rules), "unscanned")
        expected = [("unscanned", treatment.value, place, 0, "")]
        assert found == ([] if treatment is Treatment.PASS else expected)
    assert brief(told(tmp_path / "none", page("Isi.")), "unscanned") == []


SCANNER = """#!/bin/sh
if [ "$1" = --version ]; then echo "ClamAV 1.4.6/27820/Fri Nov 20 08:25:13 2026"; exit 0; fi
for one; do case "$one" in --file-list=*) list="${one#--file-list=}";; esac; done
while read -r file; do
  if grep -q BADBAD "$file"; then echo "$file: Uji-1 FOUND"; bad=1; else echo "$file: OK"; fi
done <"$list"
exit ${bad:-0}
"""


def test_a_virus_blocks_and_a_clean_file_is_shown_to_the_scanner_once(tmp_path: Path) -> None:
    program = tmp_path / "bin" / "clamscan"
    program.parent.mkdir()
    program.write_text(SCANNER)
    program.chmod(0o755)
    clean, bad = (f"content/unduhan/berkas/2026/{name}.csv" for name in ("a", "b"))
    files = {clean: b"a,b\n1,2\n", bad: b"a,BADBAD\n1,2\n"}
    setting = Setting(NOW, drawer=tmp_path / "drawer", path=str(program.parent))
    result = told(tmp_path / "1", files, setting=setting)
    assert brief(result, "infected", "unscanned") == [("infected", "block", bad, 0, "")]
    # Were the clean one shown again, this scanner would not answer.
    program.write_text(SCANNER.replace('"$file: OK"', '"?"'))
    again = told(tmp_path / "1", files, setting=setting)
    assert brief(again, "infected", "unscanned") == [("infected", "block", bad, 0, "")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("340401<!-- x -->1212900001", 9),
        ("340401<!-- x\n\ny -->1212900001", 9),
        ("\n340401<b\nclass='a'>1212900001</b>", 10),
        ("340401<b title='>'>1212900001</b>", 9),
        ("340401<!-->1212900001", 9),
        ("<p\nclass='a'>\nNIK</p>\n3404<!-- \n -->011212900001", 12),
    ],
)
def test_what_no_reader_sees_hides_no_number(tmp_path: Path, text: str, line: int) -> None:
    place = "content/berita/a.md"
    assert brief(told(tmp_path, page(text)), "nik") == [("nik", "block", place, line, "")]


@pytest.mark.parametrize(("key", "line"), [("title", 2), ("summary", 4)])
def test_a_number_that_yaml_writes_otherwise_is_found(tmp_path: Path, key: str, line: int) -> None:
    meta = {"title": "Hasil seleksi", "summary": "Isinya.", key: "Hasil 3404011212900001"}
    files = written("berita/a.md", "# Judul\n", **meta)
    one = draft(tmp_path, dict(files))
    file = tmp_path / "content/berita/a.md"
    hidden = file.read_text().replace("Hasil 3404", "Hasil \\x33404")
    assert "\\x33404" in hidden
    file.write_text(hidden)
    found = check(one, RULES, EXTENSIONS, Setting(NOW, path=str(tmp_path)))
    assert brief(found, "nik") == [("nik", "block", "content/berita/a.md", line, "")]
    assert "3404011212900001" not in repr(found)


def test_a_number_that_the_front_shows_is_told_once(tmp_path: Path) -> None:
    files = written("berita/a.md", "# Judul\n", summary="Hasil 3404011212900001")
    assert len(brief(told(tmp_path, files), "nik")) == 1


def test_a_second_look_finds_the_same_and_remembers_it(tmp_path: Path) -> None:
    setting = Setting(NOW, drawer=tmp_path / "drawer", path=str(tmp_path))
    files = {LIST: workbook(), "content/unduhan/berkas/2026/b.csv": b"a,b\n1,2\n", **page()}
    first = told(tmp_path / "1", files, setting=setting)
    second = told(tmp_path / "1", files, setting=setting)
    assert second.findings == first.findings
    assert (first.looked.remembered, second.looked.remembered) == (0, 2)
    for kept in setting.drawer.iterdir() if setting.drawer else ():
        kept.write_bytes(kept.read_bytes()[:-3])
    third = told(tmp_path / "1", files, setting=setting)
    assert (third.findings, third.looked.remembered) == (first.findings, 0)


def test_a_draft_that_is_too_large_is_not_opened(tmp_path: Path) -> None:
    files = {f"content/unduhan/berkas/2026/{name}.csv": b"x" * 150_000 for name in "abc"}
    assert [one.kind for one in told(tmp_path, files).findings] == ["draft-size"]


def test_a_page_that_is_no_page_but_data_is_not_opened(tmp_path: Path) -> None:
    rules = replace(RULES, file_bytes=9_000_000, draft_bytes=9_000_000)
    result = told(tmp_path, page("[" * 2_100_000), rules)
    assert [(one.kind, one.place) for one in result.findings] == [
        ("text-size", "content/berita/a.md")
    ]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("[" * 9000, "page-slow"),
        ("x\n=\n" * 10_000, "page-slow"),
        ("=\n" * 20_000, "page-slow"),
        ("1. " * 4000, "page-deep"),
        ("1. " * 3000, "page-deep"),
    ],
    ids=["brackets", "headings", "rules", "lists", "short-lists"],
)
def test_a_page_that_takes_for_ever_to_lay_out_is_told_as_such(
    tmp_path: Path, body: str, kind: str
) -> None:
    rules = replace(RULES, manuscript=replace(RULES.manuscript, limits=Limits(seconds=1)))
    result = told(tmp_path, page(f"NIK 3404011212900001\n\n{body}"), rules)
    assert set(blocking(result)) == {"nik", kind}


@pytest.mark.parametrize(
    "body",
    [
        "> " * 260 + "<script>alert(1)</script>",
        "<b>" * 300 + "[x](javascript:alert(1))",
        "<div>" * 300 + '<img src="https://lain.example/a.png" alt="Denah kantor">',
        "1. " * 400,
    ],
    ids=["script", "address", "picture", "lists"],
)
def test_nothing_passes_that_stands_too_deep_to_be_read(tmp_path: Path, body: str) -> None:
    assert "page-deep" in blocking(told(tmp_path, page(body)))


def test_what_stands_less_deep_is_read(tmp_path: Path) -> None:
    result = told(tmp_path, page("> " * 90 + "<script>alert(1)</script>"))
    assert "active" in blocking(result)
    assert "page-deep" not in blocking(result)


def test_a_short_page_needs_no_child(tmp_path: Path) -> None:
    setting = Setting(NOW, manner=Manner(("/nowhere/python",)))
    body = "Kalimat yang biasa saja, dengan **tekanan** dan kata lain.\n\n" * 150
    assert blocking(told(tmp_path, page(body), setting=setting)) == []


def test_a_long_page_is_laid_out(tmp_path: Path) -> None:
    body = "\n".join(f"- **Butir {number}** [ke atas](#judul)" for number in range(250))
    setting = Setting(NOW, drawer=tmp_path / "drawer")
    for _ in range(2):
        assert blocking(told(tmp_path / "1", page(body), setting=setting)) == []
        setting = replace(setting, manner=Manner(("/nowhere/python",)))


def test_findings_come_by_file_and_line_and_each_once(tmp_path: Path) -> None:
    body = "NIK 3404011212900001\n\nNIK 3404011212900002\n\n[x](nirgends.md)"
    found: tuple[Finding, ...] = told(tmp_path, {LIST: workbook(), **page(body)}).findings
    assert list(found) == sorted(found, key=lambda one: (one.place, one.line, one.kind))
    assert len(set(found)) == len(found)
