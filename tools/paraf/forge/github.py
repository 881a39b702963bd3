"""GitHub, as a service or in an office of its own: what the program sees and does there.

It was written after GitHub's own description of its API and is tested against a fake that is held
to it; docs/adr/0016 says what was never run against the live service.
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
from paraf.forge.github_lists import whole
from paraf.forge.github_pull import FORGE, People, is_own, pull_of, status_of
from paraf.forge.lines import MAIN
from paraf.forge.refusals import Refused, may_be_done, whole_or_broken
from paraf.forge.repository import Repository
from paraf.forge.rest import Patience, Rest, Watch
from paraf.ports import Broken, ForgeFault

SERVICE = "https://github.com"
HEADERS = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
MODIFIED = "Base branch was modified"
"""What GitHub says to a merge while another one is under way."""
LOOKS = 5
LONGEST_DESCRIPTION = 140
WHO = "query { viewer { databaseId login } }"


class GitHub(Repository):
    """One repository on GitHub, seen and changed with one account's token.

    `url` is the address for people (`https://github.com`, or an office's own server), `repository`
    is `owner/name`. An App's token does not tell whose it is; `account` is then the number of its
    bot. It may be kept for long and shared by threads. See `ports.Api` for what calls promise.
    """

    forge = FORGE
    taken = 422

    def __init__(
        self,
        url: str,
        repository: str,
        token: str,
        *,
        account: str = "",
        patience: Patience | None = None,
        watch: Watch | None = None,
    ) -> None:
        """Ask nothing yet. ForgeFault if the address or the token is malformed."""
        place = url.rstrip("/")
        own = place != SERVICE
        root = f"{place}/api/v3" if own else "https://api.github.com"
        rest = Rest(root, token, "Bearer", headers=HEADERS, patience=patience, watch=watch)
        super().__init__(place, repository, rest)
        self._graph = f"{place}/api/graphql" if own else "https://api.github.com/graphql"
        self._account = account
        self._people = People()

    def me(self) -> Account:
        """Return the account of the token."""
        return self._me

    @cached_property
    def _me(self) -> Account:
        if self._account:
            return Account(FORGE, self._account)
        try:
            return self._people.account(self.rest.get("/user").answer)
        except Refused as no:
            if no.status != 403:
                raise
        # An App's token may not ask for its user, but may see by whose eyes it looks.
        told = self.rest.post(self._graph, {"query": WHO}).answer.at("data").at("viewer")
        self._people.logins[f"{told.whole('databaseId')}"] = told.text("login")
        return Account(FORGE, f"{told.whole('databaseId')}")

    def pulls(self) -> tuple[Pull | Broken, ...]:
        """Return the open pull requests, oldest first: two requests for each, one for a hundred."""
        query = {"state": "open", "sort": "created", "direction": "asc"}
        rows = whole(self.rest, f"{self._at}/pulls", query)
        return whole_or_broken(rows, self._whole)

    def pull_of(self, branch: str) -> Pull | None:
        """Return the newest pull request from a branch of this repository into main, whole."""
        owner = self.repository.partition("/")[0]
        query = {"state": "all", "head": f"{owner}:{branch}"}
        rows = whole(self.rest, f"{self._at}/pulls", query)
        wanted = (branch, MAIN)
        mine = [
            one for one in rows
            if is_own(one) and (one.at("head").text("ref"), one.at("base").text("ref")) == wanted
        ]  # fmt: skip
        newest = max((one.whole("number") for one in mine), default=None)
        return None if newest is None else self.pull(newest)

    def merge(self, number: int, head: str, title: str, message: str) -> str:
        """Merge at `head`, and return the merge commit.

        Where the answer is lost the pull request says whether it was done; it is never asked twice.
        """
        form = {
            "sha": head,
            "commit_title": title,
            "commit_message": message,
            "merge_method": "merge",
        }
        try:
            return self._merge(number, form).commit("sha")
        except ForgeFault as no:
            if may_be_done(no) or (isinstance(no, Refused) and no.status == 405):
                with suppress(ForgeFault):
                    merged = self._merged(number)
                    if merged is not None:
                        return merged
            raise

    def _merge(self, number: int, form: object) -> Answer:
        for turn in count():
            try:
                path = f"{self._at}/pulls/{number}/merge"
                return self.rest.send("PUT", path, form, once=True).answer
            except Refused as no:
                if no.status != 405 or MODIFIED not in no.said or turn + 1 == LOOKS:
                    raise
            self.rest.watch.pause(self.rest.patience.first * 2**turn)
        raise AssertionError

    def _merged(self, number: int) -> str | None:
        """Return the commit by which this account merged it, if it did."""
        row = self._row(number)
        if not row.flag("merged") or self._people.account(row.maybe("merged_by")) != self.me():
            return None
        return row.commit("merge_commit_sha")

    def statuses(self, commit: str) -> tuple[Status, ...]:
        """Return the newest status of each context of a commit."""
        found: dict[str, Status] = {}
        for row in whole(self.rest, f"{self._at}/commits/{quote(commit)}/statuses"):
            status = status_of(row, self._people)
            found.setdefault(status.context, status)
        return tuple(found.values())

    def post_status(self, commit: str, status: Status) -> None:
        """Post a status on a commit; a description that GitHub finds too long is cut."""
        told = status.description
        if len(told) > LONGEST_DESCRIPTION:
            told = told[: LONGEST_DESCRIPTION - 1] + "…"
        form = {"state": status.state, "context": status.context, "description": told}
        url = {"target_url": status.url} if status.url else {}
        self.rest.post(f"{self._at}/statuses/{quote(commit)}", form | url)

    def _last_words(self, number: int) -> str:
        """Return this account's newest comment."""
        rows = whole(self.rest, f"{self._at}/issues/{number}/comments")
        mine = [one for one in rows if self._people.account(one.maybe("user")) == self.me()]
        return mine[-1].text("body") if mine else ""

    def label(self, number: int, labels: Iterable[str]) -> None:
        """Give a pull request exactly these labels, of those that the repository has."""
        wanted = {one.casefold() for one in labels}
        names = [one.text("name") for one in whole(self.rest, f"{self._at}/labels")]
        given = sorted(one for one in names if one.casefold() in wanted)
        self.rest.put(f"{self._at}/issues/{number}/labels", {"labels": given})

    def page(self, number: int) -> str:
        """Return the address of a pull request for people."""
        return f"{self.url}/{quote(self.repository)}/pull/{number}"

    def raw(self, commit: str, path: str) -> str:
        """Return the address of a file at a commit."""
        return f"{self.url}/{quote(self.repository)}/raw/{commit}/{quote(path)}"

    def _whole(self, row: Answer) -> Pull:
        """Return a pull request with its reviews and, read after them, its timeline."""
        number = row.whole("number")
        reviews = whole(self.rest, f"{self._at}/pulls/{number}/reviews")
        timeline = whole(self.rest, f"{self._at}/issues/{number}/timeline")
        return pull_of(row, reviews, timeline, self._people)

    def logins(self, people: Iterable[Account]) -> list[str]:
        """Return the names that people are called by now."""
        return [self._login(one) for one in people]

    def _login(self, person: Account) -> str:
        """Return how somebody is called on GitHub; ForgeFault for a number of nobody."""
        if person.id not in self._people.logins:
            row = self.rest.find(f"/user/{quote(person.id)}")
            if row is None:
                raise ForgeFault(
                    T("The forge has no account with the number {id}.", id=person.id),
                    T("Correct the person's accounts in review/officials.yml."),
                )
            self._people.account(row)
        return self._people.logins[person.id]
