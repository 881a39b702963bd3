"""What a server speaks: its certificate, its versions of TLS and its ciphers."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from paraf.core.evidence import Finding
from paraf.core.words import T
from paraf.inspection.findings import block
from paraf.inspection.transport import certificate, hello

PATIENCE = 10.0
"""Seconds for a connection, and for an answer."""

_MODERN = T("Let the server speak TLS 1.2 and 1.3 alone, as “paraf headers” writes it.")


def check_tls(
    url: str, names: tuple[str, ...], now: datetime, patience: float = PATIENCE
) -> tuple[tuple[Finding, ...], int]:
    """Return what is wrong with the TLS of a site and of the `names` that lead to it.

    The number is how many hosts showed a certificate. Nothing for a site without TLS. Where a host
    cannot be reached nothing is found either: other parts of the inspection tell that.
    """
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        return (), 0
    # A name with a port of its own is a door without TLS.
    hosts = dict.fromkeys((parts.hostname, *(one for one in names if ":" not in one)))
    doors = [_Door(host, parts.port or 443, patience) for host in hosts]
    findings: list[Finding] = []
    shown = 0
    for door in doors:
        # Whoever says nothing for so long is not asked for more.
        with suppress(TimeoutError):
            seen = door.certificate()
            shown += seen is not None
            findings += certificate.judge(seen, door.host, door.place, now) if seen else ()
            findings += door.versions() if door is doors[0] else ()
    return tuple(findings), shown


@dataclass(frozen=True, slots=True)
class _Door:
    """Where TLS is spoken. What it does raises TimeoutError if nothing is said for too long."""

    host: str
    port: int
    patience: float

    @property
    def place(self) -> str:
        shown = f"[{self.host}]" if ":" in self.host else self.host
        return f"https://{shown}/" if self.port == 443 else f"https://{shown}:{self.port}/"

    def certificate(self) -> certificate.Shown | None:
        """Return what is shown; None if no TLS can be agreed on, or nobody is there."""
        try:
            return certificate.look(self.host, self.port, self.patience)
        except TimeoutError:
            raise
        except OSError:
            return None

    def versions(self) -> Iterator[Finding]:
        for version in (hello.TLS10, hello.TLS11):
            agreed = self._agreed(version, hello.PLAIN)
            if agreed is not None and agreed.version <= hello.TLS11:
                name = hello.VERSIONS.get(agreed.version, hex(agreed.version))
                what = T("The server still speaks {version} (outdated by RFC 8996).", version=name)
                yield block("tls-old", self.place, what, _MODERN)
        agreed = self._agreed(hello.TLS12, tuple(hello.WEAK))
        if agreed is not None and agreed.suite in hello.WEAK:
            name = hello.WEAK[agreed.suite]
            what = T("The server agrees to the weak cipher {name} (RFC 9325).", name=name)
            yield block("tls-weak", self.place, what, _MODERN)

    def _agreed(self, version: int, suites: tuple[int, ...]) -> hello.Agreed | None:
        try:
            return hello.ask((self.host, self.port), version, suites, self.patience)
        except TimeoutError:
            raise
        except OSError:
            return None
