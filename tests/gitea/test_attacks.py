"""What must not carry a case forward on a real forge, whoever does it; one office for all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from everything import long
from gitea.office import KABID, KASUBID, PENGELOLA, HostedOffice, office

pytestmark = [pytest.mark.gitea, pytest.mark.server, pytest.mark.browser]

PLH = "  - {person: cendana, post: kabid, holding: plh, from: 2026-11-01, basis: SP 1}\n"


@pytest.fixture(scope="module")
def it(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostedOffice]:
    """One office in which Cendana is Kasubid and, for a while, acts for the Kabid too."""
    with office(tmp_path_factory.mktemp("attacks"), binary, PLH) as it:
        yield it


@long
def test_a_review_of_an_old_head_counts_for_nothing(it: HostedOffice) -> None:
    it.hands_in("head-lama")
    old = it.pull()["head"]["sha"]
    it.hands_in("head-lama", text="Lain.")
    it.turn()
    it.reviews(KASUBID, "APPROVED", head=old)
    assert it.step() == "2"
    assert "kepala commit" in it.comments()[0] or "commit lain" in it.comments()[0]


@long
def test_a_push_after_an_approval_voids_it(it: HostedOffice) -> None:
    it.hands_in("dorong")
    it.reviews(KASUBID, "APPROVED")
    assert it.step() == "3"
    it.hands_in("dorong", text="Lain.")
    assert it.step() == "2"
    it.reviews(KASUBID, "APPROVED")
    assert it.step() == "3"


@long
def test_a_head_that_goes_and_comes_back_brings_no_mark_back(it: HostedOffice) -> None:
    it.hands_in("bolak-balik")
    head = it.pull()["head"]["sha"]
    it.reviews(KASUBID, "APPROVED")
    it.hands_in("bolak-balik", text="Lain.")
    folder = it.clone(PENGELOLA)
    it.world.must(folder, "git", "reset", "--quiet", "--hard", head)
    pushed = it.server.git(it.who(PENGELOLA), folder, "push", "origin", "HEAD:refs/for/main",
                           "-o", f"topic=draft/{it.case}", "-o", "force-push=true")  # fmt: skip
    assert pushed.returncode == 0, pushed.stderr
    assert it.pull()["head"]["sha"] == head
    assert it.step() == "2"


@long
def test_a_mark_that_is_deleted_falls(it: HostedOffice) -> None:
    it.hands_in("dihapus")
    mark = it.reviews(KASUBID, "APPROVED")
    assert it.step() == "3"
    it.call(KASUBID, "DELETE", f"/pulls/{it.number}/reviews/{mark}")
    assert it.step() == "2"
    assert it.told()[-1] == "Withdrawn"


@long
def test_a_mark_that_is_dismissed_stays_void_when_it_is_undismissed(it: HostedOffice) -> None:
    it.hands_in("dibatalkan")
    mark = it.reviews(KASUBID, "APPROVED")
    assert it.step() == "3"
    path = f"/pulls/{it.number}/reviews/{mark}"
    it.call("admin", "POST", f"{path}/dismissals", {"message": "batal"})
    assert it.step() == "2"
    it.call("admin", "POST", f"{path}/undismissals")
    assert it.step() == "2"
    assert it.told()[-2:] == ["Withdrawn", "Restored"]
    it.reviews(KASUBID, "APPROVED")
    assert it.step() == "3"


@long
def test_a_second_approval_by_the_same_person_takes_nothing_away(it: HostedOffice) -> None:
    it.hands_in("dua-kali")
    it.reviews(KASUBID, "APPROVED")
    assert it.step() == "3"
    it.reviews(KASUBID, "APPROVED", "sekali lagi")
    assert it.step() == "3"


@long
def test_nobody_marks_what_they_wrote_and_no_program_marks(it: HostedOffice) -> None:
    it.hands_in("sendiri")
    own = it.server.request(it.who(PENGELOLA), "POST",
                            f"/repos/bkd/situs/pulls/{it.number}/reviews",
                            {"event": "APPROVED"})  # fmt: skip
    assert own.status_code == 422
    it.reviews("paraf", "APPROVED")
    assert it.step() == "2"


@long
def test_who_wrote_a_commit_of_a_draft_marks_nothing_of_it(it: HostedOffice) -> None:
    folder = it.writes(PENGELOLA, "penulis", "Teks.")
    it.world.must(folder, "git", "commit", "--quiet", "--amend", "--no-edit",
                  "--author=Cendana <cendana@bkd.contoh.example>")  # fmt: skip
    it.hands_in("penulis", text="Lagi.")
    it.reviews(KASUBID, "APPROVED")
    assert it.step() == "2"


@long
def test_an_author_of_a_commit_whom_nobody_knows_stops_the_case(it: HostedOffice) -> None:
    folder = it.writes(PENGELOLA, "asing", "Teks.")
    it.world.must(folder, "git", "commit", "--quiet", "--amend", "--no-edit",
                  "--author=Asing <asing@luar.example>")  # fmt: skip
    it.hands_in("asing", text="Lagi.")
    assert "asing@luar.example" in it.step()
    it.call("melati", "PATCH", f"/pulls/{it.number}", {"state": "closed"})


def test_who_no_longer_holds_the_post_marks_nothing(it: HostedOffice) -> None:
    it.hands_in("bekas-kabid")
    it.reviews(KASUBID, "APPROVED")
    it.turn()
    # Her post is another's by now, and so is her place in its team; she may still read.
    it.call("admin", "PUT", "/collaborators/kenanga", {"permission": "read"})
    it.reviews("kenanga", "APPROVED")
    assert it.step() == "3"


@long
def test_one_person_with_both_posts_fills_one_step(it: HostedOffice) -> None:
    it.hands_in("rangkap")
    for _ in range(3):
        it.reviews(KASUBID, "APPROVED")
        assert it.step() == "3"
    it.reviews(KABID, "APPROVED")
    assert it.step() == "4"


@long
def test_a_status_of_somebody_elses_is_put_right_and_carries_nothing(it: HostedOffice) -> None:
    it.hands_in("status-palsu")
    it.turn()
    head = it.pull()["head"]["sha"]
    said = {"context": "paraf/manuscript (main)", "state": "success", "description": "lolos"}
    it.call("admin", "POST", f"/statuses/{head}", said)
    assert it.step() == "2"
    assert it.status()[0] == "pending"
    for one in (PENGELOLA, KASUBID):
        there = it.server.request(it.who(one), "POST", f"/repos/bkd/situs/statuses/{head}", said)
        assert there.status_code == 403


@long
def test_a_change_that_was_aimed_elsewhere_and_back_needs_its_marks_anew(it: HostedOffice) -> None:
    it.hands_in("dialihkan")
    it.reviews(KASUBID, "APPROVED")
    assert it.step() == "3"
    it.call("admin", "POST", "/branches", {"new_branch_name": "lain", "old_branch_name": "main"})
    it.call(PENGELOLA, "PATCH", f"/pulls/{it.number}", {"base": "lain"})
    assert "main" in it.step()
    it.call(PENGELOLA, "PATCH", f"/pulls/{it.number}", {"base": "main"})
    assert it.step() == "2"


@long
def test_a_history_of_its_own_is_read_and_left_behind(it: HostedOffice) -> None:
    it.hands_in("yatim")
    it.turn()
    folder = it.clone(PENGELOLA)
    orphan = it.world.must(folder, "git", "commit-tree", "HEAD^{tree}", "-m", "yatim").strip()
    pushed = it.server.git(it.who(PENGELOLA), folder, "push", "origin", f"{orphan}:refs/for/main",
                           "-o", f"topic=draft/{it.case}", "-o", "force-push=true")  # fmt: skip
    assert pushed.returncode == 0, pushed.stderr
    it.reviews(KASUBID, "APPROVED")
    assert it.step() != "3"
    it.hands_in("yatim", text="Kembali.")
    it.reviews(KASUBID, "APPROVED")
    assert it.step() == "3"


def test_a_void_mark_does_not_come_back_when_its_row_is_deleted(it: HostedOffice) -> None:
    it.hands_in("baris-hilang")
    head = it.pull()["head"]["sha"]
    it.turn()
    early = it.reviews(KABID, "APPROVED")
    it.reviews(KASUBID, "APPROVED")
    rows = it.call("admin", "GET", f"/issues/{it.number}/timeline")
    row = next(one["id"] for one in rows if one.get("review_id") == early)
    gone = it.browses(KASUBID, "POST", f"/comments/{row}/delete")
    assert gone.status_code == 200, gone.text
    assert it.pull()["head"]["sha"] == head
    assert it.step() == "3"


def test_a_title_is_only_a_title(it: HostedOffice) -> None:
    it.hands_in("judul", title='$(reboot)"; [skip ci] <script>alert(1)</script> @dahlia')
    it.reviews(KASUBID, "APPROVED")
    assert it.step() == "3"
    assert "<script>" not in it.comments()[0]


@long
def test_a_pull_request_that_is_no_draft_is_told_so_and_opens_no_case(it: HostedOffice) -> None:
    folder = it.clone(PENGELOLA)
    it.server.git(it.who(PENGELOLA), folder, "fetch", "--quiet", "origin")
    it.world.must(folder, "git", "switch", "--quiet", "-c", "aturan", "origin/main")
    (folder / "review/officials.yml").write_text("version: 1\n")
    it.world.must(folder, "git", "commit", "--quiet", "-am", "aturan")
    done = it.server.git(it.who(PENGELOLA), folder, "push", "origin", "HEAD:refs/for/main",
                         "-o", "topic=aturan")  # fmt: skip
    assert done.returncode == 0, done.stderr
    it.number = it.pulls("open")[0]["number"]
    it.turn()
    assert it.status()[0] == "failure"
    assert len(it.comments()) == 1
    it.turn()
    assert len(it.comments()) == 1
    it.call(PENGELOLA, "PATCH", f"/pulls/{it.number}", {"state": "closed"})


@long
def test_who_holds_no_post_that_opens_cases_opens_none(it: HostedOffice) -> None:
    it.hands_in("dari-kabid", person=KABID)
    it.turn()
    assert it.status()[0] == "failure"
    assert f"ledger/{it.case}" not in it.forge().tips()
    it.call(KABID, "PATCH", f"/pulls/{it.number}", {"state": "closed"})


@long
def test_a_comment_is_never_a_mark(it: HostedOffice) -> None:
    it.hands_in("komentar")
    it.turn()
    it.says(KASUBID, "Setuju, LGTM.")
    it.reviews(KASUBID, "COMMENT", "Setuju.")
    assert it.step() == "2"


@long
def test_a_mark_out_of_turn_does_not_count_later(it: HostedOffice) -> None:
    it.hands_in("mendahului")
    it.reviews(KABID, "APPROVED")
    it.reviews(KASUBID, "APPROVED")
    assert it.step() == "3"


@long
def test_a_draft_that_is_closed_waits_until_it_is_opened_again(it: HostedOffice) -> None:
    it.hands_in("ditutup")
    it.reviews(KASUBID, "APPROVED")
    assert it.step() == "3"
    it.call(PENGELOLA, "PATCH", f"/pulls/{it.number}", {"state": "closed"})
    assert "closed" in it.step()
    it.call(PENGELOLA, "PATCH", f"/pulls/{it.number}", {"state": "open"})
    assert it.step() == "2"
