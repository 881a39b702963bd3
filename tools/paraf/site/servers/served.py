"""A site and how it is reached: what the settings of every web server are written from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import quote, urlsplit

from paraf.core.serving import TYPES
from paraf.core.words import T
from paraf.ports import Fault

# Mozilla's intermediate recommendation: forward secrecy and authenticated encryption alone.
CIPHERS = (
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:"
    "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305"
)
LEFT_BEHIND = r"(~|\.(bak|orig|old|save|swp|swo|tmp))$"
DOTTED = r"(^|/)\.(?!well-known(/|$))"
SMALL = 256


@dataclass(frozen=True, slots=True)
class Served:
    """A site and how it is reached.

    `root` is the folder as the web server sees it, `names` are other host names that shall lead to
    `url`, `redirects` old paths with the path or address that they lead to. `plain` is the port
    without TLS that only leads to `url`, where that is an https one; `certificate` and `key` are
    files in PEM, the former with its chain.
    """

    root: str
    url: str
    headers: Mapping[str, str]
    names: tuple[str, ...] = ()
    redirects: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    certificate: str = ""
    key: str = ""
    plain: int = 80

    @property
    def host(self) -> str:
        """Return the host name."""
        return urlsplit(self.url).hostname or ""

    @property
    def secure(self) -> bool:
        """Say whether the site is served by TLS."""
        return urlsplit(self.url).scheme == "https"

    @property
    def port(self) -> int:
        """Return the port of the address."""
        return urlsplit(self.url).port or (443 if self.secure else 80)

    @property
    def base(self) -> str:
        """Return the address without the slash at its end."""
        return self.url.rstrip("/")

    @property
    def files(self) -> tuple[str, str]:
        """Return certificate and key, or where certbot puts them."""
        place = f"/etc/letsencrypt/live/{self.host}"
        return self.certificate or f"{place}/fullchain.pem", self.key or f"{place}/privkey.pem"

    def ways(self) -> Iterator[tuple[str, str]]:
        """Yield each old path, decoded and with its slash, and the whole address it leads to."""
        for old, new in sorted(self.redirects.items()):
            there = new if urlsplit(new).scheme else f"{self.base}/{_path(new)}"
            yield f"/{old.lstrip('/')}", there


def _path(new: str) -> str:
    path, hash_, part = new.lstrip("/").partition("#")
    if path == "index.html" or path.endswith("/index.html"):
        path = path.removesuffix("index.html")
    return f"{quote(path)}{hash_}{part}"


def sure(served: Served) -> None:
    """Raise Fault where a value cannot be written so that every web server reads it alike."""
    if urlsplit(served.url).path not in ("", "/"):
        raise Fault(
            T("{url} is not the whole of a host; only such sites can be written out.",
              url=served.url),
            T("Give the site a host name of its own."),
        )  # fmt: skip
    hosts = (served.host, *served.names)
    values = (served.root, *served.files, *(one for way in served.ways() for one in way))
    wrong = [one for one in hosts if not all(sign.isalnum() or sign in "-.:" for sign in one)]
    wrong += [one for one in values if any(sign < " " or sign in "\"'\\`${}" for sign in one)]
    if wrong:
        raise Fault(
            T("{value} cannot stand in the settings of a web server.", value=repr(wrong[0])),
            T("Choose a name without quotes, braces, dollar signs and control characters."),
        )


def types() -> Mapping[str, tuple[str, ...]]:
    """Return the extensions of each media type."""
    kinds = sorted(set(TYPES.values()))
    return {kind: tuple(one for one in TYPES if TYPES[one] == kind) for kind in kinds}
