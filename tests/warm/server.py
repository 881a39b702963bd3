"""The warm process: it loads all of Paraf but its commands, and forks whenever one is asked for.

    python -I server.py SOCKET      # says “ready”, and ends with its standard input

`paraf.cli` is not loaded: it goes by its surroundings while it loads, and those are the command's.
"""

import atexit
import gc
import importlib
import json
import os
import pkgutil
import runpy
import select
import socket
import sys
import threading
import traceback
from contextlib import suppress

import paraf

LATE = (
    "click", "git", "holidays.countries.indonesia", "httpx", "jinja2", "lxml.html", "markdown",
    "playwright.async_api", "playwright.sync_api", "rich.console", "rich.table", "weasyprint",
)  # fmt: skip
"""Libraries that Paraf loads only where it needs them, or `paraf.cli` does."""


def load() -> None:
    """Load everything that commands have in common."""
    for one in LATE:
        importlib.import_module(one)
    for module in pkgutil.walk_packages(paraf.__path__, "paraf."):
        if not module.name.startswith("paraf.cli"):
            # What cannot be loaded fails in the command that wants it, and in no other.
            with suppress(Exception):
                importlib.import_module(module.name)
    assert "paraf.cli.language" not in sys.modules
    assert threading.active_count() == 1, "a fork takes one thread along"
    gc.collect()
    gc.freeze()


def serve(address: str) -> None:
    """Fork for every call, until standard input ends."""
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(address)
        door.listen(64)
        os.write(1, b"ready\n")
        keepers: set[int] = set()
        while True:
            ready, _, _ = select.select([door, 0], [], [])
            keepers -= {one for one in keepers if os.waitpid(one, os.WNOHANG)[0]}
            if 0 in ready:
                return
            call, _ = door.accept()
            keeper = os.fork()
            if keeper == 0:
                door.close()
                _keep(call)
            keepers.add(keeper)
            call.close()


def _keep(call: socket.socket) -> None:
    """Run what is asked for in a process of its own, and tell how that ended."""
    _, streams, _, _ = socket.recv_fds(call, 1, 3)
    with call.makefile("rb") as lines:
        asked = json.loads(lines.readline())
    command = os.fork()
    if command == 0:
        call.close()
        _work(asked, streams)
    for stream in streams:
        os.close(stream)
    _, status = os.waitpid(command, 0)
    try:
        call.sendall(str(os.waitstatus_to_exitcode(status)).encode())
    finally:
        os._exit(0)


def _work(asked: dict[str, object], streams: list[int]) -> None:
    """Be the command."""
    for at, stream in enumerate(streams):
        os.dup2(stream, at)
        os.close(stream)
    os.chdir(str(asked["where"]))
    os.environ.clear()
    os.environ.update(asked["environment"])
    program, words = str(asked["program"]), list(asked["words"])
    sys.argv = [program or "paraf", *words]
    code: object = 0
    try:
        if program:
            runpy.run_path(program, run_name="__main__")
        else:
            importlib.import_module("paraf.cli.main").main(words)
    except SystemExit as end:
        code = end.code
    except BaseException:  # noqa: BLE001 - as Python ends on any
        sys.stdout.flush()
        traceback.print_exc()
        code = 1
    _end(code)


def _end(code: object) -> None:
    """End as Python does, but for giving all memory back."""
    if not isinstance(code, int | None):
        sys.stdout.flush()
        print(code, file=sys.stderr)  # noqa: T201 - so does Python
        code = 1
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            code = code or 120
    os._exit(code or 0)


if __name__ == "__main__":
    load()
    serve(sys.argv[1])
