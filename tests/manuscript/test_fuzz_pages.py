"""Pages of any text: they are looked at in Paraf's own process, so nothing in them may break it."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.mutants import TOKENS
from corpus.scoring import OFFICE
from everything import long
from paraf.manuscript.texts import see_text

WORDS = (
    "NIK", "No. KK", "NIP", "NPWP", "Tanggal lahir", "Alamat", "Jl.", "RT 01", "HP", "rekening BRI",
    "3404071205900001", "3404 0712 0590 0001", "19860926 201505 1 001", "09.254.294.3-407.000",
    "081234567890", "+62 812", "a@b.id", "12 Mei 1990", "12-05-1990", "0", "1", "9" * 40, " ", "  ",
    "\t", "\n", "\n\n", "|", "\n|---|---|\n", "| ", ":", "/", "-", ".", "(", ")", "<b>", "</b>",
    "**",
    "`", "\\", "&#51;", "&amp;", "---\n", "\u00a0", "\u200b", "\u202e", "\ud7ff", "é", "\U0001f600",
    *(one.decode("latin-1") for one in TOKENS if len(one) < 60),
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS) | st.text(max_size=8), max_size=60).map("".join)
LONG = re.compile(r"\d{9}")


def whole(text: str) -> None:
    """Look at a text as it is read from a file; nothing is raised, no long number comes out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for one in see_text(text, OFFICE):
        assert one.count >= 1
        assert not LONG.search(one.sample), "a sample is masked"
        # A form feed ends a line, too: so Python counts, though editors do not.
        assert 0 < one.spot.line <= len(text.splitlines()) + 1


@settings(max_examples=60)
@given(TEXTS)
def test_any_page_can_be_looked_at_and_nothing_is_told_in_full(text: str) -> None:
    whole(text)


@long
@settings(max_examples=20_000)
@given(TEXTS)
def test_any_page_at_all_can_be_looked_at(text: str) -> None:
    whole(text)


@pytest.mark.parametrize("words", ["1 ", "1.2.", "Tanggal lahir ", "| 1 ", "a.b-", "0812/", "<a "])
def test_a_page_twice_as_long_takes_about_twice_as_long(words: str) -> None:
    once, twice = (min(_seconds(words * times) for _ in range(2)) for times in (2000, 4000))
    assert twice < 3.2 * once + 0.05


def _seconds(text: str) -> float:
    begun = time.process_time()
    see_text(text, OFFICE)
    return time.process_time() - begun
