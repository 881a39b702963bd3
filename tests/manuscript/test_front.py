"""Pages say what they are, and the case names what its draft changes."""

from datetime import date
from pathlib import Path

import pytest

from manuscript.drafts import PDF, RECORD, RULES, draft, written
from paraf.core.evidence import Severity
from paraf.core.page import InformationClass
from paraf.manuscript.front import check_front

A = "content/berita/a.md"
BLOCK, WARN = Severity.BLOCK, Severity.WARN


def found(one) -> list[tuple[str, Severity, str]]:
    return [(f.kind, f.severity, f.place) for f in check_front(one, RULES)]


def test_a_complete_page_of_its_case_is_taken(tmp_path: Path) -> None:
    files = {**written("berita/a.md", "# A\n"), "content/unduhan/berkas/a.pdf": PDF}
    assert found(draft(tmp_path, files)) == []


@pytest.mark.parametrize(
    ("meta", "kind", "severity"),
    [
        ({"title": " "}, "title", BLOCK),
        ({"title": "x" * 121}, "title", BLOCK),
        ({"title": "a\u202eb"}, "title", BLOCK),
        ({"title": "<b>a</b>"}, "title", BLOCK),
        ({"summary": "a &lt; b"}, "summary", BLOCK),
        ({"summary": ""}, "summary", BLOCK),
        ({"summary": "x" * 301}, "summary", BLOCK),
        ({"day": date(1999, 12, 31)}, "date", WARN),
        ({"day": date(2062, 11, 16)}, "date", WARN),
        ({"kind": InformationClass.EXEMPT}, "exempt", BLOCK),
        ({"kind": InformationClass.ANYTIME}, "class", WARN),
    ],
)
def test_front_matter_that_is_wanting_is_named(
    tmp_path: Path, meta: dict[str, object], kind: str, severity: Severity
) -> None:
    assert found(draft(tmp_path, written("berita/a.md", "# A", **meta))) == [(kind, severity, A)]


def test_a_page_whose_front_matter_cannot_be_read_is_named(tmp_path: Path) -> None:
    assert found(draft(tmp_path, {A: b"tanpa kepala"})) == [("front", BLOCK, A)]


def test_a_case_of_exempt_information_goes_nowhere(tmp_path: Path) -> None:
    exempt = InformationClass.EXEMPT
    one = draft(tmp_path, written("berita/a.md", "# A", kind=exempt), information_class=exempt)
    assert found(one) == [("exempt", BLOCK, RECORD), ("exempt", BLOCK, A)]


def test_the_case_names_every_page_and_download_that_changed(tmp_path: Path) -> None:
    files = {**written("berita/a.md", "# A"), "content/unduhan/a.pdf": PDF, "content/f.png": b"x"}
    one = draft(tmp_path, files, pages=(), downloads=())
    assert found(one) == [("case", BLOCK, A), ("case", BLOCK, "content/unduhan/a.pdf")]


def test_the_case_names_nothing_that_did_not_change(tmp_path: Path) -> None:
    one = draft(tmp_path, written("berita/a.md", "# A"), pages=(A, "content/b.md"))
    assert found(one) == [("case", BLOCK, RECORD)]


def test_a_page_that_is_taken_down_is_named_too(tmp_path: Path) -> None:
    assert found(draft(tmp_path, {A: None})) == []
    assert found(draft(tmp_path, {A: None}, pages=())) == [("case", BLOCK, A)]
