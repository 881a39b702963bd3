"""An idle reconcile of fifty open changes on a real Gitea: requests and seconds."""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from gitea.office import HostedOffice, office
from gitea_server import find
from paraf.forge.gitea import Gitea
from paraf.pipeline.findings import remember
from paraf.pipeline.reconcile import reconcile

CHANGES, RUNS = 50, 5


def rows(changes: int = CHANGES) -> list[tuple[str, str, str]]:
    """Return the lines of the table; none without a Gitea. Takes some minutes."""
    if find("gitea") is None:
        return []
    with tempfile.TemporaryDirectory(prefix="paraf-bench-") as name, office(Path(name)) as it:
        for number in range(changes):
            it.hands_in(f"naskah-{number}")
        # An idle run checks no draft; the first one need not either.
        desk = it.at_desk()
        book = desk.rulebook()
        for one in it.pulls("open"):
            remember(desk, book, one["head"]["sha"], ())
        it.turn()
        measured = [_idle(it) for _ in range(RUNS)]
    seconds = statistics.median(one[0] for one in measured)
    requests = max(one[1] for one in measured)
    return [
        (
            f"reconcile on Gitea, {changes} open changes, nothing to do",
            f"{seconds:.2f} s at the median; {requests} requests, "
            f"{requests / changes:.2f} for each change",
            "10 s, 5 for each",
        )
    ]


def _idle(it: HostedOffice) -> tuple[float, int]:
    """Return the seconds and the requests of one run that finds nothing to do."""
    begun = time.perf_counter()
    desk = it.at_desk()
    run = reconcile(desk, desk.rulebook())
    took = time.perf_counter() - begun
    assert not run.did, run
    assert not run.problems, run
    api = getattr(desk.forge, "api", None)
    assert isinstance(api, Gitea)
    return took, api.rest.requests


if __name__ == "__main__":
    os.environ.setdefault("PARAF_LANG", "en")
    for row in rows(*map(int, sys.argv[1:])):
        print(*row, sep="  ", flush=True)
