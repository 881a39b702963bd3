"""Whole pushes, with git's own client and the hook that `paraf setup` installed."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from guard.door import BOOK, DRAFT, MAIN
from office_world import (
    ADMIN,
    BOT,
    CASE,
    KASUBID,
    KEPALA,
    PENGELOLA,
    OfficeWorld,
    alone,
    approval,
    around,
    merge_of,
    moved_to,
    office_world,
)
from paraf.cli.world import PARAF
from paraf.core.case import Event, Line, Merged, Opened
from paraf.forge.lines import EMPTY_TREE, message_of
from paraf.ports import ForgeFault, RefusedFault
from paraf.records import ledger


@pytest.fixture
def office(tmp_path: Path) -> OfficeWorld:
    return office_world(tmp_path, installed=True)


def refs(office: OfficeWorld) -> str:
    """Return every reference of the office's repository with what it names."""
    return alone(office.bare).text("for-each-ref")


def push(office: OfficeWorld, who: str, *words: str, env: Mapping[str, str] | None = None) -> str:
    """Push with git alone, in an environment of one's own; return what git says against it."""
    done = subprocess.run(
        ["git", "push", "origin", *words], cwd=office.folder(who), text=True, check=False,
        capture_output=True,
        env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "PARAF_LANG": "en", **(env or {})},
    )  # fmt: skip
    return "" if done.returncode == 0 else done.stderr


def test_whoever_pushes_to_main_is_told_why_not_and_nothing_changes(office: OfficeWorld) -> None:
    office.case_at(2)
    before = refs(office)
    said = push(office, PENGELOLA, "HEAD:main", f"HEAD:refs/heads/lain/{CASE}")
    assert "The gate refuses this push: " in said
    assert refs(office) == before


def test_a_push_refused_in_one_part_leaves_nothing_behind(office: OfficeWorld) -> None:
    office.case_at(2)
    before = refs(office)
    desk = office.desk(KASUBID)
    # An honest approval, beside a branch that nobody may write.
    with pytest.raises(RefusedFault, match="Nobody may write to refs/heads/evil"):
        desk.forge.tell(CASE, [approval(office, "manuscript")], at=office.now,
                        branches={"evil": desk.forge.base()})  # fmt: skip
    assert refs(office) == before
    lost = alone(office.bare).text("fsck", "--unreachable", "--no-reflogs", "--no-progress")
    assert lost == ""
    assert not list((office.bare / "objects").glob("tmp_objdir*"))


def test_of_two_who_act_at_once_one_wins_and_the_other_is_told(office: OfficeWorld) -> None:
    office.case_at(2)
    first, second = office.desk(KASUBID), office.desk(PENGELOLA)
    first.forge.tell(CASE, [approval(office, "manuscript")], at=office.now)
    won = refs(office)
    again = moved_to(office, "manuscript", second.forge.tip(f"draft/{CASE}") or "", KASUBID)
    with pytest.raises(ForgeFault, match="Somebody else acted on this case") as told:
        second.forge.tell(CASE, [again], at=office.now)
    assert told.value.remedy is not None
    assert refs(office) == won


def test_of_many_who_act_at_the_same_moment_exactly_one_wins(office: OfficeWorld) -> None:
    office.case_at(2)
    office.reads(KASUBID)
    acts = (["--approve"], ["--return", "Tanggal salah"], ["--approve"])
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "PARAF_LANG": "en"}
    rivals = [
        subprocess.Popen(
            [*PARAF, "review", CASE, *words],
            cwd=office.folder(KASUBID),
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=env,
        )
        for words in acts
    ]
    said = [one.communicate()[0] for one in rivals]
    assert [one.returncode for one in rivals].count(0) == 1, said
    assert len(office.door().lines(CASE)) == 3


def test_an_invalid_rule_on_main_stops_every_push_with_file_and_line(office: OfficeWorld) -> None:
    office.case_at(2)
    desk = office.desk(ADMIN)
    base = desk.forge.base()
    tree = desk.git.tree_with(base, {"review/rules.yml": b"version: 1\nfile_megabytes: banyak\n"})
    commit = desk.git.commit(tree, [base], "broken\n", moment=int(office.now.timestamp()))
    with pytest.raises(RefusedFault, match=r"review/rules\.yml:2: "):
        desk.forge.push({MAIN: commit})
    with around(desk.git):
        desk.forge.push({MAIN: commit})
    with pytest.raises(RefusedFault, match=r"review/rules\.yml:2: "):
        office.desk(KASUBID).forge.tell(CASE, [approval(office, "manuscript")], at=office.now)


def test_nothing_in_the_pushers_surroundings_moves_the_gate(office: OfficeWorld) -> None:
    office.case_at(2)
    trap = office.root / "trap"
    _no_hooks(trap / "hooks")
    (trap / "clock").write_text("2020-01-01T00:00:00+00:00")
    mark = office.account(KASUBID).id
    (trap / "liar").write_text(
        f"#!/bin/sh\necho 'Good \"git\" signature for {KASUBID} with ED25519 key {mark}'\n"
    )
    (trap / "liar").chmod(0o755)
    (trap / "gitconfig").write_text(
        f"[paraf]\n clock = {trap}/clock\n"
        f'[gpg "ssh"]\n program = {trap}/liar\n allowedSignersFile = {trap}/all\n'
        "[log]\n showSignature = true\n[i18n]\n logOutputEncoding = UTF-16\n"
    )
    for place in (office.bare, trap, office.folder(PENGELOLA)):
        (place / "paraf" / "pipeline").mkdir(parents=True)
        (place / "paraf" / "__init__.py").write_text("raise SystemExit(0)\n")
        (place / "sitecustomize.py").write_text("raise SystemExit(0)\n")
        (place / "git.py").write_text("raise SystemExit(0)\n")
    env = {
        "GIT_CONFIG_GLOBAL": str(trap / "gitconfig"), "GIT_CONFIG_SYSTEM": str(trap / "gitconfig"),
        "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.hooksPath",
        "GIT_CONFIG_VALUE_0": str(trap / "hooks"),
        "PYTHONPATH": str(trap), "PYTHONHOME": str(trap), "PYTHONSTARTUP": str(trap / "git.py"),
        "GIT_REPLACE_REF_BASE": "refs/heads/draft/", "GIT_ICASE_PATHSPECS": "1",
        "GIT_DEFAULT_HASH": "sha1", "GIT_ATTR_SOURCE": "HEAD",
    }  # fmt: skip
    before = refs(office)
    said = push(office, PENGELOLA, "HEAD:main", env=env)
    assert "Nothing reaches the published branch but through the gate" in said
    assert refs(office) == before
    forged = _forged(office)
    assert "is not signed by the key" in push(office, PENGELOLA, f"{forged}:{BOOK}", env=env)
    # An honest act passes all the same: the gate goes by the office's clock, not by the pusher's.
    env["GIT_CONFIG_GLOBAL"] = env["GIT_CONFIG_SYSTEM"] = os.devnull
    desk = office.desk(KASUBID)
    desk.git.repo.git.update_environment(**env)
    desk.forge.tell(CASE, [approval(office, "manuscript")], at=office.now)
    assert len(office.door().lines(CASE)) == 3


def _forged(office: OfficeWorld) -> str:
    """Return the Kasubid's approval as the Pengelola would forge it, with a key of their own."""
    desk = office.desk(PENGELOLA)
    event = Event(3, office.now, office.account(KASUBID), approval(office, "manuscript"))
    last = desk.forge.lines(CASE)[-1]
    line = ledger.encode(Line(CASE, ledger.digest(last), event))
    tip = [desk.forge.tip(f"ledger/{CASE}") or ""]
    stamp = int(office.now.timestamp())
    return desk.git.commit(EMPTY_TREE, tip, message_of(CASE, event, line), moment=stamp)


def _no_hooks(folder: Path) -> None:
    """Make a folder of hooks that let everything pass."""
    folder.mkdir(parents=True)
    for name in ("pre-receive", "update"):
        (folder / name).write_text("#!/bin/sh\nexit 0\n")
        (folder / name).chmod(0o755)


def test_hooks_of_the_pushers_own_do_not_stand_in_for_the_gate(office: OfficeWorld) -> None:
    office.case_at(2)
    hooks, config = office.root / "hooks", office.root / "gitconfig"
    _no_hooks(hooks)
    config.write_text(f"[core]\n hooksPath = {hooks}\n")
    said = push(office, PENGELOLA, "HEAD:main", env={"GIT_CONFIG_GLOBAL": str(config)})
    assert "Nothing reaches the published branch but through the gate" in said


def test_replaced_objects_are_neither_taken_nor_believed(office: OfficeWorld) -> None:
    office.case_at(5)
    git = alone(office.folder(BOT))
    head = office.door().tip(f"draft/{CASE}") or ""
    tree = git.tree_with(head, {"content/index.md": b"# Diretas\n"})
    fork = git.merge_base("refs/remotes/origin/main", head)
    evil = git.commit(tree, [fork], "x\n", moment=int(office.now.timestamp()))
    said = push(office, BOT, f"{evil}:refs/replace/{head}")
    assert f"Nobody may write to refs/replace/{head}." in said
    # Even written straight into the repository it changes nothing that the gate reads.
    git.run("push", "--quiet", "--receive-pack", "git -c core.hooksPath=/dev/null receive-pack",
            "origin", f"{evil}:refs/replace/{head}")  # fmt: skip
    bare = alone(office.bare)
    assert bare.read(head, "content/index.md") != b"# Diretas\n"
    told, commit = merge_of(office, "manuscript")
    office.later(1)
    desk = office.desk(BOT)
    desk.forge.tell(
        CASE, [Merged("manuscript", told, commit)], at=office.now, branches={"main": commit}
    )
    assert office.door().base() == commit


def test_a_title_of_shell_words_reaches_no_shell(office: OfficeWorld) -> None:
    proof = office.root / "proof"
    title = f"Jadwal $(touch {proof}) `touch {proof}` \"; touch {proof} #'"
    ran = office.run(PENGELOLA, "new", title, "--section", "pengumuman", "--class", "berkala")
    assert ran.code == 0, ran.out
    assert title in office.run(KEPALA, "status", "--json").out.replace('\\"', '"')
    assert not proof.exists()


def test_a_title_that_steers_the_terminal_is_refused_unseen(office: OfficeWorld) -> None:
    desk = office.desk(PENGELOLA)
    deed = Opened("update-website", "Jadwal\x1b]0;x\x07", office.now)
    with pytest.raises(RefusedFault, match=r"steers a terminal: U\+001B") as told:
        desk.forge.tell(CASE, [deed], at=office.now)
    assert "\x1b" not in str(told.value)


def test_a_rewritten_ledger_is_refused_by_the_door_itself(office: OfficeWorld) -> None:
    office.case_at(3)
    said = push(office, KASUBID, "--force", f"refs/remotes/origin/ledger/{CASE}~1:{BOOK}")
    assert "A ledger is only ever added to" in said
    assert "stays until its case" in push(office, KASUBID, f":{DRAFT}")
    assert "never deleted" in push(office, KASUBID, f":{BOOK}")
    assert push(office, ADMIN, f":{MAIN}") != ""
    assert len(office.door().lines(CASE)) == 3
