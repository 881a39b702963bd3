"""What a file says, in pieces: what readers of formats give, and recognisers of data take."""

from collections.abc import Sequence
from dataclasses import dataclass

from paraf.manuscript.spot import NOWHERE, Spot


@dataclass(frozen=True, slots=True)
class Lines:
    """Running text. `spot.line`, where it is not 0, is the line of its first line."""

    text: str
    spot: Spot = NOWHERE


@dataclass(frozen=True, slots=True)
class Table:
    """A piece of a table: cells as text, an empty one as "".

    `first_row` and `first_column` say where it begins in its sheet, from 1; a long table comes in
    pieces, and `heads` then repeats the texts above it by column. The hidden rows and columns, and
    the `rounded` cells, are named by sheet numbers (row, column). A rounded cell is a number kept
    as a float: of its digits only the first fifteen are sure.
    """

    rows: Sequence[Sequence[str]]
    spot: Spot = NOWHERE
    first_row: int = 1
    first_column: int = 1
    heads: Sequence[str] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    rounded: frozenset[tuple[int, int]] = frozenset()


Passage = Lines | Table
