"""The first words of TLS, said in versions and ciphers that our own library no longer knows.

Only the ClientHello is sent and the ServerHello read (RFC 5246 §7.4.1): nothing is ever encrypted.
"""

import socket
import time
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import ip_address
from struct import pack

TLS10, TLS11, TLS12 = 0x0301, 0x0302, 0x0303
VERSIONS = {0x0300: "SSL 3.0", TLS10: "TLS 1.0", TLS11: "TLS 1.1", TLS12: "TLS 1.2"}

PLAIN = (
    *(0xC013, 0xC014, 0xC009, 0xC00A, 0xC023, 0xC027, 0x0033, 0x0039),
    *(0x002F, 0x0035, 0xC012, 0xC008, 0x000A, 0x0005),
)
"""What servers that speak old versions know."""
WEAK = {
    # No encryption, no certificate, or keys that are broken at once (RFC 9325 §4.1: MUST NOT).
    **{0x0001: "NULL-MD5", 0x0002: "NULL-SHA", 0x003B: "NULL-SHA256"},
    **{0xC006: "ECDHE-ECDSA-NULL-SHA", 0xC010: "ECDHE-RSA-NULL-SHA", 0xC015: "AECDH-NULL-SHA"},
    **{0x0018: "ADH-RC4-MD5", 0x001B: "ADH-DES-CBC3-SHA", 0x0034: "ADH-AES128-SHA"},
    **{0x003A: "ADH-AES256-SHA", 0x006C: "ADH-AES128-SHA256", 0x00A6: "ADH-AES128-GCM-SHA256"},
    **{0xC016: "AECDH-RC4-SHA", 0xC018: "AECDH-AES128-SHA", 0xC019: "AECDH-AES256-SHA"},
    **{0x0003: "EXP-RC4-MD5", 0x0006: "EXP-RC2-CBC-MD5", 0x0008: "EXP-DES-CBC-SHA"},
    **{0x0009: "DES-CBC-SHA", 0x0015: "DHE-RSA-DES-CBC-SHA"},
    **{0x0004: "RC4-MD5", 0x0005: "RC4-SHA", 0xC007: "ECDHE-ECDSA-RC4-SHA"},
    0xC011: "ECDHE-RSA-RC4-SHA",
    # Blocks of 64 bits, or a key that also opens what was recorded years ago (SHOULD NOT).
    **{0x000A: "DES-CBC3-SHA", 0x0016: "DHE-RSA-DES-CBC3-SHA"},
    **{0xC008: "ECDHE-ECDSA-DES-CBC3-SHA", 0xC012: "ECDHE-RSA-DES-CBC3-SHA"},
    **{0x002F: "AES128-SHA", 0x0035: "AES256-SHA", 0x003C: "AES128-SHA256"},
    **{0x003D: "AES256-SHA256", 0x009C: "AES128-GCM-SHA256", 0x009D: "AES256-GCM-SHA384"},
    **{0x0041: "CAMELLIA128-SHA", 0x0084: "CAMELLIA256-SHA"},
}
"""Ciphers that no server should agree to, with the names that OpenSSL gives them."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a server agrees to: a version and a cipher suite, by their numbers."""

    version: int
    suite: int


def ask(
    place: tuple[str, int], version: int, suites: tuple[int, ...], patience: float
) -> Agreed | None:
    """Offer a server one version and some suites; None if it refuses.

    Raises OSError if it cannot be reached, or its answer is not whole after `patience` seconds.
    """
    until = time.monotonic() + patience
    with socket.create_connection(place, timeout=patience) as line:
        line.sendall(_hello(place[0], version, suites))
        head = _exactly(line, 5, until)
        if len(head) < 5 or head[0] != 0x16:
            return None
        return _server_hello(_exactly(line, int.from_bytes(head[3:5], "big"), until))


def _server_hello(body: bytes) -> Agreed | None:
    if len(body) < 41 or body[0] != 0x02:
        return None
    after = 39 + body[38]
    if len(body) < after + 2:
        return None
    return Agreed(int.from_bytes(body[4:6], "big"), int.from_bytes(body[after : after + 2], "big"))


def _exactly(line: socket.socket, size: int, until: float) -> bytes:
    got = b""
    while len(got) < size:
        # Byte by byte, a server could keep us waiting for hours.
        line.settimeout(max(until - time.monotonic(), 0.001))
        try:
            more = line.recv(size - len(got))
        except ConnectionError:
            break
        if not more:
            break
        got += more
    return got


def _hello(host: str, version: int, suites: tuple[int, ...]) -> bytes:
    # Nothing is kept secret by this, so the random part need not be random.
    random = sha256(host.encode()).digest()
    offered = b"".join(pack(">H", one) for one in suites)
    told = b"".join(_extensions(host, version))
    body = pack(">H", version) + random + b"\0" + pack(">H", len(offered)) + offered
    body += b"\x01\x00" + pack(">H", len(told)) + told
    message = b"\x01" + len(body).to_bytes(3, "big") + body
    return b"\x16\x03\x01" + pack(">H", len(message)) + message


def _extensions(host: str, version: int) -> list[bytes]:
    groups, formats = b"\x00\x1d\x00\x17\x00\x18\x00\x19", b"\x01\x00"
    told = [_extension(10, pack(">H", len(groups)) + groups), _extension(11, formats)]
    if version >= TLS12:
        signs = b"\x04\x03\x05\x03\x06\x03\x08\x04\x08\x05\x08\x06\x04\x01\x05\x01\x06\x01\x02\x01"
        told.append(_extension(13, pack(">H", len(signs)) + signs))
    if not _is_address(host):
        name = host.encode("idna")
        entry = b"\0" + pack(">H", len(name)) + name
        told.append(_extension(0, pack(">H", len(entry)) + entry))
    return told


def _extension(kind: int, data: bytes) -> bytes:
    return pack(">HH", kind, len(data)) + data


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
