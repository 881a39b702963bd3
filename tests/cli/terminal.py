"""A terminal for tests: a command that runs in a real one, and somebody who types its answers."""

import fcntl
import os
import pty
import re
import select
import subprocess
import termios
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from paraf.cli.world import PARAF

PATIENCE = 60
"""Seconds without any sign from the command after which it is taken to hang."""
INTERRUPT = b"\x03"
"""What the keys Ctrl and C type."""


class Terminal:
    """A `paraf` command in a terminal; `screen` is all that it printed so far."""

    def __init__(self, folder: Path, *words: str | Path, **settings: str) -> None:
        """Start the command in a folder."""
        self.screen, self._read = "", 0
        self._mine, theirs = pty.openpty()
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(folder), "PARAF_LANG": "en", "TERM": "xterm",
            "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "COLUMNS": "200",
        }  # fmt: skip
        self._child = subprocess.Popen(
            [*PARAF, *map(str, words)], cwd=folder, env={**environment, **settings},
            stdin=theirs, stdout=theirs, stderr=theirs,
            # Ctrl+C is for whoever has the terminal.
            start_new_session=True, preexec_fn=_take_terminal,
        )  # fmt: skip
        os.close(theirs)

    def says(self, expected: str) -> None:
        """Wait until the command has printed something since the last answer."""
        while expected not in self.screen[self._read :]:
            if not self._more():
                self._give_up(f"it ended without {expected!r}")

    def leaves(self, question: str) -> int:
        """Wait for a question, and press Ctrl+C until the command ends; return the exit code.

        Python does not notice a signal that comes just before it waits for a line.
        """
        self.says(question)
        os.write(self._mine, INTERRUPT)
        while self._more(again=INTERRUPT):
            pass
        return self.ends()

    def types(self, question: str, answer: str) -> None:
        """Wait for a question, and type the answer."""
        self.says(question)
        self._read = len(self.screen)
        os.write(self._mine, f"{answer}\n".encode())

    def ends(self) -> int:
        """Wait for the end; return the exit code."""
        while self._more():
            pass
        os.close(self._mine)
        return self._child.wait(PATIENCE)

    def answers(self, told: Sequence[tuple[str, str]]) -> int:
        """Answer questions in their order; return the exit code."""
        for question, answer in told:
            self.types(question, answer)
        return self.ends()

    def _more(self, again: bytes = b"") -> bool:
        for _ in range(PATIENCE):
            ready, _, _ = select.select([self._mine], [], [], 1)
            if ready:
                break
            os.write(self._mine, again)
        else:
            self._give_up("it waits for ever")
        try:
            read = os.read(self._mine, 65536)
        except OSError:
            # Linux says so once nobody has the other end.
            return False
        self.screen += re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\r", "", read.decode("utf-8", "replace"))
        return bool(read)

    def _give_up(self, why: str) -> NoReturn:
        self._child.kill()
        self._child.wait(PATIENCE)
        os.close(self._mine)
        raise AssertionError(f"{why}:\n{self.screen}")


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
