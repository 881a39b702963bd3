"""What is overdue is reminded of once, whatever happens at the same moment, and blocks nobody."""

import shutil
import subprocess
from pathlib import Path

import pytest

from office_world import (
    BOT,
    CASE,
    KABID,
    KASUBID,
    PAGE,
    PENGELOLA,
    OfficeWorld,
    approval,
)  # fmt: skip
from paraf.cli.world import PARAF
from paraf.core.case import Opinion, Reminded, Requested, Reviewed
from paraf.core.words import english
from paraf.pipeline.desk import Overtaken, judged
from paraf.pipeline.reconcile import reconcile
from paraf.pipeline.remind import remind
from paraf.ports import RefusedFault
from pipeline.live import events, live, told

DAY = 24 * 60


def work(office: OfficeWorld) -> list[str]:
    """Reconcile once; return what it said it did."""
    desk = office.desk(BOT)
    run = reconcile(desk, desk.rulebook())
    assert run.problems == []
    return [english(what) for _, what in run.did]


def test_what_falls_overdue_is_reminded_of_once(tmp_path: Path) -> None:
    with live(tmp_path, 3) as office:
        assert work(office) == []
        before = told(office)
        office.later(DAY)
        said = work(office)
        assert said == [
            "Reminded Dahlia Ibaratni of step 3: it fell due on 16 November 2026, 08:51 WIB."
        ]
        assert told(office) == [*before, "Reminded"]
        office.later(3 * DAY)
        assert work(office) == []
        assert told(office) == [*before, "Reminded"]


def test_the_next_step_and_the_next_round_are_reminded_of_anew(tmp_path: Path) -> None:
    with live(tmp_path, 3) as office:
        office.later(DAY)
        assert len(work(office)) == 1
        assert office.run(KABID, "review", CASE, "--return", "Tanggalnya salah.").code == 0
        assert work(office) == []
        office.later(2 * DAY)
        assert work(office)[0].startswith("Reminded Melati Rekaanwati of step 1")
        page = office.folder(PENGELOLA) / PAGE
        page.write_text(page.read_text() + "\nLagi.\n")
        assert office.run(PENGELOLA, "submit").code == 0
        office.reads(KASUBID)
        assert office.run(KASUBID, "review", CASE, "--approve").code == 0
        office.later(DAY)
        assert work(office)[0].startswith("Reminded Dahlia Ibaratni of step 3")
        reminded = [one.deed for one in events(office) if isinstance(one.deed, Reminded)]
        assert [one.step for one in reminded] == [3, 1, 3]
        assert len({one.due for one in reminded}) == 3


def test_a_reminder_changes_no_verdict(tmp_path: Path) -> None:
    with live(tmp_path, 3) as office:
        office.later(DAY)
        desk = office.desk(BOT)
        before = judged(desk, CASE, desk.rulebook()).verdict
        work(office)
        desk = office.desk(BOT)
        assert judged(desk, CASE, desk.rulebook()).verdict == before
        office.reads(KABID)
        assert office.run(KABID, "review", CASE, "--approve").code == 0


def test_two_reconciles_at_once_remind_once(tmp_path: Path) -> None:
    with live(tmp_path, 3) as office:
        office.later(DAY)
        before = told(office)
        shutil.copytree(office.folder(BOT), office.folder("other"))
        runs = [
            subprocess.Popen(
                ["env", "PARAF_LANG=en", "GIT_CONFIG_GLOBAL=/dev/null", *PARAF, "reconcile"],
                cwd=office.folder(who), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            )
            for who in (BOT, BOT, "other", "other")
        ]  # fmt: skip
        said = [run.communicate()[0] for run in runs]
        assert sum("Reminded Dahlia" in one for one in said) == 1, said
        assert {run.returncode for run in runs} <= {0, 4}, said
        assert not any("Traceback" in one for one in said), said
        assert told(office) == [*before, "Reminded"]


def test_who_looked_before_another_reminded_says_nothing(tmp_path: Path) -> None:
    with live(tmp_path, 3) as office:
        office.later(DAY)
        desk = office.desk(BOT)
        now = judged(desk, CASE, desk.rulebook())
        work(office)
        assert remind(desk, now) is None
        assert told(office).count("Reminded") == 1


def test_a_reminder_in_the_middle_disturbs_nobody_s_act(tmp_path: Path) -> None:
    with live(tmp_path, 3) as office:
        office.later(DAY)
        desk = office.desk(KABID)
        now = judged(desk, CASE, desk.rulebook())
        work(office)
        desk.tell(now.case, [approval(office, "manuscript")])
        assert told(office)[-2:] == ["Reminded", "Reviewed"]
        now = judged(desk, CASE, desk.rulebook())
        assert now.verdict.stand.step.no == 4


def test_a_reminder_told_later_than_the_act_began_does_not_date_it_back(tmp_path: Path) -> None:
    with live(tmp_path, 3) as office:
        office.later(DAY)
        desk = office.desk(KABID)
        now, began = judged(desk, CASE, desk.rulebook()), office.now
        office.later(2)
        work(office)
        desk.tell(now.case, [approval(office, "manuscript")], at=began)
        last, before = events(office)[-1], events(office)[-2]
        assert last.at == before.at > began


def test_a_person_s_act_in_the_middle_still_stops_the_next(tmp_path: Path) -> None:
    with live(tmp_path, 3) as office:
        office.later(DAY)
        desk = office.desk(KABID)
        now = judged(desk, CASE, desk.rulebook())
        work(office)
        head = now.case.changes["manuscript"].head
        comment = Reviewed("manuscript", Opinion.COMMENT, head, "Tunggu dulu.")
        office.tell(KASUBID, comment)
        with pytest.raises(Overtaken):
            desk.tell(now.case, [approval(office, "manuscript")])
        assert told(office)[-2:] == ["Reminded", "Reviewed"]


def test_an_act_that_the_door_refuses_is_refused_after_a_reminder_too(tmp_path: Path) -> None:
    with live(tmp_path, 3) as office:
        office.later(DAY)
        desk = office.desk(KABID)
        now = judged(desk, CASE, desk.rulebook())
        work(office)
        with pytest.raises(RefusedFault):
            desk.tell(now.case, [Requested(3)])
        assert told(office)[-1] == "Reminded"


def test_a_hand_in_by_command_goes_through_with_a_reminder_in_the_middle(tmp_path: Path) -> None:
    with live(tmp_path, 1) as office:
        office.later(2 * DAY)
        hook = office.folder(PENGELOLA) / ".git" / "hooks" / "pre-push"
        hook.parent.mkdir(exist_ok=True)
        again = " ".join(("env", "PARAF_LANG=en", *PARAF, "reconcile"))
        hook.write_text(
            f"#!/bin/sh\nrm -- {hook}\nunset $(git rev-parse --local-env-vars)\n"
            f"exec >{office.root}/middle 2>&1 </dev/null\n"
            f"cd {office.folder(BOT)} && {again}\nexit 0\n"
        )
        hook.chmod(0o755)
        done = office.run(PENGELOLA, "submit")
        assert "Reminded Melati" in (office.root / "middle").read_text()
        assert done.code == 0, done.out
        assert told(office) == ["Opened", "Reminded", "Moved"]


def test_a_reminder_that_the_door_refuses_is_told_and_stops_no_other_case(tmp_path: Path) -> None:
    with live(tmp_path, 3) as office:
        office.later(DAY)
        # The door goes by a clock that is an hour behind: for it nothing is overdue now.
        bare = office.door().git
        elsewhere = office.root / "elsewhere"
        elsewhere.write_text(office.now.isoformat())
        bare.run("config", "paraf.clock", str(elsewhere))
        office.later(60)
        desk = office.desk(BOT)
        run = reconcile(desk, desk.rulebook())
        assert run.did == []
        assert [case for case, _ in run.problems] == [CASE]
        assert "look at your computer's clock" in english(run.problems[0][1].what)
