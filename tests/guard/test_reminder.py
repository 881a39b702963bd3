"""A reminder in a ledger is honest: owed, for the step that the case waits at, and told once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from guard.door import BOOK, Door, door
from office_world import BOT, KABID, approval
from paraf.core.case import Reminded
from paraf.core.gate import judge
from paraf.core.verdict import Waiting
from paraf.pipeline.rulebook import at as rules_at
from paraf.pipeline.rulebook import load_sop

VAIN = "No such reminder is due now."


@dataclass
class Late:
    """The door of an office whose case waits at step 3, and when that falls due."""

    door: Door
    due: datetime

    def ask(self, deed: Reminded, *, minutes: float, by: str = BOT, after: str = "") -> str:
        """Return why a reminder, told so many minutes after the due moment, would be refused."""
        told = self.told(deed, minutes=minutes, by=by, after=after)
        return self.door.ask({BOOK: told}, self.due + timedelta(minutes=minutes))

    def told(self, deed: Reminded, *, minutes: float, by: str = BOT, after: str = "") -> str:
        """Write a reminder, so many minutes after the due moment."""
        wait = (self.due - self.door.office.now).total_seconds() / 60 + minutes
        return self.door.event(by, deed, minutes=wait, after=after)


@pytest.fixture(scope="module")
def late() -> Late:
    at = door(3)
    desk = at.office.desk(BOT)
    office = desk.rulebook().office
    sop = load_sop(rules_at(at.git, desk.forge.base()), "update-website", office)
    stand = judge(sop, office, desk.forge.case(at.office.case), at.office.now).stand
    assert isinstance(stand, Waiting)
    assert stand.step.no == 3
    return Late(at, stand.due)


def test_the_program_reminds_of_what_is_overdue(late: Late) -> None:
    assert late.ask(Reminded(3, late.due), minutes=1) == ""


@pytest.mark.parametrize("minutes", [-20, -1 / 60, 0])
def test_nothing_is_reminded_of_before_its_norm_is_used_up(late: Late, minutes: float) -> None:
    assert late.ask(Reminded(3, late.due), minutes=minutes) == VAIN


@pytest.mark.parametrize("step", [0, 1, 2, 4, 99])
def test_a_reminder_is_of_the_step_where_the_case_waits(late: Late, step: int) -> None:
    assert late.ask(Reminded(step, late.due), minutes=1) == VAIN


@pytest.mark.parametrize("seconds", [-60, -1, 1, 30])
def test_a_reminder_names_the_due_moment(late: Late, seconds: int) -> None:
    wrong = late.due + timedelta(seconds=seconds)
    assert late.ask(Reminded(3, wrong), minutes=5) == VAIN


def test_only_the_program_reminds(late: Late) -> None:
    refused = late.ask(Reminded(3, late.due), minutes=1, by=KABID)
    assert refused.startswith("Only the program may record that")


def test_a_second_reminder_is_one_too_many(late: Late) -> None:
    first = late.told(Reminded(3, late.due), minutes=1)
    assert late.ask(Reminded(3, late.due), minutes=1, after=first) == VAIN


def test_a_mark_after_a_reminder_counts(late: Late) -> None:
    first = late.told(Reminded(3, late.due), minutes=1)
    wait = (late.due - late.door.office.now).total_seconds() / 60 + 2
    mark = late.door.event(KABID, approval(late.door.office, "manuscript"),
                           minutes=wait, after=first)  # fmt: skip
    assert late.door.ask({BOOK: mark}, late.due + timedelta(minutes=2)) == ""


def test_what_waits_for_the_program_is_not_reminded_of() -> None:
    at = door(5)
    late = at.office.now + timedelta(days=30)
    told = at.event(BOT, Reminded(5, late - timedelta(minutes=1)), minutes=30 * 24 * 60)
    assert at.ask({BOOK: told}, late) == VAIN
