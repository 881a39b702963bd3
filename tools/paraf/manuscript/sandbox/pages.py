"""Tries pages out that could take for ever to lay out, before anything else lays them out."""

import hashlib
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path

from paraf.core.checking import ManuscriptRules
from paraf.manuscript.read import Extensions
from paraf.manuscript.sandbox.crew import Manner, run
from paraf.manuscript.sandbox.kept import laid_out
from paraf.ports import Progress

LONG = 10_000
"""Signs that a page may have without being tried out: four sheets. Of rows of one sign, or of one
short piece, no page up to here took more than a second."""
MANY = 1500
"""Signs of layout that such a page may have: 5000 brackets take four seconds."""
SECONDS = 20
"""Of the processor, for one page: a hundred times what a long one takes."""
_SIGNS = "[]*_`<>!#|&\\"


def is_heavy(body: str) -> bool:
    """Say whether laying out a page could take long, as far as its length tells."""
    return len(body) > LONG or sum(map(body.count, _SIGNS)) > MANY


def stuck(
    bodies: Mapping[str, str],
    extensions: Extensions,
    rules: ManuscriptRules,
    progress: Progress,
    drawer: Path | None,
    manner: Manner,
) -> tuple[str, ...]:
    """Return the pages that cannot be laid out in time and memory, by name; each is given its body.

    What is not heavy is taken as it is. One that could be laid out is remembered in the folder
    `drawer`, where there is one. SandboxFault where no child can be started.
    """
    heavy = {name: body.encode() for name, body in bodies.items() if is_heavy(body)}
    kept = laid_out(drawer, rules, extensions)
    keys = {name: hashlib.sha256(body).hexdigest() for name, body in heavy.items()}
    new = [name for name in heavy if kept.take(keys[name]) is None]
    if not new:
        return ()
    limits = replace(rules.limits, seconds=min(rules.limits.seconds, SECONDS))
    with tempfile.TemporaryDirectory(prefix="paraf-") as folder:
        tasks = {}
        for number, name in enumerate(new):
            file = Path(folder, str(number))
            file.write_bytes(heavy[name])
            tasks[name] = {
                "task": "lay-out",
                "file": str(file),
                "extensions": extensions,
                "limits": asdict(limits),
                "output": 0,
            }
        answers = run(tasks, limits, progress, manner)
    for name, answer in answers.items():
        if "failed" not in answer:
            kept.put(keys[name], ())
    return tuple(name for name, answer in answers.items() if "failed" in answer)
