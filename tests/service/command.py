"""The real `paraf serve`, as a process."""

import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from paraf.cli.world import PARAF, World
from service.running import Webhook

PATIENCE = 90.0
"""Seconds after which a test that waits in vain fails."""


@dataclass
class Serving:
    """A running `paraf serve`, the lines that it has told so far, and its address."""

    process: subprocess.Popen[str]
    lines: list[str]

    @property
    def address(self) -> str:
        return self.lines[0].removeprefix("Listening at ").partition(";")[0]

    def line(self) -> str:
        """Return the next line that it tells."""
        assert self.process.stderr is not None
        self.lines.append(self.process.stderr.readline().rstrip("\n"))
        return self.lines[-1]

    def post(self, hook: Webhook) -> int:
        url = f"{self.address}/webhook/{hook.family}"
        return httpx.post(url, content=hook.body, headers=hook.headers, trust_env=False).status_code

    def metrics(self) -> str:
        """Return its counts."""
        return httpx.get(f"{self.address}/metrics", trust_env=False).text

    def until_counted(self, line: str) -> None:
        """Wait until its counts show a line."""
        deadline = time.monotonic() + PATIENCE
        while line not in (counts := self.metrics()):
            assert time.monotonic() < deadline, counts

    def end(self, *numbers: signal.Signals) -> int:
        """Ask it to end; return its exit code."""
        for number in numbers:
            self.process.send_signal(number)
        code = self.process.wait(timeout=60)
        while self.line():
            pass
        return code


@contextmanager
def serving(world: World, config: Path, **settings: str) -> Iterator[Serving]:
    """Run `paraf serve` in a world of its own, and kill it at the end if it is still there.

    `settings` are of its environment.
    """
    words = [*PARAF, "serve", "--config", str(config)]
    with subprocess.Popen(
        words, env={**world.environment, "PARAF_LANG": "en", **settings}, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        try:
            running = Serving(process, [])
            assert running.line().startswith("Listening at http://127.0.0.1:"), (
                process.communicate()
            )
            yield running
        finally:
            process.kill()
