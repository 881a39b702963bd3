"""An office on a real Gitea: its organisation, its people with tokens of their own, its program.

    with office(tmp_path) as it:                  # repository, rights, a served public site
        it.hands_in("jadwal-seleksi")             # melati sends a draft as a pull request (AGit)
        it.reconcile()                            # the program's turn, really run
        it.reviews("cendana", "APPROVED")         # as in a browser
        it.assigns("cendana", "melati")           # the disposition
        it.told()                                 # what the ledger tells

The training clock stands at Monday, 16 November 2026; Gitea lives in real time, which is later.
"""

import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

import small_office
from gitea.proxy import Way, way
from gitea_server import Person, Server, find, serving
from gitea_site import eventually
from office_world import BOT, BRIEFLY, KABID, KASUBID, KEPALA, MONDAY, PENGELOLA, REVIEW, alone
from paraf.cli.clock import clock
from paraf.cli.world import PARAF, Ran, World
from paraf.core.case import Event
from paraf.core.gate import judge
from paraf.core.verdict import Blocked, Verdict, Waiting
from paraf.core.words import english
from paraf.forge.gitea import Gitea
from paraf.forge.hosted import HostedForge
from paraf.forge.login import log_in
from paraf.pipeline.desk import Desk
from paraf.pipeline.reconcile import Run, reconcile
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
    server: Server
    way: Way
    case: str = ""
    number: int = 0
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def world(self) -> World:
        """The folders and commands, as on every forge."""
        return World(self.root, "id")

    @property
    def desk(self) -> Path:
        """The program's clone."""
        return self.world.desk(BOT)

    def who(self, name: str) -> Person:
        """Return somebody as the forge knows them."""
        return self.server.people[name]

    def call(self, person: str, method: str, path: str, body: object = None) -> Any:
        """Do to the repository's API what a person's browser would."""
        return self.server.call(self.who(person), method, f"/repos/{REPOSITORY}{path}", body)

    def run(self, *words: str | Path, **settings: str) -> Ran:
        """Run a `paraf` command as the program, at its clone."""
        env = {"PARAF_TOKEN": self.who(BOT).token, **self.environment, **settings}
        command = ["env", *(f"{key}={value}" for key, value in env.items()), *PARAF, *words]
        return self.world.run(self.desk, command)

    def reconcile(self, **settings: str) -> str:
        """Let the program have its turn, and return what it printed; it must succeed."""
        ran = self.run("reconcile", **settings)
        assert ran.code == 0, ran.out
        return ran.out

    def turn(self) -> Run:
        """Let the program have its turn in this process, without a browser."""
        desk = self.at_desk()
        return reconcile(desk, desk.rulebook())

    def at_desk(self) -> Desk:
        """Return the program's desk for jobs called in this process, freshly fetched."""
        git, token = alone(self.desk), self.who(BOT).token
        log_in(git, self.way.url, token)
        forge = HostedForge(git, ledger, Gitea(self.way.url, REPOSITORY, token))
        forge.refresh()
        browser = Path("/nonexistent")
        return Desk(git, forge, clock(git), voice("id"), small_office.quiet, browser)

    def verdict(self) -> Verdict:
        """Return the gate's answer on the case, by what the ledger tells."""
        forge = self.forge()
        office = load(at(forge.git, forge.base())).office
        sop = load_sop(at(forge.git, forge.base()), "update-website", office)
        return judge(sop, office, forge.case(self.case), MONDAY)

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

    def forge(self) -> HostedForge:
        """Return the office's repository as somebody reads it who does not act for the program."""
        git = alone(self.desk)
        log_in(git, self.way.url, self.server.admin.token)
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

    def writes(self, person: str, name: str, text: str) -> Path:
        """Commit a draft's text in a person's own clone; return the clone."""
        folder = self.clone(person)
        case = f"20261116-{name}"
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
        self.world.must(folder, "git", "commit", "--quiet", "-m", f"{name}")
        return folder

    def clone(self, person: str) -> Path:
        """Return a person's clone, made when it is first needed."""
        folder = self.world.desk(person)
        if not folder.exists():
            folder.parent.mkdir(exist_ok=True)
            place = self.way.url if person == BOT else self.server.url
            done = self.server.git(self.who(person), self.root, "clone", "--quiet",
                                   f"{place}/{REPOSITORY}.git", str(folder))  # fmt: skip
            assert done.returncode == 0, done.stderr
            self.world.must(folder, "git", "config", "user.name", person)
            self.world.must(folder, "git", "config", "user.email", f"{person}@bkd.contoh.example")
        return folder

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
    source = it.root / "source"
    write(source, it, url, tenures)
    for words in (("init", "--quiet", "--initial-branch=main"), ("add", "."),
                  ("-c", "user.name=Admin", "-c", "user.email=admin@bkd.contoh.example",
                   "commit", "--quiet", "-m", "the office's files")):  # fmt: skip
        it.world.must(source, "git", *words)
    pushed = server.git(admin, source, "push", "--quiet", f"{server.url}/{REPOSITORY}.git", "main")
    assert pushed.returncode == 0, pushed.stderr
    shutil.rmtree(source)
    # The forge tells of a pushed branch a moment after it took it.
    eventually(
        lambda: server.request(admin, "GET", f"/repos/{REPOSITORY}/branches/main").status_code,
        lambda code: code == 200,
    )
    folder = it.clone(BOT)
    for key, value in {
        "gpg.format": "ssh",
        "user.signingkey": str(it.root / "keys" / f"{BOT}.pub"),
        "paraf.clock": str(it.root / "clock"),
    }.items():
        it.world.must(folder, "git", "config", key, value)
    _entitle(it)


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
    (review / "officials.yml").write_text(numbered(roster, it.server.people, tenures))
    settings = (review / "pipeline.yml").read_text()
    settings = re.sub(r"(?m)^  path:.*$", "  path: ../../public", settings)
    settings = re.sub(r"(?m)^  url:.*$", f"  url: {url}", settings)
    settings = re.sub(r"(?m)^evidence_store:.*\n", "", settings)
    forge = f"forge: {{kind: gitea, url: '{it.way.url}', repository: {REPOSITORY}}}\n"
    (review / "pipeline.yml").write_text(settings + forge)


def numbered(roster: str, people: Mapping[str, Person], tenures: str) -> str:
    """Return the roster with everybody's number on the forge, and some tenures more."""
    roster = roster.replace("tenures:\n", f"tenures:\n{tenures}")
    for one in people.values():
        roster = roster.replace(f"  - id: {one.name}\n",
                                f"  - id: {one.name}\n    gitea: {one.number}\n")  # fmt: skip
    return roster


def _entitle(it: HostedOffice) -> None:
    """Give the rights that `paraf setup gitea` gives."""
    ran = it.world.run(it.desk, ["env", f"PARAF_TOKEN={it.server.admin.token}", *PARAF,
                                 "setup", "gitea", "--yes"])  # fmt: skip
    assert ran.code == 0, ran.out


__all__ = ["KABID", "KASUBID", "KEPALA", "PENGELOLA", "HostedOffice", "Verdict", "office"]
