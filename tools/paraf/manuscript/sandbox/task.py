"""What a child can be asked to do. Loaded only when its limits stand."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from paraf.core.checking import Limits
from paraf.manuscript.examine import examine
from paraf.manuscript.personal.recognise import Known
from paraf.manuscript.safety.check import check_safety
from paraf.manuscript.seen import Seen, as_data

MANY = 200
"""Places of one kind in one file that are told one by one; further ones are only counted."""


def _examine(task: Mapping[str, Any]) -> dict[str, Any]:
    known = Known(tuple(task["phones"]), tuple(task["domains"]))
    seen = examine(Path(task["file"]), task["name"], known, Limits(**task["limits"]))
    return {"seen": [as_data(one) for one in gathered(seen)]}


def gathered(seen: Iterable[Seen], many: int = MANY) -> list[Seen]:
    """Return what was seen, at most `many` of a kind: the last of them counts all that follow."""
    kept: list[Seen] = []
    last: dict[str, int] = {}
    times: dict[str, int] = {}
    for one in seen:
        times[one.kind] = times.get(one.kind, 0) + 1
        if times[one.kind] > many:
            at = last[one.kind]
            kept[at] = replace(kept[at], count=kept[at].count + one.count)
        else:
            last[one.kind] = len(kept)
            kept.append(one)
    return kept


def _harm(task: Mapping[str, Any]) -> dict[str, Any]:
    name = PurePosixPath(task["name"])
    seen = check_safety(Path(task["file"]), name.suffix.lower(), Limits(**task["limits"]))
    return {"seen": [as_data(one) for one in gathered(seen)]}


def _lay_out(task: Mapping[str, Any]) -> dict[str, Any]:
    from paraf.manuscript.read import read

    body = Path(task["file"]).read_bytes().decode()
    with suppress(RecursionError):  # too deep, and that quickly: whoever reads it is told the same
        read(body, tuple(map(tuple, task["extensions"])))
    return {"seen": []}


def _clean(task: Mapping[str, Any]) -> dict[str, Any]:
    from paraf.manuscript.intake.clean import clean

    seen = clean(Path(task["file"]), Path(task["into"]), task["suffix"], task["edge"])
    return {"seen": [as_data(one) for one in gathered(seen)]}


TASKS: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "examine": _examine,
    "harm": _harm,
    "lay-out": _lay_out,
    "clean": _clean,
}
"""Each takes a message and gives the answer; what it raises is told as the file's fault."""
