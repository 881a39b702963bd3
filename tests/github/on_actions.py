"""What workflows may do in a repository: kept and shown, for nothing runs here."""

from github.calls import Answer, Call, Refused, route

BASE = "/repos/{owner}/{repo}/actions/permissions"


@route(f"GET {BASE}")
def _permissions(call: Call) -> Answer:
    """Answer without the other fields where Actions are off, as GitHub does."""
    told = call.repo("admin").actions
    return Answer(200, told if told["enabled"] else {"enabled": False})


@route(f"PUT {BASE}")
def _permit(call: Call) -> Answer:
    call.repo("admin").actions |= call.given
    return Answer(204, None)


@route(f"GET {BASE}/selected-actions")
def _selected(call: Call) -> Answer:
    repo = call.repo("admin")
    if repo.actions.get("allowed_actions") != "selected":
        raise Refused(409, "Conflict")
    return Answer(200, repo.selected)


@route(f"PUT {BASE}/selected-actions")
def _select(call: Call) -> Answer:
    repo = call.repo("admin")
    if repo.actions.get("allowed_actions") != "selected":
        raise Refused(409, "Conflict")
    repo.selected |= call.given
    return Answer(204, None)


@route(f"GET {BASE}/workflow")
def _workflow(call: Call) -> Answer:
    return Answer(200, call.repo("admin").workflow)


@route(f"PUT {BASE}/workflow")
def _set_workflow(call: Call) -> Answer:
    call.repo("admin").workflow |= call.given
    return Answer(204, None)
