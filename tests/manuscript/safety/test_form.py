"""A file is what its ending says, and nothing else besides."""

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from PIL import Image

from manuscript.drafts import PDF
from paraf.manuscript.safety.form import check_form


def workbook() -> bytes:
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


def picture(kind: str, size: int = 8) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (size, size)).save(out, kind)
    return out.getvalue()


def packed(*names: str, first: bytes = b"", comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, first)
        archive.comment = comment
    return out.getvalue()


def told(folder: Path, name: str, data: bytes) -> list[tuple[str, str]]:
    (folder / name).write_bytes(data)
    seen = check_form(folder / name, Path(name).suffix.lower())
    return [(one.kind, one.sample) for one in seen]


ODS = packed("mimetype", "content.xml", first=b"application/vnd.oasis.opendocument.spreadsheet")
CSV = b"periode,jumlah\nOktober,5\n"
NAMES = [
    ("a.pdf", PDF), ("A.PDF", PDF), ("b.xlsx", workbook()), ("c.ods", ODS), ("d.csv", CSV),
    ("d.csv", "a,é\n".encode("cp1252")), ("d.csv", "\ufeffa,b\n".encode("utf-16")),
    ("d.csv", b"MZ,1\n"), ("e.png", picture("PNG")), ("f.jpg", picture("JPEG")),
    ("f.jpeg", picture("JPEG")), ("g.webp", picture("WEBP")), ("h.gif", picture("GIF")),
    ("i.zip", packed("a.txt", comment=b"dari kantor")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data"), NAMES, ids=[f"{i}-{one[0]}" for i, one in enumerate(NAMES)]
)
def test_an_honest_file_is_taken(tmp_path: Path, name: str, data: bytes) -> None:
    assert told(tmp_path, name, data) == []


FALSE = [
    ("a.pdf", b"<html>%PDF-1.7\n%%EOF"), ("a.pdf", b" %PDF-1.7\n%%EOF"),
    ("a.pdf", b"%PDF-1.7\ncut off"), ("a.pdf", packed("x")), ("a.xlsx", PDF),
    ("a.xlsx", b"MZ" + workbook()), ("a.csv", b"a,b\0c"), ("a.csv", b"<!DOCTYPE html><p>a,b"),
    ("a.csv", b"\xef\xbb\xbf \n<html>"), ("a.txt", PDF), ("a.csv", packed("x")),
    ("a.png", picture("JPEG")), ("a.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    ("a.jpg", b"hanya teks"), ("a.png", b"MZ\x90\0" + bytes(90)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data"), FALSE, ids=[f"{i}-{one[0]}" for i, one in enumerate(FALSE)]
)
def test_a_file_that_is_not_what_it_is_called_is_refused(
    tmp_path: Path, name: str, data: bytes
) -> None:
    assert [kind for kind, _ in told(tmp_path, name, data)] == ["name-content"]


SCRIPT = b"<script>alert(1)</script>"
DOUBLE = [
    ("a.pdf", PDF + packed("x"), "PDF + ZIP"),
    ("a.pdf", b"%PDF-1.7\n<html><body>" + PDF, "PDF + HTML"),
    ("a.jpg", picture("JPEG") + packed("x"), "JPG + ZIP"),
    ("a.jpg", picture("JPEG") + packed("x", first=b"0" * 100_000), "JPG + ZIP"),
    ("a.png", picture("PNG") + b"Rar!\x1a\x07\x01\0", "PNG + RAR"),
    ("a.png", picture("PNG") + b"7z\xbc\xaf\x27\x1c", "PNG + 7-Zip"),
    ("a.jpg", picture("JPEG", 600) + b" " * 2000 + SCRIPT, "JPG + HTML"),
    ("a.gif", picture("GIF") + b"<?PHP system(1)", "GIF + HTML"),
    ("a.gif", picture("GIF") + b"%PDF-1.4", "GIF + PDF"),
    ("a.xlsx", workbook() + PDF, "XLSX + ?"),
    ("a.zip", packed("x") + SCRIPT, "ZIP + ?"),
]


@pytest.mark.parametrize(
    ("name", "data", "both"), DOUBLE, ids=[f"{i}-{one[2]}" for i, one in enumerate(DOUBLE)]
)
def test_a_file_that_is_two_things_at_once_is_refused(
    tmp_path: Path, name: str, data: bytes, both: str
) -> None:
    assert told(tmp_path, name, data) == [("polyglot", both)]
