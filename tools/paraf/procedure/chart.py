"""The drawing of a procedure, computed: symbols, lines that keep apart, and words beside them.

Pure: the same procedure gives the same chart. What holds of every chart: each step has one symbol,
in its actor's column; each way of the procedure is one line, or one on each of two pages between
connectors; no line touches a symbol but at its own ends, nor any words; no two lines share a
stretch, a corner or an end; lines may cross.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, count

from paraf.core.sop import Sop
from paraf.core.words import Say
from paraf.procedure.flow import flows
from paraf.procedure.frame import Frame
from paraf.procedure.lines import draw
from paraf.procedure.sheet import Band, Symbol, skeletons
from paraf.procedure.sizes import Sizes, width
from paraf.procedure.taken import Line


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a chart: what stands on it, and the measures that its points are told in."""

    frame: Frame
    lines: tuple[Line, ...]

    @property
    def bands(self) -> tuple[Band, ...]:
        """The rows and strips from the top down."""
        return self.frame.skeleton.bands

    @property
    def symbols(self) -> tuple[Symbol, ...]:
        """The symbols; lines name them by their places in here."""
        return self.frame.skeleton.symbols


def chart(
    sop: Sop, say: Say, sizes: Sizes, *, widths: Sequence[float], breaks: Sequence[int] = ()
) -> tuple[Sheet, ...]:
    """Return the pages of a procedure's drawing; `breaks` are the rows that begin a new page.

    `widths` are the least widths of the actors' columns. All pages have the same columns and sizes,
    larger ones than asked for where the lines need them.
    """
    pages = skeletons(sop, say, breaks)
    columns = list(widths)
    for tried in count():
        frames = [Frame(one, sizes, tuple(accumulate(columns, initial=0.0))) for one in pages]
        drawn = [draw(one, mute=tried > PATIENCE) for one in frames]
        lines = [one for one in drawn if one is not None]
        if len(lines) == len(frames):
            return tuple(Sheet(*one) for one in zip(frames, lines, strict=True))
        # Wider columns have more lanes, larger symbols more ports: at last, each line has its own.
        columns = [one + 3 * sizes.lane for one in columns]
        sizes = sizes.roomier() if tried else sizes
    raise AssertionError("never reached")


PATIENCE = 8
"""After how many tries a line may do without its words, which the list of steps says too."""


def columns_of(sop: Sop, say: Say, sizes: Sizes) -> tuple[float, ...]:
    """Return how wide each column must be at least for its head and the words at its decisions."""
    found = [
        max(sizes.column, _longest(one.printed, sizes.head, sizes) + 2 * sizes.lane)
        for one in sop.actors
    ]
    keys = [one.key for one in sop.actors]
    for flow in flows(sop, say):
        if flow.says:
            column = keys.index(sop.step(flow.source).actor)
            need = sizes.diamond[0] + 2 * (
                _longest(flow.says, sizes.letter, sizes) + 1.9 * sizes.lane
            )
            found[column] = max(found[column], need)
    return tuple(found)


def _longest(words: str, letter: float, sizes: Sizes) -> float:
    """Return how wide the longest word is."""
    return max((width(one, letter, sizes) for one in words.split()), default=0.0)
