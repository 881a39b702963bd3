"""Which pages are looked at with those that a case changed."""

from pathlib import Path

import pytest

from paraf.site.nearby import nearby

URL = "https://kantor.example/situs/"
MENU = '<nav><a href="/situs/pengumuman/jadwal/">Jadwal</a></nav>'


def built(root: Path, **own: str) -> Path:
    """Write a site: the own text of each page, by its path with dots for slashes."""
    for name, text in {"": "Beranda", "pengumuman.jadwal": "Jadwal", **own}.items():
        folder = root / name.replace(".", "/")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "index.html").write_text(f"<body>{MENU}<article>{text}</article></body>")
    (root / "404.html").write_text('<a href="/situs/pengumuman/jadwal/">Jadwal</a>')
    return root


def around(root: Path, *paths: str) -> tuple[str, ...]:
    return nearby(root, URL, paths or ("pengumuman/jadwal/",), 4)


def test_a_page_that_is_in_every_menu_is_listed_by_none_for_that(tmp_path: Path) -> None:
    assert around(built(tmp_path, profil="Profil")) == ("",)


@pytest.mark.parametrize(
    "link",
    [
        '<a href="jadwal/">',
        "<a class=x href='../pengumuman/jadwal/'>",
        "<a href=./jadwal/index.html#atas>",
        '<a href="/situs/pengumuman/jadwal/?a=1&amp;b">',
        f'<a href="{URL}pengumuman/jadwal/">',
        '<a href="%6aadwal/"> <a href="jadwal/">',
    ],
)
def test_a_page_whose_own_text_links_to_it_lists_it(tmp_path: Path, link: str) -> None:
    root = built(tmp_path, pengumuman=f"{link}Jadwal</a>")
    assert around(root) == ("", "pengumuman/")


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/pengumuman/jadwal/">',
        '<a href="https://other.example/situs/pengumuman/jadwal/">',
        '<a href="http://[">',
        '<img src="jadwal/">',
    ],
)
def test_what_leads_elsewhere_does_not(tmp_path: Path, link: str) -> None:
    assert around(built(tmp_path, pengumuman=f"{link}Jadwal</a>")) == ("",)


def test_the_search_is_one_of_them(tmp_path: Path) -> None:
    root = built(tmp_path, cari='<form role="search"><input></form>')
    assert around(root) == ("", "cari/")


def test_the_nearest_to_the_root_come_first_and_not_too_many(tmp_path: Path) -> None:
    link = '<a href="/situs/pengumuman/jadwal/">x</a>'
    many = {f"arsip.tahun{number}": link for number in range(9)}
    root = built(tmp_path, pengumuman=link, **many)
    found = around(root)
    assert found[:2] == ("", "pengumuman/")
    assert len(found) == 1 + 4


def test_a_page_of_the_case_is_not_around_itself(tmp_path: Path) -> None:
    root = built(tmp_path, pengumuman='<a href="jadwal/">x</a>')
    assert around(root, "pengumuman/jadwal/", "pengumuman/", "") == ()


def test_the_pages_of_an_address_with_other_letters_are_found(tmp_path: Path) -> None:
    root = built(tmp_path, **{"berita": '<a href="h%C3%A9/">x</a>', "berita.hé": "Hé"})
    assert around(root, "berita/hé/") == ("", "berita/")


def test_an_office_may_have_the_cases_pages_looked_at_alone(tmp_path: Path) -> None:
    root = built(tmp_path, pengumuman='<a href="jadwal/">Jadwal</a>')
    assert nearby(root, URL, ("pengumuman/jadwal/",), 0) == ()
    assert nearby(root, URL, ("pengumuman/jadwal/",), 1) == ("", "pengumuman/")
