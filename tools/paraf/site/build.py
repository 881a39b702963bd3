"""Builds a site: stage, MkDocs, search index, manifest; the same bytes from the same sources."""

import shutil
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from paraf.core import security_txt
from paraf.core.evidence import Manifest
from paraf.core.page import Page
from paraf.core.sop import Sop
from paraf.core.words import Say, T
from paraf.ports import BuildFault, Progress
from paraf.site import messages
from paraf.site.faults import BrokenPages
from paraf.site.manifest import digest, manifest, measure, paths
from paraf.site.moved import write_redirects
from paraf.site.programs import Program, started
from paraf.site.stage import stage

# MkDocs leaves names with a leading dot out. These two belong to a site (RFC 9116 and its kin); any
# other such name is a tool's own and is not for the public.
_DOTTED = (".well-known", ".nojekyll")


def build(  # noqa: PLR0913 - a site has this many ingredients, six of them by name
    tree: Path,
    out: Path,
    *,
    pages: Sequence[Page],
    sops: Sequence[Sop],
    epoch: int,
    say: Say,
    progress: Progress,
    made: Mapping[str, bytes] = MappingProxyType({}),
) -> Manifest:
    """Build the site of `tree` as `out`, which must not exist or be empty; return its manifest.

    `tree` holds `mkdocs.yml`, `content/` and `tools/theme/`; `made` are files that others have
    generated, by path below `content/`. The bytes depend on the tree, the
    arguments and `epoch` (seconds, the time of the release) alone. `out` is there whole or not at
    all: BrokenPages when the pages are at fault, another BuildFault when the building is.
    """
    if out.exists() and any(out.iterdir()):
        raise BuildFault(T("The folder {name} is not empty.", name=out.name))
    out.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".build-", dir=out.parent) as name:
        work = Path(name)
        staged, site = work / "stage", work / "site"
        progress(T("Preparing the pages"), 0, 3)
        with _builder(staged, site, epoch) as builder:
            stage(tree, staged / "content", pages=pages, sops=sops, say=say, made=made)
            _settings(tree, staged)
            progress(T("Building the site"), 1, 3)
            _build(builder, tree / "content", staged)
        _copy_dotted(staged / "content", site, epoch)
        if wrong := write_redirects(site, pages, say):
            raise BrokenPages(wrong)
        progress(T("Indexing the site for search"), 2, 3)
        measured = _index(work, site)
        # A folder takes the place of an empty one in a single step.
        site.replace(out)
    progress(T("The site is built"), 3, 3)
    return measured


def _settings(tree: Path, staged: Path) -> None:
    """Put settings and theme beside the staged pages, so that relative paths mean the same."""
    try:
        shutil.copyfile(tree / "mkdocs.yml", staged / "mkdocs.yml")
    except FileNotFoundError as wrong:
        raise BuildFault(T("There is no mkdocs.yml in this text.")) from wrong
    theme = tree / "tools" / "theme"
    for path in paths(theme):
        target = staged / "tools" / "theme" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(theme / path, target)


# What MkDocs needs on any site is loaded while the pages are still prepared. Nothing of the site is
# read before the word is given; without one there is nothing to build.
_BUILDER = """
import sys
import jinja2, markdown, mkdocs.__main__, mkdocs.commands.build
if sys.stdin.readline():
    mkdocs.__main__.cli()
"""


def _builder(staged: Path, site: Path, epoch: int) -> AbstractContextManager[Program]:
    """Start MkDocs, which waits for its word."""
    asked = ("build", "--strict", "-f", staged / "mkdocs.yml", "-d", site)
    return started(
        ("-c", _BUILDER, *asked),
        staged.parent,
        {"SOURCE_DATE_EPOCH": str(epoch), "NO_MKDOCS_2_WARNING": "1"},
    )


def _build(builder: Program, content: Path, staged: Path) -> None:
    done = builder.end("build\n")
    if done.status == 0:
        return
    log = messages.clean(done.log, away=(staged / "content", staged, staged.parent))
    # Lines are counted in the text as written: in the staged one, generated parts shift them.
    pages = (path for path in paths(content) if path.endswith(".md"))
    found = messages.problems(log, {path: (content / path).read_text() for path in pages})
    if found:
        raise BrokenPages(found)
    raise BuildFault(T("The site cannot be built: {reason}", reason=_last(log)))


def _index(work: Path, site: Path) -> Manifest:
    """Add the search index, and return the manifest of all.

    Pagefind writes into a folder of its own: everything else is measured meanwhile.
    """
    # One language whatever a page says of itself: only so is `diumumkan` found by `pengumuman`
    # everywhere. The signs that link to headings are no words of theirs, and a list of pages is
    # not what anybody looks for.
    asked = (
        *("-m", "pagefind", "--site", site, "--force-language", "id"),
        *("--exclude-selectors", ".headerlink, .paraf-list, .paraf-register", "--quiet"),
    )
    built = [path for path in paths(site) if not path.startswith("pagefind/")]
    with started(asked, work, {}) as indexer:
        files = {path: digest(site / path) for path in built}
        done = indexer.end()
    if done.status != 0 or not (site / "pagefind" / "pagefind-entry.json").is_file():
        log = messages.clean(done.log, away=(site, work))
        raise BuildFault(T("The search index cannot be made: {reason}", reason=_last(log)))
    index = measure(site / "pagefind").files
    return manifest(files | {f"pagefind/{path}": one for path, one in index.items()})


def _last(log: str) -> str:
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    return lines[-1] if lines else "?"


def _copy_dotted(content: Path, site: Path, epoch: int) -> None:
    for path in paths(content):
        if path.split("/")[0] in _DOTTED:
            target = site / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(content / path, target)
            if path == security_txt.PATH:
                text = target.read_bytes().decode("utf-8", "surrogateescape")
                moment = datetime.fromtimestamp(epoch, UTC)
                written = security_txt.dated(text, moment)
                target.write_bytes(written.encode("utf-8", "surrogateescape"))
