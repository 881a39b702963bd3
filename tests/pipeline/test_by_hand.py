"""Cases that publish no page: opened, shown, and looked through before they are merged."""

import json
import resource
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier_world import (
    CASE,
    KEMUNING,
    PANDAN,
    SERUNI,
    brings,
    case_world,
    dossier_world,
    paper,
    references,
    refused,
    told,
    works,
)
from office_world import KABID, PENGELOLA, OfficeWorld, around
from paraf.core.case import Moved
from paraf.core.sop import Document, Sop, Step
from paraf.forge.authorship import authorship
from paraf.pipeline.given import _write
from paraf.pipeline.listing import change_digest
from paraf.pipeline.offer import Offer, match
from paraf.pipeline.papers import Held, Paper, unfit
from paraf.pipeline.rulebook import Rulebook
from paraf.pipeline.store import BadDocument


def test_a_case_without_pages_is_opened_in_the_register_alone(tmp_path: Path) -> None:
    office = dossier_world(tmp_path)
    before = office.git(SERUNI, "branch", "--list").out
    ran = office.run(SERUNI, "new", "--sop", "data-update", "Permintaan  data \n BKN")
    assert ran.code == 0, ran.out
    assert "Case 20261116-permintaan-data-bkn is open." in ran.out
    assert "waits for Seruni Rekayasari" in ran.out
    assert office.git(SERUNI, "branch", "--list").out == before
    assert office.git(SERUNI, "status", "--porcelain").out == ""
    again = office.run(SERUNI, "new", "--sop", "data-update", "Permintaan data BKN", "--json")
    assert json.loads(again.out) == {
        "case": "20261116-permintaan-data-bkn-2", "pages": [], "downloads": []
    }  # fmt: skip


def test_what_only_a_page_has_is_refused_where_there_is_none(tmp_path: Path) -> None:
    office = dossier_world(tmp_path)
    file = paper(office, "a.txt")
    for words in (
        ["--section", "pengumuman"],
        ["--class", "berkala"],
        ["--summary", "x"],
        ["--body", str(file), "--download", str(file), "--material", str(file)],
    ):
        out = refused(office, SERUNI, "new", "--sop", "data-update", "Judul", *words)
        assert "The procedure data-update publishes no page" in out
        assert all(one in out for one in words if one.startswith("--"))


def test_a_case_is_opened_by_the_post_of_the_first_step_under_a_known_procedure(
    tmp_path: Path,
) -> None:
    office = dossier_world(tmp_path)
    assert "does not hold the post" in refused(office, KABID, "new", "--sop", "data-update", "X")
    out = refused(office, SERUNI, "new", "--sop", "../officials", "X")
    assert "This office has no procedure ../officials." in out
    assert "data-management, data-update, simpeg-database" in out
    out = refused(office, SERUNI, "new", "--sop", "data-update", "X" * 301)
    assert "at most 300 signs" in out


def _by_stealth(office: OfficeWorld, put: dict[str, bytes]) -> None:
    """Move the request's branch past the door, as somebody with a shell on the server could."""
    desk = office.desk(SERUNI)
    base, place = desk.forge.base(), f"review/archive/2026/{CASE}"
    head = desk.git.commit(
        desk.git.tree_with(base, {f"{place}/data/{name}": data for name, data in put.items()}),
        [base], "request\n", moment=int(office.now.timestamp()),
    )  # fmt: skip
    people = authorship(desk.git, base, head, desk.rulebook().office).contributors
    moved = Moved(
        "permintaan", head, change_digest(desk.git, base, head, "permintaan", place), people
    )
    office.tell(SERUNI, moved, branches={f"permintaan/{CASE}": head})
    desk = office.desk(KABID)
    with around(desk.git):
        ran = office.run(KABID, "assign", CASE)
    assert ran.code == 0, ran.out


GOOD = {"permintaan/1/surat.txt": b"surat\n", "permintaan/1/disposisi.txt": b"disposisi\n"}


@pytest.mark.parametrize(
    ("put", "why"),
    [
        ({"permintaan/1/surat.txt": b"surat\n"}, "gives disposisi exactly once"),
        (GOOD | {"permintaan/1/lain.txt": b"x"}, "is none of the documents"),
        ({**GOOD, "permintaan/1/surat.txt": b"a\0b"}, "is not what its ending “.txt” says"),
        (
            {"permintaan/1/surat.pdf": b"<script>", "permintaan/1/disposisi.txt": b"x"},
            "is not what its ending “.pdf” says",
        ),
        (GOOD, ""),
    ],
)
def test_documents_that_went_around_the_door_are_not_merged(
    tmp_path: Path, put: dict[str, bytes], why: str
) -> None:
    office = case_world(tmp_path, "asked for data")
    _by_stealth(office, put)
    before = references(office)
    run = works(office)
    if not why:
        assert not run.problems
        assert told(office, CASE)[-1] == "Merged"
        return
    (problem,) = run.problems
    assert isinstance(problem[1], BadDocument)
    assert why in str(problem[1])
    assert references(office) == before


def test_an_archived_case_still_shows_its_documents(tmp_path: Path) -> None:
    office = case_world(tmp_path, "data to be updated")
    brings(office, PANDAN, "data-terupdate", text="rahasia")
    assert not works(office).problems
    assert told(office, CASE)[-1] == "Archived"
    shown = office.run(KABID, "show", CASE)
    assert "Archived." in shown.out
    assert "(data-terupdate)" in shown.out
    into = office.root / "salinan"
    assert office.run(KABID, "show", CASE, "--into", into, "--file", "data-terupdate").code == 0
    assert b"rahasia" in (into / "3-data-terupdate.pdf").read_bytes()
    out = refused(office, PANDAN, "perform", CASE, "--file", paper(office, "x.pdf"))
    assert "Archived." in out


def test_copies_that_cannot_be_written_are_refused(tmp_path: Path) -> None:
    office = case_world(tmp_path, "data to be updated")
    file = tmp_path / "berkas"
    file.write_text("isi\n")
    for into in (file, file / "x", Path("/proc/xx"), Path("/dev/null/x"), tmp_path / ("x" * 300)):
        out = refused(office, KABID, "show", CASE, "--into", into)
        assert "The documents cannot be copied to" in out
    assert file.read_text() == "isi\n"


def test_a_copy_that_finds_no_room_is_not_left_half(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, hard))
    try:
        with pytest.raises(OSError, match="File too large"):
            _write(tmp_path / "salinan.pdf", b"x" * 3_000_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.iterdir()) == []


def test_a_draft_takes_no_documents_and_a_page_lists_none(tmp_path: Path) -> None:
    office = dossier_world(tmp_path)
    assert office.run(PENGELOLA, "new", "Jadwal").code == 0
    case = "20261116-jadwal"
    for command in ("submit", "perform"):
        out = refused(office, PENGELOLA, command, case, "--file", paper(office, "x.pdf"))
        assert "is no document that is handed in" in out or "nothing to do again" in out
    shown = office.run(PENGELOLA, "show", case)
    assert "No documents were handed in for it." in shown.out
    assert "holds no document" in refused(office, PENGELOLA, "show", case, "--into", "x")


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> tuple[Rulebook, Sop]:
    desk = dossier_world(tmp_path_factory.mktemp("rules")).desk(KEMUNING)
    book = desk.rulebook()
    return book, desk.sop("simpeg-database", book.office)


def _without_documents(sop: Sop) -> tuple[Sop, Step]:
    step = replace(sop.steps[0], gives=())
    return replace(sop, steps=(step, *sop.steps[1:])), step


def test_a_step_that_gives_nothing_is_done_by_a_note(rules: tuple[Rulebook, Sop]) -> None:
    book, sop = rules
    sop, step = _without_documents(sop)
    silent = match(CASE, sop, step, Offer(note="  "), book.rules)
    assert ["a note has to say what was done" in str(one.what) for one in silent.findings] == [True]
    assert match(CASE, sop, step, Offer(note="Selesai"), book.rules).findings == ()
    assert unfit(Held((), {"1": "Selesai"}, ()), [step], book.rules) is None
    assert "a note has to say" in str(unfit(Held((), {"1": ""}, ()), [step], book.rules))
    long = match(CASE, sop, step, Offer(note="x" * 70_000), book.rules)
    assert "The note is too long." in [str(one.what) for one in long.findings]


@pytest.mark.parametrize(
    ("note", "why"),
    [
        (" \n", "The note is empty."),
        ("\u200b", "The note is empty."),
        ("a\x1b[2Jb", "a sign that steers a terminal: U+001B."),
        ("a\0b", "a sign that steers a terminal: U+0000."),
        ("\u202eterbalik", "a sign that steers a terminal: U+202E."),
        ("\udcff", "a sign that steers a terminal: U+DCFF."),
        ("", ""),
        ("Butir satu\n\tdan dua.\n", ""),
    ],
)
def test_a_note_is_read_before_anything_is_written(
    rules: tuple[Rulebook, Sop], tmp_path: Path, note: str, why: str
) -> None:
    book, sop = rules
    file = tmp_path / "a.txt"
    file.write_text("isi\n")
    found = match(CASE, sop, sop.steps[0], Offer((("", file),), note=note), book.rules).findings
    assert [why in str(one.what) for one in found] == ([True] if why else [])


def test_a_document_is_not_taken_for_the_note(rules: tuple[Rulebook, Sop], tmp_path: Path) -> None:
    book, sop = rules
    step = replace(sop.steps[0], gives=("catatan",))
    sop = replace(sop, documents=(*sop.documents, Document("catatan", "Catatan")))
    for name, wrong in (("a.md", 1), ("a.txt", 0)):
        file = tmp_path / name
        file.write_text("isi\n")
        found = match(CASE, sop, step, Offer((("catatan", file),)), book.rules).findings
        assert len(found) == wrong


COUNTS = st.lists(st.integers(0, 2), min_size=4, max_size=4)


@given(counts=COUNTS, early=st.booleans(), noted=st.booleans())
def test_a_change_is_whole_when_each_document_of_its_done_steps_lies_there_once(
    rules: tuple[Rulebook, Sop], counts: list[int], early: bool, noted: bool
) -> None:
    book, sop = rules
    first = replace(sop.steps[0], gives=("daftar-perbedaan", "rekap"))
    second = replace(sop.steps[1], gives=("laporan-analisis", "data-validasi"))
    due = [(step, key) for step in (first, second) for key in step.gives]
    papers = tuple(
        Paper(step, sop.document(key), f"{key}.pdf", "0", 1)
        for (step, key), count in zip(due, counts, strict=True)
        for _ in range(count)
    )
    steps = (first,) if early else (first, second)
    held = Held(papers, {"2": "x"} if noted else {}, ())
    wanted = [1, 1, 0, 0] if early else [1, 1, 1, 1]
    whole = counts == wanted and not (early and noted)
    assert (unfit(held, steps, book.rules) is None) == whole
