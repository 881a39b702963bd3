"""Who may do what: rights, teams, invitations, rulesets."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from github import gitside
from github.fake import AT_HAND, GitHubFake
from github.office import PULL, SITE, Office

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(not AT_HAND, reason="no description of GitHub: make build/github/ready"),
]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with GitHubFake(tmp_path / "hub") as hub:
        yield Office(tmp_path, hub)


def test_nobody_pushes_past_a_ruleset_but_who_may_bypass_it(office: Office) -> None:
    told = {
        "name": "main", "enforcement": "active",
        "rules": [{"type": "update"}, {"type": "non_fast_forward"}],
        "conditions": {"ref_name": {"include": ["~DEFAULT_BRANCH"], "exclude": []}},
        "bypass_actors": [{"actor_id": office.hub.world.tokens[office.bot].app,
                           "actor_type": "Integration", "bypass_mode": "always"}],
    }  # fmt: skip
    office.act("admin", "POST", f"{SITE}/rulesets", told)
    assert "rules" not in office.act("melati", "GET", f"{SITE}/rulesets")[0]
    office.draft()
    with pytest.raises(gitside.GitFailed, match="GH013"):
        office.push("admin", "main")
    office.act("admin", "PUT", f"{PULL}/merge", {}, expect=405)
    office.push("paraf[bot]", "main")


def test_who_has_no_rights_sees_nothing(office: Office) -> None:
    office.draft()
    office.act("siapa", "GET", SITE, expect=404)
    assert httpx.get(f"{office.hub.url}/user").status_code == 401
    bad = httpx.get(f"{office.hub.url}{SITE}", headers={"Authorization": "Bearer ghp_x"})
    assert (bad.status_code, bad.json()["message"]) == (401, "Bad credentials")
    office.act("melati", "GET", f"{SITE}/hooks", expect=403)
    office.act("dahlia", "POST", f"{SITE}/statuses/{'a' * 40}", {"state": "success"}, expect=403)
    office.act("paraf[bot]", "GET", "/user", expect=403)
    office.act("paraf[bot]", "GET", "/app", expect=401)
    assert office.act("paraf[bot]", "GET", "/installation/repositories")["total_count"] == 1


def test_an_organization_has_teams_that_reach_repositories(office: Office) -> None:
    office.hub.person("gaharu")
    office.act("gaharu", "GET", SITE, expect=404)
    office.act("admin", "POST", "/orgs/bkd/teams", {"name": "Kepala", "privacy": "closed"})
    office.act("admin", "PUT", "/orgs/bkd/teams/kepala/memberships/gaharu", {"role": "member"})
    office.act("admin", "PUT", "/orgs/bkd/teams/kepala/repos/bkd/situs", {"permission": "push"})
    office.act("gaharu", "GET", SITE, expect=404)
    mine = "/orgs/bkd/teams/kepala/memberships/gaharu"
    assert office.act("admin", "GET", mine)["state"] == "pending"
    office.hub.accept("gaharu")
    assert office.act("admin", "GET", mine)["state"] == "active"
    assert office.act("gaharu", "GET", SITE)["permissions"]["push"] is True
    assert [
        one["login"] for one in office.act("admin", "GET", "/orgs/bkd/teams/kepala/members")
    ] == ["gaharu"]
    assert office.act("admin", "GET", f"{SITE}/teams")[0]["permission"] == "push"
    office.act("admin", "GET", "/orgs/bkd/teams/lain", expect=404)
    office.act("admin", "GET", "/orgs/bkd/memberships/gaharu")
    rights = office.act("admin", "GET", f"{SITE}/collaborators/gaharu/permission")
    assert (rights["permission"], rights["role_name"]) == ("write", "write")
    office.act("gaharu", "DELETE", "/orgs/bkd/teams/kepala/memberships/gaharu", expect=403)


def test_who_is_no_member_is_invited_first(office: Office) -> None:
    office.hub.person("kenanga")
    path = f"{SITE}/collaborators/kenanga"
    office.act("admin", "PUT", path, {"permission": "pull"}, expect=201)
    office.act("kenanga", "GET", SITE, expect=404)
    assert office.act("admin", "GET", f"{SITE}/invitations")[0]["permissions"] == "read"
    office.hub.accept("kenanga")
    assert office.act("kenanga", "GET", SITE)["permissions"]["pull"] is True
    direct = office.act("admin", "GET", f"{SITE}/collaborators?affiliation=direct")
    assert {one["login"]: one["role_name"] for one in direct}["kenanga"] == "read"
    office.act("admin", "DELETE", path)
    office.act("kenanga", "GET", SITE, expect=404)


def test_rulesets_bind_new_branches_tags_and_rewritings(office: Office) -> None:
    def ruleset(name: str, target: str, include: str, *rules: str) -> None:
        told = {"name": name, "target": target, "enforcement": "active", "bypass_actors": [],
                "conditions": {"ref_name": {"include": [include], "exclude": []}},
                "rules": [{"type": one} for one in rules]}  # fmt: skip
        office.act("admin", "POST", f"{SITE}/rulesets", told)

    ruleset("buku", "branch", "refs/heads/ledger/**/*", "creation")
    ruleset("kept", "branch", "refs/heads/main", "non_fast_forward", "deletion")
    ruleset("arsip", "tag", "refs/tags/archive/*", "creation")
    office.push("melati", "lain/ledger")
    for refused in (
        ("HEAD:refs/heads/ledger/x",), ("HEAD:refs/heads/ledger/x/y",),
        ("HEAD:refs/tags/archive/x",), (":refs/heads/main",), ("HEAD:refs/pull/1/head",),
    ):  # fmt: skip
        with pytest.raises(gitside.GitFailed, match=r"GH013|hidden ref"):
            office.git("admin", "push", "--quiet", "HUB", *refused)
    office.commit("dua")
    office.push("admin", "main")
    gitside.run(office.clone, "reset", "--quiet", "--hard", "HEAD~1")
    with pytest.raises(gitside.GitFailed, match="GH013"):
        office.push("admin", "main", "--force")


def test_a_login_changes_hands_and_a_number_never(office: Office) -> None:
    office.draft()
    before = office.review("cendana")["user"]["id"]
    office.hub.rename("cendana", "anggrek")
    office.hub.person("cendana", "bkd/situs", "write")
    told = office.act("melati", "GET", f"{PULL}/reviews")[0]["user"]
    assert (told["login"], told["id"]) == ("anggrek", before)
    assert office.review("cendana")["user"]["id"] != before
    assert office.review("anggrek")["user"]["id"] == before


def test_graphql_tells_an_app_whose_eyes_it_has(office: Office) -> None:
    hub = office.hub
    told = {"query": "query { viewer { databaseId login } }"}
    headers = {"Authorization": f"Bearer {office.bot}"}
    said = httpx.post(f"{hub.web}/api/graphql", json=told, headers=headers).json()
    assert said["data"]["viewer"] == {"databaseId": hub.id("paraf[bot]"), "login": "paraf[bot]"}
    other = {"query": "query { viewer { email } }"}
    assert httpx.post(f"{hub.web}/api/graphql", json=other, headers=headers).status_code == 501
    assert len(hub.mismatches) == 1
    hub.mismatches.clear()


def test_an_app_gets_its_token_by_proving_itself(office: Office) -> None:
    with httpx.Client(base_url=office.hub.url) as client:
        client.headers["Authorization"] = f"Bearer {office.hub.proof('paraf')}"
        assert client.get("/app").json()["slug"] == "paraf"
        found = client.get(f"{SITE}/installation").json()
        made = client.post(f"/app/installations/{found['id']}/access_tokens", json={})
        assert client.get("/installation/repositories").status_code == 401
        client.headers["Authorization"] = f"Bearer {made.json()['token']}"
        assert client.get("/installation/repositories").json()["total_count"] == 1
