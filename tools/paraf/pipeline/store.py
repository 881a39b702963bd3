"""The evidence store beside the cases: what is put there, looked for there, and taken out again."""

import tempfile
from pathlib import Path

from paraf.core.evidence import Finding, Severity
from paraf.core.verdict import ToMerge
from paraf.core.words import T
from paraf.manuscript.files import check_document
from paraf.manuscript.harm import harmful
from paraf.pipeline.desk import Desk, Judged
from paraf.pipeline.listing import dossier
from paraf.pipeline.papers import Paper, done, held, unfit
from paraf.pipeline.rulebook import PIPELINE, Rulebook
from paraf.ports import Fault, StoreFault
from paraf.records.office import Pipeline
from paraf.store.folder import FolderStore


class BadDocument(Fault):
    """Documents are not what their step gives, whatever the machine of who handed them in said."""

    anchor = "berkas"


def store_of(desk: Desk, settings: Pipeline) -> FolderStore:
    """Return the office's evidence store; StoreFault where the office has none."""
    if settings.evidence_store is None:
        raise StoreFault(
            T("This office has no evidence store for large or confidential files."),
            T('The administrator names its folder in {file}: evidence_store: {{path: "…"}}',
              file=PIPELINE),
        )  # fmt: skip
    return FolderStore(desk.git.folder / settings.evidence_store)


def look_through(desk: Desk, book: Rulebook, now: Judged, due: ToMerge) -> None:
    """Look through the documents of a change before it is merged, and read what is stored of them.

    Raises BadDocument unless each one is there, once, and what its name says; StoreFault unless
    every stored one lies in the store as it was handed in.
    """
    folder = dossier(now.case, now.office)
    found = held(desk.git, due.head, folder, now.sop, due.change)
    wrong = unfit(found, done(now.sop, due.change, now.verdict), book.rules)
    if wrong is not None:
        raise BadDocument(wrong, AGAIN)
    desk.progress(T("Looking through the documents"))
    with tempfile.TemporaryDirectory(prefix="paraf-") as scratch:
        files: dict[str, Path] = {}
        for number, paper in enumerate(found.papers):
            if paper.stored is not None:
                store_of(desk, book.settings).check(paper.stored.file)
            else:
                apart = Path(scratch) / str(number)
                apart.mkdir()
                files[paper.path] = _look_into(desk, book, paper, apart)
        for one in harmful(files, book.rules):
            _refuse(one, one.place)


def _look_into(desk: Desk, book: Rulebook, paper: Paper, folder: Path) -> Path:
    file = folder / paper.name
    file.write_bytes(desk.git.run("cat-file", "blob", paper.oid))
    for one in check_document(file, paper.name, book.rules):
        _refuse(one, paper.path)
    return file


def _refuse(one: Finding, place: str) -> None:
    if one.severity is Severity.BLOCK:
        raise BadDocument(T("{place}: {what}", place=place, what=one.what), AGAIN)


AGAIN = T(
    "Whoever handed it in corrects it and hands it in again, by its name: --file DOCUMENT=FILE"
)
