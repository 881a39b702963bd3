"""Which rows stand on which page of paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from paraf.core.sop import Sop
from paraf.core.words import Say
from paraf.procedure.flow import end, flows, rows
from paraf.procedure.sheet import strips


@dataclass(frozen=True)
class Paging:
    """The rows of a procedure with their heights, and the room of a page, in one unit."""

    sop: Sop
    say: Say
    heights: Sequence[float]
    room: float
    """For rows and strips of a page; the first has `less` of it."""
    less: float
    strip: float

    def breaks(self) -> tuple[int, ...]:
        """Return the rows that begin a new page.

        As few pages as can be; of those ways, the one that cuts the fewest lines; of those, the
        one whose pages are most alike. A row that is higher than a page has one of its own.
        """
        best: dict[int, tuple[tuple[int, int, float], tuple[int, ...]]] = {0: ((0, 0, 0.0), ())}
        count = len(self.heights)
        for last in range(1, count + 1):
            for first in range(last - 1, -1, -1):
                height, cut = self._page(first, last)
                if height > self._room(first) and first < last - 1:
                    break
                (pages, cuts, free), before = best[first]
                spare = max(0.0, self._room(first) - height)
                price = (pages + 1, cuts + cut, free + spare * spare)
                if last not in best or price < best[last][0]:
                    best[last] = (price, (*before, first))
        return best[count][1][1:]

    def _room(self, first: int) -> float:
        return self.room - (self.less if first == 0 else 0.0)

    def _page(self, first: int, last: int) -> tuple[float, int]:
        """Return the height of a page with rows `first` up to `last`, and the lines cut above."""
        head, foot, cut = strips(self._ways, first, last)
        return sum(self.heights[first:last]) + self.strip * (head + foot), cut

    @cached_property
    def _ways(self) -> tuple[tuple[int, int, int, int], ...]:
        """Row and column of both ends of every flow."""
        row = {step.no: i for i, acts in enumerate(rows(self.sop)) for step in acts}
        row |= {0: 0, end(self.sop): len(self.heights) - 1}
        keys = [one.key for one in self.sop.actors]
        column = {step.no: keys.index(step.actor) for step in self.sop.steps}
        return tuple(
            (row[one.source], column.get(one.source, 0), row[one.target], column.get(one.target, 0))
            for one in flows(self.sop, self.say)
        )
