"""`paraf serve`: its memory over very many reconciles, and how fast a webhook becomes one.

One office with an open case, on a bare repository: every reconcile is a real one that finds
nothing to do. Its peer is the same command started anew each time.
"""

import hmac
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from prometheus_client.parser import text_string_to_metric_families

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from office_world import BOT, OfficeWorld, office_world
from paraf.cli.world import PARAF

FEW, MANY, PEERS = 100, 1000, 10
SECRET = b"a secret of the benchmark"


@dataclass
class Serving:
    """A running service, and what was measured of it."""

    process: subprocess.Popen[str]
    address: str
    seconds: list[float] = field(default_factory=list)
    """From sending a webhook to the line that tells of its reconcile."""
    before: list[float] = field(default_factory=list)
    """From sending a webhook to the beginning of its reconcile."""

    def reconcile(self, number: int) -> None:
        """Send a webhook, and wait for the end of its reconcile."""
        body = json.dumps({"repository": {"full_name": "bkd/situs"}, "no": number}).encode()
        signed = hmac.digest(SECRET, body, "sha256").hex()
        headers = {"content-type": "application/json", "x-gitea-signature": signed}
        took = self.took()
        begun = time.perf_counter()
        answer = self.client.post(f"{self.address}/webhook/gitea", content=body, headers=headers)
        assert answer.status_code == 202, answer
        line = self.line()
        whole = time.perf_counter() - begun
        assert "nothing to do" in line, line
        self.seconds.append(whole)
        self.before.append(whole - (self.took() - took))

    def line(self) -> str:
        """Return the next line that the service tells."""
        assert self.process.stderr is not None
        return self.process.stderr.readline()

    def took(self) -> float:
        """Return the seconds that all reconciles took so far."""
        text = self.client.get(f"{self.address}/metrics").text
        return sum(
            sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
            if sample.name == "paraf_reconcile_seconds_sum"
        )

    def resident(self) -> tuple[float, float]:
        """Return the megabytes of the service, and of the process that its runs are made from."""
        own = self.process.pid
        running = (int(one.name) for one in Path("/proc").glob("[0-9]*"))
        below = [pid for pid in running if _parent(pid) == own]
        return _megabytes(own), max(map(_megabytes, below))

    client = httpx.Client(trust_env=False)


def _parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0


def _megabytes(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@contextmanager
def serving(office: OfficeWorld) -> Iterator[Serving]:
    """Serve an office's repository, its first reconcile done."""
    secret, config = office.root / "secret", office.root / "serve.toml"
    secret.write_bytes(SECRET)
    secret.chmod(0o600)
    config.write_text(
        f'listen = "127.0.0.1:0"\n[[repositories]]\nfolder = "{office.folder(BOT)}"\n'
        'webhook_secret_file = "secret"\nevery = "9h"\n'
    )
    environment = dict(office.world.environment)
    words = [*PARAF, "serve", "--config", str(config)]
    with subprocess.Popen(words, env=environment, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            told = process.stderr.readline()
            one = Serving(process, told.removeprefix("Listening at ").partition(";")[0])
            one.line()
            yield one
        finally:
            process.terminate()


def rows(many: int = MANY) -> list[tuple[str, str, str]]:
    """Return the lines of the table; a thousand reconciles take five to ten minutes."""
    with tempfile.TemporaryDirectory(prefix="paraf-bench-") as name:
        office = office_world(Path(name))
        office.case_at(3)
        with serving(office) as service:
            memory = {}
            for number in range(1, many + 1):
                service.reconcile(number)
                if number in (min(FEW, many), many):
                    memory[number] = service.resident()
        peer = _peer(office)
    first, last = memory[min(FEW, many)], memory[many]
    middle = statistics.median(service.seconds)
    return [
        (
            f"paraf serve, memory after {many:,} reconciles",
            f"{last[0]:.1f} MB, and {last[1]:.1f} MB of what runs are made from "
            f"(after {min(FEW, many)}: {first[0]:.1f} MB, {first[1]:.1f} MB)",
            "does not grow",
        ),
        (
            "paraf serve, from a webhook to the beginning of its reconcile",
            f"{statistics.median(service.before) * 1000:.0f} ms at the median",
            "",
        ),
        (
            "paraf serve, from a webhook to the end of an idle reconcile",
            f"{middle:.2f} s at the median, {middle / peer:.2f} × the command started anew "
            f"({peer:.2f} s)",
            "1 s",
        ),
    ]


def _peer(office: OfficeWorld) -> float:
    taken = []
    for _ in range(PEERS):
        begun = time.perf_counter()
        subprocess.run(
            [*PARAF, "reconcile", "--json"], cwd=office.folder(BOT), check=True,
            env=dict(office.world.environment), stdout=subprocess.DEVNULL,
        )  # fmt: skip
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


if __name__ == "__main__":
    for row in rows(*map(int, sys.argv[1:])):
        print(*row, sep="  ")
