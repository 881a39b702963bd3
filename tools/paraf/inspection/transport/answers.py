"""What a site answers with, headers first: a few addresses that stand for all of it."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx

PATIENCE = 10.0
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

    def __init__(self, client: "httpx.Client") -> None:
        """Ask through `client`."""
        self._client = client

    def get(self, url: str) -> Answer | None:
        """Return the answer of an address, not following it elsewhere; None if none comes."""
        import httpx

        try:
            with self._client.stream("GET", url) as response:
                body = b""
                for chunk in response.iter_bytes():
                    body += chunk
                    if len(body) > LIMIT:
                        break
                names = {name.lower() for name in response.headers}
                told = {name: tuple(response.headers.get_list(name)) for name in names}
                return Answer(url, response.status_code, told, body[:LIMIT])
        except (httpx.HTTPError, httpx.InvalidURL):
            return None


@contextmanager
def opened() -> Iterator[Door]:
    """Ask as a visitor does. Certificates are judged apart; here they hinder nothing."""
    import httpx

    trust = ssl.create_default_context()
    trust.check_hostname = False
    trust.verify_mode = ssl.CERT_NONE
    loopback = ("all://127.0.0.1", "all://localhost", "all://[::1]")
    with httpx.Client(
        verify=trust,
        headers={"Origin": FOREIGN, "Cache-Control": "no-cache"},
        timeout=PATIENCE,
        mounts={pattern: httpx.HTTPTransport(verify=trust) for pattern in loopback},
    ) as client:
        yield Door(client)
