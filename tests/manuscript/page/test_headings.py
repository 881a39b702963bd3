"""Headings tell how a page is built."""

from pathlib import Path

import pytest

from manuscript.drafts import draft, written
from manuscript.paging import kinds, said


@pytest.mark.parametrize(
    "body",
    [
        "# Jadwal\n\n## Syarat\n\n### Umum\n\n## Langkah\n",
        "Tanpa judul sendiri.\n\n## Syarat\n",
        "# A\n\n## PNS\n\n### Syarat\n\n## PPPK\n\n### Syarat\n",
        "# A\n\n## Syarat { #pns }\n\n## Syarat { #pppk }\n",
        "# A\n\n```\n# B\n#### C\n```\n",
        "# A\n\n**Penting:** baca dahulu.\n\n**Berkas dikembalikan.**\n",
    ],
)
def test_headings_in_order_are_taken(tmp_path: Path, body: str) -> None:
    assert kinds(draft(tmp_path, written("berita/a.md", body))) == []


@pytest.mark.parametrize(
    ("body", "kind", "line"),
    [
        ("# A\n\nTeks.\n\n# B\n", "heading", 11),
        ("# A\n\n##\n\nTeks.\n", "heading", 9),
        ("# A\n\n## B\n\n#### C *miring*\n", "heading-order", 11),
        ("Teks.\n\n### C\n", "heading-order", 9),
        ("A\n===\n\nB\n===\n", "heading", 10),
        ("# A\n\n## Syarat\n\nTeks.\n\n## Syarat\n", "heading-twin", 13),
        ("# A\n\n## Syarat { #s }\n\n## Syarat\n", "heading-twin", 11),
        ("# A\n\n**Syarat umum**\n\nTeks.\n", "heading-faked", 9),
        ("# A\n\n```\n## B\n```\n\n#### B\n", "heading-order", 13),
    ],
)
def test_headings_that_mislead_are_named_by_line(
    tmp_path: Path, body: str, kind: str, line: int
) -> None:
    assert kinds(draft(tmp_path, written("berita/a.md", body))) == [(kind, line)]


def test_the_remedy_says_how_many_signs_to_write(tmp_path: Path) -> None:
    one = draft(tmp_path, written("berita/a.md", "# A\n\n## B\n\n##### C\n"))
    assert [str(found.remedy) for found in said(one)] == ["Write it with ###."]
    two = draft(tmp_path / "2", written("berita/a.md", "# A\n\n## B\n\n## B\n"))
    assert "{ #syarat-pns }" in str(said(two)[0].remedy)
