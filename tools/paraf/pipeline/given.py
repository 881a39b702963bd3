"""The documents of a case as people look at them: what was handed in, and copies of it."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from paraf.core.evidence import FileSum
from paraf.core.words import T
from paraf.pipeline.desk import Desk, Judged
from paraf.pipeline.listing import dossier
from paraf.pipeline.papers import Paper, by_hand, held
from paraf.pipeline.rulebook import Rulebook
from paraf.pipeline.store import store_of
from paraf.ports import RefusedFault


@dataclass(frozen=True, slots=True)
class Given:
    """A document that was handed in. `file` is its digest and size, wherever its bytes lie."""

    change: str
    paper: Paper
    file: FileSum
    note: str

    @property
    def stored(self) -> bool:
        """Whether the evidence store has it, not git."""
        return self.paper.stored is not None

    @property
    def media(self) -> tuple[str, ...]:
        """The labels of the media that hold its copies."""
        return self.paper.stored.media if self.paper.stored else ()


@dataclass(frozen=True, slots=True)
class Dossier:
    """The documents of some changes in the order of the steps, and the notes by step label."""

    given: tuple[Given, ...]
    notes: dict[str, str]


def dossier_of(desk: Desk, now: Judged, *changes: str) -> Dossier:
    """Return the documents of a case, or of some of its changes, as they were handed in last."""
    folder, found = dossier(now.case, now.office), []
    notes: dict[str, str] = {}
    for change in changes or now.sop.changes:
        at = now.case.changes.get(change)
        if at is None or at.head is None or not by_hand(now.sop, change):
            continue
        here = held(desk.git, at.head, folder, now.sop, change)
        notes |= here.notes
        sums = desk.git.digests(one.oid for one in here.papers if one.stored is None)
        for paper in here.papers:
            file = paper.stored.file if paper.stored else FileSum(paper.size, sums[paper.oid])
            found.append(Given(change, paper, file, here.notes.get(paper.step.label, "")))
    found.sort(key=lambda one: (one.paper.step.no, one.paper.document.key))
    return Dossier(tuple(found), notes)


def take(
    desk: Desk, book: Rulebook, now: Judged, into: Path, only: Collection[str] = ()
) -> tuple[Path, ...]:
    """Copy a case's documents, or those named `only`, into a folder; return the copies.

    RefusedFault where none is called so, a copy would replace a file, or the folder cannot be
    written; StoreFault where the evidence store has not what was handed in.
    """
    found = dossier_of(desk, now).given
    missing = sorted(set(only) - {one.paper.document.key for one in found})
    if missing or not found:
        raise RefusedFault(
            T("Case {case} holds no document {names}.", case=now.case.id, names=", ".join(missing)),
            T("'paraf show {case}' lists what was handed in.", case=now.case.id),
        )
    chosen = [one for one in found if not only or one.paper.document.key in only]
    try:
        return _copied(desk, book, chosen, into)
    except OSError as error:
        raise RefusedFault(
            T("The documents cannot be copied to {folder}: {reason}",
              folder=into, reason=error.strerror or str(error)),
            T("Name another folder with --into, one that you may write to and that has room."),
        ) from None  # fmt: skip


def _copied(desk: Desk, book: Rulebook, chosen: list[Given], into: Path) -> tuple[Path, ...]:
    into.mkdir(parents=True, exist_ok=True)
    taken = [(one, into / one.paper.name) for one in chosen]
    for _, place in taken:
        if place.exists() or place.is_symlink():
            raise RefusedFault(
                T("There is a file {file} already.", file=place),
                T("Name another folder with --into."),
            )
    for one, place in taken:
        if one.paper.stored is not None:
            store_of(desk, book.settings).take(one.file, place)
        else:
            _write(place, desk.git.run("cat-file", "blob", one.paper.oid))
    return tuple(place for _, place in taken)


def _write(place: Path, data: bytes) -> None:
    """Write a new file whole, or leave none."""
    with place.open("xb") as copy:
        try:
            copy.write(data)
            copy.flush()
        except OSError:
            place.unlink(missing_ok=True)
            raise
