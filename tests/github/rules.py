"""Rulesets: what they forbid to whom, on a push and on a merge.

Only the rules that Paraf sets are in force here: update, creation, deletion, non_fast_forward,
pull_request (how many approvals) and required_status_checks. The others are kept and shown.
"""

import re
from typing import Any

from github import gitside
from github.state import RIGHTS, Account, Pull, Repo, World

ROLES = {5: "admin", 2: "maintain", 4: "write"}
"""The ids of the roles that may stand in `bypass_actors`."""


def in_force(
    world: World, repo: Repo, ref: str, who: Account, *, merge: bool
) -> list[dict[str, Any]]:
    """Return the rules that bind somebody on a branch."""
    return [
        rule
        for one in repo.rulesets.values()
        if one["enforcement"] == "active" and one.get("target", "branch") == "branch"
        if about(repo, ref, one) and not _exempt(world, repo, who, one, merge=merge)
        for rule in one.get("rules", ())
    ]


def about(repo: Repo, ref: str, ruleset: dict[str, Any]) -> bool:
    named = (ruleset.get("conditions") or {}).get("ref_name", {})
    hit = [
        any(_matches(repo, ref, glob) for glob in named.get(k, ())) for k in ("include", "exclude")
    ]
    return hit[0] and not hit[1]


def _matches(repo: Repo, ref: str, glob: str) -> bool:
    if glob == "~ALL":
        return True
    if glob == "~DEFAULT_BRANCH":
        return ref == f"refs/heads/{repo.default}"
    parts = re.split(r"(\*\*/?|\*|\?)", glob)
    meant = {"**": ".*", "**/": "(?:.*/)?", "*": "[^/]*", "?": "[^/]"}
    return re.fullmatch("".join(meant.get(p, re.escape(p)) for p in parts), ref) is not None


def _exempt(
    world: World, repo: Repo, who: Account, ruleset: dict[str, Any], *, merge: bool
) -> bool:
    modes = ("always", "exempt", "pull_request") if merge else ("always", "exempt")
    return any(
        actor.get("bypass_mode", "always") in modes and _is(world, repo, who, actor)
        for actor in ruleset.get("bypass_actors", ())
    )


def _is(world: World, repo: Repo, who: Account, actor: dict[str, Any]) -> bool:
    kind, number = actor["actor_type"], actor.get("actor_id")
    if kind == "Integration":
        return bool(who.app) and who.app == number
    if kind == "Team":
        return any(t.id == number and who.login in t.members for t in repo.owner.teams.values())
    if kind == "RepositoryRole" and number in ROLES:
        return RIGHTS.index(world.right(who, repo)) >= RIGHTS.index(ROLES[number])
    if kind == "OrganizationAdmin":
        return repo.owner.members.get(who.login) == "admin"
    return kind == "User" and who.id == number


def for_push(world: World, repo: Repo, who: Account) -> dict[str, str]:
    """Return what the hook of the repository needs to know of a push by somebody.

    Branches that exist are named one by one: a push that makes a branch meets no rule here.
    """
    locked, unforced = [], []
    for ref in gitside.heads(repo.git):
        kinds = {rule["type"] for rule in in_force(world, repo, ref, who, merge=False)}
        if kinds & {"update", "pull_request", "required_status_checks"}:
            locked.append(ref)
        if kinds & {"non_fast_forward", "deletion"}:
            unforced.append(ref)
    return {"FAKE_LOCKED": " ".join(locked), "FAKE_UNFORCED": " ".join(unforced)}


def against_merge(world: World, pull: Pull, who: Account) -> str:
    """Return why the rules forbid a merge to somebody; empty if they do not."""
    ref = f"refs/heads/{pull.base}"
    for rule in in_force(world, pull.repo, ref, who, merge=True):
        told = rule.get("parameters", {})
        if rule["type"] == "update":
            return "Cannot update this protected ref."
        if rule["type"] == "pull_request" and (why := _unapproved(world, pull, told)):
            return why
        if rule["type"] == "required_status_checks" and (why := _unchecked(pull, told)):
            return why
    return ""


def _unapproved(world: World, pull: Pull, told: dict[str, Any]) -> str:
    """Count the last decision of each person who may write, as GitHub does: of any commit."""
    last = {one.by: one.state for one in pull.reviews if one.state not in ("COMMENTED", "PENDING")
            and world.may(one.by, pull.repo, "write")}  # fmt: skip
    if "CHANGES_REQUESTED" in last.values():
        return "Changes have been requested."
    owed = told["required_approving_review_count"]
    given = sum(state == "APPROVED" for state in last.values())
    return (
        ""
        if given >= owed
        else f"At least {owed} approving review is required by reviewers with write access."
    )


def _unchecked(pull: Pull, told: dict[str, Any]) -> str:
    for check in told["required_status_checks"]:
        posted = [one for one in pull.repo.statuses if one["sha"] == pull.sha
                  and one["context"] == check["context"]
                  and check.get("integration_id", one["by"].app) == one["by"].app]  # fmt: skip
        if not posted or posted[-1]["state"] != "success":
            return f'Required status check "{check["context"]}" is expected.'
    return ""
