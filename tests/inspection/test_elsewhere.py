"""What is wrong on pages that a case did not touch is told, and stops nobody."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from inspection.website import manifest_of
from paraf.core.evidence import ExpectedPage, Finding, Manifest, Severity
from paraf.core.words import T
from paraf.inspection.elsewhere import lenient
from paraf.inspection.findings import block
from paraf.inspection.links.document import read
from paraf.inspection.links.judge import judge
from paraf.inspection.site import Site

URL = "https://bkd.contoh.example/"
OURS, OTHER = f"{URL}berita/", f"{URL}profil/"
CASE = Site(
    URL,
    Manifest({}, ""),
    None,
    pages=(ExpectedPage("berita/", "Berita", ("Berita",), {}),),
    former=("arsip/index.html", "berkas/lama.pdf", "dulu/index.html"),
    removed=("arsip/index.html", "berkas/lama.pdf"),
)
PAGE = '<!doctype html><html lang="id"><title>x</title><body><h1>x</h1>{}</body></html>'


def found(kind: str, place: str, target: str = "") -> Finding:
    return block(kind, place, T("{target} is not there.", target=target), T("Correct it."))


def weight(finding: Finding, site: Site = CASE) -> Severity:
    [one] = lenient(site, [finding])
    assert str(finding.what) in str(one.what)
    return one.severity


@pytest.mark.parametrize(
    "kind", ["link-broken", "anchor-missing", "accessibility", "console-error"]
)
def test_an_old_mistake_elsewhere_warns_and_stops_no_case(kind: str) -> None:
    assert weight(found(kind, OTHER, f"{URL}hilang/")) is Severity.WARN


@pytest.mark.parametrize("kind", ["link-broken", "accessibility"])
def test_the_same_mistake_on_a_page_of_the_case_blocks(kind: str) -> None:
    assert weight(found(kind, OURS, f"{URL}hilang/")) is Severity.BLOCK


@pytest.mark.parametrize("target", [OURS, f"{URL}arsip/", f"{URL}berkas/lama.pdf"])
def test_what_the_case_itself_broke_on_other_pages_blocks(target: str) -> None:
    assert weight(found("link-broken", OTHER, target)) is Severity.BLOCK


@pytest.mark.parametrize(
    "kind", ["file-changed", "file-missing", "title-differs", "server-unreachable"]
)
def test_what_says_that_the_site_is_not_what_was_marked_always_blocks(kind: str) -> None:
    assert weight(found(kind, OTHER)) is Severity.BLOCK


@pytest.mark.parametrize("kind", ["link-broken", "page-slow", "page-failed"])
def test_without_a_case_every_finding_keeps_its_weight(kind: str) -> None:
    assert weight(found(kind, OTHER), replace(CASE, pages=(), removed=())) is Severity.BLOCK


@pytest.mark.parametrize("kind", ["page-slow", "page-failed"])
def test_a_guest_that_hangs_on_another_page_stops_nobody(kind: str) -> None:
    assert weight(found(kind, OTHER)) is Severity.WARN
    assert weight(found(kind, OURS)) is Severity.BLOCK


def judged(pages: Mapping[str, str], site: Site = CASE) -> dict[str, Severity]:
    """Return how the links of pages weigh, by what they say in brief."""
    files = {path: PAGE.format(html).encode() for path, html in pages.items()}
    site = replace(site, manifest=manifest_of(files))
    documents = [one for path, body in files.items() if (one := read(path, body))]
    return {
        f"{one.kind} {one.place.removeprefix(URL)}": one.severity
        for one in lenient(site, judge(site, documents))
    }


def everywhere(link: str, pages: int) -> dict[str, str]:
    """Return pages that all have a link, and the page of the case, which has not."""
    return {"berita/index.html": "", **{f"p{at}/index.html": link for at in range(pages)}}


@pytest.mark.parametrize("pages", [1, 5, 6, 30])
def test_a_page_that_was_taken_away_blocks_however_many_pages_lead_there(pages: int) -> None:
    weights = judged(everywhere('<a href="/arsip/">x</a>', pages))
    assert len(weights) == (pages if pages <= 5 else 1)
    assert set(weights.values()) == {Severity.BLOCK}


@pytest.mark.parametrize("pages", [1, 6])
@pytest.mark.parametrize("target", ["hilang/", "dulu/"], ids=["never was", "went long ago"])
def test_what_no_case_took_away_now_warns_however_many_pages_lead_there(
    pages: int, target: str
) -> None:
    weights = judged(everywhere(f'<a href="/{target}">x</a>', pages))
    assert set(weights.values()) == {Severity.WARN}


def test_a_place_of_our_page_that_others_lead_to_blocks_in_many_files_too() -> None:
    weights = judged(everywhere('<a href="/berita/#jadwal">x</a>', 6))
    assert weights == {"anchor-missing p0/": Severity.BLOCK}


def test_a_case_that_only_deletes_pages_is_stopped_by_what_it_broke_alone() -> None:
    site = replace(CASE, pages=())
    weights = judged(
        {"a/index.html": '<a href="/hilang/">x</a>', "b/index.html": '<a href="/arsip/">x</a>'},
        site,
    )
    assert weights == {"link-broken a/": Severity.WARN, "link-broken b/": Severity.BLOCK}
