"""Office time: when the office works, how long a matter lay there, and when it is due.

A norm in minutes or hours counts worked minutes. A norm in days counts office days, each as one day
however long its hours are (Ramadan days are shorter): half a day is half of that day's hours.
Times are aware datetimes; results are in UTC.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from paraf.core.sop import Norm, Unit
from paraf.core.words import Text

Interval = tuple[time, time]
Week = Mapping[int, tuple[Interval, ...]]
"""Worked intervals by weekday, Monday 0; a day that is missing is free."""

HORIZON = timedelta(days=3660)
RESOLUTION = timedelta(microseconds=1)
"""The finest step of a datetime: shares of a day are exact fractions of it."""


class NoOfficeTime(Exception):
    """The calendar has no working day in the next ten years: no due moment exists."""


@dataclass(frozen=True, slots=True)
class Season:
    """Days with hours of their own, first and last included: Ramadan."""

    first: date
    last: date
    week: Week


@dataclass(frozen=True, slots=True)
class Doubt:
    """Days of which it is not yet known whether, or how long, the office works; and why.

    Moments that are counted across them may turn out otherwise: a warning, never an error.
    """

    first: date
    last: date
    why: Text


@dataclass(frozen=True, slots=True)
class Hours:
    """The office's working hours in its own zone (WIB, WITA or WIT)."""

    zone: ZoneInfo
    week: Week
    free: frozenset[date] = frozenset()
    seasons: tuple[Season, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def doubtful(self, start: datetime, end: datetime) -> tuple[Text, ...]:
        """Return why office time between two moments may be counted wrongly, both days included."""
        first, last = start.astimezone(self.zone).date(), end.astimezone(self.zone).date()
        return tuple(one.why for one in self.doubts if one.first <= last and first <= one.last)

    def of(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """Return the intervals worked on `day`, in order; none on a free day."""
        if day in self.free:
            return ()
        week = next((s.week for s in self.seasons if s.first <= day <= s.last), self.week)
        return tuple(
            (
                datetime.combine(day, start, self.zone).astimezone(UTC),
                datetime.combine(day, end, self.zone).astimezone(UTC),
            )
            for start, end in week.get(day.weekday(), ())
        )

    def length(self, day: date) -> timedelta:
        """Return how long the office works on `day`."""
        return sum((end - start for start, end in self.of(day)), timedelta())

    def worked(self, start: datetime, end: datetime) -> timedelta:
        """Return the office time between two moments; zero if `end` is not after `start`."""
        return sum(
            (
                max(min(end, close) - max(start, opening), timedelta())
                for day in self._days(start, end)
                for opening, close in self.of(day)
            ),
            timedelta(),
        )

    def days(self, start: datetime, end: datetime) -> Fraction:
        """Return the office days between two moments: each day's worked share of its own length."""
        total = Fraction(0)
        for day in self._days(start, end):
            length = self.length(day)
            if length:
                midnight = datetime.combine(day, time(), self.zone)
                begin = max(start, midnight)
                finish = min(end, midnight + timedelta(days=1))
                total += Fraction(self.worked(begin, finish) // RESOLUTION, length // RESOLUTION)
        return total

    def due(self, start: datetime, norm: Norm) -> datetime:
        """Return the moment at which `norm`, begun at `start`, is used up.

        A matter that is begun outside hours begins at the next opening; one that ends with the
        day's work is due at closing time, not next morning. Two norms of one unit in a row fall due
        where one long norm would: in minutes and hours exactly, in days to a microsecond of office
        time each, where days of unlike lengths share.
        Raises NoOfficeTime where the office never works that long within ten years.
        """
        left = Fraction(norm.amount) * (60 if norm.unit is Unit.HOUR else 1)
        for day in self._days(start, start + HORIZON):
            span = self.length(day) if norm.unit is Unit.DAY else timedelta(minutes=1)
            for opening, close in self.of(day):
                begin = max(start, opening).astimezone(UTC)
                if begin >= close:
                    continue
                share = Fraction((close - begin) // RESOLUTION, span // RESOLUTION)
                if share >= left:
                    return begin + round(left * (span // RESOLUTION)) * RESOLUTION
                left -= share
        raise NoOfficeTime

    def _days(self, start: datetime, end: datetime) -> Iterator[date]:
        day = start.astimezone(self.zone).date()
        last = end.astimezone(self.zone).date()
        while day <= last:
            yield day
            day += timedelta(days=1)
