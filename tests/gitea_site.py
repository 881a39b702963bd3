"""A repository on a real forge, and a small office whose people act through its API and git."""

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import httpx

from gitea_server import Person, Server
from hook_receiver import Receiver

SECONDS = 60.0
"""How long a forge may take for what it does behind an answer's back."""
OFFICE = "bkd"
T = TypeVar("T")
Rows = list[dict[str, Any]]


def eventually(read: Callable[[], T], accept: Callable[[T], bool]) -> T:
    """The first reading that is acceptable; the last one, as a failure, when time is up."""
    deadline = time.monotonic() + SECONDS
    while not accept(found := read()):
        assert time.monotonic() < deadline, found
    return found


@dataclass(frozen=True)
class People:
    """The office: the robot, the writer of drafts, two superiors who may only read, a stranger."""

    robot: Person
    sari: Person
    budi: Person
    ratna: Person
    tono: Person


def found_office(server: Server) -> People:
    """Make the organisation `bkd`, its people, and the team of superiors (read, assign, label)."""
    names = ("robot", "sari", "budi", "ratna", "tono")
    people = People(*(server.add_person(name) for name in names))
    server.call(server.admin, "POST", "/orgs", {"username": OFFICE})
    team = {
        "name": "pejabat",
        "permission": "read",
        "units": ["repo.code"],
        "units_map": {"repo.code": "read", "repo.pulls": "write", "repo.issues": "write"},
        "includes_all_repositories": True,
    }
    number = server.call(server.admin, "POST", f"/orgs/{OFFICE}/teams", team)["id"]
    for person in (people.budi, people.ratna):
        server.call(server.admin, "PUT", f"/teams/{number}/members/{person.name}")
    return people


@dataclass(frozen=True)
class Site:
    """One repository; `sari` may read it, `robot` may write it, the team reads it."""

    server: Server
    people: People
    name: str
    folder: Path

    @property
    def path(self) -> str:
        """The repository's path below `/api/v1`."""
        return f"/repos/{OFFICE}/{self.name}"

    @property
    def address(self) -> str:
        """The repository's address for git."""
        return f"{self.server.url}/{OFFICE}/{self.name}.git"

    def call(self, person: Person | str, method: str, tail: str, json: object = None) -> Any:
        """The decoded answer of a request to this repository that must succeed."""
        return self.server.call(person, method, self.path + tail, json)

    def request(
        self, person: Person | str | None, method: str, tail: str, json: object = None
    ) -> httpx.Response:
        """The answer, whatever it is, of a request to this repository."""
        return self.server.request(person, method, self.path + tail, json)

    def admit(self, person: Person, right: str) -> Person:
        """Make this person a collaborator: `read`, `write` or `admin`."""
        place = f"/collaborators/{person.name}"
        self.call(self.server.admin, "PUT", place, {"permission": right})
        return person

    def protect(self, rule: str, **settings: object) -> None:
        """Add a branch protection rule; unless said otherwise nobody pushes there."""
        wanted = {"rule_name": rule, "enable_push": False} | settings
        self.call(self.server.admin, "POST", "/branch_protections", wanted)

    def listen(self, receiver: Receiver, *events: str) -> None:
        """Send webhooks of these events (all of a pull request) to a receiver, signed `rahasia`."""
        wanted = {
            "type": "gitea",
            "active": True,
            "config": {"url": receiver.url, "content_type": "json", "secret": "rahasia"},
            "events": list(events or ("pull_request",)),
        }
        self.call(self.server.admin, "POST", "/hooks", wanted)

    def clone(self, person: Person) -> Path:
        """A new clone of this person, whose commits bear the person's name."""
        place = self.folder / f"{person.name}-{len(list(self.folder.iterdir()))}"
        place.mkdir(parents=True)
        self.git(person, place, "clone", "-q", self.address, ".")
        self.git(None, place, "config", "user.name", person.name)
        self.git(None, place, "config", "user.email", f"{person.name}@bkd.example")
        return place

    def commit(self, place: Path, text: str, file: str = "drafts/berita/case.yml") -> str:
        """Commit this text in this file of a clone; the commit's id."""
        (place / file).parent.mkdir(parents=True, exist_ok=True)
        (place / file).write_text(text)
        self.git(None, place, "add", "--all")
        self.git(None, place, "commit", "-q", "-m", f"Tulis {file}")
        return self.git(None, place, "rev-parse", "HEAD").strip()

    def git(self, person: Person | None, place: Path, *words: str) -> str:
        """What git printed; it must succeed."""
        answer = self.server.git(person, place, *words)
        assert answer.returncode == 0, answer.stderr
        return answer.stdout

    def push(self, person: Person, place: Path, *words: str) -> subprocess.CompletedProcess[str]:
        """What came of a push to this repository, refused or not."""
        return self.server.git(person, place, "push", self.address, *words)

    def hand_in(self, person: Person, place: Path, topic: str, *options: str) -> None:
        """Push a clone's head for review (AGit), as a person without the right to write does."""
        said = [word for option in (f"topic={topic}", *options) for word in ("-o", option)]
        answer = self.push(person, place, "HEAD:refs/for/main", *said)
        assert answer.returncode == 0, answer.stderr

    def draft(self, text: str = "judul: Berita\n") -> tuple[int, Path, str]:
        """A draft that sari handed in: the pull request's number, her clone, the head."""
        place = self.clone(self.people.sari)
        head = self.commit(place, text)
        self.hand_in(self.people.sari, place, "draft/berita", "title=Berita")
        newest = self.call(self.people.robot, "GET", "/pulls?state=open&sort=newest")[0]
        assert newest["head"]["sha"] == head
        return newest["number"], place, head

    def review(
        self, person: Person, number: int, event: str, body: str = "", **more: object
    ) -> dict[str, Any]:
        """Review a pull request: `APPROVED`, `REQUEST_CHANGES`, `COMMENT`."""
        sent = {"event": event, "body": body} | more
        given: dict[str, Any] = self.call(person, "POST", f"/pulls/{number}/reviews", sent)
        return given

    def pull(self, number: int) -> dict[str, Any]:
        """The pull request as the robot sees it."""
        found: dict[str, Any] = self.call(self.people.robot, "GET", f"/pulls/{number}")
        return found

    def reviews(self, number: int) -> Rows:
        """Its reviews as the robot sees them."""
        found: Rows = self.call(self.people.robot, "GET", f"/pulls/{number}/reviews")
        return found

    def timeline(self, number: int, *kinds: str) -> Rows:
        """The whole timeline, or only the rows of these types."""
        rows: Rows = self.call(self.people.robot, "GET", f"/issues/{number}/timeline") or []
        return [row for row in rows if not kinds or row["type"] in kinds]

    def settle(self, number: int) -> str:
        """Wait until the forge has seen that the pull request can be merged; its head."""
        return str(
            eventually(lambda: self.pull(number), lambda pull: pull["mergeable"])["head"]["sha"]
        )

    def merge(self, person: Person, number: int, **more: object) -> httpx.Response:
        """Ask for the merge of a pull request that is ready for it."""
        self.settle(number)
        return self.request(person, "POST", f"/pulls/{number}/merge", {"Do": "merge"} | more)


def found_site(server: Server, people: People, name: str, folder: Path) -> Site:
    """A new public repository of the office with one commit on `main`."""
    wanted = {"name": name, "auto_init": True, "default_branch": "main", "private": False}
    server.call(server.admin, "POST", f"/orgs/{OFFICE}/repos", wanted)
    folder.mkdir(parents=True, exist_ok=True)
    site = Site(server, people, name, folder)
    site.admit(people.robot, "write")
    site.admit(people.sari, "read")
    return site
