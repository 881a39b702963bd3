"""Small procedures written as tables: what a step does, to which change, by whom."""

from dataclasses import replace

from builders import DAY, KABID, KASUBID, PREPARER, procedure, step
from paraf.core.sop import Act, Answer, Document, Mark, Sop, Step


def prepare(no: int, change: str, actor: str = PREPARER, **more: object) -> Step:
    return step(no, actor, Act.PREPARE, change, DAY, **{"gives": (f"d{no}",), **more})


def review(no: int, change: str, actor: str, returns_to: int, **more: object) -> Step:
    return step(no, actor, Act.REVIEW, change, DAY, mark=Mark.PARAF, returns_to=returns_to, **more)


def branch(no: int, *ways: int, change: str = "", actor: str = KASUBID) -> Step:
    answers = tuple(Answer(f"a{i}", f"Jawab {i}", to) for i, to in enumerate(ways))
    return step(no, actor, Act.BRANCH, change, DAY, question="Perlu?", answers=answers)


def assign(no: int, change: str = "", actor: str = KASUBID, to: str = PREPARER) -> Step:
    return step(no, actor, Act.DISPOSITION, change, DAY, to=to)


def archive(no: int, change: str) -> Step:
    return step(no, PREPARER, Act.ARCHIVE, change, DAY)


def table(*steps: Step, changes: tuple[str, ...] | None = None) -> Sop:
    """Return a procedure of these steps, with the actors and documents that they name."""
    actors = dict.fromkeys(key for one in steps for key in (one.actor, one.to) if key)
    names = dict.fromkeys(key for one in steps for key in (*one.needs, *one.gives))
    sop = procedure(tuple(actors), *steps)
    known = tuple(one for one in sop.changes if one) if changes is None else changes
    return replace(sop, changes=known, documents=tuple(Document(one, one) for one in names))


def repaired() -> Sop:
    """Damage is repaired before the report goes on, as in the maintenance of an office's data."""
    return table(
        assign(1),
        prepare(2, "findings"),
        review(3, "findings", KASUBID, 2),
        branch(4, 5, 6),
        prepare(5, "repair", KASUBID, needs=("d2",)),
        prepare(6, "report", KASUBID, needs=("d2",)),
        review(7, "report", KABID, 6),
        archive(8, "report"),
    )
