"""The cells of a row and what its acts mean, from a node that was drawn."""

from collections.abc import Mapping
from typing import Any

from paraf.core.words import T
from paraf.procedure.bpmn_drawing import GATEWAY, Node
from paraf.procedure.bpmn_keys import Keys, slug
from paraf.procedure.bpmn_order import END
from paraf.procedure.bpmn_said import Said
from paraf.procedure.bpmn_ways import Ways
from paraf.procedure.bpmn_words import CELLS, cells, written

MARKS = (
    ("mengetahui", "acknowledge"), ("tanda tangan", "sign"), ("tandatangan", "sign"),
    ("menandatangani", "sign"), ("paraf", "paraf"),
)  # fmt: skip
"""What the name of a review says of its mark; nothing else does, in a drawing of others."""
TEXT = "dossier"
"""What a change is called in a drawing that knows none."""
PROGRAMS = ("serviceTask", "scriptTask", "businessRuleTask")
Labels = Mapping[str, int | str]


def cells_of(node: Node, keys: Keys) -> dict[str, str]:
    """Return actor, activity and the other cells of the row that a node belongs to.

    Of a node of ours the documentation counts where somebody changed it: modellers show it, and
    hide our own elements.
    """
    found = dict(cells(node.documentation))
    if node.step is None:
        empty = dict.fromkeys(CELLS, "")
        if not found:
            empty["note"] = node.documentation.strip()
        activity = found.get("activity") or node.name.strip()
        return _row(node, keys, activity, empty | found)
    kept = {key: node.step.text(key) for key in CELLS}
    activity = node.step.text("activity")
    if found and node.documentation != written(kept, activity=activity):
        kept = {key: found.get(key, "") for key in CELLS} | {
            "norm": found.get("norm") or kept["norm"]
        }
        activity = found.get("activity", activity)
        what = T("The documentation of step {no} was changed; it counts, not what was kept beside"
                 " it.", no=node.step.get("label"))  # fmt: skip
        keys.drawn.leave(node.line, what)
    return _row(node, keys, activity or _named(node), kept)


def _row(node: Node, keys: Keys, activity: str, kept: Mapping[str, str]) -> dict[str, str]:
    actor = keys.actors.get(node.lane, "")
    return {"actor": actor, "activity": activity, **{key: kept[key] for key in CELLS}}


def _named(node: Node) -> str:
    """Return the name of a node without the label that we put before it."""
    return node.name.removeprefix(f"{node.step.get('label')}. ") if node.step else node.name


def act_of(node: Node, ways: Ways, keys: Keys, labels: Labels, after: str) -> dict[str, Any]:
    """Return what a node means to the program; `after` is the step that follows in the table."""
    gateway = node.kind == GATEWAY
    said = _ours(node, node.step) if node.step else _theirs(node, ways, keys)
    back = ways.back.get(node.id)
    needs, gives = keys.named(node, node.takes), keys.named(node, node.gives)
    if gateway and node.step is not None:
        needs, gives = node.step.texts.get("needs", []), node.step.texts.get("gives", [])
    elif not gives and node.step is None and said["act"] in ("prepare", "perform"):
        gives = keys.given(dict(cells(node.documentation)).get("output", ""))
    return {
        **said,
        "question": node.name if gateway else None,
        "change": None,
        "returns_to": labels[back] if back else None,
        "answers": _answers(node, ways, labels) if gateway else [],
        "next": None if gateway else _next(node, ways, labels, after),
        "needs": needs,
        "gives": gives,
    }


def _ours(node: Node, step: Said) -> dict[str, Any]:
    does = step.text("does")
    if node.kind != GATEWAY and "activity" in step.texts:
        does = _named(node)
    said = {key: step.get(key) for key in ("action", "mark", "to")}
    return {"act": step.get("act"), "does": does, **said}


def _theirs(node: Node, ways: Ways, keys: Keys) -> dict[str, Any]:
    drawn = ways.drawn
    does = node.name.strip() if "activity" in dict(cells(node.documentation)) else ""
    if node.kind == GATEWAY:
        return {"act": "branch", "does": ""}
    if node.id in ways.back:
        name = node.name.casefold()
        mark = next((mark for word, mark in MARKS if word in name), None)
        return {"act": "review", "does": does, "mark": mark}
    if node.kind == "sendTask":
        to = ways.on[node.id][0][0]
        actor = keys.actors.get(drawn.nodes[to].lane) if to != END else None
        return {"act": "disposition", "does": does, "to": actor}
    if node.kind in PROGRAMS:
        what = T("No program of Paraf does this; somebody does it by hand: {name}",
                 name=node.name[:80])  # fmt: skip
        drawn.leave(node.line, what)
    return {"act": "prepare" if node.kind == "userTask" else "perform", "does": does}


def _answers(node: Node, ways: Ways, labels: Labels) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for to, flow in ways.on[node.id]:
        taken = {one["key"] for one in found}
        key, says = (flow.key, flow.name) if flow else ("", "")
        answer = {"key": key or slug(says or "jawaban", taken), "says": says, "next": labels[to]}
        found.append(answer)
    return found


def _next(node: Node, ways: Ways, labels: Labels, after: str) -> int | str | None:
    to = ways.on[node.id][0][0]
    said = node.step is not None and node.step.get("next") == "said"
    return labels[to] if said or to != after else None


def belonging(ways: Ways, changes: list[str]) -> dict[str, str]:
    """Return the change that each step belongs to, by id; empty for one that concerns no text.

    What others drew belongs to the change before it. It begins one of its own after a review, for a
    text does not change then, and in a procedure that knows no changes where ways part or meet.
    """
    found: dict[str, str] = {}
    meets = set() if changes else _meets(ways)
    reviewed: set[str] = set()
    last = ""
    for node in ways.order:
        review = node.id in ways.back
        if node.step is not None:
            found[node.id] = node.step.get("change")
        elif node.kind == GATEWAY or (node.kind == "sendTask" and not review):
            found[node.id] = ""
        elif not review and (not last or last in reviewed or node.id in meets):
            found[node.id] = slug(TEXT, {*changes, *found.values()})
        else:
            found[node.id] = last or TEXT
        last = found[node.id] or last
        reviewed |= {last} if review else set()
    return found


def _meets(ways: Ways) -> set[str]:
    """Return the steps that an answer leads to, and those that several ways lead to."""
    seen: set[str] = set()
    found: set[str] = set()
    for node in ways.order:
        for to, _ in ways.on[node.id]:
            if to in seen or node.kind == GATEWAY:
                found.add(to)
            seen.add(to)
    return found
