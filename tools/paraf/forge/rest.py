"""The one way of talking to a hosted forge: JSON over HTTP, with time-outs, patience and limits.

A request is repeated only where that is safe: one that only asks, always; one that does something,
only if the forge certainly has not begun it (no connection was made, or the forge said "later").
The token travels in one header, to one origin, and stands in no text that anybody sees.
"""

import json as jsons
import re
import ssl
import time
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from http.cookiejar import CookieJar, DefaultCookiePolicy
from itertools import count
from random import SystemRandom
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urljoin, urlsplit

from paraf.core.words import T
from paraf.forge.answer import Answer, read
from paraf.forge.exchange import Heard, Memory, checked, checked_token, hear, origin
from paraf.forge.refusals import Asked, Paused, Refused, Unheard, astray
from paraf.ports import ForgeFault

if TYPE_CHECKING:
    import httpx

HOPS = 3
LOOPBACK = ("all://127.0.0.1", "all://localhost", "all://[::1]")
NEXT = re.compile(r'<([^<>]+)>\s*;[^,<]*\brel="?next"?')
MOVED = (301, 302, 303, 307, 308)
SHAKY = (500, 502, 503, 504)
SECONDARY = b"secondary rate limit"
"""What GitHub says, sometimes without a header that tells how long to wait."""
SECONDARY_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait and how often to try, in seconds; `size` in bytes."""

    connect: float = 10.0
    silence: float = 30.0
    """Between two pieces of an answer."""
    answer: float = 120.0
    """For one answer as a whole."""
    tries: int = 4
    first: float = 0.5
    """The first back-off; each further one is twice as long."""
    most: float = 60.0
    """All the waiting between the tries of one request."""
    size: int = 32 * 1024 * 1024
    pages: int = 200
    rows: int = 100
    """Asked for on each page; a forge may give fewer."""


@dataclass(frozen=True, slots=True)
class Watch:
    """What tells the time, waits, and throws the dice; tests bring their own."""

    epoch: Callable[[], float] = time.time
    pause: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = SystemRandom().random


@dataclass(frozen=True, slots=True)
class Reply:
    """A good answer: HTTP's status, what it says, how many there are in all, the next page."""

    status: int
    answer: Answer
    total: int | None = None
    following: str | None = None


class Rest:
    """One forge's API below `root`, asked with one token; may be shared by threads.

    `scheme` is the word before the token (`token`, `Bearer`). Every call raises ForgeFault:
    `Refused` for the forge's no, `Paused` where it wants to be left alone for longer than
    `patience` bears, `Unheard` where no answer came, `AnswerFault` where it is not understood.
    """

    def __init__(
        self,
        root: str,
        token: str,
        scheme: str,
        *,
        headers: Mapping[str, str] | None = None,
        patience: Patience | None = None,
        watch: Watch | None = None,
    ) -> None:
        """Ask below `root`, an http(s) address without user, query or fragment."""
        self.root = checked(root)
        self.patience = patience or Patience()
        self.watch = watch or Watch()
        self.requests = 0
        """How many requests were sent so far, repeated ones included."""
        self._token = checked_token(token)
        self._headers = {"Accept": "application/json", "User-Agent": "paraf", **(headers or {})}
        self._scheme = scheme
        self._memory = Memory()

    def __repr__(self) -> str:
        """Name the forge, never the token."""
        return f"Rest({self.root!r})"

    def get(self, path: str, query: Mapping[str, str | int] | None = None) -> Reply:
        """Return what is at a path; repeated at need, and answered from memory if unchanged."""
        return self.send("GET", path + (f"?{urlencode(query)}" if query else ""))

    def find(self, path: str) -> Answer | None:
        """Return what is at a path; None if the forge knows nothing there."""
        try:
            return self.get(path).answer
        except Refused as no:
            if no.status == 404:
                return None
            raise

    def post(self, path: str, json: object = None, *, once: bool = False) -> Reply:
        """Have something made; with `once` not even a forge that said "later" is asked again."""
        return self.send("POST", path, json, once=once)

    def put(self, path: str, json: object = None) -> Reply:
        """Have something put in place."""
        return self.send("PUT", path, json)

    def patch(self, path: str, json: object = None) -> Reply:
        """Have something changed."""
        return self.send("PATCH", path, json)

    def delete(self, path: str, json: object = None) -> Reply:
        """Have something removed."""
        return self.send("DELETE", path, json)

    def pages(self, path: str, query: Mapping[str, str | int]) -> Iterator[Reply]:
        """Yield the pages that follow from one another by `Link`; ForgeFault if they do not end."""
        reply = self.get(path, query)
        for _ in range(self.patience.pages):
            yield reply
            if reply.following is None:
                return
            reply = self.send("GET", reply.following)
        raise endless(path, self.patience.pages)

    def send(self, method: str, path: str, json: object = None, *, once: bool = False) -> Reply:
        """Send one request, as often as is safe and needed, and return the good answer."""
        asked = Asked(method, path.partition("?")[0], urlsplit(self.root).netloc)
        url = path if path.startswith(("http://", "https://")) else self.root + path
        if origin(url) != origin(self.root):
            raise astray(asked, self._clean(url))
        waited = 0.0
        for turn in count():
            try:
                heard: Heard | Unheard = self._follow(asked, url, json)
            except Unheard as silence:
                heard = silence
            wait = self._wait(asked, heard, turn, once=once)
            if wait is None:
                return self._reply(asked, heard)
            waited += wait
            if turn + 1 >= self.patience.tries or waited > self.patience.most:
                return self._give_up(asked, heard, wait)
            self.watch.pause(wait)
        raise AssertionError

    def _follow(self, asked: Asked, url: str, json: object) -> Heard:
        """Return the answer that redirections within the forge lead to."""
        for _ in range(HOPS):
            heard = self._exchange(asked, url, json)
            if heard.status not in MOVED:
                return heard
            to = urljoin(url, heard.headers.get("location", ""))
            same = origin(to) == origin(self.root)
            if not same or (asked.method != "GET" and heard.status not in (307, 308)):
                raise astray(asked, self._clean(to))
            url = to
        raise astray(asked, self._clean(url))

    def _exchange(self, asked: Asked, url: str, json: object) -> Heard:
        """Send a request once; what is unchanged comes from memory."""
        kept = self._memory.get(url) if asked.method == "GET" else None
        headers = {"Authorization": f"{self._scheme} {self._token}"}
        if kept is not None:
            headers["If-None-Match"] = kept.headers["etag"]
        content = None if json is None else jsons.dumps(json).encode()
        if content is not None:
            headers["Content-Type"] = "application/json"
        self.requests += 1
        request = self._client.build_request(asked.method, url, content=content, headers=headers)
        heard = hear(self._client, request, asked, self.patience, self._clean)
        if heard.status == 304 and kept is not None:
            # The page is the same; that another one follows by now stands in what came just now.
            return Heard(kept.status, {**kept.headers, **heard.headers}, kept.body)
        if asked.method == "GET":
            self._memory.keep(url, heard)
        return heard

    def _wait(self, asked: Asked, heard: Heard | Unheard, turn: int, *, once: bool) -> float | None:
        """Return the seconds to wait before asking again; None if that would not be right."""
        back_off = self.patience.first * 2**turn * (0.5 + self.watch.chance() / 2)
        asks = asked.method == "GET"
        if isinstance(heard, Unheard):
            return back_off if heard.passing and (asks or not heard.sent) else None
        told = self._told(heard)
        if heard.status == 429 or (heard.status == 403 and told is not None):
            return back_off if told is None else told
        if heard.status == 503 and told is not None and not once:
            return told
        shaky = heard.status in SHAKY or (heard.status < 300 and heard.told is None)
        return back_off if shaky and asks else None

    def _told(self, heard: Heard) -> float | None:
        """Return the seconds after which the forge wants to be asked again, if it says so."""
        now, headers = self.watch.epoch(), heard.headers
        after = headers.get("retry-after", "")
        if after.isdecimal():
            return float(after[:9])
        with suppress(ValueError, TypeError):
            from email.utils import parsedate_to_datetime

            return max(0.0, parsedate_to_datetime(after).timestamp() - now)
        reset = headers.get("x-ratelimit-reset", "")
        if headers.get("x-ratelimit-remaining") == "0" and reset.isdecimal():
            return max(0.0, float(reset[:12]) - now) + 1
        return SECONDARY_SECONDS if SECONDARY in heard.body[:2000].lower() else None

    def _give_up(self, asked: Asked, heard: Heard | Unheard, wait: float) -> Reply:
        if isinstance(heard, Heard) and self._told(heard) is not None:
            raise Paused(asked, datetime.fromtimestamp(self.watch.epoch() + wait, UTC))
        return self._reply(asked, heard)

    def _reply(self, asked: Asked, heard: Heard | Unheard) -> Reply:
        if isinstance(heard, Unheard):
            raise heard
        if heard.status >= 300:
            raise Refused(asked, heard.status, self._clean(_said(heard)))
        total = heard.headers.get("x-total-count", "")
        link = NEXT.search(heard.headers.get("link", ""))
        following = urljoin(self.root, link[1]) if link else None
        told = heard.told
        answer = read(heard.body, str(asked)) if told is None else Answer(told.value, str(asked))
        return Reply(heard.status, answer, int(total) if total.isdecimal() else None, following)

    def _clean(self, text: str) -> str:
        """Return a stranger's words as one short line without the token."""
        text = text.replace(self._token, "…")
        return "".join(one if one.isprintable() else " " for one in text)[:300].strip()

    @cached_property
    def _client(self) -> "httpx.Client":
        import httpx

        patience = self.patience
        # The computer's own authorities count, an office's among them; not a package's.
        trust = ssl.create_default_context()
        client = httpx.Client(
            headers=self._headers,
            timeout=httpx.Timeout(patience.silence, connect=patience.connect),
            verify=trust,
            mounts={pattern: httpx.HTTPTransport(verify=trust) for pattern in LOOPBACK},
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        )
        weakref.finalize(self, client.close)
        return client


def _said(heard: Heard) -> str:
    """Return the forge's own words for a no; none where it answers with a page for browsers."""
    try:
        told = jsons.loads(heard.body)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(told, dict):
        return ""
    more = told.get("errors")
    # Gitea answers a merge that fails with what git said, and with no message.
    words = [told.get("message"), told.get("StdOut"), *(more if isinstance(more, list) else ())]
    texts = (one.get("message") if isinstance(one, dict) else one for one in words)
    return "; ".join(one for one in texts if isinstance(one, str) and one)


def endless(path: str, pages: int) -> ForgeFault:
    """Return the fault of a list that does not end."""
    return ForgeFault(
        T("{path} has more than {pages} pages.", path=path.partition("?")[0], pages=pages),
        T("Close what is old there; the program never works with half a list."),
    )
