"""Builds a draft so that it can be looked at: as it lies in this folder, or as it was handed in."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from paraf.core.evidence import Finding, Severity
from paraf.core.page import address
from paraf.core.words import T
from paraf.forge.lines import branch
from paraf.manuscript import finding
from paraf.manuscript.sandbox.pages import stuck
from paraf.manuscript.seen import Seen
from paraf.pipeline.check import case_file, refuse_dossier, setting_of, too_large
from paraf.pipeline.desk import Desk
from paraf.pipeline.rulebook import Rulebook
from paraf.pipeline.seen import remember
from paraf.pipeline.tree import SETTINGS, Tree, build_site, checked_out, moment
from paraf.ports import Fault, RecordFault, RefusedFault

WATCHED = ("content", "drafts", SETTINGS)
"""What a preview is made of, and may change while it is shown."""


@dataclass(frozen=True, slots=True)
class Built:
    """What came of building a draft: the site's folder, or why there is none.

    `path` is that of the case's first page on the site, as far as it is known.
    """

    site: Path | None
    path: str
    findings: tuple[Finding, ...] = ()


def build_preview(desk: Desk, book: Rulebook, case_id: str, out: Path) -> str:
    """Build the draft of a case as `out`; return the site path of its first page.

    The draft is this folder's if it holds it, else the one handed in last: what a superior marks.
    Raises RecordFault or BuildFault where it cannot be built; 'paraf check' tells all.
    """
    if is_here(desk, case_id):
        return _built(desk, book, case_id, out, _working_tree(desk, book), "HEAD")
    change = desk.forge.case(case_id).changes.get("manuscript")
    if change is None or change.head is None:
        refuse_dossier(desk, case_id)
        raise RefusedFault(
            T("The draft of case {case} was not handed in yet.", case=case_id),
            T("Only its author sees it, in the folder that holds it."),
        )
    remember(desk, case_id, "manuscript", change.head)
    return _built(desk, book, case_id, out, change.head, change.head)


def is_here(desk: Desk, case_id: str) -> bool:
    """Say whether this folder holds the draft of a case: then it may change while it is shown."""
    name = branch("manuscript", case_id)
    return desk.git.text("rev-parse", "--abbrev-ref", "HEAD") == name


def _working_tree(desk: Desk, book: Rulebook) -> str:
    for heavy in too_large(desk, book):
        raise RefusedFault(T("{place}: {what}", place=heavy.place, what=heavy.what), heavy.remedy)
    return desk.git.working_tree()


def _built(desk: Desk, book: Rulebook, case_id: str, out: Path, tree: str, dated: str) -> str:
    case = case_file(desk.git, tree, case_id)
    with checked_out(desk, tree) as files:
        if not files.mistakes and (files.root / SETTINGS).is_file():
            _refuse_endless(desk, book, files)
        build_site(desk, files, out, moment(desk, dated))
        page = files.pages.get(case.pages[0])
    return page.url if page else ""


def _refuse_endless(desk: Desk, book: Rulebook, files: Tree) -> None:
    """Refuse pages over which the site's builder would not end, as the check does."""
    from paraf.site.faults import BrokenPages

    setting = setting_of(desk, files)
    bodies = {path: page.body for path, page in files.pages.items()}
    rules = book.rules.manuscript
    found = stuck(bodies, files.extensions, rules, desk.progress, setting.drawer, setting.manner)
    if found:
        raise BrokenPages(tuple(finding.of(Seen("page-slow"), path) for path in found))


class Draft:
    """The draft in this folder, built anew whenever it changed, each time into another folder."""

    def __init__(self, desk: Desk, book: Rulebook, case_id: str, into: Path) -> None:
        """Build below `into`."""
        self._desk, self._book, self._case, self._into = desk, book, case_id, into
        self._tree, self._path, self._number = "", "", 0
        self._sites: list[Path] = []

    def build(self) -> Built | None:
        """Build the draft as it lies there; None if it is the same as the last time.

        Whatever stands in the way is among its findings: no Fault is raised. The folder of the
        build before is left, for requests under way; those before it are not.
        """
        before, self._tree = self._tree, ""
        try:
            tree = _working_tree(self._desk, self._book)
            self._tree = tree
            return None if tree == before else self._fresh(tree)
        except Fault as fault:
            return Built(None, self._path, _findings(fault))

    def _fresh(self, tree: str) -> Built:
        self._number += 1
        out = self._into / str(self._number)
        first, *_ = case_file(self._desk.git, tree, self._case).pages
        # Known even if it cannot be built: there it will be, once it is put right.
        self._path = address(first.removeprefix("content/"))
        self._path = _built(self._desk, self._book, self._case, out, tree, "HEAD")
        self._sites.append(out)
        for old in self._sites[:-2]:
            shutil.rmtree(old, ignore_errors=True)
        del self._sites[:-2]
        return Built(out, self._path)


def _findings(fault: Fault) -> tuple[Finding, ...]:
    from paraf.site.faults import BrokenPages

    if isinstance(fault, BrokenPages):
        return fault.findings
    if isinstance(fault, RecordFault):
        remedy = T("Correct this line.")
        return tuple(Finding("record", Severity.BLOCK, one.file, one.line, one.what, remedy)
                     for one in fault.mistakes)  # fmt: skip
    remedy = fault.remedy or T("Run 'paraf check'; it tells all that is wrong.")
    return (Finding("build", Severity.BLOCK, "", 0, fault.what, remedy),)
