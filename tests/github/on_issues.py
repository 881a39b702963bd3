"""The side of a pull request that is an issue: timeline, comments, assignees, labels."""

from github import shown_pull, shown_timeline
from github.calls import NOT_FOUND, Answer, Call, Refused, invalid, route
from github.state import Comment, Pull, Repo

REPO = "/repos/{owner}/{repo}"
ISSUE = f"{REPO}/issues/{{issue_number}}"
COMMENT = f"{REPO}/issues/comments/{{comment_id}}"


@route(f"GET {ISSUE}")
def _issue(call: Call) -> Answer:
    return Answer(200, shown_pull.issue(call.world, call.pull()))


@route(f"GET {ISSUE}/timeline")
def _timeline(call: Call) -> Answer:
    events = shown_timeline.timeline(call.world, call.pull())
    left_out = call.query.get("exclude", "").split(",")
    return call.page([one for one in events if one["event"] not in left_out], lambda one: one)


@route(f"GET {ISSUE}/comments")
def _comments(call: Call) -> Answer:
    pull, since = call.pull(), call.query.get("since", "")
    found = [one for one in pull.comments if one.edited >= since]
    return call.page(found, lambda one: shown_pull.comment(call.world, pull, one))


@route(f"POST {ISSUE}/comments")
def _say(call: Call) -> Answer:
    pull, me = call.pull(), call.me()
    if not call.given["body"].strip():
        raise invalid("IssueComment", "body", "missing_field")
    if len(call.given["body"]) > 65536:
        raise invalid(
            "IssueComment", "body", "custom", "body is too long (maximum is 65536 characters)"
        )
    at = call.world.tick()
    one = Comment(call.world.id(), me, call.given["body"], at, at)
    pull.comments.append(one)
    call.world.happen(pull, "commented", me, comment=one)
    call.heard("issue_comment", call, {"action": "created", "pull": pull, "comment": one})
    return Answer(201, shown_pull.comment(call.world, pull, one))


def _comment(call: Call, *, mine: bool = False) -> tuple[Pull, Comment]:
    repo = call.repo()
    for pull in repo.pulls.values():
        for one in pull.comments:
            if str(one.id) == call.gaps["comment_id"]:
                if mine and one.by is not call.me() and not call.world.may(call.who, repo, "write"):
                    raise Refused(403, "Must have push access to change what somebody else wrote.")
                return pull, one
    raise Refused(*NOT_FOUND)


@route(f"GET {COMMENT}")
def _one_comment(call: Call) -> Answer:
    return Answer(200, shown_pull.comment(call.world, *_comment(call)))


@route(f"PATCH {COMMENT}")
def _edit_comment(call: Call) -> Answer:
    pull, one = _comment(call, mine=True)
    before, one.body, one.edited = one.body, call.given["body"], call.world.tick()
    part = {"action": "edited", "pull": pull, "comment": one, "changes": {"body": {"from": before}}}
    call.heard("issue_comment", call, part)
    return Answer(200, shown_pull.comment(call.world, pull, one))


@route(f"DELETE {COMMENT}")
def _no_comment(call: Call) -> Answer:
    pull, one = _comment(call, mine=True)
    pull.comments.remove(one)
    call.heard("issue_comment", call, {"action": "deleted", "pull": pull, "comment": one})
    return Answer(204, None)


@route(f"POST {ISSUE}/assignees")
def _assign(call: Call) -> Answer:
    """Assign people, ten at most; who may not be assigned is left out without a word."""
    pull = call.pull("triage")
    for told in call.given.get("assignees", ()):
        one = call.world.accounts.get((told if isinstance(told, str) else told["login"]).lower())
        able = one and call.world.may(one, pull.repo, "read") and len(pull.assignees) < 10
        if one and able and one not in pull.assignees:
            pull.assignees.append(one)
            call.world.happen(pull, "assigned", call.me(), assignee=one)
            call.heard("pull_request", call, {"action": "assigned", "pull": pull, "assignee": one})
    return Answer(201, shown_pull.issue(call.world, pull))


@route(f"DELETE {ISSUE}/assignees")
def _unassign(call: Call) -> Answer:
    pull = call.pull("triage")
    for login in call.given.get("assignees", ()):
        one = call.world.accounts.get(login.lower())
        if one and one in pull.assignees:
            pull.assignees.remove(one)
            call.world.happen(pull, "unassigned", call.me(), assignee=one)
            part = {"action": "unassigned", "pull": pull, "assignee": one}
            call.heard("pull_request", call, part)
    return Answer(200, shown_pull.issue(call.world, pull))


def _labels(call: Call, pull: Pull) -> Answer:
    return call.page(pull.labels, lambda name: shown_pull.label(call.world, pull.repo, name))


def _named(call: Call) -> list[str]:
    told = call.body if isinstance(call.body, list) else call.given.get("labels", [])
    return [one if isinstance(one, str) else one["name"] for one in told]


def _label_it(call: Call, pull: Pull, name: str) -> None:
    """Put a label on; GitHub makes one that there is not, in grey."""
    if name.lower() not in pull.repo.labels:
        make_label(call, pull.repo, name, "ededed", "")
    shown = pull.repo.labels[name.lower()]["name"]
    if shown not in pull.labels:
        pull.labels.append(shown)
        _note(call, pull, "labeled", shown)


def _note(call: Call, pull: Pull, kind: str, name: str) -> None:
    one = shown_pull.label(call.world, pull.repo, name)
    call.world.happen(pull, kind, call.me(), label={"name": one["name"], "color": one["color"]})
    call.heard("pull_request", call, {"action": kind, "pull": pull, "label": one})


@route(f"GET {ISSUE}/labels")
def _on_it(call: Call) -> Answer:
    return _labels(call, call.pull())


@route(f"POST {ISSUE}/labels")
def _add_labels(call: Call) -> Answer:
    pull = call.pull("triage")
    for name in _named(call):
        _label_it(call, pull, name)
    return _labels(call, pull)


@route(f"PUT {ISSUE}/labels")
def _set_labels(call: Call) -> Answer:
    pull, wanted = call.pull("triage"), _named(call)
    for name in [one for one in pull.labels if one not in wanted]:
        pull.labels.remove(name)
        _note(call, pull, "unlabeled", name)
    for name in wanted:
        _label_it(call, pull, name)
    return _labels(call, pull)


@route(f"DELETE {ISSUE}/labels/{{name}}")
def _take_label(call: Call) -> Answer:
    pull, name = call.pull("triage"), call.gaps["name"]
    if name not in pull.labels:
        raise Refused(404, "Label does not exist")
    pull.labels.remove(name)
    _note(call, pull, "unlabeled", name)
    return _labels(call, pull)


def make_label(call: Call, repo: Repo, name: str, color: str, description: str) -> None:
    """Keep a label in a repository."""
    told = {"id": call.world.id(), "name": name, "color": color, "description": description}
    repo.labels[name.lower()] = told


@route(f"GET {REPO}/labels")
def _all_labels(call: Call) -> Answer:
    repo = call.repo()
    return call.page(list(repo.labels), lambda name: shown_pull.label(call.world, repo, name))


@route(f"POST {REPO}/labels")
def _new_label(call: Call) -> Answer:
    repo, name = call.repo("write"), call.given["name"]
    if name.lower() in repo.labels:
        raise invalid("Label", "name", "already_exists")
    make_label(
        call, repo, name, call.given.get("color", "ededed"), call.given.get("description", "")
    )
    return Answer(201, shown_pull.label(call.world, repo, name))


@route(f"GET {REPO}/labels/{{name}}")
def _one_label(call: Call) -> Answer:
    repo = call.repo()
    if call.gaps["name"].lower() not in repo.labels:
        raise Refused(*NOT_FOUND)
    return Answer(200, shown_pull.label(call.world, repo, call.gaps["name"]))


@route(f"PATCH {REPO}/labels/{{name}}")
def _edit_label(call: Call) -> Answer:
    repo = call.repo("write")
    told = repo.labels.pop(call.gaps["name"].lower(), None)
    if told is None:
        raise Refused(*NOT_FOUND)
    name = call.given.get("new_name", told["name"])
    told |= {"name": name} | {k: v for k, v in call.given.items() if k != "new_name"}
    repo.labels[name.lower()] = told
    return Answer(200, shown_pull.label(call.world, repo, name))
