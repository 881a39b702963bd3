"""One request and what came back, within limits of time and size; or a fault that says why not."""

import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from paraf.core.words import T
from paraf.forge.answer import Answer, AnswerFault, read
from paraf.forge.refusals import Asked, cut, too_large, unreachable, untrusted
from paraf.ports import ForgeFault

if TYPE_CHECKING:
    import httpx

PORTS = {"http": 80, "https": 443}
KEPT = 512
KEPT_BYTES = 16 * 1024 * 1024


class Limits(Protocol):
    """How long one whole answer may take, in seconds, and how large it may be, in bytes."""

    @property
    def answer(self) -> float:
        """Seconds for an answer as a whole."""

    @property
    def size(self) -> int:
        """Bytes of a body."""


@dataclass(frozen=True)
class Heard:
    """An answer; the names of `headers` are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @cached_property
    def told(self) -> Answer | None:
        """What its JSON says; None where it is no JSON, or not all of it."""
        try:
            return read(self.body, "")
        except AnswerFault:
            return None


class Memory:
    """The last answers that carry an ETag, so that the forge need not send them again.

    It holds at most `KEPT` of them and `KEPT_BYTES` in all, and forgets what was not asked for
    longest.
    """

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._kept: OrderedDict[str, Heard] = OrderedDict()
        self._size = 0

    def get(self, url: str) -> Heard | None:
        """Return the answer last given for an address, if it is still kept."""
        heard = self._kept.get(url)
        if heard is not None:
            self._kept.move_to_end(url)
        return heard

    def keep(self, url: str, heard: Heard) -> None:
        """Keep a good answer with an ETag; whatever else comes makes an older one forgotten."""
        self._drop(url)
        good = heard.status == 200 and heard.told is not None and "etag" in heard.headers
        if not good or len(heard.body) > KEPT_BYTES:
            return
        # The bytes alone: what they say takes many times their place.
        self._kept[url] = Heard(heard.status, heard.headers, heard.body)
        self._size += len(heard.body)
        while len(self._kept) > KEPT or self._size > KEPT_BYTES:
            self._drop(next(iter(self._kept)))

    def _drop(self, url: str) -> None:
        gone = self._kept.pop(url, None)
        self._size -= len(gone.body) if gone else 0


def hear(
    client: "httpx.Client",
    request: "httpx.Request",
    asked: Asked,
    limits: Limits,
    clean: Callable[[str], str],
) -> Heard:
    """Send a request once and return its whole answer; `clean` makes the library's words fit.

    Raises Unheard where no answer, or no whole one, came in time; ForgeFault where it is too large.
    """
    import httpx

    try:
        response = client.send(request, stream=True)
        try:
            body = _body(response, asked, limits)
        finally:
            response.close()
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError) as error:
        reason = clean(str(error) or type(error).__name__)
        bad = "CERTIFICATE_VERIFY_FAILED" in reason
        raise (untrusted if bad else unreachable)(asked, reason) from None
    except (httpx.UnsupportedProtocol, httpx.LocalProtocolError, httpx.InvalidURL) as error:
        raise unreachable(asked, clean(str(error))) from None
    except httpx.HTTPError as error:
        raise cut(asked, clean(str(error) or type(error).__name__)) from None
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Heard(response.status_code, headers, body)


def _body(response: "httpx.Response", asked: Asked, limits: Limits) -> bytes:
    body = bytearray()
    until = time.monotonic() + limits.answer
    for piece in response.iter_bytes():
        body += piece
        if len(body) > limits.size:
            raise too_large(asked, limits.size)
        if time.monotonic() > until:
            raise cut(asked, "too slow")
    return bytes(body)


def origin(url: str) -> tuple[str, str, int | None]:
    """Return the scheme, the host and the port of an address."""
    parts = urlsplit(url)
    scheme = parts.scheme.lower()
    try:
        return scheme, (parts.hostname or "").lower(), parts.port or PORTS.get(scheme)
    except ValueError:
        return scheme, "", None


def checked(root: str) -> str:
    """Return a forge's address without a final slash; ForgeFault unless it is plain http(s)."""
    parts = urlsplit(root)
    scheme, host, port = origin(root)
    plain = not (parts.username or parts.password or parts.query or parts.fragment)
    if scheme not in PORTS or not host or port is None or not plain or not root.isprintable():
        raise ForgeFault(
            T("The forge's address must be like https://git.office.example, nothing more."),
            T("Correct it in review/pipeline.yml."),
        )
    return root.rstrip("/")


def checked_token(token: str) -> str:
    """Return a token that fits into a header; the fault does not show it."""
    if not token or not token.isascii() or not token.isprintable() or " " in token:
        raise ForgeFault(
            T("The token is empty, or holds a space, a line break or a sign that none has."),
            T("Copy it again, alone on one line, to where PARAF_TOKEN or PARAF_TOKEN_FILE says."),
        )
    return token
