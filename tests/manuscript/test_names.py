"""Names of files and folders, and old addresses: no NIK stands in one, whatever is around it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraf.core.page import Entry
from paraf.manuscript.names import check_names, telling
from small_office import page

NIK = "3404070105900001"


def found(path: str, *, former: tuple[str, ...] = (), deleted: bool = False) -> list[str]:
    made = page(path.removeprefix("content/"), "Jadwal")
    made = replace(made, meta=replace(made.meta, former=former))
    entries = [Entry(path, "100644", 1, deleted)]
    return [one.kind for one in check_names(entries, {path: made})]


@pytest.mark.parametrize(
    "path",
    [
        f"content/pengumuman/{NIK}.md",
        f"content/pengumuman/{NIK}/index.md",
        f"content/pengumuman/sk-budi-{NIK}.md",
        f"content/unduhan/berkas/2026/budi-santoso-{NIK}.csv",
        f"content/pengumuman/foto-{NIK}.webp",
        f"content/pengumuman/foto{NIK}a.webp",
        "content/pengumuman/sk-3404_0701_0590_0001.md",
        "content/pengumuman/sk-34.04.07.010590.0001.md",
        f"content/pengumuman/a.{NIK}",
        f"drafts/2026-001/materials/{NIK}/ktp.jpg",
        f"drafts/20261121-sk-{NIK}/case.yml",
    ],
)
def test_a_nik_anywhere_in_a_path_is_found(path: str) -> None:
    assert found(path) == ["name"]


@pytest.mark.parametrize(
    "path",
    [
        "content/pengumuman/20261121-jadwal-2026.md",
        "content/pengumuman/kegiatan-11-03-2026-12-03-2026.md",
        "content/pengumuman/IMG_20260901_120000_1234.jpg",
        "content/pengumuman/9999999999999999.md",
        "content/pengumuman/198501012010011001-a.md",
        "drafts/20261121-jadwal/materials/salinan.pdf",
    ],
)
def test_dates_and_other_numbers_in_a_path_are_let_through(path: str) -> None:
    assert found(path) == []


def test_what_is_taken_away_may_be_called_as_it_was() -> None:
    assert found(f"content/pengumuman/{NIK}.md", deleted=True) == []


@pytest.mark.parametrize("old", [f"berita/{NIK}/", f"berita/sk-{NIK}/", f"berita/%33{NIK[1:]}/"])
def test_a_nik_in_an_old_address_of_a_page_is_found(old: str) -> None:
    assert found("content/pengumuman/a.md", former=("berita/a/", old)) == ["name"]


@given(st.text("abcxyz-_ ./(", max_size=8), st.text("abcxyz-_ ./)", max_size=8))
def test_nothing_around_a_nik_hides_it_in_a_name(before: str, after: str) -> None:
    assert "nik" in telling(f"{before}{NIK}{after}")
