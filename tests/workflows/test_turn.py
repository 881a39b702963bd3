"""The turn's script on a fresh checkout, with the real program, against a real forge.

GitHub cannot be reached; what a runner does there is the same but for the adapter.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from gitea.office import BOT, KASUBID, HostedOffice, office
from gitea_server import find

pytestmark = [
    pytest.mark.gitea,
    pytest.mark.server,
    pytest.mark.skipif(find("gitea") is None, reason="no Gitea: PARAF_GITEA or on PATH"),
]
TURN = Path(__file__).resolve().parents[2] / ".github" / "workflows" / "paraf-reconcile.yml"


@pytest.fixture(scope="module")
def it(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostedOffice]:
    with office(tmp_path_factory.mktemp("turn")) as made:
        yield made


def turn(it: HostedOffice, name: str) -> subprocess.CompletedProcess[str]:
    """Check the default branch out anew, as a runner does, and run the script in it."""
    work, temp = it.root / name / "situs", it.root / name / "temp"
    temp.mkdir(parents=True)
    cloned = it.server.git(
        it.who(BOT), it.root, "clone", "--quiet", f"{it.server.url}/bkd/situs.git", str(work)
    )
    assert cloned.returncode == 0, cloned.stderr
    it.world.must(work, "git", "remote", "set-url", "origin", f"{it.way.url}/bkd/situs.git")
    it.world.must(work, "git", "config", "paraf.clock", it.root / "clock")
    program = work / ".venv" / "bin" / "paraf"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -I -m paraf.cli.main "$@"\n')
    program.chmod(0o755)
    read = yaml.load(TURN.read_text(), Loader=yaml.BaseLoader)
    [job] = read["jobs"].values()
    [script] = [one["run"] for one in job["steps"] if one["name"] == "Do all that is due"]
    kept = ("PATH", "PLAYWRIGHT_BROWSERS_PATH", "PARAF_CHROMIUM")
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=work, capture_output=True, text=True, check=False,
        env={
            **{one: os.environ[one] for one in kept if one in os.environ},
            "HOME": str(temp), "RUNNER_TEMP": str(temp), "TOKEN": it.who(BOT).token,
            "SIGNING_KEY": (it.root / "keys" / BOT).read_text().rstrip("\n"),
            "EMAIL": "paraf@bkd.contoh.example", "GIT_CONFIG_GLOBAL": os.devnull,
        },
    )  # fmt: skip


def test_each_turn_on_a_machine_that_remembers_nothing_goes_on_where_the_last_one_ended(
    it: HostedOffice,
) -> None:
    it.hands_in("jadwal")
    first = turn(it, "first")
    assert first.returncode == 0, first.stdout + first.stderr
    assert it.told() == ["Opened", "Moved"]
    it.reviews(KASUBID, "APPROVED")
    second = turn(it, "second")
    assert second.returncode == 0, second.stdout + second.stderr
    assert it.told() == ["Opened", "Moved", "Reviewed"]
    assert len(it.comments()) == 1
    settings = (it.root / "second" / "situs" / ".git" / "config").read_text()
    assert it.who(BOT).token not in settings + second.stdout + second.stderr
