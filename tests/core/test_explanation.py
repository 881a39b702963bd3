"""The verdict as a tree, and what one more deed would be worth."""

from contextlib import suppress

import pytest
from hypothesis import given

from builders import office
from core.test_gate_dossier import READ, WRITTEN
from core.test_gate_dossier import sop as dossier
from core.test_gate_laws import ARCHIVED, LAWS, MARKED, NOW, RETURNED, SOP, lives
from paraf.core.case import Case
from paraf.core.explanation import Explanation, Place, explain, told
from paraf.core.gate import judge
from paraf.core.sop import Sop
from paraf.core.supposition import VERBS, Unclear, suppose
from telling import Told, stands, weigh
from telling import told as story


def explained(sentences: Told, sop: Sop = SOP) -> Explanation:
    return explain(sop, office(), sentences.case(None), weigh(sentences, sop=sop))


def places(sentences: Told, sop: Sop = SOP) -> dict[str, str]:
    return {one.step.label: one.place.value for one in explained(sentences, sop).leaves}


@LAWS
@given(lives())
def test_every_event_stands_in_the_tree_once(case: Case) -> None:
    why = explain(SOP, office(), case, judge(SOP, office(), case, NOW))
    said = [one for leaf in why.leaves for one in leaf.said] + list(why.others)

    assert sorted(one.event.seq for one in said) == sorted(one.seq for one in case.events)
    assert all(told(one.event.deed).message for one in said)
    assert all(one.why is None for one in said if one.fills)
    for leaf in why.leaves:
        assert (leaf.filled is not None) == any(one.fills for one in leaf.said)


def test_a_mark_that_fell_stands_at_its_step_with_the_reason() -> None:
    why = explained(story(*RETURNED[:4]))
    kasubid = why.leaves[1]

    assert kasubid.place is Place.HERE
    assert [(one.fills, str(one.why)) for one in kasubid.said] == [
        (False, "The case was returned by step 3.")
    ]


def test_the_tree_tells_what_is_done_what_is_next_and_what_comes() -> None:
    assert list(places(story(*MARKED[:2])).values()) == ["done", "done", "here", *["ahead"] * 8]
    assert set(places(story(*ARCHIVED)).values()) == {"done"}


def test_the_arm_not_taken_is_passed_by() -> None:
    assert places(story(*READ), dossier())["4c"] == "ahead"
    written = places(story(*WRITTEN), dossier())
    assert {label for label, place in written.items() if place == "passed by"} == {"4c"}
    assert written["5"] == "here"


IFS = [
    (MARKED[:2], "kabid approve", "counts", "waits at 4 for kiki"),
    (MARKED[:2], "kabul setuju", "counts", "waits at 4 for kiki"),
    (MARKED[:2], "kabid return", "counts", "waits at 1 for ani"),
    (MARKED[:2], "kabid return 2", "counts", "waits at 2 for kiki"),
    (MARKED[:2], "kepala approve", "Kartini held no post that reviews this at that time.",
     "waits at 3 for kabul"),
    (MARKED[:2], "pengelola approve", "Ani wrote or pushed to this change.",
     "waits at 3 for kabul"),
    (MARKED[:2], "pengelola submit", "counts", "waits at 2 for kiki"),
    (MARKED[:2], "bot approve", "A program is never an official.", "waits at 3 for kabul"),
    (MARKED[:3], "kasubid assign", "counts", "merge manuscript H1"),
    (MARKED[:3], "kasubid assign kabid", "The assignee does not hold the post that step 4 names.",
     "waits at 4 for kiki"),
    (MARKED, "bot merge", "counts", "perform 5"),
    (MARKED[:2], "bot merge", "The manuscript was merged around the gate by Bot.",
     "blocked: The manuscript was merged around the gate by Bot."),
    ((*MARKED, "bot merges H1"), "bot fail", "counts", "waits at 5 for ani"),
    (ARCHIVED[:-1], "bot archive", "counts", "finished"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "said", "why", "where"), IFS, ids=[one[1] for one in IFS])
def test_a_supposition_tells_whether_it_counts_and_where_the_case_would_stand(
    before: tuple[str, ...], said: str, why: str, where: str
) -> None:
    past = story(*before)
    found = suppose(SOP, office(), past.case(None), past.now, said)

    assert str(found.discarded or "counts") == why
    assert stands(found.verdict.stand) == where
    # Nothing was done: the case is what it was.
    assert found.case.events[:-1] == past.case(None).events


def test_a_decision_can_be_supposed() -> None:
    past = story(*READ)
    found = suppose(dossier(), office(), past.case(None), past.now, "kasubid decide baik")

    assert found.discarded is None
    assert stands(found.verdict.stand) == "waits at 7 for kiki"


UNCLEAR = [
    ("kabid", 'Say who does what, as in "kabid approve".'),
    ("kabid dances", "dances is nothing that can be supposed; choose one of: approve/setuju,"),
    ("kabid approve now please", "now please is too much here."),
    ("sekda approve", "sekda is nobody here; choose one of: pengelola, kasubid, kabid, kepala,"),
    ("kabid return 99", "The SOP has no step 99."),
    ("kabid assign", "No disposition is due now."),
]


@pytest.mark.parametrize(("said", "why"), UNCLEAR, ids=[one for one, _ in UNCLEAR])
def test_what_cannot_be_understood_is_said(said: str, why: str) -> None:
    past = story(*MARKED[:2])
    with pytest.raises(Unclear) as caught:
        suppose(SOP, office(), past.case(None), past.now, said)
    assert str(caught.value).startswith(why)


@LAWS
@given(lives())
def test_supposing_is_total_on_every_life(case: Case) -> None:
    for names in VERBS:
        for who in ("kasubid", "bot", "admin"):
            with suppress(Unclear):
                found = suppose(SOP, office(), case, NOW, f"{who} {names[0]}")
                assert found.case.events[-1] is found.event
                assert stands(found.verdict.stand)
