"""Drafts, reports, tags, and every other reference."""

import pytest

from guard.door import ARCHIVED, BOOK, DRAFT, MAIN, REPORT, Door, door
from office_world import ADMIN, BOT, CASE, PENGELOLA
from paraf.core.case import Archived
from paraf.core.words import T
from paraf.pipeline.guard import plain
from paraf.pipeline.guard_push import NONE

FOLDER = f"review/archive/2026/{CASE}"


@pytest.mark.parametrize(
    "ref",
    ["refs/heads/evil", "refs/heads/Main", "refs/heads/main/x", "refs/heads/draft",
     "refs/heads/ledger", "refs/notes/commits", "refs/for/main", "refs/tags/v1",
     "refs/tags/archive", "refs/replace/" + "a" * 40,
     "refs/stash", "refs/remotes/origin/main", "refs/meta/config", "refs/heads/refs/heads/main",
     "refs/heads/DRAFT/x", "refs/pull/1/head", "refs/changes/01/1/1", "refs/bundles/x",
     "refs/heads/draft/lain", f"{DRAFT}/x", f"refs/heads/draft/{CASE.upper()}", f"{DRAFT}.x",
     "refs/heads/report/lain", f"refs/heads/draft/draft/{CASE}", f"refs/heads/manuscript/{CASE}",
     f"refs/heads/temuan/{CASE}", f"refs/heads//{CASE}", f"refs/tags/report/{CASE}"],
)  # fmt: skip
def test_nobody_writes_to_other_references(ref: str) -> None:
    at = door(2)
    assert at.ask({ref: at.ref(MAIN)}) == f"Nobody may write to {ref}."


@pytest.mark.parametrize("ref", [REPORT, DRAFT])
def test_a_draft_or_report_moves_only_with_its_event(ref: str) -> None:
    at = door(2)
    assert "moves only by 'paraf submit'" in at.ask({ref: at.ref(MAIN)})


@pytest.mark.parametrize("ref", [MAIN, DRAFT, BOOK])
def test_a_branch_names_a_commit(ref: str) -> None:
    at = door(2)
    tree = at.git.text("rev-parse", f"{at.ref(MAIN)}^{{tree}}")
    assert at.ask({ref: tree}) == f"{ref} would name something that is no commit."


def test_drafts_and_reports_stay_until_the_case_is_archived() -> None:
    at = door(11)
    for ref in (DRAFT, REPORT):
        assert "stays until its case is archived" in at.ask({ref: NONE})
    over = door(13)
    assert over.ref(DRAFT) == NONE  # they went with the archiving


def test_an_archived_case_gets_no_new_draft() -> None:
    at = door(13)
    assert "moves only by 'paraf submit'" in at.ask({DRAFT: at.ref(MAIN)})


# The tag of the archive


def tag(
    at: Door, *, by: str = BOT, commit: str = "", name: str = f"archive/{CASE}",
    kind: str = "commit", signed: bool = True,
) -> str:  # fmt: skip
    """Write a tag object, honest unless something is asked for otherwise."""
    text = (
        f"object {commit}\ntype {kind}\ntag {name}\n"
        f"tagger {by} <{by}@bkd.contoh.example> {int(at.office.now.timestamp())} +0000\n\narsip\n"
    )
    if signed:
        folder = at.office.root / "keys"
        file = folder / "tag"
        file.write_text(text)
        (folder / "tag.sig").unlink(missing_ok=True)
        at.office.world.must(
            folder, "ssh-keygen", "-q", "-Y", "sign", "-n", "git", "-f", folder / by, file
        )
        text += (folder / "tag.sig").read_text()
    return (
        at.git.run("hash-object", "-t", "tag", "-w", "--stdin", stdin=text.encode())
        .decode()
        .strip()
    )


def archiving(at: Door) -> tuple[dict[str, str], str]:
    tree = at.tree(at.ref(MAIN), {f"{FOLDER}/bagit.txt": "x"})
    commit = at.commit(tree, [at.ref(MAIN)], "archive\n", by=BOT)
    return {BOOK: at.event(BOT, Archived(commit)), MAIN: commit, DRAFT: NONE, REPORT: NONE}, commit


def test_the_program_archives_with_its_signed_tag_and_takes_the_branches_away() -> None:
    at = door(12)
    push, commit = archiving(at)
    assert at.ask(push | {ARCHIVED: tag(at, commit=commit)}) == ""


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"signed": False}, "signed by the program"),
        ({"by": PENGELOLA}, "signed by the program"),
        ({"by": ADMIN}, "signed by the program"),
        ({"name": "archive/lain"}, "does not name the commit of the archive"),
    ],
    ids=lambda value: str(value),
)
def test_a_tag_of_somebody_elses_is_refused(how: dict[str, object], why: str) -> None:
    at = door(12)
    push, commit = archiving(at)
    assert why in at.ask(push | {ARCHIVED: tag(at, commit=commit, **how)})


def test_a_tag_names_the_archives_own_commit() -> None:
    at = door(12)
    push, commit = archiving(at)
    inner = tag(at, commit=commit)
    for wrong in (
        commit,
        at.ref(MAIN),
        tag(at, commit=at.ref(MAIN)),
        tag(at, commit=inner, kind="tag"),
    ):
        assert "does not name the commit" in at.ask(push | {ARCHIVED: wrong})


def test_a_tag_is_set_once_and_stays() -> None:
    at = door(13)
    once = "The tag of an archived case is set once, with the archiving."
    assert at.ask({ARCHIVED: NONE}) == once
    assert at.ask({ARCHIVED: tag(at, commit=at.ref(MAIN))}) == once
    assert door(12).ask({ARCHIVED: tag(door(12), commit=door(12).ref(MAIN))}) == once
    assert at.ask({"refs/tags/archive/lain": at.ref(MAIN)}) == once


def test_a_refusal_quotes_nothing_that_steers_a_terminal() -> None:
    at = door(2)
    why = at.ask({"refs/heads/\x9b31m\u202elive": at.ref(MAIN)})
    assert why == "Nobody may write to refs/heads/\\u009b31m\\u202elive."
    nested = plain(T("{why}", why=T("a {b}\n{c}", b="\x1b", c="d\ne")))
    assert str(nested) == "a \\u001b\nd\ne"
