"""Other people's programs, run by Python in surroundings that are the same everywhere."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from paraf.core.words import T
from paraf.ports import BuildFault

SECONDS = 600
"""Longest that the builder or the indexer may take."""


@dataclass(frozen=True, slots=True)
class Done:
    """How a program ended, and everything that it printed."""

    status: int
    log: str


@contextmanager
def started(
    asked: Sequence[str | Path], work: Path, more: Mapping[str, str]
) -> Iterator["Program"]:
    """Start Python with `asked` at `work`, knowing nothing of its surroundings but where programs
    are. It is gone when the block ends, however that is.
    """
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(work),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONSAFEPATH": "1",
        **more,
    }
    with subprocess.Popen(
        (sys.executable, *map(str, asked)),
        cwd=work,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        try:
            yield Program(process)
        finally:
            process.kill()


@dataclass(frozen=True, slots=True)
class Program:
    """A program that runs, and may wait for a word on its standard input before it begins."""

    process: "subprocess.Popen[str]"

    def end(self, word: str = "") -> Done:
        """Say `word`, and return how it ended; BuildFault if that takes too long."""
        try:
            log, _ = self.process.communicate(word, SECONDS)
        except subprocess.TimeoutExpired as wrong:
            raise BuildFault(
                T("The site was not built within {seconds} seconds.", seconds=SECONDS)
            ) from wrong
        return Done(self.process.returncode, log)
