"""The flagship case on the fake of GitHub, over HTTP: from draft to archive, returns included.

Every request and every answer on the way is held against GitHub's own description of its API.
"""

import re
from pathlib import Path

import pytest

from everything import ALL, long
from github.fake import AT_HAND
from github.hosted_office import KABID, KASUBID, KEPALA, PENGELOLA, HostedOffice, office
from paraf.cli.world import PARAF

pytestmark = [
    pytest.mark.server,
    pytest.mark.browser,
    pytest.mark.skipif(not AT_HAND, reason="no description of GitHub: make build/github/ready"),
]


# Stories are told as a machine user; both ways to the archive take minutes, so the other one only
# where all is asked for.
@long
@pytest.mark.parametrize(
    "app",
    [
        pytest.param(
            False,
            id="machine user",
            marks=pytest.mark.skipif(not ALL, reason="takes long: make stories"),
        ),
        pytest.param(True, id="App"),
    ],
)
def test_a_page_goes_from_its_draft_to_the_archive_by_reviews_on_github(
    tmp_path: Path, *, app: bool
) -> None:
    with office(tmp_path, app=app) as it:
        first = publish(it)
        report = correct(it)
        archive(it, first, report)


def publish(it: HostedOffice) -> int:
    """Bring a draft through a return to the public site; return its pull request."""
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
    for who in (KASUBID, KABID):
        assert it.asked() == {who}
        it.reviews(who, "APPROVE")
        it.reconcile()
    assert it.status()[0] == "pending", "the disposition is still to come"
    it.assigns(KASUBID, PENGELOLA)
    it.reconcile()
    assert it.pull()["merged"]
    assert it.pull()["merged_by"]["login"] == it.bot
    page = it.root / "public/current/pengumuman/jadwal-seleksi/index.html"
    assert "pukul 08.00" in page.read_text()
    return first


def correct(it: HostedOffice) -> int:
    """Let the report be returned, and corrected as a comment asks; return its pull request."""
    report = it.report()
    assert re.search(r'<img [^>]*src="[^"]*screenshots', it.pull()["body"])
    assert it.asked() == {KASUBID}
    it.reviews(KASUBID, "REQUEST_CHANGES", "Sebutkan alamat halamannya.")
    it.reconcile()
    it.says(KEPALA, "/koreksi Bukan giliran saya.")
    it.says(PENGELOLA, "/koreksi Alamatnya kini disebut.")
    it.reconcile()
    assert it.told().count("Moved") == 4
    return report


def archive(it: HostedOffice, first: int, report: int) -> None:
    """Bring the report to the archive, which has to prove itself."""
    for who in (KASUBID, KABID, KEPALA):
        assert it.asked() == {who}
        it.reviews(who, "APPROVE")
        it.reconcile()
    for who, to in ((KABID, KASUBID), (KASUBID, PENGELOLA)):
        it.assigns(who, to)
        it.reconcile()
    assert it.told()[-2:] == ["Merged", "Archived"]
    assert it.pull(report)["merged"]
    assert len(it.comments(first)) == 1, "one comment, edited in place"
    assert len(it.comments(report)) == 1
    assert "tidak ada yang perlu" in it.reconcile().lower()

    git = it.git("admin", it.desk)
    git.run("fetch", "--quiet", "origin")
    git.run("checkout", "--quiet", "origin/main")
    folder = it.desk / "review" / "archive" / "2026" / it.case
    ran = it.world.run(it.root, [*PARAF, "verify", folder])
    assert ran.code == 0, ran.out
    sheet = (folder / "data" / "signoff.html").read_text()
    assert f"github:{it.hub.id(KABID)}" in sheet
