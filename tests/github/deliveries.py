"""Webhooks: what is sent, signed, and to whom. A test may hold, lose, repeat and reorder them."""

import hashlib
import hmac
import json
import queue
import threading
import uuid
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import httpx

from github import shown, shown_pull
from github.calls import Call
from github.checked import Checker
from github.state import Account, Comment, Pull, Repo, Review, World


@dataclass(frozen=True)
class Delivery:
    """One delivery as it goes out."""

    url: str
    event: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Deliveries:
    """Sends in the background, in order; what goes nowhere is noted in `lost`."""

    world: World
    checker: Checker
    made: list[Delivery] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    held: bool = False
    """While set, deliveries are made and kept in `made`, and not sent."""
    _queue: "queue.Queue[Delivery | None]" = field(default_factory=queue.Queue)
    _sender: threading.Thread | None = None

    def heard(self, event: str, call: Call, part: dict[str, Any]) -> None:
        """Make what every hook of the repository gets for something that happened."""
        repo: Repo = part["repo"] if "repo" in part else part["pull"].repo
        only = part.get("hook")
        for hook in [only] if only else repo.hooks.values():
            if hook["active"] and (only or {event, "*"} & set(hook["events"])):
                self._make(repo, hook, event, self._payload(event, call, repo, part))

    def _payload(self, event: str, call: Call, repo: Repo, part: dict[str, Any]) -> dict[str, Any]:
        me = call.me()
        payload: dict[str, Any] = {
            "repository": shown.repository(self.world, repo, me),
            "sender": shown.user(self.world, me),
        }
        if repo.owner.kind == "Organization":
            payload["organization"] = shown.simple_organization(self.world, repo.owner)
        if me.app:
            payload["installation"] = {"id": me.app, "node_id": shown.node("I", me.app)}
        if event == "ping":
            hook = part["shown"]
            return payload | {"zen": "Anything added dilutes everything else.",
                              "hook_id": hook["id"], "hook": hook}  # fmt: skip
        for key, value in part.items():
            if key not in ("repo", "pull"):
                payload[key] = self._shown(part.get("pull"), value)
        if pull := part.get("pull"):
            payload |= self._about(event, pull, me)
        return payload

    def _about(self, event: str, pull: Pull, me: Account) -> dict[str, Any]:
        if event == "issue_comment":
            return {"issue": shown_pull.issue(self.world, pull)}
        if event == "pull_request_review":
            return {"pull_request": shown_pull.simple_pull(self.world, pull, me)}
        known = pull.known
        full = shown_pull.full_pull(self.world, pull, me)
        pull.known = known
        return {"number": pull.number, "pull_request": full}

    def _shown(self, pull: Pull | None, value: Any) -> Any:
        if isinstance(value, Account):
            return shown.user(self.world, value)
        if isinstance(value, Comment) and pull:
            return shown_pull.comment(self.world, pull, value)
        if isinstance(value, Review) and pull:
            told = shown_pull.review(self.world, pull, value)
            return told | {"state": value.state.lower(), "updated_at": value.at}
        return value

    def _make(self, repo: Repo, hook: dict[str, Any], event: str, payload: dict[str, Any]) -> None:
        self.checker.delivery(event, payload)
        text = json.dumps(payload)
        form = hook["config"]["content_type"] == "form"
        body = (urlencode({"payload": text}) if form else text).encode()
        headers = {
            "User-Agent": "GitHub-Hookshot/fake", "X-GitHub-Event": event, "Accept": "*/*",
            "X-GitHub-Delivery": str(uuid.uuid4()), "X-GitHub-Hook-ID": str(hook["id"]),
            "X-GitHub-Hook-Installation-Target-ID": str(repo.id),
            "X-GitHub-Hook-Installation-Target-Type": "repository",
            "Content-Type": "application/" + ("x-www-form-urlencoded" if form else "json"),
        }  # fmt: skip
        if secret := hook["config"].get("secret"):
            digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
            headers["X-Hub-Signature-256"] = f"sha256={digest}"
        delivery = Delivery(hook["config"]["url"], event, headers, body)
        self.made.append(delivery)
        if not self.held:
            self.send(delivery)

    def send(self, delivery: Delivery) -> None:
        """Send a delivery, for the first time or again; returns at once."""
        if self._sender is None:
            self._sender = threading.Thread(target=self._work, daemon=True)
            self._sender.start()
        self._queue.put(delivery)

    def settle(self) -> None:
        """Wait until everything was sent."""
        self._queue.join()

    def stop(self) -> None:
        """Send what is left, and end."""
        if self._sender is not None:
            self._queue.put(None)
            self._sender.join(30)

    def _work(self) -> None:
        with httpx.Client(timeout=10, trust_env=False, verify=False) as client:
            while (one := self._queue.get()) is not None:
                try:
                    said = client.post(one.url, content=one.body, headers=one.headers)
                    if said.status_code >= 400:
                        self.lost.append(f"{one.event}: {said.status_code}")
                except httpx.HTTPError as fault:
                    self.lost.append(f"{one.event}: {fault}")
                finally:
                    self._queue.task_done()
