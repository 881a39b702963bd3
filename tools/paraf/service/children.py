"""Work in a process of its own: begun in some milliseconds, ended with all its memory."""

import asyncio
import multiprocessing
import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

GRACE, MOST = 10.0, 1_000_000


@dataclass(frozen=True, slots=True)
class Work:
    """What to do in another process: `do(*words)`, in an environment.

    `do` is a function of a module. Its standard output and error are kept, what it writes into
    temporary files is thrown away, `SystemExit` ends it with its code.
    """

    do: Callable[..., None]
    words: tuple[Any, ...]
    environment: Mapping[str, str | None] = field(default_factory=dict)
    """Variables to be set, or with None to be taken away; no other process can read them."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How it ended: its exit code, or minus the signal that ended it; what it wrote."""

    code: int
    out: str
    said: str
    over_time: bool = False


class Children:
    """Makes processes from a warm one, which has the modules loaded and does nothing itself.

    A process has a session of its own: what is pressed in a terminal does not reach it, and with it
    end those that it began. Threads and locks of this process are not copied.
    """

    def __init__(self, preload: Sequence[str], *, grace: float = GRACE, most: int = MOST) -> None:
        """Name the modules to be loaded beforehand.

        `grace` are the seconds between asking a process to end and ending it by force, `most` the
        bytes that are kept of what it wrote.
        """
        self._grace, self._most = grace, most
        self._from = multiprocessing.get_context("forkserver")
        self._from.set_forkserver_preload(list(preload))
        self._alive: set[ForkServerProcess] = set()

    async def run(self, work: Work, limit: float) -> Ended:
        """Do some work; after `limit` seconds, or when this is cancelled, it is ended by force."""
        scratch = Path(tempfile.mkdtemp(prefix="paraf-run-"))
        try:
            process = self._from.Process(target=_work, args=(work, scratch))
            process.start()
            with self._held(process):
                over_time = not await _ended(process, limit)
                if over_time:
                    await _end(process, self._grace)
            code = process.exitcode if process.exitcode is not None else -signal.SIGKILL
            return Ended(code, self._read(scratch / "out"), self._read(scratch / "err"), over_time)
        finally:
            # A site of a thousand pages may lie there.
            await asyncio.to_thread(shutil.rmtree, scratch, ignore_errors=True)

    def _read(self, file: Path) -> str:
        try:
            with file.open("rb") as opened:
                return opened.read(self._most).decode("utf-8", "replace")
        except FileNotFoundError:
            return ""

    def kill(self) -> None:
        """End everything by force, at once."""
        for process in self._alive:
            _signal(process, signal.SIGKILL)

    @contextmanager
    def _held(self, process: ForkServerProcess) -> Iterator[None]:
        self._alive.add(process)
        try:
            yield
        finally:
            # Whoever of its session is still there: a browser that hangs, or all of it.
            _signal(process, signal.SIGKILL)
            self._alive.discard(process)


async def _ended(process: ForkServerProcess, seconds: float) -> bool:
    """Wait for a process; False if it is still there after some seconds."""
    loop, gone = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(process.sentinel, gone.set)
    try:
        async with asyncio.timeout(seconds):
            await gone.wait()
    except TimeoutError:
        return False
    finally:
        loop.remove_reader(process.sentinel)
    process.join()
    return True


async def _end(process: ForkServerProcess, grace: float) -> None:
    _signal(process, signal.SIGTERM)
    if not await _ended(process, grace):
        _signal(process, signal.SIGKILL)
        await _ended(process, grace)


def _signal(process: ForkServerProcess, number: signal.Signals) -> None:
    if process.pid is not None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, number)


def _work(work: Work, scratch: Path) -> None:
    """Do the work; this is called in the new process."""
    os.setsid()
    for at, name in ((1, "out"), (2, "err")):
        made = os.open(scratch / name, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        os.dup2(made, at)
        os.close(made)
    given = {**work.environment, "TMPDIR": str(scratch)}
    for name, value in given.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
    # Its place may be known already, and be that of the warm process.
    tempfile.tempdir = None
    work.do(*work.words)
