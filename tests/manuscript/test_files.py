"""Files are what their names say, and small enough."""

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from PIL import Image

from manuscript.drafts import PDF, RULES, draft
from paraf.manuscript.files import check_files

HERE = "content/unduhan/berkas/2026"


def kinds(root: Path, files: dict[str, bytes]) -> list[tuple[str, str]]:
    found = check_files(
        draft(root, {f"{HERE}/{name}": data for name, data in files.items()}), RULES
    )
    return [(one.kind, one.place.rpartition("/")[2]) for one in found]


def workbook() -> bytes:
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, kind)
    return out.getvalue()


def packed(*names: str, first: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, first)
    return out.getvalue()


ODS = packed("mimetype", "content.xml", first=b"application/vnd.oasis.opendocument.spreadsheet")
MACROS = packed("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin")


def test_honest_files_are_taken(tmp_path: Path) -> None:
    honest = {
        "a.pdf": PDF,
        "A.PDF": PDF,
        "b.xlsx": workbook(),
        "c.ods": ODS,
        "d.csv": b"periode,jumlah\nOktober,5\n",
        "e.png": picture("PNG"),
        "f.jpg": picture("JPEG"),
    }
    assert kinds(tmp_path, honest) == []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b"<html>%PDF-1.7\n%%EOF"),
        ("a.pdf", b" %PDF-1.7\n%%EOF"),
        ("a.pdf", b"%PDF-1.7\ncut off"),
        ("a.pdf", packed("x")),
        ("a.xlsx", PDF),
        ("a.xlsx", packed("[Content_Types].xml", "word/document.xml")),
        ("a.xlsx", b"PK\x03\x04 not a zip at all"),
        ("a.xlsx", b"MZ" + workbook()),
        ("a.xlsx", MACROS),
        ("a.ods", packed("mimetype", first=b"application/zip")),
        ("a.csv", b"a,b\0c"),
        ("a.csv", b"caf\xe9,1"),
        ("a.csv", b"a,b\xc3"),
        ("a.png", picture("JPEG")),
        ("a.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("a.jpg", b"hanya teks"),
    ],
    # Not by their bytes: an archive tells the time it was made at, and two workers make their own.
    ids=lambda value: value if isinstance(value, str) else "data",
)
def test_a_file_that_is_not_what_it_is_called_is_refused(
    tmp_path: Path, name: str, data: bytes
) -> None:
    assert kinds(tmp_path, {name: data}) == [("content", name)]


@pytest.mark.parametrize("name", ["a.exe", "a.html", "a.svg", "a", "a.yml", "a.pdf.js", "a.md5"])
def test_only_the_kinds_that_the_rules_name_are_taken(tmp_path: Path, name: str) -> None:
    assert kinds(tmp_path, {name: b"x"}) == [("type", name)]


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    assert kinds(tmp_path, {"a.csv": b""}) == [("empty", "a.csv")]


def test_a_file_that_is_too_large_is_refused_and_materials_may_be_larger(tmp_path: Path) -> None:
    large = b"x" * 250_000
    one = draft(tmp_path, {f"{HERE}/a.csv": large, "drafts/2026-001/materials/a.csv": b"x"})
    assert [(f.kind, f.place) for f in check_files(one, RULES)] == [("file-size", f"{HERE}/a.csv")]
    two = draft(tmp_path / "2", {"drafts/2026-001/materials/a.csv": large})
    assert list(check_files(two, RULES)) == []


def test_a_draft_that_is_too_large_in_all_is_refused(tmp_path: Path) -> None:
    files = {f"{name}.csv": b"x" * 150_000 for name in "abc"}
    assert kinds(tmp_path, files) == [("draft-size", "2026-001")]


def test_text_is_read_in_pieces_without_breaking_a_letter(tmp_path: Path) -> None:
    text = "x" * 65_535 + "é" * 10
    assert kinds(tmp_path, {"a.csv": text.encode()}) == []


def test_a_deleted_file_is_not_looked_for(tmp_path: Path) -> None:
    assert list(check_files(draft(tmp_path, {f"{HERE}/a.exe": None}), RULES)) == []
