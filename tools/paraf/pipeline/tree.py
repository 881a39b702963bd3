"""A tree of the repository as a folder, and what the site's builder needs of it."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from paraf.core.evidence import Manifest
from paraf.core.page import Page
from paraf.core.public_list import ListDefaults
from paraf.core.sop import Sop
from paraf.pipeline.desk import Desk
from paraf.pipeline.drawer import drawer
from paraf.pipeline.printed import generated, generated_paths
from paraf.pipeline.rulebook import SOPS
from paraf.ports import Mistake, RecordFault
from paraf.records.catalogue import voice
from paraf.records.drafts import read_page
from paraf.records.files import decode
from paraf.records.listing import list_defaults
from paraf.records.site_config import (
    Extensions,
    markdown_extensions,
    office_contact,
    site_address,
    site_language,
)
from paraf.records.sop import read_sop
from paraf.site.public_list import csv_files, csv_paths
from paraf.site.sources import Site

SETTINGS = "mkdocs.yml"


@dataclass(frozen=True, slots=True)
class Tree:
    """A checked-out tree: its folder, its readable pages by repository path, and what is wrong.

    What a page's front matter leaves to the office's defaults is filled in.
    """

    root: Path
    pages: Mapping[str, Page]
    mistakes: tuple[Mistake, ...]

    @property
    def language(self) -> str:
        """The language that its site is written in, whoever builds it."""
        return site_language((self.root / SETTINGS).read_text("utf-8"))

    @property
    def extensions(self) -> Extensions:
        """The Markdown extensions of its site."""
        return markdown_extensions((self.root / SETTINGS).read_text("utf-8"))

    @property
    def contact(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The office's own phone numbers, and the domains of its e-mail."""
        return office_contact((self.root / SETTINGS).read_text("utf-8"))


@contextmanager
def checked_out(desk: Desk, tree: str) -> Iterator[Tree]:
    """Give a commit's or a tree's files as a folder, for as long as the block runs."""
    with tempfile.TemporaryDirectory(prefix="paraf-") as scratch:
        root = Path(scratch) / "tree"
        desk.git.export(tree, root)
        pages: dict[str, Page] = {}
        mistakes: list[Mistake] = []
        for file in sorted((root / "content").rglob("*.md")):
            path = file.relative_to(root).as_posix()
            try:
                pages[path] = read_page(decode(file.read_bytes(), path), path)
            except RecordFault as fault:
                mistakes += fault.mistakes
        yield Tree(root, _filled(root, pages, mistakes), tuple(mistakes))


def _filled(root: Path, pages: Mapping[str, Page], mistakes: list[Mistake]) -> Mapping[str, Page]:
    """Return the pages, with what the office says of all of them in their lines of the list."""
    settings = root / SETTINGS
    if not settings.is_file():
        return pages
    try:
        known = list_defaults(decode(settings.read_bytes(), SETTINGS))
    except RecordFault as fault:
        mistakes += fault.mistakes
        return pages
    return {path: listed(one, known) for path, one in pages.items()}


def listed(page: Page, known: ListDefaults) -> Page:
    """Return a page with its whole line in the list of public information."""
    own = known.completed(page.path, page.meta.listing)
    return replace(page, meta=replace(page.meta, listing=own))


def build_site(desk: Desk, tree: Tree, out: Path, epoch: int, *, papers: bool = True) -> Manifest:
    """Build the site of a tree; RecordFault or BuildFault if it has none.

    Without `papers` the procedures' PDFs are empty, for a site that nobody will see.
    """
    from paraf.site.build import build

    if tree.mistakes:
        raise RecordFault(tree.mistakes)
    sops, pages = procedures(tree), tuple(tree.pages.values())
    say = voice(tree.language)
    made = generated(sops, tree.language, papers=papers, drawer=drawer(desk))
    site = Site(tree.root / "content", pages, sops, say, frozenset(made))
    return build(
        tree.root,
        out,
        pages=pages,
        sops=sops,
        made=made | csv_files(site, site_address((tree.root / SETTINGS).read_text("utf-8"))),
        epoch=epoch,
        say=say,
        progress=desk.progress,
    )


def made_paths(tree: Tree) -> frozenset[str]:
    """Return the paths below `content/` of what is made for a tree's site, without making it."""
    return generated_paths(procedures(tree)) | csv_paths(tuple(tree.pages.values()))


def procedures(tree: Tree) -> tuple[Sop, ...]:
    """Return the SOPs of a tree, in the order of their files."""
    found = []
    for file in sorted((tree.root / SOPS).glob("*.yml")):
        name = file.relative_to(tree.root).as_posix()
        found.append(read_sop(decode(file.read_bytes(), name), name))
    return tuple(found)


def moment(desk: Desk, commit: str) -> int:
    """Return a commit's time in seconds, which dates what is built from it."""
    return int(desk.git.text("log", "-1", "--format=%ct", commit, "--"))
