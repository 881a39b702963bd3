"""A page's source is read with the lines of its file, its tables as tables."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from paraf.manuscript.passage import Lines, Table
from paraf.manuscript.personal.recognise import Known
from paraf.manuscript.reading.markdown import plain, read_markdown
from paraf.manuscript.spot import Spot
from paraf.manuscript.texts import see_text

PAGE = """\
# Judul

| Nama | No. Rekening |
|:-----|-------------:|
| Budi | 123 \\| 4 |
| Tini |
Sesudahnya | bukan kepala

a | b
--|--
1 | 2
"""


def test_a_table_is_read_with_its_heads_and_the_lines_of_its_rows() -> None:
    first, second, rest = read_markdown(PAGE)
    assert isinstance(first, Table)
    assert (first.heads, first.first_row) == (("Nama", "No. Rekening"), 5)
    assert first.rows[:2] == [("Budi", "123 \\| 4"), ("Tini",)]
    assert second == Table([("1", "2")], first_row=11, heads=("a", "b"))
    assert isinstance(rest, Lines)
    assert rest.spot == Spot(line=1)
    assert rest.text.split("\n")[0] == "# Judul"


@given(st.text(alphabet="|-: ab1\n*\\", max_size=200))
def test_every_line_is_read_once_and_keeps_its_number(text: str) -> None:
    lines = text.split("\n")
    *tables, rest = read_markdown(text)
    assert isinstance(rest, Lines)
    left = rest.text.split("\n")
    assert len(left) == len(lines)
    assert all(one in ("", lines[number]) for number, one in enumerate(left))
    taken = {number for number, one in enumerate(left) if one != lines[number]}
    for table in tables:
        assert isinstance(table, Table)
        rows = set(range(table.first_row - 3, table.first_row - 1 + len(table.rows)))
        assert taken & rows == {number for number in rows if lines[number]}
        taken -= rows
    assert not taken


@given(st.text(max_size=200))
@example("a&#10;b")
def test_a_source_without_markup_has_as_many_lines(text: str) -> None:
    assert plain(text).count("\n") == text.count("\n")


@given(st.text(alphabet="<!->/a=\"' \n", max_size=60))
@example("a<!--\n\n-->b\nc<b\n>d")
def test_markup_of_any_shape_keeps_the_lines(text: str) -> None:
    assert plain(text).count("\n") == text.count("\n")


@pytest.mark.parametrize("piece", ["<!--", "<!-->", "<a ", '<a"', "<a \"'", "<?", "a<b\n"])
def test_markup_that_begins_again_and_again_takes_no_time(piece: str) -> None:
    text = piece * (400_000 // len(piece))
    assert plain(text).count("\n") == text.count("\n")


@given(st.text(alphabet=" *_`\\|-0123456789<b>&#;\n", max_size=120))
def test_what_is_seen_stands_on_a_line_of_the_text(text: str) -> None:
    for one in see_text(f"NIK 3404011212900001\n{text}", Known()):
        assert 1 <= one.spot.line <= text.count("\n") + 2
