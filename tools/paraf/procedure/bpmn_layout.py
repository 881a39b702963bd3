"""Where everything of a procedure's BPMN diagram lies. All lengths are pixels of the diagram.

Lanes lie one under another, and every node has a stretch from left to right of its own. So a line
that goes up or down within the stretch of its node, or in the gap after it, meets no other node;
and lines that go far run in bands at the top and the bottom of the lanes, where nothing stands.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from paraf.core.sop import Sop, Step
from paraf.procedure.bpmn_flow import Graph, Kind, Node
from paraf.procedure.bpmn_routes import CHANNEL, TURN, Router, name_branches, runs
from paraf.procedure.bpmn_shapes import BRANCH, GATEWAY, LABEL, LETTER, ROW, Box, Picture, rows_of
from paraf.procedure.bpmn_words import APPROVED

LEFT, TOP = 160, 80
HEAD = 30
"""Width of the heads of the pool and of its lanes."""
EVENT, TASK = 36, 220
DOCUMENT, DOCUMENT_HEIGHT = 36, 50
PLACE = 106
"""Width of a document with its name."""
ASIDE = 62
"""Kept free beside the documents of a task, for lines that come to it from below or above."""
GAP = 56
"""Between two nodes."""
LONGEST = 80
"""Letters of the name of a pool or a lane that there is room for."""
LINES = 30
"""Rows of words in a task, at most; its documentation holds the rest."""


@dataclass(slots=True)
class _Lane:
    """What a lane must have room for, from top to bottom; `jumps` and `returns` are bands."""

    least: int = 0
    task: int = 60
    above: int = 16
    below: int = 16
    jumps: int = 0
    returns: int = 0

    @property
    def height(self) -> int:
        needed = self.before + self.task + self.below + CHANNEL * self.returns + 10
        return max(needed, self.least)

    @property
    def before(self) -> int:
        """From its top to its tasks."""
        return 10 + CHANNEL * self.jumps + self.above


def picture(sop: Sop, graph: Graph, words: Mapping[str, str]) -> Picture:
    """Return where everything lies; `words` are those at nodes and documents, by id."""
    lefts, widths = _stretches(graph)
    order = {one.id: i for i, one in enumerate(graph.nodes)}
    nodes = {one.id: one for one in graph.nodes}
    lanes = {one.key: _Lane(_head(one.printed)) for one in sop.actors}
    for node in graph.nodes:
        _make_room(lanes[node.actor], node, words)
    rank = {one.key: i for i, one in enumerate(sop.actors)}
    far = runs(graph, nodes, order, rank, lefts)
    for run in far.values():
        lane = lanes[run.lane]
        if run.over:
            lane.jumps = max(lane.jumps, run.depth + 1)
        else:
            lane.returns = max(lane.returns, run.depth + 1)
    end = max(lefts[one] + widths[one] for one in lefts) + 40
    made = _frame(lanes, end, _head(sop.identity.title))
    for node in graph.nodes:
        top = made.lanes[node.actor].y + lanes[node.actor].before
        _place(made, node, lefts[node.id], widths[node.id], top, lanes[node.actor].task)
        _place_documents(made, node, words)
    Router(made, nodes, order, rank, far).route(graph)
    name_branches(made, graph, words)
    return made


def _stretches(graph: Graph) -> tuple[dict[str, int], dict[str, int]]:
    """Return the left edge and the width of every node's stretch."""
    lefts, widths = {}, {}
    x = LEFT + 2 * HEAD + 30
    for node in graph.nodes:
        lefts[node.id], widths[node.id] = x, _width(node)
        x += widths[node.id] + _gap(node)
    return lefts, widths


def _gap(node: Node) -> int:
    if node.verdict:
        return min(len(APPROVED) * LETTER, LABEL) + TURN + 16
    reviewed = node.is_task and node.step is not None and node.step.mark is not None
    return 30 if reviewed else GAP


def _width(node: Node) -> int:
    if node.step is None:
        return EVENT
    if node.kind is Kind.GATEWAY:
        return GATEWAY if node.verdict else BRANCH
    documents = max(len(node.step.needs), len(node.step.gives))
    return max(TASK, ASIDE + PLACE * documents)


def _make_room(lane: _Lane, node: Node, words: Mapping[str, str]) -> None:
    step = node.step
    if step is None:
        return
    if not node.is_task:
        question = rows_of(words.get(node.id, ""), LABEL) * ROW
        lane.task = max(lane.task, GATEWAY + 2 * (question + 10) if not node.verdict else GATEWAY)
        return
    rows = min(rows_of(words[node.id], _width(node) - 16), LINES)
    lane.task = max(lane.task, 80, rows * ROW + 54)
    for keys, side in ((step.needs, "above"), (step.gives, "below")):
        if keys:
            tallest = max(rows_of(words[f"Document_{key}"], LABEL) for key in keys)
            room = DOCUMENT_HEIGHT + 4 + tallest * ROW + 30
            setattr(lane, side, max(getattr(lane, side), room))


def _head(name: str) -> int:
    """Return the height at which a name fits into the head of a lane or a pool."""
    return min(len(name), LONGEST) * LETTER + 20


def _frame(lanes: Mapping[str, _Lane], end: int, least: int) -> Picture:
    last = list(lanes.values())[-1]
    last.least = max(last.least, least - sum(one.height for one in lanes.values()) + last.height)
    boxes, y = {}, TOP
    for key, lane in lanes.items():
        boxes[key] = Box(LEFT + HEAD, y, end - LEFT - HEAD, lane.height)
        y += lane.height
    return Picture(Box(LEFT, TOP, end - LEFT, y - TOP), boxes)


def _place(made: Picture, node: Node, left: int, width: int, top: int, task: int) -> None:
    size = {Kind.START: EVENT, Kind.END: EVENT, Kind.GATEWAY: GATEWAY}.get(node.kind)
    if size is None:
        made.shapes[node.id] = Box(left, top, width, task)
    else:
        x, y = left + (width - size) // 2, top + (task - size) // 2
        made.shapes[node.id] = Box(x, y, size, size)


def _place_documents(made: Picture, node: Node, words: Mapping[str, str]) -> None:
    if node.is_task and node.step is not None:
        _place_side(made, node, node.step, words, over=True)
        _place_side(made, node, node.step, words, over=False)


def _place_side(
    made: Picture, node: Node, step: Step, words: Mapping[str, str], *, over: bool
) -> None:
    task = made.shapes[node.id]
    for i, key in enumerate(step.needs if over else step.gives, 1):
        center = task.x + PLACE * (i - 1) + PLACE // 2 + (0 if over else ASIDE)
        y = task.y - 24 - DOCUMENT_HEIGHT if over else task.bottom + 24
        shape = Box(center - DOCUMENT // 2, y, DOCUMENT, DOCUMENT_HEIGHT)
        height = rows_of(words[f"Document_{key}"], LABEL) * ROW
        name = f"{'Input' if over else 'Output'}_{step.label}_{i}"
        made.shapes[name] = shape
        at = shape.y - height - 3 if over else shape.bottom + 3
        made.labels[name] = Box(center - LABEL // 2, at, LABEL, height)
        ends = ((center, shape.bottom), (center, task.y))
        if not over:
            ends = ((center, task.bottom), (center, shape.y))
        made.lines[f"{name}_flow"] = ends
