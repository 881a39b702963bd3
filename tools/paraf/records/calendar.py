"""The office's hours out of `review/pipeline.yml`, with the national holidays."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from paraf.core import phrases
from paraf.core.hours import Doubt, Hours, Interval, Season
from paraf.core.words import T, Text
from paraf.ports import Mistake
from paraf.records.files import named
from paraf.records.shapes import HoursShape, SeasonShape, WeekShape
from paraf.records.strict_yaml import Parsed, Path

ZONES = {
    "WIB": ZoneInfo("Asia/Jakarta"),
    "WITA": ZoneInfo("Asia/Makassar"),
    "WIT": ZoneInfo("Asia/Jayapura"),
}
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FEAST, LEAVE = "Hari Raya Idul Fitri", "cuti bersama"
YEARS = range(2020, 2046)
"""The years for which free days are computed; the roster and the archive live well inside.

Few years would save nothing: all of them take 3 ms, importing the library 75 ms, and whoever judges
a case needs today's.
"""


def hours(shape: HoursShape, parsed: Parsed, file: str) -> tuple[Hours, list[Mistake]]:
    """Return the office's hours, and what is wrong with how they are written."""
    mistakes: list[Mistake] = []
    at: Path = ("hours",)
    week = _week(shape.week, (*at, "week"), parsed, file, mistakes)
    if not any(week.values()):
        what = T("The office works on no day of the week.")
        mistakes.append(Mistake(file, parsed.line((*at, "week")), what))
    seasons = tuple(_seasons(shape, parsed, file, mistakes))
    closed = set()
    for day in shape.closed:
        try:
            closed.add(_date(day))
        except ValueError:
            what = T(
                "{key} must be a date such as 2026-11-16.", key=named(("hours", "closed", day))
            )
            mistakes.append(Mistake(file, parsed.line((*at, "closed", day)), what))
    zone, free = ZONES[shape.zone], frozenset(closed)
    if not shape.national_holidays:
        return Hours(zone, week, free, seasons), mistakes
    known = national()
    decreed = {day[:4] for day, name in shape.closed.items() if LEAVE in name.casefold()}
    unsettled = (one for one in known.unsettled if f"{one.first.year}" not in decreed)
    doubts = (*unsettled, *_without_ramadan(known, seasons, file))
    return Hours(zone, week, free | known.days, seasons, doubts), mistakes


def _seasons(
    shape: HoursShape, parsed: Parsed, file: str, mistakes: list[Mistake]
) -> Iterator[Season]:
    before: list[SeasonShape] = []
    for i, one in enumerate(shape.seasons):
        where: Path = ("hours", "seasons", i)
        week = _week(one.week, (*where, "week"), parsed, file, mistakes)
        if not any(week.values()):
            what = T("The office works on no day of this season; free days belong under closed.")
            mistakes.append(Mistake(file, parsed.line((*where, "week")), what))
        if one.last < one.first:
            what = T("It ends before it begins.")
            mistakes.append(Mistake(file, parsed.line((*where, "to")), what))
        elif any(one.first <= other.last and other.first <= one.last for other in before):
            # Which hours hold on a day of both would depend on the order of the file.
            what = T("It shares days with a season before it.")
            mistakes.append(Mistake(file, parsed.line((*where, "from")), what))
        before.append(one)
        yield Season(one.first, one.last, week)


def _date(text: str) -> date:
    """Return a date; ValueError unless it is written as 2026-11-16 (Python also reads 2026-W47)."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(text)
    return date.fromisoformat(text)


@dataclass(frozen=True, slots=True)
class National:
    """What the `holidays` library knows of Indonesia.

    `days` are the public holidays and the cuti bersama; `unsettled` the years of which the latter
    is not decreed yet; `feasts` every Idul Fitri (1 Syawal), which ends a Ramadan.
    """

    days: frozenset[date]
    unsettled: tuple[Doubt, ...]
    feasts: tuple[date, ...]


@cache
def national() -> National:
    """Return Indonesia's public holidays and cuti bersama, as the `holidays` library knows them."""
    import holidays

    public = holidays.country_holidays("ID", years=YEARS, categories=("public",), language="id")
    joint = holidays.country_holidays("ID", years=YEARS, categories=("government",), language="id")
    known = {day.year for day in joint}
    unknown = [year for year in YEARS if year not in known]
    doubts = [
        Doubt(date(year, 1, 1), date(year, 12, 31), _undecreed(year)) for year in unknown
    ]  # fmt: skip
    end = date(YEARS.stop, 1, 1)
    doubts.append(Doubt(end, date.max, T("No holidays are known from {year} on.", year=end.year)))
    feasts = sorted(day for day, name in public.items() if name.startswith(FEAST))
    return National(frozenset((*public, *joint)), tuple(doubts), tuple(feasts))


def _undecreed(year: int) -> Text:
    return T(
        "The cuti bersama of {year} is not known yet: what falls due then may fall due later. "
        "Enter its days under closed as 'Cuti bersama', or install a newer 'holidays'.",
        year=year,
    )


def _without_ramadan(known: National, seasons: Iterable[Season], file: str) -> Iterator[Doubt]:
    """Yield every Ramadan for which the file gives no hours: Perpres 21/2023 shortens them."""
    spans = [(one.first, one.last) for one in seasons]
    for feast in known.feasts:
        # A fasting month has 29 or 30 days, and which is seen only when it is there.
        first, middle, last = (feast - timedelta(days=days) for days in (30, 15, 1))
        if not any(begin <= middle <= end for begin, end in spans):
            when = {"first": phrases.day(first), "last": phrases.day(last)}
            why = T("{file} gives no hours for this Ramadan: about {first} to {last}.",
                    file=file, **when)  # fmt: skip
            yield Doubt(first, last, why)


def _week(
    shape: WeekShape, path: Path, parsed: Parsed, file: str, mistakes: list[Mistake]
) -> dict[int, tuple[Interval, ...]]:
    week = {}
    for number, day in enumerate(DAYS):
        found = []
        for i, printed in enumerate(getattr(shape, day)):
            interval = _interval(printed)
            if interval is None:
                what = T("{text} is no time such as 07:30-12:00.", text=printed)
                mistakes.append(Mistake(file, parsed.line((*path, day, i)), what))
            else:
                found.append(interval)
        if any(_overlaps(found)):
            what = T("The hours of a day follow one another without overlap.")
            mistakes.append(Mistake(file, parsed.line((*path, day)), what))
        week[number] = tuple(found)
    return week


def _overlaps(intervals: list[Interval]) -> Iterator[bool]:
    return (after[0] < before[1] for before, after in pairwise(intervals))


def _interval(printed: str) -> Interval | None:
    match = re.fullmatch(r"([0-2][0-9]):([0-5][0-9])-([0-2][0-9]):([0-5][0-9])", printed)
    if match is None or int(match[1]) > 23 or int(match[3]) > 23:
        return None
    start, end = time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4]))
    return (start, end) if start < end else None
