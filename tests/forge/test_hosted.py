"""What pull requests are to the cases, seen through a small stand-in for a forge's API."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from office_world import alone
from paraf.cli.world import World
from paraf.core.case import Moved, Opened, Proof
from paraf.core.observed import Pull
from paraf.core.office import Account
from paraf.core.words import T
from paraf.forge.answer import Answer, AnswerFault
from paraf.forge.git import Git
from paraf.forge.hosted import MANUSCRIPT, HostedForge
from paraf.forge.lines import Told
from paraf.forge.refusals import Asked, Refused, whole_or_broken
from paraf.ports import Api, Broken, ForgeFault
from paraf.records import ledger

AT = datetime(2026, 11, 16, 1, tzinfo=UTC)
MELATI = Account("gitea", "7")
ONE, TWO = "20261116-satu", "20261116-dua"
NOT_UNDERSTOOD = AnswerFault("GET /timeline", T("is too large"))


@dataclass
class Shown:
    """The forge's API as far as looking goes; `counted` are the looks at single ones."""

    pulls_: list[Pull | Broken] = field(default_factory=list)
    counted: list[int] = field(default_factory=list)

    def pulls(self) -> tuple[Pull | Broken, ...]:
        return tuple(self.pulls_)

    def pull(self, number: int) -> Pull:
        self.counted.append(number)
        (one,) = (one for one in self.pulls_ if one.number == number)
        if isinstance(one, Broken):
            raise one.fault
        return one

    def pull_of(self, branch: str) -> Pull | None:
        return next((one for one in self.pulls_ if getattr(one, "branch", "") == branch), None)


@dataclass
class Scene:
    """A repository, and the program's clone of it with a key to sign."""

    root: Path
    shown: Shown
    forge: HostedForge

    @property
    def origin(self) -> Git:
        return alone(self.root / "origin.git")

    def stalls(self, after: int) -> None:
        """Let the office's repository answer so many fetches more, and then be silent."""
        served, slow = self.root / "served", self.root / "slow"
        served.write_text("")
        slow.write_text(
            f"#!/bin/sh\n[ $(wc -l <{served}) -ge {after} ] && exec tail -f /dev/null\n"
            f'echo >>{served}\nexec git-upload-pack "$@"\n'
        )
        slow.chmod(0o755)
        self.forge.git.run("config", "remote.origin.uploadpack", f"{slow}")

    def head(self, text: str, number: int = 0) -> str:
        """Make a commit that only the office's repository has, as the head of a pull request."""
        git = self.origin
        blob = git.run("hash-object", "-w", "--stdin", stdin=text.encode()).decode().strip()
        tree = git.run("mktree", stdin=f"100644 blob {blob}\tisi.md\n".encode()).decode().strip()
        main = git.text("rev-parse", "refs/heads/main")
        commit = git.text("-c", "user.name=m", "-c", "user.email=m@bkd.contoh.example",
                          "commit-tree", tree, "-p", main, "-m", text)  # fmt: skip
        if number:
            git.run("update-ref", f"refs/pull/{number}/head", commit)
        return commit

    def shows(self, number: int, head: str, **more: Any) -> Pull:
        """Let the forge show an open pull request."""
        plain = Pull(
            number, "Naskah", "", MELATI, AT, "main", head, f"draft/{number}", own=False,
            draft=False, closed=False,
        )  # fmt: skip
        one = replace(plain, **more)
        self.shown.pulls_.append(one)
        return one

    def opens(self, case: str, number: int, head: str) -> None:
        proof = Proof("pull", f"{number}", "0" * 64)
        moved = Proof("entry", f"{number}0", "0" * 64)
        opened = Told(Opened("update-website", "Jadwal", AT), MELATI, AT, proof)
        self.forge.record(case, [opened, Told(Moved(MANUSCRIPT, head), MELATI, AT, moved)])


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    world = World(tmp_path, "id")
    world.must(tmp_path, "git", "init", "-q", "--bare", "--initial-branch=main", "origin.git")
    world.must(tmp_path, "git", "clone", "-q", "origin.git", "clone")
    world.must(tmp_path, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / "key")
    git = alone(tmp_path / "clone")
    for key, value in (("user.name", "paraf"), ("user.email", "paraf@bkd.contoh.example"),
                       ("gpg.format", "ssh"), ("user.signingkey", f"{tmp_path}/key")):  # fmt: skip
        git.run("config", key, value)
    git.run("commit", "-q", "--allow-empty", "-m", "awal")
    git.run("push", "-q", "origin", "HEAD:refs/heads/main")
    shown = Shown()
    # A forge that only shows: nothing is asked of it here but its pull requests.
    return Scene(tmp_path, shown, HostedForge(git, ledger, cast(Api, shown)))


def rivals(scene: Scene, case: str) -> Sequence[str]:
    return scene.forge.case(case).changes[MANUSCRIPT].rivals


def test_only_another_cases_pull_request_at_the_same_commit_is_a_rival(scene: Scene) -> None:
    head = scene.head("satu", 1)
    for number in (1, 2, 3):
        scene.shows(number, head)
    scene.forge.refresh()
    scene.opens(ONE, 1, head)
    assert rivals(scene, ONE) == ()
    scene.opens(TWO, 2, head)
    assert rivals(scene, ONE) == ("#2",)
    scene.forge.refresh()
    assert rivals(scene, TWO) == ("#1",)
    assert sorted(scene.forge.bound_at(head)) == [1, 2]


def test_the_report_is_the_oldest_pull_request_into_main_from_its_branch(scene: Scene) -> None:
    head = scene.head("laporan")
    scene.origin.run("update-ref", f"refs/heads/report/{ONE}", head)
    mine = {"branch": f"report/{ONE}", "own": True}
    scene.shows(4, head, base="lain", **mine)
    second = scene.shows(6, head, **mine)
    first = scene.shows(5, head, **mine)
    scene.forge.refresh()
    assert scene.forge.pull_of(ONE, "report") == first
    scene.shown.pulls_.remove(first)
    scene.forge.refresh()
    assert scene.forge.pull_of(ONE, "report") == second


def test_a_case_whose_pull_request_is_broken_is_not_acted_on_and_the_others_are(
    scene: Scene,
) -> None:
    one, two = scene.head("satu", 1), scene.head("dua", 2)
    scene.shows(1, one)
    scene.shows(2, two)
    scene.forge.refresh()
    scene.opens(ONE, 1, one)
    scene.opens(TWO, 2, two)
    scene.shown.pulls_[0] = Broken(1, NOT_UNDERSTOOD)
    scene.forge.refresh()
    with pytest.raises(AnswerFault, match="is too large"):
        scene.forge.pull_of(ONE, MANUSCRIPT)
    assert scene.forge.pull_of(TWO, MANUSCRIPT) == scene.forge.pulls[2]
    both = scene.forge.snapshot([ONE, TWO])
    heads = {name: case.changes[MANUSCRIPT].head for name, case in both.items()}
    assert heads == {ONE: one, TWO: two}
    scene.shown.pulls_.pop(0)
    scene.shows(1, one)
    scene.forge.refresh()
    assert scene.forge.pull_of(ONE, MANUSCRIPT) == scene.forge.pulls[1]


def test_one_that_is_closed_and_broken_is_looked_at_once_and_stops_no_other(scene: Scene) -> None:
    head = scene.head("satu", 1)
    scene.shows(1, head)
    scene.forge.refresh()
    scene.opens(ONE, 1, head)
    scene.shown.pulls_.clear()
    scene.forge.refresh()
    scene.shown.pulls_.append(Broken(1, NOT_UNDERSTOOD))
    for _ in range(3):
        assert scene.forge.case(ONE).changes[MANUSCRIPT].head == head
        with pytest.raises(AnswerFault):
            scene.forge.pull_of(ONE, MANUSCRIPT)
    assert scene.shown.counted == [1]


def test_heads_are_fetched_for_cases_and_for_who_is_asked_for(scene: Scene) -> None:
    one, two = scene.head("satu", 1), scene.head("dua", 2)
    scene.shows(1, one)
    stranger = scene.shows(2, two)
    scene.forge.refresh()
    assert [scene.forge.git.resolve(head) for head in (one, two)] == [None, None]
    scene.opens(ONE, 1, one)
    scene.forge.refresh()
    assert [scene.forge.git.resolve(head) for head in (one, two)] == [one, None]
    scene.forge.fetch_head(stranger)
    assert scene.forge.git.resolve(two) == two


def test_commits_that_take_too_long_are_their_own_cases_fault(scene: Scene) -> None:
    one, two = scene.head("satu", 1), scene.head("dua", 2)
    first = scene.shows(1, one)
    scene.shows(2, two)
    scene.forge.refresh()
    scene.opens(TWO, 2, two)
    scene.forge.refresh()
    scene.opens(ONE, 1, one)
    scene.forge.longest = 0.3
    scene.stalls(after=0)
    with pytest.raises(ForgeFault, match="took too long"):
        scene.forge.fetch_head(first)
    # All branches come; then the one pull request's commits do not.
    scene.stalls(after=1)
    scene.forge.refresh()
    assert set(scene.forge.broken) == {1}
    with pytest.raises(ForgeFault, match="took too long"):
        scene.forge.pull_of(ONE, MANUSCRIPT)
    assert scene.forge.pull_of(TWO, MANUSCRIPT) == scene.forge.pulls[2]


def test_a_fault_of_one_pull_request_stands_in_its_place_and_one_of_the_forge_is_raised() -> None:
    rows = [Answer({"number": number}, "GET /pulls") for number in (3, 1)]
    refused = [Refused(Asked("GET", "/pulls/1", "forge.example"), no, "") for no in (500, 401)]

    def look(row: Answer) -> Pull:
        raise refused[0] if row.whole("number") == 1 else NOT_UNDERSTOOD

    assert whole_or_broken(rows, look) == (Broken(1, refused[0]), Broken(3, NOT_UNDERSTOOD))
    refused.reverse()
    with pytest.raises(Refused):
        whole_or_broken(rows, look)
