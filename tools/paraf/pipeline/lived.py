"""The record of a case as it was lived: who did what, decided what, and handed what in."""

from datetime import datetime

from paraf.core.case import Merged, Moved
from paraf.core.evidence import FileSum
from paraf.core.gate import judge
from paraf.core.report import Filed, Handed, Record, decisions, returns, rows
from paraf.pipeline.desk import Desk, Judged
from paraf.pipeline.listing import dossier
from paraf.pipeline.papers import Held, by_hand, held


def record_of(desk: Desk, now: Judged, made: datetime) -> Record:
    """Return the record of a case as it stands; documents are those on the base branch."""
    sop, office, case = now.sop, now.office, now.case
    verdict = judge(sop, office, case, made)
    holds = [_held(desk, now, one.change) for one in handed(now) if by_hand(sop, one.change)]
    return Record(
        case=case.id,
        title=case.opened.title,
        office=office.name,
        sop=sop,
        zone=office.hours.zone,
        rows=rows(sop, office, verdict),
        made=made,
        decisions=decisions(verdict, office),
        returns=returns(sop, case, verdict, office),
        filed=tuple(paper for one in holds for paper in _filed(desk, now, one)),
        texts=handed(now),
        notes=tuple(note for one in holds for note in sorted(one.notes.items())),
    )


def handed(now: Judged) -> tuple[Handed, ...]:
    """Return the texts that were merged, in the order of the SOP's changes."""
    deeds = [one.deed for one in now.case.events]
    merged = {one.change: one.head for one in deeds if isinstance(one, Merged)}
    moved = {(one.change, one.head): one.digest for one in deeds if isinstance(one, Moved)}
    return tuple(
        Handed(change, merged[change], moved.get((change, merged[change]), ""))
        for change in now.sop.changes
        if change in merged
    )


def _held(desk: Desk, now: Judged, change: str) -> Held:
    folder = dossier(now.case, now.office)
    return held(desk.git, desk.forge.base(), folder, now.sop, change)


def _filed(desk: Desk, now: Judged, one: Held) -> tuple[Filed, ...]:
    place = f"{dossier(now.case, now.office)}/data/"
    sums = desk.git.digests([paper.oid for paper in one.papers])
    return tuple(
        Filed(
            name=paper.document.name,
            step=paper.step,
            path=paper.path.removeprefix(place),
            called=paper.stored.name if paper.stored else paper.path.rpartition("/")[2],
            file=paper.stored.file if paper.stored else FileSum(paper.size, sums[paper.oid]),
            stored=paper.stored is not None,
            media=paper.stored.media if paper.stored else (),
        )
        for paper in one.papers
    )
