"""Children at work: many at a time, each given one task after another, replaced when they fail."""

import os
import tempfile
import time
from collections import deque
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from typing import Any

from paraf.core.checking import Limits
from paraf.core.evidence import Severity
from paraf.core.words import T
from paraf.manuscript.kinds import PARTS
from paraf.manuscript.sandbox.process import PROGRAM, Process, SandboxFault, start
from paraf.manuscript.sandbox.wire import BadMessage
from paraf.ports import Progress

Task = Mapping[str, Any]
Answer = Mapping[str, Any]
"""What a child says of a task; `failed` in it is `died`, `slow` or `memory`: it says nothing."""

LEAST = 130
"""Megabytes that a child needs to read ordinary files; what does not go around starts fewer."""
SERVES = 100
"""Tasks that one child does before another takes over."""
STARTING = 60.0
"""Seconds by the clock in which a child has to be there."""
_HARM = frozenset(slug for slug, kind in PARTS["safety"].items() if kind.severity is Severity.BLOCK)
_AGAIN = ("memory", "died")


def _cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Manner:
    """How children are run. `patience` is how many seconds one may take over a task by the clock,
    however little it does; by default three times what it may take of the processor."""

    program: Sequence[str] = PROGRAM
    children: int = field(default_factory=_cores)
    clock: Callable[[], float] = time.monotonic
    patience: float | None = None


def run(
    tasks: Mapping[str, Task], limits: Limits, progress: Progress, manner: Manner
) -> Mapping[str, Answer]:
    """Return the answer to each task, by its name.

    The children share the memory of `limits`; what fails beside others is tried once more alone.
    None of them is left when this returns or raises. SandboxFault where none can be started.
    """
    children = max(1, min(manner.children, len(tasks), limits.megabytes // LEAST))
    with tempfile.TemporaryDirectory(prefix="paraf-") as scratch:
        crew = Crew(limits, manner, Path(scratch))
        found: dict[str, Answer] = {}
        # Closed at once, whatever is raised meanwhile: that ends the children.
        with closing(crew.work(tasks, children, SERVES)) as answers:
            for name, answer in answers:
                found[name] = answer
                progress(T("Looking into the files"), len(found), len(tasks))
        weak = {name: tasks[name] for name, one in found.items() if one.get("failed") in _AGAIN}
        if len(tasks) > 1:
            with closing(crew.work(weak, 1, 1)) as answers:
                found |= answers
    return found


@dataclass(frozen=True, slots=True)
class Crew:
    """Children, all under the same limits, their folders below `scratch`."""

    limits: Limits
    manner: Manner
    scratch: Path

    def work(
        self, tasks: Mapping[str, Task], children: int, serves: int
    ) -> Generator[tuple[str, Answer], None, None]:
        """Yield the answers as they come, of `children` at a time, each replaced after `serves`."""
        waiting = deque(tasks)
        busy: dict[Process, tuple[str, float]] = {}
        idle: list[Process] = []
        try:
            while waiting or busy:
                while waiting and len(busy) < children:
                    name = waiting.popleft()
                    one = idle.pop() if idle else self._start(children)
                    busy[one] = name, self.manner.clock() + self._patience(one)
                    one.ask(tasks[name])
                for one, answer in self._heard(busy):
                    name, _ = busy.pop(one)
                    one.served += 1
                    if one.served >= serves or _spent(answer):
                        one.end()
                    else:
                        idle.append(one)
                    yield name, answer
        finally:
            for one in (*busy, *idle):
                one.end()

    def _start(self, children: int) -> Process:
        folder = Path(tempfile.mkdtemp(dir=self.scratch))
        share = self.limits.megabytes // children
        return start(self.manner.program, share, self.limits.seconds, folder)

    def _patience(self, one: Process) -> float:
        if not one.ready:
            return STARTING
        patience = self.manner.patience
        return 3.0 * self.limits.seconds if patience is None else patience

    def _heard(self, busy: dict[Process, tuple[str, float]]) -> list[tuple[Process, Answer]]:
        """Wait until a child says something or is out of time, and return the answers."""
        found: list[tuple[Process, Answer]] = []
        nearest = min(until for _, until in busy.values())
        with DefaultSelector() as selector:
            for one in busy:
                selector.register(one, EVENT_READ, one)
            ready = selector.select(max(0.0, nearest - self.manner.clock()))
        for key, _ in ready:
            one = key.data
            was_ready = one.ready
            answer = _heard(one)
            if answer is not None:
                found.append((one, answer))
            elif one.ready and not was_ready:
                busy[one] = busy[one][0], self.manner.clock() + self._patience(one)
        now = self.manner.clock()
        for one, (_, until) in busy.items():
            if until <= now and all(one is not other for other, _ in found):
                found.append((one, _overdue(one)))
        return found


def _spent(answer: Answer) -> bool:
    """Say whether a child takes no other file: it failed, holds much, or met one that could harm.

    Such a file may have taken the child over, to keep silent of those that follow.
    """
    if "failed" in answer or answer.get("full"):
        return True
    seen = answer.get("seen")
    each = seen if isinstance(seen, list) else []
    return any(isinstance(one, dict) and str(one.get("kind")) in _HARM for one in each)


def _heard(one: Process) -> Answer | None:
    """Return the answer of a child that has something to say; None where it is not all there."""
    try:
        said = one.hear()
    except EOFError:
        reason = one.end()
        if not one.ready:
            raise SandboxFault from None
        return {"failed": reason}
    except BadMessage:
        one.end()
        return {"failed": "died"}
    if said and not one.ready:
        one.ready = said.pop(0) == {"ready": True}
    if len(said) > 1 or (said and not one.ready):
        one.end()
        return {"failed": "died"}
    return said[0] if said else None


def _overdue(one: Process) -> Answer:
    one.end()
    if not one.ready:
        raise SandboxFault
    return {"failed": "slow"}
