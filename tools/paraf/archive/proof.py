"""The evidence of an inspection: what its record names must lie beside it, and nothing else."""

import json
from collections.abc import Iterator, Mapping

from paraf.archive.taken import Taken, broken
from paraf.core.evidence import Finding
from paraf.core.words import T

FOLDER = "data/report/evidence/"
RECORD = f"{FOLDER}inspection.json"


def gathered(bag: Taken) -> Iterator[Finding]:
    """Yield which file of the evidence is not the one that the inspection's record names.

    Records of version 1 name none.
    """
    named = _named(bag.read(RECORD)) if RECORD in bag.sums else None
    if named is None:
        return
    for name, total in named.items():
        path = f"{FOLDER}{name}"
        if path not in bag.sums:
            what = T("The inspection's record names this file, but it is missing.")
            yield broken("evidence-missing", path, what)
        elif bag.sums[path] != total:
            what = T("The inspection's record names another file than this one.")
            yield broken("evidence-changed", path, what)
    for path in bag.sums:
        if path.startswith(FOLDER) and path != RECORD and path.removeprefix(FOLDER) not in named:
            what = T("The inspection's record does not name this file.")
            yield broken("evidence-foreign", path, what)


def _named(record: bytes) -> Mapping[str, str] | None:
    """Return the files that a record names, with their SHA-256; None if it names none."""
    try:
        said = json.loads(record)["artifacts"]
        return {str(name): str(one["sha256"]) for name, one in said.items()}
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
