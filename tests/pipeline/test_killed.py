"""`kill -9` between any two effects of a reconcile: the next run finishes the work once."""

import shutil
import signal
from pathlib import Path

import pytest

from everything import long
from office_world import OfficeWorld
from paraf.cli.world import Ran
from paraf.pipeline.verify import verify_bag
from pipeline.live import bag, idle, live, mark_the_report, release, told, unlucky, watched
from small_office import quiet

PUBLISHING, ARCHIVING = 7, 2
"""Effects of merging, publishing and opening the report; of merging it and archiving."""


def effects(ran: Ran) -> list[str]:
    assert ran.code == 0, ran.out
    return [line for line in ran.out.splitlines() if line.startswith("effect: ")]


def again(origin: Path, office: OfficeWorld) -> None:
    """Put the office back to how it was before."""
    shutil.rmtree(office.root)
    shutil.copytree(origin, office.root, symlinks=True)


def finished(office: OfficeWorld) -> list[str]:
    """Run reconcile to its end, and see that another has nothing to do; return its effects."""
    found = effects(unlucky(office, "none", "reconcile"))
    assert idle(office)
    return found


def test_killed_in_the_first_publication_no_half_of_a_site_is_seen(tmp_path: Path) -> None:
    with live(tmp_path) as office:
        shutil.rmtree(office.world.public)
        origin = Path(shutil.copytree(office.root, tmp_path / "origin", symlinks=True))
        count = len(effects(unlucky(office, "none", "reconcile")))
        new = release(office)
        assert count > 2
        for at in range(1, count + 1):
            again(origin, office)
            code, seen = watched(office, f"die:{at}")
            assert code == -signal.SIGKILL
            assert seen <= {new}
            finished(office)
            assert release(office) == new


@pytest.mark.browser
@pytest.mark.parametrize("points", [(1, 4, 6), pytest.param((2, 3, 5, 7), marks=long)], ids=str)
def test_killed_while_publishing_the_next_run_does_the_rest_once(
    tmp_path: Path, points: tuple[int, ...]
) -> None:
    with live(tmp_path, 5) as office:
        origin = Path(shutil.copytree(office.root, tmp_path / "origin", symlinks=True))
        old, before = release(office), told(office)
        for at in points:
            again(origin, office)
            code, seen = watched(office, f"die:{at}")
            assert code == -signal.SIGKILL, f"there is no effect {at}"
            live_then = release(office)
            done = finished(office)
            # What was not done before it was killed, and no more: so the points are all points.
            assert at > 1 or len(done) == PUBLISHING
            new = release(office)
            assert new != old
            assert seen | {live_then} <= {old, new}
            assert told(office) == [*before, "Merged", "Performed", "Moved"]


@long
@pytest.mark.browser
def test_killed_while_archiving_the_next_run_does_the_rest_once(tmp_path: Path) -> None:
    with live(tmp_path, 5) as office:
        finished(office)
        mark_the_report(office)
        origin = Path(shutil.copytree(office.root, tmp_path / "origin", symlinks=True))
        before, public = told(office), release(office)
        for at in range(1, ARCHIVING + 1):
            again(origin, office)
            code, seen = watched(office, f"die:{at}")
            assert code == -signal.SIGKILL
            assert len(finished(office)) == ARCHIVING - at + 1
            assert told(office) == [*before, "Merged", "Archived"]
            assert seen | {release(office)} == {public}
            assert verify_bag(bag(office, tmp_path / "bag"), quiet).intact
