"""A draft's site is built to see whether it can be; not twice for the same reason."""

from pathlib import Path

from office_world import CASE, PAGE, PENGELOLA, office_world

FILE = "content/unduhan/berkas/2026/jadwal.csv"
BUILDS = "Building the site"


def test_only_what_can_make_a_build_fail_has_it_built_again(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    office.case_at(1)
    desk = office.folder(PENGELOLA)
    record, page = desk / f"drafts/{CASE}/case.yml", desk / PAGE
    (desk / FILE).parent.mkdir(parents=True)
    (desk / FILE).write_text("hari,jam\nSenin,08.00\n")
    page.write_text(page.read_text() + "\n[Jadwal](../unduhan/berkas/2026/jadwal.csv)\n")
    record.write_text(record.read_text().replace("downloads: []", f"downloads: [{FILE}]"))

    def builds() -> bool:
        checked = office.run(PENGELOLA, "check")
        assert checked.code == 0, checked.out
        return BUILDS in checked.out

    assert builds()
    assert not builds()
    (desk / FILE).write_text("hari,jam\nSelasa,08.00\n")
    assert not builds()
    page.write_text(page.read_text() + "\nLagi.\n")
    assert builds()
    (desk / FILE).rename(desk / FILE.replace("jadwal", "lain"))
    assert BUILDS not in office.run(PENGELOLA, "check").out
