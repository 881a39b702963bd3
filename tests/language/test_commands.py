"""The commands speak the user's language, on machines that have no locale installed."""

from pathlib import Path

import pytest

from language.catalogues import catalogue, collected, forms, gaps, paraf, sentences
from paraf.cli.main import COMMANDS

HELP = Path(__file__).with_name("help.txt")
ENGLISH, INDONESIAN = "Say where the cases stand", "Menunjukkan posisi berkas"
WRONG = {
    "missing": ("new",),
    "unknown command": ("nope",),
    "unknown option": ("check", "--nope"),
    "choice": ("new", "x", "--class", "y"),
    "number": ("preview", "x", "--port", "y"),
    "too many": ("check", "a", "b", "c"),
    "no value": ("demo", "--lang"),
    "a value too many": ("review", "x", "--approve=1"),
    "within a group": ("setup", "nope"),
}


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, INDONESIAN),
        ({"LANG": "C"}, INDONESIAN),
        ({"LC_ALL": "C.UTF-8"}, INDONESIAN),
        ({"LC_ALL": "de_DE.UTF-8"}, INDONESIAN),
        ({"LANG": "id_ID.UTF-8"}, INDONESIAN),
        ({"PARAF_LANG": "en"}, ENGLISH),
        ({"LC_ALL": "en_US.UTF-8"}, ENGLISH),
        ({"LC_MESSAGES": "en_GB.UTF-8"}, ENGLISH),
        ({"LANG": "en_US.UTF-8"}, ENGLISH),
        ({"LC_ALL": "id_ID.UTF-8", "LANG": "en_US.UTF-8"}, INDONESIAN),
        ({"PARAF_LANG": "id", "LC_ALL": "en_US.UTF-8"}, INDONESIAN),
        ({"PARAF_LANG": "en", "LC_ALL": "id_ID.UTF-8"}, ENGLISH),
    ],
)
def test_the_user_s_settings_choose_the_language(environment: dict[str, str], said: str) -> None:
    code, out = paraf("--help", **environment)
    assert code == 0
    assert said in out
    assert ("Show this message and exit." in out) == (said == ENGLISH)


def test_click_follows_the_rest_whatever_a_desktop_set() -> None:
    assert paraf("nope", LANGUAGE="en_US:en") == paraf("nope")
    assert "No such command" in paraf("nope", PARAF_LANG="en", LANGUAGE="id")[1]


def test_the_first_page_of_help() -> None:
    assert paraf("--help") == (0, HELP.read_text("utf-8"))


@pytest.mark.parametrize("name", sorted({*COMMANDS} - {"hook"}))
def test_a_command_s_help_holds_no_english(name: str) -> None:
    code, out = paraf(name, "--help")
    assert code == 0
    assert english(out) == []
    # Click's own placeholders, which no catalogue of gettext reaches.
    assert not set(out.split()) & {"[OPTIONS]", "TEXT", "PATH", "INTEGER", "COMMAND", "[ARGS]..."}


@pytest.mark.parametrize("words", WRONG.values(), ids=WRONG.keys())
def test_what_was_typed_wrongly_is_answered_without_english(words: tuple[str, ...]) -> None:
    code, out = paraf(*words)
    assert code == 2
    assert english(out) == []
    assert "Kesalahan: " in out


def test_english_would_be_seen() -> None:
    assert english(paraf("review", "--help", PARAF_LANG="en")[1]) != []
    assert english(paraf("new", PARAF_LANG="en")[1]) != []


def english(out: str) -> list[str]:
    """Return the sentences of the source, and their pieces, that stand in `out`."""
    line = " ".join(out.split())
    kept = sentences(catalogue("id"))
    pieces = {
        piece.strip()
        for one in sentences(collected()).values()
        for asked, said in zip(forms(one.id), forms(kept[one.id].string) * 2, strict=False)
        for piece in _pieces(asked)
        if piece.strip() not in said
    }
    return sorted(piece for piece in pieces if piece in line)


def _pieces(text: str) -> list[str]:
    """Return what stands between the gaps of a sentence, if it is long enough to be known."""
    for name in gaps(text):
        for how in ("", "!r"):
            text = text.replace(f"{{{name}{how}}}", "\n")
    return [one for one in text.splitlines() if len(one.split()) > 1]
