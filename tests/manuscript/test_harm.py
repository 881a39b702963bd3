"""A document that is handed in by itself is read by nobody, and harms nobody."""

import io
import zipfile
from pathlib import Path

from openpyxl import Workbook
from PIL import Image

from manuscript.drafts import PDF, RULES
from paraf.manuscript.harm import harmful


def test_what_could_harm_its_reader_keeps_a_document_out(tmp_path: Path) -> None:
    book, photo = Workbook(), Image.new("RGB", (8, 8))
    book.properties.creator = "Budi Santoso"
    book.worksheets[0].append(["NIK", "3404011212900001"])
    place = Image.Exif()
    place[0x8825] = {1: "S", 2: (7.0, 47.0, 0.0), 3: "E", 4: (110.0, 22.0, 0.0)}
    files = {name: tmp_path / name for name in ("a.xlsx", "b.xlsx", "c.jpg", "d.pdf", "e.md")}
    book.save(files["a.xlsx"])
    book.save(files["b.xlsx"])
    with zipfile.ZipFile(files["b.xlsx"], "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    photo.save(files["c.jpg"], exif=place)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a", "b")
    files["d.pdf"].write_bytes(PDF + packed.getvalue())
    files["e.md"].write_text("catatan")
    found = [(one.kind, one.place) for one in harmful(files, RULES)]
    assert found == [("macros", "b.xlsx"), ("polyglot", "d.pdf")]


def test_where_there_is_no_document_nobody_looks() -> None:
    assert list(harmful({}, RULES)) == []
