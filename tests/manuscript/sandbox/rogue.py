"""A child under the real limits that does with a file what the file's text tells it to do."""

import os
import signal
import socket
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from paraf.manuscript.sandbox import child

FINE: dict[str, Any] = {"seen": []}


def fill(_: Path) -> Any:
    held = []
    while True:
        held.append(bytearray(b"x" * 1_000_000))


def most(_: Path) -> Any:
    held = []
    try:
        while True:
            held.append(bytearray(b"x" * 1_000_000))
    except MemoryError:
        held.clear()
    status = Path("/proc/self/status").read_text()
    return {"seen": [], "peak": int(status.partition("VmHWM:")[2].split()[0])}


def spin(_: Path) -> Any:
    while True:
        pass


def shout(_: Path) -> Any:
    # Where a library prints: standard output, and far more errors than anybody reads.
    os.write(1, b"\0\0\0\2{}")
    for _ in range(100):
        try:
            os.write(2, b"x" * 65_536)
        except BlockingIOError:
            break
    return FINE


def state(_: Path) -> Any:
    where = Path.cwd()
    return {
        "seen": [],
        "environment": sorted(set(os.environ) - {"LC_CTYPE"}),
        "folder": [one.name for one in where.iterdir()],
        "limits": Path("/proc/self/limits").read_text(),
        "status": Path("/proc/self/status").read_text(),
    }


def call(file: Path) -> Any:
    network = Path("/proc/self/ns/net").stat().st_ino
    try:
        socket.create_connection(("127.0.0.1", int(file.with_suffix(".port").read_text())), 2)
    except OSError:
        return {"seen": [], "reached": False, "network": network}
    return {"seen": [], "reached": True, "network": network}


def write(_: Path) -> Any:
    Path("much").write_bytes(b"x" * 10_000)
    return FINE


def raise_words(_: Path) -> Any:
    raise ValueError("3404010112900001")


TAKEN: list[bool] = []


def take(_: Path) -> Any:
    TAKEN.append(True)
    return {"seen": [{"kind": "active-javascript", "spot": {}}]}


def tell(_: Path) -> Any:
    return FINE if TAKEN else {"seen": [{"kind": "nik", "spot": {}}]}


def die(number: int) -> Callable[[Path], Any]:
    return lambda _: os.kill(os.getpid(), number)


DEEDS: Mapping[str, Callable[[Path], Any]] = {
    "fine": lambda _: FINE,
    "take": take,
    "tell": tell,
    "fill": fill,
    "most": most,
    "spin": spin,
    "hang": lambda _: signal.pause(),
    "shout": shout,
    "state": state,
    "call": call,
    "write": write,
    "raise": raise_words,
    "crash": die(signal.SIGSEGV),
    "crash over a script": die(signal.SIGSEGV),
    "abort": die(signal.SIGABRT),
    "killed": die(signal.SIGKILL),
    "leave": lambda _: os._exit(0),
    "lie": lambda _: {"seen": [{"kind": "harmless", "spot": {}}]},
    "misplace": lambda _: {"seen": [{"kind": "nik", "spot": {"part": "nowhere"}}]},
    "endless": lambda _: {"seen": [{"kind": "nik", "spot": {}, "sample": "x" * 5000}]},
    "babble": lambda _: {"seen": "no list"},
    "huge": lambda _: {"seen": [], "more": "x" * 5_000_000},
    "noise": lambda _: os.write(3, b"\xff\xff\xff\xff"),
}


def do(task: Mapping[str, Any]) -> dict[str, Any]:
    file = Path(task["file"])
    return dict(DEEDS[file.read_text().removeprefix("always ")](file))


def look(task: Mapping[str, Any]) -> dict[str, Any]:
    """Look for what could harm: that fails over few files over which reading them does."""
    text = Path(task["file"]).read_text()
    if text == "crash over a script":
        return {"seen": [{"kind": "active-javascript", "spot": {}}]}
    return do(task) if text.startswith("always ") else FINE


if __name__ == "__main__":
    child.serve(lambda: {"examine": do, "clean": do, "harm": look})
