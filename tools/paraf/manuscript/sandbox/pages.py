"""Tries pages out that could take for ever to lay out, before anything else lays them out."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path

from paraf.core.checking import ManuscriptRules
from paraf.manuscript.read import Extensions
from paraf.manuscript.sandbox.crew import Manner, run
from paraf.manuscript.sandbox.kept import laid_out, sum_of
from paraf.ports import Progress

MANY = 1500
"""Signs of layout of which no page takes more than a second, however they stand."""
SECONDS = 20
"""Of the processor, for one page: a hundred times what a long one takes."""
_SIGNS = "[]*_`<>!#|&\\"


def is_heavy(body: str) -> bool:
    """Say whether a page has so many signs of layout that their order matters."""
    return sum(map(body.count, _SIGNS)) > MANY


def stuck(
    pages: Mapping[str, Path],
    extensions: Extensions,
    rules: ManuscriptRules,
    progress: Progress,
    drawer: Path | None,
    manner: Manner,
) -> tuple[str, ...]:
    """Return the pages that cannot be laid out in time and memory, by name.

    One that could is remembered in the folder `drawer`, where there is one. SandboxFault where no
    child can be started.
    """
    kept = laid_out(drawer, rules, extensions)
    keys = {name: sum_of(file) for name, file in pages.items()}
    limits = replace(rules.limits, seconds=min(rules.limits.seconds, SECONDS))
    tasks = {
        name: {
            "task": "lay-out",
            "file": str(file.absolute()),
            "extensions": extensions,
            "limits": asdict(limits),
            "output": 0,
        }
        for name, file in pages.items()
        if kept.take(keys[name]) is None
    }
    answers = run(tasks, limits, progress, manner) if tasks else {}
    for name, answer in answers.items():
        if "failed" not in answer:
            kept.put(keys[name], ())
    return tuple(name for name, answer in answers.items() if "failed" in answer)
