"""Users, organizations, teams, the App: who somebody is."""

from datetime import timedelta
from typing import Any

from github import shown
from github.calls import NOT_FOUND, Answer, Call, Refused, route
from github.state import NAMES, Account, Repo, Team

TEAM = "/orgs/{org}/teams/{team_slug}"


@route("GET /user")
def _me(call: Call) -> Answer:
    me = call.me()
    if me.app:
        raise Refused(403, "Resource not accessible by integration")
    return Answer(200, shown.private_profile(call.world, me))


@route("GET /users/{username}")
def _user(call: Call) -> Answer:
    return Answer(200, shown.profile(call.world, call.person(call.gaps["username"])))


@route("GET /user/{account_id}")
def _user_by_id(call: Call) -> Answer:
    wanted = call.gaps["account_id"]
    found = [one for one in call.world.accounts.values() if str(one.id) == wanted]
    if not found:
        raise Refused(*NOT_FOUND)
    return Answer(200, shown.profile(call.world, found[0]))


@route("GET /app")
def _app(call: Call) -> Answer:
    return Answer(200, shown.app(call.world, call.me()))


@route("GET /repos/{owner}/{repo}/installation")
def _installed_here(call: Call) -> Answer:
    me, repo = call.me(), call.repo()
    return Answer(200, _installation(call, me, repo.owner))


def _installation(call: Call, me: Account, owner: Account) -> dict[str, Any]:
    app, url = shown.app(call.world, me), f"{call.world.api}/app/installations/{me.app}"
    return {
        "id": me.app, "account": shown.user(call.world, owner), "repository_selection": "selected",
        "access_tokens_url": f"{url}/access_tokens", "html_url": app["html_url"],
        "repositories_url": f"{call.world.api}/installation/repositories", "app_id": me.app,
        "target_id": owner.id, "target_type": owner.kind, "permissions": app["permissions"],
        "events": app["events"], "created_at": app["created_at"], "updated_at": app["updated_at"],
        "single_file_name": None, "app_slug": app["slug"], "suspended_by": None,
        "suspended_at": None,
    }  # fmt: skip


@route("POST /app/installations/{installation_id}/access_tokens")
def _access_token(call: Call) -> Answer:
    """Give a token for an hour; the fake does not make it end by itself."""
    me = call.me()
    if call.gaps["installation_id"] != str(me.app):
        raise Refused(*NOT_FOUND)
    ends = (call.world.now + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    told = {"token": call.world.token(me), "expires_at": ends, "repository_selection": "selected"}
    return Answer(201, told | {"permissions": shown.app(call.world, me)["permissions"]})


@route("GET /apps/{app_slug}")
def _app_by_name(call: Call) -> Answer:
    return Answer(200, shown.app(call.world, call.person(f"{call.gaps['app_slug']}[bot]")))


@route("GET /installation/repositories")
def _installed(call: Call) -> Answer:
    me = call.me()
    if not me.app:
        raise Refused(403, "You must authenticate with an installation access token")
    repos = [one for one in call.world.repos.values() if call.world.may(me, one, "write")]
    page = call.page(repos, lambda one: shown.repository(call.world, one, me))
    body = {
        "total_count": len(repos),
        "repositories": page.body,
        "repository_selection": "selected",
    }
    return Answer(200, body, page.link)


@route("GET /rate_limit")
def _limits(call: Call) -> Answer:
    limit = {"limit": 5000, "used": 0, "remaining": 5000, "reset": 1_800_000_000}
    return Answer(200, {"resources": {"core": limit, "search": limit}, "rate": limit})


def organization(call: Call, *, owner: bool = False) -> Account:
    """Return the organization of the path, for its members only; 403 for whom does not own it."""
    org = call.person(call.gaps["org"])
    if org.kind != "Organization":
        raise Refused(*NOT_FOUND)
    role = org.members.get(call.me().login)
    if owner and role != "admin":
        raise Refused(403, "You must be an admin to do this.")
    return org


def _member(call: Call) -> Account:
    org = organization(call)
    if call.me().login not in org.members and not call.me().app:
        raise Refused(403, "You must be a member of this organization.")
    return org


def _team(call: Call, *, owner: bool = False) -> Team:
    org = organization(call, owner=True) if owner else _member(call)
    found = org.teams.get(call.gaps["team_slug"])
    if found is None:
        raise Refused(*NOT_FOUND)
    return found


@route("GET /orgs/{org}")
def _organization(call: Call) -> Answer:
    return Answer(200, shown.organization(call.world, call.person(call.gaps["org"])))


@route("GET /orgs/{org}/members")
def _members(call: Call) -> Answer:
    org = organization(call)
    people = [call.person(login) for login in org.members]
    return call.page(people, lambda one: shown.user(call.world, one))


@route("GET /orgs/{org}/memberships/{username}")
def _membership(call: Call) -> Answer:
    org = _member(call)
    return Answer(200, _shown_membership(call, org, call.person(call.gaps["username"])))


@route("PUT /orgs/{org}/memberships/{username}")
def _invite(call: Call) -> Answer:
    org, who = organization(call, owner=True), call.person(call.gaps["username"])
    org.members[who.login] = call.given.get("role", "member")
    return Answer(200, _shown_membership(call, org, who))


def _shown_membership(call: Call, org: Account, who: Account) -> dict[str, Any]:
    if who.login not in org.members:
        raise Refused(*NOT_FOUND)
    url = f"{call.world.api}/orgs/{org.login}"
    return {
        "url": f"{url}/memberships/{who.login}", "state": "active",
        "role": org.members[who.login], "organization_url": url,
        "organization": shown.simple_organization(call.world, org),
        "user": shown.user(call.world, who),
    }  # fmt: skip


@route("GET /orgs/{org}/teams")
def _teams(call: Call) -> Answer:
    teams = list(_member(call).teams.values())
    return call.page(teams, lambda one: shown.team(call.world, one) | {"parent": None})


@route("POST /orgs/{org}/teams")
def _new_team(call: Call) -> Answer:
    org, name = organization(call, owner=True), call.given["name"]
    slug = name.lower().replace(" ", "-")
    if slug in org.teams:
        raise Refused(422, "Validation Failed", [{"code": "unprocessable", "field": "data"}])
    team = Team(call.world.id(), org, name, slug, dict(call.given), call.world.tick())
    team.members = {login: "maintainer" for login in call.given.get("maintainers", ())}
    org.teams[slug] = team
    return Answer(201, shown.full_team(call.world, team))


@route(f"GET {TEAM}")
def _one_team(call: Call) -> Answer:
    return Answer(200, shown.full_team(call.world, _team(call)))


@route(f"PATCH {TEAM}")
def _edit_team(call: Call) -> Answer:
    team = _team(call, owner=True)
    team.told |= call.given
    team.name = call.given.get("name", team.name)
    return Answer(200, shown.full_team(call.world, team))


@route(f"DELETE {TEAM}")
def _no_team(call: Call) -> Answer:
    team = _team(call, owner=True)
    del team.org.teams[team.slug]
    return Answer(204, None)


@route(f"GET {TEAM}/members")
def _team_members(call: Call) -> Answer:
    people = [call.person(login) for login in _team(call).members]
    return call.page(people, lambda one: shown.user(call.world, one))


@route(f"GET {TEAM}/memberships/{{username}}")
def _in_team(call: Call) -> Answer:
    return Answer(200, _shown_in_team(call, _team(call)))


@route(f"PUT {TEAM}/memberships/{{username}}")
def _join(call: Call) -> Answer:
    """Take a member of the organization in; anybody else is invited first."""
    team, who = _team(call, owner=True), call.person(call.gaps["username"])
    into = team.members if who.login in team.org.members else team.invited
    into[who.login] = call.given.get("role", "member")
    return Answer(200, _shown_in_team(call, team))


def _shown_in_team(call: Call, team: Team) -> dict[str, Any]:
    who = call.person(call.gaps["username"])
    role = team.members.get(who.login) or team.invited.get(who.login)
    if role is None:
        raise Refused(*NOT_FOUND)
    url = f"{call.world.api}/organizations/{team.org.id}/team/{team.id}/memberships/{who.login}"
    state = "active" if who.login in team.members else "pending"
    return {"url": url, "role": role, "state": state}


@route(f"DELETE {TEAM}/memberships/{{username}}")
def _leave(call: Call) -> Answer:
    team, login = _team(call, owner=True), call.person(call.gaps["username"]).login
    if {team.members.pop(login, None), team.invited.pop(login, None)} == {None}:
        raise Refused(*NOT_FOUND)
    return Answer(204, None)


@route(f"GET {TEAM}/repos/{{owner}}/{{repo}}")
def _team_reaches(call: Call) -> Answer:
    """Answer 204 as GitHub does where no other media type is asked for."""
    if call.repo().full not in _team(call).repos:
        raise Refused(*NOT_FOUND)
    return Answer(204, None)


@route(f"PUT {TEAM}/repos/{{owner}}/{{repo}}")
def _team_given(call: Call) -> Answer:
    team = _team(call, owner=True)
    team.repos[call.repo("admin").full] = shown.as_right(call.given.get("permission", "push"))
    return Answer(204, None)


@route(f"DELETE {TEAM}/repos/{{owner}}/{{repo}}")
def _team_taken(call: Call) -> Answer:
    _team(call, owner=True).repos.pop(call.repo("admin").full, None)
    return Answer(204, None)


@route("GET /repos/{owner}/{repo}/teams")
def _repo_teams(call: Call) -> Answer:
    repo = call.repo("admin")
    teams = [one for one in repo.owner.teams.values() if repo.full in one.repos]
    return call.page(teams, lambda one: _granted(call, repo, one))


def _granted(call: Call, repo: Repo, team: Team) -> dict[str, Any]:
    given = {right: name for name, right in NAMES.items()}
    right = team.repos[repo.full]
    permission = given.get(right, right)
    return shown.team(call.world, team) | {"parent": None, "permission": permission}
