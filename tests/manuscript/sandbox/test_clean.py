"""A file is cleaned behind the same fence, and put in its place whole or not at all."""

import io
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PIL import Image

from manuscript.sandbox.test_pool import MANNER
from paraf.core.checking import Limits, ManuscriptRules
from paraf.manuscript.sandbox.pool import clean
from paraf.manuscript.sandbox.process import SandboxFault

RULES = ManuscriptRules(edge=400)


def workbook() -> bytes:
    book = Workbook()
    book.properties.creator = "Budi Santoso"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_loses_its_author(tmp_path: Path) -> None:
    source, into = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    source.write_bytes(workbook())
    clean(source, into, ".xlsx", RULES)
    assert "Budi" not in str(load_workbook(into).properties.creator)


def test_a_picture_is_made_smaller_in_its_place(tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    Image.new("RGB", (900, 300)).save(file)
    clean(file, file, ".jpg", RULES)
    with Image.open(file) as made:
        assert made.size == (400, 133)
    assert [one.name for one in tmp_path.iterdir()] == ["a.jpg"]


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [("a.xlsx", b"MZ\0", "name-content"), ("a.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0", None)],
)
def test_what_cannot_be_cleaned_leaves_what_was_there(
    tmp_path: Path, name: str, data: bytes, kind: str | None
) -> None:
    source, into = tmp_path / name, tmp_path / f"old-{name}"
    source.write_bytes(data)
    into.write_bytes(b"old")
    seen = clean(source, into, source.suffix, RULES)
    assert seen
    assert kind is None or [one.kind for one in seen] == [kind]
    assert into.read_bytes() == b"old"


@pytest.mark.parametrize("deed", ["crash", "fine", "hang"])
def test_a_cleaner_that_breaks_down_leaves_what_was_there(tmp_path: Path, deed: str) -> None:
    source, into = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_text(deed)
    into.write_text("old")
    manner = replace(MANNER, patience=2)
    (seen,) = clean(source, into, ".txt", RULES, manner=manner)
    assert seen.kind == ("parser-slow" if deed == "hang" else "parser-died")
    assert into.read_text() == "old"


def test_a_file_cannot_grow_without_end(tmp_path: Path) -> None:
    source, into = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_text("x" * 5000)
    rules = replace(RULES, limits=Limits(unpacked=1000))
    assert [one.kind for one in clean(source, into, ".txt", rules)] == ["parser-died"]
    assert not into.exists()


def test_without_a_child_nothing_is_cleaned(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("isi")
    nobody = replace(MANNER, program=(sys.executable, "-c", "pass"))
    with pytest.raises(SandboxFault):
        clean(tmp_path / "a.txt", tmp_path / "b.txt", ".txt", RULES, manner=nobody)
