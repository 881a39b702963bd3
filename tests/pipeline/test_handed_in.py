"""Documents handed in wrongly: every mistake at once, nothing written, nothing kept half."""

import json
import os
import signal
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dossier_world import (
    CASE,
    KEMUNING,
    MERANTI,
    PANDAN,
    SERUNI,
    brings,
    case_world,
    files,
    paper,
    references,
    refused,
    sends_back,
    store,
    told,
    works,
)
from office_world import ADMIN, BOT, KABID, KASUBID, OfficeWorld
from paraf.cli.world import PARAF
from paraf.core.evidence import Severity
from paraf.pipeline.hand_in import HandedIn
from paraf.pipeline.offer import Offer
from paraf.pipeline.submit import submit
from paraf.ports import RefusedFault, StoreFault
from pipeline.live import unlucky

TWO = (("cadangan", "CD A"), ("cadangan", "CD B"))


def tried(office: OfficeWorld, person: str, offer: Offer) -> HandedIn:
    """Hand something in that is refused; nothing of repository or store may have moved."""
    desk = office.desk(person)
    before = references(office), objects(office)
    done = submit(desk, desk.rulebook(), CASE, offer)
    assert (references(office), objects(office)) == before
    assert done.head is None
    assert all(one.severity is Severity.BLOCK for one in done.findings)
    return done


def sentences(done: HandedIn) -> list[str]:
    return [f"{one.place}: {one.what}" for one in done.findings]


def objects(office: OfficeWorld) -> list[str]:
    return sorted(one.name for one in store(office).rglob("*") if one.is_file())


def offer(office: OfficeWorld, *keys: str, **more: tuple[tuple[str, str], ...]) -> Offer:
    return Offer(tuple((key, paper(office, f"{key}.pdf", f"{key} lain")) for key in keys), **more)


def test_all_documents_of_a_step_come_together(tmp_path: Path) -> None:
    office = case_world(tmp_path, "asked for data")
    done = tried(office, SERUNI, offer(office, "surat"))
    assert sentences(done) == ["disposisi: It is missing: Lembar disposisi."]
    remedy = str(done.findings[0].remedy)
    assert f"paraf perform {CASE} --file disposisi=FILE" in remedy


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    office = case_world(tmp_path, "asked for data")
    wrong = (
        ("surat", office.root / "tidak-ada.pdf"),
        ("surat", paper(office, "dua.pdf")),
        ("rahasia", paper(office, "tiga.pdf")),
        ("", paper(office, "empat.pdf")),
        ("../disposisi", paper(office, "lima.pdf")),
    )
    done = tried(office, SERUNI, Offer(wrong, (("surat", "CD"), ("x", "CD"))))
    found = "\n".join(sentences(done))
    for words in (
        "tidak-ada.pdf: The file is not there.",
        "surat: surat is given more than once.",
        "tiga.pdf: Step 1 gives no document “rahasia”.",
        "empat.pdf: Several documents are due; say which one this is.",
        "lima.pdf: Step 1 gives no document “../disposisi”.",
        "CD: Step 1 gives no document “x”.",
        "surat: surat is kept in git and needs no medium.",
        "disposisi: It is missing: Lembar disposisi.",
    ):
        assert words in found
    assert len(done.findings) == 8


def test_the_only_document_of_a_step_needs_no_name(tmp_path: Path) -> None:
    office = case_world(tmp_path, "data to be analysed")
    desk = office.desk(KEMUNING)
    done = submit(desk, desk.rulebook(), CASE, Offer((("", paper(office, "bebas.pdf")),)))
    assert done.head is not None
    assert files(office, CASE, done.head) == ["analisis/1/daftar-perbedaan.pdf"]


@pytest.mark.parametrize(
    ("person", "words"),
    [
        (MERANTI, "Meranti Khayalanto does not hold the post Pelaksana Tata Usaha."),
        (KABID, "Dahlia Ibaratni does not hold the post"),
        (ADMIN, "is not in the roster"),
        (BOT, "is not in the roster"),
    ],
)
def test_only_the_holder_of_the_steps_post_hands_in(
    tmp_path: Path, person: str, words: str
) -> None:
    office = case_world(tmp_path, "asked for data")
    with pytest.raises(RefusedFault, match=words):
        tried(office, person, offer(office, "surat", "disposisi"))


@pytest.mark.parametrize(
    ("state", "person", "key", "words"),
    [
        ("asked for data", PANDAN, "data-terupdate", "does not hold the post Pelaksana Tata"),
        ("request to be merged", PANDAN, "data-terupdate", "permintaan has to be merged first"),
        ("data to be updated", SERUNI, "surat", "does not hold the post"),
        ("damage to be decided", KASUBID, "laporan", "Nothing is to be handed in at this step"),
        ("findings under review", KASUBID, "laporan", "Nothing is to be handed in at this step"),
        ("findings under review", KABID, "temuan", "Nothing is to be handed in at this step"),
    ],
)
def test_nothing_comes_before_its_time_or_after_it(
    tmp_path: Path, state: str, person: str, key: str, words: str
) -> None:
    office = case_world(tmp_path, state)
    with pytest.raises(RefusedFault, match=words):
        tried(office, person, offer(office, key))


def test_what_lies_under_review_is_corrected_by_who_gave_it(tmp_path: Path) -> None:
    office = case_world(tmp_path, "analysis under review")
    brings(office, KEMUNING, "daftar-perbedaan", text="benar")
    branch = f"refs/heads/analisis/{CASE}"
    assert files(office, CASE, branch) == [
        "analisis/1/daftar-perbedaan.pdf",
        "analisis/2/laporan-analisis.pdf",
    ]
    brings(office, KEMUNING, "laporan-analisis", text="benar")
    for key in ("daftar-perbedaan", "laporan-analisis"):
        same = Offer(((key, paper(office, f"{key}.pdf", f"{key} benar")),))
        with pytest.raises(RefusedFault, match="nothing has changed since"):
            tried(office, KEMUNING, same)


def test_what_was_sent_back_comes_changed_or_with_a_reason(tmp_path: Path) -> None:
    office = case_world(tmp_path, "analysis under review")
    sends_back(office, KASUBID)
    same = Offer((("", paper(office, "x.pdf", "daftar-perbedaan isi")),))
    with pytest.raises(RefusedFault, match="nothing has changed since"):
        tried(office, KEMUNING, same)
    brings(office, KEMUNING, "daftar-perbedaan", note="Sudah diperiksa lagi; tetap.")
    # The report comes anew, and may well be the one before.
    brings(office, KEMUNING, "laporan-analisis")
    kept = files(office, CASE, f"refs/heads/analisis/{CASE}")
    assert kept == [
        "analisis/1/catatan.md",
        "analisis/1/daftar-perbedaan.pdf",
        "analisis/2/laporan-analisis.pdf",
    ]


def test_another_kind_of_file_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    office = case_world(tmp_path, "analysis under review")
    desk = office.desk(KEMUNING)
    table = paper(office, "daftar.csv", "nip,nama")
    submit(desk, desk.rulebook(), CASE, Offer((("daftar-perbedaan", table),)))
    assert files(office, CASE, f"refs/heads/analisis/{CASE}") == [
        "analisis/1/daftar-perbedaan.csv",
        "analisis/2/laporan-analisis.pdf",
    ]


# The files


def macros(folder: Path) -> Path:
    file = folder / "makro.docx"
    with zipfile.ZipFile(file, "w") as archive:
        for name in ("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"):
            archive.writestr(name, "x")
    return file


def written(name: str, data: bytes) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(data)
        return folder / name

    return make


def link(folder: Path) -> Path:
    (folder / "tautan.pdf").symlink_to("/etc/passwd")
    return folder / "tautan.pdf"


def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipa.pdf")
    return folder / "pipa.pdf"


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (macros, "The file holds macros, which are programs."),
        (written("makro.docm", b"PK\x03\x04"), "Files ending in “.docm” are not allowed."),
        (written("jahat.exe", b"MZ"), "Files ending in “.exe” are not allowed."),
        (written("x.stored.yml", b"version: 1\n"), "Files ending in “.yml” are not allowed."),
        (written("halaman.html", b"<script>"), "Files ending in “.html” are not allowed."),
        (written("tanpa", b"isi"), "Files ending in “” are not allowed."),
        (written("palsu.pdf", b"<html>"), "The file is not what its ending “.pdf” says."),
        (written("kosong.pdf", b""), "The file is empty."),
        (link, "This is a link to another file, not a file."),
        (pipe, "This is no file."),
        (lambda folder: folder, "This is a folder, not a file."),
        (lambda folder: folder / "tidak-ada.pdf", "The file is not there."),
        (lambda folder: folder / ("x" * 300 + ".pdf"), "The file cannot be read: File name too"),
    ],
)
def test_files_that_are_not_what_they_say_are_refused(
    tmp_path: Path, make: Callable[[Path], Path], words: str
) -> None:
    office = case_world(tmp_path, "data to be analysed")
    place = tmp_path / "bawaan"
    place.mkdir()
    done = tried(office, KEMUNING, Offer((("", make(place)),)))
    assert any(words in one for one in sentences(done)), sentences(done)


def test_files_that_are_too_large_together_are_refused(tmp_path: Path) -> None:
    office = case_world(tmp_path, "asked for data")
    large = []
    for key in ("surat", "disposisi"):
        file = paper(office, f"{key}.pdf")
        with file.open("r+b") as stream:
            stream.truncate(49_000_000)
            stream.seek(0, os.SEEK_END)
            stream.write(b"%%EOF\n")
        large.append((key, file))
    rules = "review/rules.yml"
    desk = office.desk(ADMIN)
    base = desk.forge.base()
    text = (desk.git.read(base, rules) or b"").replace(
        b"draft_megabytes: 100", b"draft_megabytes: 90"
    )
    commit = desk.git.commit(desk.git.tree_with(base, {rules: text}), [base], "rules\n",
                             moment=int(office.now.timestamp()))  # fmt: skip
    desk.forge.push({"refs/heads/main": commit})
    done = tried(office, SERUNI, Offer(tuple(large)))
    assert sentences(done) == [
        "--file: The files hold 98.0 MB together; at most 90.0 MB are allowed."
    ]


# The evidence store


def settle(office: OfficeWorld, old: bytes, new: bytes) -> None:
    """Change the office's settings by its administrator."""
    desk, path = office.desk(ADMIN), "review/pipeline.yml"
    base = desk.forge.base()
    text = desk.git.read(base, path) or b""
    assert old in text
    tree = desk.git.tree_with(base, {path: text.replace(old, new)})
    commit = desk.git.commit(tree, [base], "settings\n", moment=int(office.now.timestamp()))
    desk.forge.push({"refs/heads/main": commit})


@pytest.mark.parametrize(
    ("media", "words"),
    [
        ((), "is kept in 2 copies on as many separate media"),
        (TWO[:1], "is kept in 2 copies on as many separate media"),
        ((TWO[0], ("cadangan", " cd  a ")), "is kept in 2 copies on as many separate media"),
        ((TWO[0], ("cadangan", "")), "The label of a medium is a short line"),
        ((TWO[0], ("cadangan", "CD\u202eB")), "The label of a medium is a short line"),
        ((*TWO, TWO[0]), "Two media have the same label."),
        ((*TWO, ("rekap", "CD C")), "rekap is kept in git and needs no medium."),
    ],
)
def test_two_copies_lie_on_two_media(
    tmp_path: Path, media: tuple[tuple[str, str], ...], words: str
) -> None:
    office = case_world(tmp_path, "data to be corrected")
    done = tried(office, KEMUNING, offer(office, "rekap", "cadangan", media=media))
    assert any(words in one for one in sentences(done)), sentences(done)


def test_a_confidential_document_never_lies_in_git(tmp_path: Path) -> None:
    office = case_world(tmp_path, "data to be updated")
    done = brings(office, PANDAN, "data-terupdate", text="NIP rahasia")
    branch = f"refs/heads/pemutakhiran/{CASE}"
    assert done.head == office.door().tip(f"pemutakhiran/{CASE}")
    assert files(office, CASE, branch)[:1] == ["pemutakhiran/3/data-terupdate.stored.yml"]
    everything = office.door().git.run("log", "-p", "--all", "--format=%H")
    assert b"NIP rahasia" not in everything
    (name,) = objects(office)
    assert b"NIP rahasia" in (store(office) / "sha256" / name[:2] / name).read_bytes()


def test_a_file_too_large_for_git_goes_to_the_store(tmp_path: Path) -> None:
    office = case_world(tmp_path, "data to be analysed")
    file = paper(office, "besar.pdf")
    with file.open("r+b") as stream:
        stream.truncate(50_000_001)
        stream.seek(0, os.SEEK_END)
        stream.write(b"%%EOF\n")
    desk = office.desk(KEMUNING)
    submit(desk, desk.rulebook(), CASE, Offer((("", file),)))
    kept = files(office, CASE, f"refs/heads/analisis/{CASE}")
    assert kept == ["analisis/1/daftar-perbedaan.stored.yml"]
    assert len(objects(office)) == 1


def test_a_stored_file_has_a_name_that_can_be_read(tmp_path: Path) -> None:
    office = case_world(tmp_path, "data to be updated")
    for name in ("data\u202efdp.zip", ".tersembunyi", "con.zip", " data.zip"):
        file = office.root / name
        file.write_bytes(b"isi")
        done = tried(office, PANDAN, Offer((("", file),)))
        assert len(done.findings) == 1, name


def test_without_a_store_it_is_said_what_to_write(tmp_path: Path) -> None:
    office = case_world(tmp_path, "data to be updated")
    settle(office, b"evidence_store: {path: ../../simpanan}\n", b"")
    with pytest.raises(StoreFault, match="has no evidence store") as fault:
        tried(office, PANDAN, offer(office, "data-terupdate"))
    assert "evidence_store: {path:" in str(fault.value.remedy)
    assert "review/pipeline.yml" in str(fault.value.remedy)


def test_a_store_that_is_not_mounted_takes_nothing(tmp_path: Path) -> None:
    office = case_world(tmp_path, "data to be updated")
    store(office).rename(office.root / "lepas")
    with pytest.raises(StoreFault, match="is not there"):
        tried(office, PANDAN, offer(office, "data-terupdate"))
    (office.root / "lepas").rename(store(office))
    brings(office, PANDAN, "data-terupdate")


@pytest.mark.parametrize("damage", ["gone", "altered", "unmounted"])
def test_nothing_is_merged_whose_stored_file_is_not_there_as_it_was(
    tmp_path: Path, damage: str
) -> None:
    office = case_world(tmp_path, "data to be updated")
    brings(office, PANDAN, "data-terupdate")
    (name,) = objects(office)
    place = store(office) / "sha256" / name[:2] / name
    data = place.read_bytes()
    if damage == "unmounted":
        store(office).rename(office.root / "lepas")
    else:
        place.unlink()
        if damage == "altered":
            place.write_bytes(data + b" ")
    before = references(office)
    run = works(office)
    assert [type(fault) for _, fault in run.problems] == [StoreFault]
    assert references(office) == before
    if damage == "unmounted":
        (office.root / "lepas").rename(store(office))
    place.unlink(missing_ok=True)
    place.write_bytes(data)
    assert not works(office).problems
    assert told(office, CASE)[-2:] == ["Merged", "Archived"]


# At the same time, and killed


def test_killed_before_the_push_nothing_is_handed_in_and_the_next_try_is_whole(
    tmp_path: Path,
) -> None:
    office = case_world(tmp_path, "data to be corrected")
    words = [f"--file={key}={paper(office, f'{key}.pdf', key)}" for key in ("rekap", "cadangan")]
    labels = [f"--medium={key}={label}" for key, label in TWO]
    before = references(office)
    ran = _unlucky(office, "die:1", "perform", CASE, *words, *labels)
    assert ran == -signal.SIGKILL
    assert references(office) == before
    kept = objects(office)
    assert len(kept) == 1  # waits there for whoever brings it again
    ran = _unlucky(office, "none", "perform", CASE, *words, *labels)
    assert ran == 0
    assert objects(office) == kept
    assert told(office, CASE)[-1] == "Moved"


def _unlucky(office: OfficeWorld, accident: str, *words: str) -> int:
    desk, bot = office.folder(KEMUNING), office.folder(BOT)
    bot.rename(office.root / "aside")
    bot.symlink_to(desk)  # `unlucky` sits at the program's desk
    try:
        return unlucky(office, accident, *words).code
    finally:
        bot.unlink()
        (office.root / "aside").rename(bot)


def test_of_two_who_hand_in_at_once_one_wins_whole(tmp_path: Path) -> None:
    office = case_world(tmp_path, "asked for data")
    office.later(1)
    shutil_copy = office.root / "desks" / "kedua"
    subprocess.run(["cp", "-r", office.folder(SERUNI), shutil_copy], check=True)
    rivals = []
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "PARAF_LANG": "en"}
    for where, text in ((office.folder(SERUNI), "satu"), (shutil_copy, "dua")):
        (office.root / text).mkdir()
        given = []
        for key in ("surat", "disposisi"):
            file = office.root / text / f"{key}.txt"
            file.write_text(f"{text}\n")
            given.append(f"--file={key}={file}")
        rivals.append(subprocess.Popen([*PARAF, "perform", CASE, *given], cwd=where, env=env,
                                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                       text=True))  # fmt: skip
    outs = [one.communicate()[0] for one in rivals]
    assert sorted(one.returncode for one in rivals) in ([0, 3], [0, 4]), outs
    assert "Traceback" not in "".join(outs)
    assert told(office, CASE) == ["Opened", "Moved"]
    head = office.door().tip(f"permintaan/{CASE}") or ""
    place = f"review/archive/2026/{CASE}/data/permintaan/1"
    held = {office.door().git.read(head, f"{place}/{key}.txt") for key in ("surat", "disposisi")}
    assert held in ({b"satu\n"}, {b"dua\n"})


# What commands say


def test_a_dossier_has_no_draft_to_check_or_to_preview(tmp_path: Path) -> None:
    office = case_world(tmp_path, "asked for data")
    for words in (["check", CASE], ["preview", CASE]):
        out = refused(office, SERUNI, *words)
        assert "publishes no page; it has documents, and no draft." in out
    assert "which is no draft" in refused(office, SERUNI, "check")
    out = refused(office, SERUNI, "perform", CASE)
    assert "surat: It is missing" in out
    assert "Nothing of case" in refused(office, KABID, "review", CASE)
    assert "No disposition is due now." in refused(office, KABID, "assign", CASE)
    assert "No question is to be answered now." in refused(office, KABID, "decide", CASE)


def test_documents_are_listed_and_copied(tmp_path: Path) -> None:
    office = case_world(tmp_path, "data to be updated")
    brings(office, PANDAN, "data-terupdate", text="rahasia")
    shown = office.run(PANDAN, "show", CASE)
    assert shown.code == 0, shown.out
    assert "step 1, Lembar disposisi (disposisi): 2" in shown.out
    assert "(data-terupdate)" in shown.out
    assert ", in the evidence store" in shown.out
    data = json.loads(office.run(PANDAN, "show", CASE, "--json").out)
    assert [one["document"] for one in data["documents"]] == [
        "disposisi", "surat", "data-terupdate"
    ]  # fmt: skip
    into = office.root / "salinan"
    assert office.run(PANDAN, "show", CASE, "--into", into).code == 0
    names = sorted(one.name for one in into.iterdir())
    assert names == ["1-disposisi.pdf", "1-surat.pdf", "3-data-terupdate.pdf"]
    assert b"rahasia" in (into / "3-data-terupdate.pdf").read_bytes()
    again = refused(office, PANDAN, "show", CASE, "--into", into)
    assert "already" in again
    out = refused(office, PANDAN, "show", CASE, "--into", into, "--file", "tidak-ada")
    assert "holds no document tidak-ada" in out
    assert office.run(PANDAN, "show", CASE, "--file", "surat").code == 2


def test_what_is_under_review_is_shown_with_digests(tmp_path: Path) -> None:
    office = case_world(tmp_path, "findings under review")
    ran = office.run(KASUBID, "review", CASE)
    assert "step 2, Temuan hasil pemeriksaan (temuan): 26 bytes, sha256 " in ran.out
    assert f"paraf show {CASE} --into FOLDER" in ran.out
    assert "preview" not in ran.out
    data = json.loads(office.run(KASUBID, "review", CASE, "--json").out)
    (one,) = data["documents"]
    assert one["sha256"] in ran.out
    assert (one["stored"], one["label"], one["size"]) == (False, "2", 26)
    out = refused(office, KASUBID, "review", CASE, "--return", "Salah", "--to", "3d")
    assert "Step 3d is no earlier step of the temuan." in out
    assert "Choose one of: 2" in out


def test_a_question_is_answered_with_one_of_its_answers(tmp_path: Path) -> None:
    office = case_world(tmp_path, "damage to be decided")
    data = json.loads(office.run(KASUBID, "decide", CASE, "--json").out)
    assert data["question"] == "Apakah ditemukan kerusakan?"
    assert [(one["key"], one["next"]) for one in data["answers"]] == [
        ("rusak", "3c"), ("baik", "3d")
    ]  # fmt: skip
    out = refused(office, KASUBID, "decide", CASE, "mungkin")
    assert "knows no answer “mungkin”" in out
    assert "Choose one of: rusak, baik" in out
    assert "did not hold the post of step 3b" in refused(office, PANDAN, "decide", CASE, "rusak")
    done = office.run(KASUBID, "decide", CASE, "baik", "--json")
    assert json.loads(done.out) == {"case": CASE, "step": 4, "answer": "baik"}
    assert "No question" in refused(office, KASUBID, "decide", CASE, "rusak")
