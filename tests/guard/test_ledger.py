"""What may be written into a ledger: honest events at its end, by who they name."""

import json
from datetime import timedelta

import pytest

from guard.door import BOOK, DRAFT, LEDGERS, MAIN, REPORT, Door, door
from office_world import ADMIN, BOT, CASE, KABID, KASUBID, KEPALA, PAGE, PENGELOLA, approval
from paraf.core.case import (
    Archived,
    Assigned,
    Closed,
    Deed,
    Failed,
    Merged,
    Moved,
    Opened,
    Opinion,
    Performed,
    Requested,
    Restored,
    Retargeted,
    Reviewed,
    Withdrawn,
)
from paraf.forge.authorship import authorship
from paraf.pipeline.guard_push import NONE
from paraf.pipeline.listing import change_digest
from paraf.pipeline.rulebook import at as rules_at
from paraf.pipeline.rulebook import load

FOLDER = f"review/archive/2026/{CASE}/data"


def yes(at: Door, change: str = "manuscript") -> Reviewed:
    return approval(at.office, change)


def last(at: Door, by: int = 0) -> str:
    return at.git.text("rev-parse", f"{at.ref(BOOK)}~{by}")


def draft(at: Door, put: dict[str, str], *drop: str, base: str = "", **how: object) -> str:
    """Write another head of the draft."""
    head = base or at.ref(DRAFT)
    return at.commit(at.tree(head, put, *drop), [head], **how)


def page(body: str, kind: str = "berkala") -> str:
    """Return the source of a page with its front matter."""
    return (f"---\ntitle: Jadwal seleksi\ndate: 2026-11-16\nsummary: Jadwal.\n"
            f"information_class: {kind}\n---\n{body}\n")  # fmt: skip


def handed_in(at: Door, head: str, **lie: object) -> dict[str, str]:
    """Return the push of a draft's head with an honest event, or with one that lies a little."""
    return moved(at, "manuscript", head, DRAFT, lie)


def moved(at: Door, kind: str, head: str, ref: str, lie: dict[str, object]) -> dict[str, str]:
    base = at.ref(MAIN)
    office = load(rules_at(at.git, base)).office
    people = authorship(at.git, base, head, office).contributors
    digest = change_digest(at.git, base, head, kind, FOLDER.removesuffix("/data"))
    honest = {"change": kind, "head": head, "digest": digest, "contributors": people}
    return {BOOK: at.event(PENGELOLA, Moved(**(honest | lie))), ref: head}


def test_an_official_marks_what_waits_for_them() -> None:
    at = door(2)
    assert at.ask({BOOK: at.event(KASUBID, yes(at))}) == ""


def test_a_return_with_several_lines_and_any_language_is_a_return() -> None:
    at = door(2)
    note = "Tanggal salah:\n\t“1–3 Desember”, bukan 2–4. 日付 👩‍💻"
    deed = Reviewed("manuscript", Opinion.RETURN, at.ref(DRAFT), note)
    assert at.ask({BOOK: at.event(KASUBID, deed)}) == ""


def test_a_ledger_is_never_deleted_rewound_or_rewritten() -> None:
    at = door(3)
    fork = at.event(KASUBID, yes(at), after=last(at, 1), minutes=1)
    assert at.ask({BOOK: NONE}) == "A ledger is never deleted."
    for new in (last(at, 1), fork, at.ref(MAIN)):
        assert "this push would rewrite it" in at.ask({BOOK: new})


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"key": PENGELOLA}, "Event 3 is not signed by the key that it names."),
        ({"actor": KABID}, "Event 3 is not signed by the key that it names."),
        ({"signed": False}, "Event 3 is not signed by the key that it names."),
        ({"seq": 4}, "is broken at line 3"),
        ({"seq": 2}, "is broken at line 3"),
        ({"prev": "0" * 64}, "is broken at line 3"),
        ({"minutes": 6}, "The time of event 3 is not now"),
        ({"minutes": -6}, "The time of event 3 is not now"),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)
def test_an_event_that_lies_of_itself_is_refused(how: dict[str, object], why: str) -> None:
    at = door(2)
    assert why in at.ask({BOOK: at.event(KASUBID, yes(at), **how)})


def test_time_does_not_run_backwards() -> None:
    at = door(2)
    at.office.later(0)
    before = at.office.now - timedelta(minutes=2)
    event = at.event(KASUBID, yes(at), minutes=-2)
    assert "The time of event 3 is not now" in at.ask({BOOK: event}, before)


def test_an_unknown_key_signs_for_nobody() -> None:
    at = door(2)
    keys = at.office.root / "keys"
    if not (keys / "orang").exists():
        at.office.world.must(
            keys, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", keys / "orang"
        )
    stolen = at.event(KASUBID, yes(at), key="orang")
    assert "is not signed by the key" in at.ask({BOOK: stolen})
    own = at.event("orang", yes(at))
    assert "is not signed by the key" in at.ask({BOOK: own})


def test_the_administrator_is_no_official() -> None:
    at = door(2)
    assert "is not in the roster" in at.ask({BOOK: at.event(ADMIN, yes(at))})


def test_an_event_holds_no_files() -> None:
    at = door(2)
    full = at.git.text("rev-parse", f"{at.ref(MAIN)}^{{tree}}")
    assert "is not written as the program writes it" in at.ask(
        {BOOK: at.event(KASUBID, yes(at), tree=full)}
    )


def test_an_event_has_one_parent() -> None:
    at = door(2)
    joined = at.event(KASUBID, yes(at), beside=at.ref(MAIN))
    assert "two of them were joined" in at.ask({BOOK: joined})


def test_two_events_in_one_commit_are_refused() -> None:
    at = door(2)
    first = at.event(KASUBID, yes(at))
    message = at.git.text("log", "-1", "--format=%B", first)
    two = at.event(KASUBID, yes(at), message=f"{message}\n{message.splitlines()[-1]}\n")
    assert "is not written as the program writes it" in at.ask({BOOK: two})


@pytest.mark.parametrize(
    "message",
    ["setuju: {case} #3\n\n{line}\n", "reviewed: {case} #3\n\ndan lagi\n{line}\n", "{line}\n",
     "reviewed: {case} #3\n\n{line}\n\n"],
)  # fmt: skip
def test_a_commit_says_nothing_beside_its_event(message: str) -> None:
    at = door(2)
    line = at.git.text("log", "-1", "--format=%B", at.event(KASUBID, yes(at))).splitlines()[-1]
    said = message.format(case=CASE, line="{line}").replace("{line}", line)
    event = at.event(KASUBID, yes(at), message=said)
    assert "is not written as the program writes it" in at.ask({BOOK: event})


def test_what_follows_a_null_byte_does_not_hide() -> None:
    at = door(2)
    raw = at.git.raw(at.event(KASUBID, yes(at), signed=False), "commit") or b""
    oid = at.git.run("hash-object", "-t", "commit", "-w", "--literally", "--stdin",
                     stdin=raw + b"\0lain").decode().strip()  # fmt: skip
    assert "is not signed by the key" in at.ask({BOOK: oid})


def test_the_commits_date_is_the_events() -> None:
    at = door(2)
    message = at.git.text("log", "-1", "--format=%B", at.event(KASUBID, yes(at))) + "\n"
    old = at.commit(at.git.text("hash-object", "-t", "tree", "/dev/null"), [at.ref(BOOK)], message,
                    by=KASUBID, date="1700000000 +0000")  # fmt: skip
    assert "is not written as the program writes it" in at.ask({BOOK: old})


@pytest.mark.parametrize(
    "change",
    [lambda d: json.dumps(d), lambda d: json.dumps({**d, "x": 1}, sort_keys=True),
     lambda _: "null", lambda _: "[" * 5000, lambda d: json.dumps({**d, "v": 2}, sort_keys=True)],
    ids=["spaces", "another key", "nothing", "deep", "version"],
)  # fmt: skip
def test_a_line_that_is_not_canonical_is_no_event(change: object) -> None:
    at = door(2)
    line = at.git.text("log", "-1", "--format=%B", at.event(KASUBID, yes(at))).splitlines()[-1]
    event = at.event(KASUBID, yes(at), line=change(json.loads(line)))
    assert "holds a line that is no event" in at.ask({BOOK: event})


def test_an_event_belongs_to_one_case() -> None:
    at = door(3)
    other = f"{LEDGERS}20261116-lain"
    assert at.ask({other: at.ref(BOOK)}) == "The ledger of case 20261116-lain is broken at line 1."
    begun = at.event(
        PENGELOLA, Opened("update-website", "Lain", at.office.now), case="20261116-lain"
    )
    # The Kasubid's approval, taken as it is from one case into another.
    old = at.git.raw(at.ref(BOOK), "commit") or b""
    moved = old.replace(last(at, 1).encode(), begun.encode())
    replayed = (
        at.git.run("hash-object", "-t", "commit", "-w", "--stdin", stdin=moved).decode().strip()
    )
    assert at.ask({other: begun}) == ""
    assert "is broken at line 2" in at.ask({other: replayed})


def test_an_event_is_not_told_twice() -> None:
    at = door(3)
    again = at.git.raw(at.ref(BOOK), "commit") or b""
    twice = again.replace(f"parent {last(at, 1)}".encode(), f"parent {last(at)}".encode())
    oid = at.git.run("hash-object", "-t", "commit", "-w", "--stdin", stdin=twice).decode().strip()
    assert "is broken at line 4" in at.ask({BOOK: oid})


@pytest.mark.parametrize(
    "deed",
    [Performed(5, {}), Failed(5, ("x",)), Merged("manuscript", "x", "y"), Archived("x")],
    ids=lambda deed: type(deed).__name__,
)
def test_an_official_does_not_tell_what_the_program_does(deed: Deed) -> None:
    at = door(5)
    for who in (PENGELOLA, KASUBID, KABID):
        assert "Only the program may record that" in at.ask({BOOK: at.event(who, deed)})


def test_the_program_does_not_tell_what_officials_do() -> None:
    at = door(2)
    deeds = (
        yes(at),
        Withdrawn("manuscript", 2),
        Assigned(at.office.account(PENGELOLA)),
        Requested(5),
    )
    for deed in deeds:
        assert "Only an official may record that" in at.ask({BOOK: at.event(BOT, deed)})
    assert "Only an official" in at.ask(
        {f"{BOOK}-2": at.event(BOT, Opened("update-website", "x", at.office.now), case=f"{CASE}-2")}
    )


def test_the_programs_event_needs_the_programs_key() -> None:
    at = door(5)
    commit = at.merge()
    stolen = at.event(BOT, Merged("manuscript", at.ref(DRAFT), commit), key=KASUBID)
    assert "is not signed by the key that it names" in at.ask({BOOK: stolen, MAIN: commit})


@pytest.mark.parametrize(
    "deed",
    [
        Retargeted("manuscript", "lain"),
        Closed("manuscript", closed=True),
        Restored("manuscript", 2),
    ],
)
def test_this_forge_has_no_events_of_other_forges(deed: Deed) -> None:
    at = door(2)
    assert "This forge knows no such event." in at.ask({BOOK: at.event(KASUBID, deed)})


@pytest.mark.parametrize("who", [PENGELOLA, KABID, KEPALA, "kenanga"])
def test_a_mark_out_of_turn_or_without_the_post_is_not_written_down(who: str) -> None:
    at = door(2)
    assert at.ask({BOOK: at.event(who, yes(at))}) != ""


def test_a_mark_on_another_commit_is_not_written_down() -> None:
    at = door(2)
    deed = Reviewed("manuscript", Opinion.APPROVE, at.ref(MAIN))
    assert "another commit than the one under review" in at.ask({BOOK: at.event(KASUBID, deed)})


def test_a_review_is_taken_back_by_its_writer_only() -> None:
    at = door(3)
    theirs = Withdrawn("manuscript", 3)
    for who in (PENGELOLA, KABID, KEPALA):
        assert at.ask({BOOK: at.event(who, theirs)}) == "Only one's own review can be withdrawn."
    assert at.ask({BOOK: at.event(KASUBID, theirs)}) == ""
    assert at.ask({BOOK: at.event(KASUBID, Withdrawn("manuscript", 2))}) != ""


def test_a_case_is_opened_once_and_first() -> None:
    at = door(2)
    again = at.event(PENGELOLA, Opened("update-website", "Lagi", at.office.now))
    assert "A ledger begins with the opening" in at.ask({BOOK: again})
    first = at.event(KASUBID, yes(at), case=f"{CASE}-2")
    assert "A ledger begins with the opening" in at.ask({f"{BOOK}-2": first})


@pytest.mark.parametrize("who", [KASUBID, KEPALA, "kenanga"])
def test_a_case_is_opened_by_the_post_of_its_first_step(who: str) -> None:
    at = door(2)
    event = at.event(who, Opened("update-website", "Lain", at.office.now), case=f"{CASE}-2")
    assert "which opens cases" in at.ask({f"{BOOK}-2": event})


@pytest.mark.parametrize("days", [-1, 1, -10_000, 2_000_000])
def test_a_case_begins_when_it_is_opened(days: int) -> None:
    at = door(2)
    begun = at.office.now + timedelta(days=days)
    event = at.event(PENGELOLA, Opened("update-website", "Lain", begun), case=f"{CASE}-2")
    assert at.ask({f"{BOOK}-2": event}) == "A case begins when it is opened."


@pytest.mark.parametrize("sop", ["tidak-ada", "../officials", "a/b", ""])
def test_a_case_follows_a_procedure_that_there_is(sop: str) -> None:
    at = door(2)
    event = at.event(PENGELOLA, Opened(sop, "Lain", at.office.now), case=f"{CASE}-2")
    assert f"review/sop/{sop}.yml:1: " in at.ask({f"{BOOK}-2": event})


@pytest.mark.parametrize("title", ["", " ", "a\nb", "x" * 301])
def test_a_title_is_one_line(title: str) -> None:
    at = door(2)
    event = at.event(PENGELOLA, Opened("update-website", title, at.office.now), case=f"{CASE}-2")
    assert "The title of a case is one line" in at.ask({f"{BOOK}-2": event})


@pytest.mark.parametrize("sign", ["\x1b", "\0", "\r", "\x7f", "\x9b", "\u202e", "\u2028"])
def test_no_sign_that_steers_a_terminal_enters_the_ledger(sign: str) -> None:
    at = door(2)
    title = Opened("update-website", f"Jadwal{sign}[2J", at.office.now)
    event = at.event(PENGELOLA, title, case=f"{CASE}-2")
    assert f"steers a terminal: U+{ord(sign):04X}." in at.ask({f"{BOOK}-2": event})
    note = Reviewed("manuscript", Opinion.RETURN, at.ref(DRAFT), f"x{sign}")
    assert "steers a terminal" in at.ask({BOOK: at.event(KASUBID, note)})


def test_what_a_shell_would_run_is_a_title_like_any_other() -> None:
    at = door(2)
    title = "$(reboot) `reboot` \"; rm -rf / # ' {x} %s"
    event = at.event(PENGELOLA, Opened("update-website", title, at.office.now), case=f"{CASE}-2")
    assert at.ask({f"{BOOK}-2": event}) == ""


def test_nobody_floods_a_ledger() -> None:
    at = door(2)
    long = Reviewed("manuscript", Opinion.RETURN, at.ref(DRAFT), "x" * 70_000)
    assert "is too long" in at.ask({BOOK: at.event(KASUBID, long)})
    tip = ""
    for _ in range(21):
        tip = at.event(KASUBID, Reviewed("manuscript", Opinion.COMMENT, at.ref(DRAFT)), after=tip)
    assert "at most 20 events" in at.ask({BOOK: tip})


@pytest.mark.parametrize(
    "name",
    ["20261116-Jadwal", "a/b", "-x", "x--y", "jadwal.lock2", "jadwal_x", "ä", "x" * 81, "x\u202ey"],
)
def test_a_case_has_a_name_that_every_system_can_hold(name: str) -> None:
    at = door(2)
    event = at.event(PENGELOLA, Opened("update-website", "x", at.office.now), case=name)
    assert "is no name of a case" in at.ask({LEDGERS + name: event})


# What a hand-in tells of its draft


def test_a_draft_is_handed_in_with_an_event_that_tells_of_it() -> None:
    at = door(2)
    head = draft(at, {PAGE: page("# Lain")})
    assert at.ask(handed_in(at, head)) == ""


def test_the_event_and_the_branch_tell_the_same() -> None:
    at = door(2)
    head = draft(at, {PAGE: page("# Lain")})
    other = draft(at, {PAGE: page("# Beda")})
    push = handed_in(at, head)
    differ = f"The event and the branch draft/{CASE} differ."
    assert at.ask({BOOK: push[BOOK]}) == differ
    assert at.ask({BOOK: push[BOOK], DRAFT: other}) == differ
    assert at.ask({BOOK: push[BOOK], f"{DRAFT}-2": head}) == differ
    assert "moves only by 'paraf submit'" in at.ask({DRAFT: head})


@pytest.mark.parametrize(
    ("lie", "why"),
    [
        ({"digest": "0" * 64}, "digest is not that of the change's files"),
        ({"contributors": ()}, "does not name everybody who wrote"),
        ({"change": "report"}, "The event and the branch report/"),
        ({"change": "draft"}, "The SOP knows no change named draft."),
    ],
)
def test_a_hand_in_that_lies_is_refused(lie: dict[str, object], why: str) -> None:
    at = door(2)
    head = draft(at, {PAGE: page("# Lain")})
    assert why in at.ask(handed_in(at, head, **lie))


def test_who_wrote_along_is_not_left_out() -> None:
    at = door(2)
    theirs = draft(at, {PAGE: page("# Kasubid menulis")}, by=KASUBID)
    mine = draft(at, {PAGE: page("# Lalu saya")}, base=theirs)
    push = handed_in(at, mine, contributors=(at.office.account(PENGELOLA),))
    assert "does not name everybody who wrote" in at.ask(push)


def test_what_strangers_wrote_is_refused() -> None:
    at = door(2)
    head = draft(at, {PAGE: page("# Asing")}, by="orang@luar.example", key=PENGELOLA)
    assert "orang@luar.example wrote a commit and is in no roster." in at.ask(handed_in(at, head))


@pytest.mark.parametrize(
    "path",
    ["review/officials.yml", "mkdocs.yml", "drafts/20261116-lain/case.yml", "content/.htaccess",
     "content/assets/javascripts/x.js", ".gitattributes", "content/.gitattributes", ".gitmodules",
     f"{FOLDER}/report/report.yml", "content/pengumuman/JADWAL-seleksi.md", "content/con.md"],
)  # fmt: skip
def test_a_draft_keeps_to_its_own_places(path: str) -> None:
    at = door(2)
    assert at.ask(handed_in(at, draft(at, {path: "x"}))) != ""


@pytest.mark.parametrize("mode", ["120000", "100755", "160000"])
def test_a_draft_holds_plain_files_only(mode: str) -> None:
    at = door(2)
    oid = at.ref(MAIN) if mode == "160000" else at.blob("../../review/officials.yml")
    tree = at.odd_tree(at.ref(DRAFT), mode, "content/x.txt", oid)
    head = at.commit(tree, [at.ref(DRAFT)])
    event = at.event(PENGELOLA, Moved("manuscript", head, "", (at.office.account(PENGELOLA),)))
    assert "content/x.txt: " in at.ask({BOOK: event, DRAFT: head})


def test_a_draft_brings_its_case_file() -> None:
    at = door(2)
    path = f"drafts/{CASE}/case.yml"
    text = (at.git.read(at.ref(DRAFT), path) or b"").decode()
    assert f"{path} is missing" in at.ask(handed_in(at, draft(at, {}, path)))
    for wrong in (text.replace(CASE, "lain"), text.replace("update-website", "lain")):
        assert "speaks of another case" in at.ask(handed_in(at, draft(at, {path: wrong})))
    bad = handed_in(at, draft(at, {path: "version: satu\n"}))
    assert f"{path}:1: " in at.ask(bad)


def test_an_empty_draft_is_none() -> None:
    at = door(2)
    assert "case.yml is missing" in at.ask(handed_in(at, at.ref(MAIN)))


@pytest.mark.parametrize(
    ("put", "why"),
    [
        ({PAGE: page("# Rahasia", "dikecualikan")}, "exempt information, which is never published"),
        ({PAGE: "# Tanpa keterangan\n"}, f"{PAGE}:1: The page does not begin with"),
        ({PAGE: page("# Salah", "rahasia")}, f"{PAGE}:5: "),
        ({PAGE: page("# Asing").replace("Jadwal.", "<script>")}, "a browser takes for commands"),
        ({"content/lain.md": page("# Lain")}, "The case does not name this page."),
        ({"content/index.md": page("# Rahasia", "dikecualikan")}, "content/index.md: "),
    ],
)
def test_a_changed_client_hands_no_page_in_that_is_not_to_be_published(
    put: dict[str, str], why: str
) -> None:
    at = door(2)
    assert why in at.ask(handed_in(at, draft(at, put)))


def test_a_case_of_exempt_information_is_not_handed_in() -> None:
    at = door(2)
    path = f"drafts/{CASE}/case.yml"
    text = (at.git.read(at.ref(DRAFT), path) or b"").decode().replace("berkala", "dikecualikan")
    assert "exempt information" in at.ask(handed_in(at, draft(at, {path: text})))


def test_a_draft_of_another_repository_is_refused() -> None:
    at = door(2)
    alien = at.commit(at.git.text("rev-parse", f"{at.ref(DRAFT)}^{{tree}}"), [])
    event = at.event(PENGELOLA, Moved("manuscript", alien, "", ()))
    assert "does not come from the published branch" in at.ask({BOOK: event, DRAFT: alien})


def test_what_is_too_large_does_not_hide_in_a_drafts_history() -> None:
    at = door(2)
    big = draft(at, {"content/unduhan/berkas.txt": "x" * 51_000_000})
    gone = draft(at, {}, "content/unduhan/berkas.txt", base=big)
    assert "of its history holds 51000000 bytes" in at.ask(handed_in(at, gone))


def test_a_draft_does_not_move_once_it_is_merged() -> None:
    at = door(6)
    head = draft(at, {PAGE: page("# Lain")})
    assert "was already merged" in at.ask(handed_in(at, head))


# What a correction of the report may change


def report(at: Door, put: dict[str, str], *drop: str) -> dict[str, str]:
    head = at.ref(REPORT)
    new = at.commit(at.tree(head, put, *drop), [head])
    return moved(at, "report", new, REPORT, {})


def test_a_report_is_corrected_in_its_text() -> None:
    at = door(6)
    put = {f"{FOLDER}/report/{name}": "x" for name in ("report.yml", "report.pdf", "remarks.md")}
    assert at.ask(report(at, put)) == ""


@pytest.mark.parametrize(
    "path",
    ["report/manifest.json", "report/evidence/inspection.json", "report/evidence/01-phone.png",
     "manuscript/content/pengumuman/jadwal-seleksi.md", "lain.txt"],
)  # fmt: skip
def test_a_reports_evidence_stays_as_the_program_made_it(path: str) -> None:
    at = door(6)
    why = at.ask(report(at, {f"{FOLDER}/{path}": "palsu"}))
    assert "a correction leaves it" in why or "is not what the program recorded" in why


def test_a_report_touches_nothing_but_its_dossier() -> None:
    at = door(6)
    for path in ("content/index.md", "review/officials.yml", "review/archive/2026/lain/data/x"):
        assert "does not belong to the report" in at.ask(report(at, {path: "x"}))
