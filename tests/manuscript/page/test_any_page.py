"""Whatever is written on a page, its check ends, and says on which line."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from everything import several
from manuscript.drafts import draft, written
from manuscript.paging import said
from paraf.manuscript.page.prose import prose, unquoted
from paraf.manuscript.page.style import advise

PIECES = st.sampled_from(
    ["# ", "## ", "#### ", "A\n===\n", "\n", "\n\n", "    ", "- ", "1. ", "> ", "| a | b |\n",
     "|---|---|\n", "| | |\n", "[x](", "[", "](", ")", "![", "http://a.example", "<", ">", "<b>",
     "<table><tr><td>", "</td>", "<div markdown>", "</div>", "<!-- ", "-->", "```\n", "`", "**",
     "*", "{ .a }", "{", "}", "&amp;", "disini ", "Rp. 5.000,- ", "12/11/2026 ", "kata ", "Kata",
     "\t", "\u00a0", "\u202e", "\ufffd", "[^1]", "[^1]: ", "#anchor", "mailto:", "tel:", "\\"]
)  # fmt: skip


@settings(max_examples=several(120), deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_page_can_be_checked_and_every_line_is_one_of_it(body: str) -> None:
    with TemporaryDirectory() as folder:
        one = draft(Path(folder), written("berita/a.md", body))
        last = body.count("\n") + 7
        for found in said(one):
            assert 0 <= found.line <= last
            assert str(found.what)
            assert str(found.remedy)


@pytest.mark.parametrize("piece", ["<!--", "[^", "](<", "“", "<code>", "a@b.", "`", "{a", "![]("])
def test_what_begins_again_and_again_takes_no_time(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    assert len(unquoted(prose(text))) == len(text)
    assert len(list(advise(text))) == 0
