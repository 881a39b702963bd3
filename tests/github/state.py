"""What GitHub remembers, as far as Paraf depends on it: plain values, and the rights of people."""

import itertools
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

RIGHTS = ("none", "read", "triage", "write", "maintain", "admin")
NAMES = {"pull": "read", "push": "write"}
"""What the API calls two of the rights where it takes them."""
ACTIONS = {"enabled": True, "allowed_actions": "all", "sha_pinning_required": False}
WORKFLOW = {
    "default_workflow_permissions": "write", "can_approve_pull_request_reviews": True,
}  # fmt: skip
"""What workflows may do in a new repository."""


@dataclass(eq=False)
class Account:
    """Somebody: a User, an Organization or a Bot; `app` is the id of the App of a Bot."""

    id: int
    login: str
    kind: str = "User"
    app: int = 0
    members: dict[str, str] = field(default_factory=dict)
    teams: dict[str, "Team"] = field(default_factory=dict)


@dataclass(eq=False)
class Team:
    """A team of an organization: roles by login, rights by the full name of a repository."""

    id: int
    org: Account
    name: str
    slug: str
    told: dict[str, Any]
    at: str
    members: dict[str, str] = field(default_factory=dict)
    invited: dict[str, str] = field(default_factory=dict)
    repos: dict[str, str] = field(default_factory=dict)


@dataclass(eq=False)
class Happened:
    """An event of a timeline; `more` are the fields that only its kind has."""

    id: int
    kind: str
    actor: Account
    at: str
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(eq=False)
class Review:
    """A review; `given` is what it said before it was dismissed, and `at` is "" while pending."""

    id: int
    by: Account
    state: str
    body: str
    commit: str | None
    at: str
    given: str = ""


@dataclass(eq=False)
class Comment:
    id: int
    by: Account
    body: str
    at: str
    edited: str


@dataclass(eq=False)
class Pull:
    """A pull request. `pushes` are its heads, each with the place in `events` where it came."""

    id: int
    number: int
    repo: "Repo"
    by: Account
    title: str
    body: str | None
    base: str
    head: str
    source: "Repo | None"
    sha: str
    at: str
    draft: bool = False
    edited: str = ""
    closed: str = ""
    closed_by: Account | None = None
    merged: str = ""
    merged_by: Account | None = None
    merge_commit: str | None = None
    base_sha: str = ""
    known: bool = False
    """Whether GitHub has worked out by now if it can be merged."""
    events: list[Happened] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    assignees: list[Account] = field(default_factory=list)
    asked: list[Account] = field(default_factory=list)
    asked_teams: list[Team] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)


@dataclass(eq=False)
class Repo:
    """A repository: `git` is its bare git repository, `roles` are rights by login."""

    id: int
    owner: Account
    name: str
    git: Path
    at: str
    private: bool = True
    parent: "Repo | None" = None
    roles: dict[str, str] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    pulls: dict[int, Pull] = field(default_factory=dict)
    labels: dict[str, dict[str, Any]] = field(default_factory=dict)
    statuses: list[dict[str, Any]] = field(default_factory=list)
    hooks: dict[int, dict[str, Any]] = field(default_factory=dict)
    rulesets: dict[int, dict[str, Any]] = field(default_factory=dict)
    activity: list[dict[str, Any]] = field(default_factory=list)
    invited: dict[str, str] = field(default_factory=dict)
    keys: dict[int, dict[str, Any]] = field(default_factory=dict)
    actions: dict[str, Any] = field(default_factory=lambda: dict(ACTIONS))
    selected: dict[str, Any] = field(default_factory=dict)
    workflow: dict[str, Any] = field(default_factory=lambda: dict(WORKFLOW))
    default: str = "main"

    @property
    def full(self) -> str:
        """Owner and name."""
        return f"{self.owner.login}/{self.name}"


@dataclass
class World:
    """Everything. Ids are given once; the clock goes on by a second with each happening."""

    folder: Path
    web: str = ""
    now: datetime = datetime(2026, 11, 16, 0, 40, tzinfo=UTC)
    clock: Callable[[], datetime] | None = None
    accounts: dict[str, Account] = field(default_factory=dict)
    tokens: dict[str, Account] = field(default_factory=dict)
    proofs: dict[str, Account] = field(default_factory=dict)
    """What stands for the JSON web tokens that Apps sign; no signature is checked here."""
    repos: dict[str, Repo] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1001))

    @property
    def api(self) -> str:
        """The address of the API."""
        return f"{self.web}/api/v3"

    def id(self) -> int:
        """Return a number that was never given before."""
        return next(self.numbers)

    def tick(self) -> str:
        """Let something happen, and return when."""
        self.now = self.clock() if self.clock else self.now + timedelta(seconds=1)
        return self.now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def account(self, login: str, kind: str = "User", app: int = 0) -> Account:
        """Return an account; made where there is none."""
        found = self.accounts.get(login.lower())
        if found is None:
            found = self.accounts[login.lower()] = Account(self.id(), login, kind, app)
        return found

    def token(self, account: Account) -> str:
        """Return a new token of an account."""
        kind = {"Bot": "ghs"}.get(account.kind, "ghp")
        token = f"{kind}_{secrets.token_urlsafe(27).replace('-', 'x').replace('_', 'y')}"
        self.tokens[token] = account
        return token

    def right(self, who: Account | None, repo: Repo) -> str:
        """Return what somebody may do in a repository: one of RIGHTS."""
        found = ["none" if repo.private else "read"]
        if who is not None:
            found.append(repo.roles.get(who.login, "none"))
            role = repo.owner.members.get(who.login)
            if who is repo.owner or role == "admin":
                found.append("admin")
            found += [
                team.repos[repo.full]
                for team in repo.owner.teams.values()
                if who.login in team.members and repo.full in team.repos
            ]
        return max(found, key=RIGHTS.index)

    def may(self, who: Account | None, repo: Repo, right: str) -> bool:
        """Say whether somebody has at least a right in a repository."""
        return RIGHTS.index(self.right(who, repo)) >= RIGHTS.index(right)

    def happen(self, pull: Pull, kind: str, by: Account, **more: Any) -> Happened:
        """Note an event in a pull request's timeline."""
        event = Happened(self.id(), kind, by, self.tick(), more)
        pull.events.append(event)
        pull.edited = event.at
        return event
