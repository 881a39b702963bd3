"""What a real forge's timeline tells, and in which order: the ledger is written from it."""

import json
from pathlib import Path
from typing import Any

import pytest

from everything import long
from gitea_site import Site, eventually

pytestmark = [pytest.mark.gitea, pytest.mark.server, long]


def pushed(row: dict[str, Any]) -> tuple[bool, list[str]]:
    """Whether a `pull_push` row was forced, and its commits."""
    body = json.loads(row["body"])
    return body["is_force_push"], body["commit_ids"]


def other_draft(site: Site, place: Path, text: str) -> str:
    """Replace the clone's last commit by another one; its id."""
    site.git(None, place, "reset", "-q", "--hard", "HEAD~1")
    return site.commit(place, text)


def test_a_draft_pushed_for_review_opens_a_pull_request_of_its_own_kind(site: Site) -> None:
    number, place, head = site.draft()
    pull = site.pull(number)
    assert (pull["title"], pull["user"]["login"]) == ("Berita", "sari")
    assert (pull["head"]["ref"], pull["head"]["sha"]) == (f"refs/pull/{number}/head", head)
    assert (pull["assignees"], pull["requested_reviewers"]) == (None, None)
    assert f"{head}\trefs/pull/{number}/head" in site.git(
        site.people.robot, place, "ls-remote", site.address
    )
    assert [pushed(row) for row in site.timeline(number)] == [(False, [head])]


def test_a_stranger_pushes_for_review_at_forgejo_alone_but_proposes_from_a_fork_at_both(
    site: Site,
) -> None:
    place = site.clone(site.people.tono)
    site.commit(place, "usul")
    pushed = site.push(site.people.tono, place, "HEAD:refs/for/main", "-o", "topic=usul")
    assert (pushed.returncode == 0) == site.server.is_forgejo
    site.call(site.people.tono, "POST", "/forks", {"name": site.name})
    fork = f"{site.server.url}/tono/{site.name}.git"
    eventually(
        lambda: site.server.git(site.people.tono, place, "push", fork, "HEAD:refs/heads/usul"),
        lambda answer: answer.returncode == 0,
    )
    wanted = {"title": "Usul", "head": "tono:usul", "base": "main"}
    head = site.call(site.people.tono, "POST", "/pulls", wanted)["head"]
    assert (head["ref"], head["repo"]["full_name"]) == ("usul", f"tono/{site.name}")


def test_the_last_commit_of_a_push_is_the_new_head_also_of_a_forced_one(site: Site) -> None:
    number, place, first = site.draft("satu")
    second, third = site.commit(place, "dua"), site.commit(place, "tiga")
    site.hand_in(site.people.sari, place, "draft/berita")
    fourth = other_draft(site, place, "empat")
    site.hand_in(site.people.sari, place, "draft/berita", "force-push=true", "title=Lain")
    told = [pushed(row) for row in site.timeline(number, "pull_push")]
    assert told == [(False, [first]), (False, [second, third]), (True, [third, fourth])]
    pull = site.pull(number)
    assert (pull["head"]["sha"], pull["title"]) == (fourth, "Berita")


def test_rewriting_a_draft_needs_the_forges_own_option(site: Site) -> None:
    number, place, head = site.draft("satu")
    other_draft(site, place, "dua")
    refused = site.push(
        site.people.sari, place, "--force", "HEAD:refs/for/main", "-o", "topic=draft/berita"
    )
    assert refused.returncode == 1
    assert "force-push" in refused.stderr
    assert site.pull(number)["head"]["sha"] == head


def test_nobody_moves_the_draft_of_somebody_else(site: Site) -> None:
    number, place, head = site.draft("satu")
    site.commit(place, "dua")
    site.hand_in(site.people.budi, place, "sari/draft/berita")
    for person in (site.people.sari, site.people.budi, site.people.robot):
        assert site.push(person, place, f"HEAD:refs/pull/{number}/head").returncode != 0
    assert site.pull(number)["head"]["sha"] == head
    open_now = site.call(site.people.robot, "GET", "/pulls?state=open")
    assert [pull["user"]["login"] for pull in open_now] == ["budi", "sari"]


def test_a_push_for_review_dismisses_approvals_at_forgejo_and_not_at_gitea(site: Site) -> None:
    site.protect("main", dismiss_stale_approvals=True)
    number, place, _ = site.draft("satu")
    site.review(site.people.budi, number, "APPROVED")
    site.commit(place, "dua")
    site.hand_in(site.people.sari, place, "draft/berita")
    site.settle(number)
    wanted = ["sari"] if site.server.is_forgejo else []
    rows = eventually(
        lambda: site.timeline(number, "dismiss_review"), lambda rows: len(rows) == len(wanted)
    )
    assert [row["user"]["login"] for row in rows] == wanted
    [review] = site.reviews(number)
    assert (review["stale"], review["dismissed"]) == (False, site.server.is_forgejo)


def test_a_push_to_a_branch_dismisses_and_the_timeline_says_by_the_pusher(site: Site) -> None:
    site.protect("main", dismiss_stale_approvals=True)
    robot, place = site.people.robot, site.clone(site.people.robot)
    site.commit(place, "satu")
    site.push(robot, place, "HEAD:refs/heads/report/1")
    wanted = {"title": "Laporan", "head": "report/1", "base": "main"}
    number = site.call(robot, "POST", "/pulls", wanted)["number"]
    review = site.review(site.people.budi, number, "APPROVED")["id"]
    site.commit(place, "dua")
    site.push(robot, place, "HEAD:refs/heads/report/1")
    [row] = eventually(lambda: site.timeline(number, "dismiss_review"), bool)
    assert (row["user"]["login"], row["review_id"]) == ("robot", review)
    assert site.reviews(number)[0]["dismissed"]
    again = site.request(robot, "POST", "/pulls", wanted)
    assert again.status_code == 409
    assert site.call(robot, "GET", "/pulls/main/report/1")["number"] == number


def test_the_title_tells_work_in_progress(site: Site) -> None:
    number, _, _ = site.draft()
    for title in ("WIP: Berita", "Berita"):
        pull = site.call(site.people.sari, "PATCH", f"/pulls/{number}", {"title": title})
        assert pull["draft"] == title.startswith("WIP:")
    rows = site.timeline(number, "change_title")
    told = [(row["user"]["login"], row["old_title"], row["new_title"]) for row in rows]
    assert told == [("sari", "Berita", "WIP: Berita"), ("sari", "WIP: Berita", "Berita")]


def test_the_poster_may_aim_his_draft_at_another_branch_and_marks_stay(site: Site) -> None:
    wanted = {"new_branch_name": "lain", "old_branch_name": "main"}
    site.call(site.server.admin, "POST", "/branches", wanted)
    number, _, _ = site.draft()
    site.review(site.people.budi, number, "APPROVED")
    site.call(site.people.sari, "PATCH", f"/pulls/{number}", {"base": "lain"})
    [row] = site.timeline(number, "change_target_branch")
    told = (row["user"]["login"], row["old_ref"], row["new_ref"])
    assert told == ("sari", "main", "lain")
    assert site.pull(number)["base"]["ref"] == "lain"
    assert not site.reviews(number)[0]["dismissed"]


def test_an_assignment_tells_who_assigned_whom_and_a_reader_cannot(site: Site) -> None:
    number, _, _ = site.draft()
    for person, chosen in ((site.people.budi, ["sari"]), (site.people.sari, [])):
        site.call(person, "PATCH", f"/pulls/{number}", {"assignees": chosen})
        assert [one["login"] for one in site.pull(number)["assignees"]] == ["sari"]
    site.call(site.people.budi, "PATCH", f"/pulls/{number}", {"assignees": []})
    rows = site.timeline(number, "assignees")
    told = [
        (row["user"]["login"], row["assignee"]["login"], row["removed_assignee"]) for row in rows
    ]
    assert told == [("budi", "sari", False), ("budi", "sari", True)]


def test_closing_opening_and_words_are_rows_of_their_own(site: Site) -> None:
    number, _, _ = site.draft()
    site.call(site.people.sari, "POST", f"/issues/{number}/comments", {"body": "/ulangi"})
    for state in ("closed", "open"):
        site.call(site.people.sari, "PATCH", f"/pulls/{number}", {"state": state})
    told = [(row["type"], row["user"]["login"], row["body"]) for row in site.timeline(number)[1:]]
    assert told == [("comment", "sari", "/ulangi"), ("close", "sari", ""), ("reopen", "sari", "")]


def test_rows_stand_in_the_order_of_their_numbers_and_times_are_whole_seconds(site: Site) -> None:
    number, _, _ = site.draft()
    for person in (site.people.budi, site.people.ratna, site.people.tono):
        site.review(person, number, "APPROVED")
    rows = site.timeline(number)
    numbers = [row["id"] for row in rows]
    assert numbers == sorted(numbers)
    assert all(len(row["created_at"]) == len("2026-11-21T14:10:27Z") for row in rows)


def test_a_merge_tells_who_and_the_pull_request_which_commit(site: Site) -> None:
    number, place, head = site.draft()
    said = {"head_commit_id": head, "MergeTitleField": "Terbit", "MergeMessageField": "Paraf: 2"}
    answer = site.merge(site.people.robot, number, **said)
    assert (answer.status_code, answer.text) == (200, "")
    assert [row["user"]["login"] for row in site.timeline(number, "merge_pull")] == ["robot"]
    pull = site.pull(number)
    assert (pull["state"], pull["merged"], pull["merged_by"]["login"]) == ("closed", True, "robot")
    site.git(site.people.robot, place, "fetch", "-q", "origin", "main")
    shown = site.git(None, place, "log", "-1", "--format=%H %P|%B", "FETCH_HEAD")
    assert shown.split("|")[0].split()[0] == pull["merge_commit_sha"] == pull["base"]["sha"]
    assert shown.split("|")[0].split()[2] == head
    assert shown.split("|")[1].strip() == "Terbit\n\nParaf: 2"
