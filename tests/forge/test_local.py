"""The embedded forge, seen from a clone and from inside."""

import json
from pathlib import Path

import pytest

from office_world import (
    ADMIN,
    BOT,
    CASE,
    KABID,
    KASUBID,
    PENGELOLA,
    OfficeWorld,
    alone,
    approval,
    office_world,
)
from paraf.core.case import Event, Line, Opened, Requested, Reviewed
from paraf.forge.git import Git
from paraf.forge.lines import EMPTY_TREE, message_of
from paraf.forge.local import LocalForge
from paraf.ports import ForgeFault, RefusedFault
from paraf.records import ledger


@pytest.fixture
def office(tmp_path: Path) -> OfficeWorld:
    return office_world(tmp_path)


def forged(
    office: OfficeWorld,
    actor: str,
    deed: object,
    *,
    beside: str = "",
    line: str = "",
    by: str = PENGELOLA,
) -> None:
    """Write an event straight into the bare repository, signed with somebody else's key."""
    git, bare = alone(office.folder(by)), alone(office.bare)
    lines = office.door().lines(CASE)
    event = Event(len(lines) + 1, office.now, office.account(actor), deed)
    text = line or ledger.encode(Line(CASE, ledger.digest(lines[-1]), event))
    parents = [one for one in (office.door().tip(f"ledger/{CASE}") or "", beside) if one]
    git.run("fetch", "--quiet", "origin")
    stamp = int(office.now.timestamp())
    commit = git.commit(EMPTY_TREE, parents, message_of(CASE, event, text), moment=stamp)
    bare.run("fetch", "--quiet", str(office.folder(by)), commit)
    bare.run("update-ref", f"refs/heads/ledger/{CASE}", commit)


def calls(office: OfficeWorld, many: int) -> int:
    """Count the git processes that it takes to look at so many cases."""
    log = office.root / f"trace-{many}"
    git = alone(office.bare)
    git.repo.git.update_environment(GIT_TRACE2_EVENT=str(log))
    forge = LocalForge(git, ledger)
    found = forge.snapshot(forge.cases()[:many])
    assert len(found) == many
    return sum(json.loads(one)["event"] == "start" for one in log.read_text().splitlines())


def test_many_cases_cost_as_many_git_calls_as_one(office: OfficeWorld) -> None:
    office.case_at(3)
    for no in range(12):
        office.tell(
            PENGELOLA, Opened("update-website", "x", office.now), case=f"lain-{no}", minutes=0
        )
    assert calls(office, 13) == calls(office, 1) <= 5


def test_a_forged_event_is_found_wherever_it_lies(office: OfficeWorld) -> None:
    office.case_at(2)
    book = office.book().office
    assert office.door().unsigned(CASE, book) == ()
    forged(office, KASUBID, approval(office, "manuscript"))
    assert office.door().unsigned(CASE, book) == (3,)
    assert office.desk(BOT).forge.unsigned(CASE, book) == (3,)
    said = office.run(BOT, "reconcile", CASE).out
    assert "Events 3 are not signed by who they name." in said


def test_an_archived_case_is_not_open(office: OfficeWorld) -> None:
    office.case_at(13)
    office.tell(PENGELOLA, Opened("update-website", "x", office.now), case="lain")
    assert office.door().cases() == ("lain",)
    assert office.door().cases(archived=True) == (CASE, "lain")
    assert office.door().case(CASE).events[-1].seq == 15


@pytest.mark.parametrize(
    "line", ["{}", "", "\x01", "a\x01\nrefs/heads/ledger/x", '{"kind":"archived"}']
)
def test_a_line_that_is_no_event_is_a_fault_of_its_own_case(office: OfficeWorld, line: str) -> None:
    office.case_at(2)
    office.tell(PENGELOLA, Opened("update-website", "x", office.now), case="lain")
    forged(office, KASUBID, approval(office, "manuscript"), line=line or " ")
    forge = office.door()
    assert forge.cases() == (CASE, "lain")
    assert forge.case("lain").opened.title == "x"
    with pytest.raises(ForgeFault, match="holds a line that is no event"):
        forge.case(CASE)


def test_a_ledger_whose_rows_were_joined_is_a_fault(office: OfficeWorld) -> None:
    office.case_at(2)
    base = office.door().base()
    forged(office, KASUBID, approval(office, "manuscript"), beside=base)
    with pytest.raises(ForgeFault, match="two of them were joined"):
        office.door().case(CASE)


def test_a_line_of_one_case_in_the_ledger_of_another_harms_only_that_one(
    office: OfficeWorld,
) -> None:
    office.case_at(2)
    office.tell(PENGELOLA, Opened("update-website", "x", office.now), case="lain")
    stray = ledger.encode(
        Line("lain", None, Event(2, office.now, office.account(KASUBID), Requested(5)))
    )
    forged(office, KASUBID, Requested(5), line=stray)
    assert len(office.door().case("lain").events) == 1
    with pytest.raises(ForgeFault, match="is broken at line 3"):
        office.door().case(CASE)


@pytest.mark.parametrize("name", ["tidak-ada", f"{CASE}~1", f"{CASE}^", "*", "", "-x", "../main"])
def test_a_case_is_found_by_its_name_and_by_nothing_else(office: OfficeWorld, name: str) -> None:
    office.case_at(2)
    with pytest.raises(ForgeFault, match="There is no case"):
        office.door().case(name)
    assert office.door().lines(name) == ()
    assert office.door().unsigned(name, office.book().office) == ()


def test_a_clone_that_is_not_set_up_to_sign_is_told_how(office: OfficeWorld) -> None:
    desk = office.desk(KASUBID)
    desk.git.run("config", "--unset", "user.signingkey")
    with pytest.raises(ForgeFault, match="not set up to sign") as told:
        desk.forge.account()
    assert "git config user.signingkey" in str(told.value.remedy)


def test_a_repository_that_is_away_is_said_to_be_away(office: OfficeWorld) -> None:
    desk = office.desk(KASUBID)
    office.bare.rename(office.root / "away.git")
    with pytest.raises(ForgeFault, match="cannot be reached"):
        desk.forge.refresh()
    with pytest.raises(ForgeFault, match="cannot be reached"):
        desk.forge.push({"refs/heads/x": desk.forge.base()})


def test_every_sentence_of_the_gate_comes_through_to_who_pushes(office: OfficeWorld) -> None:
    desk = office.desk(ADMIN)
    with pytest.raises(RefusedFault) as told:
        desk.forge.push({"refs/heads/evil": desk.forge.base()})
    assert str(told.value) == "The gate refuses this push: Nobody may write to refs/heads/evil."


def test_a_pushers_own_settings_change_nothing_of_what_is_read(office: OfficeWorld) -> None:
    office.case_at(4)
    git = alone(office.folder(KABID))
    for key, value in (("log.showSignature", "true"), ("i18n.logOutputEncoding", "UTF-16"),
                       ("color.ui", "always"), ("core.quotePath", "true"),
                       ("log.follow", "true"), ("format.pretty", "oneline")):  # fmt: skip
        git.run("config", key, value)
    desk = office.desk(KABID)
    assert len(desk.forge.case(CASE).events) == 4
    assert desk.forge.unsigned(CASE, desk.rulebook().office) == ()


def test_two_cases_at_one_commit_are_named_to_each_other(office: OfficeWorld) -> None:
    office.case_at(2)
    bare = alone(office.bare)
    bare.run("update-ref", "refs/heads/draft/lain", office.door().tip(f"draft/{CASE}") or "")
    assert office.door().case(CASE).changes["manuscript"].rivals == ("lain",)


def test_a_place_without_a_repository_is_a_fault(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(ForgeFault, match="is no git repository"):
            Git(folder)


def test_a_review_event_is_read_as_it_was_told(office: OfficeWorld) -> None:
    office.case_at(2)
    told = approval(office, "manuscript")
    office.tell(KASUBID, told)
    read = office.desk(KABID).forge.case(CASE).events[-1].deed
    assert isinstance(read, Reviewed)
    assert read == told
