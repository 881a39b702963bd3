"""The example office's own site, as this repository holds it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from paraf.core import security_txt
from paraf.core.evidence import Severity
from paraf.core.page import CaseFile, Draft, Entry, InformationClass, Page
from paraf.inspection.browser.chromium import FLAGS, find
from paraf.manuscript.check import Setting, check
from paraf.records.drafts import read_page, read_rules
from paraf.records.site_config import markdown_extensions
from paraf.records.sop import read_sop
from paraf.site.build import build
from paraf.site.serve import serving
from small_office import EPOCH, quiet, say

TREE = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    files = sorted((TREE / "content").rglob("*.md"))
    paths = {one.relative_to(TREE).as_posix(): one for one in files}
    return {path: read_page(file.read_text(), path) for path, file in paths.items()}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, pages: dict[str, Page]) -> Path:
    sops = [
        read_sop(one.read_text(), one.name) for one in sorted((TREE / "review/sop").glob("*.yml"))
    ]
    out = tmp_path_factory.mktemp("example") / "out"
    build(TREE, out, pages=[*pages.values()], sops=sops, epoch=EPOCH, say=say, progress=quiet)
    return out


def test_the_example_site_builds_strictly(site: Path, pages: dict[str, Page]) -> None:
    for one in pages.values():
        assert (site / one.url / "index.html").is_file()
    texts = [one.read_text() for one in site.rglob("*.html")]
    assert not [text for text in texts if "<!-- paraf:" in text]


@pytest.mark.browser
@pytest.mark.server
def test_the_example_site_works_under_its_policy(site: Path) -> None:
    from playwright.sync_api import sync_playwright

    said: list[str] = []
    program = find(None)
    with serving(site) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*FLAGS, "--no-sandbox"])
        tab = browser.new_page(color_scheme="light")
        tab.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
        for path in ("", "panduan/administrator/", "unduhan/", "kontak/"):
            assert tab.goto(f"{url}{path}").headers["content-security-policy"]
            tab.emulate_media(media="print")
            tab.emulate_media(media="screen")
        tab.locator("label[for^=__palette]:visible").click()
        assert tab.evaluate("document.body.dataset.mdColorScheme") == "slate"
        tab.goto(f"{url}cari/?q=cuti")
        tab.wait_for_selector("#bkd-hasil li")
        tab.pdf()
        assert said == []
        # The policy is in force at all: what was not in the page when it was built does not run.
        tab.evaluate("document.body.append(Object.assign(document.createElement('script'), "
                     "{textContent: 'window.foreign = 1'}))")  # fmt: skip
        assert tab.evaluate("window.foreign") is None
        assert "Content Security Policy" in said[0]
        browser.close()


def test_the_example_site_names_who_hears_of_holes_for_a_year(site: Path) -> None:
    notice = security_txt.read((site / security_txt.PATH).read_text())
    assert notice.problems == ()
    assert notice.expires == datetime(2027, 11, 1, tzinfo=UTC)


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
    setting = Setting(now=datetime(2026, 11, 16, tzinfo=UTC))
    draft = Draft(case, TREE, entries, pages, tuple(tree))
    found = check(draft, rules, extensions, setting).findings
    assert [one for one in found if one.severity is Severity.BLOCK] == []
