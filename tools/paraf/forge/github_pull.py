"""GitHub's JSON as neutral values: a pull request, its reviews, its timeline."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from paraf.core.case import Opinion
from paraf.core.observed import (
    Aimed,
    Dismissed,
    Entry,
    Gave,
    Merge,
    Pull,
    Pushed,
    Readied,
    Review,
    Shut,
    Status,
    What,
    Wrote,
)
from paraf.core.office import Account
from paraf.core.words import T
from paraf.forge.answer import Answer, digest

FORGE = "github"
NOBODY = Account(FORGE, "0")
"""Who is gone: the account was deleted."""
GHOST = 10137
"""GitHub's own account that stands for deleted ones."""
STATES = {"open": False, "closed": True}
DISMISSED = None
OPINIONS: Mapping[str, Opinion | None] = {
    "APPROVED": Opinion.APPROVE,
    "CHANGES_REQUESTED": Opinion.RETURN,
    "COMMENTED": Opinion.COMMENT,
    "PENDING": Opinion.PENDING,
    "DISMISSED": DISMISSED,
}
ORIGINAL = {
    "approved": Opinion.APPROVE,
    "changes_requested": Opinion.RETURN,
    "commented": Opinion.COMMENT,
}
RESULTS = {one: one for one in ("pending", "success", "failure", "error")}
AIMED = ("base_ref_changed", "automatic_base_change_succeeded")
UNTOLD = "?"
"""A base that GitHub does not name: that of an earlier change. No branch can be called so."""
CROWD = 10_000
"""More than can happen to one pull request in one second."""


class People:
    """The accounts that were seen, with the logins that they went by last."""

    def __init__(self) -> None:
        """Know nobody yet."""
        self.logins: dict[str, str] = {}

    def account(self, row: Answer | None) -> Account:
        """Return whose account it is; `NOBODY` for a deleted one."""
        number = row.whole("id") if row is not None else 0
        if row is None or number in (0, GHOST):
            return NOBODY
        self.logins[f"{number}"] = row.text("login")
        return Account(FORGE, f"{number}")


def pull_of(
    row: Answer, reviews: Sequence[Answer], timeline: Sequence[Answer], people: People
) -> Pull:
    """Return a pull request with what its list of reviews and its timeline tell."""
    head, base = row.at("head"), row.at("base").text("ref")
    placed = list(_placed(timeline))
    return Pull(
        number=row.whole("number"),
        title=row.text("title"),
        body=_body(row),
        author=people.account(row.maybe("user")),
        opened=row.moment("created_at"),
        base=base,
        head=head.commit("sha"),
        branch=head.text("ref"),
        own=is_own(row),
        draft=row.flag("draft"),
        closed=row.choice("state", STATES),
        merge=_merge(row, people),
        reviews=tuple(_reviews(reviews, placed, people)),
        entries=tuple(_entries(placed, base, people)),
        asked=frozenset(people.account(one) for one in row.at("requested_reviewers").rows()),
        labels=frozenset(one.text("name") for one in row.at("labels").rows()),
    )


def is_own(row: Answer) -> bool:
    """Say whether a pull request comes from a branch of the repository itself."""
    source = row.at("head").maybe("repo")
    return source is not None and source.whole("id") == row.at("base").at("repo").whole("id")


def _body(row: Answer) -> str:
    return row.text("body") if row.has("body") else ""


def _merge(row: Answer, people: People) -> Merge | None:
    if row.at("merged_at").value is None:
        return None
    return Merge(row.commit("merge_commit_sha"), people.account(row.maybe("merged_by")))


def _placed(timeline: Sequence[Answer]) -> Iterator[tuple[int, str, Answer]]:
    """Yield the rows that matter with their places: second by second, as the timeline has them.

    So a row keeps its place when an earlier one is deleted. Commits are left out: their dates are
    their author's word.
    """
    second = within = 0
    for row in timeline:
        kind = row.text("event") if row.has("event") else ""
        if kind != "reviewed" and kind not in KINDS:
            continue
        at = row.moment("submitted_at" if kind == "reviewed" else "created_at")
        now = max(second, int(at.timestamp()))
        within = within + 1 if now == second else 0
        second = now
        yield second * CROWD + within, kind, row


def _reviews(
    reviews: Sequence[Answer], placed: Sequence[tuple[int, str, Answer]], people: People
) -> Iterator[Review]:
    """Yield the reviews that were handed in, as they were then."""
    orders = {row.whole("id"): order for order, kind, row in placed if kind == "reviewed"}
    before = {
        (told := row.at("dismissed_review")).whole("review_id"): told.choice("state", ORIGINAL)
        for _, kind, row in placed
        if kind == "review_dismissed"
    }
    for row in reviews:
        number, shown = row.whole("id"), row.choice("state", OPINIONS)
        if shown is Opinion.PENDING:
            continue
        opinion = before.get(number) if shown is DISMISSED else shown
        if opinion is None:
            row.at("state").wrong(T("is dismissed, but the timeline does not say what it was"))
        actor, at = people.account(row.maybe("user")), row.moment("submitted_at")
        head = row.commit("commit_id") if row.has("commit_id") else None
        said = digest(
            id=number, actor=actor.id, state=opinion.value, body=_body(row), commit=head, at=at
        )
        yield Review(
            id=number,
            actor=actor,
            opinion=opinion,
            head=head,
            body=_body(row),
            at=at,
            order=orders.get(number),
            digest=said,
            dismissed=shown is DISMISSED,
        )


def _entries(
    placed: Sequence[tuple[int, str, Answer]], base: str, people: People
) -> Iterator[Entry]:
    """Yield what the rows mean to a case. What a merge closes was not shut."""
    last = max((order for order, kind, _ in placed if kind in AIMED), default=0)
    merged = min((order for order, kind, _ in placed if kind == "merged"), default=None)
    for order, kind, row in placed:
        if kind in ("reviewed", "merged") or (kind == "closed" and merged is not None
                                              and order > merged):  # fmt: skip
            continue
        what = _what(kind, row, people, base if order == last else UNTOLD)
        actor = people.account(row.maybe("assigner") or row.maybe("actor"))
        name = "comment" if kind == "commented" else "event"
        number, at = row.whole("id"), row.moment("created_at")
        said = digest(id=number, actor=actor.id, at=at, kind=type(what).__name__, what=asdict(what))
        yield Entry(f"{name}:{number}", order, at, actor, what, said)


def _what(kind: str, row: Answer, people: People, base: str) -> What:
    match kind:
        case "head_ref_force_pushed":
            return Pushed(None)
        case "closed" | "reopened":
            return Shut(kind == "closed")
        case "ready_for_review" | "convert_to_draft":
            return Readied(kind == "ready_for_review")
        case "assigned":
            return Gave(people.account(row.maybe("assignee")))
        case "commented":
            edited = row.moment("updated_at") != row.moment("created_at")
            return Wrote(row.whole("id"), _body(row), edited)
        case "review_dismissed":
            return Dismissed(row.at("dismissed_review").whole("review_id"))
        case _:
            return Aimed(base)


KINDS = frozenset(
    (
        "head_ref_force_pushed",
        "closed",
        "reopened",
        "ready_for_review",
        "convert_to_draft",
        "assigned",
        "commented",
        "review_dismissed",
        "merged",
        *AIMED,
    )
)
"""The kinds of rows that mean something to a case, besides reviews."""


def status_of(row: Answer, people: People) -> Status:
    """Return a commit status."""
    return Status(
        context=row.text("context"),
        state=row.choice("state", RESULTS),
        description=row.text("description") if row.has("description") else "",
        url=row.text("target_url") if row.has("target_url") else "",
        by=people.account(row.maybe("creator")),
    )
