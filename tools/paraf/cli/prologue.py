"""Before the play: the office is set up, and its public site is served."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from paraf.cli.play import BOT, KABID, KASUBID, KEPALA, MONDAY, PENGELOLA, Play
from paraf.cli.world import PARAF, World
from paraf.core.words import T
from paraf.ports import Fault
from paraf.records.files import decode
from paraf.records.office import read_office

ALL = (PENGELOLA, KASUBID, KABID, KEPALA, "kenanga", BOT, "admin")


@dataclass(frozen=True, slots=True)
class Site:
    """The public site's address, and the process that serves it."""

    url: str
    pid: int


@contextmanager
def serve(root: Path, *, keep: bool) -> Iterator[Site]:
    """Serve the release folder over HTTP in a process of its own; `keep` lets it live on."""
    live = root / "public" / "current"
    live.parent.mkdir(parents=True)
    log = (root / "site.log").open("w+")
    server = subprocess.Popen(
        [*PARAF, "show", str(live)], stdout=subprocess.PIPE, stderr=log, text=True,
        start_new_session=True,
    )  # fmt: skip
    assert server.stdout is not None
    line = server.stdout.readline()
    if "http://" not in line:
        server.kill()
        raise Fault(T("The site cannot be shown: {line}", line=line))
    try:
        yield Site(line[line.index("http://") :].strip(), server.pid)
    except BaseException:
        server.terminate()
        raise
    finally:
        if not keep:
            server.terminate()
            server.wait()
        log.close()


def open_office(root: Path, language: str, url: str) -> Play:
    """Make the office: keys, the repository with its gate, a desk each, the first release."""
    world = World(root, language)
    world.set_clock(MONDAY)
    world.make_keys(ALL)
    source = _source()
    read = {name: decode((source / "review" / name).read_bytes(), name) for name in FILES}
    office, _ = read_office(read[FILES[0]], read[FILES[1]], files=FILES)
    play = Play(world, {one.id: one.name for one in (*office.persons, *office.bots)})
    play.scene(T("The office is set up; the gate stands at its repository's door"))
    world.must(source, *PARAF, "setup", "local", world.office, "--keys", root / "keys",
               "--publish-to", world.public, "--url", url, "--language", language,
               "--clock", root / "clock")  # fmt: skip
    for one in (*office.persons, *office.bots):
        if one.id in ALL:
            world.open_desk(one.id, one.name, one.emails[0])
    play.does(BOT, "reconcile")
    return play


FILES = ("officials.yml", "pipeline.yml")


def _source() -> Path:
    """Return the repository that this command is run in: its own site is what is published."""
    done = subprocess.run(
        ["git", "rev-parse", "--show-toplevel"], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise Fault(
            T("{folder} is no git repository.", folder=Path.cwd()),
            T("Go to the folder of the office's repository and try again."),
        )
    return Path(done.stdout.strip())
