"""Webhooks of a repository: kept here, sent by `deliveries`."""

from typing import Any

from github.calls import NOT_FOUND, Answer, Call, Refused, invalid, route
from github.state import Repo

HOOKS = "/repos/{owner}/{repo}/hooks"


def _hook(call: Call) -> tuple[Repo, dict[str, Any]]:
    repo = call.repo("admin")
    found = repo.hooks.get(int(call.gaps["hook_id"]))
    if found is None:
        raise Refused(*NOT_FOUND)
    return repo, found


def _shown(call: Call, repo: Repo, one: dict[str, Any]) -> dict[str, Any]:
    """Return `hook`: GitHub never shows a secret again."""
    url = f"{call.world.api}/repos/{repo.full}/hooks/{one['id']}"
    config = dict(one["config"])
    if "secret" in config:
        config["secret"] = "********"
    return {
        "type": "Repository", "id": one["id"], "name": "web", "active": one["active"],
        "events": one["events"], "config": config, "updated_at": one["at"], "created_at": one["at"],
        "url": url, "test_url": f"{url}/tests", "ping_url": f"{url}/pings",
        "deliveries_url": f"{url}/deliveries",
        "last_response": {"code": None, "status": "unused", "message": None},
    }  # fmt: skip


@route(f"GET {HOOKS}")
def _hooks(call: Call) -> Answer:
    repo = call.repo("admin")
    return call.page(list(repo.hooks.values()), lambda one: _shown(call, repo, one))


@route(f"POST {HOOKS}")
def _new_hook(call: Call) -> Answer:
    repo, config = call.repo("admin"), call.given.get("config", {})
    if not config.get("url"):
        raise invalid("Hook", "url", "missing_field")
    if any(one["config"]["url"] == config["url"] for one in repo.hooks.values()):
        raise invalid("Hook", "", "custom", "Hook already exists on this repository")
    one = {
        "id": call.world.id(), "config": {"content_type": "form", "insecure_ssl": "0", **config},
        "events": call.given.get("events", ["push"]), "active": call.given.get("active", True),
        "at": call.world.tick(),
    }  # fmt: skip
    repo.hooks[one["id"]] = one
    call.heard("ping", call, {"repo": repo, "hook": one, "shown": _shown(call, repo, one)})
    return Answer(201, _shown(call, repo, one))


@route(f"GET {HOOKS}/{{hook_id}}")
def _one_hook(call: Call) -> Answer:
    return Answer(200, _shown(call, *_hook(call)))


@route(f"PATCH {HOOKS}/{{hook_id}}")
def _edit_hook(call: Call) -> Answer:
    """Change a hook; a `config` without a secret takes the secret away, as on GitHub."""
    repo, one = _hook(call)
    if "config" in call.given:
        one["config"] = {"content_type": "form", "insecure_ssl": "0", **call.given["config"]}
    events = call.given.get("events", one["events"])
    more, fewer = call.given.get("add_events", []), call.given.get("remove_events", [])
    one["events"] = [e for e in dict.fromkeys([*events, *more]) if e not in fewer]
    one["active"] = call.given.get("active", one["active"])
    one["at"] = call.world.tick()
    return Answer(200, _shown(call, repo, one))


@route(f"DELETE {HOOKS}/{{hook_id}}")
def _no_hook(call: Call) -> Answer:
    repo, one = _hook(call)
    del repo.hooks[one["id"]]
    return Answer(204, None)
