"""A procedure as BPMN sees it: nodes in their order, and the flows between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from paraf.core.sop import Act, Answer, Sop, Step
from paraf.procedure.bpmn_words import APPROVED, RETURNED


class Kind(Enum):
    """What a node is; the value is the name of its element."""

    START = "startEvent"
    END = "endEvent"
    READ = "userTask"
    HAND = "manualTask"
    SEND = "sendTask"
    PROGRAM = "serviceTask"
    GATEWAY = "exclusiveGateway"


@dataclass(frozen=True, slots=True)
class Node:
    """An event, a task or a gateway; `step` is empty for the events, `verdict` follows a review."""

    id: str
    kind: Kind
    actor: str
    step: Step | None = None
    verdict: bool = False

    @property
    def is_task(self) -> bool:
        """Whether it is drawn as a box with the words of the step in it."""
        return self.kind not in (Kind.START, Kind.END, Kind.GATEWAY)


@dataclass(frozen=True, slots=True)
class Flow:
    """A sequence flow between the nodes of two ids; `answer` if it leaves a branch."""

    id: str
    source: str
    target: str
    name: str = ""
    returns: bool = False
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Graph:
    """All nodes from left to right, and all flows."""

    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]


START, END = "Start", "End"


def graph(sop: Sop) -> Graph:
    """Return the nodes and flows of a procedure; a review is a task and the gateway after it."""
    nodes = [
        Node(START, Kind.START, sop.steps[0].actor),
        *(node for step in sop.steps for node in _nodes(step)),
        Node(END, Kind.END, sop.steps[-1].actor),
    ]
    flows = [
        Flow("Flow_start", START, _id(sop, 1)),
        *(flow for step in sop.steps for flow in _flows(sop, step)),
    ]
    return Graph(tuple(nodes), tuple(flows))


def kind(step: Step) -> Kind:
    """Return how a step is drawn."""
    match step.act:
        case Act.PREPARE | Act.REVIEW:
            return Kind.READ
        case Act.DISPOSITION:
            return Kind.SEND
        case Act.BRANCH:
            return Kind.GATEWAY
        case Act.PERFORM | Act.ARCHIVE:
            return Kind.HAND if step.by_hand else Kind.PROGRAM


def _nodes(step: Step) -> Iterator[Node]:
    yield Node(f"Step_{step.label}", kind(step), step.actor, step)
    if step.act is Act.REVIEW:
        yield Node(f"Verdict_{step.label}", Kind.GATEWAY, step.actor, step, verdict=True)


def _flows(sop: Sop, step: Step) -> Iterator[Flow]:
    here = f"Step_{step.label}"
    if step.act is Act.BRANCH:
        for one in step.answers:
            to = _id(sop, one.next)
            yield Flow(f"Answer_{step.label}_{one.key}", here, to, one.says, answer=one)
        return
    to = _id(sop, sop.after(step))
    if step.act is Act.REVIEW:
        gateway, back = f"Verdict_{step.label}", _id(sop, step.returns_to or 1)
        yield Flow(f"Flow_{step.label}", here, gateway)
        yield Flow(f"Approved_{step.label}", gateway, to, APPROVED)
        yield Flow(f"Returned_{step.label}", gateway, back, RETURNED, returns=True)
    else:
        yield Flow(f"Flow_{step.label}", here, to)


def _id(sop: Sop, no: int) -> str:
    return f"Step_{sop.step(no).label}" if no <= len(sop.steps) else END
