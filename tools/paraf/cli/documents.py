"""The documents of a case in a terminal: listed, for programs, and as copies in a folder."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from paraf.cli.face import as_json, good, note
from paraf.core.phrases import size
from paraf.core.words import T, Text
from paraf.pipeline.desk import Desk, judged
from paraf.pipeline.given import Dossier, Given, dossier_of, take
from paraf.pipeline.rulebook import Rulebook
from paraf.pipeline.seen import remember
from paraf.pipeline.status import urging, where


def show(desk: Desk, book: Rulebook, case: str, *, json_: bool) -> int:
    """List everything that was handed in for a case."""
    now = judged(desk, case, book)
    found = dossier_of(desk, now)
    if json_:
        as_json({"case": case, "documents": [data(one) for one in found.given]})
        return 0
    good(T("{case}: {title}", case=case, title=now.case.opened.title))
    for said in (where(now.verdict.stand, now.office), *urging(now, desk.now())):
        note(said)
    listed(found)
    if found.given:
        note(T("Take copies: paraf show {case} --into FOLDER", case=case))
    else:
        note(T("No documents were handed in for it."))
    return 0


def copy(
    desk: Desk, book: Rulebook, case: str, into: Path, only: Sequence[str], *, json_: bool
) -> int:
    """Copy a case's documents into a folder."""
    now = judged(desk, case, book)
    taken = take(desk, book, now, into, only)
    if not only:
        for name in {one.change for one in dossier_of(desk, now).given}:
            remember(desk, case, name, now.case.changes[name].head or "")
    if json_:
        as_json({"case": case, "files": [str(one) for one in taken]})
        return 0
    for one in taken:
        good(T("Copied: {file}", file=one))
    return 0


def listed(found: Dossier) -> None:
    """Print documents, one a line, each with its digest, and the notes that came with them."""
    for one in found.given:
        note(_line(one))
    for label, words in found.notes.items():
        note(T("Note at step {no}: {words}", no=label, words=words))


def _line(one: Given) -> Text:
    line = T("+ step {no}, {name} ({key}): {size}, sha256 {digest}",
             no=one.paper.step.label, name=one.paper.document.name, key=one.paper.document.key,
             size=size(one.file.size), digest=one.file.sha256)  # fmt: skip
    if one.media:
        return T("{line}, in the evidence store and on {media}",
                 line=line, media=", ".join(one.media))  # fmt: skip
    return T("{line}, in the evidence store", line=line) if one.stored else line


def data(one: Given) -> dict[str, Any]:
    """Return a document as programs read it."""
    return {
        "change": one.change,
        "step": one.paper.step.no,
        "label": one.paper.step.label,
        "document": one.paper.document.key,
        "name": one.paper.document.name,
        "path": one.paper.path,
        "size": one.file.size,
        "sha256": one.file.sha256,
        "stored": one.stored,
        "media": list(one.media),
    }
