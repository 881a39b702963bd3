"""Board and monitoring over very many archived cases: time, and whether memory stays flat."""

import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import archives

from paraf.cli.world import World

MANY, FEW = 5000, 500
OPEN = 50
MAIN = """
import resource, sys
from paraf.cli.main import main
try:
    main(sys.argv[1:])
finally:
    own = resource.getrusage(resource.RUSAGE_SELF)
    git = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = own.ru_utime + own.ru_stime + git.ru_utime + git.ru_stime
    print(f"measured {worked:.2f} {own.ru_maxrss / 1024:.1f}")
"""


@dataclass(frozen=True)
class Cost:
    """The least of some runs: seconds, seconds of processor time (git's too); most memory (MB)."""

    seconds: float
    worked: float
    memory: float


def rows() -> list[tuple[str, str, str]]:
    """Return the lines of the table; one to two minutes, most of it to make the offices."""
    with tempfile.TemporaryDirectory(prefix="paraf-bench-") as name:
        few = archives.office(Path(name) / "few", FEW, open_cases=OPEN)
        many = archives.office(Path(name) / "many", MANY, open_cases=OPEN)
        peer = reading(many)
        found = []
        for words in (("monitor", "--json"), ("board", "--into", str(Path(name) / "wall"))):
            cost, less = measure(many, *words), measure(few, *words)
            found.append((
                f"paraf {words[0]}, {MANY:,} archived cases",
                f"{cost.seconds:.2f} s ({cost.worked:.2f} s of processors), {cost.memory:.0f} MB "
                f"({FEW} cases: {less.seconds:.2f} s, {less.worked:.2f} s, {less.memory:.0f} MB; "
                f"git alone reads the ledgers in {peer:.2f} s)",
                "5 s, memory flat",
            ))  # fmt: skip
        return found


def measure(desk: Path, *words: str, runs: int = 3) -> Cost:
    """Run a command at a desk some times."""
    world, seconds, told = World(desk.parents[1], "en"), [], []
    for _ in range(runs):
        begun = time.perf_counter()
        out = world.must(desk, sys.executable, "-I", "-c", MAIN, *words)
        seconds.append(time.perf_counter() - begun)
        told.append(tuple(map(float, out.rpartition("measured ")[2].split())))
    return Cost(min(seconds), min(one[0] for one in told), max(one[1] for one in told))


def reading(desk: Path) -> float:
    """Return the seconds in which git alone hands out every archived ledger, the least of three."""
    year = f"{archives.FIRST.year}"
    listed = subprocess.run(
        ["git", "ls-tree", "-d", "origin/main", "--", f"review/archive/{year}/"],
        cwd=desk, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    names = "".join(f"{line.split()[2]}:data/ledger.jsonl\n" for line in listed.splitlines())
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        subprocess.run(
            ["git", "cat-file", "--batch"], cwd=desk, check=True, input=names.encode(),
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        times.append(time.perf_counter() - begun)
    return min(times)


if __name__ == "__main__":
    for row in rows():
        print(*row, sep="  ")
