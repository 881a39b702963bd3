"""No two pages have one title, and none is handed in as it was begun."""

from pathlib import Path

from manuscript.drafts import draft, written
from manuscript.paging import kinds, said
from paraf.core.evidence import Severity
from paraf.manuscript.page.check import Means

SKELETON = frozenset({"(satu kalimat tentang halaman ini)", "Tulis isi halaman di sini."})


def test_a_title_that_another_page_has_is_told_beside_its_line(tmp_path: Path) -> None:
    standing = written("berita/lama.md", "# A\n", title="Jadwal  Ujian")
    one = draft(tmp_path, written("berita/a.md", "# A\n", title="jadwal ujian"), standing=standing)
    (found,) = said(one)
    assert (found.kind, found.severity, found.line) == ("title-twin", Severity.WARN, 2)
    assert "content/berita/lama.md" in str(found.what)
    two = written("berita/a.md", "# A\n", title="Jadwal ujian 2027")
    assert kinds(draft(tmp_path / "2", two, standing=standing)) == []


def test_a_page_that_is_only_begun_is_not_handed_in(tmp_path: Path) -> None:
    body, summary = "\nTulis isi halaman di sini.\n", "(satu kalimat tentang halaman ini)"
    one = draft(tmp_path, written("berita/a.md", body, summary=summary))
    found = said(one, means=Means(skeleton=SKELETON))
    assert [(f.kind, f.severity, f.line) for f in found] == [
        ("summary", Severity.BLOCK, 4),
        ("skeleton", Severity.BLOCK, 8),
    ]
    two = draft(tmp_path / "2", written("berita/a.md", "# A\n\nIsinya.\n"))
    assert said(two, means=Means(skeleton=SKELETON)) == []
