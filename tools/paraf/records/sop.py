"""`review/sop/*.yml` to an `Sop`."""

import re
from collections.abc import Iterator

from paraf.core.sop import Act, Actor, Identity, Mark, Norm, Sop, Step, Unit
from paraf.core.words import T, Text
from paraf.ports import Mistake, RecordFault
from paraf.records.files import read
from paraf.records.shapes import SopShape, StepShape
from paraf.records.strict_yaml import Path

UNITS = {
    "menit": Unit.MINUTE,
    "jam": Unit.HOUR,
    "hari": Unit.DAY,
}


def norm(printed: str) -> Norm | None:
    """Return a norm as SOPs print it (`60 menit`, `1 Hari`); None for anything else."""
    match = re.fullmatch(r"([1-9][0-9]{0,3}) *(menit|jam|hari)", printed.strip().lower())
    return Norm(int(match[1]), UNITS[match[2]]) if match else None


def read_sop(text: str, file: str) -> Sop:
    """Return the procedure that `file` describes; RecordFault with every mistake, by line."""
    shape, parsed = read(SopShape, text, file)
    found = [
        Mistake(file, parsed.line(("steps", i, key)), what)
        for i, step in enumerate(shape.steps)
        for key, what in _wrong(shape, i, step)
    ]
    found += [
        Mistake(file, parsed.line(("changes", i)), T("No step belongs to {change}.", change=change))
        for i, change in enumerate(shape.changes)
        if all(step.change != change for step in shape.steps)
    ]
    found += [Mistake(file, parsed.line(path), what) for path, what in _twice(shape)]
    if found:
        raise RecordFault(found)
    return Sop(
        id=shape.id,
        identity=_identity(shape),
        actors=tuple(Actor(one.key, one.printed, one.post) for one in shape.actors),
        changes=tuple(shape.changes),
        steps=tuple(_step(one) for one in shape.steps),
    )


def _twice(sop: SopShape) -> Iterator[tuple[Path, Text]]:
    keys = [one.key for one in sop.actors]
    for i, key in enumerate(keys):
        if key in keys[:i]:
            yield ("actors", i, "key"), T("{key} stands here twice.", key=key)
    for i, change in enumerate(sop.changes):
        if change in sop.changes[:i]:
            yield ("changes", i), T("{key} stands here twice.", key=change)


def _wrong(sop: SopShape, i: int, step: StepShape) -> Iterator[tuple[str, Text]]:
    actors = [one.key for one in sop.actors]
    if step.step != i + 1:
        yield "step", T("Steps are numbered in a row; this should be {no}.", no=i + 1)
    if step.actor not in actors:
        yield "actor", T("{actor} is no actor of this SOP.", actor=step.actor)
    if step.change not in sop.changes:
        yield "change", T("{change} is no change of this SOP.", change=step.change)
    if norm(step.norm) is None:
        yield "norm", T("{norm} is no time such as 60 menit, 2 jam or 1 hari.", norm=step.norm)
    first = next(one for one in sop.steps if one.change == step.change)
    if step is first and step.act not in ("prepare", "perform"):
        yield "act", T("A change begins with a step that makes its text (prepare or perform).")
    yield from _wrong_act(sop, step, actors)


def _wrong_act(sop: SopShape, step: StepShape, actors: list[str]) -> Iterator[tuple[str, Text]]:
    review, disposition = step.act == "review", step.act == "disposition"
    if review and step.mark is None:
        yield "act", T("A review needs its mark: paraf, sign or acknowledge.")
    if not review and step.mark is not None:
        yield "mark", T("Only a review has a mark.")
    earlier = [one.step for one in sop.steps if one.change == step.change and one.step < step.step]
    if review and step.returns_to not in earlier:
        yield "returns_to", T("A review returns to an earlier step of the same change.")
    if not review and step.returns_to is not None:
        yield "returns_to", T("Only a review returns the case.")
    if disposition and step.to not in actors:
        yield "to", T("A disposition names the actor that it assigns.")
    if not disposition and step.to is not None:
        yield "to", T("Only a disposition assigns to somebody.")
    if step.action is not None and step.act != "perform":
        yield "action", T("Only a step to perform has an action.")


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
        note=one.note,
    )


def _step(shape: StepShape) -> Step:
    parsed = norm(shape.norm)
    assert parsed is not None, "checked before"
    return Step(
        no=shape.step,
        actor=shape.actor,
        activity=shape.activity,
        inputs=shape.inputs,
        output=shape.output,
        norm=parsed,
        printed_norm=shape.norm,
        act=Act(shape.act),
        change=shape.change,
        mark=Mark(shape.mark) if shape.mark else None,
        returns_to=shape.returns_to,
        to=shape.to,
        action=shape.action,
        remark=shape.remark,
        note=shape.note,
    )
