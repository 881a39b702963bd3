"""What workflows may do in a repository on GitHub."""

from collections.abc import Iterator
from typing import Any

from paraf.core.words import T
from paraf.pipeline.hosting import Call, Step, Wanted
from paraf.pipeline.hosting_fields import Field, Tight, difference
from paraf.pipeline.hosting_github_seen import Seen

ACTIONS = {
    "enabled": Field(T("Actions"), Tight.FALSE),
    "allowed_actions": Field(T("which actions")),
    "sha_pinning_required": Field(T("actions named by commit alone"), Tight.TRUE),
}
SELECTED = {
    "github_owned_allowed": Field(T("GitHub's own actions"), Tight.FALSE),
    "verified_allowed": Field(T("actions of verified makers"), Tight.FALSE),
    "patterns_allowed": Field(T("further actions"), Tight.FEW),
}
WORKFLOW = {
    "default_workflow_permissions": Field(T("a workflow's own rights")),
    "can_approve_pull_request_reviews": Field(T("workflows may approve"), Tight.FALSE),
}


def actions(want: Wanted, seen: Seen, repo: str) -> Iterator[Step]:
    """Yield the steps that leave Actions off, or, without a service, as narrow as can be."""
    base = f"{repo}/actions/permissions"
    if want.hosted.service is None:
        yield from _narrow(seen, base)
    elif seen.actions["enabled"]:
        what = T("Switch Actions off: the service does their work.")
        yield Step(what, (Call("PUT", base, {"enabled": False}),))
    tight = {"default_workflow_permissions": "read", "can_approve_pull_request_reviews": False}
    rights = difference(WORKFLOW, tight, seen.workflow)
    if rights is not None:
        what = T("Let workflows have no rights but those that they name.")
        yield Step(what, (Call("PUT", f"{base}/workflow", tight),), rights.details)


def _narrow(seen: Seen, base: str) -> Iterator[Step]:
    now = {"allowed_actions": "all", **seen.actions}
    wish: dict[str, Any] = {"enabled": True, "allowed_actions": "selected"}
    if "sha_pinning_required" in now:  # older GitHubs of an office's own do not know it
        wish["sha_pinning_required"] = True
    differs = difference(ACTIONS, wish, now)
    if differs is not None:
        what = T("Let Actions run only what is needed.")
        yield Step(what, (Call("PUT", base, wish),), differs.details, differs.widens)
    narrow = {"github_owned_allowed": True, "verified_allowed": False, "patterns_allowed": []}
    chosen = difference(SELECTED, narrow, seen.selected)
    if chosen is not None or not seen.selected:
        what = T("Let workflows use GitHub's own actions alone.")
        call = Call("PUT", f"{base}/selected-actions", narrow)
        details, widens = (chosen.details, chosen.widens) if chosen else ((), False)
        yield Step(what, (call,), details, widens)
