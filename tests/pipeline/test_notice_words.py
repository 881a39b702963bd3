"""Other people's words in a comment: shown as they were meant, and doing nothing."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from paraf.pipeline.notice_words import (
    bare,
    link,
    name,
    picture,
    plain,
    quoted,
    table,
    within,
)
from pipeline.rendered import LIVE, NASTY, SKIPS, TAGS, rendered, steering, words

OURS = "https://git.bkd.contoh.example/raw/a%20b_c_d*e.webp?x=1&y=[2](3)"


@given(words)
@example("".join(NASTY))
def test_any_text_is_one_cell_that_shows_just_it(text: str) -> None:
    lines = table(["a", "b"], [[plain(text, 5000), "kanan"]])
    shown = rendered("\n".join(lines))
    assert shown.tables == [[["a", "b"], [bare(text, 5000) or "—", "kanan"]]]
    assert shown.tags <= TAGS - {"a", "img", "code", "strong", "b"}


@given(words)
@example("".join(NASTY))
def test_no_text_acts_when_it_is_rendered(text: str) -> None:
    shown = rendered(f"Kata: {plain(text)} dan **{plain(text)}**\n\n{quoted(text)}").text
    assert LIVE.search(shown) is None, ascii(shown)
    assert not steering(shown)


@given(words)
@example("".join(NASTY))
def test_no_text_acts_before_it_is_rendered(text: str) -> None:
    for written in (plain(text), quoted(text), name(text), bare(text, 140)):
        assert not steering(written)
        written.encode()
    written = plain(text) + quoted(text)
    assert LIVE.search(written.replace("&#", "&")) is None, ascii(written)
    assert SKIPS.search(written) is None
    assert "<!--" not in written
    assert "\n" not in written


@given(words)
def test_a_quotation_is_one_block_with_all_lines_in_it(text: str) -> None:
    shown = rendered(f"sebelum\n\n{quoted(text)}\n\nsesudah")
    assert shown.tags <= {"div", "p", "blockquote", "br"}
    assert [one.text for one in shown.root.iterchildren("p")] == ["sebelum", "sesudah"]


@given(words)
def test_what_a_picture_or_link_is_called_changes_nothing_of_it(text: str) -> None:
    shown = rendered(f"{link(text, OURS)} {picture(text, OURS, 200)}")
    assert shown.targets == {OURS}
    assert shown.tags == {"div", "p", "a", "img"}
    (image,) = shown.root.iter("img")
    assert dict(image.attrib).keys() == {"align", "width", "alt", "src"}


@given(st.text(), st.integers(4, 200))
def test_a_line_is_never_longer_than_it_may_be(text: str, most: int) -> None:
    assert len(plain(text, most).encode()) <= most
    assert len(bare(text, most)) <= most


@given(st.lists(st.lists(st.text("ab", max_size=9), min_size=2, max_size=2)), st.integers(0, 200))
def test_a_table_takes_the_rows_that_fit_and_counts_the_others(
    rows: list[list[str]], most: int
) -> None:
    kept, cut = within(rows, most)
    assert kept == rows[: len(kept)]
    assert len(kept) + cut == len(rows)
    assert sum(len(f"| {one} | {other} |".encode()) + 1 for one, other in kept) <= most


@pytest.mark.parametrize("path", ["content/a b/c_d-1.md", "/pengumuman/", "x"])
def test_a_usual_path_is_shown_as_code(path: str) -> None:
    assert name(path) == f"`{path}`"


@pytest.mark.parametrize("path", ["a|b", "a`b", "<b>", "a\nb", " a", "@kiki", "é.md", ""])
def test_an_unusual_path_is_shown_as_words(path: str) -> None:
    assert "`" not in name(path)


def test_a_text_of_nothing_is_a_dash() -> None:
    assert plain(" \u200b\n") == "—"
    assert quoted(" \n ") == ""
