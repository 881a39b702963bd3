"""A small Gitea of settings alone: it does what calls say, and tells who may do what.

Its rights are worked out from the settings as the real forge's source does it, not from the plan's
idea of them: a rule is found by name before pattern, whoever is not named may not, and names of
people who may not write are dropped from a list.
"""

import fnmatch
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, product
from typing import Any

from paraf.pipeline.hosting import SECRET, Call
from paraf.pipeline.hosting_gitea import EVENTS
from paraf.pipeline.hosting_gitea_seen import Seen

PEOPLE = {
    "1": "pemilik", "11": "melati", "12": "cendana", "13": "dahlia", "14": "gaharu",
    "15": "kenanga", "16": "paraf", "17": "teguh", "99": "tamu",
}  # fmt: skip
NUMBERS = {login: number for number, login in PEOPLE.items()}
BRANCHES = ("main", "ledger/x", "ledger/x/y", "report/x", "preview/x", "lain")
LISTS = re.compile(r"(whitelist|allowlist)_(username|usernames|teams)$")
OPTIONS: dict[str, Any] = {
    "private": False, "default_branch": "main", "has_actions": True, "has_wiki": True,
    "has_projects": True, "has_pull_requests": True, "allow_merge_commits": True,
    "allow_rebase": True, "allow_rebase_explicit": True, "allow_squash_merge": True,
    "allow_fast_forward_only_merge": True, "allow_rebase_update": True,
    "default_delete_branch_after_merge": False, "default_merge_style": "merge",
    "default_allow_maintainer_edit": False,
}  # fmt: skip
RULE: dict[str, Any] = {
    "enable_push": False, "enable_push_whitelist": False, "push_whitelist_deploy_keys": False,
    "enable_force_push": False, "enable_force_push_allowlist": False,
    "force_push_allowlist_deploy_keys": False, "enable_merge_whitelist": False,
    "enable_status_check": False, "required_approvals": 0, "enable_approvals_whitelist": False,
    "block_on_rejected_reviews": False, "block_on_official_review_requests": False,
    "block_on_outdated_branch": False, "dismiss_stale_approvals": False,
    "ignore_stale_approvals": False, "require_signed_commits": False,
    "protected_file_patterns": "", "unprotected_file_patterns": "",
    "block_admin_merge_override": False, "push_whitelist_usernames": [],
    "push_whitelist_teams": [], "force_push_allowlist_usernames": [],
    "force_push_allowlist_teams": [], "merge_whitelist_usernames": [], "merge_whitelist_teams": [],
    "approvals_whitelist_username": [], "approvals_whitelist_teams": [],
}  # fmt: skip
Right = tuple[str, ...]


@dataclass
class Twin:
    """An organisation with one repository, fresh."""

    options: dict[str, Any] = field(default_factory=lambda: dict(OPTIONS))
    teams: dict[int, dict[str, Any]] = field(default_factory=dict)
    attached: set[int] = field(default_factory=set)
    members: dict[int, set[str]] = field(default_factory=dict)
    levels: dict[str, str] = field(default_factory=dict)
    rules: dict[str, dict[str, Any]] = field(default_factory=dict)
    tags: dict[int, dict[str, Any]] = field(default_factory=dict)
    labels: dict[int, dict[str, Any]] = field(default_factory=dict)
    hooks: dict[int, dict[str, Any]] = field(default_factory=dict)
    keys: dict[int, dict[str, Any]] = field(default_factory=dict)
    forces: bool = True
    """Whether rules know of rewriting, as Gitea's do; on Forgejo nobody rewrites a ruled branch."""
    ids: Iterator[int] = field(default_factory=lambda: count(2))

    def __post_init__(self) -> None:
        """Make the team of owners."""
        self.teams[1] = self._team({"name": "Owners"}) | {"permission": "owner", "id": 1}
        self.members[1] = {"1"}
        self.attached.add(1)

    def seen(self) -> Seen:
        """Return what `look` would."""
        return Seen(
            repository=dict(self.options),
            logins={n: who for n, who in PEOPLE.items() if n not in ("1", "99")},
            teams=tuple(dict(one) for one in self.teams.values()),
            attached=frozenset(self.teams[one]["name"] for one in self.attached),
            members={one["name"]: {n: PEOPLE[n] for n in sorted(self.members[i])}
                     for i, one in self.teams.items()},
            collaborators={n: PEOPLE[n] for n in self.levels},
            levels=dict(self.levels),
            rules=tuple(self._shown(name) for name in self.rules),
            forces=self.forces,
            tags=tuple(dict(one) for one in self.tags.values()),
            labels=tuple(dict(one) for one in self.labels.values()),
            hooks=tuple(dict(one) for one in self.hooks.values()),
            keys=tuple(dict(one) for one in self.keys.values()),
        )  # fmt: skip

    def _shown(self, name: str) -> dict[str, Any]:
        told = {"rule_name": name, **self.rules[name]}
        return {key: one for key, one in told.items() if self.forces or "force" not in key}

    # Who may do what.

    def rights(self) -> set[Right]:
        """Return everything that somebody may do."""
        found: set[Right] = set()
        for number in PEOPLE:
            if not self.options["private"] or self._reads(number):
                found.add(("read", number))
            if self._unit(number, "repo.pulls"):
                found.add(("assign", number))
            if self._writes(number):
                found |= {("status", number), *self._tag_rights(number)}
        for number, branch in product(PEOPLE, BRANCHES):
            found |= set(self._branch_rights(number, branch))
        found |= {("machine", str(key)) for key, one in self.keys.items() if not one["read_only"]}
        return found

    def _reads(self, number: str) -> bool:
        return number in self.levels or any(True for _ in self._of(number))

    def _of(self, number: str) -> Iterator[dict[str, Any]]:
        for i, one in self.teams.items():
            if number in self.members[i] and (
                i in self.attached or one["includes_all_repositories"]
            ):
                yield one

    def _unit(self, number: str, unit: str) -> bool:
        if self.levels.get(number) in ("write", "admin"):
            return True
        return any(one["permission"] == "owner" or (one["units_map"] or {}).get(unit)
                   in ("write", "admin") for one in self._of(number))  # fmt: skip

    def _writes(self, number: str) -> bool:
        return self._unit(number, "repo.code")

    def _rule(self, branch: str) -> dict[str, Any] | None:
        if branch in self.rules:
            return self.rules[branch]
        for name, one in self.rules.items():
            pattern = re.sub(r"\\\*\\\*", ".*", re.escape(name)).replace(r"\*", "[^/]*")
            if re.fullmatch(pattern, branch):
                return one
        return None

    def _named(self, number: str, rule: dict[str, Any], kind: str) -> bool:
        mine = {one["name"] for one in self._of(number)}
        return PEOPLE[number] in rule[f"{kind}_usernames"] or bool(
            mine & set(rule[f"{kind}_teams"])
        )

    def _branch_rights(self, number: str, branch: str) -> Iterator[Right]:
        rule, writes = self._rule(branch), self._writes(number)
        if rule is None:
            if writes:
                free = ("push", "force", "delete", "merge", "merge what was returned")
                yield from ((one, number, branch) for one in free)
            return
        named = self._named(number, rule, "push_whitelist")
        push = writes and rule["enable_push"] and (not rule["enable_push_whitelist"] or named)
        listed = self._named(number, rule, "force_push_allowlist")
        free = not rule["enable_force_push_allowlist"] or listed
        merge = (
            self._named(number, rule, "merge_whitelist")
            if rule["enable_merge_whitelist"] else writes
        )  # fmt: skip
        if push:
            yield ("push", number, branch)
        if push and self.forces and rule["enable_force_push"] and free:
            yield ("force", number, branch)
        if writes and rule["unprotected_file_patterns"]:
            yield ("push files", number, branch, rule["unprotected_file_patterns"])
        if merge:
            yield ("merge", number, branch)
        if merge and not rule["block_on_rejected_reviews"]:
            yield ("merge what was returned", number, branch)

    def _tag_rights(self, number: str) -> Iterator[Right]:
        found = [one for one in self.tags.values()
                 if fnmatch.fnmatchcase("archive/2026x", one["name_pattern"])]  # fmt: skip
        mine = {one["name"] for one in self._of(number)}
        if not found or any(PEOPLE[number] in one["whitelist_usernames"]
                            or mine & set(one["whitelist_teams"]) for one in found):  # fmt: skip
            yield ("tag", number)

    # What calls do.

    def send(self, method: str, path: str, body: Any = None) -> Any:
        """Do what a call says and return the answer."""
        parts = [part.replace("%2F", "/").replace("%2A", "*") for part in path.split("/")[1:]]
        if parts[0] == "orgs":
            return self._new_team(body)
        if parts[0] == "teams":
            return self._to_team(method, int(parts[1]), parts[2:], body)
        assert parts[:3] == ["repos", "bkd", "situs"], path
        if len(parts) == 3:
            self.options |= {key: one for key, one in body.items() if key in self.options}
            return None
        return self._to_repository(method, parts[3], parts[4:], body)

    def call(self, call: Call) -> Any:
        """Do what a call without gaps says."""
        return self.send(call.method, call.path, call.body)

    @staticmethod
    def _team(body: dict[str, Any]) -> dict[str, Any]:
        blank = {"description": "", "includes_all_repositories": False, "units_map": {},
                 "can_create_org_repo": False, "permission": "read"}  # fmt: skip
        return blank | body

    def _new_team(self, body: dict[str, Any]) -> dict[str, Any]:
        assert body["name"] not in {one["name"] for one in self.teams.values()}, "a name is unique"
        number = next(self.ids)
        self.teams[number] = self._team(body) | {"id": number}
        self.members[number] = set()
        return self.teams[number]

    def _to_team(self, method: str, team: int, rest: list[str], body: Any) -> None:
        if not rest and method == "DELETE":
            del self.teams[team], self.members[team]
            self.attached.discard(team)
        elif not rest:
            self.teams[team] |= body
        elif rest[0] == "members":
            number = NUMBERS[rest[1]]
            (self.members[team].add if method == "PUT" else self.members[team].discard)(number)
        else:
            (self.attached.add if method == "PUT" else self.attached.discard)(team)

    def _to_repository(self, method: str, kind: str, rest: list[str], body: Any) -> Any:
        if kind == "collaborators":
            self.levels[NUMBERS[rest[0]]] = body["permission"]
            return None
        if kind == "branch_protections":
            return self._to_rule(method, rest[0] if rest else "", body)
        shelf: dict[int, dict[str, Any]] = {
            "tag_protections": self.tags, "labels": self.labels, "hooks": self.hooks,
            "keys": self.keys,
        }[kind]  # fmt: skip
        if method == "DELETE":
            del shelf[int(rest[0])]
        elif method == "PATCH":
            shelf[int(rest[0])] |= body
        else:
            number = next(self.ids)
            shelf[number] = (self._hook(body) if kind == "hooks" else dict(body)) | {"id": number}
        return None

    @staticmethod
    def _hook(body: dict[str, Any]) -> dict[str, Any]:
        assert body["config"]["secret"] not in ("", SECRET)
        whole = body["events"] == ["pull_request"]
        return {"url": body["config"]["url"], "content_type": body["config"]["content_type"],
                "active": body["active"], "branch_filter": "",
                "events": list(EVENTS) if whole else body["events"]}  # fmt: skip

    def _to_rule(self, method: str, name: str, body: Any) -> None:
        if method == "DELETE":
            del self.rules[name]
            return
        name = name or body["rule_name"]
        kept = {key: one for key, one in body.items() if key in RULE}
        kept |= {key: self._entitled(key, one) for key, one in kept.items() if LISTS.search(key)}
        self.rules[name] = {**RULE, **self.rules.get(name, {}), **kept}

    def _entitled(self, key: str, names: list[str]) -> list[str]:
        if key.endswith("teams"):
            reach = {self.teams[one]["name"] for one in self.attached}
            return [one for one in names if one in reach]
        return [one for one in names if self._writes(NUMBERS[one])]
