"""What the class of its information asks of a draft."""

from dataclasses import replace
from pathlib import Path

import pytest

from manuscript.drafts import RECORD, draft
from paraf.core.evidence import Severity
from paraf.core.page import Draft, InformationClass
from paraf.core.public_list import Listing, Period
from paraf.manuscript.information_class import check_class
from small_office import page

PAGE = "content/berita/a.md"


def written(root: Path, kind: InformationClass, listing: Listing, **case: object) -> Draft:
    """Return a draft of one page, with what the office says of all pages left out."""
    one = page("berita/a.md", "A", kind=kind)
    found = draft(root, {PAGE: one}, information_class=kind, **case)
    bare = replace(one, meta=replace(one.meta, listing=listing))
    return replace(found, pages={PAGE: bare})


def kinds(one: Draft) -> list[tuple[str, str]]:
    found = list(check_class(one))
    assert all(finding.severity is Severity.WARN for finding in found)
    return [(finding.kind, finding.place) for finding in found]


def test_periodic_information_says_how_often_it_is_renewed(tmp_path: Path) -> None:
    kind = InformationClass.PERIODIC
    assert kinds(written(tmp_path, kind, Listing())) == [("period", PAGE)]
    for period in Period:
        assert kinds(written(tmp_path, kind, Listing(period=period))) == []


@pytest.mark.parametrize("kind", [InformationClass.ANYTIME, InformationClass.EXEMPT])
def test_other_information_is_asked_for_nothing(tmp_path: Path, kind: InformationClass) -> None:
    assert kinds(written(tmp_path, kind, Listing())) == []


def test_pages_that_a_draft_leaves_alone_are_asked_for_nothing(tmp_path: Path) -> None:
    one = written(tmp_path, InformationClass.PERIODIC, Listing())
    assert kinds(replace(one, entries=())) == []
    gone = tuple(replace(entry, deleted=True) for entry in one.entries)
    assert kinds(replace(one, entries=gone)) == []


def test_what_is_announced_at_once_says_why_it_cannot_wait(tmp_path: Path) -> None:
    kind = InformationClass.IMMEDIATE
    assert kinds(written(tmp_path, kind, Listing())) == [("expedited", RECORD)]
    assert kinds(written(tmp_path, kind, Listing(), expedited="Surat palsu beredar.")) == []


def test_only_what_is_announced_at_once_is_hurried(tmp_path: Path) -> None:
    one = written(tmp_path, InformationClass.ANYTIME, Listing(), expedited="Cepat.")
    assert kinds(one) == [("expedited", RECORD)]
