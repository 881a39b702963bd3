"""An office whose public site is served, and what can be asked of both."""

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from office_world import BOT, CASE, OfficeWorld, approval, office_world, place
from paraf.cli.world import Ran
from paraf.core.case import Assigned, Event
from paraf.inspection.browser.chromium import find
from paraf.pipeline.publish import publish_first
from paraf.pipeline.reconcile import reconcile
from paraf.ports import BrowserFault
from paraf.site.serve import serving
from paraf.target import files, notice

UNLUCKY = Path(__file__).with_name("unlucky.py")
NO_BROWSER = {"PARAF_CHROMIUM": "/nonexistent"}


@contextmanager
def live(folder: Path, step: int = 0) -> Iterator[OfficeWorld]:
    """Give an office with a case at `step` and the first release of its site live."""
    office = OfficeWorld(folder / "office", CASE if step else "", browser=browser())
    place(_published(step), office.root)
    with serving(office.world.live) as url:
        office.settle("url", url)
        yield office


@cache
def _published(step: int) -> Path:
    """Return an office with its first release live, made once a session."""
    folder = Path(tempfile.mkdtemp(prefix="paraf-live-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    office = office_world(folder)
    if step:
        office.case_at(step)
    first(office)
    return office.root


@cache
def browser() -> Path | None:
    """Return this machine's browser; looking for it costs half a second."""
    with suppress(BrowserFault):
        return find(None)
    return None


def first(office: OfficeWorld) -> None:
    """Publish the site for the first time."""
    desk = office.desk(BOT)
    publish_first(desk, desk.rulebook())


def ran(office: OfficeWorld, person: str, *words: str | Path, **settings: str) -> Ran:
    """Run a command at a person's desk with settings of the environment."""
    return office.run(person, *words, **settings)


def unlucky(office: OfficeWorld, accident: str, *words: str) -> Ran:
    """Run a command at the program's desk that meets with an accident (see unlucky.py)."""
    return office.start(BOT, accident, office.world.public, *words, program=UNLUCKY).wait()


def events(office: OfficeWorld, case: str = "") -> tuple[Event, ...]:
    """Return what the office's repository tells of a case."""
    return office.door().case(case or office.case).events


def told(office: OfficeWorld, case: str = "") -> list[str]:
    """Return the kinds of a case's events, in order."""
    return [type(one.deed).__name__ for one in events(office, case)]


def references(office: OfficeWorld) -> str:
    """Return every branch and tag of the office's repository, and where it points."""
    return office.door().git.text("for-each-ref", "--format=%(refname) %(objectname)")


def release(office: OfficeWorld) -> str:
    """Return the digest of the release that the public sees, having looked that it is whole."""
    folder = office.world.live.resolve(strict=True)
    said = notice.read(folder)
    assert said is not None
    assert files.difference(folder, said[1]) is None
    return said[0].digest


def watched(office: OfficeWorld, accident: str) -> tuple[int, set[str]]:
    """Run an unlucky reconcile; return how it ended, and every release seen live meanwhile."""
    running = office.start(BOT, accident, office.world.public, "reconcile", program=UNLUCKY)
    seen: dict[Path, str] = {}
    code = None
    while code is None:
        link = office.world.live
        if link.is_symlink() and link.readlink() not in seen:
            seen[link.readlink()] = release(office)
        code = running.poll(0.2)
    running.wait()
    return code, set(seen.values())


def idle(office: OfficeWorld) -> bool:
    """Say whether another reconcile finds nothing to do."""
    desk = office.desk(BOT)
    before = references(office), release(office)
    run = reconcile(desk, desk.rulebook())
    return not run.did and not run.problems and before == (references(office), release(office))


def mark_the_report(office: OfficeWorld) -> None:
    """Let the report climb its marks and dispositions, up to where the program archives it."""
    for who in ("cendana", "dahlia", "gaharu"):
        office.tell(who, approval(office, "report"), minutes=10)
    for who, to in (("dahlia", "cendana"), ("cendana", "melati")):
        office.tell(who, Assigned(office.account(to)), minutes=2)


def bag(office: OfficeWorld, into: Path) -> Path:
    """Return the case's archive, taken out of the office's repository."""
    git = office.door().git
    shutil.rmtree(into, ignore_errors=True)
    git.export(f"refs/heads/main:review/archive/2026/{office.case}", into)
    return into
