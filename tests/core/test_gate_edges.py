"""What somebody hostile, hasty or unlucky could do to a case, and what the gate answers."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest

from builders import (
    DAY,
    HOURS,
    KABID,
    KASUBID,
    MANUSCRIPT,
    PREPARER,
    REPORT,
    SPACE,
    account,
    minutes,
    moment,
    office,
    person,
    procedure,
    step,
    tenure,
)
from paraf.core.case import Case, Change, Event, Opened, Withdrawn
from paraf.core.gate import judge
from paraf.core.office import Office
from paraf.core.report import rows
from paraf.core.sop import Act, Mark, Sop
from paraf.core.verdict import Blocked, Finished, Waiting
from telling import OPENED, fallen, stands, told, weigh

A = "ani hands in H2"
BOTH = [A, "kiki approves H2", "kabul approves H2"]
ASSIGNED = [*BOTH, "kiki assigns ani"]
PERFORMED = [*ASSIGNED, "bot merges H2", "bot performs 5"]


# The ledger


def test_a_case_without_events_is_not_judged() -> None:
    verdict = judge(procedure((PREPARER,), step(1, PREPARER, Act.ARCHIVE, "m", DAY)), office(),
                    Case("c-1", {}, ()), moment(2))  # fmt: skip

    assert isinstance(verdict.stand, Blocked)


@pytest.mark.parametrize("late", [False, True], ids=["never", "too late"])
def test_a_ledger_that_does_not_begin_with_its_opening_is_not_judged(late: bool) -> None:
    story = told(*BOTH, *(["bot opens"] if late else []), opened=False)

    assert stands(weigh(story).stand) == (
        "blocked: The ledger does not begin with the opening of the case."
    )


def test_a_case_is_opened_once() -> None:
    story = told(A, "ani opens")
    verdict = weigh(story)

    assert stands(verdict.stand) == "waits at 2 for kiki"
    assert fallen(story, verdict) == ["ani opens: Only the first event of a ledger opens the case."]


def test_a_case_is_judged_by_the_procedure_it_was_opened_under() -> None:
    story = told(*BOTH)
    other = replace(story.events[0], deed=Opened("short-cut", "Jadwal", moment(2)))
    verdict = weigh(replace(story, events=(other, *story.events[1:])))

    assert stands(verdict.stand) == "blocked: The case was opened under the SOP short-cut."


def test_a_change_that_the_procedure_does_not_know_counts_for_nothing() -> None:
    story = told(A)
    stray = replace(story.events[1].deed, change="leaflet")
    more = Event(35, story.now, account("ani"), stray)
    verdict = weigh(replace(story, events=(*story.events, more), sentences={35: "x", 20: "y"}))

    assert stands(verdict.stand) == "waits at 2 for kiki"
    assert [str(one.why) for one in verdict.discarded] == ["The SOP knows no change named leaflet."]


# Withdrawals


def test_a_review_cannot_be_withdrawn_before_it_is_given() -> None:
    story = told(A, "kiki approves H2")
    early = Event(25, story.events[1].at, account("admin"), Withdrawn(MANUSCRIPT, 3 * SPACE))
    first, second, third = story.events
    verdict = weigh(replace(story, events=(first, second, early, third)))

    assert stands(verdict.stand) == "waits at 3 for kabul"
    assert [str(one.why) for one in verdict.discarded] == [
        "It withdraws a review that does not exist."
    ]


def test_a_withdrawal_in_one_change_does_not_touch_the_marks_of_another() -> None:
    story = told(*PERFORMED, "bot hands in R1", "admin dismisses kiki in R1")
    verdict = weigh(story)

    assert stands(verdict.stand) == "waits at 6 for kiki"
    assert fallen(story, verdict) == [
        "admin dismisses kiki in R1: It withdraws a review that does not exist."
    ]


def test_deleting_a_comment_leaves_the_mark_of_its_writer_alone() -> None:
    story = told(A, "kiki approves H2", "kiki comments on H2", "kiki deletes kiki")

    assert stands(weigh(story).stand) == "waits at 3 for kabul"


def test_dismissing_an_old_review_leaves_a_newer_mark_alone() -> None:
    """Gitea dismisses a person's older reviews by itself whenever they give a new one."""
    story = told("ani hands in H1", "kiki approves H1", A, "kiki approves H2",
                 "bot dismisses the first of kiki")  # fmt: skip

    assert stands(weigh(story).stand) == "waits at 3 for kabul"


def test_an_official_may_take_a_return_back_but_nobody_else_may() -> None:
    returned = [A, "kiki approves H2", "kabul returns H2"]

    assert stands(weigh(told(*returned, "kabul deletes kabul")).stand) == "waits at 2 for kiki"
    for who in ("ani", "kiki", "admin", "bot", "ghost"):
        story = told(*returned, f"{who} dismisses kabul", "kiki approves H2")
        verdict = weigh(story)
        assert stands(verdict.stand) == "waits at 1 for ani"
        assert f"{who} dismisses kabul: Only the post of step 3 takes its return back." in fallen(
            story, verdict
        )


def test_dismissing_an_approval_does_not_lift_a_later_return() -> None:
    story = told(A, "kiki approves H2", "kiki returns H2", "kiki dismisses the first of kiki")

    assert stands(weigh(story).stand) == "waits at 1 for ani"


# Texts


def test_a_push_by_a_stranger_voids_the_marks_and_waits_for_the_author() -> None:
    story = told(*BOTH, "ghost hands in H3")
    verdict = weigh(story)

    assert stands(verdict.stand) == "waits at 1 for ani"
    assert fallen(story, verdict)[-1] == (
        "ghost hands in H3: Who handed it in did not hold the post of step 1."
    )


def test_a_stranger_who_pushes_and_pushes_back_brings_no_mark_back() -> None:
    story = told(*BOTH, "ghost hands in H3", "ghost hands in H2", "kiki approves H2")

    assert stands(weigh(story).stand) == "waits at 1 for ani"
    assert stands(weigh(told(*BOTH, "ghost hands in H3", A)).stand) == "waits at 2 for kiki"


def test_who_turns_out_to_have_written_the_text_has_not_marked_it() -> None:
    story = told(A, "kiki approves H2", "admin hands in H2 with kiki", "kiki approves H2")

    assert stands(weigh(story).stand) == "waits at 2 for nobody"


def test_a_stranger_cannot_hand_in_the_first_text() -> None:
    assert stands(weigh(told("ghost hands in H1", "kiki approves H1")).stand) == (
        "waits at 1 for ani"
    )


def test_a_returned_text_is_not_corrected_by_pushing_away_and_back() -> None:
    story = told(A, "kabul returns H2", "ghost hands in H3", "ani hands in H2")

    assert stands(weigh(story).stand) == "waits at 1 for ani"


def test_a_report_corrected_too_early_does_not_stop_the_case() -> None:
    """Its branch stands elsewhere than it was handed in: the case must still find its way."""
    early = [*PERFORMED, "bot hands in R1", "kiki returns R1", "ani requests 5", "ani hands in R2"]

    assert stands(weigh(told(*early)).stand) == "perform 5"
    assert stands(weigh(told(*early, "bot performs 5")).stand) == "open 5"
    again = told(*early, "bot performs 5", "bot hands in R2")
    assert stands(weigh(again).stand) == "waits at 6 for kiki"


def test_a_mark_given_while_the_author_has_to_hand_in_is_out_of_turn() -> None:
    story = told(*BOTH, "ghost hands in H3", "kiki approves H3")

    assert fallen(story, weigh(story))[-1] == (
        "kiki approves H3: It came out of turn: the case lies at step 1."
    )


# Who is who


def with_bot_among_the_officials(usual: Office) -> Office:
    return replace(
        usual,
        persons=(*usual.persons, replace(person("bot"), id="robot")),
        tenures=(*usual.tenures, tenure("robot", KASUBID), tenure("robot", PREPARER)),
    )


def with_admin_among_the_officials(usual: Office) -> Office:
    return replace(
        usual,
        persons=(*usual.persons, person("admin")),
        tenures=(*usual.tenures, tenure("admin", KASUBID)),
    )


def with_two_owners_of_one_account(usual: Office) -> Office:
    return replace(
        usual,
        persons=(*usual.persons, person("kembar", account("kiki"))),
        tenures=(*usual.tenures, tenure("kembar", KABID)),
    )


@pytest.mark.parametrize(
    ("roster", "who"),
    [
        (with_bot_among_the_officials(office()), "bot"),
        (with_admin_among_the_officials(office()), "admin"),
        (with_two_owners_of_one_account(office()), "kiki"),
    ],
    ids=["a program", "an administrator", "an account that two claim"],
)
def test_an_account_that_is_not_plainly_an_officials_marks_nothing(
    roster: Office, who: str
) -> None:
    verdict = weigh(told(A, f"{who} approves H2"), roster=roster)

    assert verdict.mark(2) is None
    assert isinstance(verdict.stand, Waiting)
    assert len(verdict.discarded) == 1


def test_a_program_listed_among_the_officials_assigns_nothing() -> None:
    roster = with_bot_among_the_officials(office())

    assert stands(weigh(told(*BOTH, "bot assigns ani"), roster=roster).stand).startswith(
        "waits at 4"
    )
    assert stands(weigh(told(*BOTH, "kiki assigns bot"), roster=roster).stand).startswith(
        "waits at 4"
    )


def test_two_accounts_of_one_person_are_one_person() -> None:
    usual = office()
    kiki = person("kiki", account("kiki at home"))
    roster = replace(usual, persons=(*(one for one in usual.persons if one.id != "kiki"), kiki),
                     tenures=(*usual.tenures, tenure("kiki", KABID)))  # fmt: skip
    story = told(A, "kiki approves H2")
    second = replace(story.events[-1], seq=99, actor=account("kiki at home"))
    verdict = weigh(replace(story, events=(*story.events, second)), roster=roster)

    assert stands(verdict.stand) == "waits at 3 for kabul"
    assert str(verdict.discarded[0].why) == "This official already marked step 2."


def test_a_stranger_whose_number_is_an_officials_name_bars_nobody() -> None:
    story = told(A)
    handed_in = replace(story.events[1].deed, contributors=(replace(account("x"), id="kiki"),))
    moved = replace(story.events[1], deed=handed_in)
    verdict = weigh(replace(story, events=(story.events[0], moved)))

    assert stands(verdict.stand) == "waits at 2 for kiki"


def test_a_post_that_the_roster_does_not_know_waits_for_nobody() -> None:
    usual = office()
    roster = replace(usual, posts=(), tenures=(tenure("ani", PREPARER),))

    assert (
        stands(weigh(told(A, "kiki approves H2"), roster=roster).stand) == "waits at 2 for nobody"
    )


def test_nobody_waits_for_somebody_who_left_the_roster() -> None:
    usual = office()
    roster = replace(usual, tenures=(*usual.tenures, tenure("nobody", KASUBID)))

    assert stands(weigh(told(A), roster=roster).stand) == "waits at 2 for kiki"


def test_an_acting_official_cannot_date_a_mark_back_into_the_time() -> None:
    story = told("[7 15:00] ani hands in H2", "[9 08:00] kiki approves H2",
                 "[7 23:00] plato approves H2", "[9 09:00] kartini comments on H2")  # fmt: skip
    verdict = weigh(story)

    assert stands(verdict.stand) == "waits at 3 for kabul"
    assert fallen(story, verdict) == [
        "plato approves H2: Plato held no post that reviews this at that time."
    ]


# Time


def test_a_clock_that_went_back_makes_no_visit_shorter_than_nothing() -> None:
    story = told("[1 15:00] ani hands in H2", "[1 09:00] kiki approves H2",
                 "[1 15:30] kabul approves H2")  # fmt: skip
    ends = [(one.since, one.until) for one in weigh(story).visits]

    assert ends == [
        (moment(2), moment(1, "15:00", 12)),
        (moment(1, "15:00", 12), moment(1, "15:00", 12)),
        (moment(1, "15:00", 12), moment(1, "15:30", 12)),
    ]


def test_a_case_that_began_in_the_future_is_not_judged() -> None:
    opened = replace(told().events[0], deed=replace(OPENED, started=moment(3)))
    verdict = weigh(replace(told(), events=(opened,)))

    assert stands(verdict.stand) == "blocked: The clock is behind the last event of the case."


@pytest.mark.parametrize(
    ("hours", "started"),
    [
        (replace(HOURS, week={}), moment(2)),
        (HOURS, datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))),
    ],
    ids=["an office that never works", "a case from the first of all days"],
)
def test_what_has_no_due_moment_is_not_judged(hours: object, started: datetime) -> None:
    opened = replace(told().events[0], deed=replace(OPENED, started=started))
    roster = replace(office(), hours=hours)
    verdict = weigh(replace(told(), events=(opened,)), roster=roster)

    assert stands(verdict.stand) == "blocked: The office's calendar has no time for step 1."


# Work


REPORTED = [*PERFORMED, "bot hands in R1", "kiki approves R1", "kabul approves R1",
            "kartini approves R1", "kabul assigns kiki", "kiki assigns ani"]  # fmt: skip


def test_a_case_is_finished_when_it_was_archived_whatever_is_said_later() -> None:
    story = told(*REPORTED, "bot merges R1", "bot archives")
    later = told(*REPORTED, "bot merges R1", "bot archives", "[1 08:00] ani comments on R1",
                 "ani requests 5", "ani hands in R2", "kabul returns R1")  # fmt: skip

    assert weigh(later).stand == weigh(story).stand == Finished(story.events[-1].at)
    assert len(weigh(later).filled) == 11


def test_only_the_program_tells_that_it_published_or_archived() -> None:
    published = told(*ASSIGNED, "bot merges H2", "ani performs 5", "ani fails 5")
    archived = told(*REPORTED, "bot merges R1", "ani archives")

    assert stands(weigh(published).stand) == "perform 5"
    assert stands(weigh(archived).stand) == "archive 11"
    assert len(fallen(published, weigh(published))) == 2


def test_nothing_is_performed_before_the_merge() -> None:
    story = told(*ASSIGNED, "bot performs 5")

    assert stands(weigh(story).stand) == "merge manuscript H2"
    assert fallen(story, weigh(story)) == [
        "bot performs 5: The case was not at that step, or somebody else has to do it."
    ]


def test_a_change_merged_into_another_base_was_merged_around_the_gate() -> None:
    story = told(A, "ani moves H2 to the base dev", *ASSIGNED[1:], "bot merges H2")

    assert stands(weigh(story).stand) == (
        "blocked: The manuscript was merged around the gate by Bot."
    )


def test_reviews_of_a_merged_change_come_too_late() -> None:
    story = told(*ASSIGNED, "bot merges H2", "kiki returns H2", "admin dismisses kiki")

    assert stands(weigh(story).stand) == "perform 5"
    assert fallen(story, weigh(story)) == [
        "kiki returns H2: The manuscript was already merged.",
        "admin dismisses kiki: The manuscript was already merged.",
    ]


def test_a_disposition_is_written_by_the_post_of_its_step_to_the_post_that_it_names() -> None:
    for sentence, why in [
        ("kabul assigns ani", "Who assigned it did not hold the post of step 4."),
        ("kiki assigns kabul", "The assignee does not hold the post that step 4 names."),
        ("kiki assigns ghost", "The assignee does not hold the post that step 4 names."),
    ]:
        story = told(*BOTH, sentence)
        assert stands(weigh(story).stand) == "waits at 4 for kiki"
        assert fallen(story, weigh(story)) == [f"{sentence}: {why}"]
    early = told(A, "kiki assigns ani")
    assert fallen(early, weigh(early)) == ["kiki assigns ani: No disposition is due now."]


def test_who_is_returned_to_is_told_why() -> None:
    story = told(*PERFORMED, "bot hands in R1", "kiki approves R1", "kabul approves R1",
                 "kartini returns R1 to 6")  # fmt: skip
    stand = weigh(story).stand

    assert stands(stand) == "waits at 6 for kiki"
    assert [str(one) for one in stand.because] == ["kartini, step 8: Lihat."]
    done = told(*(story.sentences[e.seq] for e in story.events[1:]), "kiki approves R1")
    assert weigh(done).stand.because == ()


# Other procedures


def maintenance() -> Sop:
    """Work that people do between two texts, and work of the program after the merge."""
    return procedure(
        (PREPARER, KASUBID, KABID),
        step(1, PREPARER, Act.PREPARE, MANUSCRIPT, DAY),
        step(2, KASUBID, Act.REVIEW, MANUSCRIPT, DAY, mark=Mark.PARAF, returns_to=1),
        step(3, PREPARER, Act.PERFORM, REPORT, DAY),
        step(4, KABID, Act.REVIEW, REPORT, minutes(20), mark=Mark.SIGN, returns_to=3),
        step(5, PREPARER, Act.PERFORM, REPORT, DAY, action="back-up"),
    )


LIVED = [
    (A, "waits at 2 for kiki"),
    ("kiki approves H2", "merge manuscript H2"),
    ("ani hands in R1", "merge manuscript H2"),
    ("bot merges H2", "waits at 3 for ani"),
    ("kiki hands in R1", "waits at 3 for ani"),
    ("ani performs 3", "waits at 3 for ani"),
    ("ani hands in R2", "waits at 4 for kabul"),
    ("kabul returns R2", "waits at 3 for ani"),
    ("ani hands in R2", "waits at 3 for ani"),
    ("ani hands in R3", "waits at 4 for kabul"),
    ("kabul approves R3", "merge report R3"),
    ("bot merges R3", "perform 5"),
    ("bot performs 5", "archive 5"),
    ("ani archives", "archive 5"),
    ("bot archives", "finished"),
    ("bot archives", "finished"),
]


@pytest.mark.parametrize("length", range(1, len(LIVED) + 1), ids=lambda n: f"{n} {LIVED[n - 1][0]}")
def test_work_between_reviews_and_after_the_merge(length: int) -> None:
    story = told(*(sentence for sentence, _ in LIVED[:length]))

    assert stands(weigh(story, sop=maintenance()).stand) == LIVED[length - 1][1]


def test_work_that_nobody_was_assigned_is_done_for_the_first_who_holds_the_post() -> None:
    sop, roster = maintenance(), office()
    verdict = weigh(told(*(sentence for sentence, _ in LIVED)), sop=sop, roster=roster)

    assert [one.who for one in rows(sop, roster, verdict)] == [
        "Ani", "Kiki", "Ani", "Kabul", "Ani",
    ]  # fmt: skip


def test_a_holiday_moves_what_is_due() -> None:
    free = replace(HOURS, free=frozenset({date(2026, 11, 2)}))
    stand = weigh(told(), roster=office(free)).stand

    assert stand.due == moment(3, "16:00")


def test_the_report_of_another_case_at_the_same_commit_blocks() -> None:
    story = told(*PERFORMED, "bot hands in R1")
    changes = {REPORT: Change(REPORT, "R1", rivals=("c-9",))}

    assert stands(weigh(story, changes=changes).stand) == (
        "blocked: Case c-9 stands at the very same commit."
    )
