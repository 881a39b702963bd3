"""The office's hours out of `review/pipeline.yml`, with the national holidays."""

import re
from collections.abc import Iterator
from datetime import date, time
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from paraf.core.hours import Hours, Interval, Season
from paraf.core.words import T
from paraf.ports import Mistake
from paraf.records.files import named
from paraf.records.shapes import HoursShape, WeekShape
from paraf.records.strict_yaml import Parsed, Path

ZONES = {
    "WIB": ZoneInfo("Asia/Jakarta"),
    "WITA": ZoneInfo("Asia/Makassar"),
    "WIT": ZoneInfo("Asia/Jayapura"),
}
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
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
    seasons = []
    for i, one in enumerate(shape.seasons):
        where = (*at, "seasons", i)
        seasons.append(
            Season(one.first, one.last, _week(one.week, (*where, "week"), parsed, file, mistakes))
        )
        if one.last < one.first:
            what = T("It ends before it begins.")
            mistakes.append(Mistake(file, parsed.line((*where, "to")), what))
    closed = set()
    for day in shape.closed:
        try:
            closed.add(_date(day))
        except ValueError:
            what = T(
                "{key} must be a date such as 2026-11-16.", key=named(("hours", "closed", day))
            )
            mistakes.append(Mistake(file, parsed.line((*at, "closed", day)), what))
    free = frozenset(closed) | (national() if shape.national_holidays else frozenset())
    return Hours(ZONES[shape.zone], week, free, tuple(seasons)), mistakes


def _date(text: str) -> date:
    """Return a date; ValueError unless it is written as 2026-11-16 (Python also reads 2026-W47)."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(text)
    return date.fromisoformat(text)


@cache
def national() -> frozenset[date]:
    """Return Indonesia's public holidays and cuti bersama, as the `holidays` library knows them."""
    import holidays

    days = holidays.country_holidays("ID", years=YEARS, categories=("public", "government"))
    return frozenset(days)


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
