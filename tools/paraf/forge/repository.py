"""What is asked and changed on GitHub and on Gitea in the very same words.

Gitea took these calls over from GitHub; where the two differ, `gitea.py` and `github.py` say how.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from contextlib import suppress
from urllib.parse import quote

from paraf.core.observed import Pull
from paraf.core.office import Account
from paraf.core.words import T
from paraf.forge.answer import Answer
from paraf.forge.lines import MAIN
from paraf.forge.refusals import Refused, may_be_done
from paraf.forge.rest import Rest
from paraf.ports import ForgeFault


class Repository(ABC):
    """One repository by its `owner/name`, reached through `rest`; `url` is the forge for people.

    `taken` is the status with which the forge refuses to open a pull request a second time.
    """

    taken: int

    def __init__(self, url: str, repository: str, rest: Rest) -> None:
        """Ask nothing yet."""
        self.url = url.rstrip("/")
        self.repository = repository
        self.rest = rest
        self._at = f"/repos/{quote(repository)}"

    def __repr__(self) -> str:
        """Name the repository, never the token."""
        return f"{type(self).__name__}({self.url!r}, {self.repository!r})"

    @abstractmethod
    def pull_of(self, branch: str) -> Pull | None:
        """Return the newest pull request from a branch of this repository into main, whole."""

    @abstractmethod
    def logins(self, people: Iterable[Account]) -> list[str]:
        """Return how people are called on the forge now; ForgeFault for a number of nobody."""

    @abstractmethod
    def _whole(self, row: Answer) -> Pull:
        """Return a pull request with its reviews and its timeline."""

    @abstractmethod
    def _last_words(self, number: int) -> str:
        """Return this account's newest comment on a pull request; empty if there is none."""

    def pull(self, number: int) -> Pull:
        """Return one pull request."""
        return self._whole(self._row(number))

    def open_pull(self, branch: str, title: str, body: str) -> Pull:
        """Open a pull request from a branch into main; one that is open already is returned."""
        form = {"head": branch, "base": MAIN, "title": title, "body": body}
        try:
            return self._whole(self.rest.post(f"{self._at}/pulls", form).answer)
        except Refused as no:
            found = self.pull_of(branch) if no.status == self.taken else None
            if found is None or found.closed:
                raise
            return found

    def describe(self, number: int, body: str) -> None:
        """Put another description on a pull request."""
        self.rest.patch(f"{self._at}/pulls/{number}", {"body": body})

    def comment(self, number: int, body: str) -> None:
        """Write a comment; where the answer is lost, the forge is asked whether it was written."""
        try:
            self.rest.post(f"{self._at}/issues/{number}/comments", {"body": body})
        except ForgeFault as no:
            if may_be_done(no):
                with suppress(ForgeFault):
                    if self._last_words(number).strip() == body.strip():
                        return
            raise

    def edit_comment(self, comment: int, body: str) -> None:
        """Put another text in a comment."""
        self.rest.patch(f"{self._at}/issues/comments/{comment}", {"body": body})

    def ask(self, number: int, people: Iterable[Account]) -> None:
        """Ask people for their review."""
        if logins := self.logins(people):
            self.rest.post(f"{self._at}/pulls/{number}/requested_reviewers", {"reviewers": logins})

    def unask(self, number: int, people: Iterable[Account]) -> None:
        """Take back that people were asked."""
        if logins := self.logins(people):
            self.rest.delete(
                f"{self._at}/pulls/{number}/requested_reviewers", {"reviewers": logins}
            )

    def _row(self, number: int) -> Answer:
        row = self.rest.get(f"{self._at}/pulls/{number}").answer
        if row.whole("number") != number:
            row.at("number").wrong(T("is another number than was asked for"))
        return row
