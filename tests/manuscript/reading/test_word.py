"""What a Word file says is read, wherever in the file it stands."""

import io
from pathlib import Path

import pytest
from openpyxl import Workbook
from PIL import Image

from manuscript.reading.office_files import (
    CORE,
    RELATIONS,
    TYPES,
    Told,
    W,
    docx,
    grid,
    packed,
    para,
    relations,
)
from paraf.manuscript.spot import Spot, told

NIK = "3404010101900001"


def part(name: str, inner: str) -> str:
    return f"<w:{name} {W}>{inner}</w:{name}>"


def test_a_number_that_is_cut_into_runs_is_one_number(tmp_path: Path) -> None:
    file = docx(tmp_path / "a.docx", para("NIK: 34", "04", "010101", "900001"))
    assert Told(file).lines[0].text == f"NIK: {NIK}"


def test_paragraphs_are_counted_as_a_person_counts_them(tmp_path: Path) -> None:
    file = docx(tmp_path / "a.docx", para("Satu") + para("") + para("Dua") + grid(("x", "y")))
    told_ = Told(file)
    assert told_.lines[0].text == "Satu\nDua"
    assert told_.lines[0].spot == Spot(line=1, paragraphs=True)
    assert str(told(Spot(line=2, paragraphs=True))) == "paragraph 2"
    assert told_.tables[0].spot.line == 2


def test_a_table_keeps_its_rows_and_columns(tmp_path: Path) -> None:
    wide = (
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
        + para("Nama")
        + "</w:tc><w:tc>"
        + para("NIK")
        + "</w:tc></w:tr><w:tr><w:tc>"
        + para("1")
        + "</w:tc><w:tc>"
        + para("Budi")
        + "</w:tc><w:tc>"
        + para("3404")
        + para("0101")
        + "</w:tc></w:tr></w:tbl>"
    )
    assert Told(docx(tmp_path / "a.docx", wide)).tables[0].rows == (
        ["Nama", "", "NIK"],
        ["1", "Budi", "3404 0101"],
    )


def test_a_table_within_a_table_is_a_table(tmp_path: Path) -> None:
    body = f"<w:tbl><w:tr><w:tc>{para('luar')}{grid(('dalam', NIK))}</w:tc></w:tr></w:tbl>"
    tables = Told(docx(tmp_path / "a.docx", body)).tables
    assert [one.rows for one in tables] == [(["dalam", NIK],), (["luar"],)]


def test_a_long_table_comes_in_pieces_with_its_heads(tmp_path: Path) -> None:
    rows = [("No", "Nama", "NIK"), *((str(at), "Budi", NIK) for at in range(2500))]
    tables = Told(docx(tmp_path / "a.docx", grid(*rows))).tables
    assert [(one.first_row, len(one.rows), one.heads) for one in tables] == [
        (1, 2000, ()),
        (2001, 501, ("No", "Nama", "NIK")),
    ]


@pytest.mark.parametrize(
    ("name", "root", "where"),
    [
        ("header1", "hdr", "header"),
        ("footer2", "ftr", "footer"),
        ("footnotes", "footnotes", "footnote"),
        ("endnotes", "endnotes", "endnote"),
        ("comments", "comments", "comment"),
    ],
)
def test_headers_footers_notes_and_comments_are_read(
    tmp_path: Path, name: str, root: str, where: str
) -> None:
    file = docx(tmp_path / "a.docx", para("isi"), **{name: part(root, para("NIK ", NIK))})
    assert Told(file).part(where) == f"NIK {NIK}"


def test_deleted_text_is_read_as_such_and_told(tmp_path: Path) -> None:
    gone = f"<w:del><w:r><w:delText>{NIK}</w:delText></w:r></w:del>"
    moved = "<w:moveFrom><w:r><w:t>pindah</w:t></w:r></w:moveFrom>"
    told_ = Told(docx(tmp_path / "a.docx", para("isi ", gone) + para(moved, "sisa")))
    assert told_.part("deleted") == f"{NIK}\npindah"
    assert told_.lines[-1].text == "isi\nsisa"
    assert [(one.kind, one.spot.part) for one in told_.seen] == [("hidden-content", "deleted")]


def test_hidden_text_is_read_as_hidden(tmp_path: Path) -> None:
    run = f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{NIK}</w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>tampak</w:t></w:r>'
    mark = "<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>"
    told_ = Told(docx(tmp_path / "a.docx", para(mark, shown, run)))
    assert [(one.text, one.spot.hidden) for one in told_.lines] == [(NIK, True), ("tampak", False)]
    assert told_.kinds == ["hidden-content"]


def test_text_that_its_style_hides_is_hidden(tmp_path: Path) -> None:
    styles = part(
        "styles",
        '<w:style w:styleId="Diam"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="Biasa"/>',
    )
    body = para('<w:pPr><w:pStyle w:val="Diam"/></w:pPr>', NIK) + para(
        '<w:pPr><w:pStyle w:val="Biasa"/></w:pPr>', "tampak"
    )
    lines = Told(docx(tmp_path / "a.docx", body, styles=styles)).lines
    assert {one.text: one.spot.hidden for one in lines} == {NIK: True, "tampak": False}


def test_a_text_box_is_read_once_though_it_is_kept_twice(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{para(NIK)}</w:txbxContent>"
    body = (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice>'
        + box
        + "</mc:Choice><mc:Fallback>"
        + box
        + "</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>isi</w:t></w:r></w:p>"
    )
    told_ = Told(docx(tmp_path / "a.docx", body))
    assert [(one.text, one.spot.part) for one in told_.lines] == [(NIK, "textbox"), ("isi", "")]


def test_properties_settings_and_carried_data_are_read(tmp_path: Path) -> None:
    file = docx(
        tmp_path / "a.docx",
        para("isi"),
        docProps_core=CORE.format(title=f"Data {NIK}", creator="Budi Santoso"),
        docProps_custom='<Properties xmlns:vt="v"><property name="NIK"><vt:lpwstr>'
        f"{NIK}</vt:lpwstr></property></Properties>",
        settings=part("settings", f'<w:docVars><w:docVar w:name="nik" w:val="{NIK}"/></w:docVars>'),
        **{"customXml__item1": f"<data><nik>{NIK}</nik></data>"},
    )
    told_ = Told(file)
    assert told_.part("property").count(NIK) == 3
    assert NIK in told_.part("data")
    author = next(one for one in told_.seen if one.kind == "author")
    assert (author.sample, author.count) == ("B. S.", 1)


def test_a_program_is_no_author(tmp_path: Path) -> None:
    core = CORE.format(title="Jadwal", creator="Microsoft Office User")
    assert Told(docx(tmp_path / "a.docx", para("isi"), docProps_core=core)).seen == []


def test_links_of_mail_and_what_pictures_show_are_read(tmp_path: Path) -> None:
    drawing = (
        '<w:r><w:drawing><x:docPr xmlns:x="x" descr="KTP 3404010101900001"/></w:drawing></w:r>'
    )
    file = docx(
        tmp_path / "a.docx",
        para("isi", drawing),
        rels_document=relations(("hyperlink", "mailto:budi@contoh.test", "External")),
    )
    told_ = Told(file)
    assert told_.part("link") == "mailto:budi@contoh.test"
    assert told_.part("textbox") == f"KTP {NIK}"


@pytest.mark.parametrize(
    "field", ["DDEAUTO c:\\\\x", "INCLUDEPICTURE http://x.test/a.png", "LINK Excel.Sheet.12 x"]
)
def test_a_field_that_fetches_is_told(tmp_path: Path, field: str) -> None:
    cut = len(field) // 3
    runs = [f"<w:r><w:instrText>{one}</w:instrText></w:r>" for one in (field[:cut], field[cut:])]
    told_ = Told(docx(tmp_path / "a.docx", para(*runs)))
    assert told_.kinds == ["external-link"]


def test_an_ordinary_field_is_no_danger(tmp_path: Path) -> None:
    runs = "<w:r><w:instrText>HYPERLINK \\l bab PAGE MERGEFIELD Nama</w:instrText></w:r>"
    assert Told(docx(tmp_path / "a.docx", para(runs))).kinds == []


def test_a_workbook_inside_is_read_and_one_inside_that_is_not(tmp_path: Path) -> None:
    book = Workbook()
    book.active["B2"] = NIK  # type: ignore[index]  # a new book has a sheet of cells
    book.save(tmp_path / "b.xlsx")
    inner = docx(tmp_path / "c.docx", para("dalam"), **{"embeddings__b": "<x/>"})
    nested = packed(
        tmp_path / "d.docx",
        {
            "[Content_Types].xml": TYPES,
            "word/document.xml": f"<w:document {W}>{para('tengah')}</w:document>",
            "word/embeddings/c.docx": inner.read_bytes(),
        },
    )
    file = packed(
        tmp_path / "a.docx",
        {
            "[Content_Types].xml": TYPES,
            "word/document.xml": f"<w:document {W}>{para('isi')}</w:document>",
            "word/embeddings/b.xlsx": (tmp_path / "b.xlsx").read_bytes(),
            "word/embeddings/d.docx": nested.read_bytes(),
        },
    )
    told_ = Told(file)
    spot = told_.tables[0].spot
    assert (spot.sheet, spot.part, spot.name) == ("Sheet", "embedded", "b.xlsx")
    assert any(one.text == "tengah" and one.spot.name == "d.docx" for one in told_.lines)
    assert [one.kind for one in told_.seen] == ["unread"]


def test_a_document_of_pictures_alone_cannot_be_examined(tmp_path: Path) -> None:
    members = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": f"<w:document {W}>{para('1')}</w:document>",
        "word/media/image1.jpeg": bytes(range(256)) * 200,
    }
    assert Told(packed(tmp_path / "a.docx", members)).kinds == ["only-pictures"]
    members["word/document.xml"] = f"<w:document {W}>{para('Pengumuman hasil ' * 5)}</w:document>"
    assert Told(packed(tmp_path / "b.docx", members)).kinds == []


def test_the_main_part_may_bear_any_name(tmp_path: Path) -> None:
    file = packed(
        tmp_path / "a.docx",
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"/>',
            "word/document.xml": f"<w:document {W}/>",
            "lain/isi.xml": f"<w:document {W}>{para('34', '04010101900001')}</w:document>",
        },
    )
    assert NIK in Told(file).everything


def test_what_a_picture_in_it_says_in_words_is_read(tmp_path: Path) -> None:
    photo = io.BytesIO()
    Image.new("RGB", (8, 8)).save(photo, "JPEG", comment=f"KTP {NIK}".encode())
    file = packed(
        tmp_path / "a.docx",
        {
            "[Content_Types].xml": TYPES,
            "word/document.xml": f"<w:document {W}>{para('isi')}</w:document>",
            "word/media/image1.jpg": photo.getvalue(),
            "word/media/image2.jpg": photo.getvalue()[:20],
            "word/media/image3.png": b"bukan gambar",
        },
    )
    found = [one for one in Told(file).lines if one.spot.part == "metadata"]
    assert [(one.text, one.spot.name) for one in found] == [(f"KTP {NIK}", "image1.jpg")]


def test_what_is_packed_plainly_is_read_by_its_kinds(tmp_path: Path) -> None:
    inner = docx(tmp_path / "b.docx", para("dalam"))
    file = packed(
        tmp_path / "a.zip",
        {"daftar.csv": f"Nama;NIK\nBudi;{NIK}\n", "b.docx": inner.read_bytes(), "c.exe": b"x"},
    )
    told_ = Told(file)
    assert told_.tables[0].rows == [["Nama", "NIK"], ["Budi", NIK]]
    assert told_.tables[0].spot.name == "daftar.csv"
    assert any(one.text == "dalam" and one.spot.name == "b.docx" for one in told_.lines)
    assert [(one.kind, one.spot.name) for one in told_.seen] == [("unread", "c.exe")]
