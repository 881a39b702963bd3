"""A request that came in, how it is refused, and which function answers which route."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from github.state import Account, Pull, Repo, World

DOCS = "https://docs.github.com/rest"


class Refused(Exception):
    """An answer that is an error."""

    def __init__(self, status: int, message: str, errors: list[Any] | None = None) -> None:
        """Make the body that GitHub sends."""
        super().__init__(message)
        self.status = status
        self.body: dict[str, Any] = {"message": message, "documentation_url": DOCS}
        if errors is not None:
            self.body["errors"] = errors


def invalid(resource: str, field: str, code: str = "invalid", message: str = "") -> Refused:
    """Return the usual 422."""
    more = {"message": message} if message else {}
    return Refused(
        422, "Validation Failed", [{"resource": resource, "field": field, "code": code, **more}]
    )


NOT_FOUND = (404, "Not Found")
NO_RIGHTS = (403, "Must have admin rights to Repository.")


@dataclass
class Answer:
    """What is sent back; `body` is None where nothing is."""

    status: int
    body: Any
    link: str = ""


Heard = Callable[[str, "Call", dict[str, Any]], None]


@dataclass
class Call:
    """One request, understood: `who` is None for an anonymous one."""

    world: World
    who: Account | None
    path: str
    gaps: Mapping[str, str]
    query: Mapping[str, str]
    body: Any
    heard: Heard
    """Told of what webhooks are sent for: the event, this call, and the payload's own part."""

    @property
    def given(self) -> dict[str, Any]:
        """The fields of the body."""
        return self.body if isinstance(self.body, dict) else {}

    def me(self) -> Account:
        """Return who asks; 401 for nobody."""
        if self.who is None:
            raise Refused(401, "Requires authentication")
        return self.who

    def repo(self, right: str = "read") -> Repo:
        """Return the repository of the path; 404 to whom may not read it, 403 without the right."""
        repo = self.world.repos.get(f"{self.gaps['owner']}/{self.gaps['repo']}".lower())
        if repo is None or not self.world.may(self.who, repo, "read"):
            raise Refused(*NOT_FOUND)
        if right != "read":
            self.me()
            if not self.world.may(self.who, repo, right):
                raise Refused(*NO_RIGHTS)
        return repo

    def pull(self, right: str = "read") -> Pull:
        """Return the pull request of the path; 404 if there is none."""
        repo = self.repo(right)
        number = self.gaps.get("pull_number") or self.gaps["issue_number"]
        found = repo.pulls.get(int(number)) if number.isdigit() else None
        if found is None:
            raise Refused(*NOT_FOUND)
        return found

    def person(self, login: str) -> Account:
        """Return an account by login; 404 if there is none."""
        found = self.world.accounts.get(login.lower())
        if found is None:
            raise Refused(*NOT_FOUND)
        return found

    def page(self, items: Sequence[Any], show: Callable[[Any], Any]) -> Answer:
        """Return the page that was asked for; more than 100 a page is nobody given."""
        size = min(max(int(self.query.get("per_page", 30)), 1), 100)
        page = max(int(self.query.get("page", 1)), 1)
        last = max(-(-len(items) // size), 1)
        to: dict[str, int] = {}
        if page > 1:
            to |= {"prev": min(page - 1, last), "first": 1}
        if page < last:
            to |= {"next": page + 1, "last": last}
        link = ", ".join(f'<{self.url(page=n)}>; rel="{name}"' for name, n in to.items())
        return Answer(200, [show(one) for one in items[(page - 1) * size : page * size]], link)

    def url(self, **query: Any) -> str:
        """Return the address of this request with other parameters."""
        return f"{self.world.api}{self.path}?{urlencode({**self.query, **query})}"


Handler = Callable[[Call], Answer]
ROUTES: dict[str, Handler] = {}


def route(name: str) -> Callable[[Handler], Handler]:
    """Let a function answer a route, such as `GET /user`."""

    def taken(handler: Handler) -> Handler:
        ROUTES[name] = handler
        return handler

    return taken
