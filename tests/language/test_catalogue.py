"""A language says every sentence of the source, whole, and says no other."""

import re
import string
from pathlib import Path

import pytest

from language.catalogues import CATALOGUES, ROOT, catalogue, collected, forms, gaps, sentences
from paraf.core.words import T, Text
from paraf.records.catalogue import voice

LANGUAGES = sorted(CATALOGUES)
PERCENT = re.compile(r"%\(\w+\)[a-z]")
OTHER_STOP = {
    # In the list of what was checked the others have no stop either.
    "The gate, judging the ledger anew, finds every mark in its order.",
    "No",
    "Aborted!",
}


def written(text: str) -> list[str]:
    """Return the gaps of a sentence as they are written: `name`, `name!r`, `%(name)s`."""
    parsed = [one[1:] for one in string.Formatter().parse(text) if one[1] is not None]
    return sorted([*map(repr, parsed), *PERCENT.findall(text)])


def test_the_languages_are_those_that_a_user_may_ask_for() -> None:
    assert LANGUAGES == ["id"]  # English is what the source is written in


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_missing_and_nothing_is_left_over(language: str) -> None:
    wanted, said = set(sentences(collected())), set(sentences(catalogue(language)))
    assert wanted - said == set()
    assert said - wanted == set()
    assert dict(catalogue(language).obsolete) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated_and_none_is_guessed(language: str) -> None:
    kept = sentences(catalogue(language))
    assert [one.id for one in kept.values() if not all(forms(one.string))] == []
    assert [one.id for one in kept.values() if one.fuzzy] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_gap_is_kept(language: str) -> None:
    for one in sentences(catalogue(language)).values():
        for said in forms(one.string):
            # One form may serve all numbers: it has the gaps of the last, which knows the number.
            assert written(said) == written(forms(one.id)[-1]), said


@pytest.mark.parametrize("language", LANGUAGES)
def test_edges_are_kept(language: str) -> None:
    for one in sentences(catalogue(language)).values():
        asked, said = forms(one.id)[0], forms(one.string)[0]
        assert said == said.strip(), said
        assert "  " not in said or "  " in asked, said
        if isinstance(one.id, str) and one.id not in OTHER_STOP:
            assert said.endswith(".") == asked.endswith("."), said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_said_with_what_fills_it(language: str) -> None:
    say = voice(language)
    for one in sentences(catalogue(language)).values():
        if isinstance(one.id, str):
            given = {name: f"‹{name}›" for name in gaps(one.id)}
            said = say(Text(one.id, given))
            assert all(value in said for value in given.values()), said
            assert given or said == one.string.format()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_machine_and_no_person_stands_in_the_head(language: str) -> None:
    head = CATALOGUES[language].read_text("utf-8").partition("\n\n")[0]
    assert "EMAIL" not in head
    assert str(ROOT) not in head
    assert str(Path.home()) not in head


@pytest.mark.parametrize("language", ["id", "en"])
def test_an_empty_sentence_is_nothing_in_every_language(language: str) -> None:
    # Gettext answers it with the head of the catalogue.
    assert voice(language)(T("")) == ""
    assert voice(language)(T("{file}", file=T(""))) == ""
