"""The rules for branches on Gitea and Forgejo: who may push, merge and rewrite."""

from collections.abc import Iterator, Sequence

from paraf.core.words import T
from paraf.pipeline.hosting import LEDGERS, MAIN, PREVIEWS, REPORTS, Call, Fields, Step, Wanted
from paraf.pipeline.hosting_fields import Field, Tight, difference, opened
from paraf.pipeline.hosting_gitea_seen import Seen
from paraf.pipeline.hosting_parts import Logins, part

RULE = {
    "enable_push": Field(T("pushing"), Tight.FALSE),
    "enable_push_whitelist": Field(T("only those named may push"), Tight.TRUE),
    "push_whitelist_usernames": Field(T("who may push"), Tight.FEW),
    "push_whitelist_teams": Field(T("teams that may push"), Tight.FEW),
    "push_whitelist_deploy_keys": Field(T("keys of machines may push"), Tight.FALSE),
    "enable_force_push": Field(T("rewriting history"), Tight.FALSE),
    "enable_force_push_allowlist": Field(T("only those named may rewrite"), Tight.TRUE),
    "force_push_allowlist_usernames": Field(T("who may rewrite"), Tight.FEW),
    "force_push_allowlist_teams": Field(T("teams that may rewrite"), Tight.FEW),
    "force_push_allowlist_deploy_keys": Field(T("keys of machines may rewrite"), Tight.FALSE),
    "enable_merge_whitelist": Field(T("only those named may merge"), Tight.TRUE),
    "merge_whitelist_usernames": Field(T("who may merge"), Tight.FEW),
    "merge_whitelist_teams": Field(T("teams that may merge"), Tight.FEW),
    "enable_status_check": Field(T("a status is needed for a merge"), Tight.TRUE),
    "required_approvals": Field(T("approvals that the forge itself counts"), Tight.MANY),
    "enable_approvals_whitelist": Field(T("only those named approve officially"), Tight.TRUE),
    "approvals_whitelist_username": Field(T("who approves officially"), Tight.FEW),
    "approvals_whitelist_teams": Field(T("teams that approve officially"), Tight.FEW),
    "block_on_rejected_reviews": Field(T("a return stops the merge"), Tight.TRUE),
    "block_on_official_review_requests": Field(T("an open request stops the merge"), Tight.TRUE),
    "block_on_outdated_branch": Field(T("an outdated branch stops the merge"), Tight.TRUE),
    "dismiss_stale_approvals": Field(T("a push takes approvals away"), Tight.TRUE),
    "ignore_stale_approvals": Field(T("older approvals do not count"), Tight.TRUE),
    "require_signed_commits": Field(T("only commits that the forge can verify"), Tight.TRUE),
    "protected_file_patterns": Field(T("files that nobody changes"), Tight.MANY),
    "unprotected_file_patterns": Field(T("files that every writer may push"), Tight.FEW),
    "block_admin_merge_override": Field(T("administrators merge by the same rule"), Tight.TRUE),
    "apply_to_admins": Field(T("the rule binds administrators"), Tight.TRUE),
}
SHUT: Fields = {
    "enable_push": True, "enable_push_whitelist": True,
    "push_whitelist_teams": [], "push_whitelist_deploy_keys": False,
    "enable_force_push": False, "enable_force_push_allowlist": False,
    "force_push_allowlist_usernames": [], "force_push_allowlist_teams": [],
    "force_push_allowlist_deploy_keys": False,
    "enable_merge_whitelist": True, "merge_whitelist_teams": [],
    # What the gate asks for is more than the forge can count; the forge must not ask for other
    # things: a return by who holds the post no more would stand for ever. Only the program merges,
    # and it asks the gate.
    "enable_status_check": False, "required_approvals": 0,
    "enable_approvals_whitelist": True, "approvals_whitelist_username": [],
    "block_on_rejected_reviews": False, "block_on_official_review_requests": False,
    "block_on_outdated_branch": False, "dismiss_stale_approvals": True,
    "ignore_stale_approvals": False, "require_signed_commits": False,
    "protected_file_patterns": "", "unprotected_file_patterns": "",
    "block_admin_merge_override": True, "apply_to_admins": True,
}  # fmt: skip


def wishes(want: Wanted, logins: Logins, *, forces: bool) -> dict[str, Fields]:
    """Return the wanted rules by the branches that they are for.

    Where a rule cannot let the program replace a branch (`forces`), previews have none: nobody but
    the program and the administrators writes here anyway.
    """
    bots = _named(want.numbers(want.bots), logins)
    administrators = _named(want.numbers(want.administrators), logins)
    shut = {
        **SHUT,
        "push_whitelist_usernames": bots,
        "merge_whitelist_usernames": bots,
        "approvals_whitelist_teams": [team.name for team in want.teams if team.reviews],
    }
    loose = {
        **shut, "enable_force_push": True, "enable_force_push_allowlist": True,
        "force_push_allowlist_usernames": bots,
    }  # fmt: skip
    # An administrator's signed commits change roster and rules (docs/adr/0005).
    main = {**shut, "push_whitelist_usernames": [*bots, *administrators]}
    previews = {PREVIEWS: loose} if forces else {}
    return {MAIN: main, LEDGERS: shut, REPORTS: shut, **previews}


def _named(numbers: Sequence[str], logins: Logins) -> list[str]:
    return [logins[one] for one in numbers if one in logins]


def rules(want: Wanted, seen: Seen, repo: str) -> Iterator[Step]:
    """Yield the steps that leave the wanted rules, and none that could stand before one."""
    wish, base = wishes(want, seen.logins, forces=seen.forces), f"{repo}/branch_protections"
    known = {one["rule_name"]: one for one in seen.rules}
    for name, rule in wish.items():
        found = known.get(name)
        if found is None:
            what = T("Protect the branches {branches}: {who} alone may push, and the program alone "
                     "may merge.", branches=name,
                     who=", ".join(rule["push_whitelist_usernames"]))  # fmt: skip
            # A wider rule that stood here may have let nobody at all.
            stood = any(_meets(one, name) for one in known if one not in wish)
            make = Call("POST", base, {"rule_name": name, **rule})
            yield Step(what, (make,), widens=stood)
            continue
        differs = difference(RULE, rule, found)
        if differs is not None:
            what = T("Put the rule for the branches {branches} right.", branches=name)
            # The forge passes over a list whose switch is not sent along.
            whole = {key: value for key, value in rule.items() if key in found}
            change = Call("PATCH", f"{base}/{part(name)}", whole)
            yield Step(what, (change,), differs.details, differs.widens)
    for name, one in known.items():
        ours = (*wish, PREVIEWS)
        if name not in wish and (name in ours or any(_meets(name, each) for each in ours)):
            what = T("Remove the rule for the branches {branches}: it could stand before another.",
                     branches=name)  # fmt: skip
            remove = Call("DELETE", f"{base}/{part(name)}")
            yield Step(what, (remove,), widens=_opens(name, one, wish))


def _opens(name: str, rule: Fields, wish: dict[str, Fields]) -> bool:
    """Say whether somebody may do more where a rule is gone: than by the one that then holds."""
    inside = [one for ours, one in wish.items() if _plain(ours) and name.startswith(_plain(ours))
              and ours != MAIN]  # fmt: skip
    return not inside or any(opened(RULE, rule, inside[0]))


def _plain(pattern: str) -> str:
    """Return what a pattern begins with before anything may stand there."""
    return pattern.split("*")[0].split("?")[0].split("[")[0].split("{")[0].split("\\")[0]


def _meets(name: str, ours: str) -> bool:
    """Say whether two patterns may hold the same branch; at worst too often."""
    theirs, whole = _plain(name), name == _plain(name)
    if _plain(ours) == ours:
        return not whole and ours.startswith(theirs)
    mine = _plain(ours)
    return theirs.startswith(mine) or (not whole and mine.startswith(theirs))
