"""An `Sop` to the YAML of `review/sop/*.yml`, as the house writes it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import groupby
from typing import Any

from paraf.core.sop import Act, Answer, Document, Identity, Sop, Step
from paraf.records.rows import END
from paraf.records.writing import document

SCHEMA = "../schema/sop.schema.json"
OPTIONAL = ("approved_on", "heading", "note")
"""Fields of the identity block that are left away where they are empty."""


def write_sop(sop: Sop) -> str:
    """Return the file of a procedure; `read_sop` gives back an equal one.

    What stood in the file beside its values (comments, line breaks) is not kept: an `Sop` does not
    hold it.
    """
    return write_table(table(sop))


def write_table(data: Mapping[str, Any]) -> str:
    """Return the file of a procedure that may not be complete yet; see `table`."""
    return document(data, schema=SCHEMA)


def table(sop: Sop) -> dict[str, Any]:
    """Return a procedure as its file says it: plain values, every step called by its label."""
    return {
        "version": 1,
        "id": sop.id,
        "identity": dict(_identity(sop.identity)),
        "actors": [
            {"key": one.key, "printed": one.printed, "post": one.post} for one in sop.actors
        ],
        **({"documents": [_document(one) for one in sop.documents]} if sop.documents else {}),
        "changes": list(sop.changes),
        "steps": [
            _row(no, list(acts), sop)
            for no, acts in groupby(sop.steps, lambda step: step.row or step.no)
        ],
    }


def _identity(identity: Identity) -> Iterator[tuple[str, str | list[str]]]:
    for one in fields(identity):
        value = getattr(identity, one.name)
        if value or one.name not in OPTIONAL:
            yield one.name, list(value) if isinstance(value, tuple) else value


def _document(one: Document) -> dict[str, Any]:
    more = {
        "external": one.external or None,
        "stored": one.stored or None,
        "copies": one.copies if one.copies > 1 else None,
    }
    return {"key": one.key, "name": one.name, **_said(more)}


def _row(no: int, acts: Sequence[Step], sop: Sop) -> dict[str, Any]:
    first = acts[0]
    cells = {
        "step": no,
        "actor": first.actor,
        "activity": first.activity,
        "inputs": first.inputs,
        "norm": first.printed_norm,
        "output": first.output,
        **_said({"remark": first.remark}),
    }
    note = _said({"note": first.note})
    if first.part:
        return {**cells, **note, "acts": [_act(one, sop) for one in acts]}
    return {**cells, **_act(first, sop), **note}


def _act(step: Step, sop: Sop) -> dict[str, Any]:
    return _said({
        "act": step.act.value,
        "does": step.does,
        "action": step.action,
        "mark": step.mark.value if step.mark else None,
        "to": step.to,
        "question": step.question if step.act is Act.BRANCH else None,
        "change": step.change,
        "returns_to": _label(step.returns_to, sop),
        "answers": [_answer(one, sop) for one in step.answers],
        "next": _label(step.next, sop),
        "needs": list(step.needs),
        "gives": list(step.gives),
    })  # fmt: skip


def _answer(one: Answer, sop: Sop) -> dict[str, Any]:
    return {"key": one.key, "says": one.says, "next": _label(one.next, sop)}


def _label(no: int | None, sop: Sop) -> int | str | None:
    if no is None:
        return None
    label = sop.step(no).label if no <= len(sop.steps) else END
    return int(label) if label.isdigit() else label


def _said(data: Mapping[str, Any]) -> dict[str, Any]:
    """Leave away what says nothing."""
    return {key: value for key, value in data.items() if value not in (None, "", [])}
