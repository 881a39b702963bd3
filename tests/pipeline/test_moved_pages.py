"""A page that is moved, and moved again, takes all its old addresses along."""

from pathlib import Path

from everything import long
from office_world import CASE, PAGE, PENGELOLA, office_world
from paraf.pipeline.check import check_tree

NEW = "content/pengumuman/baru.md"


def text(*former: str) -> str:
    return (
        "---\ntitle: Jadwal seleksi\ndate: 2026-11-16\nsummary: Jadwalnya.\n"
        f"information_class: berkala\nformer: [{', '.join(former)}]\n---\n# Jadwal seleksi\n"
    )


@long
def test_old_addresses_move_on_with_the_page(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    office.case_at(1)
    folder, desk, book = office.folder(PENGELOLA), office.desk(PENGELOLA), office.book()
    (folder / PAGE).write_text(text("pengumuman/lama/"))
    office.git(PENGELOLA, "add", ".")
    office.git(PENGELOLA, "commit", "--quiet", "-m", "once")
    start = desk.git.text("rev-parse", "HEAD")

    (folder / PAGE).unlink()
    (folder / NEW).write_text(text("pengumuman/jadwal-seleksi/"))
    case = folder / f"drafts/{CASE}/case.yml"
    case.write_text(case.read_text().replace(f"pages: [{PAGE}]", f"pages: [{PAGE}, {NEW}]"))
    found = check_tree(desk, book, CASE, desk.git.working_tree(), start=start)
    assert [(one.kind, one.place) for one in found] == [("moved", PAGE)]
    assert "pengumuman/lama/" in str(found[0].remedy)

    (folder / NEW).write_text(text("pengumuman/jadwal-seleksi/", "pengumuman/lama/"))
    assert check_tree(desk, book, CASE, desk.git.working_tree(), start=start) == ()
