"""The plan that brings a repository on Gitea or Forgejo to what the office wants."""

from collections.abc import Callable, Iterator
from typing import Any

from paraf.core.words import T, Text
from paraf.pipeline.hosting import (
    SECRET,
    TAGS,
    Call,
    Fields,
    Label,
    Plan,
    Step,
    Wanted,
    unknown,
)
from paraf.pipeline.hosting_fields import Field, Tight, difference, plain
from paraf.pipeline.hosting_gitea_rules import rules
from paraf.pipeline.hosting_gitea_seen import Seen
from paraf.pipeline.hosting_gitea_teams import foreign_teams, joiners, leavers, teams, writes
from paraf.pipeline.hosting_parts import (
    Grant,
    deploy_keys,
    grants,
    labels,
    part,
    strange_hooks,
    webhooks,
    withdrawals,
)

REPOSITORY = {
    "private": Field(T("private (ledgers hold names)"), Tight.TRUE),
    "default_branch": Field(T("main branch")),
    "has_actions": Field(T("Actions (they would run what a reviewer supplies)"), Tight.FALSE),
    "has_wiki": Field(T("wiki"), Tight.FALSE),
    "has_projects": Field(T("project boards"), Tight.FALSE),
    "has_pull_requests": Field(T("pull requests")),
    "allow_merge_commits": Field(T("merging with a merge commit")),
    "allow_rebase": Field(T("merging by rebasing"), Tight.FALSE),
    "allow_rebase_explicit": Field(T("rebasing before a merge commit"), Tight.FALSE),
    "allow_squash_merge": Field(T("merging as one commit"), Tight.FALSE),
    "allow_fast_forward_only_merge": Field(T("merging by moving forward"), Tight.FALSE),
    "allow_rebase_update": Field(T("bringing up to date by rebasing"), Tight.FALSE),
    "default_delete_branch_after_merge": Field(T("deleting a branch after its merge")),
    "default_merge_style": Field(T("usual way of merging")),
    "default_allow_maintainer_edit": Field(T("editing others' pull requests"), Tight.FALSE),
}
OPTIONS: Fields = {
    "private": True, "default_branch": "main", "has_actions": False, "has_wiki": False,
    "has_projects": False, "has_pull_requests": True, "allow_merge_commits": True,
    "allow_rebase": False, "allow_rebase_explicit": False, "allow_squash_merge": False,
    "allow_fast_forward_only_merge": False, "allow_rebase_update": False,
    "default_delete_branch_after_merge": False, "default_merge_style": "merge",
    "default_allow_maintainer_edit": False,
}  # fmt: skip
HIDDEN: Fields = {"allow_manual_merge": False, "autodetect_manual_merge": False}
"""Options that the API takes but never shows: they are put right with every other change."""

EVENTS = (
    "pull_request", "pull_request_assign", "pull_request_label", "pull_request_milestone",
    "pull_request_comment", "pull_request_review_approved", "pull_request_review_rejected",
    "pull_request_review_comment", "pull_request_sync", "pull_request_review_request",
)  # fmt: skip
"""What the one word `pull_request` stands for when a webhook is made."""


def plan(want: Wanted, seen: Seen) -> Plan:
    """Return what is to be done, in order: first what closes, then what opens."""
    repo = f"/repos/{want.hosted.repository}"
    steps = [
        *_options(seen, repo),
        *withdrawals(want, seen.collaborators, seen.levels, _grant(repo)),
        *deploy_keys(seen.keys, lambda key: Call("DELETE", f"{repo}/keys/{key}")),
        *foreign_teams(want, seen, repo),
        *leavers(want, seen),
        *teams(want, seen, repo),
        *grants(want, seen.logins, {**seen.levels, **_owners(seen)}, _grant(repo)),
        *rules(want, seen, repo),
        *_tags(want, seen, repo),
        *joiners(want, seen),
        *labels(want, seen.labels, _make_label(repo), _change_label(repo)),
        *_webhooks(want, seen, repo),
    ]
    return Plan(tuple(steps), tuple(_by_hand(want, seen)))


def _grant(repo: str) -> Grant:
    def grant(login: str, level: str) -> Call:
        return Call("PUT", f"{repo}/collaborators/{part(login)}", {"permission": level})

    return grant


def _options(seen: Seen, repo: str) -> Iterator[Step]:
    differs = difference(REPOSITORY, OPTIONS, seen.repository)
    if differs is not None:
        # The forge reads the options of pull requests only as a whole.
        known = {key: value for key, value in OPTIONS.items() if key in seen.repository}
        body = {**known, **HIDDEN}
        what = T("Put the options of the repository right.")
        yield Step(what, (Call("PATCH", repo, body),), differs.details, differs.widens)


TAG = {
    "whitelist_usernames": Field(T("who may set or move such tags"), Tight.FEW),
    "whitelist_teams": Field(T("teams that may"), Tight.FEW),
}


def _tags(want: Wanted, seen: Seen, repo: str) -> Iterator[Step]:
    logins = [seen.logins[one] for one in want.numbers(want.bots) if one in seen.logins]
    wish: Fields = {"whitelist_usernames": logins, "whitelist_teams": []}
    base = f"{repo}/tag_protections"
    found = [one for one in seen.tags if one["name_pattern"] == TAGS]
    if not found:
        what = T("Protect the tags {tags}: only the program sets them.", tags=TAGS)
        # Beside another protection this one lets the program in where it could not come before.
        beside = any(_near(one["name_pattern"]) for one in seen.tags)
        make = Call("POST", base, {"name_pattern": TAGS, **wish})
        yield Step(what, (make,), widens=beside)
    for one in found[:1]:
        differs = difference(TAG, wish, one)
        if differs is not None:
            what = T("Put the protection of the tags {tags} right.", tags=TAGS)
            change = Call("PATCH", f"{base}/{one['id']}", wish)
            yield Step(what, (change,), differs.details, differs.widens)
    # Several protections of a tag each let somebody in.
    for one in seen.tags:
        if one not in found[:1] and _near(one["name_pattern"]):
            what = T("Remove the protection of the tags {tags}: it lets others set tags of the "
                     "archive.", tags=one["name_pattern"])  # fmt: skip
            yield Step(what, (Call("DELETE", f"{base}/{one['id']}"),), widens=one not in found)


def _near(pattern: str) -> bool:
    """Say whether a pattern of tags may hold some of the archive's."""
    if pattern.startswith("/"):
        return True
    plain_part = pattern.split("*")[0].split("?")[0].split("[")[0].split("{")[0]
    return plain_part.startswith("archive/") or "archive/".startswith(plain_part)


def _make_label(repo: str) -> Callable[[Label], Call]:
    return lambda label: Call("POST", f"{repo}/labels", _label(label))


def _change_label(repo: str) -> Callable[[Fields, Label], Call]:
    return lambda seen, label: Call("PATCH", f"{repo}/labels/{seen['id']}", _label(label))


def _label(label: Label) -> Fields:
    return {"name": label.name, "color": f"#{label.colour}", "description": label.description}


def _webhooks(want: Wanted, seen: Seen, repo: str) -> Iterator[Step]:
    base = f"{repo}/hooks"
    config = {"url": want.hosted.webhook, "content_type": "json", "secret": SECRET}
    body = {"type": "gitea", "active": True, "events": ["pull_request"], "config": config}
    make = Call("POST", base, body)
    wish = {"active": True, "content_type": "json", "events": EVENTS, "branch_filter": ""}
    hooks = [{**one, "events": _events(one["events"])} for one in seen.hooks]
    yield from webhooks(
        want, hooks, wish,
        make=lambda: make,
        # The forge never takes another secret for a webhook that it has.
        change=lambda hook: (Call("DELETE", f"{base}/{hook}"), make),
        remove=lambda hook: Call("DELETE", f"{base}/{hook}"),
    )  # fmt: skip


def _events(told: Any) -> tuple[str, ...]:
    """Return what a webhook tells of; newer forges tell of more when asked for all of it."""
    known = set(plain(told))
    whole = set(EVENTS) <= known
    return tuple(sorted(one for one in known if one in EVENTS or not (
        whole and one.startswith("pull_request"))))  # fmt: skip


def _owners(seen: Seen) -> dict[str, str]:
    """Return the level of those who own the organisation, by number."""
    teams = (one["name"] for one in seen.teams if one["permission"] == "owner")
    return {number: "owner" for name in teams for number in seen.members.get(name, {})}


def _by_hand(want: Wanted, seen: Seen) -> Iterator[Text]:
    yield from unknown(want, seen.logins)
    yield from strange_hooks(want, seen.hooks)
    owners = {n: who for one in seen.teams if one["permission"] == "owner"
              for n, who in seen.members.get(one["name"], {}).items()}  # fmt: skip
    officials = {number: person for team in want.teams for person in team.members
                 if (number := want.number(person))}  # fmt: skip
    for number, login in owners.items():
        if number in want.numbers(want.bots):
            yield T("The program's account {login} owns the organisation: it could change these "
                    "settings. Take it out of the team of owners.", login=login)  # fmt: skip
        elif number in officials:
            yield T("{login} owns the organisation and holds a post: an owner can change these "
                    "settings. Let somebody else own it.", login=login)  # fmt: skip
    for one in seen.teams:
        if one["includes_all_repositories"] and writes(one):
            yield T("The team {team} may write in every repository of the organisation: let it "
                    "reach only those that it needs.", team=one["name"])  # fmt: skip
    main = next((one for one in seen.rules if one["rule_name"] == "main"), None)
    if main and not {"block_admin_merge_override", "apply_to_admins"} & set(main):
        yield T("This version lets administrators merge around a rule: renew it (Gitea 1.23, "
                "Forgejo 9, or later). Until then such a merge is found and not "
                "published.")  # fmt: skip
