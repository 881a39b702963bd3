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

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import small_office
from github.fake import GitHubFake
from office_world import BOT, BRIEFLY, KABID, KASUBID, KEPALA, MONDAY, PENGELOLA, REVIEW, alone
from paraf.cli.clock import clock
from paraf.cli.world import PARAF, Ran, World
from paraf.core.case import Event
from paraf.core.gate import judge
from paraf.core.verdict import Verdict
from paraf.forge.git import Git
from paraf.forge.github import GitHub
from paraf.forge.hosted import HostedForge
from paraf.forge.login import log_in
from paraf.pipeline.desk import Desk
from paraf.pipeline.rulebook import at, load, load_sop
from paraf.records import ledger
from paraf.records.catalogue import voice
from paraf.records.editing import with_keys
from paraf.site.serve import serving as showing

PEOPLE = (PENGELOLA, KASUBID, KABID, KEPALA, "kenanga")
OWNER, NAME = "bkd", "situs"
REPOSITORY = f"{OWNER}/{NAME}"
SECTION = "content/pengumuman"


@dataclass
class HostedOffice:
    """One office; `case` is the case that was handed in last, `number` its pull request."""

    root: Path
    hub: GitHubFake
    bot: str
    token: str
    case: str = ""
    number: int = 0

    @property
    def world(self) -> World:
        """The folders and commands, as on every forge."""
        return World(self.root, "id")

    @property
    def desk(self) -> Path:
        """The program's clone."""
        return self.world.desk(BOT)

    def call(self, person: str, method: str, path: str, body: object = None) -> Any:
        """Do to the repository's API what a person's browser would."""
        return self.hub.act(person, method, f"/repos/{REPOSITORY}{path}", body)

    def run(self, *words: str | Path) -> Ran:
        """Run a `paraf` command as the program, at its clone."""
        return self.world.run(self.desk, ["env", f"PARAF_TOKEN={self.token}", *PARAF, *words])

    def reconcile(self) -> str:
        """Let the program have its turn, and return what it printed; it must succeed."""
        ran = self.run("reconcile")
        assert ran.code == 0, ran.out
        return ran.out

    def at_desk(self) -> Desk:
        """Return the program's desk for jobs called in this process, freshly fetched."""
        git = alone(self.desk)
        log_in(git, self.hub.web, self.token)
        forge = HostedForge(git, ledger, GitHub(self.hub.web, REPOSITORY, self.token))
        forge.refresh()
        browser = Path("/nonexistent")
        return Desk(git, forge, clock(git), voice("id"), small_office.quiet, browser)

    def verdict(self) -> Verdict:
        """Return the gate's answer on the case, by what the ledger tells."""
        forge = self.forge()
        office = load(at(forge.git, forge.base())).office
        sop = load_sop(at(forge.git, forge.base()), "update-website", office)
        return judge(sop, office, forge.case(self.case), MONDAY)

    def forge(self) -> HostedForge:
        """Return the office's repository as somebody reads it who does not act for the program."""
        git = alone(self.desk)
        log_in(git, self.hub.web, self.hub.person("admin"))
        forge = HostedForge(git, ledger)
        forge.refresh()
        return forge

    def events(self, case: str = "") -> tuple[Event, ...]:
        """Return what the ledger of a case tells."""
        return self.forge().case(case or self.case).events

    def told(self, case: str = "") -> list[str]:
        """Return the kinds of a case's events, in order."""
        return [type(one.deed).__name__ for one in self.events(case)]

    # What people do.

    def clone(self, person: str) -> Path:
        """Return a person's clone, made when it is first needed; they commit in their own name."""
        folder = self.world.desk(person)
        if not folder.exists():
            folder.parent.mkdir(exist_ok=True)
            self.world.must(self.root, "git", "init", "--quiet", "--initial-branch=main", folder)
            git = self.git(person, folder)
            git.run("remote", "add", "origin", self.hub.git_url(REPOSITORY))
            git.run("fetch", "--quiet", "origin")
            git.run("switch", "--quiet", "main")
            git.run("config", "user.name", person)
            git.run("config", "user.email", f"{person}@bkd.contoh.example")
        return folder

    def git(self, person: str, folder: Path) -> Git:
        """Return git in a folder, with a person's token in its hand."""
        git = alone(folder)
        token = self.token if person == BOT else self.hub.person(person)
        log_in(git, self.hub.web, token)
        return git

    def hands_in(self, name: str, text: str = "Seleksi 1 Desember.") -> int:
        """Send melati's draft, or a new text of it, from her fork; return its number."""
        self.case = f"20261116-{name}"
        self.writes(name, text)
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

    def writes(self, name: str, text: str) -> Path:
        """Commit a draft's text in melati's clone; return the clone."""
        folder, case = self.clone(PENGELOLA), f"20261116-{name}"
        branch = f"draft/{case}"
        known = self.world.run(folder, ["git", "rev-parse", "--verify", "-q", branch]).code == 0
        start = (branch,) if known else ("-c", branch, "origin/main")
        self.world.must(folder, "git", "switch", "--quiet", *start)
        page = small_office.page(f"pengumuman/{name}.md", name, f"# {name}\n\n{text}\n")
        files = {
            f"{SECTION}/{name}.md": small_office.source(page),
            f"drafts/{case}/case.yml": (
                f"version: 1\nid: {case}\nsop: update-website\ntitle: {name}\n"
                f"information_class: berkala\npages: [{SECTION}/{name}.md]\ndownloads: []\n"
                "opened: 2026-11-16T07:41:00+07:00\n"
            ),
        }
        for path, content in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(content)
        self.world.must(folder, "git", "add", ".")
        self.world.must(folder, "git", "commit", "--quiet", "-m", name)
        return folder

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
    source = it.root / "source"
    write(source, it, url, tenures)
    for words in (("init", "--quiet", "--initial-branch=main"), ("add", "."),
                  ("-c", "user.name=Admin", "-c", "user.email=admin@bkd.contoh.example",
                   "commit", "--quiet", "-m", "the office's files")):  # fmt: skip
        it.world.must(source, "git", *words)
    it.git("admin", source).run("push", "--quiet", it.hub.git_url(REPOSITORY), "main")
    command = ["env", f"PARAF_TOKEN={it.hub.person('admin')}", *PARAF, "setup", "github", "--yes"]
    ran = it.world.run(source, command)
    assert ran.code == 0, ran.out
    shutil.rmtree(source)
    for one in (*PEOPLE, BOT):
        it.hub.accept(one)
    it.hub.fork(PENGELOLA, REPOSITORY)
    folder = it.clone(BOT)
    for key, value in {
        "gpg.format": "ssh",
        "user.signingkey": str(it.root / "keys" / f"{BOT}.pub"),
        "paraf.clock": str(it.root / "clock"),
    }.items():
        it.world.must(folder, "git", "config", key, value)


def write(source: Path, it: HostedOffice, url: str, tenures: str) -> None:
    """Write the office's files: roster with numbers and keys, the forge's address, a small site."""
    small_office.write(source, [
        small_office.page("index.md", "Beranda", "# Beranda\n\nSelamat datang.\n"),
        small_office.page("pengumuman/index.md", "Pengumuman",
                          "# Pengumuman\n\n<!-- paraf:list pengumuman -->\n"),
    ])  # fmt: skip
    review = source / "review"
    (review / "sop").mkdir(parents=True)
    for name in ("pipeline.yml", "rules.yml", "sop/update-website.yml"):
        shutil.copyfile(REVIEW / name, review / name)
    with (review / "rules.yml").open("a") as rules:
        rules.write(BRIEFLY)
    keys = {one: [(it.root / "keys" / f"{one}.pub").read_text().strip()] for one in (BOT, "admin")}
    roster = with_keys((REVIEW / "officials.yml").read_text(), "officials.yml", keys)
    (review / "officials.yml").write_text(numbered(roster, it, tenures))
    settings = (review / "pipeline.yml").read_text()
    settings = re.sub(r"(?m)^  path:.*$", "  path: ../../public", settings)
    settings = re.sub(r"(?m)^  url:.*$", f"  url: {url}", settings)
    settings = re.sub(r"(?m)^evidence_store:.*\n", "", settings)
    forge = f"forge: {{kind: github, url: '{it.hub.web}', repository: {REPOSITORY}}}\n"
    (review / "pipeline.yml").write_text(settings + forge)


def numbered(roster: str, it: HostedOffice, tenures: str) -> str:
    """Return the roster with everybody's number on the forge, and some tenures more."""
    roster = roster.replace("tenures:\n", f"tenures:\n{tenures}")
    for one in (*PEOPLE, "admin", BOT):
        number = it.hub.id(it.bot if one == BOT else one)
        roster = roster.replace(f"  - id: {one}\n", f"  - id: {one}\n    github: {number}\n")
    return roster


__all__ = ["KABID", "KASUBID", "KEPALA", "PENGELOLA", "HostedOffice", "office"]
