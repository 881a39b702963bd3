"""A command that is forked from the warm process does what one does that is started anew."""

import signal
from pathlib import Path

import pytest

from office_world import CASE, KASUBID, PENGELOLA, OfficeWorld, office_world
from paraf.cli.world import PARAF
from warm import commands


@pytest.fixture
def office(tmp_path: Path) -> OfficeWorld:
    office = office_world(tmp_path)
    office.case_at(2)
    return office


@pytest.mark.parametrize(
    "words", [["status"], ["--help"], ["review", "nothing"], ["nonsense"], ["status", "--json"]]
)
@pytest.mark.parametrize("language", ["id", "en"])
def test_it_says_and_ends_the_same(office: OfficeWorld, words: list[str], language: str) -> None:
    anew = office.world.run(
        office.folder(KASUBID), ["env", f"PARAF_LANG={language}", *PARAF, *words]
    )
    assert office.run(KASUBID, *words, PARAF_LANG=language) == anew


def test_the_gate_at_the_door_says_the_same(office: OfficeWorld, tmp_path: Path) -> None:
    other = office_world(tmp_path / "other", installed=True)
    other.case_at(2)
    refused = [
        one.git(PENGELOLA, "push", "--quiet", "origin", f"HEAD:refs/heads/lain/{CASE}")
        for one in (office, other)
    ]
    said = [
        [line for line in one.out.splitlines() if line.startswith("remote:")] for one in refused
    ]
    assert said[0] == said[1] != []
    assert [one.code for one in refused] == [1, 1]
    for one in (office, other):
        hook = (one.bare / "hooks" / "pre-receive").read_text()
        assert ("-m paraf.cli.main hook pre-receive" in hook) is one.installed


def ran(tmp_path: Path, program: str) -> tuple[int, str]:
    file = tmp_path / "program.py"
    file.write_text(program)
    found = commands.run(["a", "b"], where=tmp_path, environment={"WHO": "me"}, program=file)
    return found.code, found.out


def test_a_program_has_its_own_words_surroundings_and_memory(tmp_path: Path) -> None:
    program = (
        "import os, sys, paraf\n"
        "print(sys.argv[1:], dict(os.environ), os.getcwd(), hasattr(paraf, 'mine'))\n"
        "paraf.mine = os.environ['MORE'] = 'x'\n"
        "print(sys.stdin.read(), end='')\n"
        "sys.exit('the end')\n"
    )
    said = f"['a', 'b'] {{'WHO': 'me'}} {tmp_path} False\nthe end\n"
    assert [ran(tmp_path, program) for _ in range(2)] == [(1, said)] * 2


def test_however_it_ends_its_end_is_told(tmp_path: Path) -> None:
    killed = ran(tmp_path, "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n")
    assert killed == (-signal.SIGKILL, "")
    code, said = ran(tmp_path, "print('before')\nraise ValueError('broken')\n")
    assert code == 1
    assert said.startswith("before\nTraceback")
    assert said.endswith("ValueError: broken\n")
    assert ran(tmp_path, "import atexit\natexit.register(print, 'last')\n") == (0, "last\n")
