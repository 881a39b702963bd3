"""Git over HTTP, by git's own `http-backend`: who may fetch and push, and what a push means."""

import base64
import os
import subprocess
from collections.abc import Callable, Mapping
from typing import Any

from github import gitside, rules
from github.state import Account, Repo, World

Reply = tuple[int, dict[str, str], bytes]
Moved = Callable[[Repo, Account, list[Any]], None]


def who(world: World, headers: Mapping[str, str]) -> Account | None:
    """Return whose token a Basic `Authorization` holds; KeyError for a bad one."""
    kind, _, rest = headers.get("authorization", "").partition(" ")
    if not kind:
        return None
    if kind.lower() != "basic":
        raise KeyError("git is served to Basic authorization only")
    login, _, token = base64.b64decode(rest).decode().partition(":")
    return world.tokens[token or login]


def serve(
    world: World, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes,
    moved: Moved,
) -> Reply:  # fmt: skip
    """Answer a request of git's; `moved` is told what a push did."""
    name, _, rest = path.strip("/").partition(".git/")
    repo = world.repos.get(name.lower())
    push = "git-receive-pack" in (rest + query)
    try:
        person = who(world, headers)
    except (KeyError, ValueError):
        return _asked()
    if repo is None or not world.may(person, repo, "read") or (push and person is None):
        return _asked() if person is None else (404, {}, b"Repository not found.")
    if person is not None and push and not world.may(person, repo, "write"):
        return 403, {}, f"Permission to {repo.full}.git denied to {person.login}.".encode()
    before = gitside.heads(repo.git)
    reply = _backend(world, repo, person, method, rest, query, headers, body)
    if person is not None and rest == "git-receive-pack":
        moved(repo, person, gitside.moved(world, repo, person, before))
    return reply


def _asked() -> Reply:
    return 401, {"WWW-Authenticate": 'Basic realm="GitHub"'}, b"Bad credentials"


def _backend(
    world: World, repo: Repo, person: Account | None, method: str, rest: str, query: str,
    headers: Mapping[str, str], body: bytes,
) -> Reply:  # fmt: skip
    env = gitside.alone() | {
        "GIT_PROJECT_ROOT": str(repo.git.parent), "GIT_HTTP_EXPORT_ALL": "1",
        "PATH_INFO": f"/{repo.git.name}/{rest}", "QUERY_STRING": query, "REQUEST_METHOD": method,
        "CONTENT_TYPE": headers.get("content-type", ""), "CONTENT_LENGTH": str(len(body)),
        "HTTP_CONTENT_ENCODING": headers.get("content-encoding", ""),
        "GIT_PROTOCOL": headers.get("git-protocol", ""), "PATH": os.environ["PATH"],
    }  # fmt: skip
    if person is not None:
        env |= {"REMOTE_USER": person.login, **rules.for_push(world, repo, person)}
    ran = subprocess.run(
        ["git", "http-backend"], input=body, capture_output=True, env=env, check=False
    )
    head, _, out = ran.stdout.partition(b"\r\n\r\n")
    told = dict(line.split(": ", 1) for line in head.decode().split("\r\n") if ": " in line)
    return int(told.pop("Status", "200").split(" ")[0]), told, out
