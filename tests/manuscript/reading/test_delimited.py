"""Tables that are kept as text, and plain texts, are read piece by piece in any encoding."""

import csv
import io
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manuscript.reading.office_files import LIMITS, Told
from paraf.core.checking import Limits
from paraf.manuscript.passage import Table
from paraf.manuscript.reading.delimited import read_rows, separator
from paraf.manuscript.reading.read import read

NIK = "3404010101900001"
CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)


def rows(file: Path) -> list[list[str]]:
    return [list(row) for table in Told(file).tables for row in table.rows]


def written(folder: Path, data: bytes, name: str = "a.csv") -> Path:
    file = folder / name
    file.write_bytes(data)
    return file


@pytest.mark.parametrize("sign", [";", ",", "\t", "|"], ids=["semicolon", "comma", "tab", "bar"])
def test_the_separator_is_found(tmp_path: Path, sign: str) -> None:
    lines = [["No", "Nama, gelar", "NIK"], ["1", "Budi, S.H.; M.Si.", NIK], ["2", "Siti", "x"]]
    out = io.StringIO()
    csv.writer(out, delimiter=sign).writerows(lines)
    assert rows(written(tmp_path, out.getvalue().encode())) == lines


def test_one_column_is_one_column(tmp_path: Path) -> None:
    assert rows(written(tmp_path, b"NIK\n3404010101900001\n")) == [["NIK"], [NIK]]


def test_a_first_line_may_name_the_separator() -> None:
    assert separator(io.BytesIO(b"sep=;\na,b;c\n1,2;3\n"), "utf-8") == ";"


@pytest.mark.parametrize(
    ("encoding", "kinds"),
    [
        ("utf-8", []),
        ("utf-8-sig", []),
        ("utf-16", ["text-encoding"]),
        ("utf-16-le", ["text-encoding"]),
        ("cp1252", ["text-encoding"]),
    ],
)
def test_every_encoding_is_read_and_old_ones_are_told(
    tmp_path: Path, encoding: str, kinds: list[str]
) -> None:
    text = f"Nama;NIK\r\nJosé;{NIK}\r\n"
    file = written(tmp_path, text.encode(encoding))
    assert rows(file) == [["Nama", "NIK"], ["José", NIK]]
    assert Told(file).kinds == kinds
    plain = Told(written(tmp_path, text.encode(encoding), "a.txt"))
    assert plain.everything.split() == ["Nama;NIK", f"José;{NIK}"]
    assert plain.kinds == kinds


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=8))
def test_what_the_csv_module_wrote_is_read_as_it_was(table: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL).writerows(table)
    # Never formulas or separators by chance: the quotation marks stand around every cell.
    told = list(read_rows(io.BytesIO(out.getvalue().encode())))
    assert [row for one in told if isinstance(one, Table) for row in one.rows] == table


def test_formulas_are_told(tmp_path: Path) -> None:
    told = Told(written(tmp_path, b"a;b\n1;=cmd|' /C calc'!A0\n2;@SUM(A1)\n-5;+62 812\n"))
    assert [(one.kind, one.count, one.spot.cell) for one in told.seen] == [
        ("table-formula", 2, "B2")
    ]


@pytest.mark.parametrize("end", [b"\r", b"\r\n", b"\n", b"\n\0\0"], ids=["cr", "crlf", "lf", "nul"])
def test_lines_may_end_in_any_way(tmp_path: Path, end: bytes) -> None:
    file = written(tmp_path, end.join([b"a,b", b"1,2", b"3,4"]).replace(b"\0\0", b"\0"))
    assert rows(file) == [["a", "b"], ["1", "2"], ["3", "4"]]


def test_an_open_quotation_mark_does_not_swallow_the_file(tmp_path: Path) -> None:
    file = written(tmp_path, b'a,"b\n' + b"1,2\n" * 400_000)
    assert Told(file).kinds == ["damaged"]


def test_a_long_table_takes_no_memory(tmp_path: Path) -> None:
    line = b"1;Budi Santoso;Jalan Mawar 12, Desa Sukamaju\n"
    file = written(tmp_path, b"No;Nama;Alamat\n" + line * 60_000)
    tracemalloc.start()
    last = None
    for one in read(file, ".csv", LIMITS):
        last = one
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(last, Table)
    assert last.first_row == 60_001
    assert last.heads == ("No", "Nama", "Alamat")
    assert peak < 4_000_000


@pytest.mark.parametrize("name", ["a.csv", "a.txt"])
def test_what_is_too_long_is_told_and_not_read(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    with file.open("wb") as stream:
        stream.truncate(1_000_000_000)
    assert Told(file).kinds == ["too-long"]
    assert Told(written(tmp_path, b"a" * 99, name), Limits(unpacked=98)).kinds == ["too-long"]


def test_lines_of_a_text_keep_their_numbers(tmp_path: Path) -> None:
    text = "".join(f"baris {at}\n" for at in range(1, 20_001)) + "x" * 3_000_000
    lines = Told(written(tmp_path, text.encode(), "a.txt")).lines
    assert "".join(one.text for one in lines) == text
    for one in lines:
        if one.text.startswith("baris"):
            assert one.spot.line == int(one.text.split()[1])
    assert len(lines) > 5


def test_an_empty_text_says_nothing(tmp_path: Path) -> None:
    assert Told(written(tmp_path, b"")).tables == []
    assert Told(written(tmp_path, b"", "a.txt")).lines == []
