"""What a hosted forge shows, against what the ledger tells: every story a table row or a law."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from paraf.core import observed
from paraf.core.case import (
    Assigned,
    Closed,
    Deed,
    Event,
    Line,
    Moved,
    Opened,
    Opinion,
    Proof,
    Restored,
    Retargeted,
    Reviewed,
    Withdrawn,
)
from paraf.core.news import NOBODY, news, step_named
from paraf.core.observed import Entry, Pull, Review
from paraf.core.office import Account

M = "manuscript"
AT = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
AUTHOR, KASUBID, KABID, OWNER = (Account("gitea", one) for one in "3456")
H1, H2 = "1" * 40, "2" * 40


@dataclass
class Story:
    """A pull request that people act on, and the ledger that is told of it."""

    pull: Pull = field(
        default_factory=lambda: Pull(
            7, "Judul", "", AUTHOR, AT, "main", H1, "x", False, False, False
        )
    )
    lines: list[Line] = field(default_factory=list)
    clock: int = 0

    def __post_init__(self) -> None:
        opened = Event(1, AT, AUTHOR, Opened("update-website", "Judul", AT))
        self.lines.append(Line("kasus", None, opened, Proof("pull", "7", "")))

    def tick(self) -> int:
        self.clock += 1
        return self.clock

    def entry(self, actor: Account, what: observed.What, **changes: object) -> None:
        no = self.tick()
        at = AT + timedelta(minutes=no)
        one = Entry(f"{no}", no, at, actor, what, f"d{no}")
        self.pull = replace(self.pull, entries=(*self.pull.entries, one), **changes)

    def push(self, head: str, actor: Account = AUTHOR, *, shown: bool = True) -> None:
        if shown:
            self.entry(actor, observed.Pushed(head), head=head)
        else:
            self.pull = replace(self.pull, head=head)

    def review(
        self, actor: Account, opinion: Opinion, head: str | None = None, body: str = ""
    ) -> int:
        no = self.tick()
        at = AT + timedelta(minutes=no)
        one = Review(100 + no, actor, opinion, head or self.pull.head, body, at, no, f"r{no}")
        self.pull = replace(self.pull, reviews=(*self.pull.reviews, one))
        return one.id

    def alter(self, number: int, **changes: object) -> None:
        reviews = (replace(one, **changes) if one.id == number else one
                   for one in self.pull.reviews)  # fmt: skip
        self.pull = replace(self.pull, reviews=tuple(reviews))

    def delete(self, number: int) -> None:
        left = (one for one in self.pull.reviews if one.id != number)
        self.pull = replace(self.pull, reviews=tuple(left))

    def dismiss(self, number: int) -> None:
        self.alter(number, dismissed=True)
        self.entry(OWNER, observed.Dismissed(number))

    def look(self) -> list[Deed]:
        """Tell the ledger what is new, and return it."""
        fresh: list[Deed] = []
        for _ in range(3 + len(self.pull.entries)):
            for one in news(M, self.pull, self.lines, {"1": 1}.get):
                event = Event(len(self.lines) + 1, one.at, one.actor, one.deed)
                self.lines.append(Line("kasus", None, event, one.proof))
                fresh.append(one.deed)
        return fresh


def kinds(deeds: list[Deed]) -> list[str]:
    return [type(one).__name__ for one in deeds]


def test_a_draft_is_handed_in_when_its_author_calls_it_ready() -> None:
    story = Story()
    story.pull = replace(story.pull, draft=True)
    assert story.look() == []
    story.entry(AUTHOR, observed.Readied(ready=True), draft=False)
    assert story.look() == [Moved(M, H1)]
    assert story.look() == []


def test_reviews_come_in_the_forges_order_with_what_they_rest_on() -> None:
    story = Story()
    story.review(KABID, Opinion.APPROVE)
    story.review(KASUBID, Opinion.APPROVE)
    found = story.look()
    assert kinds(found) == ["Moved", "Reviewed", "Reviewed"]
    assert [line.event.actor for line in story.lines[2:]] == [KABID, KASUBID]
    assert [line.proof for line in story.lines[2:]] == [
        Proof("review", "101", "r1"),
        Proof("review", "102", "r2"),
    ]


def test_comments_and_pending_reviews_are_no_news() -> None:
    story = Story()
    story.review(KASUBID, Opinion.COMMENT)
    story.entry(KASUBID, observed.Wrote(5, "LGTM, setuju"))
    assert story.look() == [Moved(M, H1)]


def test_a_review_that_is_deleted_is_told_as_withdrawn_by_nobody_known() -> None:
    story = Story()
    mark = story.review(KASUBID, Opinion.APPROVE)
    story.look()
    story.delete(mark)
    assert story.look() == [Withdrawn(M, 3, deleted=True)]
    assert story.lines[-1].event.actor == NOBODY
    assert story.look() == []


def test_a_dismissed_review_is_told_with_who_dismissed_it() -> None:
    story = Story()
    mark = story.review(KASUBID, Opinion.APPROVE)
    story.look()
    story.dismiss(mark)
    assert story.look() == [Withdrawn(M, 3)]
    assert story.lines[-1].event.actor == OWNER


def test_what_is_undismissed_is_told_and_can_be_dismissed_again() -> None:
    story = Story()
    mark = story.review(KASUBID, Opinion.APPROVE)
    story.look()
    story.dismiss(mark)
    story.look()
    story.alter(mark, dismissed=False)
    assert story.look() == [Restored(M, 3)]
    story.dismiss(mark)
    assert story.look() == [Withdrawn(M, 3)]


def test_a_review_given_and_dismissed_before_anybody_looked_is_told_and_withdrawn() -> None:
    story = Story()
    story.dismiss(story.review(KASUBID, Opinion.APPROVE))
    assert kinds(story.look()) == ["Moved", "Reviewed", "Withdrawn"]


def test_a_mark_after_a_dismissal_is_told_after_it_however_late_one_looks() -> None:
    story = Story()
    story.dismiss(story.review(KASUBID, Opinion.APPROVE))
    story.review(KASUBID, Opinion.APPROVE)
    assert kinds(story.look()) == ["Moved", "Reviewed", "Withdrawn", "Reviewed"]
    assert story.look() == []


def test_a_dismissal_taken_back_before_anybody_looked_is_told_by_its_row() -> None:
    story = Story()
    mark = story.review(KASUBID, Opinion.APPROVE)
    story.dismiss(mark)
    story.alter(mark, dismissed=False)
    assert kinds(story.look()) == ["Moved", "Reviewed", "Withdrawn", "Restored"]
    assert story.look() == []


def test_a_second_approval_does_not_withdraw_the_first_whatever_gitea_marks() -> None:
    story = Story()
    first = story.review(KASUBID, Opinion.APPROVE)
    story.review(KASUBID, Opinion.APPROVE)
    story.alter(first, dismissed=True)
    assert kinds(story.look()) == ["Moved", "Reviewed", "Reviewed"]


def test_an_edited_review_is_withdrawn() -> None:
    story = Story()
    mark = story.review(KASUBID, Opinion.APPROVE)
    story.look()
    story.alter(mark, body="lain", digest="other")
    assert story.look() == [Withdrawn(M, 3)]


def test_a_head_that_goes_and_comes_back_is_told_three_times() -> None:
    story = Story()
    story.look()
    story.review(KASUBID, Opinion.APPROVE, H1)
    story.push(H2)
    story.push(H1)
    assert story.look()[1:] == [
        Moved(M, H2, contributors=(AUTHOR,)),
        Moved(M, H1, contributors=(AUTHOR,)),
    ]


def test_an_entry_with_the_number_of_the_pull_request_hides_no_push() -> None:
    story = Story()
    story.look()
    story.clock = story.pull.number - 2
    story.push(H2)
    story.push(H1)
    assert story.pull.entries[-1].id == f"{story.pull.number}"
    assert kinds(story.look()) == ["Moved", "Moved"]


def test_a_head_that_no_entry_names_comes_before_the_first_review_of_it() -> None:
    story = Story()
    story.look()
    story.push(H2, shown=False)
    story.review(KASUBID, Opinion.APPROVE, H2)
    assert kinds(story.look()) == ["Moved", "Reviewed"]


def test_a_push_that_the_timeline_shows_late_is_no_second_push() -> None:
    story = Story()
    story.look()
    story.push(H2, shown=False)
    assert story.look() == [Moved(M, H2, contributors=(AUTHOR,))]
    story.review(KASUBID, Opinion.APPROVE, H2)
    story.entry(AUTHOR, observed.Pushed(H2))
    assert kinds(story.look()) == ["Reviewed"]


def test_what_was_marked_before_the_change_aimed_at_the_main_branch_comes_first() -> None:
    story = Story()
    story.review(KASUBID, Opinion.APPROVE)
    story.entry(AUTHOR, observed.Aimed("main"))
    assert kinds(story.look()) == ["Reviewed", "Moved"]


def test_a_change_that_aims_elsewhere_or_is_closed_is_told() -> None:
    story = Story()
    story.look()
    story.entry(OWNER, observed.Aimed("lain"), base="lain")
    story.entry(OWNER, observed.Shut(closed=True), closed=True)
    assert story.look() == [Retargeted(M, "lain"), Closed(M, closed=True)]


def test_a_disposition_is_the_assignment() -> None:
    story = Story()
    story.entry(KASUBID, observed.Gave(AUTHOR))
    story.look()
    story.entry(KASUBID, observed.Gave(AUTHOR))
    assert story.look() == [Assigned(AUTHOR)]


def test_a_return_may_name_its_step_in_the_last_line() -> None:
    assert step_named("Perbaiki.\n\nKembali-ke: 1", {"1": 1}.get) == 1
    assert step_named("Perbaiki.\nKembali-ke: 9", {"1": 1}.get) is None
    assert step_named("Kembali-ke: 1\nPerbaiki.", {"1": 1}.get) is None
    assert step_named("", {"1": 1}.get) is None


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["push", "quiet", "approve", "return", "dismiss", "delete", "restore",
                         "edit", "aim", "shut", "give"]),
        st.integers(0, 5), st.booleans(),
    ), max_size=15,
)  # fmt: skip


def act(story: Story, what: str, n: int) -> None:  # noqa: C901 - one line for each thing done
    who = (KASUBID, KABID)[n % 2]
    known = [one.id for one in story.pull.reviews]
    number = known[n % len(known)] if known else None
    match what:
        case "push" | "quiet":
            story.push((H1, H2)[n % 2], shown=what == "push")
        case "approve" | "return":
            story.review(who, Opinion.APPROVE if what == "approve" else Opinion.RETURN, None, "x")
        case "aim":
            story.entry(OWNER, observed.Aimed(("main", "dev")[n % 2]), base=("main", "dev")[n % 2])
        case "shut":
            story.entry(OWNER, observed.Shut(n % 2 == 0), closed=n % 2 == 0)
        case "give":
            story.entry(who, observed.Gave(AUTHOR))
        case "dismiss" if number is not None:
            story.dismiss(number)
        case "delete" if number is not None:
            story.delete(number)
        case "restore" if number is not None:
            story.alter(number, dismissed=False)
        case "edit" if number is not None:
            story.alter(number, digest=f"edited{n}")


@given(ACTS)
def test_told_once_nothing_is_news_whatever_people_do_and_whenever_one_looks(
    acts: list[tuple[str, int, bool]],
) -> None:
    story = Story()
    for what, n, looks in acts:
        act(story, what, n)
        if looks:
            story.look()
            assert story.look() == []
    story.look()
    assert story.look() == []


@given(ACTS)
def test_the_ledger_ends_at_the_head_base_and_reviews_that_the_forge_shows(
    acts: list[tuple[str, int, bool]],
) -> None:
    story = Story()
    for what, n, looks in acts:
        act(story, what, n)
        if looks:
            story.look()
    story.look()
    deeds = [(one.event.seq, one.event.deed, one.proof) for one in story.lines]
    assert [one.head for _, one, _ in deeds if isinstance(one, Moved)][-1] == story.pull.head
    bases = [one.base for _, one, _ in deeds if isinstance(one, Retargeted)]
    assert (["main", *bases])[-1] == story.pull.base or not story.lines[1:]
    gone = {one.review for _, one, _ in deeds if isinstance(one, Withdrawn)}
    shown = {f"{one.id}" for one in story.pull.reviews}
    for seq, one, proof in deeds:
        if isinstance(one, Reviewed) and proof is not None and proof.id not in shown:
            assert seq in gone


def test_what_the_program_pushed_and_told_itself_is_no_news_when_the_timeline_shows_it() -> None:
    story = Story()
    moved = Event(2, AT, Account("local", "SHA256:bot"), Moved(M, H1))
    story.lines.append(Line("kasus", None, moved))
    story.entry(AUTHOR, observed.Pushed(H1))
    assert story.look() == []
    story.push(H2)
    story.push(H1)
    assert kinds(story.look()) == ["Moved", "Moved"]


def test_an_opening_push_that_shows_late_is_known_by_its_place_whatever_came_after() -> None:
    story = Story()
    story.look()
    story.entry(AUTHOR, observed.Pushed(H1))
    story.push(H2)
    assert story.look() == [Moved(M, H2, contributors=(AUTHOR,))]
    assert story.look() == []
    story.push(H1)
    assert story.look() == [Moved(M, H1, contributors=(AUTHOR,))]


def test_what_the_program_pushed_twice_is_told_once_each() -> None:
    story = Story()
    bot = Account("local", "SHA256:bot")
    for seq, head in ((2, H1), (3, H2)):
        line = Line("kasus", None, Event(seq, AT, bot, Moved(M, head)), Proof("comment", "9", ""))
        story.lines.append(line)
        story.push(head)
    assert story.look() == []


@given(ACTS)
def test_what_the_timeline_keeps_is_told_alike_whether_one_looks_often_or_once(
    acts: list[tuple[str, int, bool]],
) -> None:
    often, once = Story(), Story()
    for story in (often, once):
        story.look()
        for what, n, looks in acts:
            standing = [one.id for one in story.pull.reviews if not one.dismissed]
            if what == "dismiss" and standing:
                story.dismiss(standing[n % len(standing)])
            elif what == "push":
                story.push(H2 if story.pull.head == H1 else H1)
            elif what in ("approve", "return", "aim", "shut", "give"):
                act(story, what, n)
            if looks and story is often:
                story.look()
        story.look()
        story.look()
    assert [one.event.deed for one in often.lines] == [one.event.deed for one in once.lines]
