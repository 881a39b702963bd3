"""Pages, drafts and the rules they have to meet, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from pathlib import Path

from paraf.core.checking import Declared, Excused, ManuscriptRules
from paraf.core.inspecting import InspectionRules
from paraf.core.public_list import Listing


class InformationClass(Enum):
    """How the law on public information (UU 14/2008) classes what a page says."""

    PERIODIC = "berkala"
    IMMEDIATE = "serta-merta"
    ANYTIME = "setiap-saat"
    EXEMPT = "dikecualikan"
    """Never published: a draft of this class cannot be handed in."""


@dataclass(frozen=True, slots=True)
class PageMeta:
    """The front matter of a page; `listing` is its line in the list of public information.

    `former` are paths on the site that the page, or what it stands for, had before: `berita/lama/`.
    """

    title: str
    date: date
    summary: str
    information_class: InformationClass
    listing: Listing = field(default_factory=Listing)
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page's source. `path` is below `content/`; `line` is where the body begins, from 1."""

    path: str
    meta: PageMeta
    body: str
    line: int

    @property
    def url(self) -> str:
        """The page's path on the site, as `use_directory_urls` gives it: `pengumuman/jadwal/`."""
        return address(self.path)


def address(path: str) -> str:
    """Return where the page of a path below `content/` is on the site: `a/b.md` is at `a/b/`."""
    stem = path.removesuffix(".md")
    return stem.removesuffix("index") if stem.split("/")[-1] == "index" else f"{stem}/"


@dataclass(frozen=True, slots=True)
class CaseFile:
    """`drafts/<case>/case.yml`: what the case is about. Paths are of the repository.

    `excused` and `declared` are shown to every reviewer, and covered by their marks as the rest of
    the draft is. `expedited` says why information that is announced at once (serta-merta) cannot
    wait: it hurries whoever reads it, and changes nothing of what the procedure asks.
    """

    id: str
    sop: str
    title: str
    pages: tuple[str, ...]
    downloads: tuple[str, ...]
    information_class: InformationClass
    opened: datetime
    publish_on: date | None = None
    withdraw_on: date | None = None
    excused: tuple[Excused, ...] = ()
    declared: tuple[Declared, ...] = ()
    expedited: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that a change adds or alters. `mode` is git's (`100644`, `120000` for a symlink)."""

    path: str
    mode: str
    size: int
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft to be checked.

    `root` is a folder holding the whole tree of the draft; `entries` are what it changes against
    its base; `pages` are its readable pages by repository path; `tree` are all paths of the tree.
    `kept` are the old addresses that pages which it changes kept before it, each with that page.
    """

    case: CaseFile
    root: Path
    entries: tuple[Entry, ...]
    pages: Mapping[str, Page]
    tree: tuple[str, ...]
    kept: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rules:
    """`review/rules.yml`: what a draft may hold, how it is checked, and the live site inspected.

    Sizes are in bytes; `types` maps `.pdf` to its MIME type.
    """

    file_bytes: int
    draft_bytes: int
    types: Mapping[str, str]
    materials_bytes: int
    inspection: InspectionRules = field(default_factory=InspectionRules)
    manuscript: ManuscriptRules = field(default_factory=ManuscriptRules)
