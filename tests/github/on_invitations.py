"""Who was invited to a team and has not accepted yet."""

from typing import Any

from github import shown
from github.calls import Answer, Call, route
from github.on_people import TEAM
from github.on_people import _team as team_of
from github.state import Team


@route(f"GET {TEAM}/invitations")
def _invitations(call: Call) -> Answer:
    team = team_of(call)
    return call.page(list(team.invited), lambda login: _shown(call, team, login))


def _shown(call: Call, team: Team, login: str) -> dict[str, Any]:
    number = team.id * 1000 + call.person(login).id
    url = f"{call.world.api}/organizations/{team.org.id}/invitations/{number}"
    return {
        "id": number, "node_id": shown.node("OI", number), "login": login, "email": None,
        "role": "direct_member", "created_at": team.at, "failed_at": None, "failed_reason": None,
        "inviter": shown.user(call.world, call.me()), "team_count": 1,
        "invitation_teams_url": f"{url}/teams",
    }  # fmt: skip
