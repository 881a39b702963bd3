"""Each procedure under `review/sop/` reads as its page was printed, both ways.

`seeds/` holds the text of the printed pages; `layouts.py` says where on them what is printed, and
every decided reading, each with the words of the note that explains it.
"""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from everything import several
from paraf.core.sop import Sop
from paraf.records.sop import read_sop
from paraf.records.strict_yaml import parse
from paraf.records.writing import document
from transcription.comparison import CELLS, IDENTITY, unlike
from transcription.layouts import LAYOUTS, LISTS
from transcription.pages import words

HERE = Path(__file__).parent
SOPS = HERE.parents[1] / "review" / "sop"
each = pytest.mark.parametrize("sop", LAYOUTS)


@cache
def seed(sop: str) -> str:
    return (HERE / "seeds" / f"{sop}.txt").read_text("utf-8")


@cache
def source(sop: str) -> str:
    return (SOPS / f"{sop}.yml").read_text("utf-8")


@cache
def transcription(sop: str) -> Sop:
    return read_sop(source(sop), f"{sop}.yml")


def test_every_printed_page_is_transcribed() -> None:
    assert {one.stem for one in (HERE / "seeds").iterdir()} == set(LAYOUTS)


@each
def test_the_transcription_says_what_is_printed_and_nothing_else(sop: str) -> None:
    assert unlike(seed(sop), LAYOUTS[sop], transcription(sop)) == {}


@each
def test_no_word_of_the_page_escapes_the_comparison(sop: str) -> None:
    page = seed(sop)
    unnoticed = [
        (page.count("\n", 0, word.start()) + 1, word[0])
        for word in words(page)
        if not unlike(f"{page[: word.start()]}lain{page[word.end() :]}", LAYOUTS[sop],
                      transcription(sop))
    ]  # fmt: skip
    assert unnoticed == []


def another(word: str) -> str:
    return f"{word}x"


def changed(at: int, text: str) -> str:
    """Return a text with one word changed; a norm stays a norm."""
    parts = text.split()
    at %= len(parts)
    return " ".join([*parts[:at], another(parts[at]), *parts[at + 1 :]])


def dropped(at: int, text: str) -> str:
    parts = text.split()
    at %= len(parts)
    return " ".join([*parts[:at], *parts[at + 1 :]]) if len(parts) > 1 else another(text)


def added(at: int, text: str) -> str:
    parts = text.split()
    at %= len(parts) + 1
    return " ".join([*parts[:at], "pula", *parts[at:]])


def norm(_: int, text: str) -> str:
    return f"1{text}"


Spoil = Callable[[int, str], str]


def spoiled(data: Any, spoil: Spoil, at: int) -> Iterator[str]:
    """Spoil every cell of a file that is not empty; yield the place of each."""
    identity = data["identity"]
    for name in IDENTITY:
        if name not in LISTS and identity.get(name):
            identity[name] = spoil(at, identity[name])
            yield name
        for i, one in enumerate(identity[name] if name in LISTS else ()):
            identity[name][i] = spoil(at, one)
            yield f"{name}.{i}"
    for i, actor in enumerate(data["actors"]):
        actor["printed"] = spoil(at, actor["printed"])
        yield f"actors.{i}"
    for row in data["steps"]:
        for name in CELLS:
            if row.get(name):
                row[name] = (norm if name == "norm" else spoil)(at, row[name])
                yield f"steps.{row['step']}.{name}"


@settings(max_examples=several(60), deadline=None, database=None)
@given(
    sop=st.sampled_from(sorted(LAYOUTS)),
    spoil=st.sampled_from([changed, dropped, added]),
    at=st.integers(0, 60),
)
def test_one_word_changed_dropped_or_added_in_any_cell_is_noticed(
    sop: str, spoil: Spoil, at: int
) -> None:
    data = parse(source(sop), f"{sop}.yml").value
    places = set(spoiled(data, spoil, at))
    wrong = unlike(seed(sop), LAYOUTS[sop], read_sop(document(data), f"{sop}.yml"))
    assert set(wrong) == places
    assert len(places) > 5 * len(data["steps"]) - 2


@pytest.mark.parametrize("name", ["revised", "records", "effective"])
def test_words_in_a_field_that_is_printed_empty_are_noticed(name: str) -> None:
    data = parse(source("simpeg-maintenance"), "f").value
    data["identity"][name] = "1 Mei 2021"
    sop = read_sop(document(data), "f")
    assert list(unlike(seed("simpeg-maintenance"), LAYOUTS["simpeg-maintenance"], sop)) == [name]


@each
def test_a_decided_reading_without_its_note_is_noticed(sop: str) -> None:
    layout = LAYOUTS[sop]
    data = parse(source(sop), f"{sop}.yml").value
    data["identity"]["note"] = ""
    wrong = unlike(seed(sop), layout, read_sop(document(data), f"{sop}.yml"))
    assert set(wrong) == {one.field for one in layout.readings} | set(layout.unused)


@pytest.mark.parametrize("no", [4, 5, 6, 7])
@pytest.mark.parametrize("note", ["", "Tidak ada."])
def test_a_row_that_was_cut_has_to_be_explained(no: int, note: str) -> None:
    data = parse(source("simpeg-maintenance"), "f").value
    data["steps"][no - 1]["note"] = note
    sop = read_sop(document(data), "f")
    wrong = unlike(seed("simpeg-maintenance"), LAYOUTS["simpeg-maintenance"], sop)
    assert list(wrong) == [f"steps.{no}.note"]


def test_the_row_that_is_left_over_has_to_be_quoted() -> None:
    text = source("simpeg-maintenance").replace(
        'tidak dipakai: "Laporan', 'tidak dipakai: "laporan'
    )
    wrong = unlike(seed("simpeg-maintenance"), LAYOUTS["simpeg-maintenance"], read_sop(text, "f"))
    assert list(wrong) == ["steps.7.note"]


def test_a_step_in_another_column_than_its_symbol_is_noticed() -> None:
    data = parse(source("data-update"), "f").value
    data["steps"][0]["actor"], data["steps"][2]["actor"] = "jfu", "jfu-tu"
    wrong = unlike(seed("data-update"), LAYOUTS["data-update"], read_sop(document(data), "f"))
    assert list(wrong) == ["steps.1.actor"]
