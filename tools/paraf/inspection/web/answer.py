"""What is asked of a server, and what comes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from paraf.core.words import T, Text

IDENTITY = ("Accept-Encoding: identity",)
PACKED = ("Accept-Encoding: gzip, br",)
"""What browsers say; they ask for no file otherwise."""


class Fault(Enum):
    """Why no whole answer came, in words that are the same every time."""

    ADDRESS = T("the address cannot be read")
    NAME = T("the host name is not known")
    REFUSED = T("no connection can be made")
    CERTIFICATE = T("the certificate is not trusted")
    TLS = T("no safe connection can be agreed on")
    SLOW = T("too slow")
    LENGTH = T("it ended before the length that it had announced")
    BROKEN = T("the connection was broken off")
    HEADERS = T("the headers are longer than any program reads")
    PROTOCOL = T("what came is no HTTP")


GONE = frozenset({Fault.NAME, Fault.REFUSED, Fault.CERTIFICATE, Fault.TLS})
"""Faults after which nothing else of the same server would come either."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One GET. Its answer is read until it is longer than `limit` bytes, and kept if `keep`.

    `headers` are whole lines, such as `Accept-Encoding: gzip`. With `unpack` what comes packed is
    unpacked as a browser does, `limit` being that of what it unpacks to. `unweighed`: the seconds
    of the whole do not reckon with its bytes; it gets time for them as they come.
    """

    url: str
    limit: int
    keep: bool = False
    headers: tuple[str, ...] = IDENTITY
    unpack: bool = False
    unweighed: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What came. `body` is empty unless it was asked for.

    `size` and `sha256` (lower-case hex) are of the bytes as they came over the wire, or of what
    they unpacked to where that was asked for; of an answer that was cut, of what was read of it.
    `torn`: it cannot be unpacked. `location` is that of a redirection, else None. `headers`
    have lower-case names; the values of one that comes twice are joined by a comma. `tries` counts
    from 1.
    """

    status: int
    size: int
    sha256: str
    body: bytes
    location: str | None
    headers: Mapping[str, str] = field(default_factory=dict)
    tries: int = 1
    torn: bool = False


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing came, or not all of it. `gone`: no connection could be made at all."""

    reason: Text
    gone: bool
    fault: Fault = Fault.BROKEN
    tries: int = 1


def silence(fault: Fault, tries: int = 1) -> Silence:
    """Return the silence of a fault."""
    return Silence(fault.value, fault in GONE, fault, tries)


def is_well(got: Answer | Silence) -> bool:
    """Say whether there is an answer that another try would not change."""
    return isinstance(got, Answer) and got.status < 500 and got.status != 429


def is_final(got: Answer | Silence) -> bool:
    """Say whether another try is of no use: all is well, or it never can be."""
    return is_well(got) or (isinstance(got, Silence) and got.fault is Fault.ADDRESS)
