"""An office on the fake of GitHub: its organization, its people with forks, its program.

    with office(tmp_path) as it:                  # repository, rights, a served public site
        it.hands_in("jadwal-seleksi")             # melati sends a draft from her fork
        it.reconcile()                            # the program's turn, really run
        it.reviews("cendana", "APPROVE")          # as in a browser
        it.assigns("cendana", "melati")           # the disposition
        it.told()                                 # what the ledger tells

The rights are those that `paraf setup github` gives. The program is a machine user, or with
`app=True` a GitHub App that acts with the token of its installation. Whatever is asked or answered
otherwise than GitHub's description says fails the block.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from github.fake import GitHubFake
from hosted_world import NAME, OWNER, PEOPLE, REPOSITORY, HostedWorld, founded, seated
from office_world import BOT, KABID, KASUBID, KEPALA, MONDAY, PENGELOLA, alone
from paraf.cli.world import PARAF
from paraf.forge.git import Git
from paraf.forge.github import GitHub
from paraf.forge.login import log_in
from paraf.site.serve import serving as showing


@dataclass
class HostedOffice(HostedWorld):
    """One office; `bot` is how the program's account is called."""

    hub: GitHubFake
    bot: str
    token: str

    def login(self) -> str:
        """Return the token of the machine user or of the App's installation."""
        return self.token

    @property
    def api(self) -> GitHub:
        """The forge as the program sees it."""
        return GitHub(self.hub.web, REPOSITORY, self.token)

    def place(self, person: str) -> str:
        """Return the repository's address, the same for everybody."""
        return self.hub.git_url(REPOSITORY)

    def git(self, person: str, folder: Path) -> Git:
        """Return git in a folder, with a person's token in its hand."""
        git = alone(folder)
        token = self.token if person == BOT else self.hub.person(person)
        log_in(git, self.hub.web, token)
        return git

    def call(self, person: str, method: str, path: str, body: object = None) -> Any:
        """Do to the repository's API what a person's browser would."""
        return self.hub.act(person, method, f"/repos/{REPOSITORY}{path}", body)

    # What people do.

    def hands_in(self, name: str, text: str = "Seleksi 1 Desember.") -> int:
        """Send melati's draft, or a new text of it, from her fork; return its number."""
        self.case = f"20261116-{name}"
        self.writes(PENGELOLA, name, text)
        self.pushes()
        if not [one for one in self.pulls("open") if one["head"]["ref"] == f"draft/{self.case}"]:
            self.opens(f"Naskah {name}")
        return self.number

    def pushes(self, what: str = "HEAD") -> None:
        """Let the case's branch in melati's fork be what her clone has, whatever it was."""
        place, branch = self.hub.git_url(f"{PENGELOLA}/{NAME}"), f"refs/heads/draft/{self.case}"
        git = self.git(PENGELOLA, self.clone(PENGELOLA))
        git.run("push", "--quiet", "--force", place, f"{what}:{branch}")

    def opens(self, title: str, **more: Any) -> int:
        """Open the case's pull request from melati's fork; return its number."""
        said = {"title": title, "head": f"{PENGELOLA}:draft/{self.case}", "base": "main"} | more
        self.number = self.call(PENGELOLA, "POST", "/pulls", said)["number"]
        return self.number

    def pulls(self, state: str = "all") -> list[dict[str, Any]]:
        """Return the repository's pull requests, the newest first."""
        found: list[dict[str, Any]] = self.call("admin", "GET", f"/pulls?state={state}&per_page=99")
        return found

    def pull(self, number: int = 0) -> dict[str, Any]:
        """Return one pull request as the API tells it."""
        found: dict[str, Any] = self.call("admin", "GET", f"/pulls/{number or self.number}")
        return found

    def report(self) -> int:
        """Return the number of the report's pull request, which becomes the one to act on."""
        found = [one for one in self.pulls() if one["head"]["ref"] == f"report/{self.case}"]
        self.number = found[0]["number"]
        return self.number

    def reviews(self, person: str, event: str, body: str = "", head: str = "") -> int:
        """Review the pull request; `event` is GitHub's word. Return the review's number."""
        said = {"event": event, "body": body} | ({"commit_id": head} if head else {})
        return int(self.call(person, "POST", f"/pulls/{self.number}/reviews", said)["id"])

    def assigns(self, person: str, to: str) -> None:
        """Give the disposition."""
        self.call(person, "POST", f"/issues/{self.number}/assignees", {"assignees": [to]})

    def says(self, person: str, text: str) -> None:
        """Write a comment."""
        self.call(person, "POST", f"/issues/{self.number}/comments", {"body": text})

    # What is seen.

    def status(self) -> tuple[str, str]:
        """Return state and description of the newest `paraf/…` status of the head."""
        found = self.call("admin", "GET", f"/commits/{self.pull()['head']['sha']}/statuses")
        newest = next(one for one in found if one["context"].startswith("paraf/"))
        return newest["state"], newest["description"]

    def comments(self, number: int = 0) -> list[str]:
        """Return the program's comments on a pull request."""
        found = self.call("admin", "GET", f"/issues/{number or self.number}/comments")
        return [one["body"] for one in found if one["user"]["login"] == self.bot]

    def asked(self) -> set[str]:
        """Return whose review is asked for."""
        return {one["login"] for one in self.pull()["requested_reviewers"]}


@contextmanager
def office(folder: Path, *, app: bool = False, tenures: str = "") -> Iterator[HostedOffice]:
    """Give an office on a fresh fake, its public site served, and nothing under way.

    `tenures` are more lines of the roster.
    """
    root = folder / "office"
    root.mkdir(parents=True)
    with GitHubFake(folder / "hub") as hub, showing(root / "public" / "current") as url:
        members = dict.fromkeys((*PEOPLE, *(() if app else (BOT,))), "member")
        hub.organization(OWNER, admin="admin", **members)
        hub.repo(REPOSITORY)
        token = hub.app(BOT, REPOSITORY, "write") if app else hub.person(BOT)
        it = HostedOffice(root, hub, f"{BOT}[bot]" if app else BOT, token)
        it.world.set_clock(MONDAY)
        it.world.make_keys([BOT, "admin"])
        _found(it, url, tenures)
        yield it


def _found(it: HostedOffice, url: str, tenures: str) -> None:
    """Push the office's files, set the rights, and let everybody have what they work with."""
    numbers = {one: it.hub.id(it.bot if one == BOT else one) for one in (*PEOPLE, "admin", BOT)}
    source = founded(it, url, f"kind: github, url: '{it.hub.web}'", tenures, numbers)
    it.git("admin", source).run("push", "--quiet", it.hub.git_url(REPOSITORY), "main")
    command = ["env", f"PARAF_TOKEN={it.hub.person('admin')}", *PARAF, "setup", "github", "--yes"]
    ran = it.world.run(source, command)
    assert ran.code == 0, ran.out
    shutil.rmtree(source)
    for one in (*PEOPLE, BOT):
        it.hub.accept(one)
    it.hub.fork(PENGELOLA, REPOSITORY)
    seated(it)


__all__ = ["KABID", "KASUBID", "KEPALA", "PENGELOLA", "HostedOffice", "office"]
