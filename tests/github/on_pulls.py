"""Pull requests: list, open, edit, merge."""

from github import gitside, rules, shown_pull
from github.calls import Answer, Call, Refused, invalid, route
from github.state import Pull, Repo

PULLS = "/repos/{owner}/{repo}/pulls"
PULL = f"{PULLS}/{{pull_number}}"


@route(f"GET {PULLS}")
def _pulls(call: Call) -> Answer:
    state, found = call.query.get("state", "open"), []
    for pull in call.repo().pulls.values():
        owner = pull.source.owner if pull.source else pull.by
        name = f"{owner.login}:{pull.head}"
        wanted = (
            state in ("all", "closed" if pull.closed else "open")
            and call.query.get("head", name) == name
            and call.query.get("base", pull.base) == pull.base
        )
        found += [pull] if wanted else []
    by_edit = call.query.get("sort") == "updated"
    down = call.query.get("direction", "asc" if "sort" in call.query else "desc") == "desc"
    found.sort(key=lambda pull: (by_edit and pull.edited, pull.at, pull.number), reverse=down)
    return call.page(found, lambda pull: shown_pull.simple_pull(call.world, pull, call.who))


@route(f"POST {PULLS}")
def _open(call: Call) -> Answer:
    repo, me = call.repo(), call.me()
    source, head = _source(call, repo)
    base = call.given["base"]
    if gitside.ref(repo.git, f"refs/heads/{base}") is None:
        raise invalid("PullRequest", "base")
    sha = gitside.ref(source.git, f"refs/heads/{head}")
    if sha is None or not call.world.may(me, source, "read"):
        raise invalid("PullRequest", "head")
    if source is repo and not call.world.may(me, repo, "write"):
        raise Refused(403, "Resource not accessible by personal access token")
    if not call.given.get("title"):
        raise invalid("PullRequest", "title", "missing_field")
    _refuse_twice(repo, source, head, base)
    pull = Pull(call.world.id(), _next_number(repo), repo, me, call.given["title"],
                call.given.get("body"), base, head, source, sha, call.world.tick(),
                draft=call.given.get("draft", False))  # fmt: skip
    repo.pulls[pull.number] = pull
    gitside.show_pull(pull)
    pull.base_sha = gitside.run(repo.git, "rev-parse", f"refs/heads/{base}")
    shas = gitside.commits(repo.git, base, sha)
    if not shas:
        del repo.pulls[pull.number]
        message = f"No commits between {base} and {head}"
        raise invalid("PullRequest", "head", "custom", message)
    call.world.happen(pull, "opened", me, shas=shas)
    call.heard("pull_request", call, {"action": "opened", "pull": pull})
    return Answer(201, shown_pull.full_pull(call.world, pull, me))


def _source(call: Call, repo: Repo) -> tuple[Repo, str]:
    """Return the repository and the branch that `head` names, `owner:branch` or `branch`."""
    owner, _, head = call.given["head"].rpartition(":")
    if not owner or owner.lower() == repo.owner.login.lower():
        return repo, head
    for one in call.world.repos.values():
        if one.parent is repo and one.owner.login.lower() == owner.lower():
            return one, head
    raise invalid("PullRequest", "head")


def _refuse_twice(repo: Repo, source: Repo, head: str, base: str) -> None:
    for one in repo.pulls.values():
        if (one.source, one.head, one.base) == (source, head, base) and not one.closed:
            message = f"A pull request already exists for {source.owner.login}:{head}."
            raise invalid("PullRequest", "base", "custom", message)


def _next_number(repo: Repo) -> int:
    return max(repo.pulls, default=0) + 1


@route(f"GET {PULL}")
def _pull(call: Call) -> Answer:
    return Answer(200, shown_pull.full_pull(call.world, call.pull(), call.who))


@route(f"PATCH {PULL}")
def _edit(call: Call) -> Answer:
    pull, me, given = call.pull(), call.me(), call.given
    if me is not pull.by and not call.world.may(me, pull.repo, "triage"):
        raise Refused(403, "You must have triage rights, or be the author.")
    title = given.get("title", pull.title)
    if title != pull.title:
        call.world.happen(pull, "renamed", me, rename={"from": pull.title, "to": title})
    if given.get("base", pull.base) != pull.base:
        _aim(call, pull, given["base"])
    changed = title != pull.title or given.get("body", pull.body) != pull.body
    pull.title, pull.body = title, given.get("body", pull.body)
    pull.edited = call.world.tick()
    if changed:
        call.heard("pull_request", call, {"action": "edited", "pull": pull, "changes": {}})
    _shut(call, pull, given.get("state"))
    return Answer(200, shown_pull.full_pull(call.world, pull, me))


def _aim(call: Call, pull: Pull, base: str) -> None:
    if gitside.ref(pull.repo.git, f"refs/heads/{base}") is None:
        raise invalid("PullRequest", "base")
    pull.base, pull.known = base, False
    pull.base_sha = gitside.run(pull.repo.git, "rev-parse", f"refs/heads/{base}")
    call.world.happen(pull, "base_ref_changed", call.me())
    call.heard("pull_request", call, {"action": "edited", "pull": pull, "changes": {}})


def _shut(call: Call, pull: Pull, state: str | None) -> None:
    if state == "closed" and not pull.closed:
        pull.closed, pull.closed_by = call.world.happen(pull, "closed", call.me()).at, call.me()
        call.heard("pull_request", call, {"action": "closed", "pull": pull})
    elif state == "open" and pull.closed:
        if pull.merged or not _still_there(pull):
            raise invalid("PullRequest", "state", "custom", "state cannot be changed.")
        pull.closed, pull.closed_by = "", None
        call.world.happen(pull, "reopened", call.me())
        call.heard("pull_request", call, {"action": "reopened", "pull": pull})


def _still_there(pull: Pull) -> bool:
    """Say whether the head's branch is where it was: a rewritten one cannot be opened again."""
    tip = gitside.ref(pull.source.git, f"refs/heads/{pull.head}") if pull.source else None
    return tip == pull.sha


@route(f"GET {PULL}/commits")
def _commits(call: Call) -> Answer:
    pull = call.pull()
    shas = gitside.commits(pull.repo.git, pull.base_sha, pull.sha)[:250]
    return call.page(shas, lambda sha: shown_pull.commit(call.world, pull.repo, sha))


@route(f"GET {PULL}/files")
def _files(call: Call) -> Answer:
    return call.page(shown_pull.files(call.world, call.pull())[:3000], lambda one: one)


@route(f"GET {PULL}/merge")
def _is_merged(call: Call) -> Answer:
    return Answer(204 if call.pull().merged else 404, None)


@route(f"PUT {PULL}/merge")
def _merge(call: Call) -> Answer:
    pull, me = call.pull(), call.me()
    if not call.world.may(me, pull.repo, "write"):
        raise Refused(403, "Must have push access to merge.")
    if pull.closed or pull.draft:
        raise Refused(405, "Pull Request is not mergeable")
    if call.given.get("sha", pull.sha) != pull.sha:
        raise Refused(409, "Head branch was modified. Review and try the merge again.")
    if call.given.get("merge_method", "merge") != "merge":
        raise Refused(405, "The fake merges with merge commits only.")
    if why := rules.against_merge(call.world, pull, me):
        raise Refused(405, f"Repository rule violations found\n\n{why}\n\n")
    return Answer(200, _merged(call, pull))


def _merged(call: Call, pull: Pull) -> dict[str, object]:
    me, repo, at = call.me(), pull.repo, call.world.tick()
    owner = pull.source.owner.login if pull.source else pull.by.login
    title = f"Merge pull request #{pull.number} from {owner}/{pull.head}"
    title = call.given.get("commit_title") or title
    message = f"{title}\n\n{call.given.get('commit_message', pull.title)}\n"
    old = gitside.run(repo.git, "rev-parse", f"refs/heads/{pull.base}")
    try:
        made = gitside.merge(repo.git, pull, me, at, message)
    except gitside.GitFailed:
        raise Refused(405, "Pull Request is not mergeable") from None
    gitside.note_activity(call.world, repo, me, (f"refs/heads/{pull.base}", old, made), merge=True)
    pull.merged, pull.merged_by, pull.merge_commit = at, me, made
    call.world.happen(pull, "merged", me, commit_id=made)
    pull.closed, pull.closed_by = call.world.happen(pull, "closed", me).at, me
    if repo.settings.get("delete_branch_on_merge") and pull.source is repo:
        gitside.run(repo.git, "update-ref", "-d", f"refs/heads/{pull.head}")
        call.world.happen(pull, "head_ref_deleted", me)
    call.heard("pull_request", call, {"action": "closed", "pull": pull})
    return {"sha": made, "merged": True, "message": "Pull Request successfully merged"}
