"""The teams of the posts on Gitea and Forgejo: who reads, reviews and assigns."""

from collections.abc import Callable, Iterator
from typing import Any

from paraf.core.words import T
from paraf.pipeline.hosting import Call, Fields, Step, Team, Wanted
from paraf.pipeline.hosting_fields import Field, Tight, difference
from paraf.pipeline.hosting_gitea_seen import Seen
from paraf.pipeline.hosting_parts import joins, leaves, made, part

TEAM = {
    "description": Field(T("description")),
    "includes_all_repositories": Field(T("reaches every repository"), Tight.FALSE),
    "can_create_org_repo": Field(T("may make repositories"), Tight.FALSE),
    "units_map": Field(T("rights"), Tight.FEW),
}


def _units(team: Team) -> dict[str, str]:
    kind = "write" if team.assigns else "read"
    return {"repo.code": "read", "repo.issues": kind, "repo.pulls": kind}


def _rights(units: Fields) -> tuple[str, ...]:
    """Return a team's rights as a list in which more is more."""
    ranks = ("read", "write", "admin", "owner")
    return tuple(
        f"{unit.removeprefix('repo.')}: {rank}"
        for unit, level in sorted(units.items())
        if level in ranks
        for rank in ranks[: ranks.index(level) + 1]
    )


def _team_fields(team: Team) -> dict[str, Any]:
    return {
        "description": f"{team.title} (Paraf)"[:255],
        "includes_all_repositories": False,
        "can_create_org_repo": False,
    }


def teams(want: Wanted, seen: Seen, repo: str) -> Iterator[Step]:
    """Yield the steps that make the posts' teams and their rights."""
    known = {one["name"].lower(): one for one in seen.teams}
    for team in want.teams:
        found, units = known.get(team.name), _units(team)
        body = {"name": team.name, "permission": "read", **_team_fields(team), "units_map": units}
        if found is None:
            what = made(team)
            make = Call("POST", f"/orgs/{part(want.hosted.owner)}/teams", body, (team.name, "id"))
            yield Step(what, (make, _attach(f"{{{team.name}}}", repo)), widens=True)
            continue
        wish = {**_team_fields(team), "units_map": _rights(units)}
        differs = difference(TEAM, wish, {**found, "units_map": _rights(found["units_map"] or {})})
        if differs is not None:
            change = Call("PATCH", f"/teams/{found['id']}", body)
            what = T("Put the team {team} right.", team=team.name)
            yield Step(what, (change,), differs.details, differs.widens)
        if found["name"] not in seen.attached:
            what = T("Let the team {team} reach the repository.", team=team.name)
            yield Step(what, (_attach(str(found["id"]), repo),), widens=True)


def _attach(team: str, repo: str) -> Call:
    return Call("PUT", f"/teams/{team}{repo}")


def foreign_teams(want: Wanted, seen: Seen, repo: str) -> Iterator[Step]:
    """Yield the steps against teams that are none of the posts' and could write here."""
    ours = {team.name for team in want.teams}
    for one in seen.teams:
        name = one["name"].lower()
        if name.startswith(want.prefix) and name not in ours:
            what = T("Remove the team {team}: the roster has no such post (any more).",
                     team=one["name"])  # fmt: skip
            yield Step(what, (Call("DELETE", f"/teams/{one['id']}"),))
        elif _detachable(one) and one["name"] in seen.attached and name not in ours:
            what = T("The team {team} no longer reaches the repository: it could write.",
                     team=one["name"])  # fmt: skip
            yield Step(what, (Call("DELETE", f"/teams/{one['id']}{repo}"),))


def _detachable(team: Fields) -> bool:
    return writes(team) and not team["includes_all_repositories"]


def writes(team: Fields) -> bool:
    """Say whether a team that does not own the organisation may write."""
    if team["permission"] == "owner":
        return False  # an organisation has owners; they are named in words
    level = (team["units_map"] or {}).get("repo.code", "none")
    return team["permission"] == "admin" or level in ("write", "admin")


def joiners(want: Wanted, seen: Seen) -> Iterator[Step]:
    """Yield the steps by which officials come into the teams of their posts."""
    ids = {one["name"].lower(): str(one["id"]) for one in seen.teams}
    for team in want.teams:
        base = f"/teams/{ids.get(team.name, f'{{{team.name}}}')}/members"
        members = seen.members.get(team.name, {})
        yield from joins(team, want, seen.logins, members, _member("PUT", base))


def leavers(want: Wanted, seen: Seen) -> Iterator[Step]:
    """Yield the steps by which others leave the teams."""
    ids = {one["name"].lower(): str(one["id"]) for one in seen.teams}
    for team in want.teams:
        if team.name in ids:
            leave = _member("DELETE", f"/teams/{ids[team.name]}/members")
            yield from leaves(team, want, seen.members.get(team.name, {}), leave)


def _member(method: str, base: str) -> Callable[[str], Call]:
    return lambda login: Call(method, f"{base}/{part(login)}")
