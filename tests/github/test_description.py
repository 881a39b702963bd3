"""What is not GitHub's fails the test, whoever said it: the one who asked or the fake."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from github.fake import AT_HAND, GitHubFake, Mismatch
from github.office import ISSUE, PULL, SITE, Office

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(not AT_HAND, reason="no description of GitHub: make build/github/ready"),
]


def told_by(hub: GitHubFake) -> str:
    """Leave a fake in which something did not fit, and return what it raises."""
    with pytest.raises(Mismatch) as raised:
        hub.__exit__(None, None, None)
    return str(raised.value)


def test_an_answer_that_is_not_githubs_fails_the_test(tmp_path: Path) -> None:
    hub = GitHubFake(tmp_path).__enter__()
    hub.faults.alter(lambda body: body | {"login": 7}, checked=True)
    hub.act("melati", "GET", "/user", expect=500)
    assert "answer 200 of GET /user: ['login']: 7 is not of type" in told_by(hub)


def test_an_answer_with_a_field_that_github_has_not_fails_the_test(tmp_path: Path) -> None:
    hub = GitHubFake(tmp_path).__enter__()
    hub.faults.alter(lambda body: body | {"nip": "1"}, checked=True)
    hub.act("melati", "GET", "/users/melati", expect=500)
    assert "'nip'" in told_by(hub)


@pytest.mark.parametrize(
    ("method", "path", "body", "why"),
    [
        ("GET", "/user?colour=blue", None, "no query parameter 'colour'"),
        ("GET", f"{SITE}/pulls?state=done", None, "?state=done"),
        ("GET", "/users/melati/paraf", None, "GitHub has no such route"),
        ("GET", "/users/melati/keys", None, "does not serve it yet"),
        ("POST", f"{SITE}/statuses/{'a' * 40}", {"state": "done"}, "['state']"),
        ("PUT", f"{PULL}/merge", {"head_commit_id": "a" * 40}, "'head_commit_id'"),
        ("POST", f"{PULL}/reviews", {"event": "APPROVED"}, "['event']"),
        ("POST", f"{ISSUE}/comments", None, "the body is missing"),
        ("GET", "/user", {"a": 1}, "a body that nobody reads"),
    ],
)
def test_a_request_that_github_does_not_know_fails_the_test(
    tmp_path: Path, method: str, path: str, body: Any, why: str
) -> None:
    hub = GitHubFake(tmp_path).__enter__()
    headers = {"Authorization": f"token {hub.person('melati')}"}
    httpx.request(method, hub.url + path, json=body, headers=headers)
    assert why in told_by(hub)


def test_an_event_is_held_against_its_own_kind(tmp_path: Path) -> None:
    hub = GitHubFake(tmp_path / "hub").__enter__()
    office = Office(tmp_path, hub)
    office.draft()
    one = office.review("cendana")
    office.act("melati", "PUT", f"{PULL}/reviews/{one['id']}/dismissals", {"message": "salah"})
    hub.faults.alter(lambda body: [*body[:-1], body[-1] | {"dismissed_review": {}}], checked=True)
    office.act("melati", "GET", f"{ISSUE}/timeline", expect=500)
    assert "review_dismissed['dismissed_review']" in told_by(hub)


def test_a_webhook_that_is_not_githubs_fails_the_test(tmp_path: Path) -> None:
    hub = GitHubFake(tmp_path).__enter__()
    hub.checker.delivery("pull_request", {"action": "opened"})
    assert "webhook pull-request-opened" in told_by(hub)
