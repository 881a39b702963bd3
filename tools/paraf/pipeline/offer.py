"""What somebody hands in, held against what their step gives: every mistake at once."""

import errno
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from paraf.core import phrases
from paraf.core.evidence import Finding, Severity
from paraf.core.page import Rules
from paraf.core.sop import Act, Document, Sop, Step
from paraf.core.words import T, Text
from paraf.manuscript.files import check_document
from paraf.manuscript.finding import blocks, shown
from paraf.manuscript.harm import harmful
from paraf.manuscript.names import telling
from paraf.manuscript.paths import unreadable
from paraf.manuscript.veil import veiled
from paraf.pipeline.papers import LONGEST, NOTE, apart, unsaid
from paraf.records.stored import fold


@dataclass(frozen=True, slots=True)
class Offer:
    """Files and labels of media, each with the document it is for; '' for the only one."""

    files: tuple[tuple[str, Path], ...] = ()
    media: tuple[tuple[str, str], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Matched:
    """An offer sorted by documents."""

    files: Mapping[str, Path]
    media: Mapping[str, tuple[str, ...]]
    findings: tuple[Finding, ...]


def match(case_id: str, sop: Sop, step: Step, offer: Offer, rules: Rules) -> Matched:
    """Sort an offer by the documents that `step` gives, and find everything wrong with it."""
    lone = step.gives[0] if len(step.gives) == 1 else ""
    files = [(key or lone, file) for key, file in offer.files]
    labels = [(key or lone, label) for key, label in offer.media]
    found = [*_keys(step, files, labels), *_missing(case_id, sop, step, files), *_note(step, offer)]
    media = {key: tuple(label for k, label in labels if k == key) for key in step.gives}
    for key, file in files:
        if key in step.gives:
            found += _file(sop.document(key), file, rules)
    found += _harm(sop, files, found, rules)
    for key in step.gives:
        document, place = sop.document(key), dict(files).get(key)
        found += _media(document, media[key], rules, place)
    total = sum(_size(file) for key, file in files if key in step.gives
                and not to_store(sop.document(key), file, rules))  # fmt: skip
    if total > rules.draft_bytes:
        what = T("The files hold {size} together; at most {limit} are allowed.",
                 size=phrases.size(total), limit=phrases.size(rules.draft_bytes))  # fmt: skip
        found.append(blocks("draft-size", "--file", what, T("Make them smaller or split them.")))
    return Matched(dict(files), media, tuple(dict.fromkeys(map(veiled, found))))


def to_store(document: Document, file: Path, rules: Rules) -> bool:
    """Say whether a file goes to the evidence store: by the SOP's word, or for its size."""
    return apart(document) or _size(file) > rules.materials_bytes


def command(step: Step) -> str:
    """Return the command that hands a step's documents in."""
    return "submit" if step.act is Act.PREPARE else "perform"


def _size(file: Path) -> int:
    return file.stat().st_size if _absent(file) is None else 0


def _absent(file: Path) -> Text | None:
    """Say why a name is not that of a file; None if it is."""
    try:
        mode = file.lstat().st_mode
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR):
            return T("The file is not there.")
        return T("The file cannot be read: {reason}", reason=error.strerror or str(error))
    if stat.S_ISLNK(mode):
        return T("This is a link to another file, not a file.")
    if stat.S_ISDIR(mode):
        return T("This is a folder, not a file.")
    return None if stat.S_ISREG(mode) else T("This is no file.")


def _keys(
    step: Step, files: list[tuple[str, Path]], labels: list[tuple[str, str]]
) -> Iterator[Finding]:
    known = ", ".join(step.gives)
    keys = [key for key, _ in files]
    for key, place in (*((key, str(file)) for key, file in files), *labels):
        if key not in step.gives:
            what = T("Step {no} gives no document {key}.", no=step.label, key=f"“{key}”")
            if not key:
                what = T("Several documents are due; say which one this is.")
            yield blocks("document", place, what, T("Write one of: {known}", known=known or "-"))
    for key in dict.fromkeys(keys):
        if keys.count(key) > 1 and key in step.gives:
            what = T("{key} is given more than once.", key=key)
            yield blocks("document", key, what, T("One file for each document."))


def _missing(
    case_id: str, sop: Sop, step: Step, files: list[tuple[str, Path]]
) -> Iterator[Finding]:
    given = [key for key, _ in files]
    for key in step.gives:
        if key not in given:
            what = T("It is missing: {name}.", name=sop.document(key).name)
            remedy = T("Hand all documents of step {no} in together: paraf {command} {case} "
                       "--file {key}=FILE", no=step.label, command=command(step), case=case_id,
                       key=key)  # fmt: skip
            yield blocks("document", key, what, remedy)


def _note(step: Step, offer: Offer) -> Iterator[Finding]:
    note = offer.note.strip()
    if not step.gives and not note:
        what = T("Step {no} gives no document; a note has to say what was done.", no=step.label)
        yield blocks("note", "-m", what, T('Say it with: -m "…"'))
    elif offer.note and (bad := unsaid(note)) is not None:
        yield blocks("note", "-m", bad, T("Write it in plain letters, or leave -m out."))
    if len(note.encode(errors="replace")) > LONGEST:
        yield blocks("note", "-m", T("The note is too long."), T("Hand it in as a document."))


def _file(document: Document, file: Path, rules: Rules) -> Iterator[Finding]:
    place, what = str(file), _absent(file)
    if what is not None:
        yield blocks("missing", place, what, T("Name the file itself."))
    elif to_store(document, file, rules):
        wrong = T("The file is empty.") if not _size(file) else unreadable(file.name)
        if telling(file.name):
            wrong = T("The name of the file holds somebody's NIK or KK number; rename it first.")
        if wrong is not None:
            yield blocks("name", place, wrong, T("Give the file a plain name, then try again."))
    else:
        name = f"{document.key}{file.suffix.lower()}"
        if name == NOTE:
            what = T("Under this name the note of the step is kept.")
            yield blocks("name", place, what, T("Save it with another ending, such as .pdf."))
        for one in check_document(file, name, rules):
            yield Finding(one.kind, Severity.BLOCK, place, one.line, one.what, one.remedy)


def _harm(
    sop: Sop, files: list[tuple[str, Path]], found: list[Finding], rules: Rules
) -> Iterator[Finding]:
    """Look into the files that lie in git, once nothing else is wrong with them."""
    wrong = {one.place for one in found}
    keys = {document.key for document in sop.documents}
    kept = {
        str(file): file
        for key, file in files
        if key in keys and shown(str(file)) not in wrong and _in_git(sop.document(key), file, rules)
    }
    yield from harmful(kept, rules)


def _media(
    document: Document, labels: tuple[str, ...], rules: Rules, file: Path | None
) -> Iterator[Finding]:
    key = document.key
    if labels and file is not None and _in_git(document, file, rules):
        what = T("{key} is kept in git and needs no medium.", key=key)
        yield blocks("medium", key, what, T("Leave --medium out."))
    for label in labels:
        if not label.strip() or not label.isprintable() or len(label) > 100:
            what = T("The label of a medium is a short line of signs that can be seen.")
            yield blocks("medium", key, what, T("Write what stands on it, such as CD-2026-11-A."))
        elif telling(label):
            what = T("The label of a medium holds somebody's NIK or KK number.")
            yield blocks("medium", key, what, T("Write what stands on it, such as CD-2026-11-A."))
    if document.copies > 1 and len({fold(one) for one in labels}) < document.copies:
        yield blocks("medium", key, _copies(document), T(
            "Make the copies, then name each medium: --medium {key}=LABEL --medium {key}=LABEL",
            key=key))  # fmt: skip
    elif len({fold(one) for one in labels}) < len(labels):
        yield blocks("medium", key, T("Two media have the same label."), T("Name each once."))


def _in_git(document: Document, file: Path, rules: Rules) -> bool:
    return _absent(file) is None and not to_store(document, file, rules)


def _copies(document: Document) -> Text:
    return T("{name} is kept in {count} copies on as many separate media.",
             name=document.name, count=document.copies)  # fmt: skip
