"""Laws of the gate over lives that were cut, shuffled and filled with every kind of event.

A life is one of the known stories with some events struck out and others put in between, by
anybody, at any time. The oracles below are written naively, from the rules' words: they share no
code with the gate.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise, product

from hypothesis import event, example, given, settings
from hypothesis import strategies as st

from builders import (
    HOURS,
    KABID,
    KASUBID,
    KEPALA,
    MANUSCRIPT,
    PREPARER,
    REPORT,
    SPACE,
    account,
    flagship,
    moment,
    office,
    person,
    tenure,
)
from paraf.core import case as facts
from paraf.core.case import Case, Change, Deed, Event, Moved, Opinion, Reviewed, Withdrawn
from paraf.core.gate import judge
from paraf.core.office import Account, Office
from paraf.core.sop import Act
from paraf.core.verdict import Finished, ToArchive, ToMerge, ToOpen, ToPerform, Verdict, Waiting
from telling import OPENED, stands, told

LAWS = settings(max_examples=250, deadline=None, database=None)

SOP = flagship()
POSTS = {MANUSCRIPT: (KASUBID, KABID), REPORT: (KASUBID, KABID, KEPALA)}
START = moment(30, "08:00", 11)
NOW = moment(31, "08:00", 12)


# Lives

MARKED = ("ani hands in H1", "kiki approves H1", "kabul approves H1", "kiki assigns ani")
RETURNED = ("ani hands in H1", "kiki approves H1", "kabul returns H1", "ani hands in H2",
            "kiki approves H2", "plato approves H2", "kiki assigns ani")  # fmt: skip
REPORTED = (*MARKED, "bot merges H1", "bot performs 5", "bot hands in R1", "kiki approves R1",
            "kabul approves R1", "kartini approves R1", "kabul assigns kiki",
            "kiki assigns ani")  # fmt: skip
ARCHIVED = (*REPORTED, "bot merges R1", "bot archives")
TWICE = ("ani hands in H1", "kiki approves H1", "kiki approves H1", "kiki assigns ani")
RELENTED = ("ani hands in H1", "kiki approves H1", "kabul returns H1", "kabul approves H1",
            "kiki assigns ani")  # fmt: skip
MACHINES = ("ani hands in H1", "bot approves H1", "admin approves H1", "kiki assigns ani")
STORIES = [(), MARKED, RETURNED, REPORTED, ARCHIVED, TWICE, RELENTED, MACHINES]

PEOPLE = ("ani", "kiki", "kabul", "kartini", "plato", "bot", "admin", "ghost", "kiki2")
actors = st.sampled_from(PEOPLE).map(account)
changes = st.sampled_from([MANUSCRIPT, MANUSCRIPT, REPORT, REPORT, "leaflet"])
heads = st.sampled_from(["H1", "H2", "R1", "R2"])
steps = st.integers(-1, 13)
seqs = st.integers(0, 20).map(lambda no: SPACE * no)

deeds: st.SearchStrategy[Deed] = st.one_of(
    st.builds(Moved, changes, heads, contributors=st.lists(actors, max_size=1).map(tuple)),
    st.builds(Reviewed, changes, st.sampled_from(Opinion), heads | st.none(), to=st.none() | steps),
    st.builds(Withdrawn, changes, seqs, st.booleans()),
    st.builds(facts.Retargeted, changes, st.sampled_from(["main", "dev"])),
    st.builds(facts.Closed, changes, st.booleans()),
    st.builds(facts.Assigned, actors),
    st.builds(facts.Merged, changes, heads, st.just("commit")),
    st.builds(facts.Performed, steps, st.just({})),
    st.builds(facts.Failed, steps, st.just(("Rusak.",))),
    st.builds(facts.Requested, steps),
    st.builds(facts.Archived, st.just("commit")),
    st.just(OPENED),
)


def _with(*more: tuple[str, str]) -> Office:
    usual = office()
    return replace(usual, tenures=(*usual.tenures, *(tenure(who, post) for who, post in more)))


kiki_twice = tuple(
    replace(one, accounts=(*one.accounts, account("kiki2"))) if one.id == "kiki" else one
    for one in office().persons
)
machines_listed = replace(
    _with(("bot", KASUBID), ("admin", KABID)),
    persons=(*office().persons, person("bot"), person("admin")),
)
rosters = st.sampled_from([
    office(),
    office(),
    _with(("kiki", KABID)),
    _with(("kabul", KASUBID), ("ani", KASUBID), ("kartini", PREPARER)),
    replace(office(), persons=kiki_twice),
    machines_listed,
])  # fmt: skip


@st.composite
def lives(draw: st.DrawFn) -> Case:
    """Return a case whose branches stand where its ledger says."""
    script = [(one.actor, one.deed) for one in told(*draw(st.sampled_from(STORIES))).events[1:]]
    kept = [one for one in script if not script or draw(st.integers(0, 9)) > 0]
    for actor, deed in draw(st.lists(st.tuples(actors, deeds), max_size=6)):
        kept.insert(draw(st.integers(0, len(kept))), (actor, deed))
    at, events = START, []
    begin = (account("bot"), replace(OPENED, started=START))
    for no, (actor, deed) in enumerate((begin, *kept), 1):
        at += timedelta(minutes=draw(st.sampled_from([0, 1, 45, 45, 600, 1440, -30])))
        events.append(Event(SPACE * no, at, actor, deed))
    return standing(events)


def standing(events: Iterable[Event], **more: Change) -> Case:
    """Return a case whose branches stand at the last heads of its events, unless told."""
    told_of = tuple(events)
    now = {
        one.deed.change: Change(one.deed.change, one.deed.head)
        for one in told_of
        if isinstance(one.deed, Moved)
    }
    return Case("c-1", {**now, **more}, told_of)


def after(case: Case, *more: tuple[str, Deed]) -> Case:
    """Return the case after some more happened."""
    last = case.events[-1]
    new = [
        Event(last.seq + n * SPACE, last.at, account(who), deed)
        for n, (who, deed) in enumerate(more, 1)
    ]
    return standing((*case.events, *new))


def verdict_of(roster: Office, case: Case) -> Verdict:
    return judge(SOP, roster, case, NOW)


def marks(verdict: Verdict, change: str) -> list[Event]:
    """Return the reviews that fill steps of a change, in the order of the steps."""
    of = [one for one in verdict.filled if one.step.change == change]
    return [one.event for one in of if one.step.act is Act.REVIEW]


def merged(case: Case, change: str) -> bool:
    return any(isinstance(e.deed, facts.Merged) and e.deed.change == change for e in case.events)


# Oracles: the rules once more, in the plainest words


def official(roster: Office, one: Account) -> str | None:
    """Return who owns an account, if that is one official and no program or administrator."""
    if any(one in other.accounts for other in (*roster.bots, *roster.administrators)):
        return None
    owners = [who.id for who in roster.persons if one in who.accounts]
    return owners[0] if len(owners) == 1 else None


def held(roster: Office, review: Event, post: str) -> bool:
    who = official(roster, review.actor)
    return any(
        one.person == who and one.post == post and one.since <= review.at
        and (one.until is None or review.at < one.until)
        for one in roster.tenures
    )  # fmt: skip


def until_merged(case: Case, change: str) -> Case:
    """Cut a case off where a change was merged: nothing that came later could touch it."""
    for i, one in enumerate(case.events):
        if isinstance(one.deed, facts.Merged) and one.deed.change == change:
            return replace(case, events=case.events[:i])
    return case


def writers(roster: Office, case: Case, change: str) -> set[str | None]:
    """Return everybody who ever handed in, pushed or wrote any of a change."""
    moves = [e for e in case.events if isinstance(e.deed, Moved) and e.deed.change == change]
    accounts = {e.actor for e in moves}
    for one in moves:
        accounts |= set(getattr(one.deed, "contributors", ()))
    return {official(roster, one) for one in accounts} - {None}


def last_change_of_head(case: Case, change: str) -> tuple[int, str]:
    """Return where in the sequence the head became another one for the last time, and which."""
    where, head = -1, ""
    for i, one in enumerate(case.events):
        if isinstance(one.deed, Moved) and one.deed.change == change and one.deed.head != head:
            where, head = i, one.deed.head
    return where, head


def spoiled(roster: Office, case: Case, change: str, head: str) -> int:
    """Return the place of the last event after which every mark of a change is given anew."""
    worst = -1
    for i, one in enumerate(case.events):
        if getattr(one.deed, "change", None) != change:
            continue
        again = isinstance(one.deed, facts.Closed | facts.Retargeted)
        if isinstance(one.deed, Reviewed) and one.deed.opinion is Opinion.RETURN:
            clocks = [e.at for e in case.events[: i + 1] if not idle(e)]
            honest = replace(one, at=max(clocks))
            may = any(held(roster, one, p) and held(roster, honest, p) for p in POSTS[change])
            wrote = official(roster, one.actor) in writers(roster, case, change)
            again = one.deed.head == head and may and not wrote and one.deed.to != 7
        if again:
            worst = i
    return worst


def idle(one: Event) -> bool:
    comment = (Opinion.COMMENT, Opinion.PENDING)
    return isinstance(one.deed, Reviewed) and one.deed.opinion in comment


def candidates(roster: Office, case: Case, change: str, head: str, post: str) -> Iterator[int]:
    """Return the places of all approvals that could be the mark of a post."""
    first = max(last_change_of_head(case, change)[0], spoiled(roster, case, change, head))
    for i, one in enumerate(case.events):
        deed = one.deed
        if i <= first or not isinstance(deed, Reviewed) or deed.change != change:
            continue
        gone = any(
            isinstance(e.deed, Withdrawn) and e.deed.review == one.seq and e.deed.change == change
            for e in case.events[i:]
        )
        wrote = official(roster, one.actor) in writers(roster, case, change)
        approves = deed.opinion is Opinion.APPROVE and deed.head == head
        if approves and held(roster, one, post) and not wrote and not gone:
            yield i


def may_pass(roster: Office, case: Case, change: str, head: str) -> bool:
    """Say whether every post marked the final head, in order, each by another person."""
    case = until_merged(case, change)
    if last_change_of_head(case, change)[1] != head:
        return False
    rows = [list(candidates(roster, case, change, head, post)) for post in POSTS[change]]
    return any(
        list(places) == sorted(places)
        and len({official(roster, case.events[i].actor) for i in places}) == len(places)
        for places in product(*rows)
    )


# The laws


@settings(LAWS, max_examples=600)
@given(rosters, lives())
@example(office(), standing(told(*MARKED).events))
def test_nothing_is_merged_without_every_mark_on_its_final_head_in_order_by_different_people(
    roster: Office, case: Case
) -> None:
    stand = verdict_of(roster, case).stand
    event(type(stand).__name__)

    if isinstance(stand, ToMerge):
        assert may_pass(roster, case, stand.change, stand.head)
    if isinstance(stand, ToArchive | Finished):
        signed = last_change_of_head(until_merged(case, REPORT), REPORT)[1]
        assert may_pass(roster, case, REPORT, signed)
    if isinstance(stand, ToPerform | ToOpen | ToArchive | Finished):
        assert merged(case, MANUSCRIPT)
        assert any(isinstance(e.deed, facts.Merged) for e in case.events)


def test_the_oracle_passes_what_ought_to_pass_and_nothing_less() -> None:
    for length in range(1, len(MARKED) + 1):
        story = standing(told(*MARKED[:length]).events)
        assert may_pass(office(), story, MANUSCRIPT, "H1") is (length >= 3)
        assert stands(verdict_of(office(), story).stand).startswith("merge") is (length == 4)


@LAWS
@given(rosters, lives(), st.data())
def test_what_says_nothing_changes_nothing(roster: Office, case: Case, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(case.events)))
    opinion = data.draw(st.sampled_from([Opinion.COMMENT, Opinion.PENDING]))
    said = Reviewed(data.draw(changes), opinion, data.draw(heads | st.none()), "Setuju! LGTM 👍")
    when = START + timedelta(hours=data.draw(st.integers(-10_000, 10_000)))
    remark = Event(SPACE * place + 5, when, data.draw(actors), said)
    more = replace(case, events=(*case.events[:place], remark, *case.events[place:]))

    assert verdict_of(roster, more) == verdict_of(roster, case)


wild_changes = st.builds(
    Change,
    changes,
    heads | st.none(),
    st.sampled_from(["main", "dev"]),
    contributors=st.frozensets(actors, max_size=2),
    strangers=st.lists(st.just("x@example.org"), max_size=1).map(tuple),
    coauthors=st.frozensets(actors, max_size=3),
    rivals=st.lists(st.just("c-2"), max_size=1).map(tuple),
    draft=st.booleans(),
)
wild_events = st.builds(
    Event,
    st.integers(-5, 300),
    st.datetimes(timezones=st.just(START.tzinfo)),
    actors,
    deeds,
)


@LAWS
@given(rosters, lives(), st.lists(wild_events, max_size=6), st.lists(wild_changes, max_size=2),
       st.randoms(use_true_random=False), st.booleans())  # fmt: skip
def test_every_case_gets_a_verdict_and_always_the_same(
    roster: Office, case: Case, wild: list[Event], stray: list[Change], dice: object, tidy: bool
) -> None:
    events = [*case.events, *wild]
    if not tidy:
        dice.shuffle(events)
    more = Case("c-1", {**case.changes, **{one.name: one for one in stray}}, tuple(events))

    verdict = verdict_of(roster, more)

    assert verdict == verdict_of(roster, more)
    assert all(str(one.why) for one in verdict.discarded)
    sequence = [one.seq for one in events if not idle(one)]
    if sequence != sorted(set(sequence)):
        assert stands(verdict.stand).startswith("blocked")


@LAWS
@given(rosters, lives(), st.sampled_from(PEOPLE), st.sampled_from([MANUSCRIPT, REPORT]))
def test_a_new_head_voids_every_mark_whoever_pushed_it(
    roster: Office, case: Case, who: str, change: str
) -> None:
    if merged(case, change):
        return

    pushed = after(case, (who, Moved(change, "another head")))

    assert marks(verdict_of(roster, pushed), change) == []


@LAWS
@given(rosters, lives(), st.sampled_from(PEOPLE), st.sampled_from(PEOPLE),
       st.sampled_from([MANUSCRIPT, REPORT]))  # fmt: skip
def test_going_back_to_a_marked_commit_brings_no_mark_back(
    roster: Office, case: Case, one: str, two: str, change: str
) -> None:
    if merged(case, change):
        return
    head = last_change_of_head(case, change)[1]

    pushed = after(case, (one, Moved(change, "another head")), (two, Moved(change, head)))

    assert marks(verdict_of(roster, pushed), change) == []


@LAWS
@given(rosters, lives())
def test_what_was_withdrawn_never_counts_again_nor_what_its_writer_said_before(
    roster: Office, case: Case
) -> None:
    verdict = verdict_of(roster, case)
    for i, one in enumerate(case.events):
        earlier = replace(case, events=case.events[:i])
        if not isinstance(one.deed, Withdrawn) or merged(earlier, one.deed.change):
            continue
        for review in earlier.events:
            deed = review.deed
            hit = isinstance(deed, Reviewed) and deed.change == one.deed.change
            if review.seq == one.deed.review and hit and not idle(review):
                event("a review was withdrawn")
                said = [e for e in marks(verdict, one.deed.change) if e.seq <= review.seq]
                who = official(roster, review.actor)
                assert review not in said
                assert all(official(roster, e.actor) != who for e in said)


@LAWS
@given(rosters, lives(), st.data())
def test_withdrawing_a_mark_voids_it_and_every_later_one(
    roster: Office, case: Case, data: st.DataObject
) -> None:
    change = data.draw(st.sampled_from([MANUSCRIPT, REPORT]))
    before = marks(verdict_of(roster, case), change)
    if not before or merged(case, change):
        return
    event("a mark was withdrawn")
    mark = data.draw(st.sampled_from(before))
    who = data.draw(st.sampled_from(PEOPLE))

    left = marks(verdict_of(roster, after(case, (who, Withdrawn(change, mark.seq)))), change)

    assert left == before[: before.index(mark)]


@LAWS
@given(rosters, lives())
def test_every_approval_counts_or_is_discarded_for_a_reason(roster: Office, case: Case) -> None:
    verdict = verdict_of(roster, case)
    counted = {one.event.seq for one in verdict.filled}
    fallen = [one.event.seq for one in verdict.discarded]

    for one in case.events:
        if isinstance(one.deed, Reviewed) and one.deed.opinion is Opinion.APPROVE:
            assert (one.seq in counted) is not (one.seq in fallen)
    assert len(fallen) == len(set(fallen))


@LAWS
@given(rosters, lives())
@example(machines_listed, standing(told(*MACHINES).events))
def test_marks_stand_on_one_head_in_order_by_different_people_and_by_right(
    roster: Office, case: Case
) -> None:
    verdict = verdict_of(roster, case)
    for change, posts in POSTS.items():
        given_marks = marks(verdict, change)
        people = [official(roster, one.actor) for one in given_marks]
        assert all(one.seq < two.seq for one, two in pairwise(given_marks))
        assert None not in people
        assert len(set(people)) == len(people)
        assert len({getattr(one.deed, "head", None) for one in given_marks}) <= 1
        assert all(held(roster, one, post) for one, post in zip(given_marks, posts, strict=False))
        assert not set(people) & writers(roster, until_merged(case, change), change)


@LAWS
@given(rosters, lives())
def test_visits_tile_the_time(roster: Office, case: Case) -> None:
    verdict = verdict_of(roster, case)
    visits = verdict.visits
    if not visits:
        return

    assert visits[0].since == START
    assert all(one.until == two.since for one, two in pairwise(visits))
    assert all(one.since <= one.until for one in visits)
    if isinstance(verdict.stand, Waiting | ToPerform | ToOpen | ToArchive):
        assert verdict.stand.since == visits[-1].until
    used = sum((HOURS.worked(one.since, one.until) for one in visits), timedelta())
    assert used == HOURS.worked(START, visits[-1].until)
    assert all(one.step is not two.step or not one.done for one, two in pairwise(visits))
