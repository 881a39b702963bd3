"""Builds a draft as it lies in the folder, so that it can be looked at."""

from pathlib import Path

from paraf.pipeline.check import case_file
from paraf.pipeline.desk import Desk
from paraf.pipeline.tree import build_site, checked_out, moment


def build_preview(desk: Desk, case_id: str, out: Path) -> str:
    """Build the draft in this folder as `out`; return the site path of its first page.

    Raises RecordFault or BuildFault where the draft cannot be built; 'paraf check' tells all.
    """
    tree = desk.git.working_tree()
    case = case_file(desk.git, tree, case_id)
    with checked_out(desk, tree) as files:
        build_site(desk, files, out, moment(desk, "HEAD"))
        page = files.pages.get(case.pages[0])
    return page.url if page else ""
