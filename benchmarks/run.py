"""Prints one table: what was measured, against what, and the limit that the project has set."""

import resource
import subprocess
import sys
import tempfile
import time
import timeit
from datetime import timedelta
from pathlib import Path

import half_year
import inspect_bytes
import inspect_depth
import inspect_links
import inspect_pages
import many_cases
import many_pages
import one_page
import procedures

import manuscript
from paraf.cli.world import PARAF, World
from paraf.core.case import Case, Change
from paraf.core.gate import judge
from paraf.core.office import Account
from paraf.records.office import read_office
from paraf.records.sop import read_sop

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Run everything; about four minutes."""
    rows: list[tuple[str, str, str]] = []
    with tempfile.TemporaryDirectory(prefix="paraf-bench-") as name:
        scratch = Path(name)
        rows.append(("judge, 200 events", f"{gate() * 1000:.2f} ms", "2 ms"))
        rows += procedures.rows()
        rows += half_year.rows()
        bare = best([sys.executable, "-c", "pass"], ROOT)
        rows.append(("paraf --help", f"{best([*PARAF, '--help'], ROOT):.2f} s"
                     f" (python alone {bare:.2f} s)", "0.3 s"))  # fmt: skip
        desk = many_cases.office(scratch / "open", 500, archived=False)
        log = best(["git", "log", "--glob=refs/remotes/origin/ledger/*", "--format=%B"], desk)
        rows.append(("paraf status, 500 open cases", f"{ran(desk, 'status')[0]:.2f} s"
                     f" (git log of the ledgers {log:.2f} s)", "1 s"))  # fmt: skip
        desk = many_cases.office(scratch / "archived", 500, archived=True)
        seconds, memory = ran(desk, "reconcile")
        rows.append(("paraf reconcile, 500 archived cases", f"{seconds:.2f} s, {memory:.0f} MB",
                     "2 s, 200 MB"))  # fmt: skip
        tree = many_pages.site(scratch / "site" / "tree", 1000)
        took = many_pages.measure(tree)
        added = took["paraf"] / took["mkdocs"] - 1
        rows.append(("build of 1,000 pages", f"{added:+.0%} on MkDocs alone"
                     f" ({took['paraf']:.1f} s / {took['mkdocs']:.1f} s)", "+15%"))  # fmt: skip
        rows += one_page.rows()
        rows += inspect_bytes.rows()
        rows += inspect_depth.rows()
        rows += inspect_links.rows()
        rows += inspect_pages.rows()
        rows += manuscript.rows()
    width = max(len(row[0]) for row in rows)
    for what, figure, limit in rows:
        print(f"{what:<{width}}  {figure}  (limit {limit})")


def gate() -> float:
    """Return the seconds that judging a case of 200 events takes, the best of several."""
    text = {
        name: (ROOT / "review" / name).read_text() for name in ("officials.yml", "pipeline.yml")
    }
    files = ("officials.yml", "pipeline.yml")
    office, _ = read_office(text[files[0]], text[files[1]], files=files)
    path = ROOT / "review" / "sop" / "update-website.yml"
    sop = read_sop(path.read_text(), path.name)
    people = {one: Account("test", one) for one in many_cases.PEOPLE}
    office = with_accounts(office, people)
    told = many_cases.events(people, rounds=66, archived=False)
    head = next(one.deed.head for one in reversed(told) if hasattr(one.deed, "head"))
    case = Case("x", {"manuscript": Change("manuscript", head)}, tuple(told))
    now = told[-1].at + timedelta(minutes=1)
    assert len(told) >= 199
    return min(timeit.repeat(lambda: judge(sop, office, case, now), number=20, repeat=5)) / 20


def with_accounts(office, people):
    """Return the office with everybody known to the forge `test`."""
    from dataclasses import replace

    known = [
        replace(one, accounts=(people.get(one.id, Account("test", one.id)),))
        for one in office.persons
    ]
    return replace(office, persons=tuple(known))


def best(command: list[str], where: Path) -> float:
    """Return the least seconds of five runs of a command."""
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        subprocess.run(command, cwd=where, check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - begun)
    return min(times)


def ran(desk: Path, *words: str) -> tuple[float, float]:
    """Return the least seconds and the most memory (MB) of three runs of a command at a desk."""
    world = World(desk.parents[1], "en")
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        world.must(desk, *PARAF, *words)
        times.append(time.perf_counter() - begun)
    return min(times), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


if __name__ == "__main__":
    main()
