"""Gitea's and Forgejo's JSON as neutral values: a pull request, its reviews, its timeline."""

import json
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
from paraf.forge.answer import COMMIT, Answer, digest

FORGE = "gitea"
NOBODY = Account(FORGE, "0")
"""Who is gone: the account was deleted, or belongs to the forge itself."""
UNFINISHED = ("WIP:", "[WIP]")
"""How a title begins whose author still works on it, as Gitea is set up by default."""
STATES = {"open": False, "closed": True}
ASKED = "REQUEST_REVIEW"
OPINIONS: Mapping[str, Opinion | None] = {
    "APPROVED": Opinion.APPROVE,
    "REQUEST_CHANGES": Opinion.RETURN,
    "COMMENT": Opinion.COMMENT,
    "PENDING": Opinion.PENDING,
    ASKED: None,
}
RESULTS = {
    "pending": "pending",
    "success": "success",
    "failure": "failure",
    "error": "error",
    "warning": "failure",
    "skipped": "success",
}


class People:
    """The accounts that were seen, with the logins that they went by last."""

    def __init__(self) -> None:
        """Know nobody yet."""
        self.logins: dict[str, str] = {}

    def account(self, row: Answer | None) -> Account:
        """Return whose account it is; `NOBODY` for a deleted one."""
        number = row.whole("id") if row is not None else 0
        if row is None or number <= 0:
            return NOBODY
        self.logins[f"{number}"] = row.text("login")
        return Account(FORGE, f"{number}")


def pull_of(
    row: Answer, reviews: Sequence[Answer], timeline: Sequence[Answer], people: People
) -> Pull:
    """Return a pull request with what its lists of reviews and its timeline tell."""
    head, base = row.at("head"), row.at("base")
    # The head of one that came by AGit has no label; a branch that is gone still has its own.
    branch = head.text("label") or head.text("ref")
    agit = not head.text("label")
    given = {one.whole("id"): one for one in reviews}
    entries = tuple(found for one in timeline for found in _entry(one, people))
    return Pull(
        number=row.whole("number"),
        title=row.text("title"),
        body=row.text("body"),
        author=people.account(row.maybe("user")),
        opened=row.moment("created_at"),
        base=base.text("ref"),
        head=head.commit("sha"),
        branch=branch,
        own=not agit and head.whole("repo_id") == base.whole("repo_id"),
        draft=row.flag("draft"),
        closed=row.choice("state", STATES),
        merge=_merge(row, people),
        reviews=tuple(_reviews(given, timeline, entries, people)),
        entries=entries,
        asked=frozenset(
            people.account(one.maybe("user"))
            for one in reviews
            if one.text("state") == ASKED and one.has("user")
        ),
        labels=frozenset(one.text("name") for one in row.at("labels").rows()),
    )


def is_settled(pull: Pull) -> bool:
    """Say whether the timeline's last push made the head that is shown; a closed one is let be."""
    pushes = [one.what.head for one in pull.entries if isinstance(one.what, Pushed)]
    return pull.closed or pushes[-1:] == [pull.head]


def _merge(row: Answer, people: People) -> Merge | None:
    if not row.flag("merged"):
        return None
    return Merge(row.commit("merge_commit_sha"), people.account(row.maybe("merged_by")))


def _reviews(
    given: Mapping[int, Answer],
    timeline: Sequence[Answer],
    entries: Sequence[Entry],
    people: People,
) -> Iterator[Review]:
    """Yield the reviews that were handed in, in the order of their numbers.

    The timeline says when: of several rows for one review the last is its submission.
    """
    shown = {one.whole("review_id"): one for one in timeline if one.text("type") == "review"}
    sent = {one.what.review for one in entries if isinstance(one.what, Dismissed)}
    later: set[Account] = set()
    found = []
    for number in sorted(given, reverse=True):
        one = given[number]
        opinion = one.choice("state", OPINIONS)
        if opinion is None or opinion is Opinion.PENDING:
            continue
        actor = people.account(one.maybe("user"))
        # Gitea also marks as dismissed what its writer's next mark took the place of.
        gone = one.flag("dismissed") and (number in sent or actor not in later)
        found.append(_review(one, opinion, actor, shown.get(number), dismissed=gone))
        if opinion is not Opinion.COMMENT:
            later.add(actor)
    yield from reversed(found)


def _review(
    row: Answer, opinion: Opinion, actor: Account, shown: Answer | None, *, dismissed: bool
) -> Review:
    body, commit, at = row.text("body"), row.text("commit_id"), row.moment("submitted_at")
    # Who edits a review changes its row of the timeline, which people read; not the review.
    edited = shown.text("body") if shown and shown.text("body") != body else None
    return Review(
        id=row.whole("id"),
        actor=actor,
        opinion=opinion,
        # The commit is what the reviewer's program sent: any word that names one passes there.
        head=commit if COMMIT.fullmatch(commit) else None,
        body=body,
        at=shown.moment("created_at") if shown else at,
        order=shown.whole("id") if shown else None,
        digest=digest(
            id=row.whole("id"),
            actor=actor.id,
            state=row.text("state"),
            body=body,
            edited=edited,
            commit=commit,
            at=at,
        ),
        dismissed=dismissed,
    )


def _entry(row: Answer, people: People) -> Iterator[Entry]:
    """Yield what a row of the timeline means to a case, if anything."""
    what = _what(row, people)
    if what is None:
        return
    actor, at, number = people.account(row.maybe("user")), row.moment("created_at"), row.whole("id")
    said = digest(id=number, actor=actor.id, at=at, kind=type(what).__name__, what=asdict(what))
    yield Entry(f"{number}", number, at, actor, what, said)


def _what(row: Answer, people: People) -> What | None:
    match row.text("type"):
        case "pull_push":
            return _pushed(row)
        case "change_target_branch":
            return Aimed(row.text("new_ref"))
        case "close" | "reopen" as turn:
            return Shut(turn == "close")
        case "change_title":
            return _readied(row.text("old_title"), row.text("new_title"))
        case "assignees" if row.has("assignee") and not row.flag("removed_assignee"):
            return Gave(people.account(row.at("assignee")))
        case "comment":
            edited = row.moment("updated_at") != row.moment("created_at")
            return Wrote(row.whole("id"), row.text("body"), edited)
        case "dismiss_review":
            return Dismissed(row.whole("review_id"))
        case _:
            return None


def _pushed(row: Answer) -> Pushed:
    """Return the head that a push made: the last of the commits that it names."""
    try:
        commits = json.loads(row.text("body"))["commit_ids"] or [""]
    except (ValueError, TypeError, KeyError):
        row.at("body").wrong(T("does not tell what was pushed"))
    last = commits[-1] if isinstance(commits, list) else None
    return Pushed(last if isinstance(last, str) and COMMIT.fullmatch(last) else None)


def _readied(old: str, new: str) -> Readied | None:
    before, after = _unfinished(old), _unfinished(new)
    return Readied(not after) if before != after else None


def _unfinished(title: str) -> bool:
    return title.upper().startswith(UNFINISHED)


def status_of(row: Answer, people: People) -> Status:
    """Return a commit status."""
    return Status(
        context=row.text("context"),
        state=row.choice("status", RESULTS),
        description=row.text("description"),
        url=row.text("target_url"),
        by=people.account(row.maybe("creator")),
    )
