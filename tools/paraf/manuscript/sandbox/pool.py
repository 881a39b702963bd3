"""Examines the files of a draft in children with limits."""

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from paraf.core.checking import ManuscriptRules
from paraf.core.words import Text
from paraf.manuscript.kinds import KINDS
from paraf.manuscript.personal.recognise import Known
from paraf.manuscript.sandbox.crew import Answer, Manner, run
from paraf.manuscript.sandbox.kept import examined, sum_of
from paraf.manuscript.seen import Seen, of_data
from paraf.manuscript.spot import PARTS
from paraf.ports import Progress

FAILED = {"died": "parser-died", "slow": "parser-slow", "memory": "parser-memory"}
"""Kinds of finding by how an examination failed."""
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Examined:
    """What is to be said of each file, by its name; of so many it was remembered."""

    seen: Mapping[str, tuple[Seen, ...]]
    remembered: int


def examine_all(
    files: Mapping[str, Path],
    rules: ManuscriptRules,
    known: Known,
    progress: Progress,
    *,
    drawer: Path | None,
    manner: Manner = Manner(),  # noqa: B008 - a value that never changes
) -> Mapping[str, tuple[Seen, ...]]:
    """Return what is to be said of each file, by its name in the repository.

    Of a file over which a child dies, or takes too long or too much memory, that is said, and what
    could harm its reader, if at least that can be seen; the others go on. What was seen before is
    taken from the folder `drawer`, if there is one. No child is left when this returns or raises.
    SandboxFault where no child can be started.
    """
    return examine(files, rules, known, progress, drawer=drawer, manner=manner).seen


def examine(
    files: Mapping[str, Path],
    rules: ManuscriptRules,
    known: Known,
    progress: Progress,
    *,
    drawer: Path | None,
    manner: Manner = Manner(),  # noqa: B008 - a value that never changes
) -> Examined:
    """Do what `examine_all` does, and tell how much of it was remembered."""
    kept = examined(drawer, rules, known)
    keys = {name: f"{sum_of(file)} {_suffix(name)}" for name, file in files.items()}
    found = {name: seen for name, key in keys.items() if (seen := kept.take(key)) is not None}
    remembered = len(found)
    tasks = {
        name: _task(file, name, rules, known) for name, file in files.items() if name not in found
    }
    failed: dict[str, Seen] = {}
    for name, answer in (run(tasks, rules.limits, progress, manner) if tasks else {}).items():
        seen = _believed(answer)
        if seen is None:
            failed[name] = _failure(answer)
        else:
            kept.put(keys[name], seen)
            found[name] = seen
    kept.thin()
    harm = _harm({name: tasks[name] for name in failed}, rules, manner)
    found |= {name: _with_harm(one, harm[name]) for name, one in failed.items()}
    return Examined({name: found[name] for name in files}, remembered)


def harm_in(
    files: Mapping[str, Path],
    rules: ManuscriptRules,
    *,
    manner: Manner = Manner(),  # noqa: B008 - a value that never changes
) -> Mapping[str, tuple[Seen, ...]]:
    """Return what could harm whoever opens each file, by its name; what it says is not read.

    Of a file that cannot be looked into, just that is said. SandboxFault where no child can be
    started.
    """
    tasks = {name: _task(file, name, rules, Known()) for name, file in files.items()}
    found = _harm(tasks, rules, manner)
    return {name: one if isinstance(one, tuple) else (one,) for name, one in found.items()}


def _harm(
    tasks: Mapping[str, Mapping[str, Any]], rules: ManuscriptRules, manner: Manner
) -> Mapping[str, tuple[Seen, ...] | Seen]:
    """Return what could harm who opens each file, or how nobody could see that."""
    if not tasks:
        return {}
    asked = {name: {**task, "task": "harm"} for name, task in tasks.items()}
    found: dict[str, tuple[Seen, ...] | Seen] = {}
    for name, answer in run(asked, rules.limits, _silent, manner).items():
        seen = _believed(answer)
        found[name] = _failure(answer) if seen is None else seen
    return {name: found[name] for name in tasks}


def _with_harm(failure: Seen, harm: tuple[Seen, ...] | Seen) -> tuple[Seen, ...]:
    """Return all that is known of a file that could not be examined: a declaration covers the
    failure alone."""
    return (failure, *(harm if isinstance(harm, tuple) else (Seen("parser-unsafe"),)))


def clean(
    source: Path,
    into: Path,
    suffix: str,
    rules: ManuscriptRules,
    *,
    manner: Manner = Manner(),  # noqa: B008 - a value that never changes
) -> tuple[Seen, ...]:
    """Write the file `source` to `into`, cleaned as `intake.clean` does, and return what was done.

    Where a closed kind is among it nothing was written: what was at `into` is there as it was.
    OSError where the file cannot be put there, SandboxFault where no child can be started.
    """
    with tempfile.TemporaryDirectory(prefix="paraf-") as scratch:
        made = Path(scratch) / f"made{suffix}"
        task = {
            "task": "clean",
            "file": str(source.absolute()),
            "into": str(made),
            "suffix": suffix,
            "edge": rules.edge,
            "output": rules.limits.unpacked,
        }
        answer = run({source.name: task}, rules.limits, _silent, manner)[source.name]
        seen = _believed(answer)
        if seen is None:
            return (_failure(answer),)
        if any(KINDS[one.kind].closed for one in seen):
            return seen
        if made.is_symlink() or not made.is_file():
            return (Seen("parser-died"),)
        _put(made, into)
    return seen


def _put(made: Path, into: Path) -> None:
    part = into.with_name(f".{into.name}.part")
    try:
        shutil.copyfile(made, part)
        part.replace(into)
    finally:
        part.unlink(missing_ok=True)


def _silent(what: Text, done: int = 0, total: int = 0) -> None:
    """Say nothing: one file is soon done."""


def _task(file: Path, name: str, rules: ManuscriptRules, known: Known) -> dict[str, Any]:
    return {
        "task": "examine",
        "file": str(file.absolute()),
        "name": name,
        "limits": asdict(rules.limits),
        "phones": known.phones,
        "domains": known.domains,
        "output": 0,
    }


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _failure(answer: Answer) -> Seen:
    return Seen(FAILED.get(str(answer.get("failed")), "parser-died"))


def _believed(answer: Answer) -> tuple[Seen, ...] | None:
    """Return what a child saw, if it can be true: the file may have taken the child over."""
    try:
        seen = tuple(of_data(one) for one in answer["seen"])
    except (KeyError, TypeError, ValueError):
        return None
    return seen if all(_sound(one) for one in seen) else None


def _sound(seen: Any) -> bool:
    spot = seen.spot
    words = (seen.sample, spot.sheet, spot.cell, spot.part, spot.name)
    numbers = (seen.count, spot.page, spot.line)
    gaps = [*seen.gaps.values()] if isinstance(seen.gaps, dict) else [None]
    return (
        seen.kind in KINDS
        and spot.part in ("", *PARTS)
        and all(isinstance(one, str) and len(one) <= _LONGEST for one in words)
        and all(isinstance(one, int) and one >= 0 for one in numbers)
        and all(isinstance(one, str | int) and len(str(one)) <= _LONGEST for one in gaps)
    )
