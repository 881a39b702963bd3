"""An address that was public goes on leading somewhere."""

from dataclasses import replace
from pathlib import Path

import pytest

from manuscript.drafts import PDF, RULES, draft, written
from manuscript.paging import kinds, said
from paraf.core.inspecting import InspectionRules
from paraf.core.page import Page

LAMA = "content/pengumuman/lama.md"


def moving(path: str, *former: str) -> dict[str, Page]:
    """Return a page that names old addresses of its own."""
    ((name, page),) = written(path, "# Baru\n").items()
    return {name: replace(page, meta=replace(page.meta, former=former))}


def test_a_page_that_is_moved_without_a_redirect_is_refused(tmp_path: Path) -> None:
    one = draft(tmp_path, {LAMA: None, **moving("pengumuman/baru.md")})
    (found,) = said(one)
    assert (found.kind, found.place) == ("moved", LAMA)
    assert str(found.remedy) == (
        "Write at the top of content/pengumuman/baru.md: former: [pengumuman/lama/]"
    )


@pytest.mark.parametrize("old", ["pengumuman/lama/", "/pengumuman/lama/", "pengumuman/lama"])
def test_the_page_in_its_place_keeps_the_old_address(tmp_path: Path, old: str) -> None:
    files = {LAMA: None, **moving("pengumuman/baru.md", old.strip("/") + "/")}
    assert kinds(draft(tmp_path, files)) == []


def test_any_page_may_keep_it_also_one_that_stood_there_already(tmp_path: Path) -> None:
    standing = moving("pengumuman/index.md", "pengumuman/lama/")
    assert kinds(draft(tmp_path, {LAMA: None}, standing=standing)) == []


def test_the_administrators_redirect_counts(tmp_path: Path) -> None:
    redirects = InspectionRules(redirects={"/pengumuman/lama/": "/pengumuman/"})
    one = draft(tmp_path, {LAMA: None})
    assert kinds(one, replace(RULES, inspection=redirects)) == []
    assert kinds(one) == [("moved", 0)]


def test_a_page_that_only_changes_its_file_keeps_its_address(tmp_path: Path) -> None:
    assert kinds(draft(tmp_path, {LAMA: None, **moving("pengumuman/lama/index.md")})) == []


def test_a_download_stays_or_somebody_says_what_became_of_it(tmp_path: Path) -> None:
    file = "content/unduhan/berkas/2025/a.pdf"
    (found,) = said(draft(tmp_path, {file: None}))
    assert (found.kind, found.place) == ("moved", file)
    assert "former: [unduhan/berkas/2025/a.pdf]" in str(found.remedy)
    kept = {file: None, **moving("berita/a.md", "unduhan/berkas/2025/a.pdf")}
    assert kinds(draft(tmp_path / "2", kept)) == []


def test_materials_of_a_case_were_never_public(tmp_path: Path) -> None:
    assert kinds(draft(tmp_path, {"drafts/2026-001/materials/a.pdf": None})) == []


@pytest.mark.parametrize(
    "old",
    ["pengumuman/", "pengumuman/ada/", "Pengumuman/ADA/", "unduhan/a.pdf", "../luar/", "a//b/",
     "https://bkd.example/lama/", ".git/", "a?b/", ""],
)  # fmt: skip
def test_an_old_address_must_be_one_and_free(tmp_path: Path, old: str) -> None:
    standing = {
        **written("pengumuman/index.md", "# P\n"),
        **written("pengumuman/ada.md", "# Ada\n"),
        "content/unduhan/a.pdf": PDF,
    }
    one = draft(tmp_path, moving("berita/a.md", old), standing=standing)
    assert [kind for kind, _ in kinds(one)] == ["former"]


def test_two_pages_cannot_keep_one_address(tmp_path: Path) -> None:
    standing = moving("berita/b.md", "berita/lama/")
    one = draft(tmp_path, moving("berita/a.md", "berita/Lama/"), standing=standing)
    (found,) = said(one)
    assert (found.kind, found.place) == ("former", "content/berita/a.md")


def test_a_page_cannot_be_begun_where_a_redirect_stands(tmp_path: Path) -> None:
    standing = moving("berita/b.md", "berita/a/")
    (found,) = said(draft(tmp_path, written("berita/a.md", "# A\n"), standing=standing))
    assert (found.kind, found.place) == ("former", "content/berita/a.md")


def test_an_address_that_a_page_kept_is_not_forgotten_with_it(tmp_path: Path) -> None:
    files = {LAMA: None, **moving("pengumuman/baru.md", "pengumuman/lama/")}
    forgot = replace(draft(tmp_path, files), kept={"pengumuman/2019/": LAMA})
    (found,) = said(forgot)
    assert (found.kind, found.place) == ("moved", LAMA)
    assert str(found.remedy).endswith("content/pengumuman/baru.md: former: [pengumuman/2019/]")
    both = {LAMA: None, **moving("pengumuman/baru.md", "pengumuman/lama/", "pengumuman/2019/")}
    assert said(replace(draft(tmp_path / "2", both), kept={"pengumuman/2019/": LAMA})) == []
