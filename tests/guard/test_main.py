"""What reaches the published branch: nothing but what the gate passed."""

from pathlib import Path

import pytest

from guard.door import ARCHIVED, BOOK, DRAFT, MAIN, REPORT, Door, door
from office_world import (
    ADMIN,
    BOT,
    CASE,
    KASUBID,
    PAGE,
    PENGELOLA,
    alone,
    approval,
    office_world,
)
from paraf.core.case import Archived, Deed, Merged, Opened, Performed
from paraf.pipeline.guard_push import NONE
from paraf.pipeline.limits import mixed

NOT_SO = "Nothing reaches the published branch but through the gate"
FOLDER = f"review/archive/2026/{CASE}"


def merged(at: Door, commit: str, *, change: str = "manuscript", head: str = "") -> dict[str, str]:
    """Return the push of a merge with the program's event that tells of it."""
    return {BOOK: at.event(BOT, Merged(change, head or at.ref(DRAFT), commit)), MAIN: commit}


def archived(at: Door, tree: str) -> dict[str, str]:
    commit = at.commit(tree, [at.ref(MAIN)], "archive\n", by=BOT)
    return {BOOK: at.event(BOT, Archived(commit)), MAIN: commit}


def admin(at: Door, put: dict[str, str], *drop: str, **how: object) -> dict[str, str]:
    base = at.ref(MAIN)
    return {MAIN: at.commit(at.tree(base, put, *drop), [base], by=ADMIN, **how)}


def text_of(at: Door, path: str) -> str:
    return (at.git.read(at.ref(MAIN), path) or b"").decode()


def test_the_program_merges_what_every_official_marked() -> None:
    at = door(5)
    assert at.ask(merged(at, at.merge())) == ""


@pytest.mark.parametrize("who", [PENGELOLA, KASUBID, BOT])
def test_nobody_pushes_a_page_to_main(who: str) -> None:
    at = door(5)
    base = at.ref(MAIN)
    tree = at.tree(base, {"content/index.md": "# Diretas\n"})
    assert NOT_SO in at.ask({MAIN: at.commit(tree, [base], by=who)})


def test_nobody_pushes_a_draft_to_main_as_it_is() -> None:
    at = door(5)
    assert NOT_SO in at.ask({MAIN: at.ref(DRAFT)})


@pytest.mark.parametrize("step", [2, 3, 4])
def test_the_program_cannot_merge_before_every_mark_is_there(step: int) -> None:
    at = door(step)
    assert f"it waits at step {step}." in at.ask(merged(at, at.merge()))


def test_an_official_cannot_merge_in_the_programs_place() -> None:
    at = door(5)
    commit = at.merge(by=KASUBID)
    event = at.event(KASUBID, Merged("manuscript", at.ref(DRAFT), commit))
    assert "Only the program may record that" in at.ask({BOOK: event, MAIN: commit})
    assert "Only the program merges" in at.ask(merged(at, commit))


def test_a_merge_without_its_event_is_refused() -> None:
    at = door(5)
    assert NOT_SO in at.ask({MAIN: at.merge()})


def test_an_event_of_a_merge_that_does_not_come_is_refused() -> None:
    at = door(5)
    event = at.event(BOT, Merged("manuscript", at.ref(DRAFT), at.merge()))
    assert at.ask({BOOK: event}) == "The event and the branch main differ."


def test_a_merge_that_alters_a_marked_page_is_refused() -> None:
    at = door(5)
    clean = at.git.clean_merge(at.ref(MAIN), at.ref(DRAFT)) or ""
    evil = at.merge(tree=at.tree(clean, {PAGE: "# Jahat\n"}))
    assert f"{PAGE} is not in the merge as it was marked." in at.ask(merged(at, evil))


def test_a_merge_with_one_file_more_is_refused() -> None:
    at = door(5)
    clean = at.git.clean_merge(at.ref(MAIN), at.ref(DRAFT)) or ""
    evil = at.merge(tree=at.tree(clean, {"content/lagi.md": "# Lagi\n"}))
    assert "content/lagi.md is not in the merge as it was marked." in at.ask(merged(at, evil))


def test_a_merge_with_one_file_less_is_refused() -> None:
    at = door(5)
    clean = at.git.clean_merge(at.ref(MAIN), at.ref(DRAFT)) or ""
    assert "is not in the merge as it was marked" in at.ask(
        merged(at, at.merge(tree=at.tree(clean, {}, PAGE)))
    )


def test_a_merge_that_drops_an_unmarked_page_is_refused() -> None:
    at = door(5)
    clean = at.git.clean_merge(at.ref(MAIN), at.ref(DRAFT)) or ""
    evil = at.merge(tree=at.tree(clean, {}, "content/index.md"))
    assert "content/index.md is not in the merge" in at.ask(merged(at, evil))


def test_a_merge_of_another_head_than_the_marked_one_is_refused() -> None:
    at = door(5)
    head = at.ref(DRAFT)
    other = at.commit(at.tree(head, {PAGE: "# Lain\n"}), [head])
    commit = at.merge(head=other)
    assert "The gate has not passed" in at.ask(merged(at, commit))
    assert "The gate has not passed" in at.ask(merged(at, commit, head=other))


def test_a_merge_told_as_that_of_another_change_is_refused() -> None:
    at = door(5)
    assert "The gate has not passed" in at.ask(merged(at, at.merge(), change="report"))


def test_an_octopus_is_refused() -> None:
    at = door(5)
    base, head = at.ref(MAIN), at.ref(DRAFT)
    third = at.commit(at.git.text("rev-parse", f"{base}^{{tree}}"), [base])
    commit = at.commit(at.git.clean_merge(base, head) or "", [base, head, third], by=BOT)
    assert "joins one change" in at.ask(merged(at, commit))


def test_main_is_never_deleted_rewound_or_replaced() -> None:
    at = door(12)
    only_added = "The published branch is only ever added to."
    root = at.commit(at.git.text("rev-parse", f"{at.ref(MAIN)}^{{tree}}"), [], by=ADMIN)
    for new in (NONE, at.git.text("rev-parse", f"{at.ref(MAIN)}~1"), root):
        assert at.ask({MAIN: new}) == only_added


def test_mains_own_history_does_not_come_in_as_a_second_parent() -> None:
    at = door(12)
    base = at.ref(MAIN)
    older = at.git.text("rev-parse", f"{base}~1")
    tree = at.tree(older, {"review/x.txt": "x"})
    aside = at.commit(tree, [older], by=ADMIN)
    swapped = at.commit(tree, [aside, base], by=ADMIN)
    assert at.ask({MAIN: swapped}) == "The published branch is only ever added to."


def test_an_event_that_names_another_commit_of_main_is_refused() -> None:
    at = door(5)
    commit = at.merge()
    push = merged(at, commit) | admin(at, {"review/x.txt": "x"})
    assert at.ask(push) == "The event and the branch main differ."


def test_an_event_of_merging_cannot_name_an_administrators_commit() -> None:
    at = door(5)
    commit = admin(at, {"review/x.txt": "x"})[MAIN]
    assert at.ask(merged(at, commit)) != ""
    by_bot = at.commit(at.tree(at.ref(MAIN), {"review/x.txt": "x"}), [at.ref(MAIN)], by=BOT)
    assert NOT_SO in at.ask(merged(at, by_bot))


def test_one_merge_cannot_be_told_in_two_cases() -> None:
    at = door(5)
    commit = at.merge()
    other = f"{BOOK}-2"
    first = at.event(PENGELOLA, opened(at), case=f"{CASE}-2")
    second = at.event(
        BOT, Merged("manuscript", at.ref(DRAFT), commit), case=f"{CASE}-2", after=first
    )
    assert at.ask(merged(at, commit) | {other: second}) != ""


def opened(at: Door) -> Deed:
    return Opened("update-website", "Perkara lain", at.office.now)


def test_a_commit_cannot_be_merge_and_archive_at_once() -> None:
    at = door(11)
    base, head = at.ref(MAIN), at.ref(REPORT)
    commit = at.commit(at.git.clean_merge(base, head) or "", [base, head], by=BOT)
    merge = at.event(BOT, Merged("report", head, commit))
    both = at.event(BOT, Archived(commit), after=merge)
    assert at.ask({BOOK: merge, MAIN: commit}) == ""
    assert at.ask({BOOK: both, MAIN: commit}) == "One commit belongs to one case."


def test_two_changes_of_one_page_are_not_blended_into_a_text_that_nobody_read() -> None:
    at = door(5)
    base, head = at.ref(MAIN), at.ref(DRAFT)
    # The page was published meanwhile by another case, with the same lines and one more.
    page = at.git.read(head, PAGE) or b""
    meanwhile = at.commit(at.tree(base, {PAGE: page.decode() + "\nTambahan.\n"}), [base], by=BOT)
    tree = at.tree(
        meanwhile,
        {f"drafts/{CASE}/case.yml": (at.git.read(head, f"drafts/{CASE}/case.yml") or b"").decode()},
    )
    commit = at.commit(tree, [meanwhile, head], by=BOT)
    assert mixed(at.git, meanwhile, head, commit) == PAGE


def test_the_archive_adds_files_to_the_cases_own_folder() -> None:
    at = door(12)
    assert at.ask(archived(at, at.tree(at.ref(MAIN), {f"{FOLDER}/bagit.txt": "x"}))) == ""


@pytest.mark.parametrize(
    "put",
    [
        {f"{FOLDER}/bagit.txt": "x", "content/index.md": "# Diretas\n"},
        {f"{FOLDER}-2/bagit.txt": "x"},
        {f"{FOLDER}/data/report/report.yml": "changed: true\n"},
        {"review/officials.yml": "version: 1\n"},
    ],
    ids=["a page", "another folder", "a marked file", "the roster"],
)
def test_the_archive_touches_nothing_else(put: dict[str, str]) -> None:
    at = door(12)
    assert "Archiving adds files" in at.ask(archived(at, at.tree(at.ref(MAIN), put)))


def test_the_archive_drops_no_marked_file() -> None:
    at = door(12)
    tree = at.tree(at.ref(MAIN), {}, f"{FOLDER}/data/report/report.pdf")
    assert "Archiving adds files" in at.ask(archived(at, tree))


@pytest.mark.parametrize("mode", ["120000", "100755", "160000"])
def test_the_archive_holds_plain_files_only(mode: str) -> None:
    at = door(12)
    oid = at.ref(MAIN) if mode == "160000" else at.blob("/etc/passwd")
    tree = at.odd_tree(at.ref(MAIN), mode, f"{FOLDER}/bagit.txt", oid)
    assert "Archiving adds files" in at.ask(archived(at, tree))


def test_nothing_is_archived_before_its_turn() -> None:
    at = door(11)
    tree = at.tree(at.ref(MAIN), {f"{FOLDER}/bagit.txt": "x"})
    assert "The case was not at that step" in at.ask(archived(at, tree))


def test_nothing_happens_to_an_archived_case_any_more() -> None:
    at = door(13)
    tree = at.tree(at.ref(MAIN), {f"{FOLDER}/more.txt": "x"})
    assert "is archived; nothing happens" in at.ask(archived(at, tree))
    again = at.event(BOT, Performed(5, {}))
    assert "is archived; nothing happens" in at.ask({BOOK: again})
    assert at.ask({ARCHIVED: NONE}) != ""


@pytest.mark.parametrize("path", ["review/rules.yml", "mkdocs.yml", "tools/theme/main.html"])
def test_an_administrator_changes_rules_and_settings(path: str) -> None:
    at = door(5)
    assert at.ask(admin(at, {path: text_of(at, path) + "\n# diperiksa\n"})) == ""


@pytest.mark.parametrize(
    "path",
    ["content/index.md", "content/assets/x.js", f"drafts/{CASE}/case.yml", f"{FOLDER}/x.txt",
     "Content/index.md", "drafts"],
)  # fmt: skip
def test_an_administrator_touches_no_page_no_draft_and_no_archive(path: str) -> None:
    at = door(5)
    assert "changes only through a case" in at.ask(admin(at, {path: "x"}))


def test_an_administrator_cannot_delete_a_page() -> None:
    at = door(5)
    assert "changes only through a case" in at.ask(admin(at, {}, "content"))


def test_an_administrators_commit_needs_the_administrators_signature() -> None:
    at = door(5)
    put = {"review/x.txt": "x"}
    assert NOT_SO in at.ask(admin(at, put, signed=False))
    for thief in (PENGELOLA, KASUBID, BOT):
        assert NOT_SO in at.ask(admin(at, put, key=thief))


def test_an_administrators_commit_below_a_merges_second_parent_is_refused() -> None:
    at = door(5)
    base = at.ref(MAIN)
    side = admin(at, {"content/index.md": "# Diretas\n"})[MAIN]
    merge = at.commit(at.git.text("rev-parse", f"{side}^{{tree}}"), [base, side], by=ADMIN)
    assert NOT_SO in at.ask({MAIN: merge})


def test_a_new_roster_counts_from_the_next_push_on() -> None:
    at = door(5)
    base = at.ref(MAIN)
    admin_key = at.office.key(ADMIN).public.strip()
    roster = text_of(at, "review/officials.yml")
    # The administrator's key is made the Pengelola's, whose draft then moves in the same push.
    mine = at.office.key(PENGELOLA).public.strip()
    swapped = roster.replace(admin_key, "KUNCI").replace(mine, admin_key)
    swapped = swapped.replace("KUNCI", mine)
    first = at.commit(at.tree(base, {"review/officials.yml": swapped}), [base], by=ADMIN)
    second = at.commit(at.tree(first, {"review/x.txt": "x"}), [first], by=ADMIN, key=PENGELOLA)
    assert at.ask({MAIN: first}) == ""
    assert NOT_SO in at.ask({MAIN: second})


def test_a_withdrawn_key_signs_nothing_however_far_back_it_dates_its_work(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    office.case_at(2)
    at = Door(office, alone(office.bare))
    roster = text_of(at, "review/officials.yml")
    for who in (ADMIN, KASUBID, BOT):
        key = office.key(who).public.strip()
        retired = f'[]\n    retired_keys: [{{key: "{key}", until: 2026-11-16}}]'
        roster = roster.replace(f'["{key}"]', retired)
    main = at.commit(at.tree(at.ref(MAIN), {"review/officials.yml": roster}), [at.ref(MAIN)])
    at.git.run("update-ref", MAIN, main)
    for date in ("", "1700000000 +0000"):
        assert NOT_SO in at.ask(admin(at, {"review/x.txt": "x"}, date=date))
    mark = at.event(KASUBID, approval(office, "manuscript"))
    assert "is not signed by the key that it names" in at.ask({BOOK: mark})


def test_rules_that_cannot_be_read_are_refused_with_file_and_line() -> None:
    at = door(5)
    broken = text_of(at, "review/rules.yml").replace("file_megabytes: 20", "file_megabytes: banyak")
    assert "review/rules.yml:3: " in at.ask(admin(at, {"review/rules.yml": broken}))
    assert "review/officials.yml:1: " in at.ask(admin(at, {}, "review/officials.yml"))


def test_rules_that_nobody_could_put_right_again_are_refused() -> None:
    at = door(5)
    roster = text_of(at, "review/officials.yml")
    key = at.office.key(ADMIN).public.strip()
    without = roster.replace(f'["{key}"]', "[]")
    assert without != roster
    assert "leaves no administrator" in at.ask(admin(at, {"review/officials.yml": without}))


def test_a_procedure_stays_as_long_as_a_case_follows_it() -> None:
    at = door(5)
    gone = admin(at, {}, "review/sop/update-website.yml")
    assert f"is still followed by case {CASE}" in at.ask(gone)
