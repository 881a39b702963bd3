"""A case as its papers tell it: its way, its time, what was decided and returned."""

from dataclasses import replace
from datetime import timedelta

from builders import DAY, KABID, PREPARER, REPORT, office, procedure, step
from core.test_gate_dossier import DAMAGED, READ, SIGNED, WRITTEN, sop
from paraf.core.report import Record, Row, lived, way
from paraf.core.sop import Act
from telling import Told, told, weigh

WHOLE = (*SIGNED, "bot performs 9", "bot archives")


def of(story: Told) -> Record:
    return lived(sop(), office(), story.case(), story.now)


def rows(story: Told) -> dict[str, Row]:
    return {one.step.label: one for one in of(story).rows}


def test_a_case_goes_by_all_arms_until_it_is_decided() -> None:
    assert way(sop(), weigh(told(*READ), sop=sop())) == frozenset(range(1, 10))
    assert way(sop(), weigh(told(*DAMAGED), sop=sop())) == frozenset(range(1, 10))
    assert way(sop(), weigh(told(*WRITTEN), sop=sop())) == frozenset(range(1, 10)) - {6}


def test_the_arm_that_was_not_taken_stays_empty() -> None:
    found = rows(told(*WHOLE))
    assert [label for label, one in found.items() if not one.taken] == ["4c"]
    assert [label for label, one in found.items() if not one.who] == ["4c"]


def test_a_decision_is_told_with_its_answer_and_who_gave_it() -> None:
    (decision,) = of(told(*WHOLE)).decisions
    assert (decision.step.label, decision.says, decision.who) == ("4b", "Tidak ada", "Kiki")
    assert of(told(*READ)).decisions == ()


def test_every_return_that_counted_is_told_and_no_other() -> None:
    story = told(
        *WRITTEN,
        "kabul returns R1",
        "kiki hands in R2",
        "plato returns R2",
        "kabul returns R2",
        "kiki hands in R3",
        "kabul approves R3",
    )
    found = of(story).returns
    assert [(one.step.label, one.who, one.note) for one in found] == [("5", "Kabul", "Lihat.")] * 2


def test_the_time_of_all_visits_is_told_beside_that_of_the_last() -> None:
    back = (*WRITTEN, "kabul returns R1", "kiki hands in R2", "kabul approves R2")
    signed = rows(told(*back))["5"]
    assert (signed.visits, signed.used, signed.total) == (
        2, timedelta(minutes=10), timedelta(minutes=20),
    )  # fmt: skip
    once = rows(told(*WRITTEN, "kabul approves R1"))["5"]
    assert (once.visits, once.used, once.total) == (1, timedelta(minutes=10), once.used)


def test_all_acts_of_a_row_share_its_norm() -> None:
    # The norm of one day counts from the row's first act, whenever its last one began.
    slow = [*READ, "[1 15:30] kiki decides 5 baik", "[2 11:00] kiki hands in R1"]
    found = rows(told(*slow))
    assert [found[label].over for label in ("4a", "4d")] == [False, True]
    used = found["4d"].used
    assert used is not None
    assert used < timedelta(hours=7)


def test_the_texts_are_told_in_the_order_of_the_sop_as_they_were_merged() -> None:
    assert [(one.change, one.head) for one in of(told(*WHOLE)).texts] == [
        ("findings", "F2"), ("report", "R1"),
    ]  # fmt: skip


def test_a_program_that_acts_for_a_vacant_post_is_told_by_its_own_name() -> None:
    vacant = replace(
        office(), tenures=tuple(one for one in office().tenures if one.post != "kabid")
    )
    rows = procedure(
        (PREPARER, KABID),
        step(1, PREPARER, Act.PERFORM, REPORT, DAY),
        step(2, KABID, Act.PERFORM, REPORT, DAY, action="back-up"),
    )
    story = told("ani hands in R1", "bot merges R1", "bot performs 2", "bot archives")
    found = lived(rows, vacant, story.case(), story.now).rows
    assert [one.who for one in found] == ["Ani", "Bot"]
