"""A child as its parent knows it: started, asked, heard, ended, and never left behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from paraf.core.words import T
from paraf.manuscript.sandbox.fence import LIBRARIES
from paraf.manuscript.sandbox.wire import Ear, packed
from paraf.ports import Fault

PROGRAM = (sys.executable, "-I", "-m", "paraf.manuscript.sandbox.child")
PIECE = 65_536
_OUT_OF_MEMORY = (b"memory allocation of", b"bad_alloc", b"MemoryError", b"Cannot allocate memory")


class SandboxFault(Fault):
    """The processes that look into files cannot be started, so nothing is known of any file."""

    def __init__(self) -> None:
        """Say so; a file is never taken for harmless because nobody could look."""
        super().__init__(
            T("The process that looks into files cannot be started, so nothing was checked."),
            T("Files are checked on Linux and macOS; install Paraf anew, or check there."),
        )


@dataclass(slots=True, eq=False)
class Process:
    """A running child. Its answers are to be read when `fileno` has something to read."""

    child: "subprocess.Popen[bytes]"
    errors: int
    megabytes: int
    ready: bool = False
    served: int = 0
    _ear: Ear = field(default_factory=Ear)
    _reason: str = ""

    def fileno(self) -> int:
        """Return what to wait for."""
        assert self.child.stdout is not None
        return self.child.stdout.fileno()

    def ask(self, message: Mapping[str, Any]) -> None:
        """Hand a task over; a child that is gone tells so when it is heard."""
        assert self.child.stdin is not None
        try:
            self.child.stdin.write(packed(message))
            self.child.stdin.flush()
        except BrokenPipeError:
            return

    def hear(self) -> list[dict[str, Any]]:
        """Return what it has said meanwhile; EOFError where it is gone, BadMessage for noise."""
        piece = os.read(self.fileno(), PIECE)
        if not piece:
            raise EOFError
        return self._ear.hear(piece)

    def end(self) -> str:
        """End it for good; say why it had ended already, if it had: `memory`, `slow` or `died`."""
        if self._reason:
            return self._reason
        # Not through Popen, which would reap a dead child unseen, and with it what it used.
        with suppress(ProcessLookupError):
            os.kill(self.child.pid, signal.SIGKILL)
        held = self._reap()
        words = _rest(self.errors)
        for one in (self.child.stdin, self.child.stdout):
            _close(one)
        os.close(self.errors)
        self._reason = _reason(self.child.returncode, held, self.megabytes, words)
        return self._reason

    def _reap(self) -> int:
        """Take the dead child from the system; return the bytes that it held at most."""
        try:
            _, status, used = os.wait4(self.child.pid, 0)
        except ChildProcessError:
            # A program that ignores its children's ends has them reaped by the system.
            self.child.returncode = 1
            return 0
        self.child.returncode = os.waitstatus_to_exitcode(status)
        return _held(used.ru_maxrss)


def start(program: Sequence[str], megabytes: int, seconds: int, scratch: Path) -> Process:
    """Start a child with an empty environment in an empty folder; SandboxFault if there is none."""
    if not hasattr(os, "wait4"):
        # Windows: nothing could be limited there.
        raise SandboxFault
    errors, end = os.pipe()
    # Whoever floods it loses words, and does not wait for a reader.
    os.set_blocking(end, False)
    os.set_blocking(errors, False)
    try:
        child = subprocess.Popen(
            [*program, str(megabytes), str(seconds), str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=end,
            env={},
            cwd=scratch,
            start_new_session=True,
        )
    except OSError:
        os.close(errors)
        raise SandboxFault from None
    finally:
        os.close(end)
    return Process(child, errors, megabytes)


def _reason(code: int, held: int, megabytes: int, words: bytes) -> str:
    if code == -signal.SIGXCPU:
        return "slow"
    # Where memory runs short a machine kills.
    if code == -signal.SIGKILL or any(one in words for one in _OUT_OF_MEMORY):
        return "memory"
    return "memory" if held > (megabytes - LIBRARIES) * 800_000 else "died"


def _held(maxrss: int) -> int:
    """Return the bytes that a child held at most; 0 where that cannot be told."""
    import resource

    # Linux begins a child's count with what its parent holds.
    if maxrss <= resource.getrusage(resource.RUSAGE_SELF).ru_maxrss:
        return 0
    # Kilobytes on Linux, bytes on macOS.
    return maxrss if sys.platform == "darwin" else maxrss * 1024


def _rest(errors: int) -> bytes:
    try:
        return os.read(errors, PIECE)
    except BlockingIOError:
        return b""


def _close(pipe: Any) -> None:
    try:
        pipe.close()
    except BrokenPipeError:
        # What it had not read goes with it.
        return
