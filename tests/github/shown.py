"""People, teams and repositories as GitHub's API writes them."""

from typing import Any
from urllib.parse import quote

from github.state import NAMES, RIGHTS, Account, Repo, Team, World

Json = dict[str, Any]
SETTINGS: Json = {
    "has_issues": True, "has_projects": True, "has_wiki": True, "has_pages": False,
    "has_downloads": True, "has_discussions": False, "archived": False, "disabled": False,
    "allow_rebase_merge": True, "allow_squash_merge": True, "allow_merge_commit": True,
    "allow_auto_merge": False, "delete_branch_on_merge": False, "allow_update_branch": False,
    "use_squash_pr_title_as_default": False, "squash_merge_commit_title": "COMMIT_OR_PR_TITLE",
    "squash_merge_commit_message": "COMMIT_MESSAGES", "merge_commit_title": "MERGE_MESSAGE",
    "merge_commit_message": "PR_TITLE", "allow_forking": True, "web_commit_signoff_required": False,
    "is_template": False, "description": None, "homepage": None,
}  # fmt: skip
ONLY_FULL = (
    "allow_rebase_merge", "allow_squash_merge", "allow_merge_commit", "allow_auto_merge",
    "allow_update_branch", "use_squash_pr_title_as_default", "squash_merge_commit_title",
    "squash_merge_commit_message", "merge_commit_title", "merge_commit_message",
)  # fmt: skip


def node(kind: str, number: int) -> str:
    """Return a node id."""
    return f"{kind}_kwDO{number:08x}"


def user(world: World, who: Account) -> Json:
    """Return `simple-user`."""
    name = quote(who.login)
    url = f"{world.api}/users/{name}"
    ends = {
        "followers_url": "/followers", "following_url": "/following{/other_user}",
        "gists_url": "/gists{/gist_id}", "starred_url": "/starred{/owner}{/repo}",
        "subscriptions_url": "/subscriptions", "organizations_url": "/orgs", "repos_url": "/repos",
        "events_url": "/events{/privacy}", "received_events_url": "/received_events",
    }  # fmt: skip
    return {
        "login": who.login, "id": who.id, "node_id": node("U", who.id), "type": who.kind,
        "avatar_url": f"{world.web}/avatars/{who.id}", "gravatar_id": "", "url": url,
        "html_url": f"{world.web}/{name}", "site_admin": False, "user_view_type": "public",
        **{key: url + end for key, end in ends.items()},
    }  # fmt: skip


def profile(world: World, who: Account) -> Json:
    """Return `public-user`."""
    blank = dict.fromkeys(("name", "company", "location", "email", "hireable", "bio"))
    counts = dict.fromkeys(("public_repos", "public_gists", "followers", "following"), 0)
    when = {"created_at": "2026-01-05T01:00:00Z", "updated_at": "2026-01-05T01:00:00Z"}
    return {**user(world, who), **blank, "blog": "", "twitter_username": None, **counts, **when}


def private_profile(world: World, who: Account) -> Json:
    """Return `private-user`: what somebody sees of themselves."""
    counts = (
        "private_gists",
        "total_private_repos",
        "owned_private_repos",
        "disk_usage",
        "collaborators",
    )
    return {**profile(world, who), **dict.fromkeys(counts, 0), "two_factor_authentication": True}


def permissions(world: World, who: Account | None, repo: Repo) -> Json:
    """Return what somebody may do in a repository."""
    place = RIGHTS.index(world.right(who, repo))
    levels = {"admin": 5, "maintain": 4, "push": 3, "triage": 2, "pull": 1}
    return {name: place >= level for name, level in levels.items()}


def as_right(permission: str) -> str:
    """Return a right by either of its names."""
    return NAMES.get(permission, permission)


def repository(world: World, repo: Repo, who: Account | None = None) -> Json:
    """Return `repository`, as it stands in a pull request."""
    url = f"{world.api}/repos/{repo.full}"
    web = f"{world.web}/{repo.full}"
    settings = SETTINGS | repo.settings
    open_pulls = sum(not pull.closed for pull in repo.pulls.values())
    counts = ("forks_count", "stargazers_count", "watchers_count", "size", "forks", "watchers")
    return {
        "id": repo.id, "node_id": node("R", repo.id), "name": repo.name, "full_name": repo.full,
        "private": repo.private, "visibility": "private" if repo.private else "public",
        "owner": user(world, repo.owner), "html_url": web, "fork": repo.parent is not None,
        "url": url, **_links(url), "git_url": f"git:{web.removeprefix('http:')}.git",
        "ssh_url": f"git@127.0.0.1:{repo.full}.git", "clone_url": f"{web}.git", "svn_url": web,
        "mirror_url": None, "language": None, "license": None, "topics": [],
        **dict.fromkeys(counts, 0), "open_issues_count": open_pulls, "open_issues": open_pulls,
        "default_branch": repo.default, "pushed_at": repo.at, "created_at": repo.at,
        "updated_at": repo.at, **settings, "permissions": permissions(world, who, repo),
    }  # fmt: skip


def full_repository(world: World, repo: Repo, who: Account | None) -> Json:
    """Return `full-repository`; its settings for merging are shown to administrators only."""
    shown = repository(world, repo, who) | {"subscribers_count": 0, "network_count": 0}
    if repo.owner.kind == "Organization":
        shown["organization"] = user(world, repo.owner)
    if repo.parent:
        shown["parent"] = shown["source"] = repository(world, repo.parent, who)
    if not world.may(who, repo, "write"):
        shown = {key: value for key, value in shown.items() if key not in ONLY_FULL}
    return shown


def minimal_repository(world: World, repo: Repo) -> Json:
    """Return `minimal-repository`."""
    gone = {*ONLY_FULL, "permissions"}
    return {k: v for k, v in repository(world, repo).items() if k not in gone}


def _links(url: str) -> Json:
    plain = (
        "contributors", "deployments", "downloads", "events", "forks", "hooks", "languages",
        "merges", "stargazers", "subscribers", "subscription", "tags", "teams",
    )  # fmt: skip
    gaps = {
        "archive": "{archive_format}{/ref}", "assignees": "{/user}", "blobs": "{/sha}",
        "branches": "{/branch}", "collaborators": "{/collaborator}", "comments": "{/number}",
        "commits": "{/sha}", "compare": "{base}...{head}", "contents": "{+path}",
        "git_commits": "{/sha}", "git_refs": "{/sha}", "git_tags": "{/sha}",
        "issue_comment": "{/number}", "issue_events": "{/number}", "issues": "{/number}",
        "keys": "{/key_id}", "labels": "{/name}", "milestones": "{/number}",
        "notifications": "{?since,all,participating}", "pulls": "{/number}", "releases": "{/id}",
        "statuses": "{sha}", "trees": "{/sha}",
    }  # fmt: skip
    shown = {f"{name}_url": f"{url}/{name}" for name in plain}
    return shown | {f"{name}_url": f"{url}/{name}{gap}" for name, gap in gaps.items()}


def team(world: World, one: Team) -> Json:
    """Return `team-simple`; `team` has `parent` besides."""
    url = f"{world.api}/organizations/{one.org.id}/team/{one.id}"
    return {
        "id": one.id, "node_id": node("T", one.id), "name": one.name, "slug": one.slug, "url": url,
        "description": one.told.get("description"), "privacy": one.told.get("privacy", "closed"),
        "notification_setting": one.told.get("notification_setting", "notifications_enabled"),
        "permission": "pull", "members_url": url + "/members{/member}",
        "repositories_url": url + "/repos", "type": "organization",
        "html_url": f"{world.web}/orgs/{one.org.login}/teams/{one.slug}",
        "organization_id": one.org.id,
    }  # fmt: skip


def full_team(world: World, one: Team) -> Json:
    """Return `team-full`."""
    return team(world, one) | {
        "parent": None, "members_count": len(one.members), "repos_count": len(one.repos),
        "created_at": one.at, "updated_at": one.at, "organization": organization(world, one.org),
    }  # fmt: skip


def simple_organization(world: World, org: Account) -> Json:
    """Return `organization-simple`."""
    url = f"{world.api}/orgs/{org.login}"
    ends = {
        "repos_url": "/repos", "events_url": "/events", "hooks_url": "/hooks",
        "issues_url": "/issues", "members_url": "/members{/member}",
        "public_members_url": "/public_members{/member}",
    }  # fmt: skip
    return {
        "login": org.login, "id": org.id, "node_id": node("O", org.id), "url": url,
        "avatar_url": f"{world.web}/avatars/{org.id}", "description": "",
        **{key: url + end for key, end in ends.items()},
    }  # fmt: skip


def organization(world: World, org: Account) -> Json:
    """Return `organization-full`."""
    counts = dict.fromkeys(("public_repos", "public_gists", "followers", "following"), 0)
    return simple_organization(world, org) | {
        "has_organization_projects": True, "has_repository_projects": True, **counts,
        "html_url": f"{world.web}/{org.login}", "type": "Organization", "archived_at": None,
        "created_at": "2026-01-05T01:00:00Z", "updated_at": "2026-01-05T01:00:00Z",
        "default_repository_permission": "none", "two_factor_requirement_enabled": True,
    }  # fmt: skip


def app(world: World, who: Account) -> Json:
    """Return `integration`: the App that a Bot is of."""
    slug = who.login.removesuffix("[bot]")
    return {
        "id": who.app, "slug": slug, "node_id": node("A", who.app), "owner": user(world, who),
        "name": slug, "description": None, "external_url": world.web, "client_id": f"Iv1.{who.app}",
        "html_url": f"{world.web}/apps/{slug}", "created_at": "2026-01-05T01:00:00Z",
        "updated_at": "2026-01-05T01:00:00Z", "events": ["pull_request", "pull_request_review"],
        "permissions": {"metadata": "read", "contents": "write", "issues": "write",
                        "pull_requests": "write", "statuses": "write"},
    }  # fmt: skip
