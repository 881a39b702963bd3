"""What a repository on GitHub is like now, as far as `paraf setup` looks after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from paraf.core.words import T
from paraf.forge.answer import Answer
from paraf.forge.refusals import Refused
from paraf.forge.rest import Rest
from paraf.pipeline.hosting import Fields, Wanted
from paraf.pipeline.hosting_gitea_seen import no_organisation, no_owner, no_repository
from paraf.pipeline.hosting_parts import Logins, part
from paraf.ports import ForgeFault

PAGE = 100
ROLES = {"pull": "read", "push": "write"}
"""What GitHub calls two of the rights where it takes them."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The repository and its organisation, as the API shows them."""

    me: str
    """The login of who sets up: GitHub takes whoever makes a team into it."""
    repository: Fields
    organisation: Fields
    logins: Logins
    apps: Mapping[str, int]
    """The numbers of the Apps that programs are, by the number of their account."""
    teams: tuple[Fields, ...]
    reached: Mapping[str, str]
    """What each team may do with the repository, by the team's slug."""
    members: Mapping[str, Logins]
    invited: Mapping[str, Logins]
    """Of the posts' teams, by slug; whoever is invited has not accepted yet."""
    collaborators: Logins
    levels: Mapping[str, str]
    """What single people may do, invitations and owners included, by number."""
    rulesets: tuple[Fields, ...]
    labels: tuple[Fields, ...]
    hooks: tuple[Fields, ...]
    keys: tuple[Fields, ...]
    actions: Fields
    selected: Fields
    workflow: Fields


def look(rest: Rest, want: Wanted) -> Seen:
    """Look at everything; ForgeFault where the repository is not there or not an organisation's."""
    hosted = want.hosted
    repo, org = f"/repos/{hosted.repository}", f"/orgs/{hosted.owner}"
    found = rest.find(repo)
    if found is None:
        raise no_repository(hosted)
    if found.at("owner").text("type") != "Organization":
        raise no_organisation(hosted)
    me = rest.get("/user").answer.text("login")
    if not _owns(rest, f"{org}/memberships/{part(me)}"):
        raise no_owner(me, hosted)  # who could change only a part changes nothing
    logins, apps = _accounts(rest, want)
    teams = rows(rest, f"{org}/teams")
    ours = [one for one in teams if one["name"].lower().startswith(want.prefix)]
    collaborators, levels = _collaborators(rest, hosted.owner, repo)
    actions = _fields(rest.get(f"{repo}/actions/permissions").answer)
    chosen = actions.get("allowed_actions") == "selected"
    base = f"{repo}/actions/permissions"
    return Seen(
        me=me,
        repository=_fields(found),
        organisation=_fields(rest.get(org).answer),
        logins=logins,
        apps=apps,
        teams=teams,
        reached={one["slug"]: _right(one["permission"]) for one in rows(rest, f"{repo}/teams")},
        members={one["slug"]: _people(rows(rest, _members(org, one))) for one in ours},
        invited={one["slug"]: _invited(rest, org, one) for one in ours},
        collaborators=collaborators,
        levels=levels,
        rulesets=tuple(
            _fields(rest.get(f"{repo}/rulesets/{one['id']}").answer)
            for one in rows(rest, f"{repo}/rulesets", includes_parents="false")
        ),
        labels=rows(rest, f"{repo}/labels"),
        hooks=tuple(_hook(one) for one in rows(rest, f"{repo}/hooks")),
        keys=rows(rest, f"{repo}/keys"),
        actions=actions,
        selected=_fields(rest.get(f"{base}/selected-actions").answer) if chosen else {},
        workflow=_fields(rest.get(f"{base}/workflow").answer),
    )


def _owns(rest: Rest, membership: str) -> bool:
    try:
        found = rest.find(membership)
    except Refused as no:
        if no.status == 403:  # only members are told
            return False
        raise
    return found is not None and found.text("role") == "admin"


def rows(rest: Rest, path: str, **query: str) -> tuple[dict[str, Any], ...]:
    """Return a whole list."""
    pages = rest.pages(path, {"per_page": PAGE, **query})
    return tuple(_fields(one) for reply in pages for one in reply.answer.rows())


def _fields(answer: Answer) -> dict[str, Any]:
    value = answer.value
    return value if isinstance(value, dict) else answer.wrong(T("should be an object"))


def _people(found: tuple[Fields, ...]) -> dict[str, str]:
    return {str(one["id"]): str(one["login"]) for one in found}


def _right(permission: str) -> str:
    return ROLES.get(permission, permission)


def _members(org: str, team: Fields) -> str:
    return f"{org}/teams/{part(team['slug'])}/members"


def _accounts(rest: Rest, want: Wanted) -> tuple[dict[str, str], dict[str, int]]:
    """Return the logins of the wanted people by number, and the Apps among the programs."""
    logins, apps = {}, {}
    for number in want.numbers(want.everybody()):
        found = rest.find(f"/user/{part(number)}")
        if found is None:
            continue
        logins[number] = login = found.text("login")
        if found.text("type") == "Bot":
            app = rest.find(f"/apps/{part(login.removesuffix('[bot]'))}")
            if app is None:
                raise ForgeFault(
                    T("The App of the account {login} is not known.", login=login),
                    T("Install it in the organisation; only then its number can be read."),
                )
            apps[number] = app.whole("id")
    return logins, apps


def _invited(rest: Rest, org: str, team: Fields) -> dict[str, str]:
    """Return those who were invited to a team and have not accepted yet, by number.

    Who was invited by e-mail and has no account has no number: such an invitation is not looked at.
    """
    asked = rows(rest, f"{org}/teams/{part(team['slug'])}/invitations")
    logins = [str(one["login"]) for one in asked if one["login"]]
    people = (rest.get(f"/users/{part(login)}").answer for login in logins)
    return {str(one.whole("id")): one.text("login") for one in people}


def _collaborators(rest: Rest, owner: str, repo: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the people with rights of their own, and their rights, by number."""
    people, levels = {}, {}
    for one in rows(rest, f"{repo}/collaborators", affiliation="direct"):
        number = str(one["id"])
        people[number], levels[number] = str(one["login"]), _right(str(one["role_name"]))
        if levels[number] == "admin":
            member = rest.find(f"/orgs/{part(owner)}/memberships/{part(one['login'])}")
            if member is not None and member.text("role") == "admin":
                levels[number] = "owner"
    for one in rows(rest, f"{repo}/invitations"):
        if one["invitee"] is not None:
            number = str(one["invitee"]["id"])
            people[number], levels[number] = str(one["invitee"]["login"]), one["permissions"]
    return people, levels


def _hook(one: Fields) -> Fields:
    config = one["config"]
    return {
        "id": one["id"], "url": config.get("url", ""), "active": one["active"],
        "content_type": config.get("content_type", ""), "events": one["events"],
        "insecure_ssl": str(config.get("insecure_ssl", "0")),
    }  # fmt: skip
