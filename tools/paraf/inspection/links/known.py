"""What a site consists of, and where it says that it is at home."""

import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from urllib.parse import urlsplit

from paraf.inspection.findings import address
from paraf.inspection.links import hosts
from paraf.inspection.links.address import Home
from paraf.inspection.links.document import Document
from paraf.inspection.site import Site

NOTICES = (".well-known/release.json",)
"""What the publishing puts there besides the files of the manifest."""


class State(Enum):
    """What lies at a path: `FOLDER` is found by a detour, `CASE` if it were written otherwise."""

    FILE = "file"
    FOLDER = "folder"
    MOVED = "moved"
    CASE = "case"
    OTHERS = "others"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Found:
    """What lies at a path: for FILE, FOLDER and CASE the file of the manifest that is meant."""

    state: State
    file: str = ""


@dataclass
class Known:
    """A site's files by their paths, what stands in them, and the addresses that are its own."""

    site: Site
    documents: Mapping[str, Document]
    declared: str
    home: Home
    _found: dict[str, Found] = field(default_factory=dict)
    _loose: dict[str, str] = field(default_factory=dict)
    _names: dict[str, Container[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, site: Site, documents: Sequence[Document]) -> "Known":
        """Know `site` by its documents."""
        declared = _declared(documents)
        by_path = {one.path: one for one in documents}
        return cls(site, by_path, declared, Home(site.url, declared))

    @property
    def secure(self) -> bool:
        """Say whether readers get the site encrypted."""
        return self.site.url.startswith("https:") or self.declared.startswith("https:")

    def at(self, path: str) -> Found:
        """Return what lies at a decoded path below the site's address."""
        found = self._found.get(path)
        if found is None:
            found = self._found[path] = self._look(path)
        return found

    def names(self, path: str) -> Container[str] | None:
        """Return the places of a file that a fragment may lead to; None if it is not known."""
        document = self.documents.get(path)
        if document is None or document.form not in ("page", "picture"):
            return None
        if path not in self._names:
            self._names[path] = frozenset(document.names)
        return self._names[path]

    def _look(self, path: str) -> Found:
        files = self.site.manifest.files
        rules = self.site.rules
        index = f"{path}index.html"
        if path and path in files:
            return Found(State.FILE, path)
        if (not path or path.endswith("/")) and index in files:
            return Found(State.FILE, index)
        if f"{path}/index.html" in files:
            return Found(State.FOLDER, f"{path}/index.html")
        if any(path == one.strip("/") or path == one.lstrip("/") for one in rules.redirects):
            return Found(State.MOVED)
        if path in NOTICES or _is_below(path, rules.others):
            return Found(State.OTHERS)
        return self._otherwise(path)

    def _otherwise(self, path: str) -> Found:
        if not self._loose:
            self._loose = {_loosely(one): one for one in self.site.manifest.files}
        for one in (path, f"{path}index.html", f"{path}/index.html"):
            near = self._loose.get(_loosely(one))
            if near is not None:
                return Found(State.CASE, near)
        return Found(State.NONE)


def _is_below(path: str, folders: Iterable[str]) -> bool:
    return any(f"{path}/".startswith(f"{one.strip('/')}/") for one in folders)


def _loosely(path: str) -> str:
    """Return a path as authors confuse it: capitals, accents in two ways, a / too many."""
    return re.sub("//+", "/", unicodedata.normalize("NFC", path).casefold())


def _declared(documents: Sequence[Document]) -> str:
    """Return the address that most pages give as the site's own; empty if they do not say."""
    votes = Counter(_roots(documents)) or Counter(_shortest(documents))
    best = max(votes.values(), default=0)
    return min((root for root, count in votes.items() if count == best), default="")


def _roots(documents: Iterable[Document]) -> Iterator[str]:
    for one in documents:
        for link in one.links:
            if link.use == "canonical":
                ending = address("", one.path)[1:]
                if link.raw.endswith(ending) and _is_root(root := link.raw.removesuffix(ending)):
                    yield root
                break


def _shortest(documents: Iterable[Document]) -> Iterator[str]:
    """Yield the address that all others of a sitemap begin with: that of the home page."""
    for one in documents:
        listed = sorted((link.raw for link in one.links if link.use == "loc"), key=len)
        if listed and _is_root(listed[0]) and all(raw.startswith(listed[0]) for raw in listed):
            yield listed[0]


def _is_root(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    usable = parts.scheme in ("http", "https") and hosts.named(parts.netloc) is not None
    return usable and text.endswith("/") and not (parts.query or parts.fragment)
