"""What goes wrong with GitHub: switched on by a test, for requests whose `METHOD path` matches."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

DOWN = {"message": "Server Error", "documentation_url": "https://www.githubstatus.com"}
SECONDARY = {
    "message": "You have exceeded a secondary rate limit. Please wait a few minutes.",
    "documentation_url": "https://docs.github.com/rest/overview/rate-limits-for-the-rest-api",
}


@dataclass
class Trouble:
    """One kind of trouble, for the next `times` requests that match."""

    on: re.Pattern[str]
    times: int
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: Any = None
    after: bool = False
    """The request is served first: only its answer is lost."""
    seconds: float = 0
    cut: str = ""
    change: Callable[[Any], Any] | None = None
    checked: bool = False


@dataclass
class Faults:
    """The troubles that are switched on."""

    on: list[Trouble] = field(default_factory=list)

    def fail(
        self, status: int, times: int = 1, on: str = "", *, after: bool = False,
        retry_after: int | None = None,
    ) -> None:  # fmt: skip
        """Answer an error: 500, 502, 503; with `after`, what was asked for is done all the same."""
        headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
        self.on.append(Trouble(re.compile(on), times, status, headers, dict(DOWN), after))

    def limit(self, status: int = 403, times: int = 1, on: str = "", retry_after: int = 1) -> None:
        """Answer that the secondary rate limit was hit (403 or 429), with Retry-After."""
        headers = {"Retry-After": str(retry_after)}
        self.on.append(Trouble(re.compile(on), times, status, headers, dict(SECONDARY)))

    def exhaust(self, reset: int, times: int = 1, on: str = "") -> None:
        """Answer that the primary rate limit is used up until `reset`, in seconds since 1970."""
        headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(reset)}
        body = {
            "message": "API rate limit exceeded",
            "documentation_url": SECONDARY["documentation_url"],
        }
        self.on.append(Trouble(re.compile(on), times, 403, headers, body))

    def slow(self, seconds: float, times: int = 1, on: str = "") -> None:
        """Wait before answering."""
        self.on.append(Trouble(re.compile(on), times, seconds=seconds))

    def cut(self, what: str = "bytes", times: int = 1, on: str = "") -> None:
        """Cut an answer short: half of its `bytes`, or the `link` to the next page."""
        self.on.append(Trouble(re.compile(on), times, cut=what))

    def alter(
        self, change: Callable[[Any], Any], times: int = 1, on: str = "", *, checked: bool = False
    ) -> None:
        """Change the body of an answer: after it was checked, or (`checked`) before."""
        self.on.append(Trouble(re.compile(on), times, change=change, checked=checked))

    def of(self, request: str) -> list[Trouble]:
        """Return, and use up, what hits a request."""
        hit = [one for one in self.on if one.times > 0 and one.on.search(request)]
        for one in hit:
            one.times -= 1
        return hit
