"""Changes a value in a file of the office and leaves every other byte, comments included, alone."""

from collections.abc import Mapping, Sequence

from paraf.core.words import T
from paraf.ports import Mistake, RecordFault
from paraf.records.files import read
from paraf.records.shapes import OfficialsShape, PipelineShape
from paraf.records.strict_yaml import Parsed, Path
from paraf.records.writing import inline

GROUPS = ("persons", "bots", "administrators")
Edit = tuple[int, int, str]
"""A piece of the text, `[start, end)`, and what shall stand there."""


def with_keys(text: str, file: str, keys: Mapping[str, Sequence[str]]) -> str:
    """Return the roster with the SSH public keys of some people set, by their ids.

    Raises RecordFault where the roster is invalid or has nobody of such an id.
    """
    shape, parsed = read(OfficialsShape, text, file)
    people = {
        person.id: (group, i) for group in GROUPS for i, person in enumerate(getattr(shape, group))
    }
    missing = sorted(set(keys) - set(people))
    if missing:
        who = ", ".join(missing)
        raise RecordFault([Mistake(file, 1, T("{who} is not in this roster.", who=who))])
    edits = [
        _edit(text, parsed, (*people[who], "ssh_keys"), inline(list(given)))
        for who, given in keys.items()
    ]
    return _applied(text, edits)


def with_settings(text: str, file: str, changes: Mapping[tuple[str, ...], str]) -> str:
    """Return the settings with the values of some keys set, by their paths in the file.

    The group that a key belongs to must stand in the file; the key itself need not.
    """
    _, parsed = read(PipelineShape, text, file)
    edits = [_edit(text, parsed, path, inline(value)) for path, value in changes.items()]
    return _applied(text, edits)


def _edit(text: str, parsed: Parsed, path: Path, value: str) -> Edit:
    span, group = parsed.spans.get(path), parsed.spans[path[:-1]]
    if span is not None:
        # A list may stand as far left as its key, a value in brackets may not; a folded text
        # ends behind its line.
        indent = "" if group.flow else " " * (group.column + 1 - span.column)
        return span.start, span.start + len(text[span.start : span.end].rstrip()), indent + value
    if group.flow:
        return group.start + 1, group.start + 1, f"{path[-1]}: {value}, "
    newline = "\r\n" if "\r\n" in text else "\n"
    first = f"{path[-1]}: {value}{newline}{' ' * group.column}"
    return group.start, group.start, first


def _applied(text: str, edits: list[Edit]) -> str:
    for start, end, value in sorted(edits, reverse=True):
        text = text[:start] + value + text[end:]
    return text
