"""The flagship case on a real forge, over HTTP: from draft to archive, returns included."""

import re
from pathlib import Path

import pytest

from gitea.office import KABID, KASUBID, KEPALA, PENGELOLA, HostedOffice, office
from paraf.cli.world import PARAF

pytestmark = [pytest.mark.gitea, pytest.mark.server, pytest.mark.browser]


def test_a_page_goes_from_its_draft_to_the_archive_by_reviews_on_the_forge(
    binary: Path, tmp_path: Path
) -> None:
    with office(tmp_path, binary) as it:
        first = manuscript(it)
        report = signed(it)
        it.assigns(KABID, KASUBID)
        it.reconcile()
        it.assigns(KASUBID, PENGELOLA)
        it.reconcile()
        assert it.told()[-2:] == ["Merged", "Archived"]
        assert it.pull(report)["merged"]
        assert len(it.comments(first)) == 1, "one comment, edited in place"
        assert len(it.comments(report)) == 1
        assert "tidak ada yang perlu" in it.reconcile().lower()
        archived(it)


def manuscript(it: HostedOffice) -> int:
    """Bring a draft to its publication, returned once; return its pull request."""
    first = it.hands_in("jadwal-seleksi")
    it.reconcile()
    assert it.told() == ["Opened", "Moved"]
    assert it.status()[0] == "pending"
    assert it.asked() == {KASUBID}

    it.reviews(KASUBID, "REQUEST_CHANGES", "Sebutkan jamnya.")
    it.reconcile()
    assert "Sebutkan jamnya." in it.comments()[0]
    assert it.asked() == set()

    assert it.hands_in("jadwal-seleksi", text="Seleksi 1 Desember pukul 08.00.") == first
    it.reconcile()
    assert it.asked() == {KASUBID}
    it.reviews(KASUBID, "APPROVED")
    it.reconcile()
    assert it.asked() == {KABID}
    it.reviews(KABID, "APPROVED")
    it.reconcile()
    assert it.status()[0] == "pending", "the disposition is still to come"
    it.assigns(KASUBID, PENGELOLA)
    it.reconcile()
    assert it.pull()["merged"]
    assert it.pull()["merged_by"]["login"] == "paraf"
    page = it.root / "public/current/pengumuman/jadwal-seleksi/index.html"
    assert "pukul 08.00" in page.read_text()

    return first


def signed(it: HostedOffice) -> int:
    """Bring the report to its three marks, returned and corrected once; return its number."""
    report = it.report()
    assert re.search(r'<img [^>]*src="[^"]*screenshots', it.pull()["body"])
    assert it.asked() == {KASUBID}
    it.reviews(KASUBID, "REQUEST_CHANGES", "Sebutkan alamat halamannya.")
    it.reconcile()
    it.says(KEPALA, "/koreksi Bukan giliran saya.")
    it.says(PENGELOLA, "/koreksi Alamatnya kini disebut.")
    it.reconcile()
    assert it.told().count("Moved") == 4
    for who in (KASUBID, KABID, KEPALA):
        assert it.asked() == {who}
        it.reviews(who, "APPROVED")
        it.reconcile()
    return report


def archived(it: HostedOffice) -> None:
    """See that the archive proves itself, and says by which account each mark was given."""
    folder = it.desk / "review" / "archive" / "2026" / it.case
    it.world.must(it.desk, "git", "checkout", "--quiet", "origin/main")
    ran = it.world.run(it.root, [*PARAF, "verify", folder])
    assert ran.code == 0, ran.out
    sheet = (folder / "data" / "signoff.html").read_text()
    assert f"gitea:{it.who(KABID).number}" in sheet
