"""What a reviewer is about to mark: which files, at which commit, by whom, since when."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from paraf.core.case import Moved
from paraf.core.checking import Declared, Excused
from paraf.core.sop import Step
from paraf.core.words import Text
from paraf.forge.lines import REMOTE, branch
from paraf.pipeline.act import under_review
from paraf.pipeline.check import case_file
from paraf.pipeline.desk import Desk, Judged, judged
from paraf.pipeline.expedited import expedited_of
from paraf.pipeline.given import Dossier, dossier_of
from paraf.pipeline.limits import entries
from paraf.pipeline.listing import dossier
from paraf.pipeline.papers import by_hand
from paraf.pipeline.rulebook import Rulebook
from paraf.pipeline.status import urging, where
from paraf.ports import RecordFault


@dataclass(frozen=True, slots=True)
class File:
    """A file of the change: `sign` is `+` for a new one, `~` for an altered, `-` for a deleted."""

    sign: str
    path: str
    size: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What lies on the desk. `report` is the path of the report's PDF, None for a manuscript.

    `dossier` are the documents where the change is made by hand; None for any other. `excused`
    and `declared` are what the case file lets stand, which a mark on the manuscript covers;
    `expedited` says why the case cannot wait.
    """

    case: str
    title: str
    step: Step
    where: Text
    urging: tuple[Text, ...]
    change: str
    head: str
    ref: str
    by: str
    at: datetime
    files: tuple[File, ...]
    report: str | None
    dossier: Dossier | None
    excused: tuple[Excused, ...] = ()
    declared: tuple[Declared, ...] = ()
    expedited: Text | None = None


def reading(desk: Desk, book: Rulebook, case_id: str) -> Reading:
    """Return what lies on the desk; RefusedFault if nothing is under review.

    Whoever shows it says so with `seen.remember`: then it may be marked.
    """
    now = judged(desk, case_id, book)
    step, change, head = under_review(now)
    base = desk.forge.base()
    before = {blob.path for blob in desk.git.blobs(base)}
    files = tuple(
        File("-" if one.deleted else "~" if one.path in before else "+", one.path, one.size)
        for one in entries(desk.git, base, head)
    )
    moved = [
        one for one in now.case.events if isinstance(one.deed, Moved) and one.deed.head == head
    ]
    office, actor = now.office, moved[-1].actor
    people = (*office.persons, *office.bots)
    by = next((one.name for one in people if one.known_as(actor)), actor.id)
    report = f"{dossier(now.case, office)}/data/report/report.pdf"
    return Reading(
        case=case_id,
        title=now.case.opened.title,
        step=step,
        where=where(now.verdict.stand, office),
        urging=urging(now, desk.now()),
        change=change,
        head=head,
        ref=f"{REMOTE.removeprefix('refs/remotes/')}{branch(change, case_id)}",
        by=by,
        at=moved[-1].at,
        files=files,
        report=report if any(one.path == report for one in files) else None,
        dossier=dossier_of(desk, now, change) if by_hand(now.sop, change) else None,
        expedited=expedited_of(desk, now.case),
        **_let(desk, now, change, head),
    )


class _Let(TypedDict):
    excused: tuple[Excused, ...]
    declared: tuple[Declared, ...]


def _let(desk: Desk, now: Judged, change: str, head: str) -> _Let:
    """Return what the case file lets stand: a mark on the first change covers it."""
    if change == now.sop.changes[0] and not by_hand(now.sop, change):
        with suppress(RecordFault):
            case = case_file(desk.git, head, now.case.id)
            return {"excused": case.excused, "declared": case.declared}
    return {"excused": (), "declared": ()}
