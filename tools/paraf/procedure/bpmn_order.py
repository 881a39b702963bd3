"""The order of what was drawn: which ways lead back, and what comes after what.

A way leads back where we said so, where it is called so, or where its target lies on every way to
its source. The others have no circle; what they leave open, the labels of our own steps decide, and
among steps that others drew, the order of the ways.
"""

import heapq
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from paraf.core.words import T
from paraf.procedure.bpmn_drawing import GATEWAY, Drawing, Flow, Node
from paraf.procedure.bpmn_words import RETURNED

LABEL = re.compile(r"([1-9][0-9]{0,3})([a-z]?)")
NAMES = (RETURNED, "kembali", "ditolak", "tidak disetujui", "returned", "rejected")
Key = tuple[int, ...]
LATE = 10_000
"""Sorts behind every row what others drew without a way to it."""
END = ""
"""Stands for every end event, and for a way that just ends."""


def row_of(node: Node) -> tuple[int, str] | None:
    """Return the printed number and the letter that we once gave a node; None if we gave none."""
    match = LABEL.fullmatch(node.step.get("label")) if node.step else None
    return (int(match[1]), match[2]) if match else None


def key_of(node: Node) -> Key | None:
    """Return what sorts our own steps."""
    row = row_of(node)
    return (row[0], ord(row[1]) if row[1] else 0) if row else None


def backward(drawn: Drawing) -> set[int]:
    """Return which flows lead back, by their place in `flows`."""
    before = _dominators(drawn)
    return {i for i, flow in enumerate(drawn.flows) if _leads_back(drawn, flow, before)}


def _leads_back(drawn: Drawing, flow: Flow, before: Mapping[str, int]) -> bool:
    if flow.marked:
        return True
    source, target = drawn.nodes[flow.source], drawn.nodes[flow.target]
    here, there = _key_around(drawn, source), key_of(target)
    if here is not None and there is not None:
        return there <= here
    named = flow.name.strip().casefold() in NAMES
    if source.kind == GATEWAY and source.step is None and named:
        return True
    return bool(before[flow.source] >> target.place & 1)


def _key_around(drawn: Drawing, node: Node) -> Key | None:
    """Return what sorts a node; of a gateway that we drew after a review, what sorts the review."""
    if node.verdict:
        reviews = drawn.entering(node.id)
        node = drawn.nodes[reviews[0].source] if reviews else node
    return key_of(node)


def _dominators(drawn: Drawing) -> dict[str, int]:
    """Return for each node the set, as bits of places, of nodes on every way to it.

    A node that no way from the outside comes to has only itself.
    """
    into: dict[str, list[str]] = defaultdict(list)
    out: dict[str, list[str]] = defaultdict(list)
    for flow in drawn.flows:
        into[flow.target].append(flow.source)
        out[flow.source].append(flow.target)
    own = {key: 1 << node.place for key, node in drawn.nodes.items()}
    reached = _reached([key for key in own if not into[key]], out)
    everything = (1 << len(own)) - 1
    found = {key: everything if into[key] and key in reached else own[key] for key in own}
    changed = True
    while changed:
        changed = False
        for key in reached:
            meet = everything if into[key] else 0
            for one in into[key]:
                meet &= found[one] if one in reached else everything
            changed, found[key] = changed or meet | own[key] != found[key], meet | own[key]
    return found


def _reached(roots: list[str], out: Mapping[str, list[str]]) -> dict[str, None]:
    """Return what can be come to from the roots, about in the order in which it is come to."""
    found = dict.fromkeys(roots)
    waiting = list(roots)
    for here in waiting:
        for to in out.get(here, []):
            if to not in found:
                found[to] = None
                waiting.append(to)
    return found


def ordered(
    drawn: Drawing, steps: Mapping[str, Node], ways: Callable[[str], list[str]]
) -> list[Node]:
    """Return the steps in an order in which every way leads on; notes circles as mistakes."""
    waiting = dict.fromkeys(steps, 0)
    for one in steps:
        for to in _further(ways(one)):
            waiting[to] += 1
    after: dict[str, Key] = dict(_first(drawn, waiting))
    ready = [(_sorts(steps[one], after[one]), one) for one in after]
    heapq.heapify(ready)
    found = []
    while ready:
        key, here = heapq.heappop(ready)
        found.append(steps[here])
        for to in _further(ways(here)):
            waiting[to] -= 1
            after[to] = max(after.get(to, ()), key)
            if waiting[to] == 0:
                heapq.heappush(ready, (_sorts(steps[to], after[to]), to))
    for one in [one for one in steps if waiting[one] > 0][:1]:
        what = T("The way goes round in a circle here; only a review sends back, by a gateway"
                 " with two ways.")  # fmt: skip
        drawn.wrong(steps[one].line, what)
    return found


def _further(ways: list[str]) -> list[str]:
    return [one for one in ways if one != END]


def _sorts(node: Node, after: Key) -> Key:
    return key_of(node) or (*after, node.place + 1)


def _first(drawn: Drawing, waiting: Mapping[str, int]) -> Iterator[tuple[str, Key]]:
    """Yield the steps that no way leads to: the one after the start before all others."""
    starts = {flow.target for flow in drawn.flows if drawn.nodes[flow.source].kind == "startEvent"}
    free = sorted((one for one in waiting if waiting[one] == 0), key=lambda one: one not in starts)
    for i, one in enumerate(free):
        yield one, (LATE if i else 0,)
