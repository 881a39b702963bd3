"""What a file of LibreOffice says is read, old versions, annotations and hidden parts included."""

from pathlib import Path

from manuscript.reading.office_files import ODF, Told, odf
from paraf.manuscript.spot import Spot

NIK = "3404010101900001"


def test_text_is_read_across_spans_spaces_and_tabs(tmp_path: Path) -> None:
    body = (
        "<text:h>Daftar</text:h><text:p>NIK:<text:tab/>34<text:span>0401</text:span>0101900001"
        '<text:s text:c="2"/>ya</text:p>'
    )
    lines = Told(odf(tmp_path / "a.odt", "text", body)).lines
    assert lines[0].text == f"Daftar\nNIK:\t{NIK}  ya"
    assert lines[0].spot == Spot(line=1, paragraphs=True)


def test_tables_notes_and_annotations_are_read(tmp_path: Path) -> None:
    body = (
        "<table:table><table:table-row><table:table-cell><text:p>Nama</text:p></table:table-cell>"
        "<table:table-cell><text:p>NIK</text:p></table:table-cell></table:table-row></table:table>"
        "<text:p>isi<text:note text:note-class='footnote'>"
        "<text:note-citation>1</text:note-citation>"
        f"<text:note-body><text:p>kaki {NIK}</text:p></text:note-body></text:note>"
        f"<office:annotation><dc:creator>Budi</dc:creator><text:p>cek {NIK}</text:p>"
        "</office:annotation></text:p>"
    )
    told = Told(odf(tmp_path / "a.odt", "text", body))
    assert told.tables[0].rows == (["Nama", "NIK"],)
    assert told.part("footnote") == f"kaki {NIK}"
    assert told.part("comment") == f"cek {NIK}"
    assert "isi" in told.part("")
    assert [(one.kind, one.spot.part) for one in told.seen] == [("hidden-content", "comment")]


def test_old_versions_and_hidden_text_are_read_and_told(tmp_path: Path) -> None:
    styles = (
        '<style:style style:name="D"><style:text-properties text:display="none"/></style:style>'
    )
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><office:change-info>"
        f"<dc:creator>Budi</dc:creator></office:change-info><text:p>lama {NIK}</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        f'<text:p>isi <text:span text:style-name="D">{NIK}</text:span></text:p>'
    )
    told = Told(odf(tmp_path / "a.odt", "text", body, styles=styles))
    assert told.part("deleted") == f"lama {NIK}"
    assert [one.text for one in told.lines if one.spot.hidden] == [NIK]
    assert sorted(one.kind for one in told.seen) == ["hidden-content"] * 2


def test_headers_properties_and_links_are_read(tmp_path: Path) -> None:
    told = Told(
        odf(
            tmp_path / "a.odt",
            "text",
            '<text:p><text:a xlink:href="mailto:budi@contoh.test">surat</text:a></text:p>',
            **{
                "styles": f"<office:document-styles {ODF}><style:master-page><style:header><text:p>"
                f"{NIK}</text:p></style:header></style:master-page></office:document-styles>",
                "meta": f"<office:document-meta {ODF}><office:meta><meta:initial-creator>"
                f"Budi Santoso</meta:initial-creator><dc:title>{NIK}</dc:title></office:meta>"
                "</office:document-meta>",
            },
        )
    )
    assert told.part("header") == NIK
    assert NIK in told.part("property")
    assert told.part("link") == "mailto:budi@contoh.test"
    assert [(one.kind, one.sample) for one in told.seen] == [("author", "B. S.")]


def test_slides_are_told_by_their_numbers(tmp_path: Path) -> None:
    body = (
        "<draw:page><draw:frame><draw:text-box><text:p>satu</text:p></draw:text-box></draw:frame>"
        f"</draw:page><draw:page><text:p>{NIK}</text:p><presentation:notes><text:p>catatan</text:p>"
        "</presentation:notes></draw:page>"
    )
    told = Told(odf(tmp_path / "a.odp", "presentation", body))
    assert {one.text: (one.spot.page, one.spot.part) for one in told.lines} == {
        "satu": (1, "textbox"),
        NIK: (2, ""),
        "catatan": (2, "note"),
    }


def cell(text: str, more: str = "") -> str:
    return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def book(file: Path, *tables: str, styles: str = "") -> Told:
    return Told(odf(file, "spreadsheet", "".join(tables), styles=styles))


def test_cells_are_told_by_their_values(tmp_path: Path) -> None:
    number = f'office:value-type="float" office:value="{NIK}"'
    day = 'office:value-type="date" office:date-value="1990-01-02"'
    again = 'table:number-columns-repeated="3"'
    table = (
        '<table:table table:name="Data">'
        + row(more='table:number-rows-repeated="4"')
        + row(
            f"<table:table-cell {again}/>", cell("3,4E+15", number), cell("2 Jan", day), cell("x")
        )
        + row(cell("akhir", again), more='table:number-rows-repeated="1048000"')
        + "</table:table>"
    )
    found = book(tmp_path / "a.ods", table).tables[0]
    assert found.rows[0] == ["", "", "", NIK, "02-01-1990", "x"]
    assert found.rows[1] == ["akhir"] * 3
    assert (found.first_row, found.spot.sheet, found.rounded) == (5, "Data", {(5, 4)})
    assert len(found.rows) == 101


def test_hidden_rows_columns_and_sheets_are_told(tmp_path: Path) -> None:
    styles = (
        '<style:style style:name="T"><style:table-properties table:display="false"/></style:style>'
    )
    tables = (
        '<table:table table:name="A"><table:table-column/><table:table-column '
        'table:visibility="collapse"/>'
        + row(cell("a"), cell(NIK))
        + row(cell("b"), more='table:visibility="filter"')
        + "</table:table>",
        f'<table:table table:name="B" table:style-name="T">{row(cell(NIK))}</table:table>',
    )
    told = book(tmp_path / "a.ods", *tables, styles=styles)
    assert (told.tables[0].hidden_columns, told.tables[0].hidden_rows) == ({2}, {2})
    assert told.tables[1].spot.hidden
    assert [(one.spot.sheet, one.spot.cell) for one in told.seen] == [
        ("A", "B:B"),
        ("A", "2:2"),
        ("B", ""),
    ]


def test_an_annotation_stands_at_its_cell(tmp_path: Path) -> None:
    told = f"<dc:creator>Budi</dc:creator><text:p>{NIK}</text:p>"
    note = f"<office:annotation>{told}</office:annotation>"
    table = row(cell("a"), f"<table:table-cell>{note}<text:p>isi</text:p></table:table-cell>")
    told = book(tmp_path / "a.ods", f'<table:table table:name="A">{table}</table:table>')
    assert told.tables[0].rows == [["a", "isi"]]
    assert [(one.text, one.spot.cell) for one in told.lines] == [(NIK, "B1")]


def test_a_long_sheet_comes_in_pieces(tmp_path: Path) -> None:
    rows = [row(cell("No"), cell("NIK")), *(row(cell(str(at)), cell(NIK)) for at in range(2500))]
    told = book(tmp_path / "a.ods", f'<table:table table:name="A">{"".join(rows)}</table:table>')
    assert [(one.first_row, len(one.rows), one.heads) for one in told.tables] == [
        (1, 2000, ()),
        (2001, 501, ("No", "NIK")),
    ]
