"""One answer over one libcurl handle: hashed as it comes, cut where it is too long."""

import hashlib
import os
import ssl
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

import pycurl

from paraf.inspection.web.answer import Answer, Ask, Fault, Silence, silence
from paraf.inspection.web.manners import Patience
from paraf.inspection.web.packing import Torn, Unpacking, unpacking

CHUNK = 131_072
CUT = -1
SPARE = 4096
"""So many bytes more than what it unpacks to may something be that is packed."""
AGENT = "User-Agent: paraf"
WEIRD, TOO_LARGE = 8, 100  # CURLE_WEIRD_SERVER_REPLY, CURLE_TOO_LARGE: pycurl has no names
FAULTS = {
    pycurl.E_UNSUPPORTED_PROTOCOL: Fault.ADDRESS,
    pycurl.E_URL_MALFORMAT: Fault.ADDRESS,
    pycurl.E_COULDNT_RESOLVE_PROXY: Fault.NAME,
    pycurl.E_COULDNT_RESOLVE_HOST: Fault.NAME,
    pycurl.E_COULDNT_CONNECT: Fault.REFUSED,
    pycurl.E_SSL_CONNECT_ERROR: Fault.TLS,
    pycurl.E_PEER_FAILED_VERIFICATION: Fault.CERTIFICATE,
    pycurl.E_SSL_CACERT_BADFILE: Fault.CERTIFICATE,
    pycurl.E_PARTIAL_FILE: Fault.LENGTH,
    WEIRD: Fault.PROTOCOL,
    pycurl.E_BAD_CONTENT_ENCODING: Fault.PROTOCOL,
    TOO_LARGE: Fault.HEADERS,
}
BUNDLES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt")
NO_PROXY = "127.0.0.1,localhost,::1"


class Transfer:
    """A handle with its connection, used for one ask after another.

    `began` and `ended` enclose one; in between somebody performs `curl`.
    """

    def __init__(self, patience: Patience) -> None:
        """Prepare a handle; nothing is connected yet."""
        self._patience = patience
        self._lines: list[bytes] = []
        self._headers: tuple[str, ...] = ()
        self.curl = _prepared(patience)
        self.curl.setopt(pycurl.HEADERFUNCTION, self._lines.append)
        self.curl.setopt(pycurl.WRITEFUNCTION, self._take)
        self.ask = Ask("", 0)
        self.tries = 0
        self._clear()

    def began(self, ask: Ask, tries: int) -> None:
        """Let the handle stand for `ask`, for the `tries`th time."""
        self.ask = ask
        self.tries = tries
        self._clear()
        if ask.headers != self._headers:
            self._headers = ask.headers
            self.curl.setopt(pycurl.HTTPHEADER, [AGENT, "Cache-Control: no-cache", *ask.headers])
        self.curl.setopt(pycurl.TIMEOUT_MS, int(self._patience.whole(ask.limit) * 1000))
        self.curl.setopt(pycurl.URL, ask.url)

    def ended(self, code: int | str) -> Answer | Silence:
        """Return what came, when libcurl is done with `code` (0: all is well)."""
        if code and not (code == pycurl.E_WRITE_ERROR and self._cut):
            return silence(self._fault(code), self.tries)
        headers = _headers(self._lines)
        status = int(self.curl.getinfo(pycurl.RESPONSE_CODE))
        if status < 200:
            return silence(Fault.PROTOCOL, self.tries)
        return Answer(
            status=status,
            size=self._size,
            sha256=self._digest.hexdigest(),
            body=b"".join(self._body),
            location=headers.get("location") if 300 <= status < 400 else None,
            headers=MappingProxyType(headers),
            tries=self.tries,
            torn=self._torn
            or (self._packed is not None and not self._cut and not self._packed.whole),
        )

    @property
    def arrived(self) -> int:
        """How many bytes of the ask have come so far, unpacked."""
        return self._size

    @property
    def seconds(self) -> float:
        """What the last ask took."""
        return float(self.curl.getinfo(pycurl.TOTAL_TIME))

    def _clear(self) -> None:
        self._lines.clear()
        self._digest = hashlib.sha256()
        self._size = 0
        self._body: list[bytes] = []
        self._cut = False
        self._torn = False
        self._wire = 0
        self._packed: Unpacking | None = None

    def _take(self, chunk: bytes) -> int | None:
        if not self.ask.unpack:
            return self._add(chunk)
        if not self._wire:
            self._packed = unpacking(_headers(self._lines).get("content-encoding", ""))
        self._wire += len(chunk)
        return self._add(chunk) if self._packed is None else self._unpack(self._packed, chunk)

    def _unpack(self, packed: Unpacking, chunk: bytes) -> int | None:
        try:
            if any(self._add(piece) == CUT for piece in packed.pieces(chunk)):
                return CUT
        except Torn:
            self._torn = True
        self._cut = self._torn or self._wire > self.ask.limit + SPARE
        return CUT if self._cut else None

    def _add(self, chunk: bytes) -> int | None:
        self._digest.update(chunk)
        self._size += len(chunk)
        if self.ask.keep:
            self._body.append(chunk)
        self._cut = self._size > self.ask.limit
        return CUT if self._cut else None

    def _fault(self, code: int | str) -> Fault:
        if code != pycurl.E_OPERATION_TIMEDOUT:
            return FAULTS.get(int(code), Fault.BROKEN)
        kept = self.curl.getinfo(pycurl.NUM_CONNECTS) == 0
        connected = kept or self.curl.getinfo(pycurl.CONNECT_TIME) > 0
        return Fault.SLOW if connected else Fault.REFUSED


def _prepared(patience: Patience) -> pycurl.Curl:
    curl = pycurl.Curl()
    curl.setopt(pycurl.NOSIGNAL, 1)
    curl.setopt(pycurl.BUFFERSIZE, CHUNK)
    curl.setopt(pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_1_1)
    curl.setopt(pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS)
    curl.setopt(pycurl.CONNECTTIMEOUT_MS, int(patience.seconds * 1000))
    curl.setopt(pycurl.LOW_SPEED_TIME, max(1, round(patience.seconds)))
    curl.setopt(pycurl.LOW_SPEED_LIMIT, max(1, patience.slowest // 50))
    for option, value in _trust():
        curl.setopt(option, value)
    told = os.environ.get("no_proxy") or os.environ.get("NO_PROXY")
    curl.setopt(pycurl.NOPROXY, f"{told},{NO_PROXY}" if told else NO_PROXY)
    return curl


def _trust() -> tuple[tuple[int, str], ...]:
    """Return whom this machine trusts: its own list, else the one that came with Python.

    The libcurl of a wheel knows no list. `SSL_CERT_FILE` and `SSL_CERT_DIR` are heeded, as by
    everything that uses OpenSSL.
    """
    paths = ssl.get_default_verify_paths()
    told = "SSL_CERT_FILE" in os.environ
    files = [paths.cafile, *BUNDLES] if not told else [os.environ["SSL_CERT_FILE"]]
    for file in files:
        if file and Path(file).is_file():
            return ((pycurl.CAINFO, file),)
    if paths.capath:
        return ((pycurl.CAPATH, paths.capath),)
    import certifi

    return ((pycurl.CAINFO, certifi.where()),)


def _headers(lines: list[bytes]) -> dict[str, str]:
    """Return the headers of the last answer: a `100 Continue` or a proxy's come before it."""
    headers: dict[str, str] = {}
    for line in lines:
        name, said = _header(line)
        if not said and line.startswith(b"HTTP/"):
            headers.clear()
        elif name:
            headers[name] = f"{headers[name]}, {said}" if name in headers else said
    return headers


@lru_cache(maxsize=512)
def _header(line: bytes) -> tuple[str, str]:
    """Return name and value of a line; most lines of a server are the same for every file."""
    name, colon, value = line.decode("latin-1").partition(":")
    return (name.strip().lower(), value.strip()) if colon else ("", "")


def is_http(url: str) -> bool:
    """Say whether an address can be asked at all."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
