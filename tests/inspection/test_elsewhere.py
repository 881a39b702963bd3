"""What is wrong on pages that a case did not touch is told, and stops nobody."""

from dataclasses import replace

import pytest

from paraf.core.evidence import ExpectedPage, Finding, Manifest, Severity
from paraf.core.words import T
from paraf.inspection.elsewhere import lenient
from paraf.inspection.findings import block
from paraf.inspection.site import Site

URL = "https://bkd.contoh.example/"
OURS, OTHER = f"{URL}berita/", f"{URL}profil/"
CASE = Site(
    URL,
    Manifest({}, ""),
    None,
    pages=(ExpectedPage("berita/", "Berita", ("Berita",), {}),),
    former=("arsip/index.html", "berkas/lama.pdf"),
)


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


def test_without_a_case_every_finding_keeps_its_weight() -> None:
    assert weight(found("link-broken", OTHER), replace(CASE, pages=())) is Severity.BLOCK
