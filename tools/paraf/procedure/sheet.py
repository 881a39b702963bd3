"""The skeleton of a drawing: which symbols stand on which page, in which column, at which place.

A page's rows are its printed rows, and strips above and below them: for connectors to other pages,
and for a terminator where procedure begins or ends at a decision.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from paraf.core.sop import Sop
from paraf.core.words import Say
from paraf.procedure.flow import START, Flow, Kind, end, flows, kind, rows
from paraf.procedure.sizes import Sizes


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol in column `column` (from 0) at place `slot` (from 0, down the page).

    `step` is its step; 0 for a symbol that stands in a strip. `text` is what stands in it.
    """

    kind: Kind
    column: int
    slot: int
    step: int = 0
    text: str = ""
    page: int = 0
    """For a connector: the page, from 1, on which the flow goes on or comes from."""


@dataclass(frozen=True, slots=True)
class Band:
    """A row of a page with `slots` places; `row` is its place among the printed rows, None for a
    strip."""

    row: int | None
    slots: int


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a flow that is drawn on one page, from a symbol to another (by their places in
    the page's list)."""

    flow: Flow
    source: int
    target: int
    says: str


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A page before its lines are drawn."""

    bands: tuple[Band, ...]
    symbols: tuple[Symbol, ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Stub:
    """A connector to be: at the foot of its page or at its head, in a column."""

    sheet: int
    foot: bool
    column: int
    text: str
    page: int


def skeletons(sop: Sop, say: Say, breaks: Sequence[int] = ()) -> tuple[Skeleton, ...]:
    """Return the pages of a procedure; `breaks` are the rows (from 0) that begin a new page."""
    plan = _plan(sop, say, breaks)
    return tuple(_skeleton(plan, no) for no in range(len(plan.pages)))


@dataclass(frozen=True, slots=True)
class _Plan:
    """A procedure shared out among pages: `sheet` and `column` of every step, start and end
    included; `stubs` are the two connectors of each way that leaves its page, by its place."""

    sop: Sop
    pages: Sequence[range]
    ways: tuple[Flow, ...]
    sheet: Mapping[int, int]
    column: Mapping[int, int]
    stubs: Mapping[int, tuple[_Stub, _Stub]]


def _plan(sop: Sop, say: Say, breaks: Sequence[int]) -> _Plan:
    printed = rows(sop)
    edges = (0, *breaks, len(printed))
    pages = [range(a, b) for a, b in pairwise(edges)]
    sheet = {step.no: i for i, page in enumerate(pages) for row in page for step in printed[row]}
    sheet |= {START: 0, end(sop): len(pages) - 1}
    keys = [one.key for one in sop.actors]
    column = {step.no: keys.index(step.actor) for step in sop.steps}
    ways = flows(sop, say)
    column |= {START: column[1], end(sop): _last_column(sop, ways, column)}
    return _Plan(sop, pages, ways, sheet, column, _stubs(ways, sheet, column))


def strips(
    ends: Iterable[tuple[int, int, int, int]], first: int, last: int
) -> tuple[int, int, int]:
    """Return how many places the strips at head and foot of a page need, and the lines cut above.

    `ends` are row and column of both ends of every flow; the page holds rows `first` up to `last`.
    """
    head: Counter[int] = Counter()
    foot: Counter[int] = Counter()
    for row, column, other_row, other_column in ends:
        for here, there, at in ((row, other_row, column), (other_row, row, other_column)):
            if first <= here < last and not first <= there < last:
                (head if there < first else foot)[at] += 1
    return max(head.values(), default=0), max(foot.values(), default=0), head.total()


def _last_column(sop: Sop, ways: Iterable[Flow], columns: Mapping[int, int]) -> int:
    sources = [way.source for way in ways if way.target == end(sop)]
    return columns[max(sources)] if sources else 0


def _stubs(
    ways: Sequence[Flow], where: Mapping[int, int], columns: Mapping[int, int]
) -> dict[int, tuple[_Stub, _Stub]]:
    """Return the two connectors of every way that leaves its page, by the place of the way."""
    found: dict[int, tuple[_Stub, _Stub]] = {}
    for no, way in enumerate(ways):
        here, there = where[way.source], where[way.target]
        if here != there:
            name = letters(len(found))
            on = there > here
            found[no] = (
                _Stub(here, on, columns[way.source], name, there + 1),
                _Stub(there, not on, columns[way.target], name, here + 1),
            )
    return found


def letters(no: int) -> str:
    """Return the name of a connector: A to Z, AA, AB …"""
    before, last = divmod(no, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


class _Page:
    """A page in the making: its bands from the top down, and its symbols."""

    def __init__(self) -> None:
        self.bands: list[Band] = []
        self.symbols: list[Symbol] = []
        self.slots = 0

    def band(self, row: int | None, slots: int) -> None:
        self.bands.append(Band(row, slots))
        self.slots += slots

    def put(self, symbol: Symbol) -> int:
        self.symbols.append(symbol)
        return len(self.symbols) - 1

    def strip(self, stubs: Sequence[_Stub]) -> dict[tuple[str, bool], int]:
        """Set connectors, one of a column beside the other columns', and say where they are."""
        taken: dict[int, int] = {}
        found = {}
        for stub in stubs:
            depth = taken.get(stub.column, 0)
            taken[stub.column] = depth + 1
            found[stub.text, stub.foot] = self.put(
                Symbol(Kind.CONNECTOR, stub.column, self.slots + depth, 0, stub.text, stub.page)
            )
        if stubs:
            self.band(None, max(taken.values()))
        return found


def _skeleton(plan: _Plan, here: int) -> Skeleton:
    page, sop = _Page(), plan.sop
    stubs = [stub for pair in plan.stubs.values() for stub in pair if stub.sheet == here]
    used = {no for way in plan.ways for no in (way.source, way.target)}
    places: dict[int, int] = {}
    if here == 0 and START in used:
        places[START] = page.put(Symbol(Kind.TERMINATOR, plan.column[START], page.slots))
        page.band(None, 1)
    connectors = page.strip([one for one in stubs if not one.foot])
    for row in plan.pages[here]:
        acts = rows(sop)[row]
        for i, step in enumerate(acts):
            text = step.label if step.part else ""
            symbol = Symbol(kind(sop, step), plan.column[step.no], page.slots + i, step.no, text)
            places[step.no] = page.put(symbol)
        page.band(row, len(acts))
    connectors |= page.strip([one for one in stubs if one.foot])
    if here == len(plan.pages) - 1 and end(sop) in used:
        places[end(sop)] = page.put(Symbol(Kind.TERMINATOR, plan.column[end(sop)], page.slots))
        page.band(None, 1)
    pieces = tuple(
        piece
        for no in range(len(plan.ways))
        for piece in _pieces(plan, no, here, places, connectors)
    )
    return Skeleton(tuple(page.bands), tuple(page.symbols), pieces)


def _pieces(
    plan: _Plan,
    no: int,
    here: int,
    places: Mapping[int, int],
    connectors: Mapping[tuple[str, bool], int],
) -> list[Piece]:
    """Return what a page shows of a way: all of it, one of its two halves, or nothing."""
    flow = plan.ways[no]
    if no not in plan.stubs:
        if plan.sheet[flow.source] != here:
            return []
        return [Piece(flow, places[flow.source], places[flow.target], flow.says)]
    out, in_ = plan.stubs[no]
    if out.sheet == here:
        return [Piece(flow, places[flow.source], connectors[out.text, out.foot], flow.says)]
    if in_.sheet == here:
        return [Piece(flow, connectors[in_.text, in_.foot], places[flow.target], "")]
    return []


def size(symbol: Symbol, sizes: Sizes) -> tuple[float, float]:
    """Return width and height of a symbol."""
    if symbol.kind is Kind.DECISION:
        return sizes.diamond
    return sizes.pentagon if symbol.kind is Kind.CONNECTOR else sizes.box
