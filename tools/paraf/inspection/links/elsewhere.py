"""Links to other sites, asked politely, one at a time of each host; never within our network."""

import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass
from enum import Enum
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from paraf.core.words import T, Text
from paraf.inspection.links import hosts

if TYPE_CHECKING:
    import httpx

AGENT = "Mozilla/5.0 (compatible; paraf; checks the links of a public office's site)"
HOPS = 10
HOSTS = 8
"""So many hosts are asked at once."""
PAUSE = 1.0
"""Seconds between two questions to one host."""
PATIENCE = 10.0
"""Seconds for a connection, and for the head of an answer."""
BUDGET = 90.0
"""Seconds for all of them; what is not asked by then cannot be told."""
GONE = frozenset({404, 410})
_EXPIRED, _MISNAMED = 10, 62  # OpenSSL's X509_V_ERR_CERT_HAS_EXPIRED, _HOSTNAME_MISMATCH


class Fate(Enum):
    """What became of a link. UNKNOWN is no fault: the other site did not want to tell us."""

    FINE = "fine"
    MOVED = "moved"
    BROKEN = "broken"
    PRIVATE = "private"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of a link: `why` for all but FINE, `where` it has moved for good."""

    fate: Fate
    why: Text | None = None
    where: str = ""


@dataclass(frozen=True, slots=True)
class Manners:
    """How other sites are asked.

    `resolve` names the addresses of a host, `allowed` says which may be connected to: those of the
    public internet alone. `pause` waits so many seconds. `silent`: nobody is asked at all.
    """

    pause: Callable[[float], None] = time.sleep
    resolve: hosts.Resolver = hosts.resolve
    allowed: Callable[[hosts.Address], bool] = hosts.is_public
    budget: float = BUDGET
    silent: bool = False


POLITE = Manners()
NO_ANSWER = T("no answer came")
LATE = Told(Fate.UNKNOWN, T("there was no time left"))


def follow(urls: Iterable[str], manners: Manners) -> Mapping[str, Told]:
    """Return what became of each address; it ends after `manners.budget` seconds.

    A HEAD, and a GET where that is refused; no body is read. 404 and 410, a name that does not
    exist and a refused connection mean BROKEN; that a site wants a login, is busy, is slow or
    forbids programs means UNKNOWN, as does whatever has not answered when the time is over, however
    slowly it goes on. Every redirection is held against `manners.allowed` anew.
    """
    from urllib.request import getproxies

    import httpx

    answers: dict[str, Future[Told]] = {url: Future() for url in urls}
    until = time.monotonic() + manners.budget
    # A proxy looks names up itself, and is trusted with them; without one they are looked up here.
    proxied = any(name in getproxies() for name in ("http", "https", "all"))
    headers = {"User-Agent": AGENT, "Accept": "*/*"}
    # Whoever still listens when the client is closed hears an error, and ends.
    with httpx.Client(timeout=PATIENCE, headers=headers, trust_env=proxied) as client:
        _begin(_Asker(client, manners, until, proxied), answers)
        done, _ = wait(answers.values(), max(until - time.monotonic(), 0))
    return {url: one.result() if one in done else LATE for url, one in answers.items()}


def _begin(asker: "_Asker", answers: Mapping[str, Future[Told]]) -> None:
    """Ask HOSTS at once, in threads that hold nobody up who wants to end."""
    by_host: dict[str, list[str]] = defaultdict(list)
    for url in answers:
        by_host[hosts.named(urlsplit(url).netloc) or ""].append(url)
    waiting = deque(by_host.values())

    def work() -> None:
        while True:
            try:
                urls = waiting.popleft()
            except IndexError:
                return
            asker.ask_host(urls, answers)

    for _ in range(min(HOSTS, len(by_host))):
        Thread(target=work, daemon=True).start()


@dataclass(frozen=True, slots=True)
class _Asker:
    client: "httpx.Client"
    manners: Manners
    until: float
    proxied: bool

    def ask_host(self, urls: Sequence[str], answers: Mapping[str, Future[Told]]) -> None:
        """Ask one after the other while there is time; whatever happens is in its answer."""
        for nth, url in enumerate(urls):
            if time.monotonic() > self.until:
                return
            if nth:
                self.manners.pause(PAUSE)
            try:
                answers[url].set_result(self.ask(url))
            except Exception as error:  # noqa: BLE001 - raised again by whoever waits for it
                answers[url].set_exception(error)

    def ask(self, url: str) -> Told:
        """Ask, and once more before a connection that fails is called broken."""
        import httpx

        told = Told(Fate.UNKNOWN)
        for pause in (0.0, PAUSE):
            if pause:
                self.manners.pause(pause)
            try:
                return self._chased(url)
            except _Stop as stop:
                return stop.told
            except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
                told = _unanswered(error)
            if told.fate is not Fate.BROKEN:
                break
        return told

    def _chased(self, url: str) -> Told:
        """Go where redirections lead; permanent ones alone mean that the link has moved."""
        at, permanent = url, True
        for hops in range(HOPS):
            if time.monotonic() > self.until:
                return LATE
            status, location = self._asked(at)
            if not 300 <= status < 400 or not location:
                moved = hops > 0 and permanent and status < 300
                return _moved(at) if moved else _judged(status)
            permanent &= status in (301, 308)
            at = urljoin(at, location)
        return Told(Fate.BROKEN, T("it is redirected again and again"))

    def _asked(self, url: str) -> tuple[int, str]:
        """Return status and location: of a HEAD, or of a GET where that is answered by an error."""
        target, headers, extensions = self._pinned(url)
        status, location = 0, ""
        for method in ("HEAD", "GET"):
            request = self.client.build_request(
                method, target, headers=headers, extensions=extensions
            )
            response = self.client.send(request, stream=True)
            response.close()
            status, location = response.status_code, response.headers.get("Location", "")
            if status < 400 or status == 429:
                break
        return status, location

    def _pinned(self, url: str) -> tuple["httpx.URL", dict[str, str], dict[str, str]]:
        """Return how to ask for `url` at an address that was looked at.

        The connection goes to that very address: a name that answers otherwise when it is asked
        again (DNS rebinding) gains nothing.
        """
        import httpx

        whole = httpx.URL(url)
        authority = whole.netloc.decode("ascii")
        host = hosts.named(authority)
        if whole.scheme not in ("http", "https") or host is None:
            raise _Stop(Fate.BROKEN, T("{url} is not a valid address", url=url))
        self._stop_early(host)
        if self.proxied:
            return whole, {}, {}
        address = self._looked_up(host)
        return whole.copy_with(host=address), {"Host": authority}, {"sni_hostname": host}

    def _stop_early(self, host: str) -> None:
        if host.endswith(".invalid"):  # RFC 6761, 6.4: it need not be asked
            raise _Stop(Fate.BROKEN, T("there is no host named {host}", host=host))
        if self.manners.silent:
            raise _Stop(Fate.UNKNOWN, T("nobody was asked"))
        if self.proxied and hosts.is_local(host):
            raise _Stop(Fate.PRIVATE, T("{host} is within a network", host=host))

    def _looked_up(self, host: str) -> str:
        addresses = self.manners.resolve(host)
        if not addresses:
            raise _Stop(Fate.BROKEN, T("there is no host named {host}", host=host))
        for one in addresses:
            if not self.manners.allowed(one):
                what = T("{host} is at {address}, within a network", host=host, address=str(one))
                raise _Stop(Fate.PRIVATE, what)
        return str(addresses[0])


class _Stop(Exception):
    """What became of a link is known before it is asked."""

    def __init__(self, fate: Fate, why: Text) -> None:
        super().__init__(str(why))
        self.told = Told(fate, why)


def _moved(where: str) -> Told:
    return Told(Fate.MOVED, T("it has moved to {where}", where=where), where)


def _judged(status: int) -> Told:
    why = T("the answer is {status}", status=status)
    if status < 300:
        return Told(Fate.FINE)
    return Told(Fate.BROKEN if status in GONE else Fate.UNKNOWN, why)


def _unanswered(error: Exception) -> Told:
    """A refusal and a wrong certificate are the other site's fault; silence may be ours.

    An incomplete chain is not told: browsers fetch what is missing.
    """
    import ssl

    causes: list[BaseException] = [error]
    while (cause := causes[-1].__cause__ or causes[-1].__context__) is not None:
        causes.append(cause)
    for one in causes:
        if isinstance(one, ssl.SSLCertVerificationError):
            holds = one.verify_code not in (_EXPIRED, _MISNAMED)
            fate = Fate.UNKNOWN if holds else Fate.BROKEN
            return Told(
                fate, T("its certificate does not hold: {reason}", reason=one.verify_message)
            )
        if isinstance(one, ConnectionRefusedError):
            return Told(Fate.BROKEN, T("its server refuses connections"))
    return Told(Fate.UNKNOWN, NO_ANSWER)
