"""Office time for very many spans: as `Hours` measures it, but each day is worked out once."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from fractions import Fraction

from paraf.core.hours import Hours
from paraf.core.sop import Norm, Unit

Spent = tuple[int, Fraction]
"""Office time in seconds, and in office days."""


class Stopwatch:
    """Measures office time between moments in whole seconds, as ledgers tell them."""

    def __init__(self, hours: Hours) -> None:
        """Measure by these hours."""
        self.hours = hours
        self._days: dict[date, tuple[tuple[tuple[int, int], ...], int]] = {}

    def spent(self, since: datetime, until: datetime) -> Spent:
        """Return the office time between two moments."""
        first, last = (at.astimezone(self.hours.zone).date() for at in (since, until))
        begin, end = int(since.timestamp()), int(until.timestamp())
        seconds, whole, parts = 0, 0, Fraction(0)
        for day in _days(first, last):
            worked, length = self._worked(day, begin, end)
            seconds += worked
            if worked == length:
                whole += length > 0
            elif worked:
                parts += Fraction(worked, length)
        return seconds, whole + parts

    def _worked(self, day: date, begin: int, end: int) -> tuple[int, int]:
        if day not in self._days:
            spans = tuple((int(a.timestamp()), int(b.timestamp())) for a, b in self.hours.of(day))
            self._days[day] = spans, sum(b - a for a, b in spans)
        spans, length = self._days[day]
        if not spans or (begin <= spans[0][0] and spans[-1][1] <= end):
            return length, length
        return sum(max(min(end, b) - max(begin, a), 0) for a, b in spans), length


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=1)


def share(spent: Spent, norm: Norm) -> Fraction:
    """Return how many times the norm was used up: one means that it was just kept."""
    seconds, days = spent
    if norm.unit is Unit.DAY:
        return days / norm.amount
    return Fraction(seconds, norm.amount * (3600 if norm.unit is Unit.HOUR else 60))
