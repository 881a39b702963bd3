"""A page is written as an office writes: advice, never more, and none where it was right."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manuscript.drafts import RULES, draft, written
from manuscript.paging import said
from paraf.core.checking import ManuscriptRules, Treatment
from paraf.core.evidence import Severity
from paraf.manuscript.page.prose import prose, unquoted
from paraf.manuscript.page.standard import STANDARD
from paraf.manuscript.page.style import advise


def better(text: str) -> list[tuple[str, str]]:
    return [(one.found, one.better) for one in advise(text)]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("Batasnya 16/11/2026.", "16/11/2026", "16 November 2026"),
        ("Batasnya 1-2-2027.", "1-2-2027", "1 Februari 2027"),
        ("Batasnya 2026-11-16.", "2026-11-16", "16 November 2026"),
        ("Batasnya 16 Nov 2026.", "16 Nov 2026", "16 November 2026"),
        ("Batasnya 01 november 2026.", "01 november 2026", "1 November 2026"),
        ("Biaya Rp. 1.500.000,-", "Rp. 1.500.000,-", "Rp1.500.000,00"),
        ("Biaya Rp 1.500.000 per orang", "Rp 1.500.000", "Rp1.500.000"),
        ("Biaya Rp1500000.", "Rp1500000.", "Rp1.500.000"),
        ("Biaya Rp. 2,5 juta", "Rp. 2,5 juta", "Rp2,5 juta"),
        ("Pukul 08:00 WIB", "Pukul 08:00 WIB", "Pukul 08.00 WIB"),
        ("Buka 08.00 - 16.00 WIB", "08.00 - 16.00", "08.00–16.00"),
        ("sebanyak 1,500,000 orang", "1,500,000", "1.500.000"),
        ("naik 12.5 persen", "12.5 persen", "12,5 persen"),
        ("surat, formulir, dll", "dll", "dll."),
        ("Senin s/d Jumat", "s/d", "s.d."),
        ("a.n Kepala Badan", "a.n", "a.n."),
        ("u/p Kepala Bidang", "u/p", "u.p."),
        ("lihat disini", "disini", "di sini"),
        ("Diatas meja", "Diatas", "Di atas"),
        ("ada diluar kota", "diluar", "di luar"),
        ("datang kekantor", "kekantor", "ke kantor"),
        ("rumah di jual", "di jual", "dijual"),
        ("yang di maksud", "di maksud", "dimaksud"),
        ("tahap ke-dua", "ke-dua", "kedua"),
        ("hasil analisa jabatan", "analisa", "analisis"),
        ("Ijin belajar", "Ijin", "Izin"),
        ("bulan Nopember", "Nopember", "November"),
        ("hari Jum'at", "Jum'at", "Jumat"),
        ("hari Jum’at", "Jum’at", "Jumat"),
        ("silahkan datang", "silahkan", "silakan"),
        ("bekerjasama dan kerjasama", "kerjasama", "kerja sama"),
    ],
)
def test_what_is_often_written_otherwise_gets_its_form(text: str, wrong: str, right: str) -> None:
    assert (wrong, right) in better(text)


@pytest.mark.parametrize(
    "text",
    [
        "Batasnya 16 November 2026 pukul 15.00 WIB.",
        "Keputusan Nomor 12/11/2026 dan 800/12/2026/BKD",
        "Rp1.500.000,00 dan Rp2,5 miliar, juga Rp0",
        "Buka 08.00–16.00 WIB, Senin s.d. Jumat, dll.",
        "dikeluarkan, keluar, diluarkan, dimana-mana, kedalaman, diatasi, dirumahkan",
        "di kantor, di atas, ke luar negeri, di mana",
        "skala 1:50 dan rasio 3:2",
        "versi 12.5 dan pasal 3.2",
        "SPT Tahunan dan THD",
        "lima izin, analisis, praktik, provinsi",
        "tahun 2025/2026 dan 2025-2026",
        "alamat 192.168.1.10 dan ISBN 978-602-00-0000-1",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert better(text) == []


def test_advice_is_given_for_prose_alone(tmp_path: Path) -> None:
    link = "[izin](https://a.example/disini)"
    body = (
        f"# A\n\n`disini`, {link}, {link} kata “disini”.\n\n> Kutipan: disini.\n\n"
        "```\ndisini\n```\n\n    disini\n\n<!-- disini -->\n\nTulis disini.\n"
    )
    found = said(draft(tmp_path, written("berita/a.md", body)))
    assert [(one.kind, one.severity, one.line) for one in found] == [("style", Severity.WARN, 21)]
    assert str(found[0].what) == "“disini” is better written “di sini”."


def test_the_same_is_told_once_with_its_number_in_title_and_summary_too(tmp_path: Path) -> None:
    body = "# A\n\nIjin dan ijin.\n\nLagi ijin.\n"
    one = draft(tmp_path, written("berita/a.md", body, title="Jadual", summary="Soal ijin."))
    told = [(str(f.what), f.line) for f in said(one)]
    assert told == [
        ("“Jadual” is better written “Jadwal”.", 2),
        ("“ijin” is better written “izin”. (4 times)", 4),
    ]


def test_the_office_decides_whether_style_is_looked_at(tmp_path: Path) -> None:
    one = draft(tmp_path, written("berita/a.md", "# A\n\nLihat disini.\n"))
    for treatment, expected in (
        (Treatment.PASS, []),
        (Treatment.WARN, [Severity.WARN]),
        (Treatment.BLOCK, [Severity.BLOCK]),
    ):
        rules = replace(RULES, manuscript=ManuscriptRules(style=treatment))
        assert [f.severity for f in said(one, rules)] == expected


def test_no_standard_form_is_itself_advised_against() -> None:
    assert {right for right in STANDARD.values() if right.casefold() in STANDARD} == set()
    for right in STANDARD.values():
        assert better(right) == []


@given(st.text(alphabet="ab `*_[](){}<>!#|~-\n\"“”'.:/@&\\", max_size=200))
def test_prose_keeps_every_line_and_column(text: str) -> None:
    bare = unquoted(prose(text))
    assert len(bare) == len(text)
    assert [n for n, sign in enumerate(bare) if sign == "\n"] == [
        n for n, sign in enumerate(text) if sign == "\n"
    ]
    assert all(after in (before, " ") for before, after in zip(text, bare, strict=True))


@given(st.text(max_size=300))
def test_advice_says_where_it_found_what(text: str) -> None:
    for one in advise(text):
        assert text[one.start :].startswith(one.found)
        assert one.better != one.found
