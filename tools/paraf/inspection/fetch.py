"""One site over HTTP: bounded in time, in size and in patience."""

import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from paraf.inspection.findings import origin
from paraf.inspection.web.answer import (
    IDENTITY,
    PACKED,
    Answer,
    Ask,
    Fault,
    Silence,
    is_final,
    is_well,
    silence,
)
from paraf.inspection.web.manners import Patience, Rate, sent_away

if TYPE_CHECKING:
    from paraf.inspection.web.many import Many
    from paraf.inspection.web.transfer import Transfer

RETRIES = 20
"""So many second tries by `Web.get`: a sick server must not cost minutes for every address."""
PATIENCE = Patience()
SLOWEST = PATIENCE.slowest
"""Bytes per second that an answer must come with, once our patience is over."""
HOPS = 5
WORKERS = 4

Pause = Callable[[float], None]

__all__ = [
    "HOPS",
    "IDENTITY",
    "PACKED",
    "PATIENCE",
    "SLOWEST",
    "WORKERS",
    "Answer",
    "Ask",
    "Fault",
    "Patience",
    "Pause",
    "Silence",
    "Web",
    "is_well",
    "opened",
]


class Web:
    """Asks one site. `get` and `follow` may be shared by threads; `opened` makes it.

    Every way of asking keeps the rate that was given, and stays away for as long as a 429 or 503
    says (`Retry-After`).
    """

    def __init__(self, patience: Patience, pause: Pause, rate: Rate, connections: int) -> None:
        """Ask with `patience`, waiting between tries by `pause`."""
        self._patience = patience
        self._pause = pause
        self._rate = rate
        self._connections = connections
        self._retries = RETRIES
        self._idle: list[Transfer] = []
        self._lock = threading.Lock()
        self._many: Many | None = None

    def get(
        self, url: str, *, limit: int, keep: bool = False, headers: tuple[str, ...] = IDENTITY
    ) -> Answer | Silence:
        """Return the answer of `url`, its body read until it is longer than `limit` bytes.

        A 5xx, a 429 or a silence is asked for again, `RETRIES` times in all for this site.
        """
        ask = Ask(url, limit, keep, headers)
        got = self.once(ask)
        for tries, wait in enumerate(self._patience.waits, 2):
            if is_final(got) or not self._may_retry():
                break
            away = self._away(got)
            self._pause(max(wait, away))
            got = self.once(ask, tries)
        return got

    def follow(
        self, url: str, *, limit: int, keep: bool = False, headers: tuple[str, ...] = IDENTITY
    ) -> Answer | Silence:
        """Return the answer that redirections within the same site lead to."""
        got = self.get(url, limit=limit, keep=keep, headers=headers)
        for _ in range(HOPS):
            following = next_hop(url, got)
            if following is None or origin(following) != origin(url):
                break
            url = following
            got = self.get(url, limit=limit, keep=keep, headers=headers)
        return got

    def stream(
        self, asks: Iterable[Ask], *, seconds: float
    ) -> Generator[tuple[Ask, Answer | Silence]]:
        """Yield each ask with what came, in the order of coming, over all connections at once.

        Asks are taken as they are needed: neither they nor the answers pile up. What fails is asked
        for again by and by, meanwhile the others go on. A silence that is `gone` is the last one:
        nobody is there, or all patience is spent (`seconds` for the whole among it). One stream at
        a time.
        """
        from paraf.inspection.web.many import Many

        if self._many is None:
            self._many = Many(self._connections, self._rate, self._patience)
        with closing(self._many.answers(asks, seconds)) as answers:
            yield from answers

    def close(self) -> None:
        """Close every connection."""
        while self._idle:
            self._idle.pop().curl.close()
        if self._many is not None:
            self._many.close()

    def _may_retry(self) -> bool:
        with self._lock:
            self._retries -= 1
            return self._retries >= 0

    def _away(self, got: Answer | Silence) -> float:
        if isinstance(got, Silence):
            return 0.0
        return sent_away(got.headers, self._patience.longest)

    def once(self, ask: Ask, tries: int = 1) -> Answer | Silence:
        """Return what comes at the first try; `tries` is what is told of it."""
        import pycurl

        from paraf.inspection.web.transfer import Transfer, is_http

        if not is_http(ask.url):
            return silence(Fault.ADDRESS)
        while held := self._rate.wait():
            self._pause(held)
        try:
            transfer = self._idle.pop()
        except IndexError:
            transfer = Transfer(self._patience)
        transfer.began(ask, tries)
        try:
            transfer.curl.perform()
        except pycurl.error as error:
            return transfer.ended(error.args[0])
        else:
            return transfer.ended(0)
        finally:
            self._idle.append(transfer)


@contextmanager
def opened(
    pause: Pause = time.sleep,
    *,
    patience: Patience = PATIENCE,
    connections: int = WORKERS,
    per_second: float = 0.0,
) -> Iterator[Web]:
    """Ask as a visitor does who has nothing in the cache. Proxies of the environment are used.

    `pause` waits in `get` and `follow`; `connections` are those of `stream`; `per_second` (0: no
    bound) holds for all together.
    """
    web = Web(patience, pause, Rate(per_second), connections)
    try:
        yield web
    finally:
        web.close()


def next_hop(url: str, got: Answer | Silence) -> str | None:
    """Return the address that an answer of `url` leads on to; None if it does not, or to none."""
    from paraf.inspection.web.transfer import is_http

    if not isinstance(got, Answer) or got.location is None:
        return None
    try:
        following = urljoin(url, got.location)
    except ValueError:
        return None
    return following if is_http(following) else None
