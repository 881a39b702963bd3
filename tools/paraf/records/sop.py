"""`review/sop/*.yml` to an `Sop`."""

import re

from paraf.core.entries import Flaw, Part, wrong_entries
from paraf.core.sop import Act, Actor, Answer, Document, Identity, Mark, Norm, Sop, Step, Unit
from paraf.core.soundness import flaws
from paraf.ports import Mistake, RecordFault
from paraf.records.files import read
from paraf.records.rows import MOST, Row, flatten
from paraf.records.rows import mistakes as wrong_rows
from paraf.records.sop_shapes import SopShape
from paraf.records.strict_yaml import Path

UNITS = {
    "menit": Unit.MINUTE,
    "jam": Unit.HOUR,
    "hari": Unit.DAY,
}
UNREAD = Norm(1, Unit.DAY)
"""Stands for a norm that does not parse; no procedure with one is ever returned."""


def norm(printed: str) -> Norm | None:
    """Return a norm as SOPs print it (`60 menit`, `1 Hari`); None for anything else."""
    match = re.fullmatch(r"([1-9][0-9]{0,3}) *(menit|jam|hari)", printed.strip().lower())
    return Norm(int(match[1]), UNITS[match[2]]) if match else None


def read_sop(text: str, file: str) -> Sop:
    """Return the sound procedure that `file` describes.

    Raises RecordFault with every mistake, by line: of how it is written, and of what would keep a
    case from its end.
    """
    shape, parsed = read(SopShape, text, file)
    rows = flatten(shape)
    found = dict.fromkeys(wrong_rows(shape, rows, lambda printed: norm(printed) is not None))
    sop = _sop(shape, rows) if all(row.act.act for row in rows) and len(rows) <= MOST else None
    if sop is not None:
        named = {path for path, _ in found}
        # Where a case goes cannot be told while a step that it goes to is not found.
        lost = any(path[-1] in ("next", "returns_to") for path in named)
        told = wrong_entries(sop) if lost else flaws(sop)
        more = ((_place(one, rows), one.what) for one in told)
        found |= dict.fromkeys((path, what) for path, what in more if path not in named)
    if found or sop is None:
        raise RecordFault([Mistake(file, parsed.line(path), what) for path, what in found])
    return sop


def _place(flaw: Flaw, rows: list[Row]) -> Path:
    if flaw.part is Part.STEPS:
        return rows[flaw.index].place(flaw.key)
    return (flaw.part.value, flaw.index, *flaw.key)


def _sop(shape: SopShape, rows: list[Row]) -> Sop:
    return Sop(
        id=shape.id,
        identity=_identity(shape),
        actors=tuple(Actor(one.key, one.printed, one.post) for one in shape.actors),
        changes=tuple(shape.changes),
        steps=tuple(_step(one, rows) for one in rows),
        documents=tuple(
            Document(one.key, one.name, one.external, one.stored, one.copies)
            for one in shape.documents
        ),
    )


def _identity(shape: SopShape) -> Identity:
    one = shape.identity
    return Identity(
        agency=one.agency,
        unit=one.unit,
        number=one.number,
        title=one.title,
        created=one.created,
        revised=one.revised,
        effective=one.effective,
        approved_by=one.approved_by,
        legal_basis=tuple(one.legal_basis),
        qualifications=tuple(one.qualifications),
        relations=tuple(one.relations),
        equipment=tuple(one.equipment),
        warning=one.warning,
        records=one.records,
        approved_on=one.approved_on,
        heading=one.heading,
        note=one.note,
    )


def _step(row: Row, rows: list[Row]) -> Step:
    shape, act = row.shape, row.act
    assert act.act is not None, "checked before"
    return Step(
        no=row.no,
        actor=shape.actor,
        activity=shape.activity,
        inputs=shape.inputs,
        output=shape.output,
        norm=norm(shape.norm) or UNREAD,
        printed_norm=shape.norm,
        act=Act(act.act),
        change=act.change or "",
        mark=Mark(act.mark) if act.mark else None,
        returns_to=row.target(act.returns_to, rows),
        to=act.to,
        action=act.action,
        remark=shape.remark,
        note=shape.note,
        does=act.does,
        row=shape.step if row.part or row.no != shape.step else 0,
        part=row.part,
        question=act.question or "",
        answers=tuple(
            Answer(one.key, one.says, row.target(one.next, rows) or 0) for one in act.answers
        ),
        next=row.target(act.next, rows),
        needs=tuple(act.needs),
        gives=tuple(act.gives),
    )
