"""Office time by Perpres 21/2023: weeks, Fridays, holidays, Ramadan, three zones; and its laws."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import HOURS, RAMADAN, WEEK, WIB
from paraf.core.hours import Doubt, Hours, NoOfficeTime, Season
from paraf.core.sop import Norm, Unit
from paraf.core.words import T

EID = frozenset({date(2026, 3, 20), date(2026, 3, 23), date(2026, 3, 24)})
"""Idul Fitri 1447 and a day of cuti bersama, around a weekend."""

YEAR = replace(
    HOURS,
    free=EID | {date(2026, 12, 25)},
    seasons=(Season(date(2026, 2, 18), date(2026, 3, 19), RAMADAN),),
)


def at(text: str, zone: ZoneInfo = WIB) -> datetime:
    """Return a moment of 2026 written as `11-02 08:00`, by the office's clock."""
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=zone)


def norm(text: str) -> Norm:
    """Return a norm written as `60 minute`."""
    amount, unit = text.split()
    return Norm(int(amount), Unit(unit))


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        pytest.param(*row, id=sentence)
        for sentence, *row in [
            ("minutes count at once", "11-02 08:00", "60 minute", "11-02 09:00"),
            ("the rest at noon does not count", "11-02 11:30", "60 minute", "11-02 13:30"),
            ("what is used up at noon is due at noon", "11-02 11:00", "60 minute", "11-02 12:00"),
            ("the Friday rest is half an hour longer", "11-06 11:00", "60 minute", "11-06 13:30"),
            ("what is used up at closing is due at closing", "11-02 15:00", "60 minute",
             "11-02 16:00"),
            ("a minute more is due the next morning", "11-02 15:00", "61 minute", "11-03 07:31"),
            ("a Friday is half an hour longer in the evening", "11-06 15:30", "1 hour",
             "11-06 16:30"),
            ("a weekend does not count", "11-06 16:00", "60 minute", "11-09 08:00"),
            ("begun before the office opens", "11-02 05:00", "20 minute", "11-02 07:50"),
            ("begun after the office closed", "11-02 22:00", "20 minute", "11-03 07:50"),
            ("begun in the rest", "11-02 12:20", "20 minute", "11-02 13:20"),
            ("begun on a Saturday", "11-07 10:00", "20 minute", "11-09 07:50"),
            ("hours are sixty minutes", "11-02 08:00", "2 hour", "11-02 10:00"),
            ("eight hours are more than a day", "11-02 07:30", "8 hour", "11-03 08:00"),
            ("a day begun in the morning ends with the day", "11-02 07:30", "1 day",
             "11-02 16:00"),
            ("a day begun at half past ten ends there the next day", "11-02 10:30", "1 day",
             "11-03 10:30"),
            ("a day begun at closing is the next day", "11-02 16:00", "1 day", "11-03 16:00"),
            ("a day begun on a Sunday is the Monday", "11-08 09:00", "1 day", "11-09 16:00"),
            ("a day over a Friday: the same share of its hours", "11-05 15:00", "1 day",
             "11-06 15:30"),
            ("four days over a weekend", "11-05 07:30", "4 day", "11-10 16:00"),
            ("Christmas does not count", "12-24 15:30", "60 minute", "12-28 08:00"),
            ("Ramadan hours from the first day of fasting", "02-17 15:30", "60 minute",
             "02-18 08:30"),
            ("a Ramadan day is a whole day", "02-18 08:00", "1 day", "02-18 15:00"),
            ("half a common day, then half a Ramadan day", "02-17 11:15", "1 day",
             "02-18 11:15"),
            ("over Idul Fitri and back to common hours", "03-19 14:30", "60 minute",
             "03-25 08:00"),
            ("nothing is due at the next opening", "11-07 10:00", "0 minute", "11-09 07:30"),
        ]
    ],
)  # fmt: skip
def test_due(start: str, length: str, end: str) -> None:
    assert YEAR.due(at(start), norm(length)) == at(end)


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])
def test_hours_are_those_of_the_offices_own_clock(zone: str) -> None:
    here = ZoneInfo(zone)
    hours = Hours(here, WEEK)

    assert hours.due(at("11-02 15:30", here), norm("1 hour")) == at("11-03 08:00", here)
    assert hours.due(at("11-02 15:30", here).astimezone(UTC), norm("1 hour")).tzinfo is UTC


def test_east_works_before_west() -> None:
    """At 15:30 WIB it is 17:30 in Jayapura: the office there has closed."""
    wit = Hours(ZoneInfo("Asia/Jayapura"), WEEK)

    assert wit.due(at("11-02 15:30"), norm("20 minute")) == at("11-03 07:50", wit.zone)
    assert wit.worked(at("11-02 15:30"), at("11-02 23:00")) == timedelta()


def test_a_week_is_37_and_a_half_hours_and_a_ramadan_week_32_and_a_half() -> None:
    assert YEAR.worked(at("11-02 00:00"), at("11-09 00:00")) == timedelta(hours=37.5)
    assert YEAR.worked(at("02-23 00:00"), at("03-02 00:00")) == timedelta(hours=32.5)
    assert YEAR.days(at("11-02 00:00"), at("11-09 00:00")) == 5
    assert YEAR.days(at("02-23 00:00"), at("03-02 00:00")) == 5


def test_half_a_day_is_half_of_that_days_hours() -> None:
    assert YEAR.days(at("11-02 07:30"), at("11-02 11:15")) == Fraction(1, 2)
    assert YEAR.days(at("02-18 08:00"), at("02-18 11:15")) == Fraction(1, 2)


def test_no_time_passes_backwards() -> None:
    assert YEAR.worked(at("11-03 09:00"), at("11-02 09:00")) == timedelta()
    assert YEAR.worked(at("11-03 09:00"), at("11-03 08:00")) == timedelta()
    assert YEAR.days(at("11-03 09:00"), at("11-03 08:00")) == 0


def test_an_office_that_never_works_has_no_due_moment() -> None:
    with pytest.raises(NoOfficeTime):
        replace(HOURS, week={}).due(at("11-02 08:00"), norm("1 minute"))


def test_a_doubt_holds_for_every_span_that_touches_its_days_by_the_offices_own_clock() -> None:
    doubt = Doubt(date(2026, 11, 4), date(2026, 11, 5), T("Mungkin libur."))
    hours = replace(HOURS, doubts=(doubt,))

    for start, end, doubted in (
        ("11-02 08:00", "11-03 23:59", False),
        ("11-02 08:00", "11-04 00:00", True),
        ("11-05 23:59", "11-05 23:59", True),
        ("11-06 00:00", "11-09 08:00", False),
        ("11-01 08:00", "11-30 08:00", True),
    ):
        found = hours.doubtful(at(start), at(end).astimezone(UTC))
        assert found == ((doubt.why,) if doubted else ())
    assert hours.due(at("11-04 08:00"), norm("1 hour")) == at("11-04 09:00")


FIRST = datetime(2026, 1, 1, tzinfo=UTC)
ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")

offices = st.builds(
    lambda zone, free: replace(YEAR, zone=ZoneInfo(zone), free=YEAR.free | frozenset(free)),
    st.sampled_from(ZONES),
    st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=12),
)
whole_minutes = st.integers(0, 525_000).map(lambda n: FIRST + timedelta(minutes=n))
moments = st.integers(0, 525_000 * 60_000_000).map(lambda n: FIRST + timedelta(microseconds=n))
amounts = st.integers(1, 2000)
short_units = st.sampled_from([Unit.MINUTE, Unit.HOUR])
TICK = timedelta(microseconds=1)
LAWS = settings(max_examples=100, deadline=None, database=None)


@LAWS
@given(offices, moments, short_units, amounts, amounts)
def test_two_norms_in_a_row_are_one_long_norm(
    hours: Hours, start: datetime, unit: Unit, one: int, two: int
) -> None:
    in_a_row = hours.due(hours.due(start, Norm(one, unit)), Norm(two, unit))

    assert in_a_row == hours.due(start, Norm(one + two, unit))


@LAWS
@given(offices, whole_minutes, st.integers(1, 40), st.integers(1, 40))
def test_two_norms_of_days_are_one_long_norm_exactly_where_days_are_whole_minutes(
    hours: Hours, start: datetime, one: int, two: int
) -> None:
    in_a_row = hours.due(hours.due(start, Norm(one, Unit.DAY)), Norm(two, Unit.DAY))

    assert in_a_row == hours.due(start, Norm(one + two, Unit.DAY))


@LAWS
@given(offices, moments, st.lists(st.integers(1, 20), min_size=2, max_size=5))
def test_many_norms_of_days_are_one_long_norm_to_a_microsecond_of_office_time_each(
    hours: Hours, start: datetime, lengths: list[int]
) -> None:
    moment = start
    for length in lengths:
        moment = hours.due(moment, Norm(length, Unit.DAY))
    once = hours.due(start, Norm(sum(lengths), Unit.DAY))

    apart = hours.worked(min(moment, once), max(moment, once))
    assert apart <= TICK * len(lengths)


@LAWS
@given(offices, moments, amounts)
def test_a_norm_of_minutes_is_that_much_work(hours: Hours, start: datetime, amount: int) -> None:
    due = hours.due(start, Norm(amount, Unit.MINUTE))

    assert hours.worked(start, due) == timedelta(minutes=amount)


@LAWS
@given(offices, moments, st.integers(1, 60))
def test_a_norm_of_days_is_that_many_days(hours: Hours, start: datetime, amount: int) -> None:
    due = hours.due(start, Norm(amount, Unit.DAY))

    shortest = timedelta(hours=6.5) // TICK
    assert abs(hours.days(start, due) - amount) <= Fraction(1, shortest)


@LAWS
@given(offices, moments, moments, st.sampled_from(Unit), amounts)
def test_what_begins_later_is_due_no_earlier(
    hours: Hours, one: datetime, two: datetime, unit: Unit, amount: int
) -> None:
    long = Norm(amount % 60 if unit is Unit.DAY else amount, unit)

    assert hours.due(min(one, two), long) <= hours.due(max(one, two), long)


@LAWS
@given(offices, moments, st.sampled_from(Unit), st.integers(1, 60), st.integers(0, 60))
def test_a_longer_norm_is_due_no_earlier_and_none_before_its_start(
    hours: Hours, start: datetime, unit: Unit, amount: int, more: int
) -> None:
    due = hours.due(start, Norm(amount, unit))

    assert start < due <= hours.due(start, Norm(amount + more, unit))


@LAWS
@given(offices, moments, st.sampled_from(Unit), st.integers(1, 60))
def test_due_is_never_outside_hours(hours: Hours, start: datetime, unit: Unit, amount: int) -> None:
    due = hours.due(start, Norm(amount, unit))

    day = due.astimezone(hours.zone).date()
    assert any(opening < due <= close for opening, close in hours.of(day))
    assert day not in hours.free
    assert day.weekday() < 5


@LAWS
@given(offices, moments, moments, moments)
def test_days_and_worked_time_add_up(
    hours: Hours, one: datetime, two: datetime, three: datetime
) -> None:
    first, second, third = sorted((one, two, three))

    assert hours.days(first, second) + hours.days(second, third) == hours.days(first, third)
    parts = hours.worked(first, second) + hours.worked(second, third)
    assert parts == hours.worked(first, third)


@LAWS
@given(offices, moments, st.timedeltas(timedelta(), timedelta(days=3)))
def test_work_is_counted_minute_by_minute_as_by_hand(
    hours: Hours, start: datetime, length: timedelta
) -> None:
    """An independent count: look at the wall clock every five minutes."""
    begin = start.replace(minute=0, second=0, microsecond=0)
    five, counted = timedelta(minutes=5), timedelta()
    for n in range(length // five):
        counted += five * _is_open(hours, begin + n * five)

    assert hours.worked(begin, begin + length // five * five) == counted


def _is_open(hours: Hours, moment: datetime) -> bool:
    wall = moment.astimezone(hours.zone)
    if wall.date() in hours.free:
        return False
    fasting = date(2026, 2, 18) <= wall.date() <= date(2026, 3, 19)
    day = (RAMADAN if fasting else WEEK).get(wall.weekday(), ())
    return any(_within(start, wall.time(), end) for start, end in day)


def _within(start: time, clock: time, end: time) -> bool:
    return start <= clock < end
