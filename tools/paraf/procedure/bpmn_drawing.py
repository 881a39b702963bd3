"""What stands in a BPMN file: its nodes, flows, lanes and documents, and all that has no place."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from paraf.core.words import T, Text
from paraf.ports import Mistake
from paraf.procedure.bpmn_parse import Element, children, documentation, inner, kind, line
from paraf.procedure.bpmn_said import Said, said

TASKS = (
    "task", "userTask", "manualTask", "serviceTask", "sendTask", "receiveTask", "scriptTask",
    "businessRuleTask",
)  # fmt: skip
GATEWAY = "exclusiveGateway"
NODES = (*TASKS, GATEWAY, "startEvent", "endEvent")
DOCUMENTS = ("dataObjectReference", "dataStoreReference")
ASIDE = ("textAnnotation", "association", "group", "messageFlow", "dataInput", "dataOutput")
"""What people draw beside a process; an SOP has no place for it, and the way does not need it."""
QUIET = (
    "documentation", "extensionElements", "laneSet", "sequenceFlow", "dataObject", "property",
    "ioSpecification", "auditing", "monitoring", "participant",
)  # fmt: skip
MOST = 1000
"""Nodes, and flows, that are read."""

GATEWAYS = ("parallelGateway", "inclusiveGateway", "complexGateway", "eventBasedGateway")
ONE_BY_ONE = T("steps are done one after another; only an exclusive gateway parts ways.")
FLAT = T("draw its steps in the lanes themselves.")
NO_EVENT = T("it has a start and ends, and no other event.")
NOTHING = T("There is no task in this file; draw what is done, step by step.")
NOT_KNOWN = T("BPMN has it, an SOP does not.")


@dataclass(frozen=True, slots=True)
class Node:
    """A task, gateway or event; `step` is what our own element says of it."""

    id: str
    kind: str
    name: str
    line: int
    lane: str
    place: int
    documentation: str = ""
    step: Said | None = None
    verdict: bool = False
    takes: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()

    @property
    def is_task(self) -> bool:
        """Whether it is a task of any kind."""
        return self.kind in TASKS


@dataclass(frozen=True, slots=True)
class Flow:
    """A sequence flow; `marked` as a way back by us, `key` of an answer."""

    source: str
    target: str
    name: str
    line: int
    marked: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane without lanes in it."""

    id: str
    name: str
    line: int
    actor: Said | None


@dataclass(slots=True)
class Drawing:
    """A file as it was drawn; what is `left_out` has no place in an SOP and is no mistake."""

    file: str
    name: str = ""
    line: int = 1
    about: str = ""
    sop: Element | None = None
    ids: set[str] = field(default_factory=set)
    lanes: list[Lane] = field(default_factory=list)
    nodes: dict[str, Node] = field(default_factory=dict)
    flows: list[Flow] = field(default_factory=list)
    objects: dict[str, Element] = field(default_factory=dict)
    references: dict[str, Element] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    left_out: list[Mistake] = field(default_factory=list)

    def blame(self, element: Element, what: Text) -> None:
        """Note a mistake at an element."""
        self.wrong(line(element), what)

    def wrong(self, at: int, what: Text) -> None:
        """Note a mistake at a line."""
        self.mistakes.append(Mistake(self.file, at, what))

    def leave(self, at: int, what: Text) -> None:
        """Note what is left out, or taken otherwise than it was drawn."""
        self.left_out.append(Mistake(self.file, at, what))

    def entering(self, node: str) -> list[Flow]:
        """Return the flows that enter a node."""
        return [one for one in self.flows if one.target == node]


def drawing(root: Element, file: str) -> Drawing:
    """Return what is drawn in a file, with the mistakes found on the way."""
    made = Drawing(file)
    processes = [one for one in children(root, "process") if _steps(one)]
    if not processes:
        made.blame(root, NOTHING)
        return made
    for one in processes[1:]:
        made.blame(one, T("A second process begins here; an SOP is one."))
    for one in children(root, "collaboration"):
        _collaboration(made, one, processes[0])
    _process(made, processes[0])
    return made


def _steps(process: Element) -> bool:
    return next(children(process, *NODES, "subProcess", "callActivity"), None) is not None


def _collaboration(made: Drawing, collaboration: Element, process: Element) -> None:
    for one in children(collaboration):
        if kind(one) == "participant" and one.get("processRef") == process.get("id"):
            made.name = one.get("name", "")
        elif kind(one) in (*ASIDE, "participant"):
            _leave_out(made, one)


def _leave_out(made: Drawing, element: Element) -> None:
    what = T("Left out, for an SOP has no place for it: {element}.", element=kind(element))
    made.leave(line(element), what)


def _process(made: Drawing, process: Element) -> None:
    made.line, made.about = line(process), documentation(process)
    made.name = made.name or process.get("name", "")
    made.sop = process
    _ids(made, process)
    lanes = _lanes(made, process)
    found = [one for one in children(process) if kind(one) in NODES]
    flows = list(children(process, "sequenceFlow"))
    if len(found) > MOST or len(flows) > MOST:
        made.blame(process, T("This is too large; at most {most} steps are read.", most=MOST))
        return
    for place, one in enumerate(found):
        node = _node(made, one, lanes, place)
        made.nodes[node.id] = node
    for one in children(process):
        _sort(made, one)
    for one in flows:
        _flow(made, one)


def _ids(made: Drawing, process: Element) -> None:
    seen = made.ids
    for one in process.iter("*"):
        key = one.get("id", "") if kind(one) else ""
        if key and key in seen:
            made.blame(one, T("{key} stands here twice.", key=key[:80]))
        seen.add(key)


def _sort(made: Drawing, one: Element) -> None:
    name = kind(one)
    if name == "dataObject":
        made.objects[one.get("id", "")] = one
    elif name in DOCUMENTS:
        made.references[one.get("id", "")] = one
    elif name in ASIDE:
        _leave_out(made, one)
    elif name not in (*NODES, *QUIET):
        made.blame(one, T("An SOP has no {element}: {why}", element=name, why=_why(name)))


def _why(name: str) -> Text:
    if name in GATEWAYS:
        return ONE_BY_ONE
    if name in ("subProcess", "callActivity", "transaction", "adHocSubProcess"):
        return FLAT
    return NO_EVENT if name.endswith("Event") else NOT_KNOWN


def _lanes(made: Drawing, process: Element) -> dict[str, str]:
    """Note the lanes, and return which lane each node stands in."""
    places = {}
    for lane in process.iter("*"):
        if kind(lane) != "lane" or next(children(lane, "childLaneSet"), None) is not None:
            continue
        key = lane.get("id", "")
        actor = said(lane, "actor", made.blame)
        made.lanes.append(Lane(key, lane.get("name", ""), line(lane), actor))
        for one in children(lane, "flowNodeRef"):
            places[(one.text or "").strip()] = key
    if not made.lanes:
        made.blame(process, T("There are no lanes; an SOP says who does each step."))
    return places


def _node(made: Drawing, element: Element, lanes: dict[str, str], place: int) -> Node:
    name, key = kind(element), element.get("id", "")
    if name not in ("startEvent", "endEvent") and made.lanes and key not in lanes:
        made.blame(element, T("This stands in no lane; an SOP says who does it."))
    for one in children(element):
        if kind(one).endswith("LoopCharacteristics"):
            made.blame(one, T("A step repeats nothing in itself; draw a way back after it."))
        elif kind(one).endswith("EventDefinition"):
            _leave_out(made, one)
    return Node(
        id=key,
        kind=name,
        name=element.get("name", ""),
        line=line(element),
        lane=lanes.get(key, ""),
        place=place,
        documentation=documentation(element),
        step=said(element, "step", made.blame),
        verdict=said(element, "verdict", made.blame) is not None,
        takes=tuple(_linked(element, "dataInputAssociation", "sourceRef")),
        gives=tuple(_linked(element, "dataOutputAssociation", "targetRef")),
    )


def _linked(task: Element, way: str, end: str) -> Iterator[str]:
    for one in children(task, way):
        yield inner(one, end)


def _flow(made: Drawing, element: Element) -> None:
    source, target = element.get("sourceRef", ""), element.get("targetRef", "")
    marked = said(element, "returns", made.blame) is not None
    answer = said(element, "answer", made.blame)
    if source not in made.nodes or target not in made.nodes:
        for end in (source, target):
            # What has no place here was named already, and the flows to it are no second mistake.
            if end not in made.ids:
                made.blame(element, T("The flow has an end that is not here: {id}.", id=end[:80]))
        return
    key = answer.get("key") if answer else ""
    name = element.get("name", "")
    made.flows.append(Flow(source, target, name, line(element), marked, key))
