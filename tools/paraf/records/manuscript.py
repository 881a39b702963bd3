"""`manuscript:` of `review/rules.yml`, and the excuses of a case file, to values and back."""

from collections.abc import Sequence

from paraf.core.checking import Declared, Excused, Limits, ManuscriptRules, Treatment
from paraf.records.manuscript_shapes import DeclaredShape, ExcusedShape, ManuscriptShape

MEGABYTE = 1_000_000


def manuscript(shape: ManuscriptShape) -> ManuscriptRules:
    """Return how an office checks its drafts."""
    limits = shape.limits
    return ManuscriptRules(
        personal={kind: Treatment(named) for kind, named in shape.personal.model_dump().items()},
        phones=tuple(shape.phones),
        domains=tuple(one.lower().removeprefix("@") for one in shape.domains),
        files=shape.files,
        limits=Limits(
            unpacked=limits.unpacked_megabytes * MEGABYTE,
            ratio=limits.ratio,
            members=limits.members,
            seconds=limits.seconds,
            megabytes=limits.megabytes,
        ),
        unscanned=Treatment(shape.unscanned),
        signature_days=shape.signature_days,
        external=shape.external,
        spelling=Treatment(shape.spelling),
        style=Treatment(shape.style),
        edge=shape.edge,
    )


def excused(shapes: Sequence[ExcusedShape]) -> tuple[Excused, ...]:
    """Return what a case excuses."""
    return tuple(Excused(one.finding, one.file, one.count, one.reason) for one in shapes)


def declared(shapes: Sequence[DeclaredShape]) -> tuple[Declared, ...]:
    """Return what a case declares of files that no program can read."""
    return tuple(Declared(one.file, one.holds, one.sha256 or "") for one in shapes)


def excuses_data(
    excused: Sequence[Excused], declared: Sequence[Declared]
) -> dict[str, list[dict[str, object]]]:
    """Return excuses as a case file writes them; nothing where there are none."""
    data: dict[str, list[dict[str, object]]] = {
        "exceptions": [
            {"finding": one.kind, "file": one.file, "count": one.count, "reason": one.reason}
            for one in excused
        ],
        "declarations": [_declared_data(one) for one in declared],
    }
    return {key: lines for key, lines in data.items() if lines}


def _declared_data(declared: Declared) -> dict[str, object]:
    data = {"file": declared.file, "holds": declared.holds, "sha256": declared.sha256}
    return {key: value for key, value in data.items() if value}
