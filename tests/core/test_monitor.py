"""What archived cases tell of a procedure, in numbers."""

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import (
    DAY,
    HOURS,
    KASUBID,
    MANUSCRIPT,
    PREPARER,
    RAMADAN,
    WIB,
    flagship,
    minutes,
    moment,
    procedure,
    step,
)
from paraf.core.hours import Hours, Season
from paraf.core.monitor import (
    QUARTERS,
    Edition,
    Period,
    Survey,
    Tally,
    bar,
    last_half_year,
    lines,
    lived,
    percentile,
)
from paraf.core.sop import Act, Norm, Sop, Step, Unit
from paraf.core.stopwatch import Stopwatch
from paraf.core.verdict import Visit

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30), WIB)
WATCH = Stopwatch(HOURS)
numbers = st.lists(st.integers(0, 10**7), min_size=2, max_size=60)


def visit(at: Step, since: datetime, until: datetime, done: bool = True) -> Visit:
    return Visit(at, since, until, done, "ani", since)


def archived(sop: Sop, *visits: Visit, at: datetime | None = None) -> tuple:
    case = lived(visits[0].since, at or visits[-1].until, visits)
    return sop, "a" * 64, case, WATCH


def figures(edition: Edition, label: str):
    return edition.tallies[label].figures


@given(numbers, st.integers(1, 9))
def test_percentiles_are_those_of_the_standard_library(values: list[int], tenth: int) -> None:
    expected = statistics.quantiles(values, n=10, method="inclusive")[tenth - 1]
    assert percentile(sorted(values), tenth * 10) == pytest.approx(expected, rel=1e-12)


@given(numbers)
def test_the_50th_percentile_is_the_median(values: list[int]) -> None:
    assert percentile(sorted(values), 50) == pytest.approx(statistics.median(values), rel=1e-12)


@given(st.integers(0, 10**7), st.integers(0, 100))
def test_one_value_is_every_percentile_of_itself(value: int, percent: int) -> None:
    assert percentile([value], percent) == value


def test_of_nothing_there_is_no_median() -> None:
    empty = Tally().figures
    assert (empty.cases, empty.median, empty.p90) == (0, None, None)
    assert sum(empty.bars) == 0


WINTER = Hours(
    WIB,
    HOURS.week,
    free=frozenset({date(2026, 11, 17), date(2026, 11, 18)}),
    seasons=(Season(date(2026, 11, 23), date(2026, 12, 4), RAMADAN),),
)
seconds = st.integers(0, 40 * 86400).map(
    lambda more: datetime(2026, 11, 9, tzinfo=UTC) + timedelta(seconds=more)
)


@given(st.lists(st.tuples(seconds, seconds), max_size=4))
def test_the_stopwatch_measures_as_the_offices_hours_do(
    spans: list[tuple[datetime, datetime]],
) -> None:
    watch = Stopwatch(WINTER)
    spent = watch.spent(*spans)
    worked = sum((WINTER.worked(*one) for one in spans), timedelta())
    assert timedelta(seconds=spent.seconds) == worked
    days = sum((WINTER.days(*one) for one in spans if one[0] <= one[1]), Fraction(0))
    assert Fraction(spent.parts, watch.day) == days


@given(st.integers(0, 10**6), st.integers(1, 10**5))
def test_a_bar_left_of_the_line_is_within_the_norm(used: int, allowed: int) -> None:
    place = bar(used, allowed)
    assert 0 <= place <= QUARTERS
    assert (place < QUARTERS // 2) == (used <= allowed)
    assert (place < QUARTERS) == (used <= 2 * allowed)


@pytest.mark.parametrize(
    ("norm", "kept", "missed"),
    [
        (minutes(30), moment(16, "08:30"), moment(16, "08:31")),
        (Norm(2, Unit.HOUR), moment(16, "10:00"), moment(16, "10:01")),
        # A day begun at 08:00 ends at 08:00 of the next office day.
        (DAY, moment(17, "08:00"), moment(17, "08:01")),
        (Norm(3, Unit.DAY), moment(19, "08:00"), moment(19, "08:01")),
    ],
)
def test_a_norm_that_is_just_used_up_is_kept(norm: Norm, kept: datetime, missed: datetime) -> None:
    since = moment(16, "08:00")
    for until, within in ((kept, 1), (missed, 0)):
        tally = Tally()
        tally.add([(since, until)], WATCH, norm)
        assert tally.figures.within == within


def test_a_day_is_a_day_however_long_its_hours_are() -> None:
    friday = Tally()
    # From Thursday's opening to Friday's closing: two days, though Friday is half an hour shorter.
    friday.add([(moment(19, "07:30"), moment(20, "16:30"))], WATCH, Norm(2, Unit.DAY))
    assert friday.figures.within == 1
    assert friday.figures.median is not None
    assert friday.figures.median.norms == 1


def test_the_time_of_a_step_is_that_of_all_its_visits() -> None:
    sop = flagship()
    review = sop.step(2)
    edition = Edition("a", sop)
    edition.add(
        lived(
            moment(16),
            moment(16, "12:00"),
            [
                visit(review, moment(16, "08:00"), moment(16, "08:40"), done=False),
                visit(sop.step(1), moment(16, "08:40"), moment(16, "09:00")),
                visit(review, moment(16, "09:00"), moment(16, "09:30")),
            ],
        ),
        WATCH,
    )
    found = figures(edition, "2")
    assert (found.cases, found.done, found.returned, found.within) == (1, 1, 1, 0)
    assert found.median is not None
    assert found.median.seconds == 70 * 60
    assert figures(edition, "3").cases == 0


def rows_with_acts() -> Sop:
    """Step 1, and a row 2 of three acts with thirty minutes together."""
    act = {"row": 2}
    return procedure(
        (PREPARER, KASUBID),
        step(1, PREPARER, Act.PREPARE, MANUSCRIPT, DAY),
        step(2, KASUBID, Act.REVIEW, MANUSCRIPT, minutes(30), part="a", returns_to=1, **act),
        step(3, KASUBID, Act.DISPOSITION, "", minutes(30), part="b", to=PREPARER, **act),
        step(4, PREPARER, Act.PERFORM, "", minutes(30), part="c", **act),
    )


def test_a_row_with_several_acts_has_a_line_for_itself_and_one_for_each() -> None:
    found = lines(rows_with_acts())
    assert [(one.label, one.whole) for one in found] == [
        ("1", True), ("2", True), ("2a", False), ("2b", False), ("2c", False),
    ]  # fmt: skip
    assert [one.no for one in found[1].steps] == [2, 3, 4]


def test_the_norm_of_a_row_is_held_against_the_sum_of_its_acts() -> None:
    sop = rows_with_acts()
    edition = Edition("a", sop)
    times = [("08:00", "08:20"), ("08:20", "08:29"), ("08:29", "08:31")]
    visits = [
        visit(sop.step(2 + i), moment(16, since), moment(16, until))
        for i, (since, until) in enumerate(times)
    ]
    edition.add(lived(moment(16), moment(16, "09:00"), visits), WATCH)
    assert figures(edition, "2").within == 0
    assert figures(edition, "2").median.seconds == 31 * 60
    assert [figures(edition, f"2{part}").median.seconds // 60 for part in "abc"] == [20, 9, 2]


def test_an_arm_that_a_case_did_not_take_has_one_case_less() -> None:
    sop = rows_with_acts()
    edition = Edition("a", sop)
    way = [(moment(16, "08:00"), moment(16, "08:05")), (moment(16, "08:05"), moment(16, "08:06"))]
    edition.add(lived(moment(16), moment(16, "09:00"), [visit(sop.step(2), *way[0])]), WATCH)
    both = [visit(sop.step(2), *way[0]), visit(sop.step(4), *way[1])]
    edition.add(lived(moment(16), moment(16, "09:00"), both), WATCH)
    assert [figures(edition, label).cases for label in ("2", "2a", "2b", "2c")] == [2, 2, 0, 1]


def test_both_days_of_a_period_belong_to_it_by_the_offices_clock() -> None:
    first, last = datetime(2026, 10, 31, 17, tzinfo=UTC), datetime(2026, 11, 30, 17, tzinfo=UTC)
    second = timedelta(seconds=1)
    assert NOVEMBER.covers(first)
    assert not NOVEMBER.covers(first - second)
    assert NOVEMBER.covers(last - second)
    assert not NOVEMBER.covers(last)
    assert not NOVEMBER.over(last - second)
    assert NOVEMBER.over(last)


@pytest.mark.parametrize(
    ("now", "first", "last"),
    [
        (moment(21), date(2026, 1, 1), date(2026, 6, 30)),
        (moment(30, "23:59", 6), date(2025, 7, 1), date(2025, 12, 31)),
        (datetime(2026, 6, 30, 17, tzinfo=UTC), date(2026, 1, 1), date(2026, 6, 30)),
        (moment(1, "00:00", 1), date(2025, 7, 1), date(2025, 12, 31)),
        (moment(31, "23:59", 12), date(2026, 1, 1), date(2026, 6, 30)),
    ],
)
def test_the_last_half_year_is_one_that_is_over(now: datetime, first: date, last: date) -> None:
    found = last_half_year(now, WIB)
    assert (found.first, found.last) == (first, last)
    assert found.over(now)


def test_cases_begun_finished_and_archived_are_counted_each_for_itself() -> None:
    sop, survey = flagship(), Survey(NOVEMBER)
    work, away = sop.step(10), sop.step(11)
    october, december = moment(30, month=10), moment(1, month=12)
    # Begun in October, archived in November.
    survey.add(*archived(sop, visit(work, october, moment(2)), visit(away, moment(2), moment(3))))
    # Begun and finished in November, archived in December.
    late = lived(moment(4), december, [visit(work, moment(4), moment(30))])
    survey.note(sop.id, late.begun, late.finished, gone=False)
    # Still open; begun in November, and begun after it.
    survey.note(sop.id, moment(20), None, gone=False)
    survey.note(sop.id, december, None, gone=False)
    found = survey.practice(sop.id)
    assert (found.begun, found.finished, found.archived, found.under_way) == (2, 2, 1, 2)
    assert found.lead.figures.cases == 1


def test_cases_judged_by_another_wording_are_kept_apart() -> None:
    old = flagship()
    new = replace(old, steps=tuple(replace(one, norm=minutes(1)) for one in old.steps))
    survey = Survey(NOVEMBER)
    for sop, digest, day in ((old, "o" * 64, 4), (old, "o" * 64, 5), (new, "n" * 64, 3)):
        way = visit(sop.step(2), moment(day), moment(day, "08:30"))
        survey.add(sop, digest, lived(way.since, way.until, [way]), WATCH)
    practice = survey.practice(old.id)
    assert practice.archived == 3
    assert [(one.digest[0], one.cases) for one in practice.newest_first] == [("o", 2), ("n", 1)]
    assert [figures(one, "2").within for one in practice.newest_first] == [2, 0]


def test_a_wording_that_nobody_used_has_an_empty_table() -> None:
    survey = Survey(NOVEMBER)
    survey.edition(flagship(), "a")
    (edition,) = survey.practice("update-website").newest_first
    assert edition.cases == 0
    assert all(one.figures.median is None for one in edition.tallies.values())


@st.composite
def ways(draw: st.DrawFn) -> list[list[Visit]]:
    """Some cases, each with some visits to some steps of the flagship."""
    sop = flagship()
    found = []
    for _ in range(draw(st.integers(1, 6))):
        at, visits = moment(2), []
        for _ in range(draw(st.integers(1, 8))):
            until = at + timedelta(minutes=draw(st.integers(0, 3000)))
            no = draw(st.integers(1, 11))
            visits.append(visit(sop.step(no), at, until, draw(st.booleans())))
            at = until
        found.append(visits)
    return found


def told(cases: Sequence[Sequence[Visit]]) -> list:
    survey = Survey(Period(date(2026, 1, 1), date(2027, 12, 31), WIB))
    for visits in cases:
        survey.add(*archived(flagship(), *visits))
    practice = survey.practice("update-website")
    (edition,) = practice.newest_first
    every = [edition.tallies[one.label].figures for one in edition.table]
    return [practice.begun, practice.archived, practice.lead.figures, every]


@given(ways(), st.randoms(use_true_random=False))
def test_the_order_of_cases_says_nothing(cases: list[list[Visit]], chance) -> None:
    mixed = list(cases)
    chance.shuffle(mixed)
    assert told(mixed) == told(cases)


@given(ways())
def test_every_visit_is_counted_once_and_every_case_once_a_step(cases: list[list[Visit]]) -> None:
    every = told(cases)[3]
    ended = Counter(one.done for visits in cases for one in visits)
    assert sum(one.done for one in every) == ended[True]
    assert sum(one.returned for one in every) == ended[False]
    for no, found in enumerate(every, 1):
        came = sum(any(one.step.no == no for one in visits) for visits in cases)
        assert found.cases == came == sum(found.bars)
        assert sum(found.bars[: QUARTERS // 2]) == found.within <= found.cases
        assert (found.median is None) == (came == 0)
        if found.median and found.p90:
            assert found.median.seconds <= found.p90.seconds
