"""Where a draft may write, and under which names."""

import unicodedata
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from paraf.core.evidence import Severity
from paraf.core.page import Entry
from paraf.manuscript.paths import check_paths, fold

CASE = "2026-001"


def found(path: str, *, tree: tuple[str, ...] = (), mode: str = "100644", deleted=False):
    entry = Entry(path, mode, 10, deleted)
    return list(check_paths(CASE, [entry], (*tree, path)))


@pytest.mark.parametrize(
    "path",
    [
        "content/index.md",
        "content/pengumuman/jadwal-2027.md",
        "content/unduhan/berkas/2026/Daftar usul (final) & lampiran.xlsx",
        "content/berita/café.md",
        "content/berita/言葉.md",
        f"drafts/{CASE}/case.yml",
        f"drafts/{CASE}/materials/nota dinas.pdf",
    ],
)
def test_a_draft_writes_pages_files_and_its_own_folder(path: str) -> None:
    assert found(path) == []


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("mkdocs.yml", "outside"),
        ("content", "outside"),
        ("contents/a.md", "outside"),
        ("Content/a.md", "outside"),
        ("review/officials.yml", "outside"),
        (".github/workflows/x.yml", "outside"),
        ("tools/theme/main.html", "outside"),
        ("drafts/2026-002/case.yml", "outside"),
        ("drafts/2026-001x/case.yml", "outside"),
        ("drafts/case.yml", "outside"),
        ("/etc/passwd", "path"),
        ("", "path"),
        ("content/../review/rules.yml", "path"),
        ("content/./a.md", "path"),
        ("content//a.md", "path"),
        ("content/a/", "path"),
        ("content\\a.md", "path"),
        ("content/..\\..\\x", "path"),
        ("content/a\0.md", "path"),
        ("content/assets/javascripts/situs.js", "administrator"),
        ("content/.nav.yml", "administrator"),
        ("content/layanan/.nav.yml", "administrator"),
        ("content/.well-known/security.txt", "administrator"),
        ("content/a/.git/config", "administrator"),
        ("content/a/.GIT/config", "administrator"),
        ("content/.gitattributes", "administrator"),
        ("content/git~1/config", "administrator"),
        (f"drafts/{CASE}/.gitmodules", "administrator"),
        ("content/.../x.md", "administrator"),
        ("content/a .md ", "name"),
        ("content/ a.md", "name"),
        ("content/a./b.md", "name"),
        ("content/a\n.md", "name"),
        ("content/a\x1b[31m.md", "name"),
        ("content/a\u202egpj.md", "name"),
        ("content/a\u200b.md", "name"),
        ("content/a\xa0b.md", "name"),
        ("content/a\udcff.md", "name"),
        ("content/cafe\u0301.md", "name"),
        ("content/unduhan/berkas/2026/catatan.MD", "name"),
        ("content/a.Md", "name"),
        ("content/SK.PDF", "name"),
        ("content/CON", "name"),
        ("content/aux.md", "name"),
        ("content/lpt1/x.md", "name"),
        ("content/a:b.md", "name"),
        ("content/a?.md", "name"),
        ("content/a%20b.md", "name"),
        ("content/a#b.md", "name"),
        ("content/-rf.md", "name"),
        (f"content/{'a' * 101}.md", "name"),
        ("content/" + "/".join(["a" * 50] * 5), "name"),
    ],
)
def test_anything_else_is_refused(path: str, kind: str) -> None:
    findings = found(path)
    assert kind in {one.kind for one in findings}
    assert all(one.severity is Severity.BLOCK for one in findings)
    assert all(one.place.isprintable() and str(one.what).isprintable() for one in findings)


@pytest.mark.parametrize(
    "path", ["mkdocs.yml", "content/.nav.yml", "content/../x", "content/assets/a.css"]
)
def test_nor_may_it_delete_what_it_may_not_write(path: str) -> None:
    assert found(path, deleted=True)


def test_an_ill_named_file_may_be_deleted() -> None:
    assert found("content/aux.md ", deleted=True, mode="000000") == []


@pytest.mark.parametrize("mode", ["120000", "160000", "100755", "040000", "100664"])
def test_only_ordinary_files_are_taken(mode: str) -> None:
    (finding,) = found("content/a.md", mode=mode)
    assert finding.kind == "mode"


@pytest.mark.parametrize(
    ("path", "twin"),
    [
        ("content/Jadwal.md", "content/jadwal.md"),
        ("content/café.md", "content/CAFE\u0301.md"),
        ("content/straße.md", "content/STRASSE.md"),
        ("content/Berita/a.md", "content/berita/b.md"),
        ("content/berita", "content/Berita/b.md"),
        ("content/jadwal.md", "content/jadwal/index.md"),
        ("content/a/README.md", "content/a/index.md"),
    ],
)
def test_no_other_file_may_be_taken_for_it(path: str, twin: str) -> None:
    assert {one.kind for one in found(path, tree=(twin,))} == {"twin"}


def test_twins_within_one_draft_are_both_named() -> None:
    entries = [Entry(f"content/{name}.md", "100644", 1) for name in ("a", "A")]
    findings = check_paths(CASE, entries, ())
    assert [one.place for one in findings] == ["content/a.md", "content/A.md"]


def test_old_twins_elsewhere_are_not_this_drafts_matter() -> None:
    assert found("content/c.md", tree=("content/x.md", "content/X.md")) == []


PARTS = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        ["content", "drafts", CASE, "..", ".", "", "a.md", ".git", "CON", "é", "e\u0301"]
    ),
)
PATHS = st.builds(
    lambda head, tail: "/".join([*head, *tail]),
    st.sampled_from([(), ("content",), ("drafts", CASE), ("drafts",)]),
    st.lists(PARTS, max_size=5),
)


@given(PATHS)
@example("content/a/../../x")
@example(f"drafts/{CASE}/..")
def test_an_accepted_path_stays_in_its_place_on_every_system(path: str) -> None:
    if found(path):
        return
    root = Path("/srv/tree")
    joined = Path(f"{root}/{path}")
    places = (root / "content", root / "drafts" / CASE)
    assert any(place in joined.resolve().parents for place in places)
    assert joined.relative_to(root).as_posix() == path
    windows = PureWindowsPath(path)
    assert not windows.drive
    assert windows.parts == PurePosixPath(path).parts
    assert unicodedata.normalize("NFC", path) == path
    assert fold(fold(path)) == fold(path)
    assert fold(unicodedata.normalize("NFD", path)) == fold(path)
    assert path.encode().decode() == path


@given(st.lists(PATHS, max_size=6))
def test_accepted_paths_stay_apart_where_case_and_composition_do_not_count(
    paths: list[str],
) -> None:
    entries = [Entry(path, "100644", 1) for path in dict.fromkeys(paths)]
    if list(check_paths(CASE, entries, ())):
        return
    assert len({fold(one.path) for one in entries}) == len(entries)
