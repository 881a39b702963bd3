"""Which row of a table says what its columns hold."""

import re
from collections.abc import Sequence

_LOOK = 30
"""Rows in which a head is looked for: above it stand titles and empty rows."""
_LETTER = re.compile(r"[^\W\d_]")
_NUMBER = re.compile(r"\d(?:\D*\d){3}")


def heads_of(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the texts above a table's columns; empty where no row looks like a head.

    It is the first row with the most words that are no numbers, in more than one column.
    """
    best: Sequence[str] = ()
    most = 1
    for row in rows[:_LOOK]:
        if most >= len(row):
            continue  # No row has more words than cells.
        words = sum(map(_word, row))
        if words > most:
            best, most = row, words
    return tuple(best)


def _word(cell: str) -> bool:
    return _LETTER.search(cell) is not None and _NUMBER.search(cell) is None
