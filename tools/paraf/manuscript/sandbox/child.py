"""The child: examines one file after another, and says what it saw.

Started by `pool` alone, with an empty environment, in an empty folder. It speaks over what were its
standard input and output; whatever a library prints there goes nowhere.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from paraf.manuscript.sandbox import fence, wire

Run = Callable[[Mapping[str, Any]], Mapping[str, Any]]
"""Does a task and gives the answer; what it raises is told as the file's fault."""


def serve(load: Callable[[], Mapping[str, Run]]) -> None:
    """Do tasks until the parent closes the line; `load` brings them when all limits stand.

    Arguments of the command: megabytes, seconds a task, the parent's number.
    """
    megabytes, seconds, parent = (int(one) for one in sys.argv[1:4])
    line, back = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    tempfile.tempdir = str(Path.cwd())
    fence.enclose(megabytes, parent)
    tasks = load()
    _say(back, {"ready": True})
    while (task := _next(line)) is not None:
        fence.allow(seconds, int(task["output"]))
        answer = _answer(tasks[task["task"]], task)
        _say(back, {**answer, "full": "failed" in answer or fence.full(megabytes)})


def _next(line: BinaryIO) -> dict[str, Any] | None:
    head = line.read(wire.HEAD)
    if len(head) < wire.HEAD:
        return None
    found = wire.Ear().hear(head + line.read(int.from_bytes(head, "big")))
    return found[0] if found else None


def _answer(run: Run, task: dict[str, Any]) -> dict[str, Any]:
    try:
        return dict(run(task))
    except MemoryError:
        return {"failed": "memory"}
    except Exception as error:  # noqa: BLE001 - whatever a parser raises, nothing is known of the file
        # Its words may hold what stands in the file.
        return {"failed": "died", "why": type(error).__name__}


def _tasks() -> Mapping[str, Run]:
    from paraf.manuscript.sandbox.task import TASKS

    return TASKS


def _say(back: BinaryIO, message: Mapping[str, Any]) -> None:
    try:
        data = wire.packed(message)
    except wire.BadMessage:
        data = wire.packed({"failed": "died", "why": "BadMessage", "full": True})
    back.write(data)
    back.flush()


if __name__ == "__main__":
    serve(_tasks)
