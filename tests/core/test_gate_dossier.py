"""Procedures that publish nothing: work done by hand, branches, several texts and several changes.

The procedure is "Pemeliharaan SIMPEG" in small: the Kasubid assigns an inspection (1), the
pengelola hands in findings (2) and their annex (3), the Kasubid marks them (4a), says whether there
is damage (4b), has it mended if so (4c) and writes the report (4d); the Kabid signs it (5); the
pengelola enters it (6). Nobody archives: the program does, at the end.
"""

from dataclasses import replace

import pytest

from builders import DAY, KABID, KASUBID, PREPARER, REPORT, minutes, moment, procedure, step
from paraf.core.sop import Act, Answer, Document, Mark, Sop
from paraf.core.verdict import Waiting
from telling import Told, fallen, stands, told, weigh

FINDINGS, MENDING = "findings", "mending"


def sop() -> Sop:
    """Return the procedure; its acts are numbered 1 to 9, its rows 1 to 6."""
    rows = procedure(
        (PREPARER, KASUBID, KABID),
        step(1, KASUBID, Act.DISPOSITION, "", minutes(30), to=PREPARER),
        step(2, PREPARER, Act.PERFORM, FINDINGS, DAY, gives=("findings",)),
        step(3, PREPARER, Act.PREPARE, FINDINGS, DAY, gives=("annex",)),
        step(4, KASUBID, Act.REVIEW, FINDINGS, DAY, mark=Mark.PARAF, returns_to=2,
             row=4, part="a", needs=("findings", "annex", "schedule")),
        step(5, KASUBID, Act.BRANCH, "", DAY, row=4, part="b", question="Rusak?",
             answers=(Answer("rusak", "Ada", 6), Answer("baik", "Tidak ada", 7))),
        step(6, KASUBID, Act.PERFORM, MENDING, DAY, row=4, part="c", gives=("proof",)),
        step(7, KASUBID, Act.PREPARE, REPORT, DAY, row=4, part="d", gives=("report",)),
        step(8, KABID, Act.REVIEW, REPORT, minutes(20), mark=Mark.SIGN, returns_to=7, row=5),
        step(9, PREPARER, Act.PERFORM, REPORT, minutes(20), row=6, action="back-up"),
    )  # fmt: skip
    given = ("findings", "annex", "proof", "report")
    schedule = Document("schedule", "Jadwal", external=True)
    documents = (*(Document(key, key.capitalize()) for key in given), schedule)
    changes = (FINDINGS, MENDING, REPORT)
    return replace(rows, changes=changes, documents=documents)


def lives(story: Told, procedure: Sop | None = None) -> str:
    """Say where a story stands, by the labels that people use."""
    verdict = weigh(story, sop=procedure or sop())
    told_of = stands(verdict.stand)
    at = getattr(verdict.stand, "step", None)
    return told_of.replace(f" {at.no}", f" {at.label}", 1) if at else told_of


BEGUN = ("kiki assigns ani", "ani hands in F1", "ani hands in F2")
READ = (*BEGUN, "kiki approves F2", "bot merges F2")
SIGNED = (*READ, "kiki decides 5 baik", "kiki hands in R1", "kabul approves R1", "bot merges R1")
DAMAGED = (*READ, "kiki decides 5 rusak")
WRITTEN = (*READ, "kiki decides 5 baik", "kiki hands in R1")

LIFE = [
    ((), "waits at 1 for kiki"),
    (("kiki assigns ani",), "waits at 2 for ani"),
    (("kiki assigns ani", "ani hands in F1"), "waits at 3 for ani"),
    (BEGUN, "waits at 4a for kiki"),
    ((*BEGUN, "kiki approves F2"), "merge findings F2"),
    (READ, "waits at 4b for kiki"),
    (DAMAGED, "waits at 4c for kiki"),
    ((*DAMAGED, "kiki hands in M1"), "merge mending M1"),
    ((*DAMAGED, "kiki hands in M1", "bot merges M1"), "waits at 4d for kiki"),
    ((*READ, "kiki decides 5 baik"), "waits at 4d for kiki"),
    (WRITTEN, "waits at 5 for kabul"),
    ((*WRITTEN, "kabul approves R1"), "merge report R1"),
    (SIGNED, "perform 6"),
    ((*SIGNED, "bot performs 9"), "archive 6"),
    ((*SIGNED, "bot performs 9", "bot archives"), "finished"),
]  # fmt: skip


@pytest.mark.parametrize(("sentences", "where"), LIFE, ids=[where for _, where in LIFE])
def test_a_case_goes_its_way_and_skips_the_arm_that_was_not_taken(
    sentences: tuple[str, ...], where: str
) -> None:
    assert lives(told(*sentences)) == where


RETURNS = [
    ((*BEGUN, "kiki returns F2"), "waits at 2 for ani"),
    ((*BEGUN, "kiki returns F2", "ani hands in F2"), "waits at 2 for ani"),
    ((*BEGUN, "kiki returns F2", "ani hands in F3"), "waits at 3 for ani"),
    ((*BEGUN, "kiki returns F2", "ani hands in F3", "ani hands in F4"), "waits at 4a for kiki"),
    ((*BEGUN, "kiki returns F2 to 3"), "waits at 3 for ani"),
    ((*BEGUN, "kiki returns F2 to 3", "ani hands in F2"), "waits at 3 for ani"),
    ((*BEGUN, "kiki returns F2 to 3", "ani hands in F3"), "waits at 4a for kiki"),
    ((*BEGUN, "ani hands in F3"), "waits at 4a for kiki"),
    ((*BEGUN, "ani hands in F3", "kiki approves F2"), "waits at 4a for kiki"),
    ((*WRITTEN, "kabul returns R1"), "waits at 4d for kiki"),
    ((*WRITTEN, "kabul returns R1", "kiki hands in R2"), "waits at 5 for kabul"),
    ((*WRITTEN, "kabul returns R1", "kiki decides 5 rusak"), "waits at 4d for kiki"),
]  # fmt: skip


@pytest.mark.parametrize(("sentences", "where"), RETURNS, ids=[one[-1] for one, _ in RETURNS])
def test_a_return_goes_back_within_its_change_and_no_further(
    sentences: tuple[str, ...], where: str
) -> None:
    assert lives(told(*sentences)) == where


VAIN = [
    ((*BEGUN, "kiki approves F2"), "kiki decides 5 baik", "The findings has to be merged first."),
    ((*BEGUN, "kiki approves F2"), "kiki hands in R1", "It is not yet time for the report."),
    (READ, "ani decides 5 baik", "Who decided it did not hold the post of step 4b."),
    (READ, "kiki decides 5 entah", "Step 4b knows no such answer."),
    (READ, "kiki decides 4 baik", "No such decision is due now."),
    (READ, "ani hands in F3", "The findings was already merged."),
    ((*READ, "kiki decides 5 baik"), "kiki decides 5 rusak", "No such decision is due now."),
    ((*READ, "kiki decides 5 baik"), "kiki hands in M1", "The case does not go by step 4c."),
    (DAMAGED, "kiki hands in R1", "It is not yet time for the report."),
    (DAMAGED, "ani hands in M1", "Who handed it in did not hold the post of step 4c."),
    (DAMAGED, "kiki performs 6", "That is not what step 4c asks for."),
    (DAMAGED, "bot archives", "That is not what step 4c asks for."),
    ((), "kiki decides 1 baik", "No such decision is due now."),
]


@pytest.mark.parametrize(("before", "deed", "why"), VAIN, ids=[one[1] for one in VAIN])
def test_what_is_early_foreign_or_unknown_counts_for_nothing(
    before: tuple[str, ...], deed: str, why: str
) -> None:
    story = told(*before, deed)

    assert fallen(story, weigh(story, sop=sop()))[-1] == f"{deed}: {why}"
    assert lives(story) == lives(told(*before))


def test_a_reminder_says_nothing_wherever_it_stands() -> None:
    whole = LIFE[-1][0]
    for place in range(1, len(whole) + 1):
        story = told(*whole[:place], "bot reminds of 2", *whole[place:])
        verdict, plain = weigh(story, sop=sop()), weigh(told(*whole), sop=sop())
        assert stands(verdict.stand) == "finished"
        assert [one.step.no for one in verdict.filled] == [one.step.no for one in plain.filled]
        assert not verdict.discarded


def test_the_acts_of_a_row_share_its_norm() -> None:
    story = told(*(f"[{no} 08:00] {one}" for no, one in zip((1, 2, 2, 2, 3), READ, strict=True)))
    stand = weigh(story, sop=sop()).stand

    # The row was reached on the 2nd at 08:00, when the annex was handed in.
    assert isinstance(stand, Waiting)
    assert stand.step.label == "4b"
    assert stand.due == moment(3, "08:00", 12)


def test_a_row_that_the_case_comes_back_to_has_its_norm_anew() -> None:
    sentences = (*WRITTEN[:-1], "[7 08:00] kiki hands in R1", "[8 08:00] kabul returns R1")
    stand = weigh(told(*sentences), sop=sop()).stand

    assert stand.due == moment(9, "08:00", 12)


def test_a_step_whose_input_no_step_gave_blocks() -> None:
    rows = sop()
    starved = replace(rows, steps=tuple(
        replace(one, needs=("proof",)) if one.label == "4d" else one for one in rows.steps
    ))  # fmt: skip

    assert lives(told(*READ, "kiki decides 5 baik"), starved) == (
        "blocked: Step 4d needs what nobody has given: Proof."
    )
    repaired = (*DAMAGED, "kiki hands in M1", "bot merges M1")
    assert lives(told(*repaired), starved) == "waits at 4d for kiki"


def test_nothing_counts_at_a_step_whose_input_is_missing() -> None:
    rows = sop()
    starved = replace(rows, steps=tuple(
        replace(one, needs=("proof",)) if one.label in ("4d", "5") else one for one in rows.steps
    ))  # fmt: skip
    story = told(*READ, "kiki decides 5 baik", "kiki hands in R1", "kabul approves R1")

    assert fallen(story, weigh(story, sop=starved))[0] == (
        "kiki hands in R1: Step 4d needs what nobody has given: Proof."
    )
    assert lives(story, starved).startswith("blocked: ")


def test_no_mark_counts_before_an_earlier_change_is_merged() -> None:
    # Two texts open side by side; none of the office's procedures has that.
    rows = procedure(
        (PREPARER, KASUBID, KABID),
        step(1, PREPARER, Act.PREPARE, FINDINGS, DAY),
        step(2, PREPARER, Act.PREPARE, REPORT, DAY),
        step(3, KASUBID, Act.REVIEW, FINDINGS, DAY, mark=Mark.PARAF, returns_to=1),
        step(4, KABID, Act.REVIEW, REPORT, DAY, mark=Mark.SIGN, returns_to=2),
    )
    story = told("ani hands in F1", "ani hands in R1", "kiki approves F1", "kabul approves R1")

    assert fallen(story, weigh(story, sop=rows)) == [
        "kabul approves R1: The findings has to be merged first."
    ]


def test_no_text_is_handed_in_before_the_work_is_assigned() -> None:
    story = told("ani hands in F1")

    assert lives(story) == "waits at 1 for kiki"
    assert fallen(story, weigh(story, sop=sop())) == [
        "ani hands in F1: It is not yet time for the findings."
    ]
