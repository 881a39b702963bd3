"""A procedure as BPMN 2.0: what process modellers open, with its diagram.

Lanes are the actors, tasks the steps. A review is a task and a gateway that goes on or back, a
branch is a gateway that asks its question. What BPMN has no word for stands in `extensionElements`
in a namespace of our own, so that `bpmn_reading` gives back an equal procedure.
"""

from collections.abc import Iterator, Sequence
from dataclasses import fields

from lxml import etree

from paraf.core.sop import Act, Identity, Sop, Step
from paraf.procedure.bpmn_flow import Flow, Graph, Kind, Node, graph
from paraf.procedure.bpmn_layout import picture
from paraf.procedure.bpmn_shapes import Box, Picture
from paraf.procedure.bpmn_words import BOUNDS, BPMN, DI, OURS, POINTS, PREFIXES, written

Element = etree._Element


def write_bpmn(sop: Sop) -> bytes:
    """Return the BPMN 2.0 file of a procedure: the same bytes for equal procedures, in UTF-8."""
    flow = graph(sop)
    words = _words(sop, flow)
    root = etree.Element(f"{{{BPMN}}}definitions", nsmap=PREFIXES)
    root.set("id", f"Definitions_{sop.id}")
    root.set("targetNamespace", f"{OURS}:{sop.id}")
    root.set("exporter", "Paraf")
    _collaboration(root, sop)
    _process(root, sop, flow, words)
    _diagram(root, sop, flow, picture(sop, flow, words))
    etree.indent(root, "  ")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _words(sop: Sop, flow: Graph) -> dict[str, str]:
    """Return the words at every node and document, by id."""
    nodes = {
        node.id: _name(node.step)
        for node in flow.nodes
        if node.step is not None and not node.verdict
    }
    return nodes | {f"Document_{one.key}": one.name for one in sop.documents}


def _name(step: Step) -> str:
    if step.act is Act.BRANCH:
        return step.question
    return f"{step.label}. {step.does or step.activity}"


def _add(parent: Element, tag: str, text: str | None = None, /, **attributes: str) -> Element:
    """Append an element of the standard; a text of None leaves it empty."""
    made = etree.SubElement(parent, f"{{{BPMN}}}{tag}", attributes)
    made.text = text
    return made


def _ours(parent: Element, name: str, **attributes: str | None) -> Element:
    """Append an element of our own; attributes that are empty are left away."""
    said = {key: value for key, value in attributes.items() if value}
    return etree.SubElement(parent, f"{{{OURS}}}{name}", said)


def _say(parent: Element, name: str, *texts: str) -> None:
    for text in texts:
        _ours(parent, name).text = text


def _extended(parent: Element) -> Element:
    return _add(parent, "extensionElements")


def _collaboration(root: Element, sop: Sop) -> None:
    made = _add(root, "collaboration", id=f"Collaboration_{sop.id}")
    _add(made, "participant", id="Pool", name=sop.identity.title, processRef=_process_id(sop))


def _process_id(sop: Sop) -> str:
    return f"Process_{sop.id}"


def _process(root: Element, sop: Sop, flow: Graph, words: dict[str, str]) -> None:
    title = sop.identity.title
    made = _add(root, "process", id=_process_id(sop), name=title, isExecutable="false")
    one = sop.identity
    block = (one.agency, one.unit, f"Nomor SOP: {one.number}", f"Nama SOP: {title}")
    _add(made, "documentation", "\n".join(line for line in block if line))
    ours = _ours(_extended(made), "sop", id=sop.id)
    _identity(ours, sop.identity)
    for change in sop.changes:
        _ours(ours, "change", key=change)
    _lanes(made, sop, flow)
    for document in sop.documents:
        kept = _add(made, "dataObject", id=f"Document_{document.key}", name=document.name)
        _ours(
            _extended(kept), "document", key=document.key,
            external="true" if document.external else None,
            stored="true" if document.stored else None,
            copies=str(document.copies) if document.copies > 1 else None,
        )  # fmt: skip
    for node in flow.nodes:
        _node(made, node, flow, words)
    for way in flow.flows:
        _flow(made, way)


def _identity(parent: Element, identity: Identity) -> None:
    made = _ours(parent, "identity")
    for one in fields(identity):
        value = getattr(identity, one.name)
        if one.name == "title" or not value:
            continue
        _say(made, one.name, *(value if isinstance(value, tuple) else (value,)))


def _lanes(process: Element, sop: Sop, flow: Graph) -> None:
    lanes = _add(process, "laneSet", id="Lanes")
    for actor in sop.actors:
        lane = _add(lanes, "lane", id=f"Lane_{actor.key}", name=actor.printed)
        _ours(_extended(lane), "actor", key=actor.key, post=actor.post)
        for node in flow.nodes:
            if node.actor == actor.key:
                _add(lane, "flowNodeRef", node.id)


def _node(process: Element, node: Node, flow: Graph, words: dict[str, str]) -> None:
    made = _add(process, node.kind.value, id=node.id)
    if node.id in words:
        made.set("name", words[node.id])
    if node.kind is Kind.GATEWAY:
        made.set("gatewayDirection", "Diverging")
    if node.verdict:
        _ours(_extended(made), "verdict")
    elif node.step is not None:
        _describe(made, node.step)
    for way in (one for one in flow.flows if one.target == node.id):
        _add(made, "incoming", way.id)
    for way in (one for one in flow.flows if one.source == node.id):
        _add(made, "outgoing", way.id)
    if node.step is not None and node.is_task:
        _documents(process, made, node.step, words)


def _describe(node: Element, step: Step) -> None:
    """Write what the name of a node does not say: for people, then for `bpmn_reading`."""
    activity = step.activity if step.does or step.act is Act.BRANCH else ""
    _add(node, "documentation", written(_cells(step), activity=activity))
    _step(_extended(node), step, activity)


def _cells(step: Step) -> dict[str, str]:
    return {
        "inputs": step.inputs,
        "norm": step.printed_norm,
        "output": step.output,
        "remark": step.remark,
        "note": step.note,
    }


def _step(extension: Element, step: Step, activity: str) -> None:
    made = _ours(
        extension, "step", label=step.label, act=step.act.value, change=step.change,
        mark=step.mark.value if step.mark else None, to=step.to, action=step.action,
        # A way on that is the usual one may be said, and may go without saying.
        next="said" if step.next == step.no + 1 else None,
    )  # fmt: skip
    for key, value in {"activity": activity, **_cells(step)}.items():
        if value:
            _say(made, key, value)
    if step.act is Act.BRANCH:
        _say(made, "does", *([step.does] if step.does else []))
        _say(made, "needs", *step.needs)
        _say(made, "gives", *step.gives)


def _documents(process: Element, task: Element, step: Step, words: dict[str, str]) -> None:
    """Let a task take and give its documents, each drawn beside it."""
    if not step.needs and not step.gives:
        return
    takes = [(f"Input_{step.label}_{i}", key) for i, key in enumerate(step.needs, 1)]
    gives = [(f"Output_{step.label}_{i}", key) for i, key in enumerate(step.gives, 1)]
    _sets(task, step, takes, gives)
    for name, _ in takes:
        way = _add(task, "dataInputAssociation", id=f"{name}_flow")
        _add(way, "sourceRef", name)
        _add(way, "targetRef", f"{name}_in")
    for name, _ in gives:
        way = _add(task, "dataOutputAssociation", id=f"{name}_flow")
        _add(way, "sourceRef", f"{name}_out")
        _add(way, "targetRef", name)
    for name, key in (*takes, *gives):
        _add(process, "dataObjectReference", id=name, name=words[f"Document_{key}"],
             dataObjectRef=f"Document_{key}")  # fmt: skip


def _sets(
    task: Element, step: Step, takes: Sequence[tuple[str, str]], gives: Sequence[tuple[str, str]]
) -> None:
    made = _add(task, "ioSpecification", id=f"Documents_{step.label}")
    for name, _ in takes:
        _add(made, "dataInput", id=f"{name}_in")
    for name, _ in gives:
        _add(made, "dataOutput", id=f"{name}_out")
    inputs = _add(made, "inputSet", id=f"Inputs_{step.label}")
    for name, _ in takes:
        _add(inputs, "dataInputRefs", f"{name}_in")
    outputs = _add(made, "outputSet", id=f"Outputs_{step.label}")
    for name, _ in gives:
        _add(outputs, "dataOutputRefs", f"{name}_out")


def _flow(process: Element, way: Flow) -> None:
    named = {"name": way.name} if way.name else {}
    made = _add(process, "sequenceFlow", id=way.id, **named, sourceRef=way.source,
                targetRef=way.target)  # fmt: skip
    if way.answer is not None:
        _ours(_extended(made), "answer", key=way.answer.key)
    elif way.returns:
        _ours(_extended(made), "returns")


def _diagram(root: Element, sop: Sop, flow: Graph, drawn: Picture) -> None:
    diagram = etree.SubElement(root, f"{{{DI}}}BPMNDiagram", id="Diagram")
    plane = etree.SubElement(
        diagram, f"{{{DI}}}BPMNPlane", id="Plane", bpmnElement=f"Collaboration_{sop.id}"
    )
    _shape(plane, "Pool", drawn.pool, isHorizontal="true")
    for key, box in drawn.lanes.items():
        _shape(plane, f"Lane_{key}", box, isHorizontal="true")
    gateways = {one.id for one in flow.nodes if one.kind is Kind.GATEWAY}
    for name, box in drawn.shapes.items():
        marker = {"isMarkerVisible": "true"} if name in gateways else {}
        _label(_shape(plane, name, box, **marker), drawn.labels.get(name))
    for name, line in drawn.lines.items():
        edge = etree.SubElement(plane, f"{{{DI}}}BPMNEdge", id=f"{name}_di", bpmnElement=name)
        for x, y in line:
            etree.SubElement(edge, f"{{{POINTS}}}waypoint", x=str(x), y=str(y))
        _label(edge, drawn.labels.get(name))


def _shape(plane: Element, name: str, box: Box, **attributes: str) -> Element:
    made = etree.SubElement(
        plane, f"{{{DI}}}BPMNShape", {"id": f"{name}_di", "bpmnElement": name, **attributes}
    )
    _bounds(made, box)
    return made


def _label(parent: Element, box: Box | None) -> None:
    if box is not None:
        _bounds(etree.SubElement(parent, f"{{{DI}}}BPMNLabel"), box)


def _bounds(parent: Element, box: Box) -> None:
    etree.SubElement(parent, f"{{{BOUNDS}}}Bounds", dict(_numbers(box)))


def _numbers(box: Box) -> Iterator[tuple[str, str]]:
    for key in ("x", "y", "width", "height"):
        yield key, str(getattr(box, key))
