"""Procedures: reading them right or spoiled, and trying out every case of the largest."""

import random
import sys
import timeit
from dataclasses import dataclass
from pathlib import Path
from time import process_time

import yaml

from paraf.core.explore import explore
from paraf.core.sop import Sop
from paraf.core.soundness import flaws
from paraf.records.sop import read_sop

ROOT = Path(__file__).parents[1]
SOPS = sorted((ROOT / "review" / "sop").glob("*.yml"))


@dataclass(frozen=True)
class Exploring:
    """How long it took to try out every case of the procedure that has the most states."""

    sop: str
    states: int
    transitions: int
    seconds: float


@dataclass(frozen=True)
class Reading:
    """Milliseconds for the file that takes longest, and those of PyYAML's own `safe_load` of it.

    `flaws` is the part that looks for what would stop a case.
    """

    file: str
    paraf: float
    flaws: float
    pyyaml: float


def procedures() -> dict[str, Sop]:
    """Return the office's procedures by their files' names."""
    return {file.stem: read_sop(file.read_text("utf-8"), file.name) for file in SOPS}


def exploring() -> Exploring:
    """Explore all procedures; the best of three runs of the largest."""
    found = {name: explore(sop) for name, sop in procedures().items()}
    assert all(one.sound for one in found.values())
    name = max(found, key=lambda one: found[one].states)
    sop = procedures()[name]
    seconds = min(timeit.repeat(lambda: explore(sop), number=1, repeat=3))
    return Exploring(name, found[name].states, found[name].transitions, seconds)


def reading() -> Reading:
    """Read every procedure; the best of ten runs each."""
    found = []
    for file in SOPS:
        text = file.read_text("utf-8")
        sop = read_sop(text, file.name)
        found.append(
            Reading(
                file.name,
                _best(lambda text=text, file=file: read_sop(text, file.name)),
                _best(lambda sop=sop: flaws(sop)),
                _best(lambda text=text: yaml.safe_load(text)),
            )
        )
    return max(found, key=lambda one: one.paraf)


def spoiled(rounds: int = 1000) -> tuple[float, float]:
    """Return the median and the most milliseconds of CPU that reading a spoiled procedure takes."""
    sys.path.insert(0, str(ROOT / "tests"))
    from records.test_sop_fuzz import read
    from records.test_sop_fuzz import spoiled as spoil

    times = []
    for file in SOPS:
        text, luck = file.read_text("utf-8"), random.Random(file.stem)
        for _ in range(rounds // len(SOPS)):
            data = spoil(text, luck)
            begun = process_time()
            read(data, file.name)
            times.append((process_time() - begun) * 1000)
    times.sort()
    return times[len(times) // 2], times[-1]


def _best(work) -> float:
    return min(timeit.repeat(work, number=1, repeat=10)) * 1000


def rows() -> list[tuple[str, str, str]]:
    """Return what was measured, the figure, and the limit."""
    tried, read, (usual, worst) = exploring(), reading(), spoiled()
    return [
        (
            f"every case of {tried.sop}",
            f"{tried.seconds:.2f} s ({tried.states} states, {tried.transitions} transitions,"
            f" {tried.transitions / tried.seconds:,.0f} a second)",
            "2 s",
        ),
        (
            f"reading {read.file}",
            f"{read.paraf:.1f} ms, {read.paraf / read.pyyaml:.2f} × PyYAML's safe_load"
            f" ({read.pyyaml:.1f} ms); its flaws {read.flaws:.2f} ms",
            "50 ms",
        ),
        ("reading 1,000 spoiled procedures", f"median {usual:.1f} ms, most {worst:.1f} ms",
         "50 ms each"),
    ]  # fmt: skip


if __name__ == "__main__":
    for what, figure, limit in rows():
        print(f"{what}  {figure}  (limit {limit})")
