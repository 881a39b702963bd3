"""One site over HTTP: bounded in time, in size and in patience."""

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from paraf.inspection.findings import origin

if TYPE_CHECKING:
    import ssl

    import httpx

WAITS = (0.0, 0.5, 2.0)
"""Seconds before each try; a server error or a silence is tried again, no other answer is."""
RETRIES = 20
"""So many second tries for a whole site: a sick server must not cost minutes for every file."""
PATIENCE = 20.0
"""Seconds for a connection, and for the next bytes of an answer."""
SLOWEST = 50_000
"""Bytes per second that an answer must come with, once `PATIENCE` is over."""
HOPS = 5
WORKERS = 4

Pause = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came. `body` is empty unless it was asked for."""

    status: int
    size: int
    sha256: str
    body: bytes
    location: str | None


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing came, or not all of it. `gone`: no connection could be made at all."""

    reason: str
    gone: bool


class Web:
    """Asks one site; may be shared by threads. `opened` makes it."""

    def __init__(self, client: "httpx.Client", pause: Pause) -> None:
        """Ask through `client`, waiting between tries by `pause`."""
        self._client = client
        self._pause = pause
        self._retries = RETRIES

    def get(self, url: str, *, limit: int, keep: bool = False) -> Answer | Silence:
        """Return the answer of `url`, its body read until it is longer than `limit` bytes."""
        got: Answer | Silence = Silence("", gone=True)
        for wait in WAITS:
            if wait:
                if self._retries <= 0:
                    break
                self._retries -= 1
                self._pause(wait)
            got = self._once(url, limit, keep=keep)
            if isinstance(got, Answer) and got.status < 500:
                break
        return got

    def follow(self, url: str, *, limit: int, keep: bool = False) -> Answer | Silence:
        """Return the answer that redirections within the same site lead to."""
        got = self.get(url, limit=limit, keep=keep)
        for _ in range(HOPS):
            if not isinstance(got, Answer) or got.location is None:
                break
            following = urljoin(url, got.location)
            if origin(following) != origin(url):
                break
            url = following
            got = self.get(url, limit=limit, keep=keep)
        return got

    def _once(self, url: str, limit: int, *, keep: bool) -> Answer | Silence:
        import httpx

        try:
            with self._client.stream("GET", url) as response:
                return _read(response, limit, keep=keep)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            return Silence(str(error) or type(error).__name__, gone=True)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return Silence(str(error) or type(error).__name__, gone=False)


@contextmanager
def opened(pause: Pause = time.sleep) -> Iterator[Web]:
    """Ask as a visitor does who has nothing in the cache. Proxies of the environment are used."""
    import httpx

    loopback = ("all://127.0.0.1", "all://localhost", "all://[::1]")
    trust = _trust()
    with httpx.Client(
        verify=trust,
        headers={"Accept-Encoding": "identity", "Cache-Control": "no-cache"},
        timeout=PATIENCE,
        limits=httpx.Limits(max_connections=WORKERS),
        mounts={pattern: httpx.HTTPTransport(verify=trust) for pattern in loopback},
    ) as client:
        yield Web(client, pause)


@cache
def _trust() -> "ssl.SSLContext":
    """Return whom this process trusts; to read that takes longer than to fetch a page."""
    import httpx

    return httpx.create_ssl_context()


def _read(response: "httpx.Response", limit: int, *, keep: bool) -> Answer | Silence:
    digest = hashlib.sha256()
    size = 0
    body = bytearray()
    until = time.monotonic() + PATIENCE + limit / SLOWEST
    for chunk in response.iter_bytes():
        digest.update(chunk)
        size += len(chunk)
        if keep:
            body += chunk
        if size > limit:
            break
        if time.monotonic() > until:
            return Silence("too slow", gone=False)
    location = response.headers.get("Location") if response.is_redirect else None
    return Answer(response.status_code, size, digest.hexdigest(), bytes(body), location)
