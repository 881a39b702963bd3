"""A small real office to test in: a bare repository with the gate at its door, a desk each.

    office = office_world(tmp_path)         # about a tenth of a second: copied from one made once
    case = office.case_at(3)                # a case that waits at step 3 (the Kabid's paraf)
    office.reads("dahlia")                                # nobody marks what they have not seen
    office.run("dahlia", "review", case, "--approve")     # the real command, through the real gate
    office.git("melati", "push", "origin", "HEAD:main")   # real git, at a person's desk

The people are those of `review/officials.yml`: melati (pengelola), cendana (kasubid), dahlia (Plt.
kabid), gaharu (kepala), kenanga (was kabid until September), paraf (the program), admin. Everybody
has a key and a clone. The clock stands at Monday, 16 November 2026, 07.40 WIB; `later` moves it.
"""

import atexit
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path

import small_office
from paraf.cli.clock import clock
from paraf.cli.world import Ran, World
from paraf.core.case import Archived, Assigned, Deed, Merged, Moved, Opened, Opinion, Reviewed
from paraf.core.evidence import Evidence, Release
from paraf.core.office import Account, Key, Office, Person
from paraf.core.words import english
from paraf.forge.authorship import authorship
from paraf.forge.git import Git
from paraf.forge.lines import MAIN, branch
from paraf.forge.local import LocalForge
from paraf.inspection.evidence.record import as_json
from paraf.pipeline.desk import Desk, judged
from paraf.pipeline.dossier import open_report
from paraf.pipeline.listing import change_digest, dossier
from paraf.pipeline.publish import Published
from paraf.pipeline.rulebook import Rulebook, at, load
from paraf.pipeline.setup import Wanted, setup_local
from paraf.records import ledger
from paraf.site import manifest as manifests
from warm import commands

MONDAY = datetime(2026, 11, 16, 7, 40, tzinfo=timezone(timedelta(hours=7)))
REVIEW = Path(__file__).parents[1] / "review"
CASE = "20261116-jadwal-seleksi"
TITLE = "Jadwal seleksi"
PAGE = "content/pengumuman/jadwal-seleksi.md"
PENGELOLA, KASUBID, KABID, KEPALA, BOT, ADMIN = (
    "melati", "cendana", "dahlia", "gaharu", "paraf", "admin",
)  # fmt: skip
AROUND = "git -c core.hooksPath=/dev/null receive-pack"
"""Moves references without the gate, as somebody with a shell on the server could."""


@dataclass
class OfficeWorld:
    """The office in its folder; `world.office` is the bare repository, `case` the case made."""

    root: Path
    case: str = ""
    bot: str = BOT
    installed: bool = False
    """Whether its gate is the very hook that `paraf setup` writes (see `warm/commands.py`)."""
    browser: Path | None = None
    """The browser of everybody here; None: each command looks for one."""

    @property
    def world(self) -> World:
        """The folders and commands, as the demo has them."""
        return World(self.root, "en")

    @property
    def bare(self) -> Path:
        """The office's repository."""
        return self.world.office

    @property
    def now(self) -> datetime:
        """What the training clock shows."""
        return datetime.fromisoformat((self.root / "clock").read_text()).astimezone(UTC)

    def later(self, minutes: float) -> datetime:
        """Let time pass (or, with a negative number, turn the clock back)."""
        at = self.now + timedelta(minutes=minutes)
        self.world.set_clock(at)
        return at

    def folder(self, person: str) -> Path:
        """Return a person's clone."""
        return self.world.desk(person)

    def run(self, person: str, *words: str | Path, **settings: str) -> Ran:
        """Run a `paraf` command at a person's desk: `.code` and everything it printed, `.out`.

        `settings` are of its environment.
        """
        return self.start(person, *words, **settings).wait()

    def start(
        self, person: str, *words: str | Path, program: str | Path = "", **settings: str
    ) -> commands.Running:
        """Start a `paraf` command, or a program of Python, that others may run beside."""
        known = {"PARAF_CHROMIUM": str(self.browser)} if self.browser else {}
        # What is found shall not depend on the dictionary that a machine may have.
        known["PARAF_DICTIONARIES"] = ""
        environment = {**self.world.environment, **known, **settings}
        where = self.folder(person)
        return commands.start(words, where=where, environment=environment, program=program)

    def git(self, person: str, *words: str | Path) -> Ran:
        """Run a git command at a person's desk, away from the machine's own git settings."""
        return self.world.run(self.folder(person), ["git", *words])

    def desk(self, person: str) -> Desk:
        """Return a person's desk for jobs called in this process, freshly fetched."""
        git = alone(self.folder(person))
        forge = LocalForge(git, ledger)
        forge.refresh()
        return Desk(git, forge, clock(git), english, small_office.quiet, self.browser)

    def door(self) -> LocalForge:
        """Return the bare repository, seen from inside."""
        return LocalForge(alone(self.bare), ledger)

    def book(self) -> Rulebook:
        """Return the rules in force."""
        return self.desk(BOT).rulebook()

    def account(self, person: str) -> Account:
        """Return a person's account: the fingerprint of their key."""
        return Account("local", self.key(person).fingerprint)

    def key(self, person: str) -> Key:
        """Return a person's public key."""
        return Key((self.root / "keys" / f"{person}.pub").read_text())

    def reads(self, person: str, case: str = "") -> None:
        """Show a person what is under review: only then may they mark it."""
        ran = self.run(person, "review", case or self.case)
        assert ran.code == 0, ran.out

    def tell(
        self,
        person: str,
        *deeds: Deed,
        case: str = "",
        minutes: float = 1,
        **more: Mapping[str, str],
    ) -> None:
        """Record deeds in a person's name without asking the gate (it is asked in its own tests).

        `more` are `branches` and `tags`, as `LocalForge.tell` takes them.
        """
        at = self.later(minutes)
        desk = self.desk(person)
        with around(desk.git):
            desk.forge.tell(case or self.case, deeds, at=at, **more)

    def settle(self, key: str, value: str) -> str:
        """Set `path` or `url` of the target by an administrator's commit; return the commit.

        The path is `../../public` otherwise, which a command at any desk takes for `world.public`.
        """
        desk, path = self.desk(ADMIN), "review/pipeline.yml"
        base = desk.forge.base()
        text = (desk.git.read(base, path) or b"").decode()
        put = re.sub(rf"(?m)^  {key}:.*$", f"  {key}: {value}", text).encode()
        tree = desk.git.tree_with(base, {path: put})
        commit = desk.git.commit(tree, [base], "settings\n", moment=_stamp(self))
        with around(desk.git):
            desk.forge.push({"refs/heads/main": commit})
        return commit

    def case_at(self, step: int) -> str:
        """Bring a case of the flagship to `step` and return its id; only in a fresh office.

        1: opened, its draft lies at melati's desk · 2–4: waits for that step · 5: every mark is
        there, `paraf reconcile` would merge and publish · 6–10: published, the report waits for
        that step · 11: the report would be merged · 12: it would be archived · 13: archived.

        Nothing is built or published for it: release and inspection are made up. Each step is
        made once a session and copied from then on.
        """
        assert not self.case, "this office has its case already"
        self._place(_made(step))
        self.case = CASE
        return CASE

    def _place(self, made: Path) -> None:
        place(made, self.root)
        if self.installed:
            setup_local(alone(self.bare), Wanted(self.bare, {}), MONDAY)


def office_world(folder: Path, *, installed: bool = False) -> OfficeWorld:
    """Make an office below `folder`, with nothing under way in it."""
    office = OfficeWorld(folder / "office", installed=installed)
    office._place(_made(0))
    return office


def alone(folder: Path) -> Git:
    """Return a repository, away from the machine's own git settings."""
    git = Git(folder)
    git.repo.git.update_environment(GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_NOSYSTEM="1")
    return git


class around:
    """Let a clone push past the gate for as long as the block runs."""

    def __init__(self, git: Git) -> None:
        """Take the clone."""
        self.git = git

    def __enter__(self) -> None:
        """Name another program at the far end."""
        self.git.run("config", "remote.origin.receivepack", AROUND)

    def __exit__(self, *_: object) -> None:
        """Put the gate back."""
        self.git.run("config", "--unset", "remote.origin.receivepack")


def place(made: Path, root: Path) -> None:
    """Copy a made office to `root`, in the place of what is there."""
    if root.exists():
        shutil.rmtree(root)
    shutil.copytree(made, root, symlinks=True)
    settings = [root / "office.git" / "config", *root.glob("desks/*/.git/config")]
    for file in settings:
        file.write_text(file.read_text().replace(str(made), str(root)))


def _stamp(office: OfficeWorld) -> int:
    return int(office.now.timestamp())


@cache
def _made(step: int) -> Path:
    """Return the office with its case at a step, each made once a session."""
    root = Path(tempfile.mkdtemp(prefix="paraf-office-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    if step == 0:
        set_up(root)
        return root
    place(_made(step - 1), root)
    ACTS[step - 1](OfficeWorld(root, CASE))
    for git in map(alone, sorted((root / "desks").iterdir())):
        LocalForge(git, ledger).refresh()
    return root


PEOPLE = (PENGELOLA, KASUBID, KABID, KEPALA, "kenanga", BOT, ADMIN)
"""Who has a key and a desk."""


BRIEFLY = "inspection: {devices: [desktop], themes: [light], around: 0, external: false}\n"
"""One picture of a case's pages alone: most offices here publish for something else's sake."""


def set_up(
    root: Path,
    people: Sequence[str] = PEOPLE,
    sops: Sequence[str] = ("update-website",),
    store: str | None = None,
) -> None:
    """Make the office's repository with its gate and a desk for each of some people."""
    world = World(root, "en")
    world.set_clock(MONDAY)
    source = root / "source"
    small_office.write(source, [
        small_office.page("index.md", "Beranda", "# Beranda\n\nSelamat datang.\n"),
        small_office.page("pengumuman/index.md", "Pengumuman",
                          "# Pengumuman\n\n<!-- paraf:list pengumuman -->\n"),
    ])  # fmt: skip
    for name in ("officials.yml", "pipeline.yml", "rules.yml", *(f"sop/{one}.yml" for one in sops)):
        (source / "review" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(REVIEW / name, source / "review" / name)
    settings = source / "review" / "pipeline.yml"
    text = re.sub(r"(?m)^  path:.*$", "  path: ../../public", settings.read_text())
    text = re.sub(r"(?m)^evidence_store:.*\n", "", text)
    kept = f"evidence_store: {{path: {store}}}\n" if store else ""
    settings.write_text(text + kept)
    rules = source / "review" / "rules.yml"
    rules.write_text(rules.read_text() + BRIEFLY)
    world.make_keys(people)
    world.must(source, "git", "init", "--quiet", "--initial-branch=main")
    world.must(source, "git", "add", ".")
    who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
    world.must(source, "git", *who, "commit", "--quiet", "-m", "the office's files")
    keys = {one: [(root / "keys" / f"{one}.pub").read_text().strip()] for one in people}
    wanted = Wanted(world.office, keys, language="en", clock=root / "clock")
    setup_local(alone(source), wanted, MONDAY)
    office = OfficeWorld(root)
    for one in (one for one in _everybody(office.door().git) if one.keys):
        world.open_desk(one.id, one.name, one.emails[0])
        shutil.rmtree(world.desk(one.id) / ".git" / "hooks")
    for sample in (world.office / "hooks").glob("*.sample"):
        sample.unlink()
    (world.office / "hooks" / "pre-receive").write_text(commands.hook())
    shutil.rmtree(source)


def _everybody(git: Git) -> tuple[Person, ...]:
    book: Office = load(at(git, "refs/heads/main")).office
    return (*book.persons, *book.bots, *book.administrators)


def _open(office: OfficeWorld) -> None:
    now = office.now
    office.tell(PENGELOLA, Opened("update-website", TITLE, now), minutes=1)
    desk = office.folder(PENGELOLA)
    office.world.must(
        desk, "git", "switch", "--quiet", "--no-track", "-c", f"draft/{CASE}", "origin/main"
    )
    page = small_office.page("pengumuman/jadwal-seleksi.md", TITLE,
                             "# Jadwal seleksi\n\nSeleksi 1 Desember.\n")  # fmt: skip
    files = {
        PAGE: small_office.source(page),
        f"drafts/{CASE}/case.yml": (
            f"version: 1\nid: {CASE}\nsop: update-website\ntitle: {TITLE}\n"
            f"information_class: berkala\npages: [{PAGE}]\ndownloads: []\n"
            "opened: 2026-11-16T07:41:00+07:00\n"
        ),
    }
    for path, text in files.items():
        (desk / path).parent.mkdir(parents=True, exist_ok=True)
        (desk / path).write_text(text)


def _hand_in(office: OfficeWorld) -> None:
    desk = office.desk(PENGELOLA)
    head = desk.git.commit(
        desk.git.working_tree(),
        [desk.git.text("rev-parse", "HEAD")],
        f"{CASE}\n",
        moment=_stamp(office),
    )
    desk.git.run("update-ref", f"refs/heads/draft/{CASE}", head)
    desk.git.run("reset", "--quiet")
    moved = moved_to(office, "manuscript", head)
    office.tell(PENGELOLA, moved, minutes=30, branches={f"draft/{CASE}": head})


def moved_to(office: OfficeWorld, change: str, head: str, who: str = PENGELOLA) -> Moved:
    """Return what an honest hand-in of `head`, made at the desk of `who`, tells."""
    desk = office.desk(who)
    book, base = desk.rulebook(), desk.forge.base()
    folder = dossier(desk.forge.case(office.case), book.office)
    people = authorship(desk.git, base, head, book.office).contributors
    return Moved(change, head, change_digest(desk.git, base, head, change, folder), people)


def approval(office: OfficeWorld, change: str) -> Reviewed:
    """Return the approval of a change as it stands."""
    head = office.door().tip(branch(change, office.case))
    return Reviewed(change, Opinion.APPROVE, head)


def _approves(who: str, change: str) -> Callable[[OfficeWorld], None]:
    return lambda office: office.tell(who, approval(office, change), minutes=10)


def _assigns(who: str, to: str) -> Callable[[OfficeWorld], None]:
    return lambda office: office.tell(who, Assigned(office.account(to)), minutes=2)


def merge_of(office: OfficeWorld, change: str) -> tuple[str, str]:
    """Make at the bot's desk the commit that merges a change as it stands; return head, commit."""
    desk = office.desk(BOT)
    head, base = desk.forge.tip(branch(change, office.case)) or "", desk.forge.base()
    tree = desk.git.clean_merge(base, head) or ""
    return head, desk.git.commit(tree, [base, head], f"merge {change}\n", moment=_stamp(office))


def merge(office: OfficeWorld, change: str) -> None:
    """Merge a change as the program does."""
    head, commit = merge_of(office, change)
    office.tell(BOT, Merged(change, head, commit), minutes=1, branches={MAIN: commit})


def _publish(office: OfficeWorld) -> None:
    """Merge the manuscript and open a real report on a made-up release and inspection."""
    merge(office, "manuscript")
    office.later(5)
    desk = office.desk(BOT)
    book = desk.rulebook()
    site = manifests.manifest({})
    release = Release(site.digest, 2, desk.forge.base())
    seen = Evidence("https://bkd.contoh.example/", release.digest, 0, 0, (), ())
    done = Published(release, manifests.as_json(site), seen, {"inspection.json": as_json(seen)})
    with around(desk.git):
        open_report(desk, book, judged(desk, CASE, book), done, 5)


def archive_of(office: OfficeWorld) -> str:
    """Make at the bot's desk the commit that archives the case: one file; return it."""
    desk = office.desk(BOT)
    base = desk.forge.base()
    folder = dossier(desk.forge.case(office.case), desk.rulebook().office)
    tree = desk.git.tree_with(base, {f"{folder}/bagit.txt": b"BagIt-Version: 1.0\n"})
    return desk.git.commit(tree, [base], f"archive: {office.case}\n", moment=_stamp(office))


def _archive(office: OfficeWorld) -> None:
    commit = archive_of(office)
    git = alone(office.folder(BOT))
    tag = git.tag(f"archive/{CASE}", commit, TITLE, moment=_stamp(office))
    gone = {f"draft/{CASE}": "", f"report/{CASE}": ""}
    office.tell(BOT, Archived(commit), minutes=10, branches={MAIN: commit, **gone},
                tags={f"archive/{CASE}": tag})  # fmt: skip


ACTS: tuple[Callable[[OfficeWorld], None], ...] = (
    _open,
    _hand_in,
    _approves(KASUBID, "manuscript"),
    _approves(KABID, "manuscript"),
    _assigns(KASUBID, PENGELOLA),
    _publish,
    _approves(KASUBID, "report"),
    _approves(KABID, "report"),
    _approves(KEPALA, "report"),
    _assigns(KABID, KASUBID),
    _assigns(KASUBID, PENGELOLA),
    lambda office: merge(office, "report"),
    _archive,
)
