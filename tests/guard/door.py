"""Pushes as an attacker would make them, put to the gate without git's round trip.

Objects are written into the bare repository as a push's would lie there in quarantine; no
reference moves. So offices are shared: `door(step)` is made once a session. A whole push, with
git's own client and hook, is in `test_push.py`.
"""

import atexit
import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from office_world import BOT, CASE, PENGELOLA, OfficeWorld, alone, office_world
from paraf.core.case import Deed, Event, Line
from paraf.forge.git import Git
from paraf.forge.lines import EMPTY_TREE, HEADS, LEDGER, message_of
from paraf.forge.local import LocalForge
from paraf.pipeline.guard import refusal
from paraf.pipeline.guard_push import NONE, Push, Update
from paraf.pipeline.rulebook import at, load
from paraf.records import ledger

LEDGERS = f"refs/heads/{LEDGER}"
MAIN = "refs/heads/main"
DRAFT, REPORT, ARCHIVED = (
    f"refs/heads/draft/{CASE}",
    f"refs/heads/report/{CASE}",
    f"refs/tags/archive/{CASE}",
)
BOOK = LEDGERS + CASE


@cache
def door(step: int) -> "Door":
    """Return the door of an office whose case stands at a step; shared, so no reference moves."""
    folder = Path(tempfile.mkdtemp(prefix="paraf-door-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    office = office_world(folder)
    if step:
        office.case_at(step)
    office.later(1)
    office.case = CASE
    return Door(office, alone(office.bare))


@dataclass
class Door:
    """The gate of an office, with means to write what a push would bring."""

    office: OfficeWorld
    git: Git

    def ref(self, name: str) -> str:
        """Return where a reference stands, or the null id."""
        return self.git.ref(name) or NONE

    def ask(self, pushed: dict[str, str], now: datetime | None = None) -> str:
        """Return why a push would be refused; an empty sentence if it would not."""
        base = self.ref(MAIN)
        updates = {ref: Update(self.ref(ref), new, ref) for ref, new in pushed.items()}
        book = load(at(self.git, base))
        forge = LocalForge(self.git, ledger)
        why = refusal(Push(self.git, forge, book, base, now or self.office.now, updates))
        return str(why) if why else ""

    def commit(
        self, tree: str, parents: list[str], message: str = "text\n", *,
        by: str = PENGELOLA, key: str = "", signed: bool = True, date: str = "",
    ) -> str:  # fmt: skip
        """Write a commit in somebody's name, signed with their key or with another's."""
        who = by if "@" in by else f"{by}@bkd.contoh.example"
        pub = self.office.root / "keys" / f"{key or by}.pub"
        options = ("-c", f"user.name={by}", "-c", f"user.email={who}", "-c", "gpg.format=ssh",
                   "-c", f"user.signingkey={pub}")  # fmt: skip
        stamp = date or f"{int(self.office.now.timestamp())} +0000"
        above = [word for one in parents for word in ("-p", one)]
        out = self.git.run(*options, "commit-tree", *(["-S"] if signed else []), tree, *above,
                           stdin=message.encode("utf-8", "surrogateescape"),
                           env={"GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp})  # fmt: skip
        return out.decode().strip()

    def event(
        self, by: str, deed: Deed, *, after: str = "", case: str = CASE, key: str = "",
        actor: str = "", seq: int = 0, prev: str = "", minutes: float = 0, tree: str = EMPTY_TREE,
        beside: str = "", signed: bool = True, line: str = "", message: str = "",
    ) -> str:  # fmt: skip
        """Write an event, honest unless something is asked for otherwise; return its commit.

        `after` is the event before it (the ledger's tip); `beside` a second parent.
        """
        tip = after or self.ref(LEDGERS + case)
        earlier = LocalForge(self.git, ledger).chain(tip) if tip != NONE else []
        digest = ledger.digest(earlier[-1].text) if earlier else None
        moment = self.office.now + timedelta(minutes=minutes)
        who = self.office.account(actor or by)
        event = Event(seq or len(earlier) + 1, moment, who, deed)
        text = line or ledger.encode(Line(case, prev or digest, event))
        parents = [one for one in (tip, beside) if one not in ("", NONE)]
        said = message or message_of(case, event, text)
        stamp = f"{int(moment.timestamp())} +0000"
        return self.commit(tree, parents, said, by=by, key=key, signed=signed, date=stamp)

    def tree(self, base: str, put: dict[str, str], *drop: str) -> str:
        """Return a tree with some files put in or dropped."""
        return self.git.tree_with(base, {path: text.encode() for path, text in put.items()}, drop)

    def odd_tree(self, base: str, mode: str, path: str, oid: str) -> str:
        """Return a tree with one entry of an odd mode."""
        with tempfile.TemporaryDirectory() as scratch:
            env = {"GIT_INDEX_FILE": str(Path(scratch) / "index")}
            self.git.run("read-tree", base, env=env)
            entry = f"{mode},{oid},{path}"
            self.git.run("update-index", "--add", "--cacheinfo", entry, env=env)
            return self.git.run("write-tree", env=env).decode().strip()

    def blob(self, text: str) -> str:
        """Write a file's content."""
        return self.git.run("hash-object", "-w", "--stdin", stdin=text.encode()).decode().strip()

    def tip(self, name: str) -> str:
        """Return where a branch stands."""
        return self.ref(HEADS + name)

    def merge(self, tree: str = "", base: str = "", head: str = "", **more: str) -> str:
        """Write a merge as the program makes it, or one with another tree or other parents."""
        base, head = base or self.ref(MAIN), head or self.ref(DRAFT)
        clean = tree or self.git.clean_merge(base, head) or ""
        return self.commit(clean, [base, head], "merge\n", by=more.get("by", BOT))
