"""What a pull request shows: what comes next, who is asked, by which label, with whose words."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import example, given, settings

from builders import tenure
from paraf.core.case import Change, Reminded
from paraf.core.checking import Declared, Excused
from paraf.core.evidence import Finding, Severity
from paraf.core.office import Office
from paraf.core.words import T, Text
from paraf.pipeline.notice import LONGEST, Notice, Setting, marker, notice
from pipeline.noticing import (
    DONE,
    FINDINGS,
    FIRST,
    MARKED,
    MORNING,
    NOTICES,
    PAGE,
    PICTURES,
    PUBLISHED,
    PULL,
    REPORT,
    SECOND,
    SITUATIONS,
    approves,
    assigns,
    bold,
    fails,
    hands_in,
    judged,
    office,
    returns,
    say,
    shown,
    states,
)
from pipeline.rendered import LIVE, NASTY, TAGS, rendered, steering, words


@pytest.mark.parametrize("name", SITUATIONS)
def test_the_comment_reads_as_it_was_approved(name: str) -> None:
    """Written anew by tests/pipeline/noticing.py; read the files before you keep them."""
    assert SITUATIONS[name]().comment == (NOTICES / f"{name}.md").read_text()


@pytest.mark.parametrize("name", SITUATIONS)
def test_every_word_is_in_the_offices_language(name: str) -> None:
    written = rendered(SITUATIONS[name]().comment).text.lower()
    assert not {"waits", "overdue", "not yet", "manuscript", "report", "corrected"} & {
        *written.replace(",", " ").replace("paraf:manuscript", "").split()
    }


def test_the_comment_begins_with_the_mark_it_is_found_by() -> None:
    for change in ("manuscript", "report"):
        one = shown(*PUBLISHED, change=change)
        assert one.comment.startswith(f"{marker(change)}\n")
        assert one.comment.count("<!--") == 1


def test_equal_facts_give_the_equal_comment_whenever_it_is_written() -> None:
    now, at = judged(hands_in())
    later = Setting("gitea", PULL, at + timedelta(minutes=20))
    sooner = replace(later, at=at)
    assert notice(now, "manuscript", sooner, say=say) == notice(now, "manuscript", later, say=say)


def test_a_reminder_is_told() -> None:
    late = ("paraf", Reminded(2, MORNING + timedelta(minutes=75)), 90)
    assert (
        "\n\nDiingatkan pada 16 November 2026, pukul 09.45 WIB.\n\n"
        in shown(hands_in(), late).comment
    )


def test_a_post_that_nobody_holds_is_named() -> None:
    nobody = replace(office(), tenures=tuple(t for t in office().tenures if t.post != "kasubid"))
    one = _with(nobody)
    assert bold(one).startswith("Langkah 2 tertahan: jabatan Kepala Sub Bidang")
    assert "Administrator mencatat" in one.comment
    assert one.asked == ()


def test_a_holder_who_wrote_the_text_is_told_apart_from_a_vacant_post() -> None:
    held = tuple(t for t in office().tenures if t.post != "kasubid")
    one = _with(replace(office(), tenures=(*held, tenure("melati", "kasubid"))))
    assert "ikut menulis isinya atau sudah memarafnya" in bold(one)
    assert one.asked == ()


def test_who_stands_in_may_be_one_of_several() -> None:
    one = _with(replace(office(), tenures=(*office().tenures, tenure("jati", "kasubid"))))
    assert "Cendana Contohwan atau Jati Andaikanto (Kasubid II)" in bold(one)


def _with(roster: Office) -> Notice:
    now, at = judged(hands_in(), roster=roster)
    return notice(now, "manuscript", Setting("gitea", PULL, at), say=say)


def test_a_draft_of_its_authors_is_no_trouble() -> None:
    now, at = judged(hands_in(), changes={"manuscript": Change("manuscript", FIRST, draft=True)})
    one = notice(now, "manuscript", Setting("gitea", PULL, at), say=say)
    assert one.labels == {"paraf/disiapkan"}
    assert one.status.state == "pending"
    assert one.asked == ()
    assert bold(one) == "Naskah masih ditandai sebagai draf: belum dibaca siapa pun."


def test_what_was_done_around_the_gate_comes_first() -> None:
    one = shown(hands_in(), incident=T("Somebody merged it."))
    assert bold(one) == "Ada yang dilakukan di luar gerbang: Somebody merged it."
    assert one.status.state == "error"
    assert one.asked == ()
    assert "paraf/masalah" in one.labels


def test_a_stuck_case_tells_every_reason() -> None:
    change = Change("manuscript", SECOND, base="lain", rivals=("20261116-lain",))
    now, at = judged(hands_in(), changes={"manuscript": change})
    one = notice(now, "manuscript", Setting("gitea", PULL, at), say=say)
    assert one.status.state == "error"
    assert one.comment.count("\n> ⚠ ") == 2
    assert states(one)[1] == "➜\xa0terhenti"


def test_the_table_lives_with_the_case() -> None:
    assert states(shown(*PUBLISHED, change="report")) == [
        *["✔\xa0selesai"] * 5,
        "➜\xa0menunggu",
        *["○\xa0belum"] * 5,
    ]
    assert states(shown(*DONE)) == ["✔\xa0selesai"] * 11
    row = rendered(shown(*MARKED).comment).tables[0][3]
    assert row[2:] == [
        "Paraf naskah", "Kabid Dokin", "Dahlia Ibaratni, Plt. (SP 800/455/2026)",
        "16 November 2026, pukul 08.39 WIB",
    ]  # fmt: skip


def test_a_step_that_took_too_long_says_so_for_ever() -> None:
    slow = (hands_in(), approves("cendana", minutes=70))
    assert states(shown(*slow))[1] == "✔\xa0selesai, melewati mutu baku"


def test_a_return_can_name_the_step_it_goes_to() -> None:
    assert "Kembali-ke:" not in shown(hands_in()).comment
    assert (
        "ke langkah lain (2), tutup alasan itu dengan baris `Kembali-ke: 2`"
        in shown(*MARKED[:2]).comment
    )


def test_the_preparer_is_told_the_two_commands() -> None:
    returned = shown(*PUBLISHED, returns("cendana", "x", REPORT, "report"), change="report")
    assert "`/koreksi`" in returned.comment
    assert "`/ulangi`" in returned.comment
    failed = shown(*PUBLISHED[:5], fails("Halaman tidak ada"))
    assert "`/ulangi`" in failed.comment
    assert "`/koreksi`" not in failed.comment
    assert "> ⚠ Halaman tidak ada" in failed.comment
    assert "`/ulangi`" not in shown(*PUBLISHED, change="report").comment


def test_advice_stands_on_the_change_that_waits() -> None:
    assert "Yang perlu dilakukan" not in shown(*PUBLISHED, change="manuscript").comment
    assert "Yang perlu dilakukan" in shown(*PUBLISHED, change="report").comment


def test_each_forge_is_told_of_its_own_buttons() -> None:
    assert "**Submit review**" in shown(hands_in(), forge="github").comment
    assert "**Submit review**" not in shown(hands_in()).comment


def test_few_lost_marks_stand_open_and_many_are_folded() -> None:
    few = shown(hands_in(), *[approves("dahlia")] * 3)
    assert "#### Tanda yang tidak dihitung" in few.comment
    assert "<details>" not in few.comment
    many = shown(hands_in(), *[approves("dahlia")] * 4)
    assert "<details><summary><b>Tanda yang tidak dihitung (4)</b></summary>\n\n|" in many.comment


def test_marks_on_the_one_change_are_not_told_on_the_other() -> None:
    early = shown(
        *PUBLISHED, approves("gaharu", REPORT, change="report"), assigns("dahlia", "cendana")
    )
    assert "tidak dihitung" not in early.comment.split("---\n\n<sub>")[0]
    told = shown(
        *PUBLISHED, approves("gaharu", REPORT, change="report"), assigns("dahlia", "cendana"),
        change="report",
    )  # fmt: skip
    assert len(rendered(told.comment).tables[1]) == 3


def test_pictures_lead_to_their_full_size_or_are_missed_with_a_reason() -> None:
    one = rendered(shown(hands_in(), pictures=PICTURES).comment)
    assert one.targets == set(PICTURES.values())
    assert [image.get("alt") for image in one.root.iter("img")] == [
        "/pengumuman/jadwal-usul-kenaikan-pangkat-2027/ (ponsel)",
        "/pengumuman/jadwal-usul-kenaikan-pangkat-2027/ (komputer)",
    ]
    none = shown(hands_in(), unseen=T("No Chromium was found."))
    assert "Gambar halaman belum ada: Chromium tidak ditemukan." in none.comment
    assert "Tampilan halaman" not in shown(*PUBLISHED).comment


def test_a_page_that_is_there_already_is_shown_before_and_after() -> None:
    page, names = "profil/", [
        "before-phone", "phone", "difference-phone", "before-desktop", "desktop"
    ]  # fmt: skip
    there = {f"{page} {name}": f"https://git.example/{page}{name}.webp" for name in names}
    one = rendered(shown(hands_in(), pictures={**PICTURES, **there}).comment)
    assert one.targets == {*PICTURES.values(), *there.values()}
    assert one.tables[1] == [
        ["", "Sebelum", "Sesudah", "Yang berbeda"],
        ["ponsel", "", "", ""],
        ["komputer", "", "", "tidak ada pada bagian yang ditampilkan"],
    ]
    assert [image.get("alt") for image in one.root.iter("img")][2:] == [
        "/profil/ (ponsel), sekarang",
        "/profil/ (ponsel), nanti",
        "/profil/ (ponsel), yang berbeda",
        "/profil/ (komputer), sekarang",
        "/profil/ (komputer), nanti",
    ]


def test_pictures_leave_room_for_what_was_found() -> None:
    names = ("before-phone", "phone", "difference-phone", "before-desktop", "desktop")
    there = {f"{no}{'ü&' * 90}/ {name}": f"https://git.example/{no}{name}/{'%20' * 120}"
             for no in range(3) for name in names}  # fmt: skip
    one = shown(hands_in(), pictures=there, findings=FINDINGS * 200)
    assert len(one.comment.encode()) <= 60_000
    assert len(list(rendered(one.comment).root.iter("img"))) in (5, 10)


def test_where_one_of_two_pictures_could_not_be_taken_the_table_says_so() -> None:
    there = {"a/ before-phone": "https://x/1", "a/ desktop": "https://x/2"}
    one = rendered(shown(hands_in(), pictures=there).comment)
    assert one.tables[1][1:] == [
        ["ponsel", "", "tidak ada gambar", "tidak ada gambar"],
        ["komputer", "tidak ada gambar", "", "tidak ada gambar"],
    ]


def test_findings_come_in_groups_by_file_and_line() -> None:
    seen = rendered(shown(hands_in(), findings=FINDINGS).comment)
    assert [table[1][0] for table in seen.tables[1:]] == [
        f"{FINDINGS[0].place}, baris 31",
        f"{FINDINGS[0].place}, baris 9",
    ]
    assert "Wajib diperbaiki (1)" in seen.text
    assert "Perlu diperhatikan (1)" in seen.text


def test_what_a_case_excuses_is_told_with_its_reason_however_much_else_is_found() -> None:
    excused = replace(FINDINGS[0], excused="Peta dari arsip.", spot=T("page {page}", page=4))
    many = [replace(FINDINGS[1], line=one, what=T("{x}", x=f"{one} " * 200)) for one in range(400)]
    one = shown(
        hands_in(), findings=[excused, *many],
        excused=(Excused("nip", "content/a.pdf", 7, "Penanda tangan surat."),
                 Excused(excused.kind, excused.place, 1, "Peta dari arsip.")),
        declared=(Declared("content/b.pdf", "Pindaian surat tugas tanpa data pribadi."),),
    )  # fmt: skip
    assert len(one.comment.encode()) <= LONGEST
    seen = rendered(one.comment)
    assert "Dikecualikan oleh berkas (3)" in seen.text
    rows = {row[0]: row[2] for row in seen.tables[2][1:]}
    assert rows == {
        f"{PAGE}, baris 9, halaman 4": "Peta dari arsip.",
        "content/a.pdf": "Penanda tangan surat.",
        "content/b.pdf": "Pindaian surat tugas tanpa data pribadi.",
    }


def test_a_comment_is_cut_with_a_word_about_it() -> None:
    long = [
        Finding("x", Severity.BLOCK, "content/x.md", 1, T("{x}", x=f"{no}" + "|" * 900), T("y"))
        for no in range(400)
    ]
    one = shown(
        hands_in(), *[approves("dahlia")] * 400, findings=long,
        unseen=Text("{x}", {"x": "é" * 9000}), title="#" * 900,
    )  # fmt: skip
    assert len(one.comment.encode()) <= LONGEST
    assert "temuan lainnya tidak ditampilkan; perbaiki yang ini dahulu." in one.comment
    assert "yang lebih lama tidak ditampilkan." in one.comment
    assert one.comment.endswith("dihitung sebagai paraf.</sub>\n")


@settings(deadline=None)
@given(words)
@example("".join(NASTY))
def test_nobodys_words_change_the_form_of_a_comment(said: str) -> None:
    one = _told_by(said)
    seen = rendered(one.comment)
    assert [len(table) for table in seen.tables] == [12, 2, 3, 3]
    assert {len(row) for table in seen.tables[:1] for row in table} == {6}
    assert {len(row) for table in seen.tables[1:3] for row in table} == {3}
    assert {len(row) for table in seen.tables[3:] for row in table} == {4}
    assert seen.tags <= TAGS
    assert seen.targets == set(PICTURES.values())
    assert len(seen.root.findall("h4")) == 4
    assert LIVE.search(seen.text) is None, ascii(seen.text)
    assert not steering(one.comment)
    assert not steering(one.status.description)
    assert one.comment.count("<!--") == 1
    one.status.description.encode()


def _told_by(said: str) -> Notice:
    """Return a comment in which everything that somebody wrote is `said`."""
    people = tuple(replace(one, name=said) for one in office().persons)
    now, at = judged(
        hands_in(), approves("dahlia"), approves("tamu"), returns("cendana", said),
        title=said, roster=replace(office(), persons=people),
    )  # fmt: skip
    wrong = Finding("x", Severity.BLOCK, said, 3, T("Bad: {x}", x=said), T("Not {x}", x=said))
    setting = Setting(
        "gitea", PULL, at, [wrong], PICTURES, incident=T("{x} did it", x=said),
        excused=[Excused("nip", said, 1, said)], declared=[Declared(said, said)],
    )  # fmt: skip
    return notice(now, "manuscript", setting, say=say)
