"""Finds personal data in running text, page by page; a list that goes over many pages is one."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from paraf.manuscript.passage import Lines
from paraf.manuscript.personal.labels import goes_on
from paraf.manuscript.personal.masks import mask
from paraf.manuscript.personal.page import Hit, Page
from paraf.manuscript.personal.signs import plain
from paraf.manuscript.personal.text import Own, has_numbers, look_through
from paraf.manuscript.seen import Seen
from paraf.manuscript.spot import Spot

_NEAR, _LIST = 4, 3
"""So many values at most so many lines apart are a list."""
_FAR, _LONG_LIST = 16, 8
"""So many values may stand farther apart: cells of a table in running text have many lines."""


class Sheets:
    """The running text of a file, gathered in whatever order it comes."""

    def __init__(self, own: Own) -> None:
        self._own = own
        self._single: list[Seen] = []
        self._lists: dict[tuple[str, Spot], Seen] = {}
        # Pages of numbers with no words above them, and the words that others end under.
        self._waiting: dict[Spot, str] = {}
        self._heads: dict[Spot, str] = {}

    def add(self, passage: Lines) -> None:
        """Take in a passage. A page that may go on with the table of the one before it waits."""
        page = Page(plain(passage.text))
        spot = passage.spot
        later = spot.page > 1 and spot not in self._waiting and has_numbers(page.text)
        if later and not page.labels.heads:
            self._waiting[spot] = page.text
        else:
            self._look(spot, page, 0)

    def seen(self) -> Iterator[Seen]:
        """Yield what the text holds of people: what stands alone, and lists where they begin."""
        for spot in sorted(self._waiting):
            head = self._heads.get(replace(spot, page=spot.page - 1), "")
            page = Page(f"{head}\n{self._waiting[spot]}" if head else self._waiting[spot])
            self._look(spot, page, len(head) + 1 if head else 0)
        yield from self._alone()
        yield from self._lists.values()

    def _alone(self) -> Iterator[Seen]:
        """Yield what stands alone; where page after page has one of a kind they make a list."""
        kinds: defaultdict[tuple[str, Spot], list[Seen]] = defaultdict(list)
        for one in self._single:
            kinds[one.kind, replace(one.spot, page=0, line=0)].append(one)
        for same in kinds.values():
            if len({one.spot.page for one in same}) < _LONG_LIST:
                yield from same
            else:
                for one in same:
                    self._join(one)

    def _look(self, spot: Spot, page: Page, start: int) -> None:
        """Look through a page whose own text begins at `start`, below words of the one before."""
        hits: defaultdict[str, list[tuple[int, Hit]]] = defaultdict(list)
        line, place = 0, start
        for hit in look_through(page, self._own):
            line += page.text.count("\n", place, hit.start)
            place = hit.start
            hits[hit.kind].append((line, hit))
        for found in hits.values():
            self._gather(spot, found)
        if spot.page and has_numbers(page.text) and page.labels.heads:
            head = page.labels.heads[-1]
            if goes_on(page.text, head):
                self._heads[spot] = page.text[head.begin : head.start]

    def _gather(self, spot: Spot, found: Sequence[tuple[int, Hit]]) -> None:
        """Take in what was found of a kind, each in a line, from 0, of a passage."""
        for first, end in _runs([line for line, _ in found]):
            if end - first < _LIST:
                self._single += [_seen(spot, *one) for one in found[first:end]]
            else:
                self._join(replace(_seen(spot, *found[first]), count=end - first))

    def _join(self, seen: Seen) -> None:
        key = seen.kind, replace(seen.spot, page=0, line=0)
        other = self._lists.get(key)
        if other is not None:
            count = seen.count + other.count
            seen = min(seen, other, key=lambda one: (one.spot, one.sample))
            seen = replace(seen, count=count)
        self._lists[key] = seen


def _seen(spot: Spot, line: int, hit: Hit) -> Seen:
    """Return a hit in a line, from 0, of a passage."""
    if spot.line:
        spot = replace(spot, line=spot.line + line)
    return Seen(hit.kind, spot, mask(hit.kind, hit.value))


def _runs(lines: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield which of the ascending lines stand near one another, as slices."""
    for first, end in _parted(lines, 0, len(lines), _FAR):
        if end - first >= _LONG_LIST:
            yield first, end
        else:
            yield from _parted(lines, first, end, _NEAR)


def _parted(lines: Sequence[int], first: int, end: int, near: int) -> Iterator[tuple[int, int]]:
    breaks = [one for one in range(first + 1, end) if lines[one] - lines[one - 1] > near]
    yield from pairwise((first, *breaks, end))
