"""What a draft says of itself, read at the door: its case file and its pages' front matter.

Its author's own check ran on a machine that the office does not know.
"""

from pathlib import Path

from paraf.core.case import Case
from paraf.core.evidence import Severity
from paraf.core.page import CaseFile, Draft, Page
from paraf.core.words import T, Text
from paraf.manuscript.front import check_front
from paraf.pipeline.guard_push import Push
from paraf.pipeline.limits import entries
from paraf.ports import RecordFault
from paraf.records.drafts import read_case, read_page
from paraf.records.files import decode


def misdrafted(push: Push, case: Case, head: str) -> Text | None:
    """Return the first thing that is wrong with what a draft says of itself; None if nothing is."""
    path = f"drafts/{case.id}/case.yml"
    data = push.git.read(head, path)
    if data is None:
        return T("{path} is missing; every draft has it.", path=path)
    try:
        file = read_case(decode(data, path), path)
        if (file.id, file.sop) != (case.id, case.opened.sop):
            return T("{path} speaks of another case, or of another SOP.", path=path)
        return _front(push, file, head)
    except RecordFault as fault:
        return fault.what


def _front(push: Push, file: CaseFile, head: str) -> Text | None:
    touched = entries(push.git, push.base, head)
    pages: dict[str, Page] = {}
    for one in touched:
        if one.path.startswith("content/") and one.path.endswith(".md") and not one.deleted:
            text = decode(push.git.read(head, one.path) or b"", one.path)
            pages[one.path] = read_page(text, one.path)
    # No file is opened for it: the front matter is looked at, not what it stands before.
    draft = Draft(file, Path(), touched, pages, ())
    found = (one for one in check_front(draft, push.book.rules) if one.severity is Severity.BLOCK)
    return next((T("{place}: {what}", place=one.place, what=one.what) for one in found), None)
