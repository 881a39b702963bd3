"""All checks on a draft."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from pathlib import Path, PurePosixPath

from paraf.core.checking import Looked
from paraf.core.evidence import Finding, Severity
from paraf.core.page import Draft, Rules
from paraf.core.words import Text
from paraf.manuscript import finding
from paraf.manuscript.excuses import SeenIn, weigh
from paraf.manuscript.files import check_files, is_text
from paraf.manuscript.front import check_front
from paraf.manuscript.information_class import check_class
from paraf.manuscript.links import Shelf, check_links
from paraf.manuscript.page.check import NOTHING, Means, check_pages, unspelled
from paraf.manuscript.paths import check_paths
from paraf.manuscript.personal.recognise import Known
from paraf.manuscript.read import Extensions, Reading, read
from paraf.manuscript.safety.check import PICTURES
from paraf.manuscript.sandbox.crew import Manner
from paraf.manuscript.sandbox.kept import sum_of
from paraf.manuscript.sandbox.pages import stuck
from paraf.manuscript.sandbox.pool import examine
from paraf.manuscript.seen import Seen
from paraf.manuscript.texts import see_front, see_text
from paraf.manuscript.viruses import Viruses, look_for_viruses
from paraf.ports import Progress

_WHOLE = frozenset({"draft-size", "draft-files", "text-size"})
"""A draft of which this is said is not opened: reading it could take for ever."""
_DOWNLOADS = "content/unduhan/"


def silent(what: Text, done: int = 0, total: int = 0) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a check works with, beside the draft and its rules.

    `now` tells how old a virus scanner's signatures are. `own` is what the site itself publishes of
    the office. `drawer` is a folder in which the check remembers what it saw; without one it looks
    at everything. `means` are those of the checks of pages, `path` is where a virus scanner is
    looked for, as in PATH.
    """

    now: datetime
    own: Known = field(default_factory=Known)
    drawer: Path | None = None
    progress: Progress = silent
    means: Means = NOTHING
    path: str | None = None
    manner: Manner = field(default_factory=Manner)


@dataclass(frozen=True, slots=True)
class Result:
    """What a check found, each once, by file and line; and how much it looked at."""

    findings: tuple[Finding, ...]
    looked: Looked = field(default_factory=Looked)


def check(draft: Draft, rules: Rules, extensions: Extensions, setting: Setting) -> Result:
    """Return everything that is to be said of a draft.

    `extensions` are those of the site, so that a finding is what a reader would meet. Where paths
    are refused, or the draft as a whole is too large, nothing else is looked at: it is not opened.
    Where a page cannot be laid out in time, what lies in its layout is not looked at.
    SandboxFault where files cannot be examined safely.
    """
    refused = tuple(check_paths(draft.case.id, draft.entries, draft.tree))
    if any(one.severity is Severity.BLOCK for one in refused):
        return Result(ordered(refused))
    files = tuple(check_files(draft, rules))
    if any(one.kind in _WHOLE for one in files):
        return Result(ordered((*refused, *files)))
    looks = _look(draft, rules, files, setting)
    seen = (
        *refused,
        *files,
        *weigh(looks.seen, draft.case, rules.manuscript, _sums(draft, looks.seen)),
        *looks.viruses.findings(f"drafts/{draft.case.id}", rules.manuscript),
    )

    @cache
    def reading(path: str) -> Reading:
        return read(draft.pages[path].body, extensions)

    shelf = Shelf(draft, frozenset(draft.tree), reading)
    endless = tuple(_endless(shelf, rules, extensions, setting))
    if endless:
        return Result(ordered((*seen, *endless)), looks.looked)
    found = (
        *seen,
        *check_front(draft, rules),
        *check_class(draft),
        *check_links(shelf),
        *check_pages(shelf, rules, setting.means),
    )
    return Result(ordered(found), replace(looks.looked, unspelled=unspelled(shelf, setting.means)))


def _endless(
    shelf: Shelf, rules: Rules, extensions: Extensions, setting: Setting
) -> Iterator[Finding]:
    """Find pages that nothing may lay out: neither this check nor the site's builder would end."""
    draft = shelf.draft
    touched = [one.path for one in draft.entries if one.path in draft.pages]
    bodies = {path: draft.pages[path].body for path in touched}
    found = stuck(
        bodies, extensions, rules.manuscript, setting.progress, setting.drawer, setting.manner
    )
    for path in touched:
        if path in found:
            yield finding.of(Seen("page-slow"), path)
        elif not _is_read(shelf, path):
            yield finding.of(Seen("page-deep"), path)


def _is_read(shelf: Shelf, path: str) -> bool:
    """Say whether a page was read to its end: some lists within lists are too deep for that."""
    try:
        return shelf.read(path).whole
    except RecursionError:
        return False


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings by file and line, each once."""
    # By the sentence last: two findings of one kind on one line have no order of their own.
    return tuple(
        sorted(
            dict.fromkeys(findings), key=lambda one: (one.place, one.line, one.kind, str(one.what))
        )
    )


@dataclass(frozen=True, slots=True)
class _Looks:
    seen: SeenIn
    looked: Looked
    viruses: Viruses = field(default_factory=lambda: Viruses({}))


def _in_text(draft: Draft, path: str, known: Known) -> tuple[Seen, ...]:
    text, page = (draft.root / path).read_bytes().decode(), draft.pages.get(path)
    return (*see_text(text, known), *(see_front(page, text, known) if page else ()))


def _look(draft: Draft, rules: Rules, files: Sequence[Finding], setting: Setting) -> _Looks:
    """Look into the files that may be there, those of the draft's own text in this process."""
    closed = {one.place for one in files}
    kept = [
        one.path
        for one in draft.entries
        if not one.deleted and finding.shown(one.path) not in closed
    ]
    texts = [path for path in kept if is_text(path)]
    others = {path: draft.root / path for path in kept if not is_text(path)}
    of, own = rules.manuscript, setting.own
    known = Known((*of.phones, *own.phones), (*of.domains, *own.domains))
    seen = {path: _in_text(draft, path, known) for path in texts}
    offered, shown = _pictures(others, draft)
    pages = sum(path.endswith(".md") for path in texts)
    looked = Looked(files=len(kept), pages=pages, pictures=len(shown))
    if not others:
        return _Looks(seen, looked)
    examined = examine(
        others, of, known, setting.progress, drawer=setting.drawer, manner=setting.manner
    )
    viruses = look_for_viruses(
        others, of, setting.now, setting.drawer, setting.progress, setting.path
    )
    for path, many in examined.seen.items():
        infected = viruses.infected.get(path)
        seen[path] = many if infected is None else (infected, *many)
    for path in offered:
        seen[path] = (*seen[path], Seen("picture-only"))
    looked = replace(looked, remembered=examined.remembered, unscanned=viruses.unscanned)
    return _Looks(seen, looked, viruses)


def _sums(draft: Draft, seen: SeenIn) -> dict[str, str]:
    """Return the SHA-256 of the files that the case declares."""
    # None but what was looked into: the case file may name any path.
    return {
        one.file: sum_of(draft.root / one.file) for one in draft.case.declared if one.file in seen
    }


def _pictures(files: Iterable[str], draft: Draft) -> tuple[list[str], list[str]]:
    """Return the files that are pictures: those offered for download, and the others.

    What a picture shows is not read. People look at those on a page; a download nobody opens.
    """
    pictures = [path for path in files if PurePosixPath(path).suffix.lower() in PICTURES]
    offered = [
        path for path in pictures if path in draft.case.downloads or path.startswith(_DOWNLOADS)
    ]
    return offered, [path for path in pictures if path not in offered]
