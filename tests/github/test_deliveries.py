"""Webhooks as GitHub sends them."""

import hashlib
import hmac
import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest

from github.fake import AT_HAND, GitHubFake
from github.office import ISSUE, PULL, SITE, Office

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(not AT_HAND, reason="no description of GitHub: make build/github/ready"),
]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with GitHubFake(tmp_path / "hub") as hub:
        yield Office(tmp_path, hub)


class Ear(http.server.BaseHTTPRequestHandler):
    heard: ClassVar[list[tuple[dict[str, str], bytes]]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.heard.append((dict(self.headers), body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


def test_webhooks_may_be_lost_and_repeated(office: Office) -> None:
    deliveries = office.hub.deliveries
    config = {"url": "http://127.0.0.1:9/", "content_type": "json"}
    deliveries.held = True
    office.act("admin", "POST", f"{SITE}/hooks", {"config": config, "events": ["push"]})
    office.commit("dua")
    office.push("melati", "draft/x")
    assert [one.event for one in deliveries.made] == ["ping", "push"]
    for _ in range(2):
        deliveries.send(deliveries.made[1])
    deliveries.settle()
    assert [one.split(":")[0] for one in deliveries.lost] == ["push", "push"]


def test_webhooks_are_signed_and_githubs_own(office: Office) -> None:
    Ear.heard.clear()
    with http.server.HTTPServer(("127.0.0.1", 0), Ear) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}/webhook/github"
        config = {"url": url, "secret": "rahasia", "content_type": "json"}
        events = ["pull_request", "pull_request_review", "issue_comment", "push"]
        made = office.act("admin", "POST", f"{SITE}/hooks", {"config": config, "events": events})
        assert made["config"]["secret"] == "********"
        office.draft()
        one = office.review("cendana")
        office.act("melati", "PUT", f"{PULL}/reviews/{one['id']}/dismissals", {"message": "salah"})
        office.act("paraf[bot]", "POST", f"{ISSUE}/comments", {"body": "halo"})
        office.act("melati", "POST", f"{ISSUE}/assignees", {"assignees": ["cendana"]})
        office.act("melati", "POST", f"{PULL}/requested_reviewers", {"reviewers": ["cendana"]})
        office.act("melati", "PATCH", PULL, {"title": "Lain"})
        office.act("dahlia", "POST", f"{ISSUE}/labels", {"labels": ["paraf"]})
        office.commit("tiga")
        office.push("melati", "draft/x")
        office.hub.draft("melati", "bkd/situs", 1, draft=True)
        office.act("melati", "PATCH", PULL, {"state": "closed"})
        office.hub.deliveries.settle()
        server.shutdown()
        thread.join()
    assert office.hub.deliveries.lost == []
    told = [(h["X-GitHub-Event"], json.loads(body).get("action")) for h, body in Ear.heard]
    assert told == [
        ("ping", None), ("push", None), ("pull_request", "opened"),
        ("pull_request_review", "submitted"), ("pull_request_review", "dismissed"),
        ("issue_comment", "created"), ("pull_request", "assigned"),
        ("pull_request", "review_requested"), ("pull_request", "edited"),
        ("pull_request", "labeled"), ("push", None), ("pull_request", "synchronize"),
        ("pull_request", "converted_to_draft"), ("pull_request", "closed"),
    ]  # fmt: skip
    for headers, body in Ear.heard:
        digest = hmac.new(b"rahasia", body, hashlib.sha256).hexdigest()
        assert headers["X-Hub-Signature-256"] == f"sha256={digest}"
