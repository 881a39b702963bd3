"""Turns a sheet's values into text, as a person would read it in the cell."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

UNSURE = 1e15
"""Whole numbers from here on have more digits than a spreadsheet keeps."""
Value = float | str | bool | time | date | datetime | timedelta


def shown(value: Value) -> str:
    """Return a value as text: whole numbers with all their digits, dates as DD-MM-YYYY.

    Other numbers get a decimal comma, so that their digits are taken for no long number.
    """
    return _SHOWN.get(type(value), str)(value)


def row_of(values: Sequence[Value]) -> list[str]:
    """Return a row of values as text."""
    return [one if type(one) is str else _SHOWN.get(type(one), str)(one) for one in values]


def unsure(values: Sequence[Value]) -> list[int]:
    """Return where in a row numbers stand of which only the first fifteen digits are sure."""
    return [
        at
        for at, one in enumerate(values)
        if type(one) is float and (one >= UNSURE or one <= -UNSURE) and one == one // 1
    ]


def _number(value: float) -> str:
    if not abs(value) < 1e22:
        # Beyond any number that a person has, infinite ones included.
        return f"{value:.6g}".replace(".", ",")
    if value.is_integer():
        return str(int(value))
    plain = f"{value:.10g}" if abs(value) < 1e8 else f"{value:.2f}"
    return plain.replace(".", ",")


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
