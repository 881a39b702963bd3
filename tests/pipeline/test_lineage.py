"""What is published came by the gate: each commit is judged by the rules before it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from office_world import (
    ADMIN,
    BOT,
    CASE,
    KASUBID,
    PENGELOLA,
    TITLE,
    OfficeWorld,
    around,
    merge,
    merge_of,
    office_world,
)
from paraf.core.case import Deed, Merged, Opened, Reminded
from paraf.core.words import english
from paraf.forge.git import Git
from paraf.forge.hosted import HostedForge
from paraf.forge.lines import MAIN
from paraf.pipeline.desk import Desk
from paraf.pipeline.lineage import prove
from paraf.pipeline.rulebook import OFFICIALS, PIPELINE, RULES
from paraf.ports import ForgeFault, RecordFault
from paraf.records import ledger

HERE = f"refs/remotes/origin/{MAIN}"
NOTE = {"review/catatan.txt": "x\n"}
NEWCOMERS = ("randu", "siwalan")
"""They have keys, and nobody has entered them."""


class Counted(Git):
    """A repository that keeps which git commands were run in it."""

    def run(self, *command: str, **more: object) -> bytes:  # type: ignore[override]
        ran.append(next(word for word in command if word != "-c" and "=" not in word))
        return super().run(*command, **more)  # type: ignore[arg-type]


ran: list[str] = []


class Branch:
    """The published branch at the program's desk, which grows there by whoever signs."""

    def __init__(self, office: OfficeWorld) -> None:
        self.office = office
        for one in NEWCOMERS:
            office.world.must(office.root / "keys", "ssh-keygen", "-q", "-t", "ed25519", "-N", "",
                              "-C", one, "-f", office.root / "keys" / one)  # fmt: skip
        self.desk = office.desk(BOT)
        self.live = self.tip

    @property
    def tip(self) -> str:
        return self.desk.forge.base()

    def text(self, path: str) -> str:
        return (self.desk.git.read(self.tip, path) or b"").decode()

    def key(self, who: str) -> str:
        return self.office.key(who).public.strip()

    def commit(
        self,
        by: str,
        put: Mapping[str, str],
        *parents: str,
        at: datetime | None = None,
        drop: tuple[str, ...] = (),
    ) -> str:
        """Put a commit that somebody signs at the branch's tip, around whatever door there is."""
        git, above = self.desk.git, parents or (self.tip,)
        files = {path: text.encode() for path, text in put.items()}
        tree = git.tree_with(above[0], files, drop)
        moment = int((at or self.office.now).timestamp())
        with self.signing(by):
            commit = git.commit(tree, above, "perubahan\n", moment=moment)
        self.move(commit)
        return commit

    @contextmanager
    def signing(self, who: str) -> Iterator[None]:
        """Let the program's desk sign with somebody's key for as long as the block runs."""
        keys = self.office.root / "keys"
        self.desk.git.run("config", "user.signingkey", str(keys / f"{who}.pub"))
        yield
        self.desk.git.run("config", "user.signingkey", str(keys / f"{BOT}.pub"))

    def move(self, commit: str) -> None:
        self.desk.git.run("update-ref", HERE, commit)

    def with_admin(self, who: str) -> dict[str, str]:
        """Return the roster with one administrator more."""
        return {
            OFFICIALS: f"{self.text(OFFICIALS).rstrip()}\n  - id: {who}\n    name: {who.title()}\n"
            f'    emails: [{who}@bkd.contoh.example]\n    ssh_keys: ["{self.key(who)}"]\n'
        }

    def with_key(self, old: str, new: str) -> dict[str, str]:
        """Return the roster with one key in the place of another."""
        return {OFFICIALS: self.text(OFFICIALS).replace(self.key(old), self.key(new))}

    def without(self, who: str) -> dict[str, str]:
        """Return the roster with the key of somebody withdrawn as of this Monday."""
        key = self.key(who)
        retired = f'[]\n    retired_keys: [{{key: "{key}", until: 2026-11-16}}]'
        return {OFFICIALS: self.text(OFFICIALS).replace(f'["{key}"]', retired)}

    def prove(self, since: str | None, desk: Desk | None = None) -> None:
        prove(desk or self.desk, self.desk.rulebook(), since)

    def refused(self, since: str | None) -> str:
        with pytest.raises(ForgeFault) as fault:
            self.prove(since)
        return english(fault.value.what)


@pytest.fixture
def it(tmp_path: Path) -> Branch:
    return Branch(office_world(tmp_path))


def both(it: Branch) -> tuple[str | None, str | None]:
    """Return the two ways to begin: at what is live, and where nothing is."""
    return it.live, None


def test_whom_an_administrator_enters_is_one_from_the_next_commit_on(it: Branch) -> None:
    it.commit(ADMIN, it.with_admin("randu"))
    it.commit("randu", NOTE)
    it.commit("randu", it.with_admin("siwalan"))
    it.commit("siwalan", {PIPELINE: it.text(PIPELINE) + "# diperiksa\n"})
    for since in both(it):
        it.prove(since)


@pytest.mark.parametrize("more", [(), ("randu",), (ADMIN,)])
def test_nobody_makes_themself_administrator(it: Branch, more: tuple[str, ...]) -> None:
    commit = it.commit("randu", it.with_admin("randu"))
    for who in more:
        it.commit(who, {f"review/{who}.txt": "x\n"})
    for since in both(it):
        assert f"{commit[:12]} reached the published branch around" in it.refused(since)


@pytest.mark.parametrize("who", [PENGELOLA, KASUBID, BOT])
def test_nobody_but_an_administrator_makes_administrators(it: Branch, who: str) -> None:
    commit = it.commit(who, it.with_admin("randu"))
    assert commit[:12] in it.refused(it.live)


@pytest.mark.parametrize("path", ["content/index.md", "Content/index.md", "drafts/x/case.yml"])
def test_an_administrator_publishes_no_page(it: Branch, path: str) -> None:
    commit = it.commit(ADMIN, {path: "# Palsu\n"})
    assert commit[:12] in it.refused(it.live)


def test_a_former_administrator_is_none_any_more(it: Branch) -> None:
    it.commit(ADMIN, it.with_key(ADMIN, "randu"))
    it.prove(it.live)
    commit = it.commit(ADMIN, NOTE)
    for since in both(it):
        assert commit[:12] in it.refused(since)


def test_a_withdrawn_key_proves_nothing_however_far_back_it_dates_its_work(it: Branch) -> None:
    it.commit(ADMIN, it.with_admin("randu"))
    it.commit("randu", it.without(ADMIN))
    # What it signed before stays: the rules before those commits still had it.
    for since in both(it):
        it.prove(since)
    commit = it.commit(ADMIN, NOTE, at=datetime.fromisoformat("2026-11-13T09:00:00+07:00"))
    for since in both(it):
        assert commit[:12] in it.refused(since)


def test_what_the_program_merged_stays_proved_when_its_key_is_replaced(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    office.case_at(5)
    merge(office, "manuscript")
    it = Branch(office)
    it.commit(ADMIN, it.with_key(BOT, "randu"))
    it.prove(it.desk.git.resolve(f"{it.live}^1"))
    it.prove(None)


def test_a_merge_by_a_key_that_became_the_programs_only_later_is_refused(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    office.case_at(5)
    live, (head, _) = office.desk(BOT).forge.base(), merge_of(office, "manuscript")
    it = Branch(office)
    tree = it.desk.git.clean_merge(live, head) or ""
    with it.signing("randu"):
        stamp = int(office.now.timestamp())
        commit = it.desk.git.commit(tree, [live, head], "merge\n", moment=stamp)
    office.tell(BOT, Merged("manuscript", head, commit), branches={MAIN: commit})
    it.desk = office.desk(BOT)
    it.commit(ADMIN, it.with_key(BOT, "randu"))
    assert commit[:12] in it.refused(live)


def test_no_merge_changes_the_rules(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    office.case_at(5)
    it = Branch(office)
    head = it.desk.git.resolve(f"refs/remotes/origin/draft/{CASE}") or ""
    commit = it.commit(BOT, it.with_admin("randu"), it.live, head)
    office.tell(BOT, Merged("manuscript", head, commit), branches={MAIN: commit})
    it.desk = office.desk(BOT)
    assert it.tip == commit
    assert commit[:12] in it.refused(it.live)


class Hosted(Branch):
    """The branch on a forge that merges by itself: nobody signs that, a ledger tells of it."""

    def merge(self, put: Mapping[str, str], by: str = BOT) -> str:
        """Merge something, and tell of it in somebody's name; return the commit."""
        git, now = self.desk.git, self.office.now
        tree = git.tree_with(self.live, {path: text.encode() for path, text in put.items()})
        who = ("-c", "user.name=Forge", "-c", "user.email=forge@forge.example")
        made = git.run(*who, "commit-tree", "-p", self.live, tree, stdin=b"merge\n")
        commit = made.decode().strip()
        opened = Opened("update-website", TITLE, now)
        self.office.tell(BOT, opened, case=CASE, branches={MAIN: commit})
        self.tell(by, Merged("manuscript", commit, commit))
        assert self.tip == commit
        return commit

    def tell(self, by: str, deed: Deed) -> None:
        """Record a deed at the program's desk, by the key of somebody."""
        with self.signing(by):
            self.office.tell(BOT, deed, case=CASE)

    def prove(self, since: str | None, desk: Desk | None = None) -> None:
        super().prove(since, desk or replace(self.desk, forge=HostedForge(self.desk.git, ledger)))


def test_a_merge_that_a_hosted_forge_made_is_proved_by_the_programs_ledger(tmp_path: Path) -> None:
    it = Hosted(office_world(tmp_path))
    commit = it.merge({"content/baru.md": "# Baru\n"})
    for since in both(it):
        it.prove(since)
    with pytest.raises(ForgeFault):
        # The embedded forge makes no such merges.
        it.prove(it.live, it.desk)
    # A key that is the program's only since then may sign what the ledger tells next.
    two = f'{it.key(BOT)}", "{it.key("randu")}'
    entered = it.commit(ADMIN, {OFFICIALS: it.text(OFFICIALS).replace(it.key(BOT), two)})
    with around(it.desk.git):
        it.desk.forge.push({f"refs/heads/{MAIN}": entered})
    it.tell("randu", Reminded(2, it.office.now))
    for since in both(it):
        it.prove(since)
    it.tell("siwalan", Reminded(2, it.office.now))
    assert commit[:12] in it.refused(it.live)


def test_a_merge_of_which_somebody_else_tells_is_refused_on_a_hosted_forge(tmp_path: Path) -> None:
    it = Hosted(office_world(tmp_path))
    commit = it.merge({"content/baru.md": "# Baru\n"}, by=PENGELOLA)
    assert commit[:12] in it.refused(it.live)


def test_no_merge_of_a_hosted_forge_changes_the_rules(tmp_path: Path) -> None:
    it = Hosted(office_world(tmp_path))
    commit = it.merge(it.with_admin("randu"))
    assert commit[:12] in it.refused(it.live)


def test_a_branch_that_does_not_come_from_what_is_live_is_refused(it: Branch) -> None:
    git, stamp = it.desk.git, int(it.office.now.timestamp())
    mine = git.tree_with(it.live, {p: t.encode() for p, t in it.with_key(ADMIN, "randu").items()})
    # A history of somebody's own, alone and with ours as the second parent of its merge.
    own = git.found(mine, "awal\n", moment=stamp, name="Randu", mail="randu@luar.example")
    it.move(own)
    assert f"does not come from commit {it.live[:12]}" in it.refused(it.live)
    it.commit("randu", NOTE, own, it.live)
    assert "does not come from" in it.refused(it.live)
    # And what is live may have been lost altogether.
    assert "does not come from commit 111111111111" in it.refused("1" * 40)


def test_rules_that_cannot_be_read_leave_the_last_ones_in_force(it: Branch) -> None:
    roster = it.with_admin("siwalan")
    it.commit(ADMIN, {**it.with_admin("randu"), RULES: "version: [\n"})
    spoilt = it.tip
    it.commit(ADMIN, roster | {RULES: (it.desk.git.read(it.live, RULES) or b"").decode()})
    it.commit("siwalan", NOTE)
    for since in both(it):
        it.prove(since)
    with pytest.raises(RecordFault):
        it.prove(spoilt)
    it.move(spoilt)
    commit = it.commit(
        "randu", roster | {RULES: (it.desk.git.read(it.live, RULES) or b"").decode()}
    )
    assert commit[:12] in it.refused(it.live)


def test_a_branch_that_began_without_rules_is_proved_by_the_first_it_has(it: Branch) -> None:
    git, stamp = it.desk.git, int(it.office.now.timestamp())
    bare = git.tree_with(it.live, {}, ("review",))
    paths = [blob.path for blob in git.blobs(it.live, "review")]
    review = {path: (git.read(it.live, path) or b"").decode() for path in paths}
    begun = git.found(bare, "awal\n", moment=stamp, name="Admin", mail="admin@bkd.contoh.example")
    it.move(begun)
    it.commit(ADMIN, NOTE)
    it.commit(ADMIN, review)
    it.prove(None)
    it.move(begun)
    commit = it.commit("randu", review)
    assert commit[:12] in it.refused(None)


def test_nobody_judges_by_rules_that_were_not_proved(it: Branch) -> None:
    old = it.desk.rulebook()
    it.commit(ADMIN, it.with_admin("randu"))
    with pytest.raises(ForgeFault) as fault:
        prove(it.desk, old, it.live)
    assert "changed in the meantime" in english(fault.value.what)


def test_signatures_are_looked_at_once_for_each_roster(it: Branch) -> None:
    counted = replace(it.desk, git=Counted(it.desk.git.folder))
    for _ in range(2):
        # The second time nothing of the rules has to be read again.
        ran.clear()
        it.prove(it.live, counted)
    assert ran == ["rev-parse", "rev-list", "cat-file"]
    for i in range(4):
        it.commit(ADMIN, {f"review/{i}.txt": "x\n"})
    it.commit(ADMIN, {RULES: it.text(RULES) + "# sama\n"})
    it.commit(ADMIN, it.with_admin("randu"))
    for i in range(4):
        it.commit("randu", {f"review/{i}.txt": "y\n"})
    for _ in range(2):
        ran.clear()
        it.prove(it.live, counted)
    assert ran.count("log") == 2
    assert ran.count("rev-list") == ran.count("cat-file") == 1
    # What an administrator's commit touches is looked at in each, nothing else is.
    assert len(ran) == 3 + 2 + 2 * 10
