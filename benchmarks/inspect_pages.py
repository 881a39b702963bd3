"""The pages of the example site in a browser, beside pa11y-ci and Lighthouse CI: pages a minute.

The peers lie below build/peers (or PARAF_PEERS), installed by npm, and drive the same Chromium.
Only ours looks with two screens in two themes, compares pictures, clicks downloads, and searches.
By itself: `.venv/bin/python benchmarks/inspect_pages.py`, with each round as it comes.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import inspect_bytes

ROOT = Path(__file__).parents[1]
PEERS = Path(os.environ.get("PARAF_PEERS", "build/peers"))
CHROMIUM = shutil.which("chromium") or ""
PAGES = ("", "layanan/", "layanan/cuti/", "pengumuman/", "panduan/pengelola/", "kontak/")
FEW = PAGES[1:3]
"""For Lighthouse, which takes its time; it looks once at each instead of three times."""
ROUNDS = 2

Cost = tuple[float, float]
"""Seconds by the clock, and of the processors, for each page."""


def rows() -> list[tuple[str, str, str]]:
    """Return what a page costs beside the peers; they take turns, the least of each counts."""
    costs: dict[str, list[Cost]] = {}
    with tempfile.TemporaryDirectory(prefix="paraf-bench-") as name:
        folder = Path(name)
        _build(folder / "site")
        with inspect_bytes._served(folder) as url:
            for _ in range(ROUNDS):
                for who, look in LOOKS.items():
                    cost = look(folder, url)
                    if cost is not None:
                        print(f"  {who}: {cost[0]:.2f} s a page", file=sys.stderr, flush=True)
                        costs.setdefault(who, []).append(cost)
    least = {who: (min(c[0] for c in all_), min(c[1] for c in all_)) for who, all_ in costs.items()}
    return list(_told(least))


def _told(least: Mapping[str, Cost]) -> list[tuple[str, str, str]]:
    wall, processors = least["Paraf"]
    found = []
    for who, limit in (("pa11y-ci", "2"), ("Lighthouse CI", "10")):
        if who in least:
            theirs = least[who]
            figure = (
                f"{theirs[0] / wall:.1f} times as many a minute ({60 / wall:.0f} / "
                f"{60 / theirs[0]:.0f}; processors {processors:.1f} s / {theirs[1]:.1f} s a page)"
            )
            found.append((f"pages in a browser, beside {who}", figure, limit))
    return found or [("pages in a browser", f"{60 / wall:.0f} a minute", "no peer is installed")]


def _build(out: Path) -> None:
    """Build the example site, as it stands in this repository."""
    from paraf.records.catalogue import voice
    from paraf.records.drafts import read_page
    from paraf.records.sop import read_sop
    from paraf.site.build import build

    files = sorted((ROOT / "content").rglob("*.md"))
    pages = [read_page(one.read_text(), one.relative_to(ROOT).as_posix()) for one in files]
    sops = [read_sop(one.read_text(), one.name) for one in (ROOT / "review/sop").glob("*.yml")]
    build(
        ROOT, out, pages=pages, sops=sops, epoch=1_790_000_000, say=voice("id"),
        progress=lambda *_: None,
    )  # fmt: skip


def _ours(folder: Path, url: str) -> Cost:
    return _cost([sys.executable, __file__, str(folder), url], len(PAGES))


def _pa11y(folder: Path, url: str) -> Cost | None:
    program = next(PEERS.glob("*/node_modules/.bin/pa11y-ci"), None)
    if program is None:
        return None
    launch = {"executablePath": CHROMIUM, "args": ["--no-sandbox"]}
    settings = {
        "defaults": {"standard": "WCAG2AA", "timeout": 60_000, "chromeLaunchConfig": launch},
        "urls": [f"{url}{path}" for path in PAGES],
    }
    (folder / "pa11y.json").write_text(json.dumps(settings))
    return _cost([str(program), "--json", "--config", str(folder / "pa11y.json")], len(PAGES))


def _lighthouse(folder: Path, url: str) -> Cost | None:
    program = next(PEERS.glob("*/node_modules/.bin/lhci"), None)
    if program is None:
        return None
    flags = "--settings.chromeFlags=--no-sandbox --headless=new"
    urls = [f"--url={url}{path}" for path in FEW]
    return _cost([str(program), "collect", "--numberOfRuns=1", flags, *urls], len(FEW), folder)


def _cost(command: list[str], pages: int, where: Path = ROOT) -> Cost:
    before, begun = _processors(), time.perf_counter()
    environment = os.environ | {"CHROME_PATH": CHROMIUM}
    # pa11y-ci says by its exit code that it found something, which it is not asked for here.
    subprocess.run(command, cwd=where, env=environment, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, timeout=900, check=False)  # fmt: skip
    return (time.perf_counter() - begun) / pages, (_processors() - before) / pages


def _processors() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


LOOKS: Mapping[str, Callable[[Path, str], Cost | None]] = {
    "Paraf": _ours, "pa11y-ci": _pa11y, "Lighthouse CI": _lighthouse,
}  # fmt: skip


def look(folder: Path, url: str) -> None:
    """Look at the pages with everything that an inspection tries; runs in a process of its own."""
    from paraf.core.evidence import ExpectedPage
    from paraf.inspection.browser import chromium
    from paraf.inspection.browser.pages import check_pages
    from paraf.inspection.evidence.difference import compare
    from paraf.inspection.site import Site
    from paraf.site.manifest import measure

    built = folder / "site"
    # By its title the search finds a page; what else was marked is the same work whatever it is.
    pages = [ExpectedPage(path, _title(built / path / "index.html"), (), {}) for path in PAGES]
    site = Site(url, measure(built), None, pages, built=built)
    viewed = check_pages(
        site, folder / "seen", lambda *_: None, browser=chromium.find(None), compare=compare
    )
    assert len(viewed.pages) == 4 * len(PAGES)


def _title(page: Path) -> str:
    return page.read_text().partition("<title>")[2].partition("</title>")[0].partition(" - ")[0]


if __name__ == "__main__":
    if len(sys.argv) > 1:
        look(Path(sys.argv[1]), sys.argv[2])
    else:
        for what, figure, limit in rows():
            print(f"{what}: {figure} (limit {limit})")
