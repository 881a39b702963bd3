"""The flagship lived from the first draft to the archive, refusals and a failed upload included."""

from datetime import timedelta

import pytest

from builders import office
from telling import fallen, stands, told, weigh

MANUSCRIPT_MARKED = [
    ("ani hands in H1", "waits at 2 for kiki"),
    ("kiki returns H1", "waits at 1 for ani"),
    ("ani hands in H2", "waits at 2 for kiki"),
    ("kiki approves H2", "waits at 3 for kabul"),
    ("kabul returns H2", "waits at 1 for ani"),
    ("ani hands in H3", "waits at 2 for kiki"),
    ("kiki approves H3", "waits at 3 for kabul"),
    ("kabul approves H3", "waits at 4 for kiki"),
    ("kiki assigns ani", "merge manuscript H3"),
]
PUBLISHED = [
    ("bot merges H3", "perform 5"),
    ("bot fails 5", "waits at 5 for ani"),
    ("ani requests 5", "perform 5"),
    ("bot performs 5", "open 5"),
    ("bot hands in R1", "waits at 6 for kiki"),
]
REPORT_MARKED = [
    ("kiki returns R1", "waits at 5 for ani"),
    ("ani hands in R2", "waits at 6 for kiki"),
    ("kiki approves R2", "waits at 7 for kabul"),
    ("kabul returns R2", "waits at 5 for ani"),
    ("ani requests 5", "perform 5"),
    ("bot performs 5", "open 5"),
    ("bot hands in R3", "waits at 6 for kiki"),
    ("kiki approves R3", "waits at 7 for kabul"),
    ("kabul approves R3", "waits at 8 for kartini"),
    ("kartini returns R3", "waits at 5 for ani"),
    ("ani hands in R4", "waits at 6 for kiki"),
    ("kiki approves R4", "waits at 7 for kabul"),
    ("kabul approves R4", "waits at 8 for kartini"),
    ("kartini approves R4", "waits at 9 for kabul"),
]
PUT_AWAY = [
    ("kabul assigns kiki", "waits at 10 for kiki"),
    ("kiki assigns ani", "merge report R4"),
    ("bot merges R4", "archive 11"),
    ("bot archives", "finished"),
]
LIFE = [*MANUSCRIPT_MARKED, *PUBLISHED, *REPORT_MARKED, *PUT_AWAY]


@pytest.mark.parametrize("length", range(1, len(LIFE) + 1), ids=lambda n: f"{n} {LIFE[n - 1][0]}")
def test_every_station_of_a_hard_life(length: int) -> None:
    story = told(*(sentence for sentence, _ in LIFE[:length]))

    assert stands(weigh(story).stand) == LIFE[length - 1][1]


def test_every_step_is_filled_at_the_end_and_every_refused_mark_is_remembered() -> None:
    story = told(*(sentence for sentence, _ in LIFE))
    verdict = weigh(story)

    assert [(one.step.no, one.person) for one in verdict.filled] == [
        (1, "ani"), (2, "kiki"), (3, "kabul"), (4, "kiki"), (5, "ani"), (6, "kiki"),
        (7, "kabul"), (8, "kartini"), (9, "kabul"), (10, "kiki"), (11, "ani"),
    ]  # fmt: skip
    assert fallen(story, verdict) == [
        "kiki approves H2: The case was returned by step 3.",
        "kiki approves R2: The case was returned by step 7.",
        "ani hands in R2: Step 5 was asked for again.",
        "kiki approves R3: The case was returned by step 8.",
        "kabul approves R3: The case was returned by step 8.",
    ]
    assert all(one.tenure is not None for one in verdict.filled)


def test_visits_tell_where_the_case_lay_and_for_how_much_office_time() -> None:
    story = told(*(sentence for sentence, _ in LIFE))
    verdict, hours = weigh(story), office().hours

    lain = [(one.step.no, one.done, one.by) for one in verdict.visits]
    assert lain == [
        (1, True, "ani"), (2, False, "kiki"), (1, True, "ani"), (2, True, "kiki"),
        (3, False, "kabul"), (1, True, "ani"), (2, True, "kiki"), (3, True, "kabul"),
        (4, True, "kiki"), (5, True, "#bot"), (6, False, "kiki"), (5, True, "ani"),
        (6, True, "kiki"), (7, False, "kabul"), (5, True, "#bot"), (6, True, "kiki"),
        (7, True, "kabul"), (8, False, "kartini"), (5, True, "ani"), (6, True, "kiki"),
        (7, True, "kabul"), (8, True, "kartini"), (9, True, "kabul"), (10, True, "kiki"),
        (11, True, "#bot"),
    ]  # fmt: skip
    # 08:00 to 12:00, then 13:00: 32 sentences, ten minutes each, an hour of rest among them.
    used = sum((hours.worked(one.since, one.until) for one in verdict.visits), timedelta())
    assert used == len(LIFE) * timedelta(minutes=10) - timedelta(hours=1)


def test_a_step_is_due_by_its_norm_from_when_the_case_came_to_lie_there() -> None:
    story = told("ani hands in H1", "kiki approves H1")
    stand = weigh(story).stand

    assert stand.since == story.events[-1].at
    assert stand.due == story.events[-1].at + timedelta(minutes=30)


def test_what_an_official_wrote_with_a_return_is_said_to_who_corrects() -> None:
    story = told("ani hands in H1", "kiki approves H1", "kabul returns H1", "kiki returns H1")

    assert [str(one) for one in weigh(story).stand.because] == [
        "kiki, step 2: Lihat.",
        "kabul, step 3: Lihat.",
    ]


def test_what_failed_is_said_to_who_asks_for_it_again() -> None:
    story = told(*(sentence for sentence, _ in LIFE[:11]))

    assert [str(one) for one in weigh(story).stand.because] == ["Halaman tidak ada."]


def test_a_text_handed_in_anew_starts_the_reviewers_time_anew() -> None:
    story = told("ani hands in H1", "ani hands in H2")
    verdict = weigh(story)

    assert [(one.step.no, one.done) for one in verdict.visits] == [(1, True), (2, False)]
    assert verdict.stand.since == story.events[-1].at
