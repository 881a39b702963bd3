"""What checks find, what a built site is, and what an inspection saw of the live one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from paraf.core.words import Text


class Severity(Enum):
    """What a finding does to the matter."""

    BLOCK = "block"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found. `line` counts from 1; 0 where a line means nothing.

    `place` is a file of the repository or a URL; `kind` is a stable slug for programs. `spot` says
    where in a file that has no lines: on which page, in which cell. `excused` is why a case lets it
    stand, in the officer's words; empty where it does not. It stands for `count` that are alike.
    """

    kind: str
    severity: Severity
    place: str
    line: int
    what: Text
    remedy: Text
    spot: Text | None = None
    excused: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class FileSum:
    """A file's size in bytes, -1 where it is not known, and its SHA-256 in lower-case hex."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Every file of a built site: its path below the root, with its size and SHA-256.

    `digest` names the release: the SHA-256 of the canonical listing, as `site.manifest` writes it.
    """

    files: Mapping[str, FileSum]
    digest: str


@dataclass(frozen=True, slots=True)
class Release:
    """A built site as the target knows it. `serial` grows with every commit on the base branch."""

    digest: str
    serial: int
    commit: str


@dataclass(frozen=True, slots=True)
class ExpectedPage:
    """A page as it was marked: what the live one is held against.

    `path` is below the site's root, such as `pengumuman/jadwal/`; `downloads` maps the paths of the
    files that the page offers to their digests. `article` is `core.article.digest` of what was
    marked; empty where it is not known, and then nothing is held against it.
    """

    path: str
    title: str
    headings: tuple[str, ...]
    downloads: Mapping[str, FileSum]
    article: str = ""


@dataclass(frozen=True, slots=True)
class PageSeen:
    """One page as a browser saw it: at one width, in one theme.

    `screenshot` names a WebP file below the evidence folder, `difference` the picture of what
    differs from the preview; both are empty where there is none. `figures` holds what was measured:
    `lcp` in milliseconds, `cls`, `bytes` transferred, `requests`.
    """

    path: str
    device: str
    status: int
    title: str
    headings: tuple[str, ...]
    screenshot: str
    theme: str = "light"
    article: str = ""
    difference: str = ""
    figures: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at, in words for people: so many files, links, pages, rules.

    `part` is `bytes`, `links`, `pages` or `transport`.
    """

    part: str
    what: Text
    count: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an inspection of the live site saw. It passed if no finding blocks.

    `at` is when it began, in UTC (ISO 8601); `tools` names the programs it was made with and their
    versions; `artifacts` holds every other file of the evidence folder, by its name below it.
    """

    url: str
    release: str
    files: int
    bytes: int
    pages: tuple[PageSeen, ...]
    findings: tuple[Finding, ...]
    at: str = ""
    tools: Mapping[str, str] = field(default_factory=dict)
    checked: tuple[Checked, ...] = ()
    artifacts: Mapping[str, FileSum] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Say whether the live site is what was marked."""
        return all(one.severity is not Severity.BLOCK for one in self.findings)
