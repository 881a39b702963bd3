"""GitHub on loopback: small, stateful, and held against GitHub's own description.

    with GitHubFake(tmp_path) as hub:
        hub.repo("bkd/situs")                        # private, an organization's
        token = hub.person("melati", "bkd/situs", "write")
        hub.act("melati", "POST", "/repos/bkd/situs/pulls", {...})

`hub.url` is the API, `hub.web` what stands before `/owner/name`. Whatever request or answer does
not fit the description is raised as `Mismatch` when the block ends. `make build/github/ready`
fetches the description.
"""

import socket
import threading
from pathlib import Path
from types import TracebackType
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from github import description, gitside, graph, smart_http
from github.calls import ROUTES, Call
from github.checked import Checker
from github.deliveries import Deliveries
from github.faults import Faults
from github.served import API, Desk
from github.state import Account, Pull, Repo, World

AT_HAND = description.at_hand()
"""Whether the tests with the fake can run; where not, `make build/github/ready`."""
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"]


class Mismatch(AssertionError):
    """Requests or answers that are not GitHub's."""


class GitHubFake:
    """The fake, running while its block is entered."""

    def __init__(self, folder: Path) -> None:
        """Keep the repositories in `folder`."""
        self.world = World(folder)
        self.checker = Checker(tuple(sorted(ROUTES)))
        self.deliveries = Deliveries(self.world, self.checker)
        self.faults = Faults()
        self._lock = threading.RLock()
        rooms = (self.world, self.checker, self.deliveries, self.faults, self._lock)
        self.desk = Desk(*rooms)
        self._tokens: dict[str, str] = {}
        # Certificates are read when a client is made, which takes longer than a request here.
        self._client = httpx.Client(trust_env=False, timeout=30, verify=False)

    @property
    def web(self) -> str:
        """The address before `/owner/name`, for people and for git."""
        return self.world.web

    @property
    def url(self) -> str:
        """The address of the API."""
        return self.world.api

    @property
    def mismatches(self) -> list[str]:
        """What did not fit the description up to now; a test that means it clears the list."""
        return self.checker.mismatches

    def git_url(self, repo: str) -> str:
        """Return the address that git clones from and pushes to, without a token in it."""
        return f"{self.web}/{repo}.git"

    def person(self, login: str, repo: str = "", right: str = "") -> str:
        """Return somebody's token; made where there is none, with a right in a repository."""
        account = self.world.account(login)
        if repo:
            self.world.repos[repo.lower()].roles[login] = right
        if login not in self._tokens:
            self._tokens[login] = self.world.token(account)
        return self._tokens[login]

    def app(self, name: str, repo: str = "", right: str = "write") -> str:
        """Return an installation token of a GitHub App; it acts as `name[bot]`."""
        self.world.account(f"{name}[bot]", "Bot", self.world.id())
        return self.person(f"{name}[bot]", repo, right)

    def proof(self, name: str) -> str:
        """Return what stands for the JSON web token that an App signs with its key."""
        token = f"eyJ.{name}.{self.world.id()}"
        self.world.proofs[token] = self.world.accounts[f"{name}[bot]"]
        return token

    def id(self, login: str) -> int:
        """Return the numeric id of an account."""
        return self.world.accounts[login.lower()].id

    def rename(self, login: str, new: str) -> None:
        """Give an account another login; its number stays, and `login` is free for others."""
        with self._lock:
            account = self.world.accounts.pop(login.lower())
            self.world.accounts[new.lower()] = account
            account.login = new
            held = [repo.roles for repo in self.world.repos.values()]
            for org in self.world.accounts.values():
                held += [org.members, *(team.members for team in org.teams.values())]
            for one in (*held, self._tokens):
                if login in one:
                    one[new] = one.pop(login)

    def revoke(self, token: str) -> None:
        """Make a token worth nothing."""
        self.world.tokens.pop(token)
        self._tokens = {k: v for k, v in self._tokens.items() if v != token}

    def organization(self, login: str, **members: str) -> Account:
        """Return an organization; `members` are roles by login, `admin` or `member`."""
        org = self.world.account(login, "Organization")
        for name, role in members.items():
            self.person(name)
            org.members[name] = role
        return org

    def repo(self, full: str, *, private: bool = True, seed: Path | None = None) -> Repo:
        """Make a repository, empty or as a copy of the branches of `seed`."""
        owner, name = full.split("/")
        account = self.world.accounts.get(owner.lower()) or self.organization(owner)
        folder = self.world.folder / owner / f"{name}.git"
        gitside.create(folder, "main")
        if seed is not None:
            gitside.run(folder, "fetch", "--quiet", str(seed), "+refs/heads/*:refs/heads/*")
        repo = Repo(self.world.id(), account, name, folder, self.world.tick(), private)
        self.world.repos[full.lower()] = repo
        return repo

    def fork(self, login: str, full: str) -> Repo:
        """Let somebody fork a repository; the fork is `login/name`."""
        parent = self.world.repos[full.lower()]
        self.person(login)
        fork = self.repo(f"{login}/{parent.name}", private=parent.private, seed=parent.git)
        fork.parent = parent
        return fork

    def pull(self, full: str, number: int) -> Pull:
        """Return what the fake knows of a pull request."""
        return self.world.repos[full.lower()].pulls[number]

    def act(self, login: str, method: str, path: str, json: Any = None, *, expect: int = 0) -> Any:
        """Send a request in somebody's name over HTTP and return the JSON of the answer.

        AssertionError where the answer is an error, or is not the status to `expect`.
        """
        headers = {"Authorization": f"Bearer {self.person(login)}"}
        said = self._client.request(method, self.url + path, json=json, headers=headers)
        fits = said.status_code == expect if expect else said.status_code < 400
        assert fits, f"{method} {path}: {said.status_code} {said.text}"
        return said.json() if said.content else None

    def accept(self, login: str) -> None:
        """Let somebody accept every invitation that they have."""
        with self._lock:
            for org in self.world.accounts.values():
                for team in org.teams.values():
                    if role := team.invited.pop(login, ""):
                        org.members.setdefault(login, "member")
                        team.members[login] = role
            for repo in self.world.repos.values():
                if right := repo.invited.pop(login, ""):
                    repo.roles[login] = right

    def draft(self, login: str, full: str, number: int, *, draft: bool) -> None:
        """Mark a pull request as a draft or as ready: GitHub has this in GraphQL only."""
        with self._lock:
            pull, me = self.pull(full, number), self.world.account(login)
            pull.draft = draft
            kind = "convert_to_draft" if draft else "ready_for_review"
            self.world.happen(pull, kind, me)
            action = "converted_to_draft" if draft else kind
            self._tell("pull_request", me, {"action": action, "pull": pull})

    def _tell(self, event: str, me: Account, part: dict[str, Any]) -> None:
        call = Call(self.world, me, "", {}, {}, None, self.deliveries.heard)
        self.deliveries.heard(event, call, part)

    def _moved(self, repo: Repo, me: Account, told: list[Any]) -> None:
        for one in told:
            if isinstance(one[0], Pull):
                pull, before = one
                action = "closed" if pull.closed else "synchronize"
                more = {} if pull.closed else {"before": before, "after": pull.sha}
                self._tell("pull_request", me, {"action": action, "pull": pull, **more})
            else:
                self._tell("push", me, {"repo": repo, **self._push(repo, me, *one)})

    def _push(self, repo: Repo, me: Account, ref: str, old: str, new: str) -> dict[str, Any]:
        person = {"name": me.login, "email": gitside.mail(me)}
        return {
            "ref": ref, "before": old, "after": new, "created": old == gitside.ZERO,
            "deleted": new == gitside.ZERO, "forced": False, "base_ref": None, "pusher": person,
            "compare": f"{self.web}/{repo.full}/compare/{old[:12]}...{new[:12]}", "commits": [],
            "head_commit": None,
        }  # fmt: skip

    async def _serve(self, request: Request) -> Response:
        body = await request.body()
        status, headers, sent = await run_in_threadpool(self._answer, request, body)
        return Response(sent, status, headers)

    def _answer(self, request: Request, body: bytes) -> smart_http.Reply:
        path, query = request.scope["raw_path"].decode().partition("?")[0], request.url.query
        told = (query, request.headers, body)
        if path.startswith(f"{API}/"):
            return self.desk.serve(request.method, path.removeprefix(API), *told)
        with self._lock:
            if path == graph.PATH:
                asked = (request.method, request.headers, body)
                return graph.serve(self.world, *asked, self.mismatches)
            return smart_http.serve(self.world, request.method, path, *told, self._moved)

    def __enter__(self) -> "GitHubFake":
        """Start serving."""
        sock = socket.socket()
        sock.bind(("127.0.0.1", 0))
        sock.listen()  # who calls before the server is there waits until it is
        self.world.web = f"http://127.0.0.1:{sock.getsockname()[1]}"
        app = Starlette(routes=[Route("/{path:path}", self._serve, methods=METHODS)])
        told = uvicorn.Config(app, log_level="critical", lifespan="off", ws="none")
        self._server = uvicorn.Server(told)
        self._thread = threading.Thread(target=self._server.run, args=([sock],), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        """Stop; raise what did not fit the description, also after another failure of the test."""
        self.desk.closing.set()
        self.deliveries.stop()
        self._client.close()
        self._server.should_exit = True
        self._thread.join(30)
        if self.mismatches:
            raise Mismatch("\n".join(dict.fromkeys(self.mismatches))) from fault
