"""What a site answers with, headers first: a few addresses that stand for all of it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pycurl

PATIENCE = 10.0
"""Seconds for a whole answer."""
LIMIT = 32 * 1024
"""Bytes of a body that are read; RFC 9116 §5.4 thinks of as many for a security.txt."""
FOREIGN = "https://elsewhere.example"
"""Who asks, as a page of somebody else would: so a server shows whom it lets read."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came from `url`. `headers` hold each name in lower case, with all that it came with."""

    url: str
    status: int
    headers: dict[str, tuple[str, ...]]
    body: bytes

    def all(self, name: str) -> tuple[str, ...]:
        """Return what a header came with, in order."""
        return self.headers.get(name.lower(), ())

    def one(self, name: str) -> str:
        """Return what a header came with, joined as HTTP has it; empty if it did not come."""
        return ", ".join(self.all(name))

    @property
    def is_page(self) -> bool:
        """Say whether a browser would show it as a page, and heed its policy."""
        return self.one("content-type").partition(";")[0].strip().lower() == "text/html"


class Door:
    """Asks a site. `opened` makes it."""

    def __init__(self, curl: "pycurl.Curl") -> None:
        """Ask through `curl`."""
        self._curl = curl

    def get(self, url: str) -> Answer | None:
        """Return the answer of an address, not following it elsewhere; None if none comes.

        A body that is longer than `LIMIT`, or comes too slowly, is cut.
        """
        import pycurl

        lines: list[bytes] = []
        body = bytearray()

        def take(chunk: bytes) -> int:
            body.extend(chunk[: LIMIT - len(body)])
            return len(chunk) if len(body) < LIMIT else 0

        self._curl.setopt(pycurl.URL, url)
        self._curl.setopt(pycurl.HEADERFUNCTION, lines.append)
        self._curl.setopt(pycurl.WRITEFUNCTION, take)
        try:
            self._curl.perform()
        except pycurl.error:
            if b"\r\n" not in lines:  # the headers did not come to their end
                return None
        return Answer(
            url, int(self._curl.getinfo(pycurl.RESPONSE_CODE)), _headers(lines), bytes(body)
        )


@contextmanager
def opened(patience: float = PATIENCE) -> Iterator[Door]:
    """Ask as a visitor does. Certificates are judged apart; here they hinder nothing.

    No answer takes longer than `patience` seconds, however slowly it comes.
    """
    import pycurl

    curl = pycurl.Curl()
    told = os.environ.get("no_proxy") or os.environ.get("NO_PROXY")
    for option, value in (
        (pycurl.NOSIGNAL, 1),
        (pycurl.TIMEOUT_MS, int(patience * 1000)),
        (pycurl.SSL_VERIFYPEER, 0),
        (pycurl.SSL_VERIFYHOST, 0),
        (pycurl.NOPROXY, ",".join(one for one in (told, "127.0.0.1,localhost,::1") if one)),
        (pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS),
        (pycurl.ACCEPT_ENCODING, "gzip"),
        (pycurl.HTTPHEADER, [f"Origin: {FOREIGN}", "Cache-Control: no-cache", "User-Agent: paraf"]),
    ):
        curl.setopt(option, value)
    try:
        yield Door(curl)
    finally:
        curl.close()


def _headers(lines: list[bytes]) -> dict[str, tuple[str, ...]]:
    """Return the headers of the last answer: that of a proxy may come before it."""
    found: dict[str, tuple[str, ...]] = {}
    for line in lines:
        if line.startswith(b"HTTP/"):
            found.clear()
            continue
        name, colon, value = (part.strip().decode("latin-1") for part in line.partition(b":"))
        if colon:
            found[name.lower()] = (*found.get(name.lower(), ()), value)
    return found
