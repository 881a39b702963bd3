"""How long steps took, over all their visits, and when a reminder is owed."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import HOURS, KASUBID, PREPARER, account, flagship, minutes, moment, office
from core.test_gate_dossier import BEGUN, LIFE, READ, RETURNS, sop
from paraf.core.case import Event, Reminded
from paraf.core.pace import Pace, arrival, lapse, owed, pace, paces, reach, reminder, since
from paraf.core.sop import Norm, Sop, Unit
from paraf.core.verdict import Verdict, Waiting
from telling import Told, told, weigh

WAITS = ("[1 08:00] ani hands in H1",)
"""The Kasubid has an hour from eight o'clock on 1 December."""


def lived(story: Told, now: datetime, procedure: Sop | None = None) -> dict[str, Pace]:
    """Return the paces of a story by the labels of the steps."""
    rules = procedure or flagship()
    verdict = weigh(story, sop=rules)
    return {one.step.label: one for one in paces(rules, HOURS, verdict, now)}


def at(day: int, clock: str) -> datetime:
    """Return a moment of December."""
    return moment(day, clock, month=12)


def test_used_time_is_that_of_all_visits() -> None:
    story = told(
        "[1 08:00] ani hands in H1",
        "[1 08:30] kiki returns H1",
        "[1 09:00] ani hands in H2",
        "[1 11:00] kiki approves H2",
    )
    found = lived(story, at(1, "11:10"))

    assert (found["2"].visits, found["2"].used, found["2"].last) == (
        2, timedelta(minutes=150), timedelta(minutes=120),
    )  # fmt: skip
    assert (found["2"].over, found["2"].late) == (True, 1)
    assert found["2"].due == at(1, "10:00")
    assert (found["1"].visits, found["1"].last) == (2, timedelta(minutes=30))


def test_the_step_under_way_is_counted_until_now_and_no_step_before_the_case_came() -> None:
    found = lived(told(*WAITS), at(1, "08:25"))

    assert (found["2"].visits, found["2"].used) == (1, timedelta(minutes=25))
    assert (found["2"].due, found["2"].over) == (at(1, "09:00"), False)
    assert lived(told(*WAITS), at(1, "09:01"))["2"].over
    assert found["3"] == Pace(found["3"].step, 0, timedelta(), None, None, over=False, late=0)


def test_a_clock_that_went_back_makes_no_time_less_than_nothing() -> None:
    assert lived(told(*WAITS), at(1, "07:00"))["2"].used == timedelta()


def test_nights_and_rest_are_not_used() -> None:
    found = lived(told("[1 11:50] ani hands in H1"), at(2, "07:40"))

    assert found["2"].used == timedelta(minutes=10 + 180 + 10)


def test_the_acts_of_a_row_share_its_norm_and_count_their_own_time() -> None:
    story = told(
        "[1 08:00] kiki assigns ani", "[1 08:10] ani hands in F1", "[1 08:20] ani hands in F2",
        "[1 10:20] kiki approves F2", "[1 10:21] bot merges F2",
    )  # fmt: skip
    found = lived(story, at(1, "11:20"), sop())

    assert found["4a"].due == found["4b"].due == at(2, "08:20")
    assert found["4a"].used == timedelta(hours=2)
    assert found["4b"].used == timedelta(hours=1)
    assert found["4c"].due is None


def test_it_is_said_since_when_a_case_lies_and_came_to_its_row() -> None:
    there = weigh(told(*READ), sop=sop())
    assert there.stand.step.label == "4b"
    assert (since(there), arrival(there)) == (moment(2, "08:40"), moment(2, "08:30"))


@pytest.mark.parametrize("sentences", [one for one, *_ in (*LIFE, *RETURNS)])
def test_the_norm_runs_from_the_arrival_as_the_gate_counts_it(sentences: tuple[str, ...]) -> None:
    stand = (verdict := weigh(told(*sentences), sop=sop())).stand
    begun = arrival(verdict)
    if isinstance(stand, Waiting):
        assert begun is not None
        assert HOURS.due(begun, stand.step.norm) == stand.due
        assert since(verdict) == stand.since


def test_an_office_without_hours_has_a_pace_without_due_moments() -> None:
    verdict = weigh(told(*WAITS))
    found = paces(flagship(), replace(HOURS, week={}), verdict, at(1, "09:00"))
    assert (found[1].due, found[1].over, found[1].used) == (None, False, timedelta())


def test_the_reach_of_a_procedure_counts_each_printed_row_once() -> None:
    assert reach(sop(), HOURS, moment(2)) == HOURS.due(
        HOURS.due(HOURS.due(moment(2), minutes(30)), Norm(3, Unit.DAY)), minutes(40)
    )
    assert reach(flagship(), replace(HOURS, week={}), moment(2)) == moment(2)


def test_a_lapse_is_told_in_office_days_from_two_days_on() -> None:
    for start, end, said in (
        (at(1, "08:00"), at(1, "08:00"), "0 min"),
        (at(1, "08:00"), at(1, "09:00"), "1 h"),
        (at(1, "08:00"), at(2, "08:20"), "7 h 50 min"),
        (at(1, "08:00"), at(3, "07:59"), "14 h 59 min"),
        (at(1, "08:00"), at(3, "08:00"), "2 office days"),
        (at(4, "08:00"), at(8, "07:00"), "14 h 30 min"),
    ):  # fmt: skip
        assert str(lapse(HOURS, start, end)) == said


def test_the_pace_of_where_a_case_lies_is_that_of_the_table() -> None:
    for sentences in (WAITS, (*WAITS, "kiki returns H1"), ("ani hands in H1", "kiki approves H1")):
        verdict, now = weigh(told(*sentences)), at(1, "10:00")
        here = pace(HOURS, verdict, now)
        assert here is not None
        assert here in paces(flagship(), HOURS, verdict, now)


def remind(story: Told, step: int, due: datetime, now: datetime) -> Told:
    """Tell at the end of a story that the program reminded."""
    seq = story.events[-1].seq + 10
    event = Event(seq, now, account("bot"), Reminded(step, due))
    return Told((*story.events, event), {**story.sentences, seq: "bot reminds"})


def due_of(story: Told, now: datetime, procedure: Sop | None = None) -> Reminded | None:
    """Return the reminder that a story owes."""
    rules = procedure or flagship()
    return owed(rules, weigh(story, sop=rules), story.events, now)


def test_a_reminder_is_owed_once_the_norm_is_used_up_and_only_once() -> None:
    story = told(*WAITS)
    assert due_of(story, at(1, "08:59")) is None
    assert due_of(story, at(1, "09:00")) is None
    assert due_of(story, at(1, "09:01")) == Reminded(2, at(1, "09:00"))
    after = remind(story, 2, at(1, "09:00"), at(1, "09:01"))
    assert due_of(after, at(9, "12:00")) is None
    verdict = weigh(after)
    told_of = reminder(flagship(), verdict, after.events)
    assert told_of is after.events[-1]


def test_each_arrival_at_a_step_is_reminded_of_anew() -> None:
    first = remind(told(*WAITS), 2, at(1, "09:00"), at(1, "09:01"))
    sentences = ("[1 09:01] kiki returns H1", "[1 09:01] ani hands in H2")
    later = told(*WAITS, *sentences).events
    story = Told((*first.events, *(replace(one, seq=one.seq + 10) for one in later[2:])), {})
    assert reminder(flagship(), weigh(story), story.events) is None
    assert due_of(story, at(1, "10:02")) == Reminded(2, at(1, "10:01"))


def test_a_row_of_several_acts_is_reminded_of_once() -> None:
    story = told(*BEGUN)
    late = moment(4, "08:00")
    owed_now = due_of(story, late, sop())
    assert owed_now is not None
    told_then = remind(story, owed_now.step, owed_now.due, late)
    following = told(*READ)
    merged = [replace(one, seq=one.seq + 10) for one in following.events[len(story.events) :]]
    both = Told((*told_then.events, *merged), {})
    verdict = weigh(both, sop=sop())
    assert isinstance(verdict.stand, Waiting)
    assert verdict.stand.step.label == "4b"
    assert due_of(both, late, sop()) is None
    assert reminder(sop(), verdict, both.events) is not None


def test_a_calendar_that_was_altered_since_makes_no_second_reminder() -> None:
    story = remind(told(*WAITS), 2, at(1, "09:00"), at(1, "09:01"))
    slower = replace(flagship(), steps=tuple(
        replace(one, norm=minutes(90)) for one in flagship().steps))  # fmt: skip
    assert due_of(story, at(3, "09:00"), slower) is None


def test_nobody_is_reminded_of_a_vacant_post_until_somebody_holds_it() -> None:
    roster = office()
    vacant = replace(roster, tenures=tuple(
        one for one in roster.tenures if one.post != KASUBID))  # fmt: skip
    story, late = told(*WAITS), at(2, "09:00")
    assert owed(flagship(), weigh(story, roster=vacant), story.events, late) is None
    assert owed(flagship(), weigh(story, roster=roster), story.events, late) is not None


@pytest.mark.parametrize(
    "sentences",
    [("ani hands in H1", "kiki approves H1", "kabul approves H1", "kiki assigns ani"),
     ("ani hands in H1", "kiki approves H1", "kabul approves H1", "kiki assigns ani",
      "bot merges H1")],
)  # fmt: skip
def test_the_program_is_not_reminded(sentences: tuple[str, ...]) -> None:
    assert due_of(told(*sentences), at(20, "09:00")) is None


ROUNDS = st.lists(st.integers(1, 600), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None, database=None)
@given(ROUNDS, st.integers(0, 3000))
def test_the_paces_of_a_case_add_up_to_the_whole_time(lengths: list[int], more: int) -> None:
    """Visits tile the time: no minute is counted twice, and none is lost."""
    events = list(told(*WAITS).events)
    clock = events[-1].at
    for no, length in enumerate(lengths):
        clock += timedelta(minutes=length)
        words = "kiki returns H1" if no % 2 == 0 else "ani hands in H2"
        story = told(words.replace("H1", f"H{no // 2 + 1}").replace("H2", f"H{no // 2 + 2}"))
        events.append(replace(story.events[-1], seq=events[-1].seq + 10, at=clock))
    now = clock + timedelta(minutes=more)
    verdict: Verdict = weigh(Told(tuple(events), {}))
    total = sum((one.used for one in paces(flagship(), HOURS, verdict, now)), timedelta())
    assert total == HOURS.worked(moment(2), now)
    assert {one.step.actor for one in paces(flagship(), HOURS, verdict, now) if one.visits} <= {
        PREPARER, KASUBID,
    }  # fmt: skip


STORIES = st.lists(st.tuples(st.integers(1, 900), st.booleans()), min_size=1, max_size=14)


@settings(max_examples=80, deadline=None, database=None)
@given(STORIES)
def test_each_arrival_that_is_seen_overdue_gets_exactly_one_reminder(
    ticks: list[tuple[int, bool]],
) -> None:
    """The program looks, or an official acts, in any order and at any times."""
    events, clock, rounds = list(told(*WAITS).events), at(1, "08:00"), 1
    expected = 0
    seen = None
    for length, looks in ticks:
        clock += timedelta(minutes=length)
        verdict = weigh(Told(tuple(events), {}), now=clock)
        stand = verdict.stand
        assert isinstance(stand, Waiting)
        if looks:
            if clock > stand.due and (arrival(verdict), stand.step.no) != seen:
                seen = (arrival(verdict), stand.step.no)
                expected += 1
            deed = owed(flagship(), verdict, events, clock)
            if deed is None:
                continue
            assert (deed.step, deed.due) == (stand.step.no, stand.due)
            events.append(Event(events[-1].seq + 10, clock, account("bot"), deed))
            continue
        words = f"kiki returns H{rounds}" if stand.step.no == 2 else f"ani hands in H{rounds + 1}"
        rounds += stand.step.no == 1
        events.append(replace(told(words).events[-1], seq=events[-1].seq + 10, at=clock))
    assert sum(isinstance(one.deed, Reminded) for one in events) == expected
