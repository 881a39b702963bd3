"""The example office's own site, as this repository holds it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from paraf.core.evidence import Severity
from paraf.core.page import CaseFile, Draft, Entry, InformationClass, Page
from paraf.manuscript.check import check
from paraf.records.drafts import read_page, read_rules
from paraf.records.site_config import markdown_extensions
from paraf.records.sop import read_sop
from paraf.site.build import build
from small_office import EPOCH, quiet, say

TREE = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    files = sorted((TREE / "content").rglob("*.md"))
    paths = {one.relative_to(TREE).as_posix(): one for one in files}
    return {path: read_page(file.read_text(), path) for path, file in paths.items()}


def test_the_example_site_builds_strictly(tmp_path: Path, pages: dict[str, Page]) -> None:
    sops = [
        read_sop(one.read_text(), one.name) for one in sorted((TREE / "review/sop").glob("*.yml"))
    ]
    made = build(
        TREE, tmp_path / "out", pages=[*pages.values()], sops=sops, epoch=EPOCH, say=say,
        progress=quiet,
    )  # fmt: skip
    assert {one.url + "index.html" for one in pages.values()} <= set(made.files)
    assert ".well-known/security.txt" in made.files
    texts = [one.read_text() for one in (tmp_path / "out").rglob("*.html")]
    assert not [text for text in texts if "<!-- paraf:" in text]


def test_every_page_of_the_example_site_would_pass_the_checks(pages: dict[str, Page]) -> None:
    tree = [one.relative_to(TREE).as_posix() for one in (TREE / "content").rglob("*")]
    tree = [path for path in tree if (TREE / path).is_file()]
    downloads = tuple(path for path in tree if path.startswith("content/unduhan/berkas/"))
    case = CaseFile(
        id="2026-001",
        sop="updating",
        title="Semua",
        pages=tuple(pages),
        downloads=downloads,
        information_class=InformationClass.PERIODIC,
        opened=datetime(2026, 11, 16, tzinfo=UTC),
    )
    entries = tuple(
        Entry(path, "100644", (TREE / path).stat().st_size) for path in (*pages, *downloads)
    )
    rules = read_rules((TREE / "review/rules.yml").read_text(), "review/rules.yml")
    extensions = markdown_extensions((TREE / "mkdocs.yml").read_text())
    found = check(Draft(case, TREE, entries, pages, tuple(tree)), rules, extensions)
    assert [one for one in found if one.severity is Severity.BLOCK] == []
