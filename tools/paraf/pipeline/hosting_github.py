"""The plan that brings a repository on GitHub to what the office wants."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from paraf.core.words import T, Text
from paraf.pipeline.hosting import SECRET, Call, Fields, Label, Plan, Step, Team, Wanted, unknown
from paraf.pipeline.hosting_fields import Field, Tight, difference
from paraf.pipeline.hosting_github_actions import actions
from paraf.pipeline.hosting_github_rules import rulesets
from paraf.pipeline.hosting_github_seen import Seen
from paraf.pipeline.hosting_parts import (
    RANKS,
    Grant,
    deploy_keys,
    grants,
    joins,
    labels,
    leaves,
    made,
    part,
    strange_hooks,
    webhooks,
    withdrawals,
)

REPOSITORY = {
    "default_branch": Field(T("main branch")),
    "has_wiki": Field(T("wiki"), Tight.FALSE),
    "has_projects": Field(T("project boards"), Tight.FALSE),
    "allow_merge_commit": Field(T("merging with a merge commit")),
    "allow_squash_merge": Field(T("merging as one commit"), Tight.FALSE),
    "allow_rebase_merge": Field(T("merging by rebasing"), Tight.FALSE),
    "allow_auto_merge": Field(T("merging by itself"), Tight.FALSE),
    "delete_branch_on_merge": Field(T("deleting a branch after its merge")),
    "allow_forking": Field(T("forks, from which authors hand in"), Tight.FALSE),
}
OPTIONS: Fields = {
    "default_branch": "main", "has_wiki": False, "has_projects": False,
    "allow_merge_commit": True, "allow_squash_merge": False, "allow_rebase_merge": False,
    "allow_auto_merge": False, "delete_branch_on_merge": False,
}  # fmt: skip
TEAM = {"description": Field(T("description")), "privacy": Field(T("visible to"))}
EVENTS = ("issue_comment", "pull_request", "pull_request_review")


def plan(want: Wanted, seen: Seen) -> Plan:
    """Return what is to be done, in order: first what closes, then what opens."""
    repo = f"/repos/{want.hosted.repository}"
    steps = [
        *_options(seen, repo),
        *actions(want, seen, repo),
        *withdrawals(want, seen.collaborators, _single(seen), _grant(repo)),
        *deploy_keys(seen.keys, lambda key: Call("DELETE", f"{repo}/keys/{key}")),
        *_foreign_teams(want, seen, repo),
        *_leavers(want, seen),
        *rulesets(want, seen.logins, seen.apps, seen.rulesets, f"{repo}/rulesets"),
        *_teams(want, seen, repo),
        *grants(_persons(want, seen), seen.logins, seen.levels, _grant(repo)),
        *_joiners(want, seen),
        *labels(want, seen.labels, _make_label(repo), _change_label(repo)),
        *_webhooks(want, seen, repo),
    ]
    return Plan(tuple(steps), tuple(_by_hand(want, seen)))


def _persons(want: Wanted, seen: Seen) -> Wanted:
    """Return what is wanted without the Apps, whose rights come with their installation."""
    bots = tuple(one for one in want.bots if want.number(one) not in seen.apps)
    return replace(want, bots=bots)


def _single(seen: Seen) -> dict[str, str]:
    """Return the levels that can be taken from people: an owner's cannot."""
    return {number: level for number, level in seen.levels.items() if level != "owner"}


def _grant(repo: str) -> Grant:
    names = {"read": "pull", "write": "push"}

    def grant(login: str, level: str) -> Call:
        body = {"permission": names[level]}
        return Call("PUT", f"{repo}/collaborators/{part(login)}", body)

    return grant


def _options(seen: Seen, repo: str) -> Iterator[Step]:
    private = seen.repository["private"]
    wish = {**OPTIONS, "allow_forking": True} if private else OPTIONS
    differs = difference(REPOSITORY, wish, seen.repository)
    if differs is not None:
        what = T("Put the options of the repository right.")
        yield Step(what, (Call("PATCH", repo, differs.body),), differs.details, differs.widens)


def _teams(want: Wanted, seen: Seen, repo: str) -> Iterator[Step]:
    org = f"/orgs/{part(want.hosted.owner)}/teams"
    known = {one["name"].lower(): one for one in seen.teams}
    for team in want.teams:
        found, level = known.get(team.name), "triage" if team.assigns else "pull"
        wish = {"description": f"{team.title} (Paraf)"[:255], "privacy": "closed"}
        reach = {"permission": level}
        if found is None:
            make = Call("POST", org, {"name": team.name, **wish}, (team.name, "slug"))
            slug = f"{org}/{{{team.name}}}"
            # Whoever makes a team is a member of it from then on.
            out = Call("DELETE", f"{slug}/memberships/{part(seen.me)}", may_miss=True)
            yield Step(made(team), (make, out, Call("PUT", slug + repo, reach)), widens=True)
            continue
        slug = f"{org}/{part(found['slug'])}"
        differs = difference(TEAM, wish, found)
        if differs is not None:
            what = T("Put the team {team} right.", team=team.name)
            yield Step(what, (Call("PATCH", slug, wish),), differs.details)
        now = seen.reached.get(found["slug"], "none")
        if now != {"pull": "read"}.get(level, level):
            what = T("Let the team {team} reach the repository: {level}.", team=team.name,
                     level=_level(level))  # fmt: skip
            widens = RANKS.index(now) < RANKS.index("triage" if team.assigns else "read")
            yield Step(what, (Call("PUT", slug + repo, reach),), widens=widens)


def _level(level: str) -> Text:
    if level == "triage":
        return T("read, comment, review, assign")
    return T("read, comment, review")


def _foreign_teams(want: Wanted, seen: Seen, repo: str) -> Iterator[Step]:
    """Yield the steps against teams that are none of the posts' and could write here."""
    org = f"/orgs/{part(want.hosted.owner)}/teams"
    ours = {team.name for team in want.teams}
    for one in seen.teams:
        name, slug = one["name"].lower(), f"{org}/{part(one['slug'])}"
        level = seen.reached.get(one["slug"], "none")
        if name.startswith(want.prefix) and name not in ours:
            what = T("Remove the team {team}: the roster has no such post (any more).",
                     team=one["name"])  # fmt: skip
            yield Step(what, (Call("DELETE", slug),))
        elif name not in ours and level in ("write", "maintain", "admin"):
            what = T("The team {team} no longer reaches the repository: it could write.",
                     team=one["name"])  # fmt: skip
            yield Step(what, (Call("DELETE", slug + repo),))


def _joiners(want: Wanted, seen: Seen) -> Iterator[Step]:
    for team in want.teams:
        slug = _slug(team, seen)
        members = _inside(slug, seen)
        base = f"/orgs/{part(want.hosted.owner)}/teams/{part(slug) or f'{{{team.name}}}'}"
        yield from joins(
            team, want, seen.logins, members,
            partial(_member, "PUT", f"{base}/memberships", {"role": "member"}),
        )  # fmt: skip


def _leavers(want: Wanted, seen: Seen) -> Iterator[Step]:
    for team in want.teams:
        slug = _slug(team, seen)
        base = f"/orgs/{part(want.hosted.owner)}/teams/{part(slug)}/memberships"
        yield from leaves(team, want, _inside(slug, seen), partial(_member, "DELETE", base, None))


def _inside(slug: str, seen: Seen) -> dict[str, str]:
    """Return who is in a team, or will be as soon as they accept."""
    return {**seen.members.get(slug, {}), **seen.invited.get(slug, {})}


def _member(method: str, base: str, body: Fields | None, login: str) -> Call:
    return Call(method, f"{base}/{part(login)}", body)


def _slug(team: Team, seen: Seen) -> str:
    """Return the slug of a post's team; empty before it is made."""
    slugs = (str(one["slug"]) for one in seen.teams if one["name"].lower() == team.name)
    return next(slugs, "")


def _make_label(repo: str) -> Callable[[Label], Call]:
    def make(label: Label) -> Call:
        body = {"name": label.name, "color": label.colour, "description": label.description}
        return Call("POST", f"{repo}/labels", body)

    return make


def _change_label(repo: str) -> Callable[[Fields, Label], Call]:
    def change(seen: Fields, label: Label) -> Call:
        body = {"color": label.colour, "description": label.description}
        return Call("PATCH", f"{repo}/labels/{part(seen['name'])}", body)

    return change


def _webhooks(want: Wanted, seen: Seen, repo: str) -> Iterator[Step]:
    base = f"{repo}/hooks"
    config = {"url": want.hosted.webhook, "content_type": "json", "insecure_ssl": "0",
              "secret": SECRET}  # fmt: skip
    body = {"active": True, "events": list(EVENTS), "config": config}
    wish = {"active": True, "content_type": "json", "insecure_ssl": "0", "events": EVENTS}
    yield from webhooks(
        want, seen.hooks, wish,
        make=lambda: Call("POST", base, {"name": "web", **body}),
        change=lambda hook: (Call("PATCH", f"{base}/{hook}", body),),
        remove=lambda hook: Call("DELETE", f"{base}/{hook}"),
    )  # fmt: skip


def _by_hand(want: Wanted, seen: Seen) -> Iterator[Text]:
    yield from unknown(want, seen.logins)
    yield from strange_hooks(want, seen.hooks)
    for slug, invited in seen.invited.items():
        for login in invited.values():
            yield T("{login} was invited to the team {team} and has to accept.",
                    login=login, team=slug)  # fmt: skip
    if not seen.repository["private"]:
        yield T("The repository is public: everybody can read the ledgers, which hold names. Make "
                "it private if the office's plan at GitHub has rulesets for that.")  # fmt: skip
    if seen.organisation.get("default_repository_permission") in ("write", "admin"):
        yield T("Every member of the organisation may write in every repository: set its base "
                "permission to “none” or “read”.")  # fmt: skip
    if seen.organisation.get("two_factor_requirement_enabled") is False:
        yield T("The organisation does not ask for two-factor authentication: require it.")
