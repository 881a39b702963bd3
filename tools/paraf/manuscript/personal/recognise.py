"""Recognises personal data in what a file says."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from paraf.manuscript.passage import Lines, Passage
from paraf.manuscript.personal.columns import Piece
from paraf.manuscript.personal.contacts import Mail
from paraf.manuscript.personal.masks import mask
from paraf.manuscript.personal.page import Hit
from paraf.manuscript.personal.phones import Phones
from paraf.manuscript.personal.signs import plain
from paraf.manuscript.personal.tallies import Tallies
from paraf.manuscript.personal.text import Own, find
from paraf.manuscript.seen import Seen
from paraf.manuscript.spot import Spot


@dataclass(frozen=True, slots=True)
class Known:
    """What is the office's own, and therefore nobody's personal data: phone numbers, as written,
    and the domains of its e-mail."""

    phones: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()


def recognise(passages: Iterable[Passage], known: Known) -> tuple[Seen, ...]:
    """Return the personal data in a file's passages, masked, each column of a table as one.

    A list in running text, with hardly a line between two of a kind, is one too, over all pages of
    the file. The order of the passages does not matter.
    """
    own = Own(Phones(known.phones), Mail(known.domains))
    tallies, lists = Tallies(), _Lists()
    single: list[Seen] = []
    for passage in passages:
        if isinstance(passage, Lines):
            single += _single(passage, own, lists)
        else:
            Piece(passage, own, tallies).read()
    seen = (*single, *lists.seen(), *tallies.seen())
    return tuple(sorted(seen, key=lambda one: (one.spot, one.kind, one.sample, one.count)))


_NEAR = 4
"""Values of a kind that are at most so many lines apart stand in one list."""
_LIST = 3
"""So many values make a list."""


def _single(passage: Lines, own: Own, lists: "_Lists") -> Iterator[Seen]:
    """Yield what stands by itself in running text; put what stands in lists to the lists."""
    kinds: defaultdict[str, list[tuple[int, Hit]]] = defaultdict(list)
    text = plain(passage.text)
    line = place = 0
    for hit in find(text, own):
        line += text.count("\n", place, hit.start)
        place = hit.start
        kinds[hit.kind].append((line, hit))
    for found in kinds.values():
        for first, end in _runs([line for line, _ in found]):
            if end - first < _LIST:
                yield from (_seen(passage.spot, *one) for one in found[first:end])
            else:
                lists.add(replace(_seen(passage.spot, *found[first]), count=end - first))


def _seen(spot: Spot, line: int, hit: Hit) -> Seen:
    """Return a hit in a line, from 0, of a passage."""
    if spot.line:
        spot = replace(spot, line=spot.line + line)
    return Seen(hit.kind, spot, mask(hit.kind, hit.value))


def _runs(lines: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield which of the ascending lines stand near one another, as slices."""
    breaks = [index for index, (one, other) in enumerate(pairwise(lines), 1) if other - one > _NEAR]
    yield from pairwise((0, *breaks, len(lines)))


class _Lists:
    """Lists in running text. One that goes over several pages is one list."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, Spot], Seen] = {}

    def add(self, seen: Seen) -> None:
        """Take in a list, or a page of it."""
        key = seen.kind, replace(seen.spot, page=0, line=0)
        other = self._first.get(key)
        if other is not None:
            count = seen.count + other.count
            seen = min(seen, other, key=lambda one: (one.spot, one.sample))
            seen = replace(seen, count=count)
        self._first[key] = seen

    def seen(self) -> Iterator[Seen]:
        """Yield the lists, each where it begins."""
        yield from self._first.values()
