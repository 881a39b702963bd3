"""Where the lines of a BPMN diagram run: straight on, or through the bands of the lanes."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from paraf.procedure.bpmn_flow import Flow, Graph, Kind, Node
from paraf.procedure.bpmn_shapes import BRANCH, LABEL, LETTER, ROW, Box, Line, Picture, rows_of

CHANNEL = 14
"""Distance of lines that run side by side."""
ENTRIES = 44
"""Width, at the corner of a task, in which long ways end."""
TURN = 26
"""From where a line turns to the node on its right."""


@dataclass(frozen=True, slots=True)
class Run:
    """The long way of a flow: in the `depth`-th channel of a band of `lane`, from the outside."""

    lane: str
    over: bool
    depth: int


def runs(
    graph: Graph,
    nodes: Mapping[str, Node],
    order: Mapping[str, int],
    rank: Mapping[str, int],
    lefts: Mapping[str, int],
) -> dict[str, Run]:
    """Give each flow that goes far a channel: a longer one lies further out."""
    bands: dict[tuple[str, bool], list[list[tuple[int, int]]]] = defaultdict(list)
    near = set(_near(graph, order).values())
    far = [one for one in graph.flows if one.id not in near]
    found = {}
    for flow in sorted(far, key=lambda one: -abs(order[one.target] - order[one.source])):
        source, target = nodes[flow.source].actor, nodes[flow.target].actor
        over = not flow.returns or rank[target] > rank[source]
        span = tuple(sorted((lefts[flow.source], lefts[flow.target])))
        channels = bands[target, over]
        depth = next((i for i, one in enumerate(channels) if _free(one, span)), len(channels))
        if depth == len(channels):
            channels.append([])
        channels[depth].append((span[0], span[1]))
        found[flow.id] = Run(target, over, depth)
    return found


def _near(graph: Graph, order: Mapping[str, int]) -> dict[str, str]:
    """Return by its source the flow that goes straight on to the next node; two would be one."""
    found: dict[str, str] = {}
    for flow in graph.flows:
        if order[flow.target] == order[flow.source] + 1:
            found.setdefault(flow.source, flow.id)
    return found


def _rightward(graph: Graph, order: Mapping[str, int]) -> set[str]:
    """Return the flows that leave to the right: one from each node."""
    found = _near(graph, order)
    for flow in graph.flows:
        if not flow.returns:
            found.setdefault(flow.source, flow.id)
    return set(found.values())


def _entries(graph: Graph, far: Mapping[str, Run]) -> dict[str, int]:
    """Return how far from the corner of its target each long way ends.

    The order is such that ways to one target do not cross: of those from the left the outermost
    ends nearest to the corner, of those from the right the innermost.
    """
    sides: dict[tuple[str, bool], list[tuple[bool, int, str]]] = defaultdict(list)
    for flow in graph.flows:
        run = far.get(flow.id)
        if run is not None:
            crossed = run.over and flow.returns
            depth = -run.depth if crossed else run.depth
            sides[flow.target, run.over].append((crossed, depth, flow.id))
    found = {}
    for ways in sides.values():
        distance = min(12, ENTRIES // len(ways))
        for i, (_, _, key) in enumerate(sorted(ways)):
            found[key] = 14 + distance * i
    return found


def _free(channel: list[tuple[int, int]], span: tuple[int, ...]) -> bool:
    return all(span[1] + 300 < start or end + 300 < span[0] for start, end in channel)


@dataclass(slots=True)
class Router:
    """Draws the flows: straight on where they can, else through the bands."""

    made: Picture
    nodes: Mapping[str, Node]
    order: Mapping[str, int]
    rank: Mapping[str, int]
    runs: Mapping[str, Run]
    rightward: set[str] = field(default_factory=set)
    entries: dict[str, int] = field(default_factory=dict)
    named: dict[tuple[str, bool], int] = field(default_factory=dict)
    """How high the labels over (or under) a node are stacked already."""

    def route(self, graph: Graph) -> None:
        self.rightward = _rightward(graph, self.order)
        self.entries = _entries(graph, self.runs)
        for flow in graph.flows:
            run = self.runs.get(flow.id)
            line = self._straight(flow) if run is None else self._long(flow, run)
            self.made.lines[flow.id] = _clean(line)
            if flow.name:
                self.made.labels[flow.id] = self._label(flow, line)

    def _straight(self, flow: Flow) -> Line:
        source, target = self.made.shapes[flow.source], self.made.shapes[flow.target]
        (_, start), (_, end), turn = source.center, target.center, self._turn(flow.source)
        return ((source.right, start), (turn, start), (turn, end), (target.x, end))

    def _turn(self, source: str) -> int:
        """Return where lines turn in the gap after a node."""
        box = self.made.shapes[source]
        after = next(one for one, i in self.order.items() if i == self.order[source] + 1)
        left = self._left(after)
        return max(left - TURN, (box.right + left) // 2)

    def _left(self, key: str) -> int:
        """Return where the stretch of a node begins."""
        node, box = self.nodes[key], self.made.shapes[key]
        branch = node.kind is Kind.GATEWAY and not node.verdict
        return box.center[0] - BRANCH // 2 if branch else box.x

    def _long(self, flow: Flow, run: Run) -> Line:
        target, y = self.made.shapes[flow.target], self._channel(run)
        head = self._leave(flow, y)
        if self.nodes[flow.target].is_task:
            aside = self.entries[flow.id]
            x, edge = (target.right - aside, target.y) if run.over else (
                target.x + aside, target.bottom)  # fmt: skip
            return (*head, (x, y), (x, edge))
        x = self._left(flow.target) - 14
        return (*head, (x, y), (x, target.center[1]), (target.x, target.center[1]))

    def _channel(self, run: Run) -> int:
        lane = self.made.lanes[run.lane]
        offset = 10 + CHANNEL * run.depth
        return lane.y + offset if run.over else lane.bottom - offset

    def _leave(self, flow: Flow, y: int) -> Line:
        """Return the way from a node to its channel: upwards or downwards from a gateway."""
        source = self.made.shapes[flow.source]
        x, middle = source.center
        if flow.id not in self.rightward:
            return ((x, source.bottom if y > middle else source.y), (x, y))
        turn = self._turn(flow.source)
        return ((source.right, middle), (turn, middle), (turn, y))

    def _label(self, flow: Flow, line: Line) -> Box:
        """Return the place of the words at a flow: beside where it leaves its gateway."""
        (x, y), box = line[0], self.made.shapes[flow.source]
        height = rows_of(flow.name, LABEL) * ROW
        width = min(len(flow.name) * LETTER, LABEL)
        if x == box.right:
            return Box(x + 6, y - height - 4, width, height)
        under = y == box.bottom
        stack = self.named.get((flow.source, under), 0)
        self.named[flow.source, under] = stack + height
        if under:
            return Box(x + 7, y + 5 + stack, width, height)
        left = x + 7 if flow.returns else x - 7 - width
        return Box(left, y - 5 - stack - height, width, height)


def _clean(line: Line) -> Line:
    """Leave away points that turn nothing."""
    kept: list[tuple[int, int]] = []
    for point in line:
        if kept and point == kept[-1]:
            continue
        if len(kept) > 1 and (kept[-2][0] == kept[-1][0] == point[0]
                              or kept[-2][1] == kept[-1][1] == point[1]):  # fmt: skip
            kept.pop()
        kept.append(point)
    return tuple(kept)


def name_branches(made: Picture, graph: Graph, words: Mapping[str, str]) -> None:
    """Put each question under its gateway, or over it, or beside the line that leaves below."""
    for node in graph.nodes:
        question = words.get(node.id, "")
        if node.kind is not Kind.GATEWAY or not question:
            continue
        box = made.shapes[node.id]
        leaving = {made.lines[one.id][0][1] for one in graph.flows if one.source == node.id}
        height = rows_of(question, LABEL) * ROW
        x, y = box.center[0] - LABEL // 2, box.bottom + 5
        if box.bottom in leaving and box.y in leaving:
            x = box.center[0] - 7 - LABEL
        elif box.bottom in leaving:
            y = box.y - 5 - height
        made.labels[node.id] = Box(x, y, LABEL, height)
