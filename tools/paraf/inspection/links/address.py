"""Where a reference leads, by the URL Standard: to the site itself, to elsewhere, or to trouble."""

import re
from dataclasses import dataclass
from enum import Enum
from urllib.parse import unquote, urlsplit

from paraf.inspection.links import hosts

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_UNSEEN = str.maketrans("", "", "\t\n\r")
_EDGES = "".join(map(chr, range(0x21)))
_DOTS = {"%2e": ".", ".%2e": "..", "%2e.": "..", "%2e%2e": ".."}
_PORTS = {"http": 80, "https": 443}
_SCRIPTS = frozenset({"javascript", "vbscript"})


class Way(Enum):
    """Where a reference leads."""

    OWN = "own"
    AWAY = "away"
    LOCAL = "local"
    SCRIPT = "script"
    WRONG = "wrong"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference points at.

    An OWN one has a decoded `path` below the site's root and a `fragment` as written; an AWAY or
    LOCAL one its whole `url` without the fragment. LOCAL is on the reader's own machine or network,
    SCRIPT runs a program, WRONG is no address; OTHER are mail, telephone, data and the like.
    `scheme` is what is written or, for the site itself, empty where none is.
    """

    way: Way
    path: str = ""
    fragment: str = ""
    url: str = ""
    scheme: str = ""


class Home:
    """The addresses that a site goes by; resolves what its files refer to.

    `url` is where it is looked at, `known` where it says that it is at home. What lies below either
    is its own, by http or https, whatever the case of the host and however it is written.
    """

    def __init__(self, url: str, known: str = "") -> None:
        """Know a site by one or two absolute addresses; ValueError for another kind."""
        parts = urlsplit(url)
        self.scheme = parts.scheme
        self.root = _folder(parts.path)
        self._origin = f"{parts.scheme}://{parts.netloc}"
        self._roots = {_authority(one): _folder(urlsplit(one).path) for one in (known, url) if one}
        self._found: dict[tuple[str, str], Target] = {}

    def base(self, path: str, said: str = "") -> str:
        """Return what references of the file at `path` start from, `said` being its `<base>`."""
        if path == "index.html" or path.endswith("/index.html"):
            path = path[: -len("index.html")]
        own = self.root + path
        return own if not said else _joined(self._origin, own, said)

    def target(self, base: str, raw: str) -> Target:
        """Return where `raw` leads from `base`, which `base` returned."""
        folder = base[: base.rfind("/") + 1]
        if raw.startswith("../") and folder.startswith("/"):
            while raw.startswith("../"):
                raw = raw[3:]
                folder = folder[: folder.rfind("/", 0, -1) + 1] or "/"
            if not raw:
                raw = "./"
        elif not raw or raw[0] in "#?" or raw[0] <= " " or not folder.startswith("/"):
            folder = base  # an empty path is the file itself
        found = self._found.get((folder, raw))
        if found is None:
            found = self._found[folder, raw] = self._resolved(folder, raw)
        return found

    def _resolved(self, base: str, raw: str) -> Target:
        text = raw.translate(_UNSEEN).strip(_EDGES)
        if _DRIVE.match(text):
            return Target(Way.LOCAL, url=text, scheme="file")
        scheme, rest = _parted(text)
        if scheme in _SCRIPTS or (scheme == "data" and rest.lower().startswith("text/html")):
            return Target(Way.SCRIPT, url=text, scheme=scheme)
        if scheme == "file":
            return Target(Way.LOCAL, url=text, scheme=scheme)
        if scheme and scheme not in _PORTS:
            return Target(Way.OTHER, url=text, scheme=scheme)
        rest, _, fragment = rest.partition("#")
        before, mark, query = rest.partition("?")
        before = before.replace("\\", "/")
        if scheme or before.startswith("//"):
            authority, _, path = before.lstrip("/").partition("/")
            return self._absolute(scheme, authority, f"/{path}", (mark + query, fragment))
        if not base.startswith("/"):
            full = _joined("", base, before or ".")
            return Target(Way.AWAY, url=full + mark + query, fragment=fragment)
        return self._own(_merged(base, before), fragment, "", self.root) or Target(
            Way.AWAY, url=f"{self._origin}{_merged(base, before)}{mark}{query}", fragment=fragment
        )

    def _absolute(self, scheme: str, authority: str, path: str, more: tuple[str, str]) -> Target:
        shown = f"{scheme or self.scheme}://{authority}{path}{more[0]}"
        host = hosts.named(authority)
        if host is None:
            return Target(Way.WRONG, url=shown, scheme=scheme)
        root = self._roots.get(_authority(shown))
        if root is not None:
            own = self._own(_merged("/", path), more[1], scheme, root)
            if own is not None:
                return own
        elif hosts.is_local(host):
            return Target(Way.LOCAL, url=shown, scheme=scheme)
        return Target(Way.AWAY, url=shown, fragment=more[1], scheme=scheme)

    def _own(self, path: str, fragment: str, scheme: str, root: str) -> Target | None:
        if f"{path}/" == root:
            path = root
        if not path.startswith(root):
            return None
        below = path[len(root) :]
        below = unquote(below) if "%" in below else below
        return Target(Way.OWN, below, _place(fragment), scheme=scheme)


def _parted(text: str) -> tuple[str, str]:
    found = _SCHEME.match(text)
    return (found[1].lower(), text[found.end() :]) if found else ("", text)


def _authority(url: str) -> tuple[str, int | None]:
    """Return host and port, None standing for the usual one of either scheme."""
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = -1
    usual = port is None or port == _PORTS.get(parts.scheme)
    return hosts.named(parts.netloc) or parts.netloc, None if usual else port


def _folder(path: str) -> str:
    return path if path.endswith("/") else f"{path}/"


def _merged(base: str, path: str) -> str:
    """Return `path` seen from `base`, without dot segments (URL Standard, path state)."""
    if not path:
        return base
    whole = path if path.startswith("/") else base[: base.rfind("/") + 1] + path
    kept: list[str] = []
    parts = whole.split("/")[1:]
    for number, part in enumerate(parts):
        part = _DOTS.get(part.lower(), part)
        if part in (".", ".."):
            if part == ".." and kept:
                kept.pop()
            if number == len(parts) - 1:
                kept.append("")
        else:
            kept.append(part)
    return f"/{'/'.join(kept)}"


def _place(fragment: str) -> str:
    """Return a fragment without its directive (URL Fragment Text Directives)."""
    return fragment.partition(":~:")[0]


def _joined(origin: str, own: str, said: str) -> str:
    from urllib.parse import urljoin

    try:
        whole = urljoin(f"{origin}{own}", said.translate(_UNSEEN).strip(_EDGES))
    except ValueError:
        return own
    return whole[len(origin) :] or "/" if origin and whole.startswith(f"{origin}/") else whole
