"""What a real forge lets nobody but the bot do: statuses, protected branches, merges."""

from pathlib import Path

import httpx
import pytest

from everything import long
from gitea_server import Person
from gitea_site import Site, eventually

pytestmark = [pytest.mark.gitea, pytest.mark.server, long]


def status(site: Site, person: Person, head: str, state: str = "success") -> int:
    """The answer's number when this person posts a status."""
    sent = {"state": state, "context": "paraf/berita (main)", "description": "Terbit"}
    return site.request(person, "POST", f"/statuses/{head}", sent).status_code


def only_robot(site: Site, rule: str) -> None:
    """Protect a branch so that only the robot may push to it and merge into it."""
    site.protect(
        rule,
        enable_push=True,
        enable_push_whitelist=True,
        push_whitelist_usernames=["robot"],
        enable_merge_whitelist=True,
        merge_whitelist_usernames=["robot"],
    )


def keepers(site: Site) -> tuple[Person, ...]:
    """Who may write, who administers the repository, who administers the forge; and the robot."""
    writer = site.admit(site.people.tono, "write")
    chief = site.admit(site.people.sari, "admin")
    return writer, chief, site.server.admin, site.people.robot


def report(site: Site, branch: str = "report/1") -> int:
    """A pull request of the robot's own from a branch; its number."""
    place = site.clone(site.people.robot)
    site.commit(place, branch)
    assert site.push(site.people.robot, place, f"HEAD:refs/heads/{branch}").returncode == 0
    wanted = {"title": "Laporan", "head": branch, "base": "main"}
    return int(site.call(site.people.robot, "POST", "/pulls", wanted)["number"])


def test_whoever_may_write_posts_a_status_and_no_reader_does(site: Site) -> None:
    _, _, head = site.draft()
    readers = (site.people.sari, site.people.budi, site.people.tono)
    assert [status(site, person, head) for person in readers] == [403, 403, 403]
    writer = site.admit(site.people.tono, "write")
    assert status(site, writer, head) == 201
    [posted] = site.call(site.people.sari, "GET", f"/statuses/{head}")
    told = (posted["status"], posted["context"], posted["creator"]["login"])
    assert told == ("success", "paraf/berita (main)", "tono")


@pytest.mark.parametrize("branch", ["main", "ledger/2026-0001", "ledger/a/b"])
def test_the_robot_alone_pushes_to_its_branches(site: Site, branch: str) -> None:
    for rule in ("main", "ledger/**"):
        only_robot(site, rule)
    place = site.clone(site.people.robot)
    for text in ("satu", "dua"):
        site.commit(place, text)
        answers = [
            site.push(person, place, f"HEAD:refs/heads/{branch}").returncode
            for person in keepers(site)
        ]
        assert answers == [1, 1, 1, 0]


def test_nobody_rewrites_or_deletes_a_protected_branch(site: Site) -> None:
    only_robot(site, "ledger/**")
    place = site.clone(site.people.robot)
    old = site.commit(place, "satu")
    new = site.commit(place, "dua")
    assert site.push(site.people.robot, place, "HEAD:refs/heads/ledger/1").returncode == 0
    for person in keepers(site):
        for change in (f"+{old}:refs/heads/ledger/1", ":refs/heads/ledger/1"):
            assert site.push(person, place, change).returncode == 1
        deleted = site.request(person, "DELETE", "/branches/ledger%2F1")
        assert deleted.status_code == 403
    tip = site.call(site.people.robot, "GET", "/branches/ledger%2F1")["commit"]["id"]
    assert tip == new


def test_the_api_is_no_way_around_the_protection(site: Site) -> None:
    only_robot(site, "main")
    only_robot(site, "ledger/**")
    writer = keepers(site)[0]
    made = {"new_branch_name": "ledger/palsu", "old_branch_name": "main"}
    assert not site.request(writer, "POST", "/branches", made).is_success
    file = {"content": "YQ==", "branch": "main", "message": "palsu"}
    assert site.request(writer, "POST", "/contents/palsu.txt", file).status_code == 403
    assert site.request(site.people.robot, "GET", "/branches/ledger%2Fpalsu").status_code == 404


def test_references_of_ones_own_kind_are_protected_from_no_writer(site: Site) -> None:
    writer = keepers(site)[0]
    place = site.clone(writer)
    old = site.commit(place, "satu")
    site.commit(place, "dua")
    assert site.push(writer, place, "HEAD:refs/paraf/1").returncode == 0
    assert site.push(writer, place, f"+{old}:refs/paraf/1").returncode == 0


def test_an_atomic_push_moves_both_branches_or_none(site: Site) -> None:
    only_robot(site, "ledger/**")
    writer, place = keepers(site)[0], site.clone(site.people.robot)
    site.commit(place, "satu")
    both = ("--atomic", "HEAD:refs/heads/ledger/1", "HEAD:refs/heads/report/1")
    assert site.push(writer, place, *both).returncode == 1
    assert "report/1" not in branches(site, place)
    assert site.push(site.people.robot, place, *both).returncode == 0
    assert {"ledger/1", "report/1"} <= branches(site, place)


def branches(site: Site, place: Path) -> set[str]:
    """The names of the branches at the forge."""
    shown = site.git(site.people.robot, place, "ls-remote", "--heads", site.address)
    return {line.split("refs/heads/")[1] for line in shown.splitlines()}


def test_a_merge_of_another_head_than_the_judged_one_is_a_conflict(site: Site) -> None:
    number, place, judged = site.draft("satu")
    site.commit(place, "dua")
    site.hand_in(site.people.sari, place, "draft/berita")
    answer = site.merge(site.people.robot, number, head_commit_id=judged)
    assert (answer.status_code, answer.json()["message"]) == (409, "head out of date")
    assert not site.pull(number)["merged"]


def test_a_conflict_is_told_by_no_answer_but_the_first(site: Site) -> None:
    """Later it looks like a check that never ends; the first answer of 409 bears no message."""
    number, _, head = site.draft("satu")
    place = site.clone(site.people.robot)
    site.commit(place, "dua")
    assert site.push(site.people.robot, place, "HEAD:refs/heads/main").returncode == 0
    sent = {"Do": "merge", "head_commit_id": head}

    def merge() -> httpx.Response:
        return site.request(site.people.robot, "POST", f"/pulls/{number}/merge", sent)

    first = merge()
    assert first.status_code in (405, 409)
    if first.status_code == 409:  # the forge had not looked at the moved branch yet
        assert "CONFLICT" in first.json()["StdOut"]
        assert "message" not in first.json()
    eventually(lambda: site.pull(number), lambda pull: not pull["mergeable"])
    sent["head_commit_id"] = "1" * 40
    later = merge()
    assert (later.status_code, later.json()["message"]) == (405, "Please try again later")


def test_only_the_robot_merges_and_force_helps_no_administrator(site: Site) -> None:
    only_robot(site, "main")
    number, _, head = site.draft()
    for person in (site.people.budi, *keepers(site)[:3]):
        answer = site.merge(person, number, head_commit_id=head, force_merge=True)
        assert answer.status_code == 405
    assert site.merge(site.people.robot, number, head_commit_id=head).status_code == 200
    again = {"Do": "merge", "head_commit_id": head}
    done = site.request(site.people.robot, "POST", f"/pulls/{number}/merge", again)
    assert done.status_code == 405


def test_a_merge_waits_for_the_status_that_is_asked_for(site: Site) -> None:
    site.protect("main", enable_status_check=True, status_check_contexts=["paraf/* (main)"])
    number, _, head = site.draft()
    status(site, site.people.robot, head, "pending")
    assert "status checks" in site.merge(site.people.robot, number).json()["message"]
    status(site, site.people.robot, head)
    assert site.merge(site.people.robot, number).status_code == 200


@pytest.mark.parametrize("blocked", [True, False])
def test_the_keeper_of_the_forge_overrides_the_checks_unless_gitea_blocks_that(
    site: Site, blocked: bool
) -> None:
    """Forgejo has no such rule; its `apply_to_admins` binds all but the keeper of the forge."""
    site.protect(
        "main",
        enable_status_check=True,
        status_check_contexts=["paraf/*"],
        block_admin_merge_override=blocked,
        apply_to_admins=blocked,
    )
    number = report(site)
    assert site.merge(site.server.admin, number).status_code == 405
    forced = site.merge(site.server.admin, number, force_merge=True)
    refused = blocked and not site.server.is_forgejo
    assert forced.status_code == (405 if refused else 200)


def test_an_approval_of_an_older_head_satisfies_gitea_itself(site: Site) -> None:
    """So the forge's own count is no second belt: only the pinned, judged merge is."""
    site.protect(
        "main",
        required_approvals=1,
        enable_approvals_whitelist=True,
        approvals_whitelist_teams=["pejabat"],
        dismiss_stale_approvals=True,
        ignore_stale_approvals=True,
    )
    number, place, _ = site.draft("satu")
    site.review(site.people.budi, number, "APPROVED")
    site.commit(place, "dua")
    site.hand_in(site.people.sari, place, "draft/berita")
    answer = site.merge(site.people.robot, number)
    assert answer.status_code == (405 if site.server.is_forgejo else 200)


def test_the_rules_are_read_by_administrators_alone(site: Site) -> None:
    for tail in ("/branch_protections", "/hooks"):
        assert site.request(site.people.robot, "GET", tail).status_code == 403
        assert site.request(site.server.admin, "GET", tail).status_code == 200
