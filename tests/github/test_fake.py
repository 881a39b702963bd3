"""The fake of GitHub is GitHub's twin where it counts."""

import base64
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from github import gitside
from github.fake import AT_HAND, GitHubFake
from github.office import ISSUE, PULL, SITE, Office

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(not AT_HAND, reason="no description of GitHub: make build/github/ready"),
]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with GitHubFake(tmp_path / "hub") as hub:
        yield Office(tmp_path, hub)


def test_a_push_moves_the_pull_request_and_its_hidden_ref(office: Office) -> None:
    first = office.draft()
    assert office.git("cendana", "ls-remote", "HUB", "refs/pull/1/head").split()[0] == first
    second = office.commit("tiga")
    office.push("melati", "draft/x")
    seen = [office.act("cendana", "GET", PULL) for _ in range(2)]
    assert [one["head"]["sha"] for one in seen] == [second, second]
    assert [one["mergeable"] for one in seen] == [None, True]
    gitside.run(office.clone, "reset", "--quiet", "--hard", first)
    office.push("melati", "draft/x", "--force")
    timeline = office.act("cendana", "GET", f"{ISSUE}/timeline")
    assert [one["event"] for one in timeline] == ["committed", "head_ref_force_pushed"]
    assert timeline[1]["actor"]["login"] == "melati"
    kinds = [
        one["activity_type"] for one in office.act("cendana", "GET", f"{SITE}/activity?ref=draft/x")
    ]
    assert kinds == ["force_push", "push", "branch_creation"]


def test_a_fork_may_be_proposed_by_who_only_reads(office: Office) -> None:
    hub = office.hub
    hub.person("kenanga", "bkd/situs", "read")
    hub.fork("kenanga", "bkd/situs")
    sha = office.commit("dari garpu")
    office.push("kenanga", "usul", url="kenanga/situs")
    told = {"title": "Usul", "head": "kenanga:usul", "base": "main"}
    pull = office.act("kenanga", "POST", f"{SITE}/pulls", told)
    assert (pull["head"]["repo"]["full_name"], pull["head"]["sha"]) == ("kenanga/situs", sha)
    with pytest.raises(gitside.GitFailed, match="403"):
        office.push("kenanga", "draft/y")


def test_a_review_is_dismissed_edited_pending_and_never_ones_own(office: Office) -> None:
    head = office.draft()
    office.act("melati", "POST", f"{PULL}/reviews", {"event": "APPROVE"}, expect=422)
    one = office.review("cendana", "APPROVE")
    assert (one["state"], one["commit_id"]) == ("APPROVED", head)
    pending = office.act("dahlia", "POST", f"{PULL}/reviews", {"body": "nanti"})
    assert "submitted_at" not in pending
    assert len(office.act("cendana", "GET", f"{PULL}/reviews")) == 1
    assert len(office.act("dahlia", "GET", f"{PULL}/reviews")) == 2
    office.act(
        "dahlia", "POST", f"{PULL}/reviews/{pending['id']}/events", {"event": "REQUEST_CHANGES"}
    )
    office.act("cendana", "PUT", f"{PULL}/reviews/{one['id']}", {"body": "diubah"})
    path = f"{PULL}/reviews/{one['id']}"
    office.act("dahlia", "PUT", f"{path}/dismissals", {"message": "x"}, expect=403)
    office.act("melati", "PUT", f"{path}/dismissals", {"message": "salah"})
    office.act("cendana", "DELETE", path, expect=422)
    timeline = office.act("cendana", "GET", f"{ISSUE}/timeline")
    assert [e["event"] for e in timeline] == [
        "committed",
        "reviewed",
        "reviewed",
        "review_dismissed",
    ]
    assert [e.get("state") for e in timeline[1:3]] == ["dismissed", "changes_requested"]
    assert timeline[3]["dismissed_review"]["state"] == "approved"


def test_a_merge_is_pinned_to_a_head_and_a_real_commit(office: Office) -> None:
    head = office.draft()
    office.act("dahlia", "PUT", f"{PULL}/merge", {"sha": head}, expect=403)
    office.act("cendana", "PUT", f"{PULL}/merge", {"sha": "a" * 40}, expect=409)
    assert office.act("cendana", "GET", PULL)["mergeable"] is True
    told = {"sha": head, "commit_title": "Terbit", "commit_message": "Naskah: x"}
    made = office.act("cendana", "PUT", f"{PULL}/merge", told)["sha"]
    commit = office.act("cendana", "GET", f"{SITE}/commits/{made}")
    assert [one["sha"] for one in commit["parents"]][1] == head
    assert commit["commit"]["message"] == "Terbit\n\nNaskah: x"
    assert office.events() == ["committed", "merged", "closed"]
    assert office.act("cendana", "GET", f"{PULL}")["merged_by"]["login"] == "cendana"
    office.act("cendana", "PUT", f"{PULL}/merge", {"sha": head}, expect=405)


def test_the_timeline_tells_everything_in_one_order(office: Office) -> None:
    office.draft()
    office.act("melati", "PATCH", PULL, {"title": "Jadwal baru"})
    office.act("dahlia", "POST", f"{ISSUE}/assignees", {"assignees": ["cendana"]})
    office.act("dahlia", "DELETE", f"{ISSUE}/assignees", {"assignees": ["cendana"]})
    office.hub.draft("melati", "bkd/situs", 1, draft=True)
    office.hub.draft("melati", "bkd/situs", 1, draft=False)
    office.push("melati", "lain")
    office.act("melati", "PATCH", PULL, {"base": "lain"})
    office.act("melati", "PATCH", PULL, {"base": "main"})
    office.act("melati", "PATCH", PULL, {"state": "closed"})
    office.act("melati", "PATCH", PULL, {"state": "open"})
    office.act("dahlia", "POST", f"{PULL}/requested_reviewers", {"reviewers": ["cendana"]})
    office.act("dahlia", "DELETE", f"{PULL}/requested_reviewers", {"reviewers": ["cendana"]})
    office.act("dahlia", "POST", f"{ISSUE}/labels", {"labels": ["paraf"]})
    office.act("dahlia", "PUT", f"{ISSUE}/labels", {"labels": []})
    office.act("paraf[bot]", "POST", f"{ISSUE}/comments", {"body": "halo"})
    assert office.events() == [
        "committed", "renamed", "assigned", "unassigned", "convert_to_draft", "ready_for_review",
        "base_ref_changed", "base_ref_changed", "closed", "reopened", "review_requested",
        "review_request_removed", "labeled", "unlabeled", "commented",
    ]  # fmt: skip


def test_statuses_are_kept_and_summed(office: Office) -> None:
    head = office.draft()
    told = {"context": "paraf/naskah (main)", "description": "Menunggu", "target_url": "http://x/"}
    for state in ("pending", "success"):
        office.act("paraf[bot]", "POST", f"{SITE}/statuses/{head}", {"state": state, **told})
    both = office.act("melati", "GET", f"{SITE}/commits/{head}/statuses")
    assert [one["state"] for one in both] == ["success", "pending"]
    assert office.act("melati", "GET", f"{SITE}/commits/{head}/status")["state"] == "success"
    told["description"] = "x" * 141
    office.act(
        "paraf[bot]", "POST", f"{SITE}/statuses/{head}", {"state": "error", **told}, expect=422
    )


def test_pages_are_linked_and_unchanged_answers_are_not_sent_again(office: Office) -> None:
    office.draft()
    for n in range(5):
        office.act("melati", "POST", f"{ISSUE}/comments", {"body": f"ke-{n}"})
    headers = {"Authorization": f"Bearer {office.bot}"}
    with httpx.Client(headers=headers) as client:
        url = f"{office.hub.url}{ISSUE}/comments?per_page=2"
        seen, pages = [], 0
        while url:
            said = client.get(url)
            seen += [one["body"] for one in said.json()]
            url, pages = said.links.get("next", {}).get("url", ""), pages + 1
        assert (seen, pages) == ([f"ke-{n}" for n in range(5)], 3)
        again = client.get(said.url, headers={"If-None-Match": said.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["X-RateLimit-Used"] == said.headers["X-RateLimit-Used"]


def test_troubles_are_switched_on_and_pass(office: Office) -> None:
    faults = office.hub.faults
    office.draft()
    faults.fail(502, times=2, on="GET .*/timeline$")
    faults.limit(429, retry_after=3, on="/user$")
    faults.fail(502, after=True, on="POST .*/comments$")
    faults.cut("bytes", on=f"GET {PULL}$")
    faults.alter(lambda body: [body[0] | {"state": "BLESSED"}], on="GET .*/reviews$")
    office.review("cendana")
    for _ in range(2):
        office.act("melati", "GET", f"{ISSUE}/timeline", expect=502)
    assert office.events() == ["committed", "reviewed"]
    headers = {"Authorization": f"Bearer {office.hub.person('melati')}"}
    assert httpx.get(f"{office.hub.url}/user", headers=headers).headers["Retry-After"] == "3"
    office.act("melati", "POST", f"{ISSUE}/comments", {"body": "hilang?"}, expect=502)
    assert len(office.act("melati", "GET", f"{ISSUE}/comments")) == 1
    cut = httpx.get(f"{office.hub.url}{PULL}", headers=headers)
    with pytest.raises(ValueError, match=r"Expecting|Unterminated"):
        cut.json()
    assert office.act("melati", "GET", f"{PULL}/reviews")[0]["state"] == "BLESSED"


def test_github_is_slow_tired_or_forgets_the_next_page(office: Office) -> None:
    faults, url = office.hub.faults, office.hub.url
    headers = {"Authorization": f"Bearer {office.bot}"}
    faults.slow(0.4, on="/rate_limit$")
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(f"{url}/rate_limit", headers=headers, timeout=0.1)
    faults.exhaust(1_800_000_000, on="/rate_limit$")
    said = httpx.get(f"{url}/rate_limit", headers=headers)
    assert (said.status_code, said.headers["X-RateLimit-Remaining"]) == (403, "0")
    for name in ("lain", "lagi"):
        office.push("melati", name)
    faults.cut("link", on="/branches$")
    pages = [httpx.get(f"{url}{SITE}/branches?per_page=1", headers=headers) for _ in range(2)]
    assert ["next" in one.links for one in pages] == [False, True]


def test_files_and_folders_are_those_of_the_commit(office: Office) -> None:
    folder = office.clone / "review" / "sop"
    folder.mkdir(parents=True)
    (folder / "satu.yml").write_text("sop: 1\n")
    gitside.run(office.clone, "add", "review")
    office.draft()
    at = "?ref=draft/x"
    found = office.act("melati", "GET", f"{SITE}/contents/review/sop/satu.yml{at}")
    assert base64.b64decode(found["content"]) == b"sop: 1\n"
    names = [(one["name"], one["type"], one["size"])
             for one in office.act("melati", "GET", f"{SITE}/contents/review/sop{at}")]  # fmt: skip
    assert names == [("satu.yml", "file", 7)]
    assert office.act("melati", "GET", f"{SITE}/contents/review{at}")[0]["type"] == "dir"
    office.act("melati", "GET", f"{SITE}/contents/review/sop/satu.yml", expect=404)
    office.act("melati", "GET", f"{SITE}/contents/page.md?ref=tiada", expect=422)


def test_everything_else_is_githubs_too(office: Office) -> None:
    office.draft()
    admin = "admin"
    office.act(admin, "PATCH", SITE, {"allow_squash_merge": False, "delete_branch_on_merge": True})
    assert office.act(admin, "GET", SITE)["allow_squash_merge"] is False
    for path in (
        "/branches", "/branches/main", "/git/ref/heads/draft/x", "/collaborators",
        "/git/matching-refs/heads/draft", "/contents/page.md?ref=draft/x", "/actions/permissions",
    ):  # fmt: skip
        assert office.act(admin, "GET", SITE + path)
    for path in ("/files", "/commits", "/requested_reviewers"):
        assert office.act(admin, "GET", PULL + path)
    me = office.hub.id("melati")
    for path in ("/orgs/bkd", "/orgs/bkd/members", "/users/melati", f"/user/{me}", "/rate_limit"):
        assert office.act(admin, "GET", path)
    for path in ("/actions/permissions/workflow", "/rulesets?includes_parents=false", "/keys"):
        office.act(admin, "GET", SITE + path)
    key = {"title": "mesin", "key": "ssh-ed25519 AAAA", "read_only": True}
    made = office.act(admin, "POST", f"{SITE}/keys", key)
    office.act(admin, "DELETE", f"{SITE}/keys/{made['id']}")
    office.act(admin, "PUT", f"{SITE}/actions/permissions",
               {"enabled": True, "allowed_actions": "selected"})  # fmt: skip
    office.act(admin, "PUT", f"{SITE}/actions/permissions/selected-actions",
               {"github_owned_allowed": True, "patterns_allowed": []})  # fmt: skip
    assert office.act(admin, "GET", f"{SITE}/actions/permissions/selected-actions")
    assert office.act(admin, "GET", "/apps/paraf")["slug"] == "paraf"
    office.act(admin, "PUT", f"{SITE}/actions/permissions", {"enabled": False})
    office.act(admin, "POST", f"{SITE}/labels", {"name": "paraf: menunggu", "color": "c5def5"})
    office.act(admin, "PATCH", f"{SITE}/labels/paraf%3A%20menunggu", {"color": "ffffff"})
    assert [
        one["number"]
        for one in office.act(admin, "GET", f"{SITE}/pulls?state=all&head=bkd:draft/x")
    ] == [1]
