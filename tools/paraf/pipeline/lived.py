"""The record of a case as it was lived: who did what, decided what, and handed what in."""

from dataclasses import replace
from datetime import datetime

from paraf.core.evidence import FileSum
from paraf.core.report import Filed, Record, handed, lived
from paraf.pipeline.desk import Desk, Judged
from paraf.pipeline.listing import dossier
from paraf.pipeline.papers import Held, Paper, by_hand, held


def record_of(desk: Desk, now: Judged, made: datetime) -> Record:
    """Return the record of a case as it stands; documents are those on the base branch."""
    sop, folder, base = now.sop, dossier(now.case, now.office), desk.forge.base()
    changes = [one.change for one in handed(sop, now.case) if by_hand(sop, one.change)]
    holds = [held(desk.git, base, folder, sop, change) for change in changes]
    return replace(
        lived(sop, now.office, now.case, made),
        filed=tuple(paper for one in holds for paper in _filed(desk, f"{folder}/data/", one)),
        notes=tuple(note for one in holds for note in sorted(one.notes.items())),
    )


def _filed(desk: Desk, place: str, one: Held) -> tuple[Filed, ...]:
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
        for paper in sorted(one.papers, key=_printed)
    )


def _printed(paper: Paper) -> tuple[int, int]:
    """Sort documents as the SOP names them."""
    return paper.step.no, paper.step.gives.index(paper.document.key)
