"""Builds a draft so that it can be looked at: as it lies in this folder, or as it was handed in."""

from pathlib import Path

from paraf.core.words import T
from paraf.forge.lines import branch
from paraf.pipeline.check import case_file, refuse_dossier, too_large
from paraf.pipeline.desk import Desk
from paraf.pipeline.rulebook import Rulebook
from paraf.pipeline.seen import remember
from paraf.pipeline.tree import build_site, checked_out, moment
from paraf.ports import RefusedFault


def build_preview(desk: Desk, book: Rulebook, case_id: str, out: Path) -> str:
    """Build the draft of a case as `out`; return the site path of its first page.

    The draft is this folder's if it holds it, else the one handed in last: what a superior marks.
    Raises RecordFault or BuildFault where it cannot be built; 'paraf check' tells all.
    """
    tree, dated = _shown(desk, book, case_id)
    case = case_file(desk.git, tree, case_id)
    with checked_out(desk, tree) as files:
        build_site(desk, files, out, moment(desk, dated))
        page = files.pages.get(case.pages[0])
    return page.url if page else ""


def _shown(desk: Desk, book: Rulebook, case_id: str) -> tuple[str, str]:
    """Return the tree to be shown, and the commit that dates it."""
    name = branch("manuscript", case_id)
    if desk.git.text("rev-parse", "--abbrev-ref", "HEAD") == name:
        for heavy in too_large(desk, book):
            raise RefusedFault(
                T("{place}: {what}", place=heavy.place, what=heavy.what), heavy.remedy
            )
        return desk.git.working_tree(), "HEAD"
    change = desk.forge.case(case_id).changes.get("manuscript")
    if change is None or change.head is None:
        refuse_dossier(desk, case_id)
        raise RefusedFault(
            T("The draft of case {case} was not handed in yet.", case=case_id),
            T("Only its author sees it, in the folder that holds it."),
        )
    remember(desk, case_id, "manuscript", change.head)
    return change.head, change.head
