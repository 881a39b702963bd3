"""One changed page on a site of 1,000: what Paraf's build takes beside `mkdocs build` alone."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import many_pages

PAGES, ROUNDS = 1000, 3
Cost = tuple[float, float]
"""Seconds on the clock, and of processors."""


def rows() -> list[tuple[str, str, str]]:
    """Return the rows of the table. The two take turns; the least of each counts."""
    with tempfile.TemporaryDirectory(prefix="paraf-bench-") as name:
        folder = Path(name)
        tree = many_pages.site(folder / "tree", PAGES)
        page = tree / "content/berita/halaman-0501.md"
        alone: list[Cost] = []
        ours: list[Cost] = []
        for turn in range(ROUNDS):
            page.write_text(f"{page.read_text()}\nPerubahan {turn}.\n")
            alone.append(cost(lambda at=folder / f"alone-{turn}": _mkdocs(tree, at)))
            ours.append(cost(lambda at=folder / f"ours-{turn}": _paraf(tree, at)))
    (peer, peer_work), (took, work) = map(_least, (alone, ours))
    return [
        ("build after one changed page of 1,000", f"{took / peer:.2f}x mkdocs build ({took:.1f} s /"
         f" {peer:.1f} s; processors {work / peer_work:.2f}x)", "1.15x"),
    ]  # fmt: skip


def cost(work: Callable[[], None]) -> Cost:
    """Return what some work takes, the processes that it starts included."""
    begun, used = time.perf_counter(), _processors()
    work()
    return time.perf_counter() - begun, _processors() - used


def _least(costs: list[Cost]) -> Cost:
    return min(clock for clock, _ in costs), min(work for _, work in costs)


def _processors() -> float:
    both = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


def _mkdocs(tree: Path, out: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet",
         "-f", str(tree / "mkdocs.yml"), "-d", str(out)],
        check=True, env={"PATH": os.defpath, "NO_MKDOCS_2_WARNING": "1", "HOME": "/tmp"},
    )  # fmt: skip


def _paraf(tree: Path, out: Path) -> None:
    """Build as publishing does: the pages are read, too."""
    from paraf.core.words import english
    from paraf.records.drafts import read_page
    from paraf.records.sop import read_sop
    from paraf.site.build import build

    pages = [
        read_page(file.read_text(), file.relative_to(tree).as_posix())
        for file in sorted((tree / "content").rglob("*.md"))
    ]
    sops = [read_sop(one.read_text(), one.name) for one in tree.glob("review/sop/*.yml")]
    build(tree, out, pages=pages, sops=sops, epoch=0, say=english, progress=lambda *_: None)


if __name__ == "__main__":
    for row in rows():
        print(*row, sep="  ")
