"""Office time for very many spans: as `Hours` measures it, but each day is worked out once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import lcm

from paraf.core.hours import Hours, Week
from paraf.core.sop import Norm, Unit


@dataclass(frozen=True, slots=True)
class Spent:
    """Office time: in seconds, and in parts of an office day, of which its stopwatch has `day`."""

    seconds: int
    parts: int


class Stopwatch:
    """Measures office time between moments in whole seconds, as ledgers tell them.

    Exact: a day has so many `parts` that a second of any day of these hours is a whole number of
    them, however long the day is.
    """

    def __init__(self, hours: Hours) -> None:
        """Measure by these hours."""
        self.hours = hours
        weeks = (hours.week, *(season.week for season in hours.seasons))
        self.day = lcm(*(length for week in weeks for length in _lengths(week)))
        self._days: dict[date, tuple[tuple[tuple[int, int], ...], int]] = {}

    def spent(self, *spans: tuple[datetime, datetime]) -> Spent:
        """Return the office time of all these spans together."""
        seconds = parts = 0
        for since, until in spans:
            first, last = (at.astimezone(self.hours.zone).date() for at in (since, until))
            begin, end = int(since.timestamp()), int(until.timestamp())
            for day in _days(first, last):
                worked, length = self._worked(day, begin, end)
                if worked:
                    seconds += worked
                    parts += worked * (self.day // length)
        return Spent(seconds, parts)

    def against(self, spent: Spent, norm: Norm) -> tuple[int, int]:
        """Return what was used and what the norm allows, in whole numbers of one unit."""
        if norm.unit is Unit.DAY:
            return spent.parts, norm.amount * self.day
        return spent.seconds, norm.amount * (3600 if norm.unit is Unit.HOUR else 60)

    def _worked(self, day: date, begin: int, end: int) -> tuple[int, int]:
        if day not in self._days:
            spans = tuple((int(a.timestamp()), int(b.timestamp())) for a, b in self.hours.of(day))
            self._days[day] = spans, sum(b - a for a, b in spans)
        spans, length = self._days[day]
        if not spans or (begin <= spans[0][0] and spans[-1][1] <= end):
            return length, length
        return sum(max(min(end, b) - max(begin, a), 0) for a, b in spans), length


def _lengths(week: Week) -> Iterator[int]:
    for intervals in week.values():
        minutes = sum(
            (end.hour - start.hour) * 60 + end.minute - start.minute for start, end in intervals
        )
        if minutes:
            yield minutes * 60


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=1)
