"""The example office's own pages have nothing that their checks would name."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from manuscript.paging import shelf
from paraf.core.page import CaseFile, Draft, Entry, InformationClass
from paraf.manuscript.links import check_links
from paraf.manuscript.page.check import Means, check_pages
from paraf.manuscript.page.dictionary import PLACES, find
from paraf.manuscript.page.words import Dictionary
from paraf.records.drafts import read_page, read_rules
from paraf.records.site_config import markdown_extensions

TREE = Path(__file__).resolve().parents[3]
RULES = read_rules((TREE / "review/rules.yml").read_text(), "review/rules.yml")
EXTENSIONS = markdown_extensions((TREE / "mkdocs.yml").read_text())


@pytest.fixture(scope="module")
def everything() -> Draft:
    """Return a draft in which every page is new."""
    files = [one for one in sorted((TREE / "content").rglob("*")) if one.is_file()]
    tree = tuple(one.relative_to(TREE).as_posix() for one in files)
    pages = {
        path: read_page((TREE / path).read_text(), path) for path in tree if path[-3:] == ".md"
    }
    case = CaseFile(
        id="2026-001",
        sop="updating",
        title="Semua",
        pages=tuple(pages),
        downloads=(),
        information_class=InformationClass.PERIODIC,
        opened=datetime(2026, 11, 16, tzinfo=UTC),
    )
    entries = tuple(Entry(path, "100644", 1) for path in pages)
    return Draft(case, TREE, entries, pages, tree)


def words() -> frozenset[str]:
    lines = (TREE / "review/kata.txt").read_text().split("\n")
    return frozenset(line.strip().lower() for line in lines if line and line[0] != "#")


def test_no_page_of_the_example_site_has_a_finding(everything: Draft) -> None:
    on = shelf(everything, EXTENSIONS)
    skeleton = frozenset({"Tulis isi halaman di sini."})
    found = [*check_links(on), *check_pages(on, RULES, Means(skeleton=skeleton))]
    assert [(one.place, one.line, str(one.what)) for one in found] == []


@pytest.mark.skipif(find(PLACES) is None, reason="this machine has no hunspell-id")
def test_every_word_of_the_example_site_is_known(everything: Draft) -> None:
    on = shelf(everything, EXTENSIONS)
    found = check_pages(on, RULES, Means(Dictionary(find(PLACES), words())))
    assert [(one.place, one.line, str(one.what)) for one in found] == []
