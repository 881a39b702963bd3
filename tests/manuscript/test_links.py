"""Links lead somewhere, pictures have words, and a page never acts."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from manuscript.drafts import EXTENSIONS, PDF, RECORD, RULES, draft, written
from manuscript.paging import said
from paraf.core.evidence import Severity
from paraf.manuscript.check import Setting, check

A = "content/berita/a.md"
SETTING = Setting(now=datetime(2026, 11, 16, tzinfo=UTC), path="")
STANDING = {
    **written("index.md", "# Beranda\n"),
    **written("layanan/cuti.md", "# Cuti\n\n## Syarat { #syarat }\n"),
    **written("layanan/index.md", "# Layanan\n"),
    **written("ppid.md", "# PPID\n\n<!-- paraf:class berkala -->\n"),
    "content/unduhan/berkas/a b.pdf": PDF,
    "content/assets/logo.png": b"\x89PNG\r\n\x1a\n",
}


def found(root: Path, body: str) -> list[tuple[str, int]]:
    one = draft(root, written("berita/a.md", body), standing=STANDING)
    findings = said(one)
    assert {f.place for f in findings} <= {A}
    return [(f.kind, f.line) for f in findings]


@pytest.mark.parametrize(
    "body",
    [
        "[x](../layanan/cuti.md)",
        "[x](../layanan/cuti.md#syarat 'judul')",
        "[x](../index.md?q=1)",
        "[x](a.md) [y](#judul)\n\n# Judul",
        "[x](../unduhan/berkas/a%20b.pdf)",
        "[x](<../unduhan/berkas/a b.pdf>)",
        "[x](../ppid.md#bagian-berita)",
        "[x](https://www.bkn.go.id/) [y](mailto:a@b.id) [z](tel:+62811) <a@b.id>",
        '<a href="../../layanan/cuti/#syarat">x</a> <a href="../../">y</a>',
        '<a href="../../unduhan/berkas/a b.pdf">x</a> <form action="./"></form>',
        "![Lambang Kantor Contoh](../assets/logo.png)",
        "`[x](tiada.md)`\n\n    [x](tiada.md)\n",
        "<!-- [x](tiada.md) -->",
    ],
)
def test_what_leads_somewhere_is_taken(tmp_path: Path, body: str) -> None:
    assert found(tmp_path, body) == []


@pytest.mark.parametrize(
    ("link", "kind"),
    [
        ("[x](tiada.md)", "link"),
        ("[x](../layanan/)", "link"),
        ("[x](../layanan/cuti)", "link"),
        ("[x](../../mkdocs.yml)", "link"),
        ("[x](../../content/index.md)", "link"),
        ("[x](/layanan/cuti.md)", "link"),
        ("[x](//bkd.example/)", "link"),
        ("[x](../layanan/cuti.md#tiada)", "anchor"),
        ("[x](#tiada)", "anchor"),
        ("![x](tiada.png)", "link"),
        ("![x](https://iklan.example/a.png)", "scheme"),
        ("[x](javascript:alert(1))", "scheme"),
        ("[x](JavaScript:void)", "scheme"),
        ("[x](data:text/html,x)", "scheme"),
        ("[x](file:///etc/passwd)", "scheme"),
        ("[x](vbscript:x)", "scheme"),
        ("[x](ftp://a.example/b)", "scheme"),
        ("[x](https://bkd.example@jahat.example/)", "scheme"),
        ("[x](https:///a)", "scheme"),
        ("[x](http://[::1)", "link"),
        ('<a href="java&#10;script:x">x</a>', "scheme"),
        ('<a href="../layanan/cuti.md">x</a>', "link"),
        ('<a href="../tiada/">x</a>', "link"),
        ('<form action="https://jahat.example/"></form>', "scheme"),
        ('<img src="../../assets/logo.png">', "alt"),
    ],
)
def test_what_does_not_is_named(tmp_path: Path, link: str, kind: str) -> None:
    ((got, line),) = found(tmp_path, f"# Judul\n\n{link}\n")
    assert got == kind
    assert line in (9, 0)
    assert line == 9 or "&#" in link


def test_a_picture_without_words_is_weighed(tmp_path: Path) -> None:
    one = draft(tmp_path, written("berita/a.md", "![](../assets/logo.png)"), standing=STANDING)
    (finding,) = said(one)
    assert (finding.kind, finding.severity) == ("alt", Severity.WARN)


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<SCRIPT src='x.js'></SCRIPT>",
        "teks <b onclick='x()'>y</b>",
        "teks\n{ onmouseover='x()' }",
        "<iframe src='../../'></iframe>",
        "<style>body { display: none }</style>",
        "<svg onload='x()'></svg>",
        "<meta http-equiv='refresh' content='0'>",
    ],
)
def test_a_page_that_would_act_is_refused(tmp_path: Path, body: str) -> None:
    assert "active" in {kind for kind, _ in found(tmp_path, body)}


def test_other_pages_must_not_lose_what_they_link_to(tmp_path: Path) -> None:
    standing = {
        **written("index.md", "# Beranda\n\n[cuti](layanan/cuti.md)\n"),
        **written("kontak.md", "[lain](tiada.md) [syarat](layanan/pensiun.md#syarat)\n"),
    }
    changed = {"content/layanan/cuti.md": None, **written("layanan/pensiun.md", "# Pensiun\n")}
    findings = said(draft(tmp_path, changed, standing=standing))
    places = {(one.kind, one.place, one.line) for one in findings}
    assert ("link", "content/index.md", 9) in places
    assert ("anchor", "content/kontak.md", 7) in places


def test_a_download_that_no_page_of_the_case_offers_is_named(tmp_path: Path) -> None:
    download = {"content/unduhan/berkas/b.pdf": PDF}
    one = draft(tmp_path, {**written("berita/a.md", "# A"), **download})
    assert [(f.kind, f.place) for f in said(one)] == [("download", "content/unduhan/berkas/b.pdf")]
    body = "# A\n\n[b](../unduhan/berkas/b.pdf)\n"
    two = draft(tmp_path / "2", {**written("berita/a.md", body), **download})
    assert said(two) == []


def test_a_draft_with_refused_paths_is_not_opened(tmp_path: Path) -> None:
    one = draft(tmp_path, {"content/.nav.yml": b"x", A: b"tanpa kepala"})
    assert [f.kind for f in check(one, RULES, EXTENSIONS, SETTING).findings] == ["administrator"]


def test_findings_come_by_file_and_line(tmp_path: Path) -> None:
    body = "[x](tiada.md)\n\n[y](lain.md)\n"
    one = draft(
        tmp_path, {**written("berita/b.md", body), **written("berita/a.md", body)}, pages=()
    )
    places = [(f.place, f.line) for f in check(one, RULES, EXTENSIONS, SETTING).findings]
    assert places == sorted(places)
    assert RECORD not in {place for place, _ in places}
    assert len(places) == 6
