"""Trying out every case of a procedure: what is proved of sound ones, what is found in others."""

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import DAY, KABID, KASUBID, PREPARER, flagship, procedure, step
from everything import several
from paraf.core.case import Case, Change
from paraf.core.explore import Explored, explore
from paraf.core.gate import judge
from paraf.core.possible import (
    LATER,
    abstract_office,
    begin,
    event_of,
    follow,
    moves,
    stands,
    state,
)
from paraf.core.sop import Act, Mark, Sop
from paraf.core.verdict import Finished
from sops import sound_sops
from tables import archive, assign, branch, prepare, repaired, review, table


def found(explored: Explored) -> list[str]:
    """Say each stuck state in a line: what led there, and why it is the end."""
    return [f"{' '.join(map(str, one.story))} ⇒ {one.why}" for one in explored.stuck]


def test_every_case_of_the_flagship_can_always_be_finished() -> None:
    explored = explore(flagship())
    assert explored.sound
    assert (explored.stuck, explored.dead, explored.whole) == ((), (), True)
    assert explored.transitions > explored.states > 100


def test_every_case_with_a_repair_on_its_way_can_always_be_finished() -> None:
    assert explore(repaired()).sound


def test_a_reviewer_of_their_own_work_waits_for_nobody() -> None:
    explored = explore(table(prepare(1, "a"), review(2, "a", PREPARER, 1)))
    assert found(explored) == [
        "Pengelola hands in the a. ⇒ The case lies at step 2 and cannot be ended from there."
    ]
    assert explored.dead == (table(prepare(1, "a"), review(2, "a", PREPARER, 1)).step(2),)


def test_one_post_does_not_review_a_change_twice() -> None:
    explored = explore(
        table(prepare(1, "a"), review(2, "a", KASUBID, 1), review(3, "a", KASUBID, 1))
    )
    assert found(explored) == [
        "Pengelola hands in the a. Kasubid approves the a. ⇒ "
        "The case lies at step 3 and cannot be ended from there."
    ]


def test_a_case_stops_where_an_input_is_missing_on_the_way_it_took() -> None:
    sop = table(branch(1, 2, 3), prepare(2, "a"), prepare(3, "b", needs=("d2",)))
    explored = explore(sop)
    assert found(explored) == [
        "Kasubid answers: Jawab 1. ⇒ Step 3 needs what nobody has given: d2."
    ]
    assert explored.dead == ()


def test_a_case_stops_where_its_text_was_never_begun() -> None:
    sop = table(branch(1, 2, 3), prepare(2, "a"), review(3, "a", KABID, 2))
    assert found(explore(sop)) == [
        "Kasubid answers: Jawab 1. ⇒ The case lies at step 3 and cannot be ended from there."
    ]


def test_a_case_that_goes_around_the_archive_is_not_archived() -> None:
    sop = table(prepare(1, "a"), branch(2, 3, 4), archive(3, "a"))
    assert found(explore(sop))[0].endswith(" ⇒ Every step is done, and the case is not archived.")


def test_what_an_old_answer_began_is_not_merged_unread() -> None:
    """A return asks again; the new answer takes another way, past the review of what was begun."""
    sop = table(
        prepare(1, "a"),
        branch(2, 3, 5, change="a", actor=KABID),
        prepare(3, "b", KABID),
        review(4, "b", KASUBID, 3),
        review(5, "a", KASUBID, 1),
    )
    explored = explore(sop)
    assert not explored.sound
    assert any(one.endswith("The b is merged unread: the case took another way.")
               for one in found(explored))  # fmt: skip


def test_a_step_around_which_every_way_leads_is_dead() -> None:
    sop = table(prepare(1, "a", next=3), prepare(2, "b"), archive(3, "a"))
    explored = explore(sop)
    assert [one.no for one in explored.dead] == [2]
    assert explored.stuck == ()
    assert not explored.sound


def test_nothing_is_proved_of_what_was_not_looked_at_wholly() -> None:
    explored = explore(flagship(), most=50)
    assert explored.states == 50
    assert not explored.whole
    assert not explored.sound
    assert explored.stuck == ()


def test_a_procedure_of_very_many_reviews_is_given_up_and_not_waited_for() -> None:
    reviews = (review(no, "a", f"reviewer-{no}", 1) for no in range(2, 120))
    assert not explore(table(prepare(1, "a"), *reviews), most=30).whole


def test_work_of_the_program_after_the_merge_ends_too() -> None:
    sop = procedure(
        (PREPARER, KASUBID),
        step(1, PREPARER, Act.PREPARE, "manuscript", DAY),
        step(2, KASUBID, Act.REVIEW, "manuscript", DAY, mark=Mark.PARAF, returns_to=1),
        step(3, PREPARER, Act.PERFORM, "report", DAY, action="publish"),
        step(4, PREPARER, Act.ARCHIVE, "report", DAY),
    )
    assert explore(sop).sound


def test_an_order_in_no_change_is_given_once_however_often_the_text_comes_back() -> None:
    assert explore(table(prepare(1, "a"), assign(2), review(3, "a", KASUBID, 1))).sound


LAWS = settings(max_examples=several(100), deadline=None, database=None)
LONGEST = 25


@given(sound_sops(), st.data())
@LAWS
def test_a_case_that_is_tried_out_stands_where_the_gate_says(sop: Sop, data: st.DataObject) -> None:
    office, walk = abstract_office(sop), begin(sop)
    assert walk.last is not None
    events = [walk.last]
    for _ in range(data.draw(st.integers(0, LONGEST))):
        stand = stands(walk)
        possible = [] if isinstance(stand, Finished) else list(moves(walk, stand))
        if not possible:
            break
        move = data.draw(st.sampled_from(possible))
        events.append(event_of(walk, move))
        walk = follow(walk, move)
    heads = {name: Change(name, head) for name, head in walk.heads.items()}
    verdict = judge(sop, office, Case("c", heads, tuple(events)), LATER)
    now = stands(walk)
    assert verdict.stand == now
    assert [one.step.no for one in verdict.filled] == sorted(walk.filled)


@given(sound_sops(6), st.randoms(use_true_random=False))
@LAWS
def test_what_is_taken_for_one_state_goes_on_alike(sop: Sop, luck: object) -> None:
    """Whatever way a case came to a state, the same may follow: the proof rests on this."""
    ahead: dict[object, object] = {}
    for _ in range(12):
        walk = begin(sop)
        for _ in range(LONGEST):
            stand = stands(walk)
            possible = [] if isinstance(stand, Finished) else list(moves(walk, stand))
            after = {str(one.told): state(follow(walk, one)) for one in possible}
            kind = (type(stand), after)
            assert ahead.setdefault(state(walk), kind) == kind
            if not possible:
                break
            walk = follow(walk, luck.choice(possible))


def test_a_move_leaves_the_case_it_was_made_from_as_it_was() -> None:
    walk = begin(flagship())
    before = state(walk)
    for move in moves(walk, stands(walk)):
        follow(walk, move)
        assert state(walk) == before
