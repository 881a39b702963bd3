"""The defect garden of the tests, looked at by Paraf and by its peers: who finds what.

Prints one table, as Markdown with `--markdown`. The peers are found below `--peers` (linkinator and
pa11y-ci, by npm) and on the PATH (linkchecker).
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
# In the place of this folder, where `garden` would be this file itself.
sys.path[0] = str(ROOT / "tests")

from garden import bed  # noqa: E402 - the path comes first
from garden.garden import ITSELF, Defect  # noqa: E402 - the path comes first
from garden.looking import look, trusted  # noqa: E402 - the path comes first
from garden.scenes import SCENES, Standing, standing  # noqa: E402 - the path comes first
from paraf.inspection.browser import chromium  # noqa: E402 - the path comes first

PATIENCE = 240
"""Seconds that a peer may take for a scene."""


@dataclass(frozen=True)
class Record:
    """A problem that a peer reports: on which page, with which address, in which words."""

    page: str
    target: str
    words: str


Peer = Callable[["Tools", Standing], list[Record]]


@dataclass(frozen=True)
class Tools:
    """Where the peers are, whom they trust, and where they may write."""

    peers: Path
    root: Path
    scratch: Path

    def run(self, command: Sequence[object]) -> str:
        """Return what a peer prints. They tell by their exit code that something was found."""
        environment = os.environ | {"NODE_EXTRA_CA_CERTS": str(self.root), "NO_COLOR": "1"}
        # `timeout` lets a peer that waits without end print what it has found so far.
        done = subprocess.run(
            ["timeout", "--signal=INT", str(PATIENCE), *map(str, command)],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout


def linkinator(tools: Tools, one: Standing) -> list[Record]:
    """Follow all links, those of styles too."""
    program = tools.peers / "linkinator" / "node_modules" / ".bin" / "linkinator"
    options = ("--recurse", "--check-css", "--check-fragments", "--format", "json")
    more = ("--verbosity", "error", "--timeout", "20000")
    told = json.loads(tools.run([program, one.site.url, *options, *more]) or '{"links": []}')
    return [
        Record(link.get("parent", ""), link["url"], f"{link['state']} {link['status']}")
        for link in told["links"]
        if link["state"] == "BROKEN"
    ]


def linkchecker(tools: Tools, one: Standing) -> list[Record]:
    """Follow all links, with the plugins for anchors and certificates."""
    settings = tools.scratch / "linkchecker.ini"
    settings.write_text(
        f"[checking]\nsslverify={tools.root}\ntimeout=8\nmaxrequestspersecond=1000\nthreads=10\n"
        "[AnchorCheck]\n[SslCertificateCheck]\nsslcertwarndays=30\n"
    )
    text = tools.run(
        ["linkchecker", "-f", settings, "--check-extern", "--no-status", "-o", "csv", one.site.url]
    )
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return [
        Record(row["parentname"] or "", row["url"] or "", f"{row['result']} {row['warningstring']}")
        for row in csv.DictReader(lines, delimiter=";")
    ]


def pa11y(tools: Tools, one: Standing) -> list[Record]:
    """Run axe and HTML CodeSniffer on all pages."""
    if one.scene.name == HUNGRY:
        return []
    program = tools.peers / "pa11y" / "node_modules" / ".bin" / "pa11y-ci"
    settings = tools.scratch / "pa11y.json"
    paths = [leaf.path for leaf in bed.leaves()] if one.scene.part == "whole" else one.scene.case
    started = {
        "executablePath": str(chromium.find(None)),
        "args": ["--no-sandbox", "--ignore-certificate-errors"],
    }
    defaults = {
        "standard": "WCAG2AA",
        "runners": ["axe", "htmlcs"],
        "timeout": 30000,
        "concurrency": 1,
        "chromeLaunchConfig": started,
    }
    urls = [f"{one.site.url}{path}" for path in paths or ("",)]
    settings.write_text(json.dumps({"defaults": defaults, "urls": urls}))
    told = json.loads(tools.run([program, "--config", settings, "--json"]) or '{"results": {}}')
    return [
        Record(url, "" if "code" in found else url, f"{found.get('code', '')} {found['message']}")
        for url, all_found in told["results"].items()
        for found in all_found
    ]


HUNGRY = "hungry"
"""A scene whose page takes all memory of the machine from a browser that nobody watches over."""
PEERS: Mapping[str, Peer] = {
    "linkinator": linkinator,
    "linkchecker": linkchecker,
    "pa11y-ci": pa11y,
}


def is_found(defect: Defect, records: Sequence[Record], one: Standing) -> bool:
    """Say whether a peer reports the defect; reporting it by any of its consequences is enough."""
    for record in records:
        page, target = (one.garden.seen(place) for place in (record.page, record.target))
        broken = " ".join((ITSELF,) if record.target == one.site.url and not record.page else ())
        said = f"{record.target} {record.words} {broken}"
        if defect.trace:
            if defect.trace in said and defect.place in (page, target, "", "*"):
                return True
        elif defect.place and defect.place == target:
            return True
    return False


def rows(tools: Tools, scenes: Mapping[str, Standing]) -> list[tuple[str, str, list[str]]]:
    """Return for each defect its kind, its name, and who finds it; the last row counts."""
    table: list[tuple[str, str, list[str]]] = []
    clean: dict[str, set[str]] = {}
    for scene, one in scenes.items():
        found = {}
        for name, peer in PEERS.items():
            begun = time.perf_counter()
            records = peer(tools, one)
            print(f"· {scene}: {name} {time.perf_counter() - begun:.0f} s, {len(records)} reports",
                  file=sys.stderr)  # fmt: skip
            if scene == "twin":
                clean[name] = {_words(record, one) for record in records}
            found[name] = [r for r in records if _words(r, one) not in clean.get(name, set())]
        begun = time.perf_counter()
        findings = look(one, tools.scratch / scene)
        print(f"· {scene}: Paraf {time.perf_counter() - begun:.0f} s", file=sys.stderr)
        told = [(finding, one.garden.seen(finding.place)) for finding in findings]
        for defect in one.scene.defects:
            ours = any(defect.is_told_by(*each) for each in told)
            theirs = [is_found(defect, found[name], one) for name in PEERS]
            table.append(
                (defect.kind, defect.name, ["yes" if it else "" for it in (ours, *theirs)])
            )
        if scene == "twin":
            false = [len(told), *(len(clean[name]) for name in PEERS)]
            twin = ("", "false alarms on the clean twin", [str(count) for count in false])
    counts = [str(sum(1 for _, _, marks in table if marks[at])) for at in range(1 + len(PEERS))]
    return [*table, ("", f"found, of {len(table)}", counts), twin]


def _words(record: Record, one: Standing) -> str:
    return f"{one.garden.seen(record.page)} {one.garden.seen(record.target)} {record.words}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", type=Path, default=Path("build/peers"))
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--scene", action="append", help="only this one, and the twin")
    given = parser.parse_args()
    chosen = [one for one in SCENES if not given.scene or one.name in ("twin", *given.scene)]
    with tempfile.TemporaryDirectory(prefix="paraf-garden-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # linkchecker, started by root, goes on as nobody
        root = folder / "ca" / "root.pem"
        with standing(folder, chosen) as scenes, trusted(root):
            table = rows(Tools(given.peers, root, folder), scenes)
    heads = ("kind", "planted", "Paraf", *PEERS)
    if given.markdown:
        print("|", " | ".join(heads), "|")
        print("|---|---|" + ":-:|" * (len(heads) - 2))
        for kind, name, marks in table:
            print("|", " | ".join((f"`{kind}`" if kind else "", name, *marks)), "|")
        return
    width = max(len(name) for _, name, _ in table)
    print(f"{'kind':<22} {'planted':<{width}}  " + "  ".join(heads[2:]))
    for kind, name, marks in table:
        shown = (mark.center(len(head)) for mark, head in zip(marks, heads[2:], strict=True))
        print(f"{kind:<22} {name:<{width}}  " + "  ".join(shown))


if __name__ == "__main__":
    main()
