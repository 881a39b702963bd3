"""Rulesets: what they forbid to whom, on a push and on a merge.

Only the rules that Paraf sets are in force here: update, creation, deletion, non_fast_forward,
pull_request (how many approvals) and required_status_checks. The others are kept and shown.
"""

import re
from typing import Any

from github.state import RIGHTS, Account, Pull, Repo, World

ROLES = {5: "admin", 2: "maintain", 4: "write"}
"""The ids of the roles that may stand in `bypass_actors`."""
HOOKED = {
    "creation": "CREATION", "update": "UPDATE", "deletion": "DELETION",
    "non_fast_forward": "FORCE", "pull_request": "UPDATE", "required_status_checks": "UPDATE",
}  # fmt: skip
"""The rules that a push can break, by the move that breaks them."""


def in_force(world: World, pull: Pull, who: Account) -> list[dict[str, Any]]:
    """Return the rules that bind somebody who merges a pull request."""
    ref, repo = f"refs/heads/{pull.base}", pull.repo
    return [
        rule
        for one in _active(repo, "branch")
        if about(repo, ref, one) and not _exempt(world, repo, who, one, merge=True)
        for rule in one.get("rules", ())
    ]


def _active(repo: Repo, target: str) -> list[dict[str, Any]]:
    found = repo.rulesets.values()
    return [one for one in found if one["enforcement"] == "active" and one["target"] == target]


def about(repo: Repo, ref: str, ruleset: dict[str, Any]) -> bool:
    """Say whether a ruleset is about a ref."""
    return any(re.search(one, ref) for one in _patterns(repo, ruleset))


def _patterns(repo: Repo, ruleset: dict[str, Any]) -> list[str]:
    """Return patterns of the refs that a ruleset is about."""
    named = (ruleset.get("conditions") or {}).get("ref_name", {})
    but = "".join(f"(?!{_pattern(repo, one)}$)" for one in named.get("exclude", ()))
    return [f"^{but}{_pattern(repo, one)}$" for one in named.get("include", ())]


def _pattern(repo: Repo, glob: str) -> str:
    if glob == "~ALL":
        return ".*"
    if glob == "~DEFAULT_BRANCH":
        return re.escape(f"refs/heads/{repo.default}")
    parts = re.split(r"(\*\*/?|\*|\?)", glob)
    meant = {"**": ".*", "**/": "(?:.*/)?", "*": "[^/]*", "?": "[^/]"}
    return "".join(meant.get(part, re.escape(part)) for part in parts)


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
    """Return what the hook of the repository needs to know of a push by somebody."""
    told: dict[str, list[str]] = {name: [] for name in HOOKED.values()}
    for target in ("branch", "tag"):
        for one in _active(repo, target):
            if not _exempt(world, repo, who, one, merge=False):
                kinds = {HOOKED[rule["type"]] for rule in one["rules"] if rule["type"] in HOOKED}
                for kind in kinds:
                    told[kind] += _patterns(repo, one)
    return {f"FAKE_{kind}": " ".join(found) for kind, found in told.items()}


def against_merge(world: World, pull: Pull, who: Account) -> str:
    """Return why the rules forbid a merge to somebody; empty if they do not."""
    for rule in in_force(world, pull, who):
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
