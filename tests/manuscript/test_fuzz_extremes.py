"""Files made to exhaust whoever reads them, through the real sandbox."""

import io
import struct
import zipfile
import zlib
from pathlib import Path
from random import Random

from corpus import pdf
from corpus.papers import Paper, Paragraph
from corpus.people import plant
from corpus.said import Truths
from everything import long
from manuscript.test_fuzz import MEGABYTES, press

SECONDS = 60


def test_a_bomb_a_locked_workbook_and_a_long_document_are_told_of(tmp_path: Path) -> None:
    (tmp_path / "bomb.xlsx").write_bytes(packed_bomb(42_000_000))
    (tmp_path / "bomb.pdf").write_bytes(pdf_bomb(60_000_000))
    (tmp_path / "locked.xlsx").write_bytes(locked())
    (tmp_path / "long.pdf").write_bytes(pages(150))
    (tmp_path / "wide.csv").write_bytes(b"nik;" * 300_000)
    told = press(tmp_path, SECONDS)
    seen = told["seen"]
    assert "packed-bomb" in seen["bomb.xlsx"]
    assert seen["bomb.pdf"]
    assert seen["locked.xlsx"] == ["encrypted"]
    assert "nik" in seen["long.pdf"]
    assert "wide.csv" in seen
    assert max(told["parent"], told["child"]) < MEGABYTES


@long
def test_a_gigabyte_of_csv_and_three_thousand_pages_cost_no_more_than_is_allowed(
    tmp_path: Path,
) -> None:
    row = b"1;Budi;" + b"lorem ipsum " * 40 + b"\r\n"
    with (tmp_path / "huge.csv").open("wb") as file:
        file.write(b"No;Nama;Catatan\r\n")
        for _ in range(1000):
            file.write(row * (1_000_000 // len(row)))
    (tmp_path / "long.pdf").write_bytes(pages(3000))
    (tmp_path / "bomb.xlsx").write_bytes(packed_bomb(1_000_000_000))
    (tmp_path / "bomb.pdf").write_bytes(pdf_bomb(1_000_000_000))
    told = press(tmp_path, SECONDS)
    seen = told["seen"]
    assert seen["huge.csv"], "what was not read to its end is told"
    assert "nik" in seen["long.pdf"]
    assert "packed-bomb" in seen["bomb.xlsx"]
    assert seen["bomb.pdf"]
    assert max(told["parent"], told["child"]) < MEGABYTES
    assert told["seconds"] < 5 * SECONDS


def packed_bomb(size: int) -> bytes:
    """Return a workbook whose sheet grows to so many bytes: a thousandth of them packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(zipfile.ZipInfo("[Content_Types].xml"), "<Types/>")
        file.writestr(zipfile.ZipInfo("xl/workbook.xml"), "<workbook/>")
        sheet = zipfile.ZipInfo("xl/worksheets/sheet1.xml")
        sheet.compress_type = zipfile.ZIP_DEFLATED
        with file.open(sheet, "w") as part:
            for _ in range(size // 1_000_000):
                part.write(b"0" * 1_000_000)
    return out.getvalue()


def pdf_bomb(size: int) -> bytes:
    """Return a PDF whose one page draws so many bytes."""
    work = zlib.compressobj(9)
    body = b"".join(work.compress(b" " * 1_000_000) for _ in range(size // 1_000_000))
    body += work.flush()
    plain = pages(1)
    start = plain.index(b"/Filter/FlateDecode/Length ")
    end = plain.index(b"\nendstream", start)
    head = b"/Filter/FlateDecode/Length %d>>stream\n" % len(body)
    return plain[:start] + head + body + plain[end:]


def pages(count: int) -> bytes:
    """Return a PDF of so many pages, a NIK on the last."""
    lines = [Paragraph("Isi pengumuman yang panjang sekali.") for _ in range(39 * count - 1)]
    last = Paragraph(["NIK ", plant("nik", "3404071205900001")])
    return pdf.write(Paper("Panjang", [*lines, last]), Random(1), Truths(), "strings")


def locked() -> bytes:
    """Return what Excel leaves of a workbook with a password: a compound file, the rest unreadable.

    Sectors of 512 bytes: the table of sectors, the directory, two streams of 4,096 bytes.
    """
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0
    )
    head += struct.pack("<109I", 0, *[free] * 108)
    chains = [0xFFFFFFFD, end, *range(3, 10), end, *range(11, 18), end]
    table = struct.pack("<128I", *chains, *[free] * (128 - len(chains)))

    def entry(name: str, kind: int, child: int, right: int, start: int, size: int) -> bytes:
        raw = name.encode("utf-16-le")
        text = raw.ljust(64, b"\0") + struct.pack("<H", len(raw) + 2)
        return (
            text
            + struct.pack("<BBIII", kind, 1, free, right, child).ljust(50, b"\0")
            + (struct.pack("<IQ", start, size))
        )

    names = [
        entry("Root Entry", 5, 1, free, end, 0),
        entry("EncryptionInfo", 2, free, 2, 2, 4096),
        entry("EncryptedPackage", 2, free, free, 10, 4096),
        bytes(128),
    ]
    return head + table + b"".join(names) + Random(1).randbytes(8192)
