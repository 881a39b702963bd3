"""Two runs at once: one works, the other says so, and nothing happens twice."""

import shutil
import subprocess
from pathlib import Path

from office_world import BOT, OfficeWorld
from paraf.cli.world import PARAF
from pipeline.live import NO_BROWSER, live, ran, release, told


def in_the_middle(office: OfficeWorld, *commands: str) -> None:
    """Let commands run while the program's reconcile is about to push."""
    hook = office.folder(BOT) / ".git" / "hooks" / "pre-push"
    hook.parent.mkdir(exist_ok=True)
    lines = "\n".join(commands)
    hook.write_text(
        f"#!/bin/sh\nrm -- {hook}\nunset $(git rev-parse --local-env-vars)\n"
        f"exec >{office.root}/middle 2>&1 </dev/null\n{lines}\nexit 0\n"
    )
    hook.chmod(0o755)


def test_a_second_reconcile_is_told_that_one_is_under_way(tmp_path: Path) -> None:
    with live(tmp_path, 5) as office:
        other = office.folder("other")
        shutil.copytree(office.folder(BOT), other)
        old, before = release(office), told(office)
        again = " ".join((*PARAF, "reconcile"))
        in_the_middle(office, f"cd {office.folder(BOT)} && {again}; echo code $?",
                      f"cd {other} && {again}; echo code $?")  # fmt: skip
        first = ran(office, BOT, "reconcile", **NO_BROWSER)
        both = (office.root / "middle").read_text()
        assert both.count("Another reconcile is under way.") == both.count("code 4") == 2, both
        assert both.count("Wait until it has finished; it does this work as well.") == 2
        assert first.code == 4
        assert "There is no browser" in first.out
        assert told(office) == [*before, "Merged"]
        assert release(office) == old


def test_of_two_machines_one_merges_and_the_other_finds_that_it_happened(tmp_path: Path) -> None:
    with live(tmp_path, 5) as office:
        other = office.folder("other")
        shutil.copytree(office.folder(BOT), other)
        before = told(office)
        # The same site by another way, as two machines see it: no lock of the one holds the other.
        shutil.copytree(office.world.public, office.root / "elsewhere" / "public", symlinks=True)
        (office.root / "elsewhere" / "desk").mkdir()
        shutil.move(other, office.root / "elsewhere" / "desk" / "other")
        machine = office.root / "elsewhere" / "desk" / "other"
        again = " ".join(("env", "PARAF_CHROMIUM=/nonexistent", *PARAF, "reconcile"))
        in_the_middle(office, f"cd {machine} && {again}; echo code $?")
        first = ran(office, BOT, "reconcile", **NO_BROWSER)
        assert "Merged the manuscript." in (office.root / "middle").read_text()
        assert first.code == 4
        assert "Somebody else acted on this case in the meantime." in first.out
        assert f"paraf status {office.case}" in first.out
        assert told(office) == [*before, "Merged"]


def test_two_runs_started_together_do_everything_once(tmp_path: Path) -> None:
    with live(tmp_path, 5) as office:
        shutil.copytree(office.folder(BOT), office.folder("other"))
        before = told(office)
        runs = [
            subprocess.Popen(
                ["env", "PARAF_LANG=en", "GIT_CONFIG_GLOBAL=/dev/null",
                 "PARAF_CHROMIUM=/nonexistent", *PARAF, "reconcile"],
                cwd=office.folder(who), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            )
            for who in (BOT, BOT, "other", "other")
        ]  # fmt: skip
        said = [run.communicate()[0] for run in runs]
        assert [run.returncode for run in runs] == [4] * 4
        assert sum("Merged the manuscript." in one for one in said) == 1, said
        assert not any("Traceback" in one for one in said), said
        assert told(office) == [*before, "Merged"]
