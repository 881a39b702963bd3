"""An office on a real Gitea: its organisation, its people with tokens of their own, its program.

    with office(tmp_path) as it:                  # repository, rights, a served public site
        it.hands_in("jadwal-seleksi")             # melati sends a draft as a pull request (AGit)
        it.reconcile()                            # the program's turn, really run
        it.reviews("cendana", "APPROVED")         # as in a browser
        it.assigns("cendana", "melati")           # the disposition
        it.told()                                 # what the ledger tells

The training clock stands at Monday, 16 November 2026; Gitea lives in real time, which is later.
"""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from gitea.proxy import Way, way
from gitea_server import Person, Server, find, serving
from gitea_site import eventually
from hosted_world import NAME, OWNER, PEOPLE, REPOSITORY, HostedWorld, founded, seated
from office_world import BOT, KABID, KASUBID, KEPALA, MONDAY, PENGELOLA, alone
from paraf.cli.world import PARAF
from paraf.core.verdict import Blocked, Verdict, Waiting
from paraf.core.words import english
from paraf.forge.git import Git
from paraf.forge.gitea import Gitea
from paraf.forge.login import log_in
from paraf.pipeline.reconcile import Run, reconcile
from paraf.site.serve import serving as showing


@dataclass
class HostedOffice(HostedWorld):
    """One office; the program goes to the forge through `way`."""

    server: Server
    way: Way

    def who(self, name: str) -> Person:
        """Return somebody as the forge knows them."""
        return self.server.admin if name == "admin" else self.server.people[name]

    def login(self) -> str:
        """Return the program's own token."""
        return self.who(BOT).token

    @property
    def api(self) -> Gitea:
        """The forge as the program sees it."""
        return Gitea(self.way.url, REPOSITORY, self.login())

    def place(self, person: str) -> str:
        """Return the repository's address, for the program through its way."""
        return f"{self.way.url if person == BOT else self.server.url}/{REPOSITORY}.git"

    def git(self, person: str, folder: Path) -> Git:
        """Return git in a folder, with a person's token in its hand."""
        git = alone(folder)
        url = self.way.url if folder == self.desk else self.server.url
        log_in(git, url, self.who(person).token)
        return git

    def call(self, person: str, method: str, path: str, body: object = None) -> Any:
        """Do to the repository's API what a person's browser would."""
        return self.server.call(self.who(person), method, f"/repos/{REPOSITORY}{path}", body)

    def turn(self) -> Run:
        """Let the program have its turn in this process, without a browser."""
        desk = self.at_desk()
        return reconcile(desk, desk.rulebook())

    def step(self) -> str:
        """Let the program have its turn; return the label of the step that the case waits at.

        Where it cannot be judged, the reasons.
        """
        self.turn()
        match self.verdict().stand:
            case Waiting(step):
                return step.label
            case Blocked(_, reasons):
                return "; ".join(map(english, reasons))
            case other:
                return type(other).__name__

    # What people do.

    def hands_in(self, name: str, person: str = PENGELOLA, text: str = "Seleksi 1 Desember.",
                 **more: str) -> int:  # fmt: skip
        """Send a draft, or a new text of it, as a pull request by AGit; return its number.

        `more` may give the `title` of the pull request, and other files by path (`files=`).
        """
        self.case = f"20261116-{name}"
        folder = self.writes(person, name, text)
        title = more.get("title", f"Naskah {name}")
        pushed = self.server.git(
            self.who(person), folder, "push", "origin", "HEAD:refs/for/main",
            "-o", f"topic=draft/{self.case}", "-o", f"title={title}", "-o", "force-push=true",
        )  # fmt: skip
        assert pushed.returncode == 0, pushed.stderr
        mine = [one for one in self.pulls("open") if one["user"]["login"] == person]
        self.number = mine[0]["number"]
        return self.number

    def pulls(self, state: str = "all") -> list[dict[str, Any]]:
        """Return the repository's pull requests, the newest first."""
        found: list[dict[str, Any]] = self.call(BOT, "GET", f"/pulls?state={state}&limit=50")
        return found

    def pull(self, number: int = 0) -> dict[str, Any]:
        """Return one pull request as the API tells it."""
        found: dict[str, Any] = self.call(BOT, "GET", f"/pulls/{number or self.number}")
        return found

    def report(self) -> int:
        """Return the number of the report's pull request, which becomes the one to act on."""
        found = [one for one in self.pulls() if one["head"]["ref"] == f"report/{self.case}"]
        self.number = found[0]["number"]
        return self.number

    def reviews(self, person: str, event: str, body: str = "", head: str = "") -> int:
        """Review the pull request; `event` is Gitea's word. Return the review's number."""
        said = {"event": event, "body": body} | ({"commit_id": head} if head else {})
        path = f"/pulls/{self.number}/reviews"
        return int(self.call(person, "POST", path, said)["id"])

    def assigns(self, person: str, to: str) -> None:
        """Give the disposition."""
        self.call(person, "PATCH", f"/issues/{self.number}", {"assignees": [to]})

    def says(self, person: str, text: str) -> None:
        """Write a comment."""
        self.call(person, "POST", f"/issues/{self.number}/comments", {"body": text})

    def browses(self, person: str, method: str, path: str) -> httpx.Response:
        """Send what a button of the forge's own pages sends, logged in."""
        who = self.who(person)
        with httpx.Client(base_url=self.server.url, trust_env=False, timeout=60) as browser:
            browser.get("/user/login")
            form = {"user_name": who.name, "password": who.password}
            browser.post("/user/login", data=form | {"_csrf": browser.cookies["_csrf"]})
            browser.get(f"/{REPOSITORY}/pulls/{self.number}")
            token = browser.cookies["_csrf"]
            address = f"/{REPOSITORY}{path}"
            return browser.request(method, address, headers={"X-Csrf-Token": token})

    # What is seen.

    def status(self, head: str = "") -> tuple[str, str]:
        """Return state and description of the newest `paraf/…` status of a head."""
        head = head or self.pull()["head"]["sha"]
        found = self.call(BOT, "GET", f"/commits/{head}/statuses?sort=recentupdate")
        newest = max((one for one in found if one["context"].startswith("paraf/")),
                     key=lambda one: one["id"])  # fmt: skip
        return newest["status"], newest["description"]

    def comments(self, number: int = 0) -> list[str]:
        """Return the program's comments on a pull request."""
        found = self.call(BOT, "GET", f"/issues/{number or self.number}/comments")
        return [one["body"] for one in found if one["user"]["login"] == BOT]

    def asked(self) -> set[str]:
        """Return whose review is asked for."""
        found = self.call(BOT, "GET", f"/pulls/{self.number}/reviews?limit=50")
        return {one["user"]["login"] for one in found if one["state"] == "REQUEST_REVIEW"}

    # The whole way.

    def to_merge(self, name: str = "jadwal-seleksi") -> None:
        """Bring a draft to where everything is there: two marks and the disposition."""
        self.hands_in(name)
        self.reconcile()
        for who in (KASUBID, KABID):
            self.reviews(who, "APPROVED")
            self.reconcile()
        self.assigns(KASUBID, PENGELOLA)


@contextmanager
def office(folder: Path, binary: Path | None = None, tenures: str = "") -> Iterator[HostedOffice]:
    """Give an office on a fresh forge, its public site served, and nothing under way.

    `tenures` are more lines of the roster. The program goes to the forge through `it.way`.
    """
    named = binary or find("gitea")
    assert named is not None
    root = folder / "office"
    root.mkdir(parents=True)
    with serving(named, folder / "forge") as server, ExitStack() as ways:
        it = HostedOffice(root, server, ways.enter_context(way(server.url)))
        it.world.set_clock(MONDAY)
        it.world.make_keys([BOT, "admin"])
        for one in (*PEOPLE, BOT):
            server.add_person(one)
        live = root / "public" / "current"
        with showing(live) as url:
            _found(it, url, tenures)
            yield it


def _found(it: HostedOffice, url: str, tenures: str) -> None:
    """Make organisation and repository, push the office's files, and set the rights."""
    server, admin = it.server, it.server.admin
    server.call(admin, "POST", "/orgs", {"username": OWNER})
    server.call(admin, "POST", f"/orgs/{OWNER}/repos", {"name": NAME, "default_branch": "main"})
    numbers = {one.name: one.number for one in server.people.values()}
    source = founded(it, url, f"kind: gitea, url: '{it.way.url}'", tenures, numbers)
    pushed = server.git(admin, source, "push", "--quiet", f"{server.url}/{REPOSITORY}.git", "main")
    assert pushed.returncode == 0, pushed.stderr
    shutil.rmtree(source)
    # The forge tells of a pushed branch a moment after it took it.
    eventually(
        lambda: server.request(admin, "GET", f"/repos/{REPOSITORY}/branches/main").status_code,
        lambda code: code == 200,
    )
    seated(it)
    _entitle(it)


def _entitle(it: HostedOffice) -> None:
    """Give the rights that `paraf setup gitea` gives."""
    ran = it.world.run(it.desk, ["env", f"PARAF_TOKEN={it.server.admin.token}", *PARAF,
                                 "setup", "gitea", "--yes"])  # fmt: skip
    assert ran.code == 0, ran.out


__all__ = ["KABID", "KASUBID", "KEPALA", "PENGELOLA", "HostedOffice", "Verdict", "office"]
