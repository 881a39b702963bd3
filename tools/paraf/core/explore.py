"""Every state that a case of an SOP can come to, tried out with the gate itself.

What is proved: from each state a case can still be ended (option to complete); it ends with nothing
left open (proper completion); each step is done in some case (no dead step). docs/adr/0009 compares
that with the soundness of workflow nets. What may happen is told in `core.possible`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from paraf.core.phrases import called
from paraf.core.possible import Move, begin, follow, moves, stands, state
from paraf.core.sop import Sop, Step
from paraf.core.verdict import Blocked, Finished, Stand, ToMerge
from paraf.core.walk import Walk
from paraf.core.words import T, Text

MOST = 10_000
"""States after which looking further is given up."""
MOVES = 20
"""So many moves for each of them are tried before that too is given up."""
STORIES = 5
"""So many stuck states are told; mending one often mends others."""


@dataclass(frozen=True, slots=True)
class Stuck:
    """A state from which a case cannot be ended well, and the shortest story that leads there.

    `place` is the step that the case lies at there; None at the end.
    """

    place: Step | None
    story: tuple[Text, ...]
    why: Text


@dataclass(frozen=True, slots=True)
class Explored:
    """What was found; `transitions` are the moves that led to another state."""

    states: int
    transitions: int
    dead: tuple[Step, ...]
    stuck: tuple[Stuck, ...]
    whole: bool
    """False where there were more states than were looked at: nothing is proved then."""

    @property
    def sound(self) -> bool:
        """Whether every case can always be ended, and every step is of use."""
        return self.whole and not self.dead and not self.stuck


@dataclass(slots=True)
class _Node:
    walk: Walk | None
    stand: Stand
    place: Step | None
    come: tuple[int, Move] | None
    """The state before, and what happened there."""
    back: list[int] = field(default_factory=list)
    wrong: Text | None = None


@dataclass(slots=True)
class _Search:
    """The states in the order of their shortest stories, and the steps done in any of them."""

    nodes: list[_Node]
    filled: set[int] = field(default_factory=set)
    tried: int = 0
    transitions: int = 0
    whole: bool = True


def explore(sop: Sop, most: int = MOST) -> Explored:
    """Return what becomes of every case of `sop`; all that it refers to must be there."""
    search = _search(sop, most)
    nodes, whole = search.nodes, search.whole
    ends = [no for no, one in enumerate(nodes) if isinstance(one.stand, Finished) and not one.wrong]
    good = _backwards(nodes, ends) if whole else set(range(len(nodes)))
    bad = [no for no, one in enumerate(nodes) if no not in good or one.wrong is not None]
    return Explored(
        states=min(len(nodes), most),
        transitions=search.transitions,
        dead=tuple(one for one in sop.steps if one.no not in search.filled) if whole else (),
        stuck=tuple(_stuck(nodes, no) for no in _telling(nodes, bad)),
        whole=whole,
    )


def _search(sop: Sop, most: int) -> _Search:
    walk = begin(sop)
    known = {state(walk): 0}
    search = _Search([_node(walk, None)])
    nodes = search.nodes
    for no, node in enumerate(nodes):
        if len(nodes) > most or search.tried > MOVES * most:
            search.whole = False
            break
        assert node.walk is not None, "each is looked at once"
        search.filled |= node.walk.filled.keys()
        for move in _onward(node):
            search.tried += 1
            after = follow(node.walk, move)
            there = known.setdefault(state(after), len(nodes))
            if there == no:
                continue
            search.transitions += 1
            if there == len(nodes):
                nodes.append(_node(after, (no, move)))
            nodes[there].back.append(no)
        node.walk = None
    return search


def _node(walk: Walk, come: tuple[int, Move] | None) -> _Node:
    stand = stands(walk)
    return _Node(walk, stand, walk.position, come, wrong=_wrong(walk, stand))


def _onward(node: _Node) -> Iterator[Move]:
    # What is blocked is put right by people outside the procedure, or never.
    over = isinstance(node.stand, Finished | Blocked) or node.wrong is not None
    if node.walk is not None and not over:
        yield from moves(node.walk, node.stand)


def _wrong(walk: Walk, stand: Stand) -> Text | None:
    """Say what is improper about a state: a text that no review has let in, something left open."""
    if isinstance(stand, ToMerge) and walk.opener(stand.change).no not in _way(walk):
        return T("The {change} is merged unread: the case took another way.",
                 change=called(stand.change))  # fmt: skip
    if isinstance(stand, Finished):
        for change in walk.heads:
            if change not in walk.merged or walk.returns.get(change):
                return T("The case ends while the {change} is open.", change=called(change))
    return None


def _way(walk: Walk) -> Iterator[int]:
    """Yield the numbers of the steps that the case has come by, up to where it lies."""
    place, no = walk.position, 1
    while no <= len(walk.sop.steps) and (place is None or no < place.no):
        yield no
        no = walk.sop.after(walk.sop.step(no), walk.decisions.get(no))


def _backwards(nodes: list[_Node], ends: list[int]) -> set[int]:
    """Return the states from which one of `ends` can be reached."""
    good, waiting = set(ends), list(ends)
    while waiting:
        for one in nodes[waiting.pop()].back:
            if one not in good:
                good.add(one)
                waiting.append(one)
    return good


def _telling(nodes: list[_Node], bad: list[int]) -> list[int]:
    """Return the bad states that tell most, one for each place: where nothing moves any more.

    Where something always does, the one furthest on.
    """
    moved = {before for one in nodes for before in one.back}
    final: dict[object, int] = {}
    for no in bad:
        if no not in moved:
            one = nodes[no]
            final.setdefault((one.place and one.place.no, type(one.stand), one.wrong), no)
    last = max(bad, key=lambda no: (_far(nodes[no]), -no), default=None)
    return list(final.values())[:STORIES] or ([] if last is None else [last])


def _far(node: _Node) -> int:
    return 0 if node.place is None else node.place.no


def _stuck(nodes: list[_Node], no: int) -> Stuck:
    node, story = nodes[no], []
    come = node.come
    while come is not None:
        before, move = come
        story.append(move.told)
        come = nodes[before].come
    return Stuck(node.place, tuple(reversed(story)), _why(node))


def _why(node: _Node) -> Text:
    if node.wrong is not None:
        return node.wrong
    if isinstance(node.stand, Blocked):
        return node.stand.reasons[0]
    if node.place is None:
        return T("Every step is done, and the case is not archived.")
    return T("The case lies at step {no} and cannot be ended from there.", no=node.place.label)
