"""Pages that were written to hold us up: the work grows with their length, and no faster."""

from datetime import timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from paraf.inspection.links.markup import candidates, refresh
from paraf.inspection.links.style import links

LONG = 100_000
linear = settings(deadline=timedelta(seconds=3), max_examples=15)
"""Generous: what grew with the square of `LONG` would take minutes."""


def repeated(signs: str) -> st.SearchStrategy[str]:
    """Return texts of LONG signs, the same few of these again and again."""
    return st.text(signs, min_size=1, max_size=4).map(lambda part: part * (LONG // len(part)))


@linear
@example("," * LONG)
@example("a, " * (LONG // 3))
@example("a (" + "," * LONG)
@given(repeated(", a1(x)\n"))
def test_however_long_candidates_are_they_are_read_at_once(value: str) -> None:
    assert all(one and " " not in one for one in candidates(value))


@linear
@example(" " * LONG + "x\ny")
@given(repeated(" ;,5.u=\n").map(lambda text: f"{text}x\ny"))
def test_however_long_a_refresh_is_it_is_read_at_once(content: str) -> None:
    assert len(refresh(content)) <= len(content)


@linear
@example("url(" + '"\\' * (LONG // 2))
@given(repeated("\"'\\ (/*@\n").map(lambda text: f"url({text}"))
def test_however_long_a_style_is_it_is_read_at_once(text: str) -> None:
    assert all(one.raw for one in links(text))


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("a.png 1x, b,c.png 2x (x, y), d.png, ,e.png", ["a.png", "b,c.png", "d.png", "e.png"]),
        ("data:;base64,AA, b.png 2x", ["data:;base64,AA", "b.png"]),
        ("a.png (1x, b.png 2x", ["a.png"]),
        (" , ,, ", []),
        ("a.png,,,", ["a.png"]),
    ],
)
def test_candidates_are_read_as_browsers_read_them(value: str, found: list[str]) -> None:
    assert list(candidates(value)) == found


def test_a_string_that_nothing_ends_hides_the_rest_of_its_line_alone() -> None:
    text = "a { content: 'url(satu.png)\n} b { background: url(dua.png) }"
    assert [one.raw for one in links(text)] == ["dua.png"]
