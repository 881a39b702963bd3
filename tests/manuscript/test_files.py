"""Files are what their names say, and small enough."""

from dataclasses import replace
from pathlib import Path

import pytest

from manuscript.drafts import PDF, RULES, draft
from paraf.manuscript.files import check_document, check_files

HERE = "content/unduhan/berkas/2026"


def kinds(root: Path, files: dict[str, bytes]) -> list[tuple[str, str]]:
    found = check_files(
        draft(root, {f"{HERE}/{name}": data for name, data in files.items()}), RULES
    )
    return [(one.kind, one.place.rpartition("/")[2]) for one in found]


def test_honest_files_are_taken(tmp_path: Path) -> None:
    honest = {"a.pdf": PDF, "A.PDF": PDF, "d.csv": b"periode,jumlah\nOktober,5\n", "e.md": b"# A\n"}
    assert kinds(tmp_path, honest) == []


@pytest.mark.parametrize(
    ("name", "data"), [("a.md", b"caf\xe9"), ("a.md", b"a\0b"), ("a.md", b"\xc3")]
)
def test_a_text_of_the_draft_that_is_no_text_is_refused(
    tmp_path: Path, name: str, data: bytes
) -> None:
    assert kinds(tmp_path, {name: data}) == [("name-content", name)]


@pytest.mark.parametrize(
    ("name", "data"), [("a.pdf", b"MZ"), ("a.csv", b"caf\xe9"), ("a.md", b"caf\xe9")]
)
def test_a_document_that_is_handed_in_by_itself_is_what_it_is_called(
    tmp_path: Path, name: str, data: bytes
) -> None:
    (tmp_path / name).write_bytes(data)
    found = [one.kind for one in check_document(tmp_path / name, name, RULES)]
    assert found == ([] if name == "a.csv" else ["name-content"])


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    rules = replace(RULES, manuscript=replace(RULES.manuscript, files=3))
    few = draft(tmp_path, {f"{HERE}/{name}.csv": b"a,b" for name in "ab"})
    many = draft(tmp_path, {f"{HERE}/{name}.csv": b"a,b" for name in "abc"})
    assert list(check_files(few, rules)) == []
    assert [one.kind for one in check_files(many, rules)] == ["draft-files"]


@pytest.mark.parametrize("name", ["a.exe", "a.html", "a.svg", "a", "a.yml", "a.pdf.js", "a.md5"])
def test_only_the_kinds_that_the_rules_name_are_taken(tmp_path: Path, name: str) -> None:
    assert kinds(tmp_path, {name: b"x"}) == [("type", name)]


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    assert kinds(tmp_path, {"a.csv": b""}) == [("empty", "a.csv")]


def test_a_file_that_is_too_large_is_refused_and_materials_may_be_larger(tmp_path: Path) -> None:
    large = b"x" * 250_000
    one = draft(tmp_path, {f"{HERE}/a.csv": large, "drafts/2026-001/materials/a.csv": b"x"})
    assert [(f.kind, f.place) for f in check_files(one, RULES)] == [("file-size", f"{HERE}/a.csv")]
    two = draft(tmp_path / "2", {"drafts/2026-001/materials/a.csv": large})
    assert list(check_files(two, RULES)) == []


def test_a_draft_that_is_too_large_in_all_is_refused(tmp_path: Path) -> None:
    files = {f"{name}.csv": b"x" * 150_000 for name in "abc"}
    assert kinds(tmp_path, files) == [("draft-size", "2026-001")]


def test_text_is_read_in_pieces_without_breaking_a_letter(tmp_path: Path) -> None:
    text = "x" * 65_535 + "é" * 10
    assert kinds(tmp_path, {"a.csv": text.encode()}) == []


def test_a_deleted_file_is_not_looked_for(tmp_path: Path) -> None:
    assert list(check_files(draft(tmp_path, {f"{HERE}/a.exe": None}), RULES)) == []
