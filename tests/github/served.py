"""One request from its bytes to the answer's: who asks, which route, checked both ways."""

import hashlib
import json
import threading
import traceback
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote

from github import (
    on_access,
    on_actions,
    on_contents,
    on_hooks,
    on_invitations,
    on_issues,
    on_people,
    on_pulls,
    on_repos,
    on_reviews,
)
from github.calls import ROUTES, Answer, Call, Refused
from github.checked import Checker
from github.deliveries import Deliveries
from github.faults import Faults, Trouble
from github.state import Account, World

ROOMS = (
    on_access, on_actions, on_contents, on_hooks, on_invitations, on_issues, on_people, on_pulls,
    on_repos, on_reviews,
)  # fmt: skip
"""The modules that answer routes; importing them is what makes the routes known."""
VERSIONS = ("2022-11-28", "2026-03-10")
API = "/api/v3"
Reply = tuple[int, dict[str, str], bytes]


@dataclass
class Desk:
    """Answers the API's requests; `asked` tells what came in, as `METHOD path?query status`."""

    world: World
    checker: Checker
    deliveries: Deliveries
    faults: Faults
    lock: AbstractContextManager[Any]
    asked: list[str] = field(default_factory=list)
    limit: int = 5000
    used: int = 0
    closing: threading.Event = field(default_factory=threading.Event)
    """Ends all slowness, when the forge is closed."""

    def serve(
        self, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes
    ) -> Reply:
        """Answer one request."""
        hit = self.faults.of(f"{method} {path}")
        self.closing.wait(sum(one.seconds for one in hit))
        with self.lock:
            return self._told(method, path, query, headers, body, hit)

    def _told(
        self, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes,
        hit: list[Trouble],
    ) -> Reply:  # fmt: skip
        early = [one for one in hit if one.status and not one.after]
        if early:
            reply = _troubled(early[0])
        else:
            reply = self._served(method, path, query, headers, body, hit)
            late = [one for one in hit if one.status and one.after]
            reply = _troubled(late[0]) if late else reply
        self.asked.append(f"{method} {path}{'?' if query else ''}{query} {reply[0]}")
        self.used += reply[0] != 304
        return reply[0], self._limits() | reply[1], reply[2]

    def _limits(self) -> dict[str, str]:
        left = max(self.limit - self.used, 0)
        told = {"Limit": self.limit, "Remaining": left, "Used": self.used, "Resource": "core"}
        reset = int(self.world.now.timestamp()) + 3600
        return {f"X-RateLimit-{k}": str(v) for k, v in (told | {"Reset": reset}).items()}

    def _served(
        self, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes,
        hit: list[Trouble],
    ) -> Reply:  # fmt: skip
        route = self.checker.route(method, path)
        if route is None:
            self.checker.mismatches.append(f"request {method} {path}: GitHub has no such route")
            return _json(404, {"message": "Not Found"}, "")
        if route.name not in ROUTES:
            self.checker.mismatches.append(f"request {route.name}: the fake does not serve it yet")
            return _json(501, {"message": "The fake does not serve this route."}, "")
        try:
            call = self._call(path, route.gaps, query, headers, body)
            self.checker.request(route.name, call.query, call.body)
            answer = ROUTES[route.name](call)
        except Refused as refused:
            answer = Answer(refused.status, refused.body)
        except Exception:  # noqa: BLE001  (a mistake of the fake's own is never an answer)
            self.checker.mismatches.append(f"{route.name}: {traceback.format_exc()}")
            return _json(500, {"message": "The fake has a mistake."}, "")
        return self._checked(route.name, answer, headers, hit)

    def _call(
        self,
        path: str,
        gaps: Mapping[str, str],
        query: str,
        headers: Mapping[str, str],
        body: bytes,
    ) -> Call:
        if "user-agent" not in headers:
            raise Refused(403, "Request forbidden by administrative rules. Please make sure your "
                          "request has a User-Agent header.")  # fmt: skip
        if headers.get("x-github-api-version", VERSIONS[0]) not in VERSIONS:
            raise Refused(400, "Unsupported 'X-GitHub-Api-Version'.")
        try:
            given = json.loads(body) if body else None
        except ValueError:
            raise Refused(400, "Problems parsing JSON") from None
        filled = {name: unquote(value) for name, value in gaps.items()}
        who, asked = self.who(path, headers), dict(parse_qsl(query))
        return Call(self.world, who, path, filled, asked, given, self.deliveries.heard)

    def who(self, path: str, headers: Mapping[str, str]) -> Account | None:
        """Return who asks; 401 for a token that nobody has, or that is not good for this."""
        kind, _, token = headers.get("authorization", "").partition(" ")
        if not kind:
            return None
        known = self.world.proofs if _needs_proof(path) else self.world.tokens
        if kind.lower() not in ("bearer", "token") or token not in known:
            what = "A JSON web token could not be decoded" if known is self.world.proofs else ""
            raise Refused(401, what or "Bad credentials")
        return known[token]

    def _checked(
        self, name: str, answer: Answer, headers: Mapping[str, str], hit: list[Trouble]
    ) -> Reply:
        body = _changed(answer.body, hit, checked=True)
        wrong = self.checker.answer(name, answer.status, body)
        if wrong:
            return _json(500, {"message": "\n".join(wrong)}, "")
        status, told, sent = _json(answer.status, _changed(body, hit, checked=False), answer.link)
        if status == 200 and headers.get("if-none-match") == told["ETag"]:
            return 304, {"ETag": told["ETag"]}, b""
        if any(one.cut == "link" for one in hit):
            told.pop("Link", None)
        if any(one.cut == "bytes" for one in hit):
            sent = sent[: len(sent) // 2]
        return status, told, sent


def _needs_proof(path: str) -> bool:
    """Say whether an App must prove itself by its key; `/apps/<name>` is for everybody."""
    return path == "/app" or path.startswith("/app/") or path.endswith("/installation")


def _changed(body: Any, hit: list[Trouble], *, checked: bool) -> Any:
    for one in hit:
        if one.change is not None and one.checked == checked:
            body = one.change(json.loads(json.dumps(body)))
    return body


def _troubled(one: Trouble) -> Reply:
    status, told, sent = _json(one.status, one.body, "")
    return status, told | one.headers, sent


def _json(status: int, body: Any, link: str) -> Reply:
    sent = b"" if body is None else json.dumps(body).encode()
    told = {
        "Content-Type": "application/json; charset=utf-8", "X-GitHub-Media-Type": "github.v3",
        "ETag": f'W/"{hashlib.sha256(sent).hexdigest()}"',
    }  # fmt: skip
    return status, told | ({"Link": link} if link else {}), sent
