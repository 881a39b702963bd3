"""An office on a hosted forge, as far as it is the same on all: its files, its clones, its program.

`gitea/office.py` and `github/hosted_office.py` say what people do there, and how they are called.
"""

import re
import shutil
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import small_office
from contract import drafts
from office_world import BOT, BRIEFLY, KABID, KASUBID, KEPALA, MONDAY, PENGELOLA, REVIEW, alone
from paraf.cli.clock import clock
from paraf.cli.world import PARAF, Ran, World
from paraf.core.case import Event
from paraf.core.gate import judge
from paraf.core.verdict import Verdict
from paraf.forge.git import Git
from paraf.forge.hosted import HostedForge
from paraf.pipeline.desk import Desk
from paraf.pipeline.rulebook import at, load, load_sop
from paraf.ports import Api
from paraf.records import ledger
from paraf.records.catalogue import voice
from paraf.records.editing import with_keys

PEOPLE = (PENGELOLA, KASUBID, KABID, KEPALA, "kenanga")
OWNER, NAME = "bkd", "situs"
REPOSITORY = f"{OWNER}/{NAME}"


@dataclass
class HostedWorld(ABC):
    """One office; `case` is the case that was handed in last, `number` its pull request."""

    root: Path

    def __post_init__(self) -> None:
        """Begin without a case."""
        self.case = ""
        self.number = 0

    @property
    def world(self) -> World:
        """The folders and commands, as on every forge."""
        return World(self.root, "id")

    @property
    def desk(self) -> Path:
        """The program's clone."""
        return self.world.desk(BOT)

    @abstractmethod
    def login(self) -> str:
        """Return the token that the program logs in with."""

    @property
    @abstractmethod
    def api(self) -> Api:
        """The forge as the program sees it."""

    @abstractmethod
    def git(self, person: str, folder: Path) -> Git:
        """Return git in a folder, with a person's token in its hand."""

    def run(self, *words: str | Path, **settings: str) -> Ran:
        """Run a `paraf` command as the program, at its clone."""
        env = {"PARAF_TOKEN": self.login(), **settings}
        command = ["env", *(f"{key}={value}" for key, value in env.items()), *PARAF, *words]
        return self.world.run(self.desk, command)

    def reconcile(self, **settings: str) -> str:
        """Let the program have its turn, and return what it printed; it must succeed."""
        ran = self.run("reconcile", **settings)
        assert ran.code == 0, ran.out
        return ran.out

    def at_desk(self) -> Desk:
        """Return the program's desk for jobs called in this process, freshly fetched."""
        git = self.git(BOT, self.desk)
        forge = HostedForge(git, ledger, self.api)
        forge.refresh()
        browser = Path("/nonexistent")
        return Desk(git, forge, clock(git), voice("id"), small_office.quiet, browser)

    def forge(self) -> HostedForge:
        """Return the office's repository as somebody reads it who does not act for the program."""
        forge = HostedForge(self.git("admin", self.desk), ledger)
        forge.refresh()
        return forge

    def verdict(self) -> Verdict:
        """Return the gate's answer on the case, by what the ledger tells."""
        forge = self.forge()
        office = load(at(forge.git, forge.base())).office
        sop = load_sop(at(forge.git, forge.base()), "update-website", office)
        return judge(sop, office, forge.case(self.case), MONDAY)

    def events(self, case: str = "") -> tuple[Event, ...]:
        """Return what the ledger of a case tells."""
        return self.forge().case(case or self.case).events

    def told(self, case: str = "") -> list[str]:
        """Return the kinds of a case's events, in order."""
        return [type(one.deed).__name__ for one in self.events(case)]

    def clone(self, person: str) -> Path:
        """Return a person's clone, made when it is first needed; they commit in their own name."""
        folder = self.world.desk(person)
        if not folder.exists():
            folder.parent.mkdir(exist_ok=True)
            self.world.must(self.root, "git", "init", "--quiet", "--initial-branch=main", folder)
            git = self.git(person, folder)
            git.run("remote", "add", "origin", self.place(person))
            git.run("fetch", "--quiet", "origin")
            git.run("switch", "--quiet", "main")
            git.run("config", "user.name", person)
            git.run("config", "user.email", f"{person}@bkd.contoh.example")
        return folder

    @abstractmethod
    def place(self, person: str) -> str:
        """Return the repository's address for a person's clone."""

    def writes(self, person: str, name: str, text: str) -> Path:
        """Commit a draft's text in a person's own clone; return the clone."""
        folder, case = self.clone(person), f"20261116-{name}"
        git = alone(folder)
        if git.resolve(f"refs/heads/draft/{case}") is None:
            drafts.begin(folder, case)
        else:
            git.run("switch", "--quiet", f"draft/{case}")
        drafts.write(git, case, text)
        return folder


def founded(
    it: HostedWorld, url: str, forge: str, tenures: str, numbers: Mapping[str, int]
) -> Path:
    """Commit the office's files in a repository of its own; return it.

    They are a roster with keys and everybody's number on the forge, the forge's address, and a
    small site that is served at `url`. `forge` begins the line in `pipeline.yml`, `tenures` are
    more lines of the roster.
    """
    source = it.root / "source"
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
    kind = forge.partition(",")[0].removeprefix("kind: ")
    (review / "officials.yml").write_text(_roster(it.root / "keys", kind, tenures, numbers))
    settings = (review / "pipeline.yml").read_text()
    settings = re.sub(r"(?m)^  path:.*$", "  path: ../../public", settings)
    settings = re.sub(r"(?m)^  url:.*$", f"  url: {url}", settings)
    settings = re.sub(r"(?m)^evidence_store:.*\n", "", settings)
    line = f"forge: {{{forge}, repository: {REPOSITORY}}}\n"
    (review / "pipeline.yml").write_text(settings + line)
    for words in (("init", "--quiet", "--initial-branch=main"), ("add", "."),
                  ("-c", "user.name=Admin", "-c", "user.email=admin@bkd.contoh.example",
                   "commit", "--quiet", "-m", "the office's files")):  # fmt: skip
        it.world.must(source, "git", *words)
    return source


def seated(it: HostedWorld) -> None:
    """Make the program's clone, with its key and the training clock."""
    folder = it.clone(BOT)
    for key, value in {
        "gpg.format": "ssh",
        "user.signingkey": str(it.root / "keys" / f"{BOT}.pub"),
        "paraf.clock": str(it.root / "clock"),
    }.items():
        it.world.must(folder, "git", "config", key, value)


def _roster(keys: Path, kind: str, tenures: str, numbers: Mapping[str, int]) -> str:
    signing = {one: [(keys / f"{one}.pub").read_text().strip()] for one in (BOT, "admin")}
    roster = with_keys((REVIEW / "officials.yml").read_text(), "officials.yml", signing)
    roster = roster.replace("tenures:\n", f"tenures:\n{tenures}")
    for name, number in numbers.items():
        roster = roster.replace(f"  - id: {name}\n", f"  - id: {name}\n    {kind}: {number}\n")
    return roster
