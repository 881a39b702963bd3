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

from gitea.office import REPOSITORY, HostedOffice
from gitea.office import office as hosted
from gitea_server import find
from office_world import BOT, OfficeWorld, office_world
from paraf.cli.world import PARAF, World

FEW, MANY, PEERS, TEXTS = 100, 1000, 10, 10
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
        return self.count("paraf_reconcile_seconds_sum")

    def count(self, name: str) -> float:
        """Return one of its counts, of all repositories together."""
        text = self.client.get(f"{self.address}/metrics").text
        families = text_string_to_metric_families(text)
        return sum(one.value for f in families for one in f.samples if one.name == name)

    def rest(self, seconds: float = 2.0) -> None:
        """Wait until nothing ran for some seconds."""
        took = -1.0
        while took != self.took() or self.count("paraf_reconciles_running"):
            took = self.took()
            time.sleep(seconds)

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
    (office.root / "secret").write_bytes(SECRET)
    (office.root / "secret").chmod(0o600)
    with _serving(office.world, office.folder(BOT)) as service:
        yield service


@contextmanager
def _serving(world: World, folder: Path, more: str = "") -> Iterator[Serving]:
    config = world.root / "serve.toml"
    config.write_text(
        f'listen = "127.0.0.1:0"\n[[repositories]]\nfolder = "{folder}"\n'
        f'webhook_secret_file = "secret"\nevery = "9h"\n{more}'
    )
    words = [*PARAF, "serve", "--config", str(config)]
    environment = {**world.environment, "PARAF_LANG": "en"}
    with subprocess.Popen(words, env=environment, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            told = process.stderr.readline()
            service = Serving(process, told.removeprefix("Listening at ").partition(";")[0])
            service.line()
            yield service
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


def on_gitea(texts: int = TEXTS) -> list[tuple[str, str, str]]:
    """Return how long after a push its commit has its status, on a real Gitea; none without one."""
    if find("gitea") is None:
        return []
    with (
        tempfile.TemporaryDirectory(prefix="paraf-bench-") as name,
        hosted(Path(name)) as office,
        serving_hosted(office) as service,
    ):
        office.hands_in("jadwal-seleksi")
        _until_posted(office)
        taken = []
        for number in range(texts):
            # Its own comments and statuses are told as well: until all of that is quiet.
            service.rest()
            office.hands_in("jadwal-seleksi", text=f"Seleksi {number + 2} Desember.")
            begun = time.perf_counter()
            _until_posted(office)
            taken.append(time.perf_counter() - begun)
    return [
        (
            "paraf serve on Gitea, from a push to the status of its commit",
            f"{statistics.median(taken):.2f} s at the median, from {min(taken):.2f} to "
            f"{max(taken):.2f} s; Gitea's own delivery is in it",
            "1 s",
        )
    ]


@contextmanager
def serving_hosted(office: HostedOffice) -> Iterator[Serving]:
    """Serve the program's clone of an office on Gitea, which tells the service what happens."""
    for file, word in (("token", office.who(BOT).token), ("secret", SECRET.decode())):
        (office.root / file).write_text(word)
        (office.root / file).chmod(0o600)
    with _serving(office.world, office.desk, 'token_file = "token"\n') as service:
        config = {"url": f"{service.address}/webhook/gitea", "content_type": "json",
                  "secret": SECRET.decode()}  # fmt: skip
        events = ["pull_request", "pull_request_sync", "pull_request_review"]
        hook = {"type": "gitea", "config": config, "events": events, "active": True}
        office.server.call(office.server.admin, "POST", f"/repos/{REPOSITORY}/hooks", hook)
        yield service


def _until_posted(office: HostedOffice) -> None:
    head = office.pull()["head"]["sha"]
    while not office.call(BOT, "GET", f"/commits/{head}/statuses"):
        pass


if __name__ == "__main__":
    for row in (*on_gitea(), *rows(*map(int, sys.argv[1:]))):
        print(*row, sep="  ", flush=True)
