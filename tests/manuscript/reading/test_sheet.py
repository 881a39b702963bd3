"""What a workbook says is read, in its cells and beside them, shown and hidden."""

import math
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from manuscript.reading.office_files import Told, relations
from paraf.manuscript.passage import Table
from paraf.manuscript.reading.sheet_cells import shown, texts_of
from paraf.manuscript.reading.sheet_scan import letters, number, scan
from paraf.manuscript.spot import Spot, label, told

NIK = "3404010101900001"


@pytest.fixture
def book() -> Workbook:
    return Workbook()


def sheet(book: Workbook) -> Worksheet:
    active = book.active
    assert isinstance(active, Worksheet)
    return active


def saved(book: Workbook, folder: Path) -> Path:
    book.save(folder / "a.xlsx")
    return folder / "a.xlsx"


def changed(file: Path, change: Callable[[str, bytes], bytes], **more: str) -> Path:
    """Write a workbook anew with its members changed, and with more of them."""
    out = file.with_name("b.xlsx")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, change(info.filename, old.read(info)))
        for name, data in more.items():
            new.writestr(name.replace("__", "/"), data)
    return out


def cells(table: Table) -> dict[str, str]:
    return {
        f"{letters(table.first_column + across)}{table.first_row + down}": cell
        for down, row in enumerate(table.rows)
        for across, cell in enumerate(row)
        if cell
    }


def test_cells_are_told_as_a_person_reads_them(book: Workbook, tmp_path: Path) -> None:
    one = sheet(book)
    one["C5"] = int(NIK)
    one["D5"] = date(1990, 1, 2)
    one["E5"] = datetime(1990, 1, 2, 13, 4)  # noqa: DTZ001 - a sheet's dates belong to no zone
    one["F6"] = 0.25
    one["G6"] = "0812 3456"
    one["H6"] = 3
    table = Told(saved(book, tmp_path)).tables[0]
    assert cells(table) == {
        "C5": NIK,
        "D5": "02-01-1990",
        "E5": "02-01-1990 13:04",
        "F6": "0,25",
        "G6": "0812 3456",
        "H6": "3",
    }
    assert table.rounded == {(5, 3)}


@given(st.integers(-(10**18), 10**18))
def test_a_whole_number_has_all_its_digits(value: int) -> None:
    assert shown(float(value)) == str(int(float(value)))


@given(st.floats())
def test_no_number_is_longer_than_it_was_unless_it_is_whole(value: float) -> None:
    whole = abs(value) < 1e22 and value.is_integer()
    longest = max(map(len, re.findall(r"\d+", shown(value))), default=0)
    assert whole or longest <= 14 or abs(value) >= 1e8


VALUES = st.one_of(
    st.floats(),
    st.integers(-(10**17), 10**17).map(float),
    st.text("ab1.", max_size=3),
    st.booleans(),
    st.dates(),
)


@given(st.lists(st.lists(VALUES, max_size=4), max_size=6))
def test_a_column_is_told_as_its_cells_are(rows: list[list[float | str | bool | date]]) -> None:
    told_ = texts_of(rows)
    assert [list(row[: len(cells_)]) for row, cells_ in zip(told_, rows, strict=True)] == [
        [shown(one) for one in row] for row in rows
    ]
    assert all(not any(row[len(cells_) :]) for row, cells_ in zip(told_, rows, strict=True))


@given(st.lists(st.floats(), min_size=1), st.booleans())
@example([-0.0, 1e-300, 99_999_999.99999999], False)
@example([float("nan"), 1.5], False)
def test_a_column_of_numbers_is_told_as_its_cells_are(numbers: list[float], small: bool) -> None:
    column = [math.fmod(one, 1e8) if small and math.isfinite(one) else one for one in numbers]
    assert [row[0] for row in texts_of([[one] for one in column])] == list(map(shown, column))


@given(st.integers(1, 16_384))
def test_letters_and_numbers_of_columns_belong_together(column: int) -> None:
    assert number(letters(column)) == column


def test_a_hidden_column_and_a_hidden_row_are_named(book: Workbook, tmp_path: Path) -> None:
    one = sheet(book)
    for row in range(1, 9):
        one.append([row, "Budi", NIK])
    one.column_dimensions["C"].hidden = True
    one.column_dimensions.group("G", "H", hidden=True)
    one.row_dimensions[3].hidden = True
    one.row_dimensions[4].hidden = True
    told_ = Told(saved(book, tmp_path))
    assert told_.tables[0].hidden_columns == {3}
    assert told_.tables[0].hidden_rows == {3, 4}
    assert [(one.spot.cell, one.count) for one in told_.seen] == [("3:4", 2), ("C:C", 1)]
    assert str(told(told_.seen[0].spot)) == "sheet “Sheet”, cell 3:4 (hidden)"


def test_what_is_hidden_where_nothing_stands_is_not_told(book: Workbook, tmp_path: Path) -> None:
    one = sheet(book)
    one["A1"] = "x"
    one.column_dimensions.group("E", "XFD", hidden=True)
    one.row_dimensions[50].hidden = True
    assert Told(saved(book, tmp_path)).seen == []


def test_a_column_of_no_width_is_hidden(book: Workbook, tmp_path: Path) -> None:
    sheet(book)["B1"] = NIK
    file = changed(
        saved(book, tmp_path),
        lambda _, data: data.replace(
            b"<sheetData>", b'<cols><col min="2" max="2" width="0"/></cols><sheetData>'
        ),
    )
    assert Told(file).tables[0].hidden_columns == {2}


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_read_and_told(book: Workbook, tmp_path: Path, state: str) -> None:
    sheet(book)["A1"] = "tampak"
    other = book.create_sheet("Data")
    other["A1"] = NIK
    other.sheet_state = state
    told_ = Told(saved(book, tmp_path))
    assert [(one.spot.sheet, one.spot.hidden) for one in told_.tables] == [
        ("Sheet", False),
        ("Data", True),
    ]
    assert [one.spot for one in told_.seen] == [Spot(sheet="Data", hidden=True)]


def test_the_name_of_a_sheet_tells_no_number_whole(book: Workbook, tmp_path: Path) -> None:
    sheet(book).title = f"NIK {NIK}"
    sheet(book)["A1"] = "x"
    assert Told(saved(book, tmp_path)).tables[0].spot.sheet == "NIK 3404••••••••0001"
    assert label("budi@contoh.test") == "b••••test"


def test_comments_are_read_at_their_cells(book: Workbook, tmp_path: Path) -> None:
    one = sheet(book)
    one["B2"] = "x"
    one["B2"].comment = Comment(f"NIK {NIK}", "Budi")
    told_ = Told(saved(book, tmp_path))
    spot = Spot(sheet="Sheet", cell="B2", part="comment")
    assert [(line.text, line.spot) for line in told_.lines if line.spot.cell] == [
        (f"NIK {NIK}", spot)
    ]
    assert "hidden-content" in told_.kinds


def test_names_rules_headers_and_formulas_are_read(book: Workbook, tmp_path: Path) -> None:
    one = sheet(book)
    one["A1"] = f'=IF(1=2,"{NIK}","")'
    book.defined_names["rahasia"] = DefinedName("rahasia", attr_text=f'"{NIK}"')
    one.oddHeader.center.text = "Kepala 08123456789"
    one.oddFooter.right.text = NIK
    one.oddFooter.right.size = 12
    rule = DataValidation(type="list", formula1='"Budi 081299998888"', prompt="Isi 0812777")
    rule.add("A2")
    one.add_data_validation(rule)
    one["A3"] = "surat"
    one["A3"].hyperlink = "mailto:budi@contoh.test"
    told_ = Told(saved(book, tmp_path))
    assert NIK in told_.part("name")
    assert NIK in told_.part("formula")
    assert told_.part("header").strip() == "Kepala 08123456789"
    assert NIK in told_.part("footer").split()
    assert "081299998888" in told_.part("rule")
    assert "Isi 0812777" in told_.part("rule")
    assert "mailto:budi@contoh.test" in told_.part("link")


def test_what_charts_and_caches_keep_is_read(book: Workbook, tmp_path: Path) -> None:
    one = sheet(book)
    one.append(["Nama", "Nilai"])
    chart = BarChart()
    chart.add_data(Reference(one, min_col=2, min_row=1, max_row=1), titles_from_data=True)
    chart.title = f"Grafik {NIK}"
    one.add_chart(chart, "D4")
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    file = changed(
        saved(book, tmp_path),
        lambda _, data: data,
        **{
            "xl__pivotCache__pivotCacheRecords1.xml": f'<x {main}><s v="{NIK}"/></x>',
            "xl__externalLinks__externalLink1.xml": f"<x {main}><v>{NIK}</v></x>",
            "xl__persons__person.xml": '<x><person displayName="Budi"/></x>',
        },
    )
    told_ = Told(file)
    assert NIK in told_.part("pivot")
    assert NIK in told_.part("cache")
    assert "Budi" in told_.part("property")
    charts = [line for line in told_.lines if line.spot.part == "chart"]
    assert NIK in charts[0].text
    assert charts[0].spot.sheet == "Sheet"


def test_values_that_their_format_hides_are_told(book: Workbook, tmp_path: Path) -> None:
    one = sheet(book)
    one["A1"] = "tampak"
    one["B2"] = int(NIK)
    one["B2"].number_format = ";;;"
    one["C3"] = NIK
    one["C3"].font = Font(color="FFFFFFFF")
    one["D4"].number_format = ";;;"
    told_ = Told(saved(book, tmp_path))
    assert [(seen.spot.cell, seen.count) for seen in told_.seen] == [("B2", 2)]
    assert cells(told_.tables[0])["B2"] == NIK


def test_a_long_sheet_comes_in_pieces_with_its_heads(book: Workbook, tmp_path: Path) -> None:
    one = sheet(book)
    one.append(["DAFTAR PESERTA"])
    one.append(["No", "Nama", "NIK"])
    for row in range(4500):
        one.append([row, f"Peserta {row}", NIK])
    one.row_dimensions[3000].hidden = True
    tables = Told(saved(book, tmp_path)).tables
    heads = ("No", "Nama", "NIK")
    assert [(t.first_row, len(t.rows), t.heads) for t in tables] == [
        (1, 2000, ()),
        (2001, 2000, heads),
        (4001, 502, heads),
    ]
    assert [t.hidden_rows for t in tables] == [frozenset(), {3000}, frozenset()]


def test_two_cells_in_far_corners_take_no_memory(book: Workbook, tmp_path: Path) -> None:
    one = sheet(book)
    one["A1"] = "NIK"
    one["XFD1000000"] = int(NIK)
    one["XFC1000000"] = date(1990, 1, 2)
    found = {
        name: cell
        for table in Told(saved(book, tmp_path)).tables
        for name, cell in cells(table).items()
    }
    assert found == {"A1": "NIK", "XFC1000000": "02-01-1990", "XFD1000000": NIK}


def test_both_ways_of_reading_cells_tell_the_same(book: Workbook, tmp_path: Path) -> None:
    one = sheet(book)
    for row in range(30):
        one.append(
            [row, f"Peserta {row}", int(NIK) + row, date(1990, 1, 1 + row), row / 7, None, True]
        )
    near = cells(Told(saved(book, tmp_path)).tables[0])
    one["XFD1048576"] = "jauh"
    far = cells(Told(saved(book, tmp_path)).tables[0])
    assert {name: cell.replace("TRUE", "1") for name, cell in near.items()} == far


def test_a_sheet_that_the_quick_reader_does_not_see_is_read_all_the_same(
    book: Workbook, tmp_path: Path
) -> None:
    sheet(book)["B2"] = NIK

    def moved(name: str, data: bytes) -> bytes:
        if name == "xl/_rels/workbook.xml.rels":
            return data.replace(
                b"/xl/worksheets/sheet1.xml", b"/xl/lain/../worksheets/./sheet1.xml"
            )
        return data

    assert NIK in Told(changed(saved(book, tmp_path), moved)).everything


def test_markup_with_prefixes_is_scanned_too() -> None:
    text = (
        b'<x:worksheet xmlns:x="m"><x:cols><x:col min=\'2\' max="3" hidden="true"/></x:cols>'
        b'<x:sheetData><x:row r="4" hidden="1"><x:c r="AB4"><x:v>1</x:v></x:c></x:row><x:row>'
        b"<x:c><x:v>2</x:v></x:c></x:row></x:sheetData><x:oddHeader>Kepala &amp; staf</x:oddHeader>"
        b"</x:worksheet>"
    )
    for size in (1, 7, 1000):
        found = scan((text[at : at + size] for at in range(0, len(text), size)), "a", frozenset())
        assert (found.rows, found.columns) == ([(4, 4)], [(2, 3)])
        assert (found.bottom, found.right, found.values) == (5, 28, True)
        assert found.header == ["Kepala & staf"]


def test_a_sheet_that_is_no_markup_is_damaged(book: Workbook, tmp_path: Path) -> None:
    sheet(book)["A1"] = NIK
    file = changed(saved(book, tmp_path), lambda name, data: b"x" if "sheet1" in name else data)
    assert Told(file).kinds == ["damaged"]


def test_links_of_comments_belong_to_their_sheet(book: Workbook, tmp_path: Path) -> None:
    sheet(book)["A1"] = "x"
    other = book.create_sheet("Lain")
    other["A1"] = "y"
    main = 'xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"'
    file = changed(
        saved(book, tmp_path),
        lambda _, data: data,
        **{
            "xl__worksheets___rels__sheet2.xml.rels": relations(
                ("threadedComment", "../threadedComments/threadedComment1.xml")
            ),
            "xl__threadedComments__threadedComment1.xml": f"<ThreadedComments {main}>"
            f'<threadedComment ref="C7"><text>{NIK}</text></threadedComment></ThreadedComments>',
        },
    )
    spots = [line.spot for line in Told(file).lines if line.text == NIK]
    assert spots == [Spot(sheet="Lain", cell="C7", part="comment")]
