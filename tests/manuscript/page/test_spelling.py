"""Words that nobody knows are named; names, abbreviations and the office's own words are not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manuscript.drafts import RULES, draft, written
from manuscript.paging import said, shelf
from paraf.manuscript.page.affixes import derived
from paraf.manuscript.page.check import Means, unspelled
from paraf.manuscript.page.dictionary import PLACES, find, opened
from paraf.manuscript.page.spelling import ASKED, misspelled
from paraf.manuscript.page.words import Dictionary

WORDS = (
    *(
        "pengumuman",
        "jadwal",
        "ujian",
        "surat",
        "pegawai",
        "hasil",
        "seleksi",
        "untuk",
        "dan",
        "atau",
    ),
    *(
        "yang",
        "isi",
        "judul",
        "tulis",
        "susun",
        "pakai",
        "kirim",
        "daftar",
        "besok",
        "pagi",
        "datang",
    ),
    *("ke", "kantor"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a dictionary of a few words, in hunspell's format."""
    folder = tmp_path_factory.mktemp("hunspell")
    (folder / "id_ID.aff").write_text("SET ISO8859-1\nTRY aeinrstkumlgopbdhj\n")
    (folder / "id_ID.dic").write_text("\n".join([str(len(WORDS)), *WORDS]) + "\n")
    return folder


def wrong(text: str, folder: Path, *ours: str, seen: str = "") -> list[str]:
    found = misspelled(text, opened(folder), frozenset(ours), lambda word: word in seen.split())
    return [one.word for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "Pengumuman hasil ujian",
        "Jadwal untuk Slamet Widodo dan Kabupaten Bantul",
        "surat BKN, PPPK, dan SIASN",
        "surat layanan@bkd.go.id untuk www.bkn.go.id dan berkas/2026/a.pdf",
        "ujian CAT2026 dan 3x dan H-7",
        "surat-surat dan tulis-menulis",
        "menulis, penyusunan, memakai, pengiriman, mendaftar",
        "pegawainya, isilah, hasilkah, datanglah, pascaujian, antarpegawai",
        "surat *deadline* untuk pegawai",
        "jadwal/daftar dan/atau surat",
        "Widodo datang. Pagi untuk Widodo",
        "datang ke kantor",
    ],
)
def test_what_may_be_right_is_left_alone(text: str, folder: Path) -> None:
    assert wrong(text, folder) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("hasil selexi", "selexi"),
        ("Pengumuan hasil", "Pengumuan"),
        ("datang. Pengumuan hasil", "Pengumuan"),
        ("| Jadwall | hasil |", "Jadwall"),
        ("surat-suratt", "surat-suratt"),
        ("hasil **selexi**, besok", "selexi"),
    ],
)
def test_what_nobody_knows_is_named(text: str, word: str, folder: Path) -> None:
    assert wrong(text, folder) == [word]


def test_the_offices_own_words_and_those_of_other_pages_are_known(folder: Path) -> None:
    assert wrong("surel pegawai", folder) == ["surel"]
    assert wrong("surel dan surelnya untuk pegawai", folder, "surel") == []
    assert wrong("surel pegawai", folder, seen="surel") == []


@given(text=st.text(max_size=200))
def test_any_text_can_be_looked_at(text: str, folder: Path) -> None:
    for one in misspelled(text, opened(folder), frozenset(), lambda _: False):
        assert text[one.start :].startswith(one.word[:1])


def test_words_of_another_script_are_those_of_another_language(folder: Path) -> None:
    assert wrong("surat 日本 dan شرط untuk jalann", folder) == ["jalann"]


@pytest.mark.parametrize(
    "word", ["pelayanaan", "umu", "penggumuman", "men", "an", "meng", "-", "--"]
)
def test_affixes_make_no_word_of_a_mistake(word: str) -> None:
    assert not derived(word, frozenset({"pengumuman", "layan", "umur"}).__contains__)


def test_a_page_tells_each_word_once_with_line_number_and_what_may_be_meant(
    tmp_path: Path, folder: Path
) -> None:
    body = "# Judul\n\nHasil selexi.\n\nSurat selexi untuk pegawai.\n"
    one = draft(tmp_path, written("berita/a.md", body, title="Hasil ujiann", summary="Isi."))
    found = said(one, means=Means(Dictionary(folder)))
    assert [(f.kind, f.line, str(f.what)) for f in found] == [
        ("spelling", 2, "“ujiann” is not in the dictionary."),
        ("spelling", 9, "“selexi” is not in the dictionary. (2 times)"),
    ]
    assert str(found[1].remedy).startswith("Perhaps: seleksi.")


def test_a_page_full_of_other_words_is_told_of_twenty(tmp_path: Path, folder: Path) -> None:
    words = " ".join(f"zz{chr(97 + n // 26)}{chr(97 + n % 26)}z" for n in range(50))
    one = draft(
        tmp_path, written("berita/a.md", f"# Judul\n\n{words}\n", title="Isi", summary="Isi")
    )
    found = said(one, means=Means(Dictionary(folder)))
    assert len(found) == 21
    assert str(found[0].what) == "30 more words of this page are not in the dictionary."


def test_without_a_dictionary_nothing_is_found_and_the_pages_are_counted(tmp_path: Path) -> None:
    pages = {**written("berita/a.md", "# Aaaab\n"), **written("berita/b.md", "# Bbbba\n")}
    one, means = draft(tmp_path, pages), Means(Dictionary(find([tmp_path])))
    assert said(one, means=means) == []
    assert unspelled(shelf(one), means) == 2
    assert unspelled(shelf(one), Means()) == 0


def test_a_dictionary_is_found_where_both_its_files_are(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "id_ID.dic").write_text("0\n")
    assert find([tmp_path]) is None
    assert find([tmp_path, folder]) == folder


@pytest.mark.skipif(find(PLACES) is None, reason="this machine has no hunspell-id")
def test_the_systems_own_dictionary_knows_an_offices_words() -> None:
    book = opened(find(PLACES) or Path())
    assert book.spell("pengumuman")
    assert not book.spell("pengumuan")
    assert RULES.manuscript.spelling.value == "warn"


def test_a_text_in_another_language_takes_no_longer(folder: Path) -> None:
    text = " ".join(
        f"{a}{b}{c}zzz" for a in "bcdfghjk" for b in "aeiou" for c in "lmnprstvwbcdfghjkqxyz"
    )
    found = list(misspelled(text, opened(folder), frozenset(), lambda _: False))
    assert len(found) == len(text.split())
    assert not any(one.instead for one in found[ASKED:])
