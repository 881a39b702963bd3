"""What a real forge does with reviews: the facts the gate on it rests on, each run.

Not run here, because it needs a runner: that a workflow triggered by a review takes its file from
the commit the reviewer named and gets the secrets. It was read in the sources of Gitea 2ac6f2b1
(`services/actions/notifier.go: PullRequestReview` passes `WithRef(review.CommitID)` and no pull
request, so `notifier_helper.go` leaves `isForkPullRequest` false and `models/secret/secret.go`
withholds nothing) and is the same in Forgejo 5e777a43. So Actions stay off beside content.
"""

import pytest

from gitea_site import Site
from hook_receiver import Receiver

pytestmark = [pytest.mark.gitea, pytest.mark.server]


def test_the_poster_cannot_approve_his_own_draft(site: Site) -> None:
    number, _, _ = site.draft()
    answer = site.request(
        site.people.sari, "POST", f"/pulls/{number}/reviews", {"event": "APPROVED"}
    )
    assert answer.status_code == 422
    assert "approve your own pull" in answer.json()["message"]


def test_a_return_must_say_why(site: Site) -> None:
    number, _, _ = site.draft()
    sent = {"event": "REQUEST_CHANGES", "body": ""}
    answer = site.request(site.people.budi, "POST", f"/pulls/{number}/reviews", sent)
    assert answer.status_code == 422
    assert site.reviews(number) == []


def test_a_superior_on_the_approvals_list_counts_with_read_access_alone(site: Site) -> None:
    site.protect("main", enable_approvals_whitelist=True, approvals_whitelist_teams=["pejabat"])
    number, _, _ = site.draft()
    assert site.review(site.people.budi, number, "APPROVED")["official"]
    assert not site.review(site.people.tono, number, "APPROVED")["official"]


def test_a_review_names_the_head_unless_the_reviewer_names_another_commit(site: Site) -> None:
    number, _, head = site.draft()
    base = site.pull(number)["base"]["sha"]
    assert site.review(site.people.budi, number, "APPROVED")["commit_id"] == head
    assert site.review(site.people.ratna, number, "APPROVED", commit_id=base)["commit_id"] == base


def test_a_review_of_a_commit_that_is_nowhere_is_an_error_of_the_forge(site: Site) -> None:
    number, _, _ = site.draft()
    sent = {"event": "APPROVED", "commit_id": "1" * 40}
    answer = site.request(site.people.budi, "POST", f"/pulls/{number}/reviews", sent)
    assert answer.status_code == 500
    assert site.reviews(number) == []


def test_a_review_in_waiting_shows_in_the_timeline_and_not_among_the_reviews(site: Site) -> None:
    """An unknown event, as GitHub's `APPROVE` is one, makes such a review without a word."""
    number, _, _ = site.draft()
    review = site.review(site.people.budi, number, "APPROVE", "ya")
    assert review["state"] == "PENDING"
    assert site.reviews(number) == []
    assert [row["review_id"] for row in site.timeline(number, "review")] == [review["id"]]


def test_a_submitted_review_takes_its_place_in_the_timeline_at_submission(site: Site) -> None:
    number, _, _ = site.draft()
    pending = site.review(site.people.budi, number, "PENDING", "nanti")["id"]
    site.review(site.people.ratna, number, "APPROVED")
    place = f"/pulls/{number}/reviews/{pending}"
    site.call(site.people.budi, "POST", place, {"event": "APPROVED", "body": "ya"})
    assert [review["user"]["login"] for review in site.reviews(number)] == ["budi", "ratna"]
    last = {row["review_id"]: row["id"] for row in site.timeline(number, "review")}
    assert last[pending] == max(last.values())


def test_an_answer_of_the_same_person_dismisses_the_earlier_one_without_a_word(site: Site) -> None:
    number, _, _ = site.draft()
    site.review(site.people.budi, number, "APPROVED")
    site.review(site.people.budi, number, "REQUEST_CHANGES", "Judulnya keliru")
    assert [review["dismissed"] for review in site.reviews(number)] == [True, False]
    assert site.timeline(number, "dismiss_review") == []


def test_a_remark_dismisses_nothing(site: Site) -> None:
    number, _, _ = site.draft()
    site.review(site.people.budi, number, "APPROVED")
    site.review(site.people.budi, number, "COMMENT", "Terima kasih")
    assert [review["dismissed"] for review in site.reviews(number)] == [False, False]


def test_a_deleted_review_is_gone_from_the_reviews_and_from_the_timeline(site: Site) -> None:
    number, _, _ = site.draft()
    kept = site.review(site.people.ratna, number, "APPROVED")["id"]
    review = site.review(site.people.budi, number, "APPROVED")["id"]
    others = site.request(site.people.ratna, "DELETE", f"/pulls/{number}/reviews/{review}")
    own = site.request(site.people.budi, "DELETE", f"/pulls/{number}/reviews/{review}")
    assert (others.status_code, own.status_code) == (403, 204)
    assert [one["id"] for one in site.reviews(number)] == [kept]
    assert [row["review_id"] for row in site.timeline(number, "review")] == [kept]
    gone = site.request(site.people.robot, "GET", f"/pulls/{number}/reviews/{review}")
    assert gone.status_code == 404


def test_deleting_the_later_answer_makes_the_earlier_one_official_again(site: Site) -> None:
    site.protect("main", enable_approvals_whitelist=True, approvals_whitelist_teams=["pejabat"])
    number, _, _ = site.draft()
    site.review(site.people.budi, number, "APPROVED")
    later = site.review(site.people.budi, number, "REQUEST_CHANGES", "Salah")["id"]
    assert [review["official"] for review in site.reviews(number)] == [False, True]
    site.call(site.people.budi, "DELETE", f"/pulls/{number}/reviews/{later}")
    [left] = site.reviews(number)
    assert (left["official"], left["dismissed"]) == (True, True)


def test_only_an_administrator_dismisses_and_the_timeline_tells_it(site: Site) -> None:
    number, _, _ = site.draft()
    review = site.review(site.people.budi, number, "APPROVED")["id"]
    place = f"/pulls/{number}/reviews/{review}/dismissals"
    assert site.request(site.people.robot, "POST", place, {"message": "x"}).status_code == 403
    site.call(site.server.admin, "POST", place, {"message": "Keliru"})
    [row] = site.timeline(number, "dismiss_review")
    told = (row["user"]["login"], row["body"], row["review_id"])
    assert told == ("keeper", "Keliru", review)
    assert site.reviews(number)[0]["dismissed"]


def test_an_undone_dismissal_leaves_no_trace(site: Site) -> None:
    number, _, _ = site.draft()
    review = site.review(site.people.budi, number, "APPROVED")["id"]
    place = f"/pulls/{number}/reviews/{review}"
    site.call(site.server.admin, "POST", f"{place}/dismissals", {"message": "Keliru"})
    before = site.timeline(number)
    site.call(site.server.admin, "POST", f"{place}/undismissals")
    assert not site.reviews(number)[0]["dismissed"]
    assert site.timeline(number) == before


def test_dismissal_its_undoing_and_deletion_wake_nobody(site: Site, receiver: Receiver) -> None:
    site.listen(receiver)
    number, _, _ = site.draft()
    review = site.review(site.people.budi, number, "APPROVED")["id"]
    place = f"/pulls/{number}/reviews/{review}"
    site.call(site.server.admin, "POST", f"{place}/dismissals", {"message": "Keliru"})
    site.call(site.server.admin, "POST", f"{place}/undismissals")
    site.call(site.people.budi, "DELETE", place)
    site.review(site.people.ratna, number, "COMMENT", "akhir")
    last = "pull_request_review_comment reviewed"
    receiver.waits(lambda kinds: last in kinds)
    assert receiver.kinds == [
        "pull_request opened",
        "pull_request_review_approved reviewed",
        last,
    ]


def test_an_edited_note_changes_in_the_timeline_and_not_in_the_review(site: Site) -> None:
    number, _, _ = site.draft()
    review = site.review(site.people.budi, number, "REQUEST_CHANGES", "Perbaiki judul")["id"]
    [row] = site.timeline(number, "review")
    comment = f"/issues/comments/{row['id']}"
    site.call(site.people.budi, "PATCH", comment, {"body": "Kembali-ke: 1"})
    site.call(site.people.budi, "DELETE", comment)
    [row] = site.timeline(number, "review")
    assert (row["body"], row["review_id"]) == ("Kembali-ke: 1", review)
    assert site.reviews(number)[0]["body"] == "Perbaiki judul"


def test_a_request_is_a_row_among_the_reviews_until_it_is_answered(site: Site) -> None:
    number, _, _ = site.draft()
    robot, wanted = site.people.robot, {"reviewers": ["budi", "ratna"]}
    site.call(robot, "POST", f"/pulls/{number}/requested_reviewers", wanted)
    asked = [(row["state"], row["user"]["login"]) for row in site.reviews(number)]
    assert asked == [("REQUEST_REVIEW", "budi"), ("REQUEST_REVIEW", "ratna")]
    site.review(site.people.budi, number, "APPROVED")
    site.call(robot, "DELETE", f"/pulls/{number}/requested_reviewers", {"reviewers": ["ratna"]})
    assert [row["state"] for row in site.reviews(number)] == ["APPROVED"]
    rows = site.timeline(number, "review_request")
    told = [(row["assignee"]["login"], row["removed_assignee"]) for row in rows]
    assert told == [("budi", False), ("ratna", False), ("ratna", True)]


def test_the_poster_cannot_be_asked(site: Site) -> None:
    number, _, _ = site.draft()
    wanted = {"reviewers": ["sari"]}
    place = f"/pulls/{number}/requested_reviewers"
    assert site.request(site.people.robot, "POST", place, wanted).status_code == 422


def test_gitea_takes_no_review_of_a_closed_draft_and_forgejo_does(site: Site) -> None:
    number, _, _ = site.draft()
    site.call(site.people.sari, "PATCH", f"/pulls/{number}", {"state": "closed"})
    place = f"/pulls/{number}/reviews"
    answer = site.request(site.people.budi, "POST", place, {"event": "APPROVED"})
    assert answer.status_code == (200 if site.server.is_forgejo else 422)


def test_a_renamed_person_keeps_the_number(site: Site) -> None:
    number, _, _ = site.draft()
    ani = site.server.add_person("ani")
    site.review(ani, number, "APPROVED")
    site.server.call(
        site.server.admin, "POST", "/admin/users/ani/rename", {"new_username": "anita"}
    )
    user = site.reviews(number)[0]["user"]
    assert (user["id"], user["login"]) == (ani.number, "anita")
