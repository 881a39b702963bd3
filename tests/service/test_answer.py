"""What is understood of a run in another process, whatever it left behind."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraf.core.words import english
from paraf.service.answer import (
    MOST,
    OUTCOMES,
    Answer,
    in_words,
    read_answer,
    unseen_in_words,
    watched_in_words,
    whose,
)
from paraf.service.children import Ended

MERGED = {"case": "20261116-jadwal", "what": "Merged the manuscript."}
LATE = {"case": "20261117-pangkat", "what": "The browser died."}


def ended(did: list[object], problems: list[object], code: int = 0) -> Ended:
    document = json.dumps({"did": did, "problems": problems}, indent=2)
    return Ended(code, f"{document}\n{whose('gitea', 'bkd/situs')}\n", "")


@pytest.mark.parametrize(
    ("of", "line"),
    [
        (ended([], []), "situs: nothing to do (1.2 s)."),
        (ended([MERGED], []), "situs: 20261116-jadwal: Merged the manuscript. (1.2 s)"),
        (
            ended([], [LATE], 4),
            "situs: in its way: 20261117-pangkat: The browser died. (1.2 s)",
        ),
        (
            ended([MERGED], [LATE], 4),
            "situs: 20261116-jadwal: Merged the manuscript. "
            "In its way: 20261117-pangkat: The browser died. (1.2 s)",
        ),
        (
            Ended(4, "", "✗ The forge does not answer.\n  → Try again.\n"),
            "situs: in its way: ✗ The forge does not answer. → Try again. (1.2 s)",
        ),
        (
            Ended(1, "", "Traceback (most recent call last):\n  File …\nKeyError: 'x'\n"),
            "situs: the run itself failed after 1.2 s: KeyError: 'x' [1]",
        ),
        (Ended(-9, "", ""), "situs: the run itself failed after 1.2 s: [-9]"),
        (
            Ended(-9, "", "", over_time=True),
            "situs: ended by force after 1.2 s; the next run goes on.",
        ),
    ],
)
def test_a_run_is_told_in_one_line(of: Ended, line: str) -> None:
    assert english(in_words("situs", read_answer(of), 1.24)) == line


def test_whose_a_run_was_is_known_even_if_it_failed() -> None:
    answer = read_answer(Ended(5, whose("github", "bkd/situs") + "\n", "✗ wrong\n"))
    assert (answer.outcome, answer.family, answer.full_name) == ("invalid", "github", "bkd/situs")
    assert read_answer(Ended(0, whose(None, None), "")).full_name is None


def test_the_outcomes_are_the_command_s_exit_codes() -> None:
    from paraf.cli.exits import Exit

    # No reconcile ends with what only a look at the published site may say.
    assert set(OUTCOMES) == set(Exit) - {Exit.KNOWN}
    assert OUTCOMES[Exit.INVALID] == "invalid"


@pytest.mark.parametrize(
    ("outcome", "line"),
    [
        ("well", None),
        ("known", None),
        ("incident", "situs: INCIDENT, the live site is not what was marked: /a/: Diretas."),
        ("ended", "situs: the incident is over, the live site is what was marked."),
        ("unseen", "situs: the live site could not be looked at: /a/: Diretas."),
    ],
)
def test_what_is_new_about_the_published_site_is_told_in_one_line(
    outcome: str, line: str | None
) -> None:
    told = {"outcome": outcome, "news": [{"case": "/a/", "what": "Diretas."}]}
    answer = read_answer(Ended(0, f"{{}}\n{whose(None, None, told)}\n", ""))
    assert answer.watched == outcome
    said = watched_in_words("situs", answer)
    assert (english(said) if said else None) == line


@pytest.mark.parametrize("outcome", ["well", "known", "incident"])
def test_a_look_without_a_browser_is_told_however_it_came_out(outcome: str) -> None:
    told = {"outcome": outcome, "news": [], "unseen": "There is no browser\nat /x."}
    answer = read_answer(Ended(0, f"{{}}\n{whose(None, None, told)}\n", ""))
    said = unseen_in_words("situs", answer)
    assert said is not None
    assert english(said) == (
        "situs: the live site was looked at without a browser: There is no browser at /x."
    )
    assert unseen_in_words("situs", replace(answer, unseen=None)) is None


@pytest.mark.parametrize("told", [None, {}, {"outcome": "fine"}, {"outcome": 7}])
def test_where_nobody_looked_at_the_site_nothing_is_told_of_it(
    told: dict[str, object] | None,
) -> None:
    answer = read_answer(Ended(0, whose(None, None, told), ""))
    assert answer.watched is None
    assert watched_in_words("situs", answer) is None


texts = st.text() | st.sampled_from(["{}", '{"did": [{"what": 1}]}', "[[]]", '{"did": {"a": 1}}'])


@given(st.integers(-64, 300), texts, texts, texts, st.booleans())
def test_whatever_a_run_leaves_behind_is_read(
    code: int, document: str, last: str, said: str, over_time: bool
) -> None:
    answer = read_answer(Ended(code, f"{document}\n{last}", said, over_time))
    line = english(in_words("situs", answer, 0.0))
    assert line.startswith("situs: ")
    assert "\n" not in line
    assert len(line) < 2 * MOST
    assert answer.came_to_an_end == (not over_time and code in (0, 3, 4, 5, 6))


def test_long_words_are_cut() -> None:
    answer = read_answer(Ended(4, "", "x" * 10_000))
    assert answer == Answer("outside", problems=("x" * MOST + "…",))
