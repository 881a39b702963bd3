"""One question to a server and its answer, byte by byte as they went over the wire (RFC 9112)."""

import socket
import ssl
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import SplitResult, urlsplit
from urllib.request import getproxies, proxy_bypass

END = b"\r\n\r\n"
PIECE = 65_536
PATIENCE = 20.0
"""Seconds for a connection and for the next bytes, and for the whole answer."""
ALTOGETHER = 120.0
"""Seconds for all answers together: a site that dawdles has been found out long before."""
TRIES = 3
"""A server that is just overwhelmed (5xx) is asked again, so often in all."""
LARGEST = 4_000_000
"""Bytes of an answer that is still kept."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its answer. Both heads end with their empty line.

    `body` is as it came: a transfer coding that the head names is still on it. `peer` is the
    server's address on the network, empty where a proxy stood between.
    """

    request: bytes
    response: bytes
    body: bytes
    peer: str = ""

    @property
    def status(self) -> int:
        """The answer's status; 0 where its first line makes no sense."""
        return _status(self.response)

    def header(self, name: str) -> str:
        """Return what the answer says under a name; empty if it says nothing."""
        return _header(self.response, name)


Fetch = Callable[[str], Exchange | None]
"""Asks for an address; None where nothing, too much or half an answer came."""


def asking(
    trust: ssl.SSLContext | None = None,
    *,
    patience: float = PATIENCE,
    altogether: float = ALTOGETHER,
    largest: int = LARGEST,
    clock: Callable[[], float] = time.monotonic,
) -> Fetch:
    """Return what asks for an address, uncompressed, on a connection of its own.

    Redirections are not followed: they are answers too. Proxies of the environment are used. From
    `altogether` seconds after this call on, nothing is asked any more.
    """
    trusted = trust or ssl.create_default_context()
    end = clock() + altogether

    def fetch(url: str) -> Exchange | None:
        got = None
        for _ in range(TRIES):
            got = once(url)
            if got is None or got.status < 500:
                break
        return got

    def once(url: str) -> Exchange | None:
        last = min(clock() + patience, end)
        if clock() >= end:
            return None
        try:
            parts = urlsplit(url)
            connection, target = _connection(parts, trusted, patience)
            request = _request(parts, target)
            connection.connect()
            with closing(connection):
                direct = connection.host == (parts.hostname or "")
                peer = str(connection.sock.getpeername()[0]) if direct else ""
                connection.sock.sendall(request)
                came = _answer(connection.sock, largest, lambda: clock() > last)
        except (OSError, HTTPException, ValueError):
            return None
        return Exchange(request, *came, peer) if came is not None else None

    return fetch


def _connection(
    parts: SplitResult, trust: ssl.SSLContext, patience: float
) -> tuple[HTTPConnection, str]:
    """Return the way to a server, and how the address is written on that way."""
    host, port, secure = parts.hostname or "", parts.port, parts.scheme == "https"
    target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    proxy = "" if proxy_bypass(host) or _near(host) else getproxies().get(parts.scheme, "")
    if not proxy and secure:
        return HTTPSConnection(host, port, timeout=patience, context=trust), target
    if not proxy:
        return HTTPConnection(host, port, timeout=patience), target
    by = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
    if secure:
        through = HTTPSConnection(by.hostname or "", by.port, timeout=patience, context=trust)
        through.set_tunnel(host, port)
        return through, target
    return HTTPConnection(by.hostname or "", by.port, timeout=patience), parts.geturl()


def _near(host: str) -> bool:
    return host in ("localhost", "::1") or host.startswith("127.")


def _request(parts: SplitResult, target: str) -> bytes:
    lines = (
        f"GET {target} HTTP/1.1",
        f"Host: {parts.netloc.rpartition('@')[2]}",
        "User-Agent: Mozilla/5.0 (compatible; Paraf)",
        "Accept: */*",
        # Then the SHA-256 of the body is that of the file, and anyone can compare them.
        "Accept-Encoding: identity",
        "Cache-Control: no-cache",
        "Connection: close",
    )
    if any(not line.isprintable() for line in lines):
        raise ValueError(target)
    return "\r\n".join(lines).encode("ascii") + END


def _answer(
    sock: socket.socket, largest: int, late: Callable[[], bool]
) -> tuple[bytes, bytes] | None:
    """Return head and body; None where the answer stays away, breaks off or is too large."""
    came, head = bytearray(), b""
    while not late():
        piece = sock.recv(PIECE)
        came += piece
        while not head and (end := came.find(END)) >= 0:
            first = bytes(came[: end + len(END)])
            del came[: len(first)]
            # What a server says beforehand (1xx) is not the answer.
            head = b"" if _status(first) in range(100, 200) else first
        if len(came) > largest:
            break
        if head and _whole(head, came, ended=not piece):
            return head, bytes(came)
        if not piece:
            break
    return None


def _whole(head: bytes, body: bytearray, *, ended: bool) -> bool:
    """Say whether nothing of the body is missing (RFC 9112, 6.3)."""
    if "chunked" in _header(head, "Transfer-Encoding").lower():
        return body.endswith(b"0" + END)
    length = _header(head, "Content-Length")
    if length:
        return length.isdecimal() and len(body) >= int(length)
    return ended or _status(head) in (204, 304)


def _status(head: bytes) -> int:
    parts = head.split(b" ", 2)
    return int(parts[1][:3]) if len(parts) > 1 and parts[1][:3].isdigit() else 0


def _header(head: bytes, name: str) -> str:
    wanted = name.lower().encode()
    for line in head.split(b"\r\n")[1:]:
        found, _, value = line.partition(b":")
        if found.lower() == wanted:
            return value.strip().decode("latin-1")
    return ""
