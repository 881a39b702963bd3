"""Writes into a case what its draft excuses, and what its files hold that nothing can read."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from paraf.core.checking import Declared, Excused
from paraf.core.evidence import Finding
from paraf.core.page import CaseFile
from paraf.core.words import T, Text
from paraf.manuscript.kinds import KINDS
from paraf.manuscript.sandbox.kept import sum_of
from paraf.pipeline.check import check_draft
from paraf.pipeline.desk import Desk
from paraf.pipeline.private import private
from paraf.pipeline.rulebook import Rulebook
from paraf.pipeline.whole import write_whole
from paraf.ports import Mistake, RecordFault, RefusedFault
from paraf.records.drafts import read_case, write_case
from paraf.records.files import decode


class NotExcused(RefusedFault):
    """Nothing was written: what was asked for cannot be excused or declared, or not like that."""

    anchor = "naskah"


LEAST = 10
"""Fewest signs of a reason: shorter ones tell a reviewer nothing."""


def excusable(found: Iterable[Finding], file: str) -> Mapping[str, int]:
    """Return the kinds in a file that a case may excuse, with how many of each were found."""
    return _counted(found, file, lambda kind: KINDS[kind].excusable)


def declarable(found: Iterable[Finding], file: str) -> Mapping[str, int]:
    """Return what keeps a file from being examined, where a declaration may stand for that."""
    return _counted(found, file, lambda kind: KINDS[kind].declarable)


def refuse_vain(kind: str | None, words: str) -> None:
    """Refuse what no check could make right: a kind that nothing excuses, a reason without sense.

    `kind` None is left to what is found, words "" to whoever is asked.
    """
    if kind is not None and kind not in KINDS:
        raise NotExcused(T("There is no kind of finding called {kind}.", kind=kind),
                         T("'paraf check --json' names the kinds."))  # fmt: skip
    if kind is not None and not KINDS[kind].excusable:
        raise NotExcused(T("Nothing excuses this: {name}.", name=KINDS[kind].name),
                         T("Put right what 'paraf check' says of it."))  # fmt: skip
    if words:
        _refuse_words(words)


def excuse(desk: Desk, case_id: str, found: Iterable[Finding], wanted: tuple[str, str, str]) -> int:
    """Excuse a kind of finding in a file for a reason; return how many the line covers now.

    `wanted` are file, kind and reason. RefusedFault where the kind cannot be excused, was not
    found there, or the reason says too little or tells personal data itself.
    """
    file, kind, reason = wanted
    refuse_vain(kind, reason)
    _refuse_words(reason)
    count = excusable(found, file).get(kind, 0)
    if not count:
        raise NotExcused(
            T("The check finds nothing of this in {file}: {name}.",
              file=file, name=KINDS[kind].name),
            T("Run 'paraf check' to see what it finds there."),
        )  # fmt: skip

    def with_line(case: CaseFile) -> CaseFile:
        others = tuple(one for one in case.excused if (one.kind, one.file) != (kind, file))
        return replace(case, excused=(*others, Excused(kind, file, count, reason)))

    _change(desk, case_id, with_line)
    return count


def declare(desk: Desk, case_id: str, found: Iterable[Finding], file: str, holds: str) -> None:
    """Declare what a file holds that nothing can read: the file as it lies in this folder.

    RefusedFault where it can be read.
    """
    if not declarable(found, file):
        raise NotExcused(
            T("{file} could be examined; a declaration is for files that cannot be.", file=file),
            T("What was found there is put right, or excused: paraf excuse"),
        )
    _refuse_words(holds)
    digest = sum_of(desk.git.folder / file)

    def with_line(case: CaseFile) -> CaseFile:
        others = tuple(one for one in case.declared if one.file != file)
        return replace(case, declared=(*others, Declared(file, holds, digest)))

    _change(desk, case_id, with_line)


def take_back(desk: Desk, case_id: str, typed: str, kind: str | None) -> int:
    """Take back what the case excuses in a file, of one kind or all; return how many lines went."""
    known = {one.file for one in case_of(desk, case_id).excused}
    file = file_of(desk, typed, known)

    def stays(one: Excused) -> bool:
        return one.file != file or kind not in (None, one.kind)

    before, after = _change(
        desk, case_id, lambda case: replace(case, excused=tuple(filter(stays, case.excused)))
    )
    return len(before.excused) - len(after.excused)


def undeclare(desk: Desk, case_id: str, typed: str) -> None:
    """Take back what the case declares of a file."""
    file = file_of(desk, typed, {one.file for one in case_of(desk, case_id).declared})
    _change(
        desk,
        case_id,
        lambda case: replace(case, declared=tuple(d for d in case.declared if d.file != file)),
    )


def case_of(desk: Desk, case_id: str) -> CaseFile:
    """Return what the case file in this folder says, saved or not."""
    path = f"drafts/{case_id}/case.yml"
    file = desk.git.folder / path
    if not file.is_file():
        raise RecordFault([Mistake(path, 1, T("The file is missing."))])
    return read_case(decode(file.read_bytes(), path), path)


def file_of(desk: Desk, typed: str, files: Collection[str]) -> str:
    """Return the file of the draft that is meant: a path, its end, or a path from where one is.

    RefusedFault where none or several are.
    """
    here = Path.cwd() / typed
    if here.is_relative_to(desk.git.folder):
        typed = here.relative_to(desk.git.folder).as_posix() if here.exists() else typed
    if typed in files:
        return typed
    end = PurePosixPath(typed).parts
    likely = sorted(one for one in files if PurePosixPath(one).parts[-len(end) :] == end)
    if len(likely) == 1:
        return likely[0]
    if likely:
        raise NotExcused(T("{named} may mean several files: {files}.", named=typed,
                           files=", ".join(likely)),
                         T("Write more of the path of the one that you mean."))  # fmt: skip
    raise NotExcused(
        T("The draft has no file {file}.", file=typed),
        T("'paraf check' names the files in which it found something."),
    )


def check_again(desk: Desk, book: Rulebook, case_id: str) -> tuple[Finding, ...]:
    """Return what the draft's check finds now."""
    return check_draft(desk, book, case_id).findings


def _counted(found: Iterable[Finding], file: str, able: Callable[[str], bool]) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for one in found:
        if one.place == file and one.kind in KINDS and able(one.kind):
            counts[one.kind] = counts.get(one.kind, 0) + one.count
    return counts


def _refuse_words(words: str) -> None:
    if len(words) < LEAST or not words.isprintable():
        raise NotExcused(
            T("The reason has to tell a reviewer something: at least {least} signs, on one line.",
              least=LEAST),
            T("Say whose data it is, and by which rule it may be published."),
        )  # fmt: skip
    seen = private(words)
    if seen:
        kinds = sorted({KINDS[kind].name for kind in seen}, key=str)
        raise NotExcused(T("The reason tells personal data itself: {kind}.", kind=kinds[0]),
                         T("Say it without: the reason is kept with the case."))  # fmt: skip


def _change(
    desk: Desk, case_id: str, changed: Callable[[CaseFile], CaseFile]
) -> tuple[CaseFile, CaseFile]:
    before = case_of(desk, case_id)
    file = desk.git.folder / f"drafts/{case_id}/case.yml"
    after = changed(before)
    if after != before:
        write_whole(file, write_case(after))
    return before, after


def told(kind: str, count: int) -> Text:
    """Return a kind with how many of it there are."""
    return T("{name} ({count})", name=KINDS[kind].name, count=count)
