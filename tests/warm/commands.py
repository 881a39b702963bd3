"""Runs `paraf` commands in forks of one process that has loaded its libraries already.

    ran = run(["status", "--json"], where=folder, environment={…})     # .code and .out
    running = start([…], where=folder, environment={…})                # .poll(), .wait()

Python starts, and loads some hundred modules, in longer than most commands work. Here a command is
still a process of its own in the surroundings it is given, it loads its own module, and it can be
killed; what is not proved is the start of Python. `tests/cli/` and `tests/guard/test_push.py` have
theirs start anew.
"""

import atexit
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from paraf.cli.world import Ran
from warm.knock import answer, ask

HERE = Path(__file__).parent


class Running:
    """A command under way."""

    def __init__(self, call: socket.socket, printed: int) -> None:
        """Take the line that its end is told on, and the pipe that it prints into."""
        self._call, self._printed = call, printed
        self._code: int | None = None

    def poll(self, seconds: float = 0) -> int | None:
        """Return the exit code, negative for a signal; None if it runs on after some seconds."""
        if self._code is None:
            self._call.settimeout(seconds)
            try:
                self._code = answer(self._call)
            except (TimeoutError, BlockingIOError):
                return None
            self._call.close()
        return self._code

    def wait(self) -> Ran:
        """Return how it ended, and everything that it printed."""
        with os.fdopen(self._printed, encoding="utf-8", errors="replace") as printed:
            out = printed.read()
        code = self.poll(600)
        assert code is not None, "it closed its output ten minutes ago, and runs on"
        return Ran(code, out)


def start(
    words: Sequence[str | Path],
    *,
    where: Path,
    environment: Mapping[str, str],
    program: str | Path = "",
) -> Running:
    """Start a command of `paraf`, or a `program` in Python that is given these words."""
    asked = {
        "program": str(program),
        "words": [str(one) for one in words],
        "where": str(where),
        "environment": dict(environment),
    }
    printed, printing = os.pipe()
    nothing = os.open(os.devnull, os.O_RDONLY)
    try:
        return Running(ask(_server(), asked, (nothing, printing, printing)), printed)
    finally:
        os.close(nothing)
        os.close(printing)


def run(
    words: Sequence[str | Path],
    *,
    where: Path,
    environment: Mapping[str, str],
    program: str | Path = "",
) -> Ran:
    """Run a command to its end."""
    return start(words, where=where, environment=environment, program=program).wait()


def hook() -> str:
    """Return a script that asks the gate the way the one does that `paraf setup` writes."""
    words = (sys.executable, "-I", "-S", HERE / "knock.py", _server(), "hook", "pre-receive")
    return f"#!/bin/sh\nexec {' '.join(map(str, words))}\n"


@cache
def _server() -> str:
    """Start the warm process once a session; return its address."""
    folder = Path(tempfile.mkdtemp(prefix="paraf-warm-"))
    address = folder / "socket"
    server = subprocess.Popen(
        [sys.executable, "-I", HERE / "server.py", address],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip

    def end() -> None:
        assert server.stdin is not None
        server.stdin.close()
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(end)
    assert server.stdout is not None
    with server.stdout:
        assert server.stdout.readline() == b"ready\n"
    return str(address)
