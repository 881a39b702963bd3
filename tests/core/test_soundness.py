"""What would keep a case from its end is refused, each kind of it where it stands."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from builders import DAY, KABID, KASUBID, KEPALA, PREPARER, flagship, step
from everything import several
from paraf.core.explore import explore
from paraf.core.sop import Act, Actor, Answer, Document, Mark, Norm, Sop, Unit
from paraf.core.soundness import Part, flaws
from sops import sops, sound_sops
from tables import archive, assign, branch, prepare, repaired, review, table


def said(sop: Sop) -> list[str]:
    """Return what is wrong, as `part no key: sentence`; parts and keys counted from 1."""
    return [
        f"{one.part.value} {one.index + 1} {' '.join(map(str, one.key))}: {one.what}"
        for one in flaws(sop)
    ]


def put(sop: Sop, no: int, **more: object) -> Sop:
    """Return the procedure with step `no` put otherwise."""
    steps = [replace(one, **more) if one.no == no else one for one in sop.steps]
    return replace(sop, steps=tuple(steps))


def outside(sop: Sop, key: str, **more: object) -> Sop:
    """Return the procedure with a document put otherwise."""
    found = [replace(one, **more) if one.key == key else one for one in sop.documents]
    return replace(sop, documents=tuple(found))


def test_the_flagship_and_a_procedure_with_a_branch_are_sound() -> None:
    assert flaws(flagship()) == flaws(repaired()) == ()


BASE = table(prepare(1, "a"), review(2, "a", KASUBID, 1), archive(3, "a"))
TWO = table(prepare(1, "a"), prepare(2, "b", KABID), review(3, "a", KASUBID, 1),
            review(4, "b", KEPALA, 2))  # fmt: skip

FLAWED: list[tuple[str, Sop, str]] = [
    # Entries
    ("a strange actor", put(BASE, 2, actor="camat"),
     "steps 2 actor: camat is no actor of this SOP."),
    ("an idle actor", replace(BASE, actors=(*BASE.actors, Actor("camat", "Camat", "camat"))),
     "actors 3 key: camat does nothing in this SOP."),
    ("an actor twice", replace(BASE, actors=(*BASE.actors, BASE.actors[0])),
     "actors 3 key: pengelola stands here twice."),
    ("a document twice", replace(BASE, documents=BASE.documents * 2),
     "documents 2 key: d1 stands here twice."),
    ("a document of no use", replace(BASE, documents=(*BASE.documents, Document("x", "X"))),
     "documents 2 key: No step needs or gives x."),
    ("a strange document", put(BASE, 2, needs=("x",)),
     "steps 2 needs 0: x is no document of this SOP."),
    ("a document needed twice", put(BASE, 2, needs=("d1", "d1")),
     "steps 2 needs 1: d1 stands here twice."),
    ("a change twice", replace(BASE, changes=("a", "a")), "changes 2 : a stands here twice."),
    ("a change of no step", replace(BASE, changes=("a", "b")), "changes 2 : No step belongs to b."),
    ("a change with a name that is taken", table(prepare(1, "ledger")),
     "changes 1 : A change cannot be called ledger."),
    ("a strange change", put(BASE, 3, change="b"), "steps 3 change: b is no change of this SOP."),
    ("a text of no change", put(BASE, 3, change=""),
     "steps 3 change: The step names the change that it belongs to."),
    ("a change that begins with a review", table(review(1, "a", KASUBID, 1)),
     "steps 1 act: A change begins with a step that makes its text (prepare or perform)."),
    ("a change that begins with an order", table(assign(1, "a"), prepare(2, "a")),
     "steps 1 act: A change begins with a step that makes its text (prepare or perform)."),
    ("a change that begins with a question", table(branch(1, 2, 3, change="a"), prepare(2, "a")),
     "steps 1 act: A change begins with a step that makes its text (prepare or perform)."),
    ("a review without a mark", put(BASE, 2, mark=None),
     "steps 2 act: A review needs its mark: paraf, sign or acknowledge."),
    ("a mark on an archive", put(BASE, 3, mark=Mark.SIGN),
     "steps 3 mark: Only a review has a mark."),
    ("an archive that returns", put(BASE, 3, returns_to=1),
     "steps 3 returns_to: Only a review returns the case."),
    ("a return forward", put(BASE, 2, returns_to=3),
     "steps 2 returns_to: A review returns to an earlier step of the same change."),
    ("a return to itself", put(BASE, 2, returns_to=2),
     "steps 2 returns_to: A review returns to an earlier step of the same change."),
    ("a return to nowhere", put(BASE, 2, returns_to=None),
     "steps 2 returns_to: A review returns to an earlier step of the same change."),
    ("a return into another change", put(TWO, 4, returns_to=1),
     "steps 4 returns_to: A review returns to an earlier step of the same change."),
    ("an order to nobody", table(assign(1, to="")),
     "steps 1 to: A disposition names the actor that it assigns."),
    ("an order that is none", put(BASE, 3, to=KASUBID),
     "steps 3 to: Only a disposition assigns to somebody."),
    ("an action of a reviewer", put(BASE, 2, action="publish"),
     "steps 2 action: Only a step to perform has an action."),
    ("a branch without a question", put(repaired(), 4, question=""),
     "steps 4 act: A branch asks a question."),
    ("a branch with one way", put(repaired(), 4, answers=(Answer("a", "A", 5),)),
     "steps 4 answers: A branch has at least two answers."),
    ("two ways of one name", put(repaired(), 4, answers=(Answer("a", "A", 5), Answer("a", "A", 6))),
     "steps 4 answers: Two answers of a branch have the same key."),
    ("a branch with a next step", put(repaired(), 4, next=5),
     "steps 4 next: At a branch each answer says where the case goes on."),
    ("answers to no question", put(BASE, 3, answers=(Answer("a", "A", 4), Answer("b", "B", 4))),
     "steps 3 act: Only a branch has a question and answers."),
    ("a way back", put(BASE, 3, next=1),
     "steps 3 next: The case goes on at a later step, or at the end; back, only a review sends "
     "it."),
    ("an answer that leads back", put(repaired(), 4,
                                      answers=(Answer("a", "A", 5), Answer("b", "B", 2))),
     "steps 4 answers 1 next: The case goes on at a later step, or at the end; back, only a "
     "review sends it."),
    ("a way to beyond the end", put(BASE, 3, next=9),
     "steps 3 next: The case goes on at a later step, or at the end; back, only a review sends "
     "it."),
    ("a norm of many years", put(BASE, 2, norm=Norm(1001, Unit.DAY)),
     "steps 2 norm: A norm is at most 1000 days."),
    ("copies of what comes from outside", outside(put(BASE, 1, needs=("d1",), gives=()), "d1",
                                                  external=True, copies=2),
     "documents 1 copies: What comes from outside is neither stored nor copied by the case."),
    ("a store for what comes from outside", outside(put(BASE, 2, needs=("d1",)), "d1",
                                                    external=True, stored=True),
     "documents 1 stored: What comes from outside is neither stored nor copied by the case."),
    ("copies of what is not stored", outside(BASE, "d1", copies=2),
     "documents 1 copies: Copies are kept of stored documents only."),
    ("something from outside that a step gives", outside(BASE, "d1", external=True),
     "steps 1 gives 0: d1 comes from outside: no step gives it."),
    ("something stored that a review gives",
     outside(table(prepare(1, "a"), review(2, "a", KASUBID, 1, gives=("x",))), "x", stored=True),
     "steps 2 gives 0: What is stored is given by work by hand."),
    ("work by hand without proof", put(BASE, 1, gives=()),
     "steps 1 act: Work by hand gives a document, as its proof."),
    # Flow
    ("a step that no way leads to", put(BASE, 1, next=3),
     "steps 2 step: No way leads to step 2."),
    ("a change that may not have begun",
     table(branch(1, 2, 3), prepare(2, "a"), review(3, "a", KABID, 2)),
     "steps 3 change: The case can come here without step 2, which begins the a."),
    ("a return to where the case may not have been",
     table(prepare(1, "a"), branch(2, 3, 4), prepare(3, "a"), review(4, "a", KABID, 3)),
     "steps 4 returns_to: The case can come here without step 3, to which this returns it."),
    ("a text after its review", table(prepare(1, "a"), review(2, "a", KASUBID, 1), prepare(3, "a")),
     "steps 3 change: A text does not change after a review of it; give this work its own "
     "change."),
    ("an input that is nobody's", table(prepare(1, "a", needs=("x",))),
     "steps 1 needs 0: Nobody gives x, and it is not marked as external."),
    ("an input that comes later", table(prepare(1, "a", needs=("d2",)), prepare(2, "b")),
     "steps 1 needs 0: The case can come here before d2 is given."),
    ("an input that is its own output", table(prepare(1, "a", needs=("d1",))),
     "steps 1 needs 0: The case can come here before d1 is given."),
    ("an input that only one way gives",
     table(branch(1, 2, 3), prepare(2, "a"), prepare(3, "b", needs=("d2",))),
     "steps 3 needs 0: The case can come here before d2 is given."),
    ("a document given twice on one way", table(prepare(1, "a"), prepare(2, "b", gives=("d1",))),
     "steps 2 gives 0: Step 1 has given d1 already."),
    ("a review of one's own work", put(BASE, 2, actor=PREPARER),
     "steps 2 actor: Nobody reviews their own work: step 1 is of the same post."),
    ("a review of one's own help",
     table(prepare(1, "a"), prepare(2, "a", KABID), review(3, "a", KABID, 1)),
     "steps 3 actor: Nobody reviews their own work: step 2 is of the same post."),
    ("a review by another column of the same post",
     replace(BASE, actors=tuple(replace(one, post=PREPARER) for one in BASE.actors)),
     "steps 2 actor: Nobody reviews their own work: step 1 is of the same post."),
    ("a report reviewed by who published it",
     put(flagship(), 6, actor=PREPARER),
     "steps 6 actor: Nobody reviews their own work: step 5 is of the same post."),
    ("two reviews by one post", put(flagship(), 7, actor=KASUBID),
     "steps 7 actor: Two people review a change: step 6 is of the same post."),
    ("an answer that may be given anew",
     table(prepare(1, "a"), branch(2, 3, 4, change="a", actor=KABID), prepare(3, "b", KABID),
           review(4, "a", KASUBID, 1)),
     "steps 2 change: The answer may be given anew as long as the a is open, and step 3 is of "
     "another change; a branch needs no change."),
    ("an answer that decides over a text already begun",
     table(prepare(1, "b", KABID), prepare(2, "a"), branch(3, 4, 5, change="a"),
           review(4, "b", KEPALA, 1), assign(5)),
     "steps 3 change: The answer may be given anew as long as the a is open, and step 4 is of "
     "another change; a branch needs no change."),
    ("an answer in a report that nobody reviews, which may come at any time",
     table(prepare(1, "manuscript"),
           step(2, PREPARER, Act.PERFORM, "report", DAY, action="publish"),
           branch(3, 4, 5, change="report"), prepare(4, "repair"), assign(5)),
     "steps 3 change: The answer may be given anew as long as the report is open, and step 4 is of "
     "another change; a branch needs no change."),
    ("a manuscript that comes second", table(prepare(1, "a"), prepare(2, "manuscript")),
     "changes 2 : The change named manuscript comes first."),
    ("a manuscript named first that comes second",
     table(prepare(1, "a"), prepare(2, "manuscript"), changes=("manuscript", "a")),
     "changes 1 : The change named manuscript comes first."),
    ("publishing nothing", table(prepare(1, "a"), step(2, PREPARER, Act.PERFORM, "report", DAY,
                                                       action="publish")),
     "steps 2 action: Only a manuscript is published, after all other steps of the change of that "
     "name."),
    ("publishing before the last mark",
     table(prepare(1, "manuscript"),
           step(2, PREPARER, Act.PERFORM, "report", DAY, action="publish"),
           review(3, "manuscript", KASUBID, 1)),
     "steps 2 action: Only a manuscript is published, after all other steps of the change of that "
     "name."),
    ("publishing what may not have been written",
     table(branch(1, 2, 3), prepare(2, "manuscript"),
           step(3, PREPARER, Act.PERFORM, "report", DAY, action="publish")),
     "steps 3 action: Only a manuscript is published, after all other steps of the change of that "
     "name."),
    ("publishing into the manuscript",
     table(prepare(1, "manuscript"), review(2, "manuscript", KASUBID, 1),
           step(3, PREPARER, Act.PERFORM, "manuscript", DAY, action="publish")),
     "steps 3 change: Publishing begins a change of its own: the report of it."),
    ("publishing twice",
     table(prepare(1, "manuscript"),
           step(2, PREPARER, Act.PERFORM, "report", DAY, action="publish"),
           step(3, PREPARER, Act.PERFORM, "second", DAY, action="publish")),
     "steps 3 action: Step 2 publishes already."),
    ("a second archive", table(prepare(1, "a"), archive(2, "a"), archive(3, "a")),
     "steps 3 act: Step 2 archives already."),
    ("a step after the archive", table(prepare(1, "a"), archive(2, "a"), assign(3)),
     "steps 3 step: Nothing comes after the archive."),
    ("a way around the archive", table(prepare(1, "a"), branch(2, 3, 4), archive(3, "a")),
     "steps 3 act: The case can end without being archived here."),
    ("a second text of the manuscript",
     table(prepare(1, "manuscript"), prepare(2, "manuscript", KABID),
           review(3, "manuscript", KASUBID, 1)),
     "steps 2 change: Only step 1 makes the manuscript; give this work its own change."),
    ("work by hand in the program's report",
     put(flagship(), 9, act=Act.PERFORM, to=None, gives=()),
     "steps 9 change: Only step 5 makes the report; give this work its own change."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("sop", "expected"), [one[1:] for one in FLAWED], ids=[one[0] for one in FLAWED]
)
def test_what_stops_a_case_is_told_where_it_stands(sop: Sop, expected: str) -> None:
    assert expected in said(sop)


def test_all_flaws_are_told_at_once() -> None:
    sop = put(put(put(flagship(), 2, actor=PREPARER), 7, returns_to=9), 9, to="camat")
    assert said(sop) == [
        "steps 7 returns_to: A review returns to an earlier step of the same change.",
        "steps 9 to: A disposition names the actor that it assigns.",
        "steps 2 actor: Nobody reviews their own work: step 1 is of the same post.",
    ]


def test_a_step_is_called_by_its_printed_number() -> None:
    sop = put(put(repaired(), 7, actor=KASUBID), 6, row=3, part="d")
    expected = "steps 7 actor: Nobody reviews their own work: step 3d is of the same post."
    assert expected in said(sop)


def test_what_two_ways_give_is_given_on_both_and_not_given_twice() -> None:
    sop = table(
        branch(1, 2, 3),
        prepare(2, "recovery", gives=("note",), next=4),
        prepare(3, "storage", gives=("note",)),
        prepare(4, "report", needs=("note",)),
    )
    assert said(sop) == []


def test_an_answer_within_a_change_may_lead_to_more_of_the_same_change() -> None:
    sop = table(
        prepare(1, "a"),
        branch(2, 3, 4, change="a", actor=KABID),
        prepare(3, "a", KABID),
        assign(4, actor=KEPALA),
        review(5, "a", KASUBID, 1),
    )
    assert said(sop) == []
    assert explore(sop).sound


LAWS = settings(max_examples=several(200), deadline=None, database=None)


@given(sops())
@LAWS
def test_every_case_of_a_procedure_without_flaws_can_always_be_finished(sop: Sop) -> None:
    found = flaws(sop)
    event("flawed" if found else "sound")
    if not found:
        explored = explore(sop)
        assert explored.sound, (explored.dead, explored.stuck)


def _otherwise(sop: Sop) -> Iterator[Callable[[st.DrawFn], Sop]]:
    """Yield ways to spoil a procedure that leave every name in its place or take it away."""
    numbers = st.integers(-2, len(sop.steps) + 3)
    names = st.sampled_from(["staf", "kabid", "camat", "", "manuscript", "berkas-1", "ledger"])
    which = st.integers(1, len(sop.steps))
    fields = {
        "actor": names, "act": st.sampled_from(Act), "change": names, "action": st.none() | names,
        "mark": st.none() | st.sampled_from(Mark), "returns_to": st.none() | numbers,
        "to": st.none() | names, "next": st.none() | numbers, "question": names,
        "needs": st.lists(names).map(tuple), "gives": st.lists(names).map(tuple),
        "answers": st.lists(st.builds(Answer, names, names, numbers), max_size=3).map(tuple),
    }  # fmt: skip
    for name, values in fields.items():
        yield lambda draw, name=name, values=values: put(sop, draw(which), **{name: draw(values)})
    yield lambda _: replace(sop, actors=sop.actors[1:])
    yield lambda draw: replace(sop, changes=tuple(draw(st.lists(names, max_size=3))))
    yield lambda _: replace(sop, documents=sop.documents[1:])
    yield lambda draw: replace(sop, steps=sop.steps[: draw(which)])


@given(st.data())
@LAWS
def test_whatever_a_procedure_says_it_is_judged(data: st.DataObject) -> None:
    """And what is then still called sound is: no spoiled one slips through."""
    sop = data.draw(sound_sops())
    for _ in range(data.draw(st.integers(1, 3))):
        sop = data.draw(st.sampled_from(list(_otherwise(sop))))(data.draw)
    found = flaws(sop)
    for one in found:
        parts = {Part.STEPS: sop.steps, Part.ACTORS: sop.actors, Part.CHANGES: sop.changes,
                 Part.DOCUMENTS: sop.documents}  # fmt: skip
        assert 0 <= one.index < len(parts[one.part])
        assert str(one.what)
    event("flawed" if found else "sound")
    assert found or explore(sop).sound
