"""Whether the record of an archived case agrees with its ledger, its documents, and the store.

A bag's files are intact by now, and its marks judged: what is looked for here is a record that says
something else than they do, and an object of the evidence store that is not what was handed in.
"""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from paraf.core.case import Archived, Case, Event
from paraf.core.evidence import FileSum, Finding, Severity
from paraf.core.office import Office
from paraf.core.report import handed, lived
from paraf.core.sop import Sop
from paraf.core.words import T, Text
from paraf.pipeline.papers import NOTE, POINTER, by_hand
from paraf.ports import Progress, RecordFault, StoreFault
from paraf.records.files import decode
from paraf.records.report import write_record
from paraf.records.stored import read_stored
from paraf.records.strict_yaml import parse
from paraf.store.folder import FolderStore

RECORD = "data/record/record.yml"
TOLD = ("case", "title", "steps", "decisions", "returns", "texts")
"""The parts of a record that the ledger alone tells; the others tell of files."""
REMEDY = T("Do not rely on this archive; ask for another copy of it.")
LOST = T("Look for another copy: on the media that the record names, or in the office's back-up.")

Mapped = Mapping[str, Any]


def recorded(bag: Path, case: Case, sop: Sop, office: Office) -> Iterator[Finding]:
    """Yield where the record of the bag says something else than its ledger and its files."""
    file = bag / RECORD
    if not file.is_file():
        return
    try:
        found = parse(decode(file.read_bytes(), RECORD), RECORD).value
        wrong = (*_differing(found, case, sop, office), *_misfiled(found, bag, case, sop))
    except (RecordFault, ValueError, LookupError, TypeError, AttributeError):
        wrong = (T("This is no record of a case."),)
    for what in wrong:
        yield Finding("record", Severity.BLOCK, RECORD, 0, what, REMEDY)


def _differing(found: Mapped, case: Case, sop: Sop, office: Office) -> Iterator[Text]:
    made = datetime.fromisoformat(found["made"])
    # The record was written as if the archiving were told: it is that of the finished case.
    told_by = (one.actor for one in reversed(case.events) if office.is_bot(one.actor))
    program = next(told_by, case.events[-1].actor)
    last = Event(len(case.events) + 1, made, program, Archived("0" * 40))
    whole = Case(case.id, case.changes, (*case.events, last), case.base)
    told = parse(write_record(lived(sop, office, whole, made)), RECORD).value
    for part in TOLD:
        if not _same(found[part], told[part]):
            yield T("Its part {part} is not what the ledger tells.", part=part)


def _same(found: Any, told: Any) -> bool:
    """Compare what a record says with what is true; a later Paraf may say more of it."""
    if isinstance(found, Mapping) and isinstance(told, Mapping):
        return all(key in told and _same(value, told[key]) for key, value in found.items())
    if isinstance(found, list) and isinstance(told, list):
        pairs = zip(found, told, strict=False)
        return len(found) == len(told) and all(_same(one, other) for one, other in pairs)
    return bool(found == told)


def _misfiled(found: Mapped, bag: Path, case: Case, sop: Sop) -> Iterator[Text]:
    documents = {one["path"]: one for one in found["documents"]}
    there = dict(_documents(bag, case, sop))
    for path in sorted(documents.keys() | there.keys()):
        if path not in documents:
            yield T("It does not list {path}.", path=path)
        elif path not in there:
            yield T("It lists {path}, which is not there.", path=path)
        elif (documents[path]["size"], documents[path]["sha256"]) != there[path]:
            yield T("It gives another size or SHA-256 for {path}.", path=path)


def _documents(bag: Path, case: Case, sop: Sop) -> Iterator[tuple[str, tuple[int, str]]]:
    """Yield every document that was handed in: its path, and its own size and SHA-256."""
    for path, file in _handed_in(bag, case, sop):
        if path.endswith(POINTER):
            stored = read_stored(decode(file.read_bytes(), path), path).file
            yield path, (stored.size, stored.sha256)
        elif not path.endswith(f"/{NOTE}"):
            yield path, _sum(file)


def _sum(file: Path) -> tuple[int, str]:
    with file.open("rb") as opened:
        return file.stat().st_size, hashlib.file_digest(opened, "sha256").hexdigest()


def _handed_in(bag: Path, case: Case, sop: Sop) -> Iterator[tuple[str, Path]]:
    for text in handed(sop, case):
        if by_hand(sop, text.change):
            for file in sorted((bag / "data" / text.change).rglob("*")):
                if file.is_file():
                    yield file.relative_to(bag).as_posix(), file


def objects(bag: Path, case: Case, sop: Sop) -> Mapping[str, FileSum | Finding]:
    """Return what the bag's pointers name, by their paths: an object, or why it is no pointer."""
    found: dict[str, FileSum | Finding] = {}
    for path, file in _handed_in(bag, case, sop):
        if path.endswith(POINTER):
            try:
                found[path] = read_stored(decode(file.read_bytes(), path), path).file
            except RecordFault as fault:
                one = fault.mistakes[0]
                found[path] = Finding("stored", Severity.BLOCK, path, one.line, one.what, REMEDY)
    return found


def kept(
    store: Path, wanted: Mapping[str, FileSum | Finding], progress: Progress
) -> Iterator[Finding]:
    """Yield which object is not in the store as it was handed in; StoreFault if there is no store.

    The place of a finding is the pointer that names the object.
    """
    folder = FolderStore(store)
    if not store.is_dir():
        raise StoreFault(T("The evidence store {folder} is not there.", folder=store))
    for done, (path, one) in enumerate(wanted.items()):
        progress(T("Reading the evidence store"), done, len(wanted))
        if isinstance(one, FileSum):
            try:
                folder.check(one)
            except StoreFault as fault:
                yield Finding("stored", Severity.BLOCK, path, 0, fault.what, LOST)
