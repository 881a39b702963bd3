"""A real Gitea or Forgejo on loopback, with SQLite in a temporary folder, for the tests.

The binary is named by `PARAF_GITEA` (or `PARAF_FORGEJO`), else found on PATH. Each server starts
from a copy of a data folder that was migrated once, so that a fresh one answers in about a second.
It can be stopped and started again on the same data and port, as an office's server is.
"""

import atexit
import base64
import functools
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import httpx

START_SECONDS = 60.0
STOP_SECONDS = 20.0
WIRE = httpx.Client(trust_env=False, timeout=60, limits=httpx.Limits(max_keepalive_connections=0))
"""One client for all requests; it keeps no connection open, for a forge may be stopped between."""
SETTINGS = Path(__file__).parent / "gitea" / "app.ini"


@dataclass(frozen=True)
class Person:
    """A user of the forge: name, password, a token with all scopes, numeric id."""

    name: str
    password: str
    token: str
    number: int

    @property
    def header(self) -> str:
        """The value of `Authorization` for git, which knows only the basic kind."""
        return "Basic " + base64.b64encode(f"{self.name}:{self.token}".encode()).decode()


@dataclass
class Server:
    """One forge: `start` and `stop` it, and do to its API what people do in their browsers."""

    binary: Path
    home: Path
    port: int
    process: subprocess.Popen[bytes] | None = None
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The forge's root address, without a final slash."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def settings(self) -> Path:
        """The server's `app.ini`."""
        return self.home / "app.ini"

    @property
    def admin(self) -> Person:
        """The instance's administrator."""
        return self.people["admin"]

    @functools.cached_property
    def is_forgejo(self) -> bool:
        """Whether this is Forgejo, which names the Gitea it is compatible with."""
        return "+gitea-" in str(self.call(None, "GET", "/version")["version"])

    def write_settings(self) -> Self:
        """Write `app.ini` for this folder and port."""
        user = pwd.getpwuid(os.getuid()).pw_name
        text = SETTINGS.read_text().format(user=user, home=self.home, port=self.port)
        self.settings.write_text(text)
        return self

    def start(self) -> Self:
        """Start the server and return when it answers; a `RuntimeError` tells its log."""
        with (self.home / "output.txt").open("ab") as output:
            self.process = subprocess.Popen(
                [self.binary, "web", "--config", self.settings],
                stdout=output,
                stderr=output,
                env=self._environment(),
            )
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"The forge did not start:\n{self.log()}")
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(0.05)
        return self

    def stop(self) -> None:
        """End the server as `systemctl stop` does; kill it if it does not listen."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
        self.process = None

    def kill(self) -> None:
        """End the server without warning, as a power cut does."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def log(self) -> str:
        """The end of what the server said."""
        told = [self.home / "output.txt", *sorted((self.home / "log").glob("*.log"))]
        return "\n".join(path.read_text(errors="replace")[-4000:] for path in told if path.exists())

    def command(self, *words: str) -> str:
        """Run the server's own command line on this data and return what it printed."""
        answer = subprocess.run(
            [self.binary, *words, "--config", self.settings],
            capture_output=True,
            text=True,
            env=self._environment(),
        )
        if answer.returncode:
            raise RuntimeError(f"{' '.join(words[:3])}: {answer.stdout}{answer.stderr}")
        return answer.stdout

    def request(
        self,
        person: Person | str | None,
        method: str,
        path: str,
        json: object = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """One request to `/api/v1` as this person (a bare string is a token, `None` nobody)."""
        token = person.token if isinstance(person, Person) else person
        sent = dict(headers or {}) | ({"Authorization": f"token {token}"} if token else {})
        return WIRE.request(method, f"{self.url}/api/v1{path}", json=json, headers=sent)

    def call(self, person: Person | str | None, method: str, path: str, json: object = None) -> Any:
        """The decoded answer of one successful request (`None` where it has no body)."""
        answer = self.request(person, method, path, json)
        if not answer.is_success:
            raise AssertionError(f"{method} {path}: {answer.status_code} {answer.text}")
        return answer.json() if answer.content else None

    def add_person(self, name: str) -> Person:
        """Create a user of this name with a known password and a token."""
        made = {
            "username": name,
            "email": f"{name}@bkd.example",
            "password": f"{name}-password",
            "must_change_password": False,
        }
        self.call(self.admin, "POST", "/admin/users", made)
        return self._admit(name, f"{name}-password")

    def add_token(self, person: Person, name: str, scopes: tuple[str, ...] = ("all",)) -> str:
        """A further token of this person, of these scopes."""
        answer = WIRE.post(
            f"{self.url}/api/v1/users/{person.name}/tokens",
            json={"name": name, "scopes": list(scopes)},
            auth=(person.name, person.password),
        )
        assert answer.status_code == 201, answer.text
        return str(answer.json()["sha1"])

    def git(
        self, person: Person | None, folder: Path, *words: str
    ) -> subprocess.CompletedProcess[str]:
        """Run git in a folder, at the forge as this person. The caller judges its answer."""
        environment = os.environ | {"GIT_TERMINAL_PROMPT": "0", "GIT_CONFIG_NOSYSTEM": "1"}
        if person is not None:
            environment |= {
                "GIT_CONFIG_COUNT": "1",
                "GIT_CONFIG_KEY_0": f"http.{self.url}/.extraHeader",
                "GIT_CONFIG_VALUE_0": f"Authorization: {person.header}",
            }
        return subprocess.run(
            ["git", "-C", folder, *words], capture_output=True, text=True, env=environment
        )

    def _admit(self, name: str, password: str) -> Person:
        token = self.add_token(Person(name, password, "", 0), "tests")
        number = int(self.call(token, "GET", "/user")["id"])
        self.people[name] = Person(name, password, token, number)
        return self.people[name]

    def _answers(self) -> bool:
        try:
            answer = WIRE.get(f"{self.url}/api/healthz", timeout=5)
        except httpx.TransportError:
            return False
        return answer.status_code == 200

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "TZ", "LANG") if name in os.environ}
        return kept | {"HOME": str(self.home)}


def find(*names: str) -> Path | None:
    """The first of these forges this machine has: by `PARAF_<NAME>`, else on PATH."""
    for name in names:
        named = os.environ.get(f"PARAF_{name.upper()}") or shutil.which(name)
        if named:
            return Path(named)
    return None


@contextmanager
def serving(binary: Path, folder: Path) -> Iterator[Server]:
    """A fresh running forge whose data lie in this (new) folder; it is stopped at the end."""
    template, admin = _template(binary)
    shutil.copytree(
        template, folder, ignore=shutil.ignore_patterns("log", "output.txt"), dirs_exist_ok=True
    )
    server = Server(binary, folder, _free_port(), people={"admin": admin}).write_settings()
    try:
        yield server.start()
    finally:
        server.stop()


@functools.cache
def _template(binary: Path) -> tuple[Path, Person]:
    """A stopped forge's folder with a migrated database and its administrator: once a session."""
    folder = Path(tempfile.mkdtemp(prefix="paraf-forge-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    server = Server(binary, folder, _free_port()).write_settings()
    server.command("migrate")
    password = "keeper-password"  # Forgejo keeps the name `admin` for itself
    identity = ["--username", "keeper", "--password", password, "--email", "keeper@bkd.example"]
    server.command("admin", "user", "create", "--admin", *identity, "--must-change-password=false")
    try:
        admin = server.start()._admit("keeper", password)
    finally:
        server.stop()
    return folder, admin


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])
