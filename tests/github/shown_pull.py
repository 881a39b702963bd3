"""Pull requests, reviews, comments, commits and statuses as GitHub's API writes them."""

from typing import Any

from github import gitside
from github.shown import app, minimal_repository, node, repository, team, user
from github.state import Account, Comment, Pull, Repo, Review, World

Json = dict[str, Any]


def association(world: World, who: Account, repo: Repo) -> str:
    """Return how somebody belongs to a repository."""
    if who is repo.owner:
        return "OWNER"
    if who.login in repo.owner.members:
        return "MEMBER"
    return "COLLABORATOR" if who.login in repo.roles else "NONE"


def urls(world: World, pull: Pull) -> tuple[str, str, str]:
    """Return the addresses of a pull request: as one, as an issue, and for people."""
    base = f"{world.api}/repos/{pull.repo.full}"
    web = f"{world.web}/{pull.repo.full}/pull/{pull.number}"
    return f"{base}/pulls/{pull.number}", f"{base}/issues/{pull.number}", web


def simple_pull(world: World, pull: Pull, who: Account | None) -> Json:
    """Return `pull-request-simple`."""
    api, issue, web = urls(world, pull)
    base = f"{world.api}/repos/{pull.repo.full}"
    links = {
        "self": api, "html": web, "issue": issue, "comments": f"{issue}/comments",
        "review_comments": f"{api}/comments", "review_comment": base + "/pulls/comments{/number}",
        "commits": f"{api}/commits", "statuses": f"{base}/statuses/{pull.sha}",
    }  # fmt: skip
    people = [user(world, one) for one in pull.assignees]
    return {
        "url": api, "id": pull.id, "node_id": node("PR", pull.id), "html_url": web,
        "diff_url": f"{web}.diff", "patch_url": f"{web}.patch", "issue_url": issue,
        "commits_url": links["commits"], "review_comments_url": links["review_comments"],
        "review_comment_url": links["review_comment"], "comments_url": links["comments"],
        "statuses_url": links["statuses"], "number": pull.number,
        "state": "closed" if pull.closed else "open", "locked": False, "title": pull.title,
        "user": user(world, pull.by), "body": pull.body, "draft": pull.draft,
        "labels": [label(world, pull.repo, name) for name in pull.labels], "milestone": None,
        "active_lock_reason": None, "created_at": pull.at, "updated_at": pull.edited or pull.at,
        "closed_at": pull.closed or None, "merged_at": pull.merged or None,
        "merge_commit_sha": pull.merge_commit, "assignee": people[0] if people else None,
        "assignees": people, "requested_reviewers": [user(world, one) for one in pull.asked],
        "requested_teams": [team(world, one) | {"parent": None} for one in pull.asked_teams],
        "head": _end(world, pull.source, pull.head, pull.sha, who, pull.by),
        "base": _end(world, pull.repo, pull.base, pull.base_sha, who, pull.by),
        "_links": {name: {"href": href} for name, href in links.items()},
        "author_association": association(world, pull.by, pull.repo), "auto_merge": None,
    }  # fmt: skip


def _end(
    world: World, repo: Repo | None, name: str, sha: str, who: Account | None, by: Account
) -> Json:
    """Return one end of a pull request; the repository is null when the fork was deleted."""
    owner = repo.owner if repo else by
    return {
        "label": f"{owner.login}:{name}", "ref": name, "sha": sha, "user": user(world, owner),
        "repo": repository(world, repo, who) if repo else None,
    }  # fmt: skip


def full_pull(world: World, pull: Pull, who: Account | None) -> Json:
    """Return `pull-request`. GitHub does not know at first whether it can be merged."""
    shown = simple_pull(world, pull, who)
    shown["requested_teams"] = [team(world, one) for one in pull.asked_teams]
    able: bool | None = None
    if pull.known and not pull.closed:
        able = gitside.merge_tree(pull.repo.git, pull.base, pull.sha) is not None
    state = {None: "unknown", False: "dirty", True: "draft" if pull.draft else "clean"}[able]
    changed = files(world, pull)
    pull.known = True
    return shown | {
        "merged": bool(pull.merged), "mergeable": able, "rebaseable": able,
        "mergeable_state": state,
        "merged_by": user(world, pull.merged_by) if pull.merged_by else None,
        "comments": len(pull.comments), "review_comments": 0, "maintainer_can_modify": False,
        "commits": len(gitside.commits(pull.repo.git, pull.base_sha, pull.sha)),
        "additions": sum(one["additions"] for one in changed),
        "deletions": sum(one["deletions"] for one in changed), "changed_files": len(changed),
    }  # fmt: skip


def issue(world: World, pull: Pull) -> Json:
    """Return `issue`: a pull request seen as one."""
    api, url, web = urls(world, pull)
    people = [user(world, one) for one in pull.assignees]
    ends = (
        ("labels_url", "/labels{/name}"),
        ("comments_url", "/comments"),
        ("events_url", "/events"),
    )
    return {
        "id": pull.id + 500_000, "node_id": node("PR", pull.id), "url": url, "html_url": web,
        "repository_url": f"{world.api}/repos/{pull.repo.full}", "number": pull.number,
        **{key: url + end for key, end in ends}, "timeline_url": f"{url}/timeline",
        "state": "closed" if pull.closed else "open", "state_reason": None, "title": pull.title,
        "body": pull.body, "user": user(world, pull.by), "assignees": people,
        "labels": [label(world, pull.repo, name) for name in pull.labels],
        "assignee": people[0] if people else None, "milestone": None, "locked": False,
        "active_lock_reason": None, "comments": len(pull.comments), "draft": pull.draft,
        "pull_request": {"url": api, "html_url": web, "diff_url": f"{web}.diff",
                         "patch_url": f"{web}.patch", "merged_at": pull.merged or None},
        "closed_at": pull.closed or None, "created_at": pull.at,
        "updated_at": pull.edited or pull.at, "reactions": _reactions(url),
        "author_association": association(world, pull.by, pull.repo),
        "performed_via_github_app": None,
    }  # fmt: skip


def _reactions(url: str) -> Json:
    names = ("+1", "-1", "laugh", "confused", "heart", "hooray", "eyes", "rocket", "total_count")
    return dict.fromkeys(names, 0) | {"url": f"{url}/reactions"}


def label(world: World, repo: Repo, name: str) -> Json:
    """Return `label`."""
    one = repo.labels[name.lower()]
    quoted = one["name"].replace(" ", "%20").replace(":", "%3A")
    return {
        "id": one["id"], "node_id": node("LA", one["id"]), "name": one["name"],
        "url": f"{world.api}/repos/{repo.full}/labels/{quoted}", "default": False,
        "description": one["description"], "color": one["color"],
    }  # fmt: skip


def review(world: World, pull: Pull, one: Review) -> Json:
    """Return `pull-request-review`; a pending one has no `submitted_at`."""
    api, _, web = urls(world, pull)
    shown: Json = {
        "id": one.id, "node_id": node("PRR", one.id), "user": user(world, one.by),
        "body": one.body, "state": one.state, "html_url": f"{web}#pullrequestreview-{one.id}",
        "pull_request_url": api, "commit_id": one.commit,
        "author_association": association(world, one.by, pull.repo),
        "_links": {"html": {"href": f"{web}#pullrequestreview-{one.id}"},
                   "pull_request": {"href": api}},
    }  # fmt: skip
    return shown | ({"submitted_at": one.at} if one.at else {})


def comment(world: World, pull: Pull, one: Comment) -> Json:
    """Return `issue-comment`."""
    _, url, web = urls(world, pull)
    mine = f"{world.api}/repos/{pull.repo.full}/issues/comments/{one.id}"
    return {
        "id": one.id, "node_id": node("IC", one.id), "url": mine, "body": one.body,
        "html_url": f"{web}#issuecomment-{one.id}", "user": user(world, one.by),
        "created_at": one.at, "updated_at": one.edited, "issue_url": url,
        "author_association": association(world, one.by, pull.repo), "reactions": _reactions(mine),
        "performed_via_github_app": app(world, one.by) if one.by.app else None,
    }  # fmt: skip


def commit(world: World, repo: Repo, sha: str) -> Json:
    """Return `commit`."""
    told = gitside.read_commit(repo.git, sha)
    url, web = f"{world.api}/repos/{repo.full}", f"{world.web}/{repo.full}"
    parents = [{"sha": p, "url": f"{url}/commits/{p}", "html_url": f"{web}/commit/{p}"}
               for p in told["parents"]]  # fmt: skip
    return {
        "sha": sha, "node_id": f"C_{sha}", "url": f"{url}/commits/{sha}",
        "html_url": f"{web}/commit/{sha}", "comments_url": f"{url}/commits/{sha}/comments",
        "author": _writer(world, told["ae"]), "committer": _writer(world, told["ce"]),
        "parents": parents,
        "commit": {
            "url": f"{url}/git/commits/{sha}", "message": told["message"], "comment_count": 0,
            "author": {"name": told["an"], "email": told["ae"], "date": told["ad"]},
            "committer": {"name": told["cn"], "email": told["ce"], "date": told["cd"]},
            "tree": {"sha": told["tree"], "url": f"{url}/git/trees/{told['tree']}"},
            "verification": _unsigned(),
        },
    }  # fmt: skip


def _writer(world: World, mail: str) -> Json | None:
    """Return whose address a commit names: anybody can name it."""
    found = [
        one
        for one in world.accounts.values()
        if mail in (gitside.mail(one), f"{one.login}@example.org")
    ]
    return user(world, found[0]) if found else None


def _unsigned() -> Json:
    return {
        "verified": False,
        "reason": "unsigned",
        "signature": None,
        "payload": None,
        "verified_at": None,
    }


def files(world: World, pull: Pull) -> list[Json]:
    """Return `diff-entry` of each file that a pull request changes."""
    repo, words = pull.repo, ("diff-tree", "-r", "-z", "--raw", "--numstat", "--no-renames")
    try:
        base = gitside.run(repo.git, "merge-base", pull.base_sha, pull.sha)
    except gitside.GitFailed:
        return []
    fields = gitside.run(repo.git, *words, base, pull.sha).rstrip("\0").split("\0")
    raw = [(f.split(" "), fields[i + 1]) for i, f in enumerate(fields) if f.startswith(":")]
    counts = {f.split("\t")[2]: f.split("\t") for f in fields if f.count("\t") == 2}
    return [_file(world, pull, told, path, counts[path]) for told, path in raw]


def _file(world: World, pull: Pull, told: list[str], path: str, counts: list[str]) -> Json:
    added, deleted = (0 if n == "-" else int(n) for n in counts[:2])
    web = f"{world.web}/{pull.repo.full}"
    url = f"{world.api}/repos/{pull.repo.full}/contents/{path}?ref={pull.sha}".replace(" ", "%20")
    quoted = path.replace(" ", "%20")
    return {
        "sha": told[2] if told[4] == "D" else told[3], "filename": path, "additions": added,
        "status": {"A": "added", "D": "removed"}.get(told[4], "modified"), "deletions": deleted,
        "changes": added + deleted, "blob_url": f"{web}/blob/{pull.sha}/{quoted}",
        "raw_url": f"{web}/raw/{pull.sha}/{quoted}", "contents_url": url,
    }  # fmt: skip


def status(world: World, repo: Repo, one: Json) -> Json:
    """Return `status`; `simple_status` leaves out who posted it."""
    return {
        "url": f"{world.api}/repos/{repo.full}/statuses/{one['sha']}", "id": one["id"],
        "avatar_url": f"{world.web}/avatars/{one['by'].id}", "node_id": node("SC", one["id"]),
        "state": one["state"], "description": one["description"], "context": one["context"],
        "target_url": one["target_url"], "created_at": one["at"], "updated_at": one["at"],
        "creator": user(world, one["by"]),
    }  # fmt: skip


def combined(world: World, repo: Repo, sha: str, latest: list[Json]) -> Json:
    """Return `combined-commit-status` of the newest status of each context."""
    states = {one["state"] for one in latest}
    worst = "failure" if states & {"failure", "error"} else "pending"
    url = f"{world.api}/repos/{repo.full}/commits/{sha}"
    shown = [status(world, repo, one) for one in latest]
    return {
        "state": "success" if states == {"success"} else worst, "sha": sha,
        "statuses": [{k: v for k, v in one.items() if k != "creator"} for one in shown],
        "total_count": len(latest), "repository": minimal_repository(world, repo),
        "commit_url": url, "url": f"{url}/status",
    }  # fmt: skip
