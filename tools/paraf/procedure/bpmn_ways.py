"""Where each step of a drawing leads: through gateways to the steps that follow it, or back."""

from dataclasses import dataclass, field

from paraf.core.words import T
from paraf.procedure.bpmn_drawing import GATEWAY, Drawing, Flow, Node
from paraf.procedure.bpmn_order import END, backward, ordered, row_of


@dataclass(slots=True)
class Ways:
    """Where each step leads: on, back, or by its answers."""

    drawn: Drawing
    steps: dict[str, Node] = field(default_factory=dict)
    on: dict[str, list[tuple[str, Flow | None]]] = field(default_factory=dict)
    back: dict[str, str] = field(default_factory=dict)
    order: list[Node] = field(default_factory=list)
    returns: set[int] = field(default_factory=set)

    def find(self) -> None:
        """Find the steps, their ways and their order."""
        drawn = self.drawn
        self.returns = backward(drawn)
        self._check_labels()
        self.steps = {key: one for key, one in drawn.nodes.items() if self._is_step(one)}
        for key in self.steps:
            self.on[key] = []
            self._follow(key)
        for node in drawn.nodes.values():
            self._check(node)
        if drawn.mistakes:
            return
        self.order = ordered(drawn, self.steps, lambda key: [to for to, _ in self.on[key]])
        self._check_start()

    def leaving(self, key: str) -> tuple[list[Flow], list[Flow]]:
        """Return the flows that leave a node: those that lead on, and those that lead back."""
        flows = [(i, one) for i, one in enumerate(self.drawn.flows) if one.source == key]
        on = [one for i, one in flows if i not in self.returns]
        return on, [one for i, one in flows if i in self.returns]

    def _is_step(self, node: Node) -> bool:
        if node.is_task or node.kind != GATEWAY:
            return node.is_task
        on, back = self.leaving(node.id)
        return node.step is not None or (len(on) > 1 and not back and not node.verdict)

    def _is_verdict(self, node: Node) -> bool:
        return node.kind == GATEWAY and bool(self.leaving(node.id)[1])

    def _follow(self, key: str) -> None:
        on, _ = self.leaving(key)
        if self.steps[key].is_task and len(on) > 1:
            what = T("Several ways lead out of this step; draw a gateway where they part.")
            self.drawn.wrong(self.steps[key].line, what)
        if self.steps[key].is_task and len(on) == 1:
            gateway = self.drawn.nodes[on[0].target]
            if self._is_verdict(gateway):
                forth, back = self.leaving(gateway.id)
                self.back[key] = self._resolve(back[0].target)
                self.on[key] = [(self._resolve(one.target), one) for one in forth]
                return
        self.on[key] = [(self._resolve(one.target), one) for one in on] or [(END, None)]

    def _resolve(self, key: str) -> str:
        """Return the step that a way comes to, through gateways that only join."""
        seen = set()
        while key not in self.steps and key not in seen:
            seen.add(key)
            on, _ = self.leaving(key)
            if not on:
                return END
            key = on[0].target
        return key if key in self.steps else END

    def _check(self, node: Node) -> None:
        on, back = self.leaving(node.id)
        if not back:
            return
        before = self.drawn.entering(node.id)
        reviewed = len(before) == 1 and self.drawn.nodes[before[0].source].is_task
        if node.kind != GATEWAY or not reviewed or len(on) != 1 or len(back) != 1:
            what = T("Only a review sends back: a task, and after it a gateway with two ways, one"
                     " on and one back.")  # fmt: skip
            self.drawn.wrong(back[0].line, what)
        elif self._resolve(back[0].target) == END:
            what = T("Sent back, a case goes to an earlier step, not to the end.")
            self.drawn.wrong(back[0].line, what)

    def _check_labels(self) -> None:
        seen: set[tuple[int, str]] = set()
        for node in self.drawn.nodes.values():
            row = row_of(node)
            if node.step is not None and row is None:
                what = T("{key} must be a step of this table, such as 4 or 3a.", key="label")
                self.drawn.wrong(node.step.line, what)
            elif node.step is not None and row in seen:
                what = T("{key} stands here twice.", key=node.step.get("label"))
                self.drawn.wrong(node.step.line, what)
            elif row is not None:
                seen.add(row)

    def _check_start(self) -> None:
        starts = [one for one in self.drawn.nodes.values() if one.kind == "startEvent"]
        for one in starts[1:]:
            self.drawn.wrong(one.line, T("A second start stands here; an SOP has one."))
        for one in starts[:1]:
            first = self._resolve(one.id)
            if self.order and first != self.order[0].id:
                what = T("The start does not lead to the first step: {name}.",
                         name=self.order[0].name[:80] or self.order[0].id[:80])  # fmt: skip
                self.drawn.wrong(one.line, what)
