"""Links say where they lead, and are written as links have to be."""

from pathlib import Path

import pytest

from manuscript.drafts import draft, written
from manuscript.paging import kinds, said
from paraf.core.evidence import Severity

STANDING = {
    **written("layanan/cuti.md", "# Cuti\n"),
    **written("layanan/index.md", "# Layanan\n"),
    "content/unduhan/Formulir Cuti.pdf": b"%PDF",
    "content/assets/panah.png": b"x",
}


def found(root: Path, body: str) -> list[tuple[str, int]]:
    return kinds(draft(root, written("berita/a.md", f"# A\n\n{body}\n"), standing=STANDING))


@pytest.mark.parametrize(
    "words",
    ["klik di sini", "Klik disini", "di sini", "Baca selengkapnya", "selengkapnya", "link",
     "tautan berikut", "unduh di sini", "Download", "lihat halaman ini", "here", "read more"],
)  # fmt: skip
def test_words_that_name_no_place_are_weighed(tmp_path: Path, words: str) -> None:
    assert ("link-vague", 9) in found(tmp_path, f"Unduh [{words}](../layanan/cuti.md).")


@pytest.mark.parametrize(
    ("link", "kind", "severity"),
    [
        ("[](../layanan/cuti.md)", "link-empty", Severity.BLOCK),
        ('[![](../assets/panah.png){ alt="" }](../layanan/cuti.md)', "link-empty", Severity.BLOCK),
        ("[https://www.bkn.go.id/a](https://www.bkn.go.id/a)", "link-bare", Severity.WARN),
        ("<https://www.bkn.go.id/a>", "link-bare", Severity.WARN),
        ("[syarat](../layanan/cuti.md) [Syarat](../layanan/index.md)", "link-same", Severity.WARN),
        ("[BKN](http://www.bkn.go.id/)", "insecure", Severity.WARN),
        ("[cuti](../layanan/cuti.md%20)", "link", Severity.BLOCK),
        ("[surat](mailto:layanan@bkd)", "link", Severity.BLOCK),
        ("[surat](mailto:layanan at bkd.go.id)", "link", Severity.BLOCK),
        ("[telepon](tel:0274-abc)", "link", Severity.BLOCK),
        ("[telepon](tel:+62%20274%20512345)", "link", Severity.BLOCK),
    ],
)
def test_what_is_wrong_with_a_link_is_told_by_line(
    tmp_path: Path, link: str, kind: str, severity: Severity
) -> None:
    one = draft(tmp_path, written("berita/a.md", f"# A\n\n{link}\n"), standing=STANDING)
    assert [(f.kind, f.severity, f.line) for f in said(one)] == [(kind, severity, 9)]


@pytest.mark.parametrize(
    "link",
    [
        "[Formulir cuti](<../unduhan/Formulir Cuti.pdf>) [lagi](<../unduhan/Formulir Cuti.pdf>)",
        "[![Formulir cuti](../assets/panah.png)](../layanan/cuti.md)",
        "[cuti](../layanan/cuti.md) dan [cuti](../layanan/cuti.md)",
        "[layanan@bkd.go.id](mailto:layanan@bkd.go.id?subject=Cuti)",
        "[(0274) 512345](tel:+62274512345)",
        "[Cek website](../layanan/index.md)",
    ],
)
def test_links_that_say_where_they_lead_are_taken(tmp_path: Path, link: str) -> None:
    assert found(tmp_path, link) == []


@pytest.mark.parametrize(
    ("link", "way"),
    [
        ("../layanan/cuti", "../layanan/cuti.md"),
        ("../layanan/cuti/", "../layanan/cuti.md"),
        ("../layanan/cuti..md", "../layanan/cuti.md"),
        ("../layanan/Cuti.md", "../layanan/cuti.md"),
        ("../layanan/cuti.html", "../layanan/cuti.md"),
        ("../layanan/", "../layanan/index.md"),
        ("cuti.md", "../layanan/cuti.md"),
        ("<../unduhan/formulir cuti.pdf>", "../unduhan/Formulir Cuti.pdf"),
    ],
)
def test_a_link_that_is_nearly_right_gets_its_correction(
    tmp_path: Path, link: str, way: str
) -> None:
    one = draft(tmp_path, written("berita/a.md", f"# A\n\n[x]({link})\n"), standing=STANDING)
    assert [str(f.remedy) for f in said(one)] == [f"Write {way}, if this page or file is meant."]
