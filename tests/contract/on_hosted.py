"""The stories on hosted forges: people press buttons there, the program looks and writes down."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import gitea.office as on_gitea
import github.hosted_office as on_github
import small_office
from contract import drafts
from contract.stories import Cannot
from office_world import BOT, PENGELOLA, alone
from paraf.cli.clock import clock
from paraf.forge.git import Git
from paraf.forge.gitea import Gitea
from paraf.forge.github import GitHub
from paraf.forge.hosted import HostedForge
from paraf.forge.lines import LEDGER
from paraf.forge.login import log_in
from paraf.pipeline.desk import Desk
from paraf.pipeline.observe import attend, observe
from paraf.ports import Api
from paraf.records import ledger
from paraf.records.catalogue import voice


class Hosted:
    """A hosted office with one case under way; `refused` is what the forge did not take."""

    name = ""
    approve = ""
    """What the forge calls an approving review."""

    def __init__(self, it: Any, api: Api, url: str, token: str) -> None:
        self.it = it
        self.api, self.url, self.token = api, url, token
        self.case = ""
        self.heads: list[str] = []
        self.given: dict[str, int] = {}
        self.refused: list[str] = []
        self.names: dict[str, str] = {}
        """What people call themselves who go by another name now."""

    def begins(self, case: str) -> None:
        """Let the next story be about this case."""
        self.case = self.it.case = case
        self.heads, self.given, self.refused = [], {}, []

    def ends(self) -> None:
        """Put every pull request aside, so that the next story's is looked at alone."""
        for one in self.it.pulls("open"):
            self.it.call("admin", "PATCH", f"/pulls/{one['number']}", {"state": "closed"})
        for who, name in self.names.items():
            self._calls(name, who)
        self.names = {}

    def looks(self) -> Desk:
        """Let the program write down what it sees; return its desk.

        Its way to the forge is one for all looks, as in a service; all else is fetched anew.
        """
        git = alone(self.it.desk)
        log_in(git, self.url, self.token)
        forge = HostedForge(git, ledger, self.api)
        forge.refresh()
        nowhere = Path("/nonexistent")
        desk = Desk(git, forge, clock(git), voice("id"), small_office.quiet, nowhere)
        book = desk.rulebook()
        if forge.tip(LEDGER + self.case) is None:
            seen = observe(desk, book)
            assert not seen.problems, seen.problems
        else:
            attend(desk, book, self.case)
        return desk

    def _acts(self, who: str, method: str, path: str, body: object = None) -> Any:
        """Ask the forge for something that it may find out of place (422); then it is not done."""
        try:
            return self.it.call(who, method, path, body)
        except AssertionError as no:
            if ": 422 " not in f"{no}":
                raise
            self.refused.append(f"{no}")
            return None

    @property
    def _pull(self) -> str:
        return f"/pulls/{self.it.number}"

    def _git(self) -> Git:
        return alone(self.it.clone(PENGELOLA))

    # The acts that both forges have in one way.

    def pushes(self, *, same: bool = False) -> None:
        text = "Seleksi 1 Desember." if same else f"Seleksi {len(self.heads) + 1} Desember."
        self.heads.append(drafts.write(self._git(), self.case, text))
        self._sends(self.heads[-1])

    def forces_back(self) -> None:
        self._git().run("reset", "--quiet", "--hard", self.heads[0])
        self._sends(self.heads[0])

    def approves(self, who: str, *, old: bool = False) -> None:
        head = self.heads[0] if old else ""
        self._reviews(who, self.approve, "", head)

    def returns(self, who: str, to: str = "") -> None:
        named = f"\n\nKembali-ke: {to}" if to else ""
        self._reviews(who, "REQUEST_CHANGES", f"Sebutkan jamnya.{named}")

    def remarks(self, who: str) -> None:
        self._reviews(who, "COMMENT", "Setuju.")

    def _reviews(self, who: str, event: str, body: str, head: str = "") -> None:
        said = {"event": event, "body": body} | ({"commit_id": head} if head else {})
        done = self._acts(self._login(who), "POST", f"{self._pull}/reviews", said)
        if done is not None:
            self.given[who] = done["id"]

    def _login(self, who: str) -> str:
        return who

    def says(self, who: str, text: str) -> None:
        self.it.says(who, text)

    def renames(self, who: str) -> None:
        self.names[who] = f"{who}-baru"
        self._calls(who, self.names[who])

    def _calls(self, name: str, new: str) -> None:
        raise NotImplementedError

    def shuts(self, *, closed: bool) -> None:
        state = "closed" if closed else "open"
        self.it.call(PENGELOLA, "PATCH", self._pull, {"state": state})

    def aims(self, base: str) -> None:
        self.it.call(PENGELOLA, "PATCH", self._pull, {"base": base})

    def _sends(self, head: str) -> None:
        raise NotImplementedError


class OnGitea(Hosted):
    """The stories on a real Gitea; its authors send by AGit."""

    name = "gitea"
    approve = "APPROVED"

    def __init__(self, it: Any, api: Api, url: str, token: str) -> None:
        super().__init__(it, api, url, token)
        self.newcomers: list[str] = []

    def hands_in(self, *, draft: bool = False, author: str = "", trailer: str = "") -> None:
        git = drafts.begin(self.it.clone(PENGELOLA), self.case)
        text = "Seleksi 1 Desember."
        self.heads = [drafts.write(git, self.case, text, author=author, trailer=trailer)]
        self._sends(self.heads[0], title=("WIP: " if draft else "") + self.case)
        self.it.number = self.it.pulls("open")[0]["number"]

    def _sends(self, head: str, *, topic: str = "", title: str = "") -> None:
        options = [f"topic={topic or f'draft/{self.case}'}", "force-push=true"]
        options += [f"title={title}"] if title else []
        words = [word for one in options for word in ("-o", one)]
        folder = self.it.clone(PENGELOLA)
        pushed = self.it.server.git(self.it.who(PENGELOLA), folder, "push", "origin",
                                    f"{head}:refs/for/main", *words)  # fmt: skip
        assert pushed.returncode == 0, pushed.stderr

    def assigns(self, who: str, to: str) -> None:
        issue = f"/issues/{self.it.number}"
        for names in ([], [to]):
            self.it.call(who, "PATCH", issue, {"assignees": names})

    def dismisses(self, whose: str) -> None:
        path = f"{self._pull}/reviews/{self.given[whose]}/dismissals"
        self.it.call("admin", "POST", path, {"message": "batal"})

    def undismisses(self, whose: str) -> None:
        path = f"{self._pull}/reviews/{self.given[whose]}/undismissals"
        self.it.call("admin", "POST", path)

    def takes_back(self, who: str) -> None:
        self.it.call(who, "DELETE", f"{self._pull}/reviews/{self.given[who]}")

    def readies(self, *, ready: bool) -> None:
        title = ("" if ready else "WIP: ") + self.case
        self.it.call(PENGELOLA, "PATCH", self._pull, {"title": title})

    def twins(self) -> None:
        self._sends(self.heads[-1], topic="kembar", title="Kembar")

    def _calls(self, name: str, new: str) -> None:
        server = self.it.server
        if new in self.newcomers:
            self.newcomers.remove(new)
            self._calls(new, f"pendatang-{self.it.number}")
        server.call(server.admin, "POST", f"/admin/users/{name}/rename", {"new_username": new})

    def impersonates(self, whom: str) -> None:
        server = self.it.server
        said = {"username": whom, "email": f"pendatang-{self.it.number}@luar.example",
                "password": "pendatang-password", "must_change_password": False}  # fmt: skip
        server.call(server.admin, "POST", "/admin/users", said)
        self.newcomers.append(whom)
        self.it.call("admin", "PUT", f"/collaborators/{whom}", {"permission": "read"})
        path = f"/repos/{on_gitea.REPOSITORY}{self._pull}/reviews"
        done = server.request(server.admin, "POST", path, {"event": self.approve},
                              headers={"Sudo": whom})  # fmt: skip
        assert done.json()["user"]["login"] == whom, done.text

    def merges(self) -> None:
        path = f"/repos/{on_gitea.REPOSITORY}{self._pull}/merge"
        for force in (False, True):
            said = {"Do": "merge", "force_merge": force}
            done = self.it.server.request(self.it.who("admin"), "POST", path, said)
            assert done.status_code == 405, done.text
        raise Cannot("Gitea's protected branch lets the program alone merge")


class OnGitHub(Hosted):
    """The stories on the fake of GitHub; its authors send from a fork."""

    name = "github"
    approve = "APPROVE"

    def _login(self, who: str) -> str:
        return self.it.bot if who == BOT else self.names.get(who, who)

    def hands_in(self, *, draft: bool = False, author: str = "", trailer: str = "") -> None:
        git = drafts.begin(self.it.clone(PENGELOLA), self.case)
        text = "Seleksi 1 Desember."
        self.heads = [drafts.write(git, self.case, text, author=author, trailer=trailer)]
        self._sends(self.heads[0])
        self.it.opens(self.case, draft=draft)

    def _sends(self, head: str) -> None:
        self.it.pushes(head)

    def assigns(self, who: str, to: str) -> None:
        issue = f"/issues/{self.it.number}/assignees"
        for method in ("DELETE", "POST"):
            self.it.call(who, method, issue, {"assignees": [to]})

    def dismisses(self, whose: str) -> None:
        path = f"{self._pull}/reviews/{self.given[whose]}/dismissals"
        self.it.call("admin", "PUT", path, {"message": "batal"})

    def undismisses(self, whose: str) -> None:
        raise Cannot("GitHub has no way to take a dismissal back")

    def takes_back(self, who: str) -> None:
        path = f"{self._pull}/reviews/{self.given[who]}"
        assert self._acts(who, "DELETE", path) is None, "GitHub deleted a review that was given"
        raise Cannot("GitHub lets nobody delete a review that was given")

    def readies(self, *, ready: bool) -> None:
        self.it.hub.draft(PENGELOLA, on_github.REPOSITORY, self.it.number, draft=not ready)

    def twins(self) -> None:
        place = self.it.hub.git_url(f"{PENGELOLA}/{on_github.NAME}")
        git = self.it.git(PENGELOLA, self.it.clone(PENGELOLA))
        git.run("push", "--quiet", place, f"{self.heads[-1]}:refs/heads/kembar-{self.case}")
        said = {"title": "Kembar", "head": f"{PENGELOLA}:kembar-{self.case}", "base": "main"}
        self.it.call(PENGELOLA, "POST", "/pulls", said)

    def _calls(self, name: str, new: str) -> None:
        hub = self.it.hub
        if new in hub.world.accounts:
            hub.rename(new, f"pendatang-{self.it.number}")
        hub.rename(name, new)

    def impersonates(self, whom: str) -> None:
        self.it.hub.person(whom, on_github.REPOSITORY, "read")
        self.it.reviews(whom, self.approve)

    def merges(self) -> None:
        self.it.call("admin", "PUT", f"{self._pull}/merge", {"merge_method": "merge"})


@contextmanager
def gitea_office(folder: Path, binary: Path) -> Iterator[OnGitea]:
    """Give an office on a real Gitea for stories."""
    with on_gitea.office(folder, binary) as it:
        # Kenanga's post is another's by now, and so is her place in its team; she may still read.
        it.call("admin", "PUT", "/collaborators/kenanga", {"permission": "read"})
        it.call("admin", "POST", "/branches", {"new_branch_name": "lain",
                                               "old_branch_name": "main"})  # fmt: skip
        url, token = it.way.url, it.who(BOT).token
        yield OnGitea(it, Gitea(url, on_gitea.REPOSITORY, token), url, token)


@contextmanager
def github_office(folder: Path) -> Iterator[OnGitHub]:
    """Give an office on the fake of GitHub for stories."""
    with on_github.office(folder) as it:
        it.call("admin", "PUT", "/collaborators/kenanga", {"permission": "pull"})
        it.git("admin", it.desk).run("push", "--quiet", "origin", "origin/main:refs/heads/lain")
        api = GitHub(it.hub.web, on_github.REPOSITORY, it.token)
        yield OnGitHub(it, api, it.hub.web, it.token)
