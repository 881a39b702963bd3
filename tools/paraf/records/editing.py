"""Changes a line of a file of the office and leaves every other byte, comments included, alone."""

import json
from collections.abc import Mapping, Sequence

from paraf.core.words import T
from paraf.ports import Mistake, RecordFault
from paraf.records.files import read
from paraf.records.shapes import OfficialsShape, PipelineShape

GROUPS = ("persons", "bots", "administrators")


def with_keys(text: str, file: str, keys: Mapping[str, Sequence[str]]) -> str:
    """Return the roster with the SSH public keys of some people set, by their ids.

    Raises RecordFault where the roster is invalid or has nobody of such an id.
    """
    shape, parsed = read(OfficialsShape, text, file)
    lines = text.split("\n")
    missing = set(keys)
    for group in GROUPS:
        for i, person in enumerate(getattr(shape, group)):
            if person.id in keys:
                missing.discard(person.id)
                line = parsed.line((group, i, "ssh_keys")) - 1
                indent = lines[line][: len(lines[line]) - len(lines[line].lstrip())]
                lines[line] = f"{indent}ssh_keys: {json.dumps(list(keys[person.id]))}"
    if missing:
        who = ", ".join(sorted(missing))
        raise RecordFault([Mistake(file, 1, T("{who} is not in this roster.", who=who))])
    return "\n".join(lines)


def with_settings(text: str, file: str, changes: Mapping[tuple[str, ...], str]) -> str:
    """Return the settings with the values of some keys set, by their paths in the file.

    The keys must stand in the file, each with its value on its own line.
    """
    _, parsed = read(PipelineShape, text, file)
    lines = text.split("\n")
    for path, value in changes.items():
        line = parsed.line(path) - 1
        key = lines[line].split(":", 1)[0]
        lines[line] = f"{key}: {json.dumps(value, ensure_ascii=False)}"
    return "\n".join(lines)
