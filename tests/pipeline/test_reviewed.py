"""What the rules say no to: each with one sentence, what to do, and exit code 3."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from office_world import (
    BOT,
    CASE,
    KABID,
    KASUBID,
    KEPALA,
    PAGE,
    PENGELOLA,
    OfficeWorld,
    approval,
    office_world,
)
from paraf.cli.world import PARAF, Ran
from pipeline.live import references, told


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeWorld]:
    return office_world(tmp_path)


def refused(office: OfficeWorld, who: str, *words: str) -> str:
    """Run a command that the rules refuse; nothing of the repository may have moved."""
    before = references(office)
    ran = office.run(who, *words)
    assert ran.code == 3, ran.out
    assert ran.out.count("✗") == 1, ran.out
    assert "  → " in ran.out, ran.out
    assert references(office) == before
    return ran.out


def meanwhile(office: OfficeWorld, who: str, *commands: str) -> None:
    """Let something happen between what `who` fetches next and what they push."""
    hook = office.folder(who) / ".git" / "hooks" / "pre-push"
    hook.parent.mkdir(exist_ok=True)
    lines = "\n".join(commands)
    hook.write_text(
        f"#!/bin/sh\nrm -- {hook}\nunset $(git rev-parse --local-env-vars)\n"
        f"exec >{office.root}/meanwhile 2>&1 </dev/null\n{lines}\nexit 0\n"
    )
    hook.chmod(0o755)


def at_desk(office: OfficeWorld, who: str, *words: str) -> str:
    return f"(cd {office.folder(who)} && {' '.join(PARAF)} {' '.join(words)}; echo code $?)"


def rewritten(office: OfficeWorld) -> None:
    page = office.folder(PENGELOLA) / PAGE
    page.write_text(page.read_text().replace("1 Desember", "3 Desember"))


def test_a_mark_of_a_stranger_is_refused(office: OfficeWorld) -> None:
    office.case_at(2)
    out = refused(office, "admin", "review", CASE, "--approve")
    assert "is not in the roster" in out


def test_a_mark_of_the_author_is_refused(office: OfficeWorld) -> None:
    office.case_at(2)
    out = refused(office, PENGELOLA, "review", CASE, "--approve")
    assert "Melati Rekaanwati wrote or pushed to this change." in out
    assert "Step 2 (paraf): waits for Cendana Contohwan." in out


def test_a_mark_of_an_official_out_of_tenure_is_refused(office: OfficeWorld) -> None:
    office.case_at(3)
    out = refused(office, "kenanga", "review", CASE, "--approve")
    assert "held no post that reviews this at that time" in out


def test_a_mark_out_of_order_is_refused(office: OfficeWorld) -> None:
    office.case_at(2)
    out = refused(office, KABID, "review", CASE, "--approve")
    assert "out of turn: the case lies at step 2" in out


def test_a_second_mark_of_one_person_is_refused(office: OfficeWorld) -> None:
    office.case_at(3)
    out = refused(office, KASUBID, "review", CASE, "--approve")
    assert "already marked step 2" in out


def test_a_person_with_two_posts_marks_one_step_only(office: OfficeWorld) -> None:
    office.case_at(3)
    desk, path = office.desk("admin"), "review/officials.yml"
    base = desk.forge.base()
    text = (desk.git.read(base, path) or b"").decode()
    line = "  - {person: gaharu, post: kepala"
    two = "  - {person: cendana, post: kabid, holding: plh, from: 2026-11-01, basis: SP 1}\n"
    tree = desk.git.tree_with(base, {path: text.replace(line, two + line, 1).encode()})
    commit = desk.git.commit(tree, [base], "plh\n", moment=int(office.now.timestamp()))
    desk.forge.push({"refs/heads/main": commit})
    out = refused(office, KASUBID, "review", CASE, "--approve")
    assert "already marked step 2" in out


def test_a_mark_on_a_text_that_changed_between_fetch_and_push_is_refused(
    office: OfficeWorld,
) -> None:
    office.case_at(2)
    office.reads(KASUBID)
    rewritten(office)
    meanwhile(office, KASUBID, at_desk(office, PENGELOLA, "submit"))
    before = told(office)
    ran = office.run(KASUBID, "review", CASE, "--approve")
    assert "code 0" in (office.root / "meanwhile").read_text()
    assert ran.code == 3, ran.out
    assert "It was given on another commit than the one under review." in ran.out
    assert told(office) == [*before, "Moved"]


def test_a_mark_on_a_text_that_was_not_read_is_refused(office: OfficeWorld) -> None:
    office.case_at(2)
    read = office.run(KASUBID, "review", CASE)
    assert read.code == 0, read.out
    head = read.out.partition("--at ")[2].split()[0]
    rewritten(office)
    assert office.run(PENGELOLA, "submit").code == 0
    out = refused(office, KASUBID, "review", CASE, "--at", head, "--approve")
    assert "it changed since you read it" in out
    assert f"Read it again: paraf review {CASE}" in out
    now = office.run(KASUBID, "review", CASE).out.partition("--at ")[2].split()[0]
    assert office.run(KASUBID, "review", CASE, "--at", now, "--approve").code == 0


def test_nobody_marks_what_they_were_not_shown(office: OfficeWorld) -> None:
    office.case_at(2)
    out = refused(office, KASUBID, "review", CASE, "--approve")
    assert "You have not yet looked at what you would mark" in out
    assert f"Read it first: paraf review {CASE}" in out
    office.reads(KASUBID)
    rewritten(office)
    assert office.run(PENGELOLA, "submit").code == 0
    for words in (["--approve"], ["--return", "Salah"]):
        assert "it changed since you read it" in refused(office, KASUBID, "review", CASE, *words)
    office.reads(KASUBID)
    assert office.run(KASUBID, "review", CASE, "--approve").code == 0


def test_what_another_was_shown_in_the_same_folder_is_not_seen(office: OfficeWorld) -> None:
    office.case_at(2)
    key = office.root / "keys"
    office.git(KASUBID, "config", "user.signingkey", f"{key / KABID}.pub")
    office.reads(KASUBID)
    office.git(KASUBID, "config", "user.signingkey", f"{key / KASUBID}.pub")
    assert "not yet looked" in refused(office, KASUBID, "review", CASE, "--approve")


def test_who_cannot_sign_may_look_all_the_same(office: OfficeWorld) -> None:
    office.case_at(2)
    office.git(KEPALA, "config", "--unset", "user.signingkey")
    office.reads(KEPALA)
    assert not (office.folder(KEPALA) / ".git" / "paraf").exists()


def test_a_preview_shows_what_it_is_made_of(office: OfficeWorld) -> None:
    office.case_at(2)
    into = office.root / "seen"
    assert office.run(KASUBID, "preview", CASE, "--into", into).code == 0
    assert office.run(KASUBID, "review", CASE, "--approve").code == 0


def test_what_was_seen_is_forgotten_rather_than_trusted_when_its_file_is_broken(
    office: OfficeWorld,
) -> None:
    office.case_at(2)
    office.reads(KASUBID)
    file = office.folder(KASUBID) / ".git" / "paraf" / "seen" / f"{CASE}.json"
    for broken in ("", "[]", "{", "null", '{"a": 1}'):
        file.write_text(broken)
        assert "not yet looked" in refused(office, KASUBID, "review", CASE, "--approve")
    office.reads(KASUBID)
    assert office.run(KASUBID, "review", CASE, "--approve").code == 0


def test_a_return_that_lands_first_stops_the_merge(office: OfficeWorld) -> None:
    office.case_at(5)
    before = told(office)
    meanwhile(office, BOT, at_desk(office, KABID, "review", CASE, "--return", "Salah"))
    ran = office.run(BOT, "reconcile")
    assert "code 0" in (office.root / "meanwhile").read_text()
    assert ran.code == 4
    assert "Somebody else acted on this case in the meantime." in ran.out
    assert told(office) == [*before, "Reviewed"]
    assert office.run(BOT, "reconcile").out == "✓ There is nothing to do.\n"


def test_a_return_needs_its_reason(office: OfficeWorld) -> None:
    office.case_at(2)
    out = refused(office, KASUBID, "review", CASE, "--return", " ")
    assert "A return needs its reason." in out


def test_nothing_is_reviewed_once_it_is_merged_and_before_there_is_a_report(
    office: OfficeWorld,
) -> None:
    office.case_at(1)
    out = refused(office, KASUBID, "review", CASE, "--approve")
    assert f"Nothing of case {CASE} is under review." in out
    assert "Step 1 (manuscript): waits for Melati Rekaanwati." in out


def test_handing_in_the_same_text_again_is_refused(office: OfficeWorld) -> None:
    office.case_at(2)
    out = refused(office, PENGELOLA, "submit")
    assert "handed in already; nothing has changed" in out
    assert f"paraf status {CASE}" in out


def test_only_who_holds_the_post_hands_in(office: OfficeWorld) -> None:
    office.case_at(2)
    office.git(KASUBID, "fetch", "--quiet", "origin")
    office.git(KASUBID, "switch", "--quiet", f"draft/{CASE}")
    (office.folder(KASUBID) / PAGE).write_text("lain")
    out = refused(office, KASUBID, "submit")
    assert "Cendana Contohwan does not hold the post Pengelola Informasi Kepegawaian." in out
    assert "Ask who holds it: Melati Rekaanwati." in out


def test_a_text_handed_in_from_another_folder_is_taken_over_first(office: OfficeWorld) -> None:
    office.case_at(2)
    other = office.folder("second")
    shutil.copytree(office.folder(PENGELOLA), other)
    rewritten(office)
    assert office.run(PENGELOLA, "submit").code == 0
    (other / PAGE).write_text((other / PAGE).read_text() + "\nTambahan.\n")
    out = refused(office, "second", "submit")
    assert f"git merge origin/draft/{CASE}" in out


def test_a_case_that_this_folder_does_not_hold_is_named_with_the_way_to_it(
    office: OfficeWorld,
) -> None:
    office.case_at(2)
    office.git(PENGELOLA, "switch", "--quiet", "main")
    assert f"Run: git switch draft/{CASE}" in refused(office, PENGELOLA, "submit", CASE)
    assert "Name the case, or begin one with 'paraf new'." in refused(office, PENGELOLA, "check")


def test_a_disposition_goes_to_who_holds_the_post(office: OfficeWorld) -> None:
    office.case_at(4)
    for stranger in ("kenanga", "tidak-ada"):
        out = refused(office, KASUBID, "assign", CASE, "--to", stranger)
        assert f"{stranger} does not hold the post" in out
        assert "Choose one of: melati" in out
    assert "did not hold the post of step 4" in refused(office, KEPALA, "assign", CASE)
    assert office.run(KASUBID, "assign", CASE).code == 0
    assert "No disposition is due now." in refused(office, KASUBID, "assign", CASE)


def test_nothing_is_performed_again_that_did_not_fail(office: OfficeWorld) -> None:
    office.case_at(5)
    out = refused(office, PENGELOLA, "perform", CASE)
    assert "There is nothing to do again at this step." in out


def test_only_who_holds_the_post_opens_a_case(office: OfficeWorld) -> None:
    out = refused(office, KABID, "new", "Judul")
    assert "does not hold the post Pengelola Informasi Kepegawaian" in out


def outside(ran: Ran, *words: str) -> None:
    assert ran.code == 4, ran.out
    assert "Traceback" not in ran.out
    for one in words:
        assert one in ran.out


def test_what_lies_outside_fails_with_exit_code_4(office: OfficeWorld) -> None:
    office.case_at(2)
    outside(office.run(KASUBID, "review", "20261116-tidak-ada", "--approve"),
            "There is no case 20261116-tidak-ada.", "paraf status")  # fmt: skip
    outside(office.run(BOT, "reconcile", "tidak ada"), "There is no case tidak ada.")
    alone = office.root / "nowhere"
    alone.mkdir()
    for words in (["status"], ["check"], ["reconcile"], ["setup", "local", "x"]):
        outside(office.world.run(alone, [*PARAF, *words]), "is no git repository.", "Go to the")
    office.git(KASUBID, "config", "--unset", "user.signingkey")
    before = references(office)
    outside(office.run(KASUBID, "review", CASE, "--approve"),
            "not set up to sign", "git config user.signingkey")  # fmt: skip
    assert references(office) == before
    office.git(PENGELOLA, "remote", "set-url", "origin", str(office.root / "gone.git"))
    for words in (["status"], ["submit"], ["new", "Judul"]):
        outside(office.run(PENGELOLA, *words), "cannot be reached", "address of 'origin'")


def test_whose_key_is_not_in_the_roster_is_told_so(office: OfficeWorld) -> None:
    office.case_at(2)
    key = office.root / "stranger"
    office.world.must(office.root, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key)
    office.git(KASUBID, "config", "user.signingkey", f"{key}.pub")
    out = refused(office, KASUBID, "review", CASE, "--approve")
    assert "is not in the roster of this office" in out
    assert "review/officials.yml" in out


def test_what_lies_on_the_desk_is_told_to_people_and_to_programs(office: OfficeWorld) -> None:
    office.case_at(2)
    people = office.run(KASUBID, "review", CASE)
    assert people.code == 0, people.out
    for words in ("Jadwal seleksi", "Step 2 (paraf): waits for Cendana Contohwan.",
                  "Melati Rekaanwati", f"+ {PAGE}", f"paraf preview {CASE}"):  # fmt: skip
        assert words in people.out
    into = office.root / "seen"
    assert office.run(KASUBID, "preview", CASE, "--into", into).code == 0
    assert "1 Desember" in (into / "pengumuman/jadwal-seleksi/index.html").read_text()


def test_the_report_on_the_desk_can_be_opened(office: OfficeWorld) -> None:
    office.case_at(6)
    out = office.run(KASUBID, "review", CASE).out
    command = out.partition("Open the report: ")[2].splitlines()[0].removesuffix(" > report.pdf")
    shown = office.desk(KASUBID).git.run(*command.split()[1:])
    assert shown.startswith(b"%PDF-")
    assert approval(office, "report").head is not None
