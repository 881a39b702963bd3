"""What a document of Office or LibreOffice could do is told before it is read."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from openpyxl import Workbook

from manuscript.reading.office_files import (
    LIMITS,
    ODF,
    TYPES,
    W,
    docx,
    odf,
    packed,
    para,
    pptx,
    relations,
)
from paraf.core.checking import Limits
from paraf.manuscript.kinds import KINDS
from paraf.manuscript.reading.read import read
from paraf.manuscript.safety.check import check_safety
from paraf.manuscript.safety.office import check_office
from paraf.manuscript.seen import Seen

PLAIN = f"<w:document {W}/>"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def kinds(file: Path, limits: Limits = LIMITS) -> list[str]:
    return [one.kind for one in check_office(file, file.suffix, limits)]


def word(file: Path, **more: str | bytes) -> Path:
    members: dict[str, str | bytes] = {"[Content_Types].xml": TYPES, "word/document.xml": PLAIN}
    return packed(file, members | {name.replace("__", "/"): data for name, data in more.items()})


def test_honest_documents_pass(tmp_path: Path) -> None:
    book = Workbook()
    book.active["A1"] = "isi"  # type: ignore[index]  # a new book has a sheet of cells
    book.active["A2"].hyperlink = "https://contoh.test/"  # type: ignore[index]  # the same
    book.save(tmp_path / "a.xlsx")
    for file in (
        tmp_path / "a.xlsx",
        docx(tmp_path / "a.docx", para("isi")),
        pptx(tmp_path / "a.pptx", ["<x/>"]),
        odf(tmp_path / "a.odt", "text", "<text:p>isi</text:p>"),
        odf(tmp_path / "a.ods", "spreadsheet", ""),
        word(
            tmp_path / "b.docx",
            **{
                "word__embeddings__chart.xlsx": (tmp_path / "a.xlsx").read_bytes(),
                "word__printerSettings1.bin": b"\0" * 100,
                "word___rels__document.xml.rels": relations(
                    ("hyperlink", "https://contoh.test", "External"), ("image", "media/a.png")
                ),
            },
        ),
    ):
        assert list(check_safety(file, file.suffix, LIMITS)) == [], file


def test_texts_are_not_its_business(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"a,b")
    assert kinds(tmp_path / "a.csv") == []


def test_a_locked_workbook_is_locked(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(COMPOUND + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 90)
    assert [one.kind for one in check_safety(file, ".xlsx", LIMITS)] == ["encrypted"]
    file.write_bytes(COMPOUND + b"\0" * 504 + "Workbook".encode("utf-16-le"))
    assert [one.kind for one in check_safety(file, ".xlsx", LIMITS)] == ["name-content"]


def test_locked_parts_are_locked(tmp_path: Path) -> None:
    file = odf(
        tmp_path / "a.odt",
        "text",
        "",
        **{"META-INF__manifest": f"<x {ODF}><manifest:encryption-data/></x>"},
    )
    assert kinds(file) == ["encrypted"]
    data = bytearray(word(tmp_path / "a.docx").read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    file.write_bytes(data)
    assert kinds(file) == ["encrypted"]


@pytest.mark.parametrize(
    ("name", "main"),
    [("a.xlsx", "word/document.xml"), ("a.docx", "xl/workbook.xml"), ("a.ods", "x")],
)
def test_another_kind_of_document_is_told(tmp_path: Path, name: str, main: str) -> None:
    assert kinds(packed(tmp_path / name, {"[Content_Types].xml": TYPES, main: PLAIN})) == [
        "name-content"
    ]


def test_a_text_document_is_no_spreadsheet(tmp_path: Path) -> None:
    assert kinds(odf(tmp_path / "a.ods", "text", "")) == ["name-content"]


@pytest.mark.parametrize(
    "more",
    [
        {"word__vbaProject.bin": b"x"},
        {"xl__macrosheets__sheet1.xml": "<x/>"},
        {
            "[Content_Types].xml": TYPES.replace(
                "application/xml", "application/vnd.ms-word.document.macroEnabled.main+xml"
            )
        },
    ],
    ids=["project", "sheet", "type"],
)
def test_macros_are_told(tmp_path: Path, more: dict[str, str | bytes]) -> None:
    assert kinds(word(tmp_path / "a.docx", **more)) == ["macros"]


def test_macros_of_libreoffice_are_told(tmp_path: Path) -> None:
    assert kinds(odf(tmp_path / "a.odt", "text", "", Basic__Standard__Modul="<x/>")) == ["macros"]
    button = '<presentation:event-listener presentation:action="next-page"/>'
    assert kinds(odf(tmp_path / "c.odp", "presentation", button)) == []
    listening = '<x:event-listener xmlns:x="x" x:name="load"/>'
    assert kinds(odf(tmp_path / "b.odt", "text", listening)) == ["macros"]


@pytest.mark.parametrize(
    ("kind", "target", "shown"),
    [
        ("attachedTemplate", "file:///C:/Users/Budi/jahat%20sekali.dotm", "jahat sekali.dotm"),
        ("image", "https://pelacak.test/a.png?siapa=budi", "pelacak.test"),
        ("oleObject", "\\\\server\\bagi\\a.xlsx", "a.xlsx"),
        ("hyperlink", "javascript:alert(1)", "javascript:alert(1)"),
        ("externalLinkPath", "Data 3404010101900001.xlsx", "Data 3404••••••••0001.xlsx"),
    ],
    ids=["template", "image", "object", "script", "workbook"],
)
def test_what_is_fetched_from_elsewhere_is_told(
    tmp_path: Path, kind: str, target: str, shown: str
) -> None:
    file = word(
        tmp_path / "a.docx", **{"word___rels__a.xml.rels": relations((kind, target, "External"))}
    )
    found = list(check_office(file, ".docx", LIMITS))
    assert [(one.kind, one.sample) for one in found] == [("external-link", shown)]


def test_connections_and_dde_are_told(tmp_path: Path) -> None:
    links = "<x:externalLink xmlns:x='x'><x:ddeLink ddeService='cmd'/></x:externalLink>"
    file = word(tmp_path / "a.docx", xl__connections__x="")
    assert kinds(file) == []
    file = word(
        tmp_path / "a.docx",
        **{"xl__connections.xml": "<x/>", "xl__externalLinks__externalLink1.xml": links},
    )
    assert [(one.kind, one.count) for one in check_office(file, ".docx", LIMITS)] == [
        ("external-link", 2)
    ]


def test_libreoffice_fetching_is_told(tmp_path: Path) -> None:
    away = '<draw:image xlink:href="https://pelacak.test/a.png"/>'
    assert kinds(odf(tmp_path / "a.odt", "text", away)) == ["external-link"]
    here = '<draw:image xlink:href="Pictures/a.png"/><draw:object xlink:href="./Object 1"/>'
    assert kinds(odf(tmp_path / "b.odt", "text", here)) == []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("word__embeddings__oleObject1.bin", b"x"),
        ("word__media__image1.png", COMPOUND + b"isi"),
        ("word__lain.dat", b"MZ\x90\0"),
        ("word__activeX__activeX1.xml", b"<x/>"),
    ],
    ids=["named", "disguised", "program", "activex"],
)
def test_objects_are_told(tmp_path: Path, name: str, data: bytes) -> None:
    assert kinds(word(tmp_path / "a.docx", **{name: data})) == ["ole"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_own_definitions_are_told_wherever_they_stand(tmp_path: Path, encoding: str) -> None:
    bomb = (
        f'<?xml version="1.0" encoding="{encoding}"?><!--{"x" * 9000}-->'
        '<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    )
    assert kinds(word(tmp_path / "a.docx", **{"word__x.xml": bomb.encode(encoding)})) == ["doctype"]


def test_own_definitions_are_never_expanded(tmp_path: Path) -> None:
    text = f'<!DOCTYPE d [<!ENTITY b "rahasia"><!ENTITY f SYSTEM "file:///etc/hostname">]>{PLAIN}'
    text = text.replace("/>", f">{para('x&b;&f;')}</w:document>")
    file = packed(tmp_path / "a.docx", {"[Content_Types].xml": TYPES, "word/document.xml": text})
    told = "".join(str(one) for one in read(file, ".docx", LIMITS))
    assert "rahasia" not in told


@pytest.mark.parametrize("name", ["../luar.xml", "/akar.xml", "C:\\a.xml", "a/./b.xml", "a//b.xml"])
def test_names_that_lead_elsewhere_are_told(tmp_path: Path, name: str) -> None:
    file = packed(tmp_path / "a.docx", {"[Content_Types].xml": TYPES, name: "x"})
    assert kinds(file) == ["packed-name"]


def test_a_name_that_stands_twice_is_told(tmp_path: Path) -> None:
    file = packed(tmp_path / "a.docx", {"word/document.xml": PLAIN, "word/Document.xml": "<a/>"})
    assert kinds(file) == ["packed-name"]


# --- bombs


def test_a_bomb_is_told_by_its_directory(tmp_path: Path) -> None:
    file = word(tmp_path / "a.docx", word__x="\0" * 30_000_000)
    assert file.stat().st_size < 42_000
    assert kinds(file) == ["packed-bomb"]
    assert [one.kind for one in read(file, ".docx", LIMITS) if isinstance(one, Seen)] == [
        "packed-bomb"
    ]


def test_many_small_bombs_are_a_bomb(tmp_path: Path) -> None:
    file = word(tmp_path / "a.docx", **{f"x{at}": b"\0" * 5_000_000 for at in range(3)})
    assert kinds(file) == []
    assert kinds(file, Limits(unpacked=10_000_000)) == ["packed-bomb"]


def test_too_many_parts_are_told_before_they_are_counted(tmp_path: Path) -> None:
    file = word(tmp_path / "a.docx", **{f"x{at}": "" for at in range(60)})
    assert kinds(file, Limits(members=50)) == ["packed-many"]
    assert kinds(file, Limits(members=10)) == ["packed-many"]


def test_a_directory_is_as_long_as_its_longer_end_says(tmp_path: Path) -> None:
    data = word(tmp_path / "a.docx").read_bytes()
    end = data.index(b"PK\x05\x06")
    size = end - data.index(b"PK\x01\x02")

    def told(length: int, at: int) -> list[str]:
        record = b"PK\x06\x06" + struct.pack(
            "<QHHIIQQQQ", 44, 45, 45, 0, 0, 2, 2, length, end - size
        )
        locator = b"PK\x06\x07" + struct.pack("<IQI", 0, at, 1)
        (tmp_path / "b.docx").write_bytes(data[:end] + record + locator + data[end:])
        return kinds(tmp_path / "b.docx")

    assert told(size, end) == []
    assert told(1 << 40, end) == ["packed-many"]
    assert told(size, end + 9) == ["packed-many"]
    assert told(size, (1 << 64) - 1) == ["packed-many"]


@pytest.mark.parametrize("crc", [False, True], ids=["size", "size-and-crc"])
def test_a_member_that_lies_about_its_size_is_given_up(tmp_path: Path, crc: bool) -> None:
    text = PLAIN.encode() + b" " * 5_000_000
    data = bytearray(word(tmp_path / "a.docx", **{"word__x.xml": text}).read_bytes())
    at = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4) + 4)
    struct.pack_into("<I", data, at + 24, 100)
    if crc:
        struct.pack_into("<I", data, at + 16, zlib.crc32(text[:100]))
    (tmp_path / "b.docx").write_bytes(data)
    told = list(read(tmp_path / "b.docx", ".docx", LIMITS))
    assert [one.kind for one in told if isinstance(one, Seen)] == ["packed-bomb"]


def test_members_that_share_their_bytes_are_a_bomb(tmp_path: Path) -> None:
    data = word(tmp_path / "a.docx", word__x="x" * 1000).read_bytes()
    at = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    directory = data[at:end]
    last = directory[directory.rindex(b"PK\x01\x02") :]
    twin = last.replace(b"word/x", b"word/y")
    tail = bytearray(data[end:])
    struct.pack_into("<HHI", tail, 8, 4, 4, len(directory) + len(twin))
    (tmp_path / "b.docx").write_bytes(data[:end] + twin + tail)
    assert kinds(tmp_path / "b.docx") == ["packed-bomb"]


def test_packed_within_packed_is_told(tmp_path: Path) -> None:
    inner = docx(tmp_path / "b.docx", "").read_bytes()
    middle = word(tmp_path / "c.docx", word__embeddings__b=inner).read_bytes()
    assert kinds(word(tmp_path / "a.docx", word__embeddings__c=inner)) == []
    assert kinds(word(tmp_path / "a.docx", word__embeddings__c=middle)) == ["packed-nested"]
    plain = packed(tmp_path / "d.zip", {"a": "x"}).read_bytes()
    assert kinds(word(tmp_path / "a.docx", word__embeddings__d=plain)) == ["ole"]
    assert kinds(packed(tmp_path / "e.zip", {"d.zip": plain, "a.docx": inner})) == ["packed-nested"]


def test_what_is_wrong_with_a_document_inside_is_told(tmp_path: Path) -> None:
    inner = word(tmp_path / "b.docx", word__vbaProject__bin="", **{"vbaProject.bin": b"x"})
    file = word(tmp_path / "a.docx", word__embeddings__b=inner.read_bytes())
    assert kinds(file) == ["macros"]


def test_rare_ways_of_packing_are_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("word/document.xml", PLAIN)
    (tmp_path / "a.docx").write_bytes(out.getvalue())
    assert kinds(tmp_path / "a.docx") == ["damaged"]


def test_every_kind_that_is_told_here_has_its_sentence() -> None:
    told = "encrypted name-content damaged packed-name packed-bomb packed-many packed-nested macros"
    closed = [*told.split(), "doctype"]
    assert all(KINDS[one].closed for one in closed)
    assert {"ole", "external-link"} <= set(KINDS)
