"""What a repository on Gitea or Forgejo is like now, as far as `paraf setup` looks after it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from paraf.core.hosting import Hosted
from paraf.core.words import T
from paraf.forge.answer import Answer
from paraf.forge.rest import Rest
from paraf.pipeline.hosting import Fields, Wanted
from paraf.pipeline.hosting_parts import Logins, part
from paraf.ports import ForgeFault

PAGE = 50


@dataclass(frozen=True, slots=True)
class Seen:
    """The repository and its organisation, as the API shows them."""

    repository: Fields
    logins: Logins
    """Of the people who are wanted here and whom the forge knows."""
    teams: tuple[Fields, ...]
    """Every team of the organisation."""
    attached: frozenset[str]
    """The names of the teams that reach the repository."""
    members: Mapping[str, Logins]
    """Of the posts' teams and of the owners, by the team's name."""
    collaborators: Logins
    levels: Mapping[str, str]
    """What each collaborator may do: read, write, admin, by number."""
    rules: tuple[Fields, ...]
    forces: bool
    """Whether a rule can let somebody rewrite a branch: Gitea since 1.23, Forgejo not."""
    tags: tuple[Fields, ...]
    labels: tuple[Fields, ...]
    hooks: tuple[Fields, ...]
    keys: tuple[Fields, ...]


def look(rest: Rest, want: Wanted) -> Seen:
    """Look at everything; ForgeFault where the repository is not there or not an organisation's."""
    hosted = want.hosted
    repo, org = f"/repos/{hosted.repository}", f"/orgs/{hosted.owner}"
    found = rest.find(repo)
    if found is None:
        raise no_repository(hosted)
    if rest.find(org) is None:
        raise no_organisation(hosted)
    _check_owner(rest, hosted)
    teams = every(rest, f"{org}/teams")
    ours = [one for one in teams if one["name"].startswith(want.prefix) or _owners(one)]
    people = every(rest, f"{repo}/collaborators")
    levels = {
        str(one["id"]): _level(rest.get(f"{repo}/collaborators/{part(one['login'])}/permission"
                                        ).answer)
        for one in people
    }  # fmt: skip
    rules = every(rest, f"{repo}/branch_protections")
    return Seen(
        repository=_fields(found),
        logins=_logins(rest, want),
        teams=teams,
        attached=frozenset(one["name"] for one in every(rest, f"{repo}/teams")),
        members={one["name"]: _people(every(rest, f"/teams/{one['id']}/members")) for one in ours},
        collaborators=_people(people),
        levels=levels,
        rules=rules,
        forces=_forces(rest.get("/version").answer.text("version"), rules),
        tags=every(rest, f"{repo}/tag_protections"),
        labels=every(rest, f"{repo}/labels"),
        hooks=tuple(_hook(one) for one in every(rest, f"{repo}/hooks")),
        keys=every(rest, f"{repo}/keys"),
    )


def _check_owner(rest: Rest, hosted: Hosted) -> None:
    """Raise ForgeFault for who could change only a part: better nothing than that."""
    me = rest.get("/user").answer
    path = f"/users/{part(me.text('login'))}/orgs/{part(hosted.owner)}/permissions"
    if not (rest.get(path).answer.flag("is_owner") or me.flag("is_admin")):
        raise no_owner(me.text("login"), hosted)


def no_owner(login: str, hosted: Hosted) -> ForgeFault:
    """Return the fault of a token that is no owner's."""
    return ForgeFault(
        T("{login} does not own the organisation {owner}.", login=login, owner=hosted.owner),
        T("Only an owner sets the office's repository up: ask one, or use an owner's token."),
    )


def no_repository(hosted: Hosted) -> ForgeFault:
    """Return the fault of a repository that is not there, or not for who asks."""
    return ForgeFault(
        T("{url} has no repository {repository}, or this token may not see it.",
          url=hosted.url, repository=hosted.repository),
        T("Make it there, empty, then push: git push {url}/{repository}.git HEAD:refs/heads/main",
          url=hosted.url, repository=hosted.repository),
    )  # fmt: skip


def no_organisation(hosted: Hosted) -> ForgeFault:
    """Return the fault of a repository that belongs to a person."""
    return ForgeFault(
        T("{owner} is no organisation.", owner=hosted.owner),
        T("The posts of the office become teams, which only an organisation has: make one there, "
          "transfer the repository to it, and name it in review/pipeline.yml."),
    )  # fmt: skip


def every(rest: Rest, path: str) -> tuple[dict[str, Any], ...]:
    """Return a whole list, whatever the forge's page size; fault where it is not whole."""
    found: list[dict[str, Any]] = []
    for page in range(1, rest.patience.pages + 1):
        reply = rest.get(path, {"limit": PAGE, "page": page})
        rows = [_fields(one) for one in reply.answer.rows()]
        found += rows
        if reply.total is None or len(found) >= reply.total:
            return tuple(found)
        if not rows:
            reply.answer.wrong(T("ends before it is whole"))
    raise ForgeFault(T("The list {path} does not end.", path=path))


def _fields(answer: Answer) -> dict[str, Any]:
    value = answer.value
    return value if isinstance(value, dict) else answer.wrong(T("should be an object"))


def _people(rows: tuple[Fields, ...]) -> dict[str, str]:
    return {str(one["id"]): str(one["login"]) for one in rows}


def _logins(rest: Rest, want: Wanted) -> dict[str, str]:
    """Return the logins of those wanted people whom the forge knows by their numbers."""
    found: dict[str, str] = {}
    for number in want.numbers(want.everybody()):
        rows = rest.get("/users/search", {"uid": number}).answer.at("data").rows()
        found |= {str(one.whole("id")): one.text("login") for one in rows}
    return found


def _level(answer: Answer) -> str:
    kinds = {one: one for one in ("none", "read", "write", "admin")}
    return answer.choice("permission", {**kinds, "owner": "admin"})


def _forces(version: str, rules: tuple[Fields, ...]) -> bool:
    if rules:
        return "enable_force_push" in rules[0]
    # Forgejo names the Gitea that it began as: 9.0.0+gitea-1.22.0. Other words are a new Gitea's.
    told = re.match(r"1\.([0-9]+)", version)
    return "gitea-" not in version and (told is None or int(told[1]) >= 23)


def _owners(team: Fields) -> bool:
    return bool(team["permission"] == "owner")


def _hook(one: Fields) -> Fields:
    config = one["config"]
    return {
        "id": one["id"], "url": config.get("url", ""), "active": one["active"],
        "content_type": config.get("content_type", ""), "events": one["events"],
        "branch_filter": one.get("branch_filter", ""),
    }  # fmt: skip
