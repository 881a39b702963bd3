"""Repositories: settings, branches, statuses, activity, rulesets."""

from typing import Any

from github import gitside, rules, shown, shown_pull
from github.calls import NOT_FOUND, Answer, Call, Refused, invalid, route
from github.state import Repo

REPO = "/repos/{owner}/{repo}"
RULESETS = f"{REPO}/rulesets"


@route(f"GET {REPO}")
def _repo(call: Call) -> Answer:
    return Answer(200, shown.full_repository(call.world, call.repo(), call.who))


@route(f"PATCH {REPO}")
def _settle(call: Call) -> Answer:
    repo = call.repo("admin")
    given = {key: value for key, value in call.given.items() if key not in ("name", "private")}
    repo.default = given.pop("default_branch", repo.default)
    repo.private = call.given.get("private", repo.private)
    repo.settings |= given
    return Answer(200, shown.full_repository(call.world, repo, call.who))


@route(f"GET {REPO}/branches")
def _branches(call: Call) -> Answer:
    repo = call.repo()
    heads = sorted(gitside.heads(repo.git).items())
    return call.page(heads, lambda one: _short_branch(call, repo, *one))


def _short_branch(call: Call, repo: Repo, ref: str, sha: str) -> dict[str, Any]:
    url = f"{call.world.api}/repos/{repo.full}/commits/{sha}"
    name = ref.removeprefix("refs/heads/")
    return {
        "name": name,
        "commit": {"sha": sha, "url": url},
        "protected": _guarded(call, repo, ref),
    }


def _guarded(call: Call, repo: Repo, ref: str) -> bool:
    return any(rules.about(repo, ref, one) for one in repo.rulesets.values())


@route(f"GET {REPO}/branches/{{branch}}")
def _branch(call: Call) -> Answer:
    repo, name = call.repo(), call.gaps["branch"]
    sha = gitside.ref(repo.git, f"refs/heads/{name}")
    if sha is None:
        raise Refused(404, "Branch not found")
    url = f"{call.world.api}/repos/{repo.full}/branches/{name}"
    body = {
        "name": name, "commit": shown_pull.commit(call.world, repo, sha),
        "_links": {"html": f"{call.world.web}/{repo.full}/tree/{name}", "self": url},
        "protected": _guarded(call, repo, f"refs/heads/{name}"), "protection": {"enabled": False},
        "protection_url": f"{url}/protection",
    }  # fmt: skip
    return Answer(200, body)


def _ref(call: Call, repo: Repo, name: str, sha: str) -> dict[str, Any]:
    url = f"{call.world.api}/repos/{repo.full}/git"
    body = {"ref": name, "node_id": f"REF_{name}", "url": f"{url}/{name}"}
    return body | {"object": {"type": "commit", "sha": sha, "url": f"{url}/commits/{sha}"}}


@route(f"GET {REPO}/git/ref/{{ref}}")
def _one_ref(call: Call) -> Answer:
    repo, name = call.repo(), f"refs/{call.gaps['ref']}"
    sha = gitside.ref(repo.git, name)
    if sha is None:
        raise Refused(*NOT_FOUND)
    return Answer(200, _ref(call, repo, name, sha))


@route(f"GET {REPO}/git/matching-refs/{{ref}}")
def _matching(call: Call) -> Answer:
    repo, start = call.repo(), f"refs/{call.gaps['ref']}"
    heads = sorted(gitside.heads(repo.git).items())
    return Answer(200, [_ref(call, repo, *one) for one in heads if one[0].startswith(start)])


@route(f"GET {REPO}/commits/{{ref}}")
def _commit(call: Call) -> Answer:
    repo = call.repo()
    return Answer(200, shown_pull.commit(call.world, repo, sha_of(repo, call.gaps["ref"])))


def sha_of(repo: Repo, name: str) -> str:
    """Return the commit that a name means; 422 if it means none."""
    sha = gitside.ref(repo.git, name)
    if sha is None:
        raise Refused(422, f"No commit found for SHA: {name}", [])
    return sha


@route(f"GET {REPO}/activity")
def _activity(call: Call) -> Answer:
    """Answer the newest first; cursors (`before`, `after`) stand for pages."""
    repo = call.repo()
    ref, kind = call.query.get("ref", ""), call.query.get("activity_type")
    found = [one for one in reversed(repo.activity)
             if ref in ("", one["ref"], one["ref"].removeprefix("refs/heads/"))
             and kind in (None, one["kind"])]  # fmt: skip
    size, start = min(int(call.query.get("per_page", 30)), 100), int(call.query.get("after", 0))
    link = ""
    if start + size < len(found):
        link = f'<{call.url(after=start + size)}>; rel="next"'
    shown_ones = [_act(call, one) for one in found[start : start + size]]
    return Answer(200, shown_ones, link)


def _act(call: Call, one: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": one["id"], "node_id": shown.node("PSH", one["id"]), "before": one["before"],
        "after": one["after"], "ref": one["ref"], "timestamp": one["at"],
        "activity_type": one["kind"], "actor": shown.user(call.world, one["by"]),
    }  # fmt: skip


@route(f"POST {REPO}/statuses/{{sha}}")
def _post_status(call: Call) -> Answer:
    repo, sha = call.repo("write"), call.gaps["sha"]
    if gitside.ref(repo.git, sha) != sha:
        raise Refused(422, f"No commit found for SHA: {sha}", [])
    if len(call.given.get("description") or "") > 140:
        raise invalid(
            "Status", "description", "custom", "description is too long (maximum is 140 characters)"
        )
    told = {"context": "default", "description": None, "target_url": None} | call.given
    told |= {"id": call.world.id(), "sha": sha, "by": call.me(), "at": call.world.tick()}
    repo.statuses.append(told)
    return Answer(201, shown_pull.status(call.world, repo, told))


@route(f"GET {REPO}/commits/{{ref}}/statuses")
def _statuses(call: Call) -> Answer:
    repo = call.repo()
    sha = sha_of(repo, call.gaps["ref"])
    found = [one for one in reversed(repo.statuses) if one["sha"] == sha]
    return call.page(found, lambda one: shown_pull.status(call.world, repo, one))


@route(f"GET {REPO}/commits/{{ref}}/status")
def _combined(call: Call) -> Answer:
    repo = call.repo()
    sha = sha_of(repo, call.gaps["ref"])
    latest = {one["context"]: one for one in repo.statuses if one["sha"] == sha}
    page = call.page(list(latest.values()), lambda one: one)
    body = shown_pull.combined(call.world, repo, sha, page.body)
    return Answer(200, body | {"total_count": len(latest)}, page.link)


@route(f"GET {RULESETS}")
def _rulesets(call: Call) -> Answer:
    """Answer without rules and conditions, as GitHub does in a list."""
    kept = ("id", "name", "target", "source_type", "source", "enforcement", "node_id", "_links",
            "created_at", "updated_at")  # fmt: skip
    found = list(call.repo().rulesets.values())
    return call.page(found, lambda one: {k: one[k] for k in kept})


@route(f"POST {RULESETS}")
def _new_ruleset(call: Call) -> Answer:
    repo, number, at = call.repo("admin"), call.world.id(), call.world.tick()
    if any(one["name"] == call.given["name"] for one in repo.rulesets.values()):
        raise Refused(
            422, "Validation Failed", [{"code": "custom", "message": "Name must be unique"}]
        )
    href = f"{call.world.api}/repos/{repo.full}/rulesets/{number}"
    repo.rulesets[number] = {
        "target": "branch", "bypass_actors": [], "rules": [], "conditions": None, **call.given,
        "id": number, "source_type": "Repository", "source": repo.full, "created_at": at,
        "updated_at": at, "node_id": shown.node("RRS", number), "_links": {"self": {"href": href}},
    }  # fmt: skip
    return Answer(201, _shown_ruleset(call, repo, number))


def _shown_ruleset(call: Call, repo: Repo, number: int) -> dict[str, Any]:
    """Return a ruleset; who may bypass it is shown to those who may change it."""
    one = repo.rulesets[number]
    if not call.world.may(call.who, repo, "admin"):
        return {k: v for k, v in one.items() if k != "bypass_actors"}
    return one


def _ruleset(call: Call, right: str) -> tuple[Repo, int]:
    repo, number = call.repo(right), int(call.gaps["ruleset_id"])
    if number not in repo.rulesets:
        raise Refused(*NOT_FOUND)
    return repo, number


@route(f"GET {RULESETS}/{{ruleset_id}}")
def _one_ruleset(call: Call) -> Answer:
    return Answer(200, _shown_ruleset(call, *_ruleset(call, "read")))


@route(f"PUT {RULESETS}/{{ruleset_id}}")
def _edit_ruleset(call: Call) -> Answer:
    repo, number = _ruleset(call, "admin")
    repo.rulesets[number] |= {**call.given, "updated_at": call.world.tick()}
    return Answer(200, _shown_ruleset(call, repo, number))


@route(f"DELETE {RULESETS}/{{ruleset_id}}")
def _no_ruleset(call: Call) -> Answer:
    repo, number = _ruleset(call, "admin")
    del repo.rulesets[number]
    return Answer(204, None)
