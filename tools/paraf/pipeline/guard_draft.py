"""What a draft says of itself, read at the door: its case file and its pages' front matter.

Its author's own check ran on a machine that the office does not know.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from paraf.core.case import Case
from paraf.core.evidence import Severity
from paraf.core.page import CaseFile, Draft, Entry, Page
from paraf.core.words import T, Text
from paraf.forge.batch import Batch
from paraf.forge.git import Blob
from paraf.manuscript.front import check_front
from paraf.pipeline.guard_push import Push
from paraf.ports import RecordFault
from paraf.records.drafts import read_case, read_page
from paraf.records.files import decode

TOGETHER = 1000
"""Pages asked for at once: their names fit into a pipe."""


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
    changed = push.git.changed(push.git.merge_base(push.base, head), head)
    touched = tuple(Entry(one.path, one.mode, one.size, one.deleted) for one in changed)
    pages = dict(_pages(push, [one for one in changed if _is_page(one)]))
    # No file is opened for it: the front matter is looked at, not what it stands before.
    draft = Draft(file, Path(), touched, pages, ())
    found = (one for one in check_front(draft, push.book.rules) if one.severity is Severity.BLOCK)
    return next((T("{place}: {what}", place=one.place, what=one.what) for one in found), None)


def _is_page(blob: Blob) -> bool:
    return blob.path.startswith("content/") and blob.path.endswith(".md") and not blob.deleted


def _pages(push: Push, blobs: list[Blob]) -> Iterator[tuple[str, Page]]:
    """Yield pages by path, all read by one process of git."""
    with closing(Batch(push.git.repo.git)) as batch:
        for start in range(0, len(blobs), TOGETHER):
            some = blobs[start : start + TOGETHER]
            for blob, found in zip(some, batch.read([one.oid for one in some]), strict=True):
                text = decode(found.content if found else b"", blob.path)
                yield blob.path, read_page(text, blob.path)
