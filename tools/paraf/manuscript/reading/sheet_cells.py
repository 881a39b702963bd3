"""Turns a sheet's values into text, as a person would read it in the cell."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from typing import Any, cast

UNSURE = 1e15
"""Whole numbers from here on have more digits than a spreadsheet keeps."""
_SHORT, _LONG = 1e8, 1e22
Value = float | str | bool | time | date | datetime | timedelta


def shown(value: Value) -> str:
    """Return a value as text: whole numbers with all their digits, dates as DD-MM-YYYY.

    Other numbers get a decimal comma, so that their digits are taken for no long number.
    """
    return _SHOWN.get(type(value), str)(value)


def texts_of(rows: Sequence[Sequence[Value]]) -> list[tuple[str, ...]]:
    """Return rows of values as text, each as long as the longest.

    Column by column: most columns hold values of one type, which are told all at once.
    """
    columns = zip_longest(*rows, fillvalue="")
    return list(zip(*map(_column, columns), strict=True)) or [() for _ in rows]


def unsure(rows: Sequence[Sequence[Value]]) -> Iterator[tuple[int, int]]:
    """Yield where numbers stand of which only the first fifteen digits are sure: row, column."""
    for across, column in enumerate(zip_longest(*rows, fillvalue="")):
        numbers = [one for one in column if type(one) is float]
        if numbers and (max(numbers) >= UNSURE or min(numbers) <= -UNSURE):
            for down, one in enumerate(column):
                if type(one) is float and (one >= UNSURE or one <= -UNSURE):
                    yield down, across


def _column(values: Sequence[Value]) -> Sequence[str]:
    types = set(map(type, values))
    if types == {str}:
        return cast(Sequence[str], values)
    if types == {float}:
        numbers = cast(tuple[float, ...], values)
        if min(numbers) > -_SHORT and max(numbers) < _SHORT:
            # Shorter than ten digits: the same words tell whole numbers and others.
            return ("%.10g\n" * len(numbers) % numbers).replace(".", ",").split("\n")[:-1]
        if all(map(float.is_integer, numbers)) and max(map(abs, numbers)) < _LONG:
            return list(map(str, map(int, numbers)))
    if types == {str, float}:
        # Numbers below a head, or between gaps.
        told = iter(_column(tuple(one for one in values if type(one) is float)))
        return [one if type(one) is str else next(told) for one in values]
    return [one if type(one) is str else shown(one) for one in values]


def _number(value: float) -> str:
    if not abs(value) < _LONG:
        # Beyond any number that a person has, infinite ones included.
        return f"{value:.6g}".replace(".", ",")
    if abs(value) < _SHORT:
        return f"{value:.10g}".replace(".", ",")
    return str(int(value)) if value.is_integer() else f"{value:.2f}".replace(".", ",")


def _date(value: date) -> str:
    return f"{value.day:02}-{value.month:02}-{value.year}"


def _moment(value: datetime) -> str:
    return f"{_date(value)} {value:%H:%M}" if value.hour or value.minute else _date(value)


_SHOWN: Mapping[type, Callable[[Any], str]] = {
    float: _number,
    bool: lambda value: "TRUE" if value else "FALSE",
    date: _date,
    datetime: _moment,
}
