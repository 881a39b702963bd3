"""The example office's own site in a browser: its texts as they were marked, and no false alarm."""

import csv
import re
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest

from everything import long
from inspection.website import TYPES, Website, quiet
from paraf.core.article import digest
from paraf.core.evidence import ExpectedPage
from paraf.core.inspecting import Budgets, InspectionRules
from paraf.inspection.browser import chromium
from paraf.inspection.browser.pages import check_pages
from paraf.inspection.evidence.difference import compare
from paraf.inspection.site import Site
from paraf.manuscript.read import expect
from paraf.pipeline.tree import listed
from paraf.records.drafts import read_page
from paraf.records.listing import list_defaults
from paraf.records.site_config import markdown_extensions
from paraf.records.sop import read_sop
from paraf.site.build import build
from paraf.site.manifest import measure
from paraf.site.public_list import csv_files, csv_paths
from paraf.site.sources import Site as Sources
from paraf.site.stage import written_out
from small_office import EPOCH, say

pytestmark = [pytest.mark.browser, pytest.mark.server]
TREE = Path(__file__).resolve().parents[2]
SEEN = ("panduan/administrator/", "unduhan/")
"""Code to copy and tables in frames; a list made by staging, with downloads."""


@dataclass(frozen=True)
class Example:
    """The built site, and its pages as they were marked."""

    built: Path
    pages: dict[str, ExpectedPage]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Example:
    built = tmp_path_factory.mktemp("example") / "site"
    files = sorted((TREE / "content").rglob("*.md"))
    known = list_defaults((TREE / "mkdocs.yml").read_text())
    pages = [
        listed(read_page(one.read_text(), one.relative_to(TREE).as_posix()), known) for one in files
    ]
    sops = [read_sop(one.read_text(), one.name) for one in (TREE / "review/sop").glob("*.yml")]
    made = csv_files(Sources(TREE / "content", pages, sops, say), "https://bkd.contoh.example/")
    build(TREE, built, pages=pages, sops=sops, made=made, epoch=EPOCH, say=say, progress=quiet)
    tree = [one.relative_to(TREE).as_posix() for one in (TREE / "content").rglob("*")]
    tree = [path for path in tree if (TREE / path).is_file()]
    extensions = markdown_extensions((TREE / "mkdocs.yml").read_text())
    expected = [
        expect(
            written_out(one, TREE, pages=pages, sops=sops, say=say, made=csv_paths(pages)),
            root=TREE,
            tree=tree,
            extensions=extensions,
            downloads=[path for path in tree if "/berkas/" in path],
        )
        for one in pages
    ]
    return Example(built, {one.path: one for one in expected})


def test_the_text_of_every_page_is_built_as_it_was_marked(example: Example) -> None:
    assert len(example.pages) > 40
    for path, page in example.pages.items():
        built = (example.built / path / "index.html").read_text()
        (article,) = re.findall("<article.*?>(.*)</article>", built, re.DOTALL)
        assert digest(article) == page.article, path


@long
def test_what_a_browser_makes_of_it_is_what_was_marked(
    website: Website, example: Example, tmp_path: Path
) -> None:
    """The theme's scripts have run, the search is ours, and nothing is found."""
    TYPES.setdefault("svg", "image/svg+xml")
    for file in example.built.rglob("*"):
        if file.is_file():
            website.files[file.relative_to(example.built).as_posix()] = file.read_bytes()
    site = Site(
        website.url,
        measure(example.built),
        None,
        pages=[example.pages[path] for path in SEEN],
        built=example.built,
        # How fast this machine is while tests run says nothing.
        rules=InspectionRules(budgets=Budgets(lcp=60_000)),
    )
    viewed = check_pages(site, tmp_path, quiet, browser=chromium.find(None), compare=compare)
    assert viewed.findings == ()
    articles = {path: {one.article for one in viewed.pages if one.path == path} for path in SEEN}
    assert articles == {path: {example.pages[path].article} for path in SEEN}
    counts = {str(one.what): one.count for one in viewed.checked}
    assert counts["downloads clicked"] == 4
    assert counts["pages looked for by the search"] == 2


def test_the_list_of_public_information_is_whole_for_every_page_of_the_office(
    example: Example,
) -> None:
    data = (example.built / "ppid/daftar-informasi-publik.csv").read_bytes().decode("utf-8-sig")
    heads, *rows = csv.reader(StringIO(data, newline=""), delimiter=";")
    assert len(rows) > 20
    renewed = heads.index("Renewed")
    for row in rows:
        empty = [head for head, cell in zip(heads, row, strict=True) if not cell]
        assert empty == ([] if row[0].startswith("B-") else [heads[renewed]])
    assert "ppid/daftar-informasi-publik.csv" in measure(example.built).files
    shown = (example.built / "ppid/daftar-informasi-publik/index.html").read_text()
    assert 'href="../daftar-informasi-publik.csv"' in shown
    links = [row[-1].removeprefix("https://bkd.contoh.example/") for row in rows]
    assert all((example.built / one / "index.html").is_file() for one in links)
