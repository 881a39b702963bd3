"""Names of machines: one way to write each, and which are nobody's but the reader's own."""

import re
import socket
from collections.abc import Callable, Sequence
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import unquote

Address = IPv4Address | IPv6Address
Resolver = Callable[[str], Sequence[Address]]
"""Returns the addresses of a host as `named` returns it; none if it does not exist. OSError if that
cannot be told."""

_LOCAL = (
    *(".localhost", ".local", ".localdomain", ".internal", ".intranet", ".lan", ".corp"),
    *(".home", ".home.arpa", ".private"),
)
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)", re.IGNORECASE)
_BAD = re.compile(r"[\x00-\x20#/<>?@\[\\\]^|%]")
_NAT64 = ip_network("64:ff9b::/96")


@lru_cache(maxsize=4096)
def named(authority: str) -> str | None:
    """Return the host of `user@host:port` as it is compared; None if there is none.

    A name is in lower case and ASCII (IDNA), a number a dotted quad, an IPv6 address without its
    brackets and in its short form (URL Standard, host parsing).
    """
    host = authority.rpartition("@")[2]
    if host.startswith("["):
        inner, end, rest = host[1:].partition("]")
        if not end or (rest and not re.fullmatch(r":\d*", rest)):
            return None
        try:
            return str(IPv6Address(inner.partition("%")[0]))
        except ValueError:
            return None
    name, _, port = host.partition(":")
    if port and not port.isdecimal():
        return None
    return _name(unquote(name))


def _name(name: str) -> str | None:
    if not name.isascii():
        import idna

        try:
            name = idna.encode(name, uts46=True).decode()
        except (idna.IDNAError, UnicodeError):
            return None
    name = name.lower().removesuffix(".")
    if not name or _BAD.search(name) or ".." in name or len(name) > 253:
        return None
    if not _NUMBER.fullmatch(name.rpartition(".")[2]):
        return name
    try:  # browsers read 0x7f.1 and 2130706433 as inet_aton does
        return socket.inet_ntoa(socket.inet_aton(name))
    except OSError:
        return None


def is_local(host: str) -> bool:
    """Say whether a host, as `named` returns it, is not one of the public internet."""
    try:
        return not is_public(ip_address(host))
    except ValueError:
        return "." not in host or f".{host}".endswith(_LOCAL)


def is_public(address: Address) -> bool:
    """Say whether anybody can be behind an address; one that holds another counts as that one."""
    if isinstance(address, IPv6Address):
        within = address.ipv4_mapped or address.sixtofour
        if within is None and address in _NAT64:
            within = IPv4Address(int(address) & 0xFFFFFFFF)
        if within is not None:
            return is_public(within)
    return address.is_global and not address.is_multicast


def resolve(host: str) -> Sequence[Address]:
    """Return the addresses of a host, as this machine resolves it (a `Resolver`)."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno == socket.EAI_NONAME:
            return ()
        raise
    return [ip_address(str(one[4][0]).partition("%")[0]) for one in found]
