"""What a server speaks: its certificate, its versions of TLS and its ciphers."""

import socket
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from paraf.core.evidence import Finding
from paraf.core.words import T
from paraf.inspection.findings import block
from paraf.inspection.transport import certificate, hello

PATIENCE = 10.0
"""Seconds for a connection, and for each answer."""

_MODERN = T("Let the server speak TLS 1.2 and 1.3 alone, as “paraf headers” writes it.")


def check_tls(url: str, names: tuple[str, ...], now: datetime) -> tuple[tuple[Finding, ...], int]:
    """Return what is wrong with the TLS of a site and of the `names` that lead to it.

    The number is how many hosts showed a certificate. Nothing for a site without TLS. Where a host
    cannot be reached nothing is found either: other parts of the inspection tell that.
    """
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        return (), 0
    port = parts.port or 443
    if not _is_there(parts.hostname, port):
        return (), 0
    # A name with a port of its own is a door without TLS.
    hosts = dict.fromkeys((parts.hostname, *(one for one in names if ":" not in one)))
    shown = {host: one for host in hosts if (one := _shown(host, port)) is not None}
    findings = (
        found
        for host, one in shown.items()
        for found in certificate.judge(one, host, _place(host, port), now)
    )
    return (*findings, *_versions(parts.hostname, port)), len(shown)


def _is_there(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=PATIENCE).close()
    except OSError:
        return False
    return True


def _shown(host: str, port: int) -> certificate.Shown | None:
    try:
        return certificate.look(host, port, PATIENCE)
    except OSError:
        return None


def _versions(host: str, port: int) -> Iterator[Finding]:
    place = _place(host, port)
    for version in (hello.TLS10, hello.TLS11):
        agreed = _agreed(host, port, version, hello.PLAIN)
        if agreed is not None and agreed.version <= hello.TLS11:
            name = hello.VERSIONS.get(agreed.version, hex(agreed.version))
            what = T("The server still speaks {version} (outdated by RFC 8996).", version=name)
            yield block("tls-old", place, what, _MODERN)
    agreed = _agreed(host, port, hello.TLS12, tuple(hello.WEAK))
    if agreed is not None and agreed.suite in hello.WEAK:
        name = hello.WEAK[agreed.suite]
        what = T("The server agrees to the weak cipher {name} (RFC 9325).", name=name)
        yield block("tls-weak", place, what, _MODERN)


def _agreed(host: str, port: int, version: int, suites: tuple[int, ...]) -> hello.Agreed | None:
    try:
        return hello.ask((host, port), version, suites, PATIENCE)
    except OSError:
        return None


def _place(host: str, port: int) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"https://{shown}/" if port == 443 else f"https://{shown}:{port}/"
