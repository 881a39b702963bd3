"""Which row of a table says what its columns hold."""

from collections.abc import Sequence

_LOOK = 30
"""Rows in which a head is looked for: above it stand titles and empty rows."""


def heads_of(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the texts above a table's columns; empty where no row looks like a head.

    It is the first row with the most words that are no numbers, in more than one column.
    """
    best: Sequence[str] = ()
    most = 1
    for row in rows[:_LOOK]:
        words = sum(1 for cell in row if _word(cell))
        if words > most:
            best, most = row, words
    return tuple(best)


def _word(cell: str) -> bool:
    digits = sum(sign.isdigit() for sign in cell)
    return digits < 4 and any(sign.isalpha() for sign in cell)
