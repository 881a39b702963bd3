"""Who reaches a repository by themselves: collaborators, invitations, deploy keys."""

from typing import Any

from github import shown
from github.calls import NOT_FOUND, Answer, Call, Refused, invalid, route
from github.state import Account, Repo

REPO = "/repos/{owner}/{repo}"
KEYS, PEOPLE = f"{REPO}/keys", f"{REPO}/collaborators"


@route(f"GET {PEOPLE}")
def _collaborators(call: Call) -> Answer:
    repo = call.repo("write")
    direct = call.query.get("affiliation") == "direct"
    people = [one for one in call.world.accounts.values()
              if one.kind == "User" and _reaches(call, repo, one)
              and (not direct or one.login in repo.roles or _owns(repo, one))]  # fmt: skip
    return call.page(people, lambda one: _shown(call, repo, one))


def _reaches(call: Call, repo: Repo, who: Account) -> bool:
    right = call.world.right(who, repo)
    return right != "none" and (right != "read" or who.login in repo.roles or repo.private)


def _owns(repo: Repo, who: Account) -> bool:
    """Say whether somebody owns the organization: GitHub counts owners as direct ones too."""
    return repo.owner.members.get(who.login) == "admin"


def _shown(call: Call, repo: Repo, who: Account) -> dict[str, Any]:
    permissions = shown.permissions(call.world, who, repo)
    right = call.world.right(who, repo)
    return shown.user(call.world, who) | {"permissions": permissions, "role_name": right}


@route(f"GET {PEOPLE}/{{username}}")
def _is_one(call: Call) -> Answer:
    if not _reaches(call, call.repo("write"), call.person(call.gaps["username"])):
        raise Refused(*NOT_FOUND)
    return Answer(204, None)


@route(f"PUT {PEOPLE}/{{username}}")
def _take_in(call: Call) -> Answer:
    """Take in a member of the organization; anybody else is invited first."""
    repo, who = call.repo("admin"), call.person(call.gaps["username"])
    right = shown.as_right(call.given.get("permission", "push"))
    if who.login in repo.owner.members or who.login in repo.roles:
        repo.roles[who.login] = right
        return Answer(204, None)
    repo.invited[who.login] = right
    return Answer(201, _invitation(call, repo, who))


def _invitation(call: Call, repo: Repo, who: Account) -> dict[str, Any]:
    number = repo.id * 1000 + who.id
    return {
        "id": number, "node_id": shown.node("RI", number), "expired": False,
        "repository": shown.minimal_repository(call.world, repo),
        "invitee": shown.user(call.world, who), "inviter": shown.user(call.world, call.me()),
        "permissions": repo.invited[who.login], "created_at": repo.at,
        "url": f"{call.world.api}/user/repository_invitations/{number}",
        "html_url": f"{call.world.web}/{repo.full}/invitations",
    }  # fmt: skip


@route(f"GET {REPO}/invitations")
def _invitations(call: Call) -> Answer:
    repo = call.repo("admin")
    people = [call.person(login) for login in repo.invited]
    return call.page(people, lambda one: _invitation(call, repo, one))


@route(f"DELETE {PEOPLE}/{{username}}")
def _leave_out(call: Call) -> Answer:
    repo, login = call.repo("admin"), call.person(call.gaps["username"]).login
    repo.roles.pop(login, None)
    repo.invited.pop(login, None)
    return Answer(204, None)


@route(f"GET {PEOPLE}/{{username}}/permission")
def _permission(call: Call) -> Answer:
    """Answer by GitHub's older words: maintain is write, triage is read."""
    repo, who = call.repo("write"), call.person(call.gaps["username"])
    right = call.world.right(who, repo)
    older = {"maintain": "write", "triage": "read"}.get(right, right)
    body = {"permission": older, "role_name": right, "user": _shown(call, repo, who)}
    return Answer(200, body)


@route(f"GET {KEYS}")
def _keys(call: Call) -> Answer:
    return call.page(list(call.repo("admin").keys.values()), lambda one: one)


@route(f"POST {KEYS}")
def _new_key(call: Call) -> Answer:
    repo, number = call.repo("admin"), call.world.id()
    key = " ".join(call.given["key"].split(" ")[:2])
    if key in [one["key"] for one in repo.keys.values()]:
        raise invalid("PublicKey", "key", "custom", "key is already in use")
    repo.keys[number] = {
        "id": number, "key": key, "title": call.given.get("title", ""), "verified": True,
        "url": f"{call.world.api}/repos/{repo.full}/keys/{number}", "enabled": True,
        "created_at": call.world.tick(), "read_only": call.given.get("read_only", False),
        "added_by": call.me().login, "last_used": None,
    }  # fmt: skip
    return Answer(201, repo.keys[number])


@route(f"DELETE {KEYS}/{{key_id}}")
def _no_key(call: Call) -> Answer:
    if call.repo("admin").keys.pop(int(call.gaps["key_id"]), None) is None:
        raise Refused(*NOT_FOUND)
    return Answer(204, None)
