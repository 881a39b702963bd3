"""Documents that a changed client hands in: the door takes what the step gives, and no more."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

import pytest

from dossier_world import (
    CASE,
    KEMUNING,
    MERANTI,
    PANDAN,
    SERUNI,
    case_world,
    sends_back,
)
from guard.door import BOOK, MAIN, Door
from office_world import ADMIN, BOT, KABID, KASUBID, alone
from paraf.core.case import Decided, Merged, Moved, Opened, Reminded, Requested
from paraf.core.evidence import FileSum
from paraf.core.stored import Stored
from paraf.forge.authorship import authorship
from paraf.forge.lines import branch
from paraf.pipeline.guard_push import NONE
from paraf.pipeline.listing import change_digest
from paraf.pipeline.rulebook import at as rules_at
from paraf.pipeline.rulebook import load
from paraf.records.stored import write_stored

FOLDER = f"review/archive/2026/{CASE}"
BOOK = BOOK.rpartition("/")[0] + f"/{CASE}"
POINTER = write_stored(Stored("data.zip", FileSum(3, "a" * 64)))


@cache
def door(state: str) -> Door:
    """Return the door of an office whose case stands at a state; no reference may move."""
    folder = Path(tempfile.mkdtemp(prefix="paraf-door-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    office = case_world(folder, state.removesuffix(", sent back"))
    if state.endswith(", sent back"):
        sends_back(office, KASUBID)
    office.later(1)
    return Door(office, alone(office.bare))


def moved(
    at: Door, who: str, change: str, put: dict[str, str], *drop: str, parent: str = "",
    **lie: object,
) -> dict[str, str]:  # fmt: skip
    """Return the push of a change with some files below its folder `data`, its event honest."""
    ref = f"refs/heads/{branch(change, CASE)}"
    base = at.ref(MAIN)
    start = parent or (at.ref(ref) if at.ref(ref) != NONE else base)
    below = f"{FOLDER}/data/"
    files = {name[1:] if name[0] == "/" else below + name: text for name, text in put.items()}
    tree = at.tree(start, files, *(f"{FOLDER}/data/{one}" for one in drop))
    return told(at, who, change, at.commit(tree, [start], by=who), **lie)


def told(at: Door, who: str, change: str, head: str, **lie: object) -> dict[str, str]:
    base = at.ref(MAIN)
    office = load(rules_at(at.git, base)).office
    people = authorship(at.git, base, head, office).contributors
    digest = change_digest(at.git, base, head, change, FOLDER)
    honest = {"change": change, "head": head, "digest": digest, "contributors": people}
    ref = f"refs/heads/{branch(change, CASE)}"
    return {BOOK: at.event(who, Moved(**(honest | lie)), case=CASE), ref: head}


BOTH = {"permintaan/1/surat.pdf": "surat", "permintaan/1/disposisi.txt": "disposisi"}
LIST = {"analisis/1/daftar-perbedaan.pdf": "lain"}


def test_the_documents_of_a_step_are_handed_in_together() -> None:
    at = door("asked for data")
    assert at.ask(moved(at, SERUNI, "permintaan", BOTH)) == ""
    assert (
        at.ask(moved(at, SERUNI, "permintaan", BOTH | {"permintaan/1/catatan.md": "catatan"})) == ""
    )


@pytest.mark.parametrize(
    ("put", "why"),
    [
        ({"permintaan/1/surat.pdf": "x"},
         "Step 1 gives disposisi exactly once; here it is 0 times."),
        (BOTH | {"permintaan/1/surat.txt": "x"}, "gives surat exactly once; here it is 2 times."),
        (BOTH | {"permintaan/1/rahasia.pdf": "x"}, "is none of the documents that this change"),
        (BOTH | {"permintaan/1/surat.d/x.pdf": "x"}, "is none of the documents that this change"),
        (BOTH | {"permintaan/1/x/surat.pdf": "x"}, "is none of the documents that this change"),
        (BOTH | {"permintaan/1/surat": "x"}, "is none of the documents that this change"),
        (BOTH | {"permintaan/surat.pdf": "x"}, "is none of the documents that this change"),
        (BOTH | {"permintaan/2/surat.pdf": "x"}, "is none of the documents that this change"),
        (BOTH | {"permintaan/1/surat.exe": "x"} , "gives surat exactly once"),
        ({**BOTH, "permintaan/1/disposisi.txt": ""}, "is empty, or too large for git."),
        ({"permintaan/1/surat.exe": "x", "permintaan/1/disposisi.txt": "x"},
         "of a kind that is not"),
        ({"permintaan/1/surat.yml": "x", "permintaan/1/disposisi.txt": "x"},
         "of a kind that is not"),
        ({"permintaan/1/surat.PDF": "x", "permintaan/1/disposisi.txt": "x"},
         "of a kind that is not"),
        (BOTH | {"permintaan/1/catatan.md": "x" * 70_000}, "is too long"),
        (BOTH | {"pemutakhiran/3/data-terupdate.stored.yml": POINTER},
         "does not belong to the permintaan"),
        (BOTH | {f"/{FOLDER}/bagit.txt": "x"}, "does not belong to the permintaan"),
        (BOTH | {"/content/index.md": "x"}, "does not belong to the permintaan"),
    ],
)  # fmt: skip
def test_a_change_holds_the_documents_of_its_step_each_once(put: dict[str, str], why: str) -> None:
    at = door("asked for data")
    assert why in at.ask(moved(at, SERUNI, "permintaan", put))


def test_documents_are_plain_files() -> None:
    at = door("asked for data")
    base = at.ref(MAIN)
    for mode in ("120000", "100755", "160000"):
        oid = base if mode == "160000" else at.blob("/etc/passwd")
        tree = at.odd_tree(base, mode, f"{FOLDER}/data/permintaan/1/surat.pdf", oid)
        head = at.commit(tree, [base], by=SERUNI)
        event = at.event(SERUNI, Moved("permintaan", head), case=CASE)
        push = {BOOK: event, f"refs/heads/permintaan/{CASE}": head}
        assert "does not belong to the permintaan" in at.ask(push)


@pytest.mark.parametrize("who", [KABID, PANDAN, MERANTI, ADMIN, BOT])
def test_nobody_hands_in_for_another_post(who: str) -> None:
    at = door("asked for data")
    why = at.ask(moved(at, who, "permintaan", BOTH))
    assert "did not hold the post of step 1" in why or "is not in the roster" in why


def test_nobody_writes_into_the_documents_of_another_step() -> None:
    at = door("analysis under review")
    push = moved(at, KASUBID, "analisis", LIST)
    assert "did not hold the post of step 1" in at.ask(push)
    assert at.ask(moved(at, KEMUNING, "analisis", LIST)) == ""


def test_a_step_that_is_not_yet_due_gives_nothing() -> None:
    at = door("data to be analysed")
    early = LIST | {"analisis/2/laporan-analisis.pdf": "x"}
    assert "It is not yet time for" in at.ask(moved(at, KEMUNING, "analisis", early))
    physical = {"cek-fisik/4/daftar-perbedaan-takah.pdf": "x"}
    assert "not yet time" in at.ask(moved(at, MERANTI, "cek-fisik", physical))


def test_a_change_loses_no_document_of_a_step_that_is_done() -> None:
    at = door("analysis under review")
    push = moved(at, KEMUNING, "analisis", LIST, "analisis/2")
    assert "Step 2 gives laporan-analisis exactly once; here it is 0 times." in at.ask(push)


def test_after_a_return_the_later_steps_documents_come_anew() -> None:
    at = door("analysis under review, sent back")
    assert "It is not yet time for" in at.ask(moved(at, KEMUNING, "analisis", LIST))
    assert at.ask(moved(at, KEMUNING, "analisis", LIST, "analisis/2")) == ""


def test_the_same_documents_again_are_no_correction() -> None:
    back, same = door("analysis under review, sent back"), door("analysis under review")
    unchanged = "The same text was handed in again, unchanged."
    assert at_same(back) == unchanged
    assert same.ask(moved(same, KEMUNING, "analisis", {})) == unchanged
    noted = {"analisis/1/catatan.md": "Tetap, sudah diperiksa."}
    assert back.ask(moved(back, KEMUNING, "analisis", noted, "analisis/2")) == ""


@pytest.mark.parametrize(
    ("note", "why"),
    [
        ("", "The note is empty."),
        (" \n\t\n", "The note is empty."),
        ("\u200b\n", "The note is empty."),
        ("\x1b[31mmerah\n", "a sign that steers a terminal: U+001B."),
        ("nol\0\n", "a sign that steers a terminal: U+0000."),
        ("\u202eterbalik\n", "a sign that steers a terminal: U+202E."),
        ("\x1f\n", "a sign that steers a terminal: U+001F."),
        ("Butir satu\n\tdan dua.\n", ""),
    ],
)
def test_a_note_can_be_read_and_steers_no_screen(note: str, why: str) -> None:
    at = door("analysis under review, sent back")
    noted = {"analisis/1/catatan.md": note}
    answer = at.ask(moved(at, KEMUNING, "analisis", noted, "analisis/2"))
    assert why in answer
    assert bool(why) == bool(answer)


def at_same(at: Door) -> str:
    return at.ask(moved(at, KEMUNING, "analisis", {}, "analisis/2"))


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("data-terupdate.pdf", "NIP", "belongs into the evidence store, not into git"),
        ("data-terupdate.stored.yml", "version: satu\n", "data-terupdate.stored.yml:1: version"),
        ("data-terupdate.stored.yml", POINTER.replace("a" * 64, "A" * 64), "must be a SHA-256"),
        ("data-terupdate.stored.yml", POINTER.replace("size: 3", "size: 0"), "at least 1"),
        ("data-terupdate.stored.yml", POINTER + "bytes: NIP\n", "bytes is not known here"),
        ("data-terupdate.stored.yml", POINTER.replace("data.zip", "../data.zip"), "no plain path"),
        ("data-terupdate.stored.yml", POINTER.replace("media: []", "media: [CD, cd]"), "twice"),
        ("data-terupdate.stored.yml", POINTER + "#" * 70_000, "is too long"),
    ],
)
def test_a_pointer_says_what_lies_in_the_store(name: str, text: str, why: str) -> None:
    at = door("data to be updated")
    assert why in at.ask(moved(at, PANDAN, "pemutakhiran", {f"pemutakhiran/3/{name}": text}))
    assert (
        at.ask(
            moved(at, PANDAN, "pemutakhiran", {"pemutakhiran/3/data-terupdate.stored.yml": POINTER})
        )
        == ""
    )


def test_two_copies_are_named_by_two_media() -> None:
    at = door("data to be corrected")
    for media, why in (("[CD A, CD B]", ""), ("[CD A]", "2 copies on separate media")):
        text = POINTER.replace("media: []", f"media: {media}")
        put = {"koreksi/6/rekap.pdf": "x", "koreksi/6/cadangan.stored.yml": text}
        answer = at.ask(moved(at, KEMUNING, "koreksi", put))
        assert why in answer
        assert bool(why) == bool(answer)


def test_a_change_that_the_procedure_does_not_know_moves_nowhere() -> None:
    at = door("asked for data")
    for change in ("manuscript", "report", "analisis", "evidence"):
        push = moved(at, SERUNI, change, {f"{change}/1/surat.pdf": "x"}, digest="")
        assert at.ask(push) in (
            f"The SOP knows no change named {change}.",
            f"Nobody may write to refs/heads/{branch(change, CASE)}.",
        )


def test_a_change_does_not_move_without_its_event_and_stays_until_the_archive() -> None:
    at = door("analysis under review")
    ref = f"refs/heads/analisis/{CASE}"
    assert "moves only by 'paraf submit'" in at.ask({ref: at.ref(MAIN)})
    assert "stays until its case is archived" in at.ask({ref: NONE})


def test_a_question_is_decided_by_the_post_alone() -> None:
    at = door("damage to be decided")

    def says(who: str, step: int, answer: str) -> str:
        return at.ask({BOOK: at.event(who, Decided(step, answer), case=CASE)})

    step = next(no for no in range(1, 8) if says(KASUBID, no, "rusak") == "")
    assert says(KASUBID, step, "baik") == ""
    assert "knows no such answer" in says(KASUBID, step, "mungkin")
    assert "did not hold the post" in says(PANDAN, step, "rusak")
    assert "No such decision is due now." in says(KASUBID, step + 1, "rusak")
    assert "Only an official may record that" in says(BOT, step, "rusak")


def test_only_the_program_merges_and_reminds() -> None:
    at = door("request to be merged")
    head = at.ref(f"refs/heads/permintaan/{CASE}")
    base = at.ref(MAIN)
    commit = at.commit(at.git.clean_merge(base, head) or "", [base, head], by=SERUNI)
    push = {BOOK: at.event(SERUNI, Merged("permintaan", head, commit), case=CASE), MAIN: commit}
    assert "Only the program" in at.ask(push)
    due = Reminded(1, at.office.now)
    assert "Only the program" in at.ask({BOOK: at.event(SERUNI, due, case=CASE)})
    assert "not" in at.ask({BOOK: at.event(SERUNI, Requested(2), case=CASE)})


def test_a_merge_holds_what_was_handed_in() -> None:
    at = door("request to be merged")
    head, base = at.ref(f"refs/heads/permintaan/{CASE}"), at.ref(MAIN)
    clean = at.git.clean_merge(base, head) or ""
    other = at.tree(clean, {f"{FOLDER}/data/permintaan/1/surat.pdf": "diganti"})
    for tree, why in ((clean, ""), (other, "is not in the merge as it was marked")):
        commit = at.commit(tree, [base, head], "merge\n", by=BOT)
        event = at.event(BOT, Merged("permintaan", head, commit), case=CASE)
        assert why in at.ask({BOOK: event, MAIN: commit})


def test_only_the_first_steps_post_opens_a_case_of_any_procedure() -> None:
    at = door("asked for data")
    ledger = "refs/heads/ledger/20261116-lain"
    for who, sop, why in (
        (KASUBID, "simpeg-maintenance", ""),
        (PANDAN, "simpeg-maintenance", "does not hold the post"),
        (SERUNI, "data-management", ""),
        (SERUNI, "tidak-ada", "review/sop/tidak-ada.yml:1: The file is missing."),
        (SERUNI, "../officials", "The file is missing."),
    ):
        deed = Opened(sop, "Lain", at.office.now)
        answer = at.ask({ledger: at.event(who, deed, case="20261116-lain")})
        assert why in answer
        assert bool(why) == bool(answer)
