"""The timeline of a pull request as GitHub's API writes it: one order of everything."""

from typing import Any

from github import gitside, shown_pull
from github.shown import app, node, team, user
from github.state import Happened, Pull, Repo, Review, World

Json = dict[str, Any]


def timeline(world: World, pull: Pull) -> list[Json]:
    """Return a pull request's timeline: commits that were forced away are gone from it."""
    now = gitside.commits(pull.repo.git, pull.base_sha, pull.sha)
    shown: list[Json] = []
    told: set[str] = set()
    for event in pull.events:
        for sha in event.more.get("shas", ()):
            if sha in now and sha not in told:
                told.add(sha)
                shown.append(_committed(world, pull.repo, sha))
        if one := _event(world, pull, event):
            shown.append(one)
    return shown


def _committed(world: World, repo: Repo, sha: str) -> Json:
    one = shown_pull.commit(world, repo, sha)
    kept = {k: one[k] for k in ("sha", "node_id", "html_url", "parents")}
    inner = {k: v for k, v in one["commit"].items() if k != "comment_count"}
    return {"event": "committed", **kept, **inner}


def _event(world: World, pull: Pull, event: Happened) -> Json | None:
    if event.kind in ("opened", "committed"):
        return None
    if event.kind == "reviewed":
        return _reviewed(world, pull, event)
    if event.kind == "commented":
        one = event.more["comment"]
        if one not in pull.comments:
            return None
        return shown_pull.comment(world, pull, one) | {
            "event": "commented",
            "actor": user(world, one.by),
        }
    return _happened(world, pull, event)


def _reviewed(world: World, pull: Pull, event: Happened) -> Json | None:
    one: Review = event.more["review"]
    shown = shown_pull.review(world, pull, one)
    return shown | {"event": "reviewed", "state": one.state.lower(), "updated_at": one.at}


def _happened(world: World, pull: Pull, event: Happened) -> Json:
    """Return an event that says who did it."""
    more = {k: v for k, v in event.more.items() if k != "shas"}
    people = ("assignee", "requested_reviewer", "review_requester")
    more |= {k: user(world, more[k]) for k in people if k in more}
    if "requested_team" in more:
        more["requested_team"] = team(world, more["requested_team"]) | {"parent": None}
    commit_id = more.get("commit_id")
    api = f"{world.api}/repos/{pull.repo.full}"
    return {
        "id": event.id, "node_id": node("EV", event.id), "url": f"{api}/issues/events/{event.id}",
        "actor": user(world, event.actor), "event": event.kind, "created_at": event.at,
        "commit_id": None, "commit_url": f"{api}/commits/{commit_id}" if commit_id else None,
        "performed_via_github_app": app(world, event.actor) if event.actor.app else None, **more,
    }  # fmt: skip
