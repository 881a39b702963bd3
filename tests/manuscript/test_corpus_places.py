"""Places in which programs leave what nobody meant to hand out: a NIK is found in every one."""

import io
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from corpus import docx, pdf, xlsx
from corpus.papers import Book, Number, Paper, Paragraph, Sheet
from corpus.said import Made, Truths
from corpus.scoring import look

NIK = "3404071205900001"
SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
TEXT = "word/document.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DRAWING = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
CHART = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
FRAME = 'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" ' + DRAWING
THREADS = 'xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"'

WORKBOOKS = {
    "the memory of a pivot table": (
        "xl/pivotCache/pivotCacheRecords1.xml",
        f'<pivotCacheRecords {MAIN}><r><s v="{NIK}"/></r></pivotCacheRecords>',
    ),
    "the values that a pivot table knows": (
        "xl/pivotCache/pivotCacheDefinition1.xml",
        f'<pivotCacheDefinition {MAIN}><cacheFields><cacheField name="NIK"><sharedItems>'
        f'<s v="{NIK}"/></sharedItems></cacheField></cacheFields></pivotCacheDefinition>',
    ),
    "a text box": (
        "xl/drawings/drawing1.xml",
        f"<xdr:wsDr {FRAME}><xdr:sp><xdr:txBody><a:p><a:r><a:t>NIK {NIK}</a:t></a:r></a:p>"
        "</xdr:txBody></xdr:sp></xdr:wsDr>",
    ),
    "the numbers of a chart": (
        "xl/charts/chart1.xml",
        f'<c:chartSpace {CHART}><c:strCache><c:pt idx="0"><c:v>{NIK}</c:v></c:pt></c:strCache>'
        "</c:chartSpace>",
    ),
    "a conversation beside a cell": (
        "xl/threadedComments/threadedComment1.xml",
        f'<ThreadedComments {THREADS}><threadedComment ref="A1"><text>NIK {NIK}</text>'
        "</threadedComment></ThreadedComments>",
    ),
    "what is remembered of another workbook": (
        "xl/externalLinks/externalLink1.xml",
        f"<externalLink {MAIN}><externalBook><sheetDataSet><sheetData><row r='1'><cell r='A1'"
        f" t='str'><v>{NIK}</v></cell></row></sheetData></sheetDataSet></externalBook>"
        "</externalLink>",
    ),
}
CELLS = {
    "a formula": (b"<v>2</v>", f'<f>"{NIK}"</f><v>2</v>'),
    "the hint of a link": (
        b"</sheetData>",
        f'</sheetData><hyperlinks><hyperlink ref="A1" tooltip="NIK {NIK}"/></hyperlinks>',
    ),
}
DOCUMENTS = {
    "data of a form": ("customXml/item1.xml", f"<a>NIK {NIK}</a>"),
    "a building block": (
        "word/glossary/document.xml",
        f"<w:glossaryDocument {WORD}><w:p><w:r><w:t>NIK {NIK}</w:t></w:r></w:p>"
        "</w:glossaryDocument>",
    ),
    "the question of a serial letter": (
        "word/settings.xml",
        f"<w:settings {WORD}><w:mailMerge><w:query w:val='WHERE nik={NIK}'/></w:mailMerge>"
        "</w:settings>",
    ),
}
WORDS = {
    "the code of a field": f"<w:p><w:r><w:instrText>LINK x?nik={NIK}</w:instrText></w:r></w:p>",
    "the words for a picture": "<w:p><w:r><w:drawing><wp:inline><wp:docPr id='1' name='x'"
    f" descr='KTP NIK {NIK}'/></wp:inline></w:drawing></w:r></w:p>",
    "a field to be filled in": "<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r>"
    f"<w:t>{NIK}</w:t></w:r></w:p></w:sdtContent></w:sdt>",
}


@pytest.mark.parametrize("where", WORKBOOKS)
def test_a_nik_is_found_in_a_part_of_a_workbook(where: str, tmp_path: Path) -> None:
    part, text = WORKBOOKS[where]
    assert found(with_part(workbook(), part, text), "a.xlsx", tmp_path)


@pytest.mark.parametrize("where", CELLS)
def test_a_nik_is_found_beside_the_cells_of_a_sheet(where: str, tmp_path: Path) -> None:
    old, new = CELLS[where]
    assert found(with_text(workbook(), SHEET, old, new), "a.xlsx", tmp_path)


@pytest.mark.parametrize("where", DOCUMENTS)
def test_a_nik_is_found_in_a_part_of_a_document(where: str, tmp_path: Path) -> None:
    part, text = DOCUMENTS[where]
    assert found(with_part(document(), part, text), "a.docx", tmp_path)


@pytest.mark.parametrize("where", WORDS)
def test_a_nik_is_found_between_the_words_of_a_document(where: str, tmp_path: Path) -> None:
    data = with_text(document(), TEXT, b"<w:sectPr>", f"{WORDS[where]}<w:sectPr>")
    assert found(data, "a.docx", tmp_path)


def test_files_without_a_nik_say_so(tmp_path: Path) -> None:
    for data, name in ((workbook(), "a.xlsx"), (document(), "a.docx"), (page(), "a.pdf")):
        assert not found(data, name, tmp_path)


def bookmark(file: Pdf) -> None:
    with file.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(f"NIK {NIK}", 0))


def described(file: Pdf) -> None:
    with file.open_metadata() as about:
        about["dc:description"] = f"NIK {NIK}"


def drawn(how: str) -> Callable[[Pdf], None]:
    return lambda file: file.pages[0].contents_add(
        f"BT {how} /F1 9 Tf 60 60 Td (NIK {NIK}) Tj ET".encode()
    )


def beside(file: Pdf) -> None:
    file.pages[0].contents_add(f"BT /F1 9 Tf 2000 60 Td (NIK {NIK}) Tj ET".encode())


def linked(file: Pdf) -> None:
    action = Dictionary(S=Name.URI, URI=f"https://contoh.go.id/?nik={NIK}")
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action)
    file.pages[0].Annots = Array([file.make_indirect(link)])


def layered(file: Pdf) -> None:
    layer = file.make_indirect(Dictionary(Type=Name.OCG, Name="L"))
    file.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(OFF=[layer]))
    file.pages[0].Resources.Properties = Dictionary(L=layer)
    file.pages[0].contents_add(f"/OC /L BDC BT /F1 9 Tf 60 60 Td (NIK {NIK}) Tj ET EMC".encode())


def stamped(file: Pdf) -> None:
    stamp = file.make_stream(
        f"BT /F1 9 Tf 60 60 Td (NIK {NIK}) Tj ET".encode(), Type=Name.XObject,
        Subtype=Name.Form, BBox=[0, 0, 500, 800], Resources=file.pages[0].Resources,
    )  # fmt: skip
    file.pages[0].Resources.XObject = Dictionary(X=stamp)
    file.pages[0].contents_add(b"/X Do")


PAGES: dict[str, Callable[[Pdf], None]] = {
    "a bookmark": bookmark,
    "what the file tells of itself": described,
    "invisible text": drawn("3 Tr"),
    "white text": drawn("1 g"),
    "text beside the page": beside,
    "the address of a link": linked,
    "a layer that is switched off": layered,
    "a stamp": stamped,
}


@pytest.mark.parametrize("where", PAGES)
def test_a_nik_is_found_in_a_pdf(where: str, tmp_path: Path) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(page())) as file:
        PAGES[where](file)
        file.save(out)
    assert found(out.getvalue(), "a.pdf", tmp_path)


def found(data: bytes, name: str, folder: Path) -> bool:
    """Say whether the check sees a NIK in a file."""
    return any(one.kind == "nik" for one in look(Made(name, data, ()), folder))


@cache
def workbook() -> bytes:
    """Return a workbook with two numbers."""
    rows = [["No", "Jumlah"], [Number(1), Number(2)]]
    return xlsx.write(Book([Sheet("Data", [*rows])]), Random(3), Truths())


@cache
def document() -> bytes:
    """Return a letter that says nothing of anybody."""
    body = [Paragraph("Isi surat dinas yang biasa.")]
    return docx.write(Paper("Surat", [*body]), Random(3), Truths())


@cache
def page() -> bytes:
    """Return a page that says nothing of anybody."""
    body = [Paragraph("Isi surat dinas yang biasa sekali.")]
    return pdf.write(Paper("Surat", [*body]), Random(1), Truths(), "strings")


def with_part(data: bytes, name: str, text: str) -> bytes:
    """Return a packed file with one more part."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr(zipfile.ZipInfo(name), text)
    return out.getvalue()


def with_text(data: bytes, name: str, old: bytes, new: str) -> bytes:
    """Return a packed file with another text in one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for one in before.namelist():
            text = before.read(one)
            assert one != name or old in text
            after.writestr(
                zipfile.ZipInfo(one), text.replace(old, new.encode()) if one == name else text
            )
    return out.getvalue()
