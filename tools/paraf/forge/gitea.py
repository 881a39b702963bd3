"""Gitea (1.22 or newer) and Forgejo (9 or newer): what the program sees and does there.

Facts about these forges that the code rests on, each tried on a real one, are in docs/adr/0016.
"""

from collections.abc import Iterable
from contextlib import suppress
from functools import cached_property
from itertools import count
from urllib.parse import quote

from paraf.core.observed import Pull, Status
from paraf.core.office import Account
from paraf.core.words import T
from paraf.forge.answer import Answer
from paraf.forge.gitea_lists import Lists
from paraf.forge.gitea_pull import FORGE, People, is_settled, pull_of, status_of
from paraf.forge.lines import MAIN
from paraf.forge.refusals import Refused, may_be_done, whole_or_broken
from paraf.forge.repository import Repository
from paraf.forge.rest import Patience, Rest, Watch
from paraf.ports import Broken, ForgeFault

UNDECIDED = "Please try again later"
"""What Gitea says while it works out whether it can merge, and also if it cannot."""
CONFLICT = "CONFLICT ("
"""What git says in the forge's answer where it tried to merge and could not."""
LOOKS = 8
SETTLES = 3


class Gitea(Repository):
    """One repository on Gitea or Forgejo, seen and changed with one account's token.

    `url` is the forge's address for people, `repository` is `owner/name`. It may be kept for long
    and shared by threads. See `ports.Api` for what every call promises.
    """

    forge = FORGE
    taken = 409

    def __init__(
        self,
        url: str,
        repository: str,
        token: str,
        *,
        patience: Patience | None = None,
        watch: Watch | None = None,
    ) -> None:
        """Ask nothing yet. ForgeFault if the address or the token is malformed."""
        root = url.rstrip("/") + "/api/v1"
        super().__init__(
            url, repository, Rest(root, token, "token", patience=patience, watch=watch)
        )
        self._people = People()
        self._lists = Lists(self.rest)
        self._restless: dict[int, tuple[str, int]] = {}

    def me(self) -> Account:
        """Return the account of the token."""
        return self._me

    @cached_property
    def _me(self) -> Account:
        return self._people.account(self.rest.get("/user").answer)

    def pulls(self) -> tuple[Pull | Broken, ...]:
        """Return the open pull requests, oldest first: two requests for each, one for fifty."""
        rows = self._lists.all(f"{self._at}/pulls", {"state": "open", "sort": "oldest"}, "number")
        return whole_or_broken(rows, self._whole)

    def pull_of(self, branch: str) -> Pull | None:
        """Return the newest pull request from a branch of this repository into main, whole."""
        known = self.rest.find(f"{self._at}/pulls/{quote(MAIN)}/{quote(branch)}")
        if known is None:
            rows = self._lists.all(f"{self._at}/pulls", {"state": "open"}, "number")
            return self._newest(rows, branch)
        if known.text("state") == "open" and self._comes_from(known, branch):
            return self._whole(known)
        # Gitea names any one of several from this branch.
        return self._newest(self._down_to(known.whole("number")), branch)

    def merge(self, number: int, head: str, title: str, message: str) -> str:
        """Merge at `head`, and return the merge commit.

        The forge works out by and by whether it can: that is waited for, within bounds. Where the
        answer is lost the pull request says whether the merge was done; it is never asked twice.
        """
        form = {
            "Do": "merge",
            "MergeTitleField": title,
            "MergeMessageField": message,
            "head_commit_id": head,
            "delete_branch_after_merge": False,
        }
        try:
            self._merge(number, form)
        except ForgeFault as no:
            if not may_be_done(no) and not (isinstance(no, Refused) and no.status in (404, 405)):
                raise
            with suppress(ForgeFault):
                merged = self._merged(number)
                if merged is not None:
                    return merged
            raise
        merged = self._merged(number)
        if merged is None:
            raise ForgeFault(
                T("The forge accepted to merge pull request {number}, but did not.", number=number),
                T("Look at the pull request on the forge; then try again."),
            )
        return merged

    def _merge(self, number: int, form: object) -> None:
        for turn in count():
            try:
                self.rest.post(f"{self._at}/pulls/{number}/merge", form, once=True)
            except Refused as no:
                if no.status == 409 and CONFLICT in no.said:
                    raise _unmergeable(number) from None
                if no.status != 405 or no.said != UNDECIDED:
                    raise
                if turn + 1 == LOOKS:
                    raise _unmergeable(number) from None
                self.rest.watch.pause(self.rest.patience.first * 1.5**turn)
            else:
                return

    def _merged(self, number: int) -> str | None:
        """Return the commit by which this account merged it, if it did."""
        row = self._row(number)
        if not row.flag("merged") or self._people.account(row.maybe("merged_by")) != self.me():
            return None
        return row.commit("merge_commit_sha")

    def statuses(self, commit: str) -> tuple[Status, ...]:
        """Return the newest status of each context of a commit."""
        found: dict[str, Status] = {}
        for page in range(1, self.rest.patience.pages + 1):
            query = {"limit": self._lists.size, "page": page}
            answer = self.rest.get(f"{self._at}/commits/{quote(commit)}/status", query).answer
            rows = answer.at("statuses").rows()
            found |= {one.text("context"): status_of(one, self._people) for one in rows}
            if len(rows) < self._lists.size:
                break
        return tuple(found.values())

    def post_status(self, commit: str, status: Status) -> None:
        """Post a status on a commit."""
        form = {
            "state": status.state,
            "context": status.context,
            "description": status.description,
            "target_url": status.url,
        }
        self.rest.post(f"{self._at}/statuses/{quote(commit)}", form)

    def _last_words(self, number: int) -> str:
        """Return this account's newest comment, by the timeline.

        Gitea fails after writing where a webhook of its own stumbles over the comment.
        """
        rows = self._lists.whole(f"{self._at}/issues/{number}/timeline")
        comments = [one for one in rows if one.text("type") == "comment"]
        mine = [one for one in comments if self._people.account(one.maybe("user")) == self.me()]
        return mine[-1].text("body") if mine else ""

    def label(self, number: int, labels: Iterable[str]) -> None:
        """Give a pull request exactly these labels, of those that the repository has."""
        wanted = set(labels)
        rows = self._lists.all(f"{self._at}/labels", {}, "id")
        ids = sorted(one.whole("id") for one in rows if one.text("name") in wanted)
        self.rest.put(f"{self._at}/issues/{number}/labels", {"labels": ids})

    def page(self, number: int) -> str:
        """Return the address of a pull request for people."""
        return f"{self.url}/{quote(self.repository)}/pulls/{number}"

    def raw(self, commit: str, path: str) -> str:
        """Return the address of a file at a commit."""
        return f"{self.url}/{quote(self.repository)}/raw/commit/{commit}/{quote(path)}"

    def _whole(self, row: Answer) -> Pull:
        """Return a pull request with its history, once both agree on its head.

        Gitea enters a push some moments after it took it. That is waited for, within bounds; and
        once only for the same state of things, for some heads no entry ever names.
        """
        pull = self._look(row)
        for turn in range(SETTLES):
            state = (pull.head, len(pull.entries))
            if is_settled(pull) or self._restless.get(pull.number) == state:
                return pull
            self.rest.watch.pause(self.rest.patience.first * 2**turn)
            pull = self._look(self._row(pull.number))
        self._restless[pull.number] = (pull.head, len(pull.entries))
        return pull

    def _look(self, row: Answer) -> Pull:
        """Return a pull request with its reviews and, read after them, its timeline."""
        number = row.whole("number")
        reviews = self._lists.visible(f"{self._at}/pulls/{number}/reviews", "id")
        timeline = self._lists.whole(f"{self._at}/issues/{number}/timeline")
        return pull_of(row, reviews, timeline, self._people)

    def _down_to(self, number: int) -> list[Answer]:
        """Return the pull requests from the newest down to `number`, of any state."""
        found: list[Answer] = []
        for page in range(1, self.rest.patience.pages + 1):
            query: dict[str, str | int] = {"state": "all", "limit": self._lists.size, "page": page}
            rows = self.rest.get(f"{self._at}/pulls", query).answer.rows()
            found += rows
            if not rows or any(one.whole("number") <= number for one in rows):
                break
        return found

    def _newest(self, rows: Iterable[Answer], branch: str) -> Pull | None:
        mine = [one for one in rows if self._comes_from(one, branch)]
        newest = max(mine, key=lambda one: one.whole("number"), default=None)
        return None if newest is None else self._whole(newest)

    def _comes_from(self, row: Answer, branch: str) -> bool:
        head = row.at("head")
        same = head.whole("repo_id") == row.at("base").whole("repo_id")
        return same and head.text("label") == branch and row.at("base").text("ref") == MAIN

    def logins(self, people: Iterable[Account]) -> list[str]:
        """Return how people are called on the forge now; ForgeFault for a number of nobody."""
        found = []
        for one in people:
            if one.id not in self._people.logins:
                rows = self.rest.get("/users/search", {"uid": one.id}).answer.at("data").rows()
                for row in rows:
                    self._people.account(row)
            if one.id not in self._people.logins:
                raise ForgeFault(
                    T("The forge has no account with the number {id}.", id=one.id),
                    T("Correct the person's accounts in review/officials.yml."),
                )
            found.append(self._people.logins[one.id])
        return found


def _unmergeable(number: int) -> ForgeFault:
    return ForgeFault(
        T("The forge does not merge pull request {number}: it conflicts with main.", number=number),
        T("Its author brings the change up to date with main; every mark is then given anew."),
    )
