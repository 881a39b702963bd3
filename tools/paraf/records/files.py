"""From a file's text to its shape, or to all of its mistakes; and from a shape to its schema."""

import json
import re
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from paraf.core.words import T, Text
from paraf.ports import Mistake, RecordFault
from paraf.records.fields import DIGEST, LABEL, LINE, REPOSITORY, SLUG, Shape
from paraf.records.shapes import KINDS
from paraf.records.strict_yaml import Parsed, Path, parse

Kind = TypeVar("Kind", bound=Shape)

DATE = T("{key} must be a date such as 2026-11-16.")
MOMENT = T("{key} must be a moment such as 2026-11-16T08:00:00+07:00.")
GROUP = T("{key} must be a group of keys.")
WORDS = {
    "missing": T("{key} is missing."),
    "extra_forbidden": T("{key} is not known here."),
    "string_type": T("{key} must be text; put it in quotes."),
    "string_too_short": T("{key} must not be empty."),
    "blank": T("{key} must not be empty."),
    "string_too_long": T("{key} is too long: at most {max_length} characters."),
    "int_type": T("{key} must be a whole number."),
    "float_type": T("{key} must be a number."),
    "greater_than_equal": T("{key} must be at least {ge}."),
    "less_than_equal": T("{key} must be at most {le}."),
    "bool_type": T("{key} must be true or false."),
    "list_type": T("{key} must be a list, each item after a dash."),
    "dict_type": GROUP,
    "model_type": GROUP,
    "too_short": T("{key} must hold at least one item."),
    "too_long": T("{key} must hold at most {max_length} items."),
    "date_type": DATE,
    "date_parsing": DATE,
    "datetime_type": MOMENT,
    "datetime_parsing": MOMENT,
}
PATTERNS = {
    SLUG: T("{key} must be of small letters, digits and single hyphens only."),
    LABEL: T("{key} must be a step of this table, such as 4 or 3a."),
    LINE: T("{key} must be one line, without tabs."),
    DIGEST: T("{key} must be a SHA-256: 64 digits and small letters from a to f."),
    REPOSITORY: T("{key} must be owner/name, as in the address of the repository."),
}


def read(shape: type[Kind], text: str, file: str, *, offset: int = 0) -> tuple[Kind, Parsed]:
    """Return what `file` says, with the lines of its parts; RecordFault with every mistake."""
    parsed = parse(text, file, offset=offset)
    if parsed.value is None:
        raise RecordFault(parsed.mistakes)
    try:
        # By way of JSON: only then does strict typing let a date be written as text.
        value = shape.model_validate_json(json.dumps(parsed.value))
    except ValidationError as error:
        found = error.errors(include_url=False)
        wrong = [_mistake(one, parsed, file) for one in found if not _refused(one, parsed)]
        raise RecordFault([*parsed.mistakes, *wrong]) from None
    wrong = [
        Mistake(file, parsed.line(path), T(NO_DATE.message, key=named(path)))
        for path in parsed.dates
        if isinstance(_at(value, path), str)
    ]
    if parsed.mistakes or wrong:
        raise RecordFault([*parsed.mistakes, *wrong])
    return value, parsed


NO_DATE = T("{key} is text here, but a date to other programs; put it in quotes.")


def named(path: Path) -> str:
    """Return a path as people write it, counted from 1: `steps[1].actor`."""
    return "".join(
        f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path
    ).removeprefix(".")


def _refused(error: ErrorDetails, parsed: Parsed) -> bool:
    path = error["loc"]
    return any(path[:length] in parsed.refused for length in range(len(path) + 1))


def _at(value: Any, path: Path) -> Any:
    """Return the part of a shape that stands at `path` of its file."""
    for part in path:
        if isinstance(value, Shape):
            fields = type(value).model_fields.items()
            value = getattr(value, next(n for n, one in fields if part in (n, one.alias)))
        else:
            value = value[part]
    return value


def decode(data: bytes, file: str) -> str:
    """Return the text of a file; RecordFault if it is not UTF-8."""
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise RecordFault([Mistake(file, line, T("The file is not UTF-8 text."))]) from None


def _mistake(error: ErrorDetails, parsed: Parsed, file: str) -> Mistake:
    # Pydantic names a wrong key of a mapping by its path and a last part "[key]".
    path: Path = tuple(part for part in error["loc"] if part != "[key]")
    return Mistake(file, parsed.line(path), worded(error, named(path)))


def worded(error: ErrorDetails, name: str) -> Text:
    """Return what is wrong with the part of a file called `name`, as pydantic found it."""
    key: str | Text = name or T("The file")
    kind, details = error["type"], error.get("ctx", {})
    if kind in WORDS:
        return T(WORDS[kind].message, key=key, **details)
    if kind == "string_pattern_mismatch":
        return T(PATTERNS[details["pattern"]].message, key=key)
    if kind == "literal_error":
        # Pydantic lists them as English prose: 'a', 'b' or 'c'.
        expected = ", ".join(re.findall(r"[\w-]+(?=')|^\d+$", details["expected"]))
        return T("{key} must be one of: {expected}.", key=key, expected=expected)
    return T("{key} is wrong: {detail}.", key=key, detail=error["msg"])


def schema(kind: str) -> str:
    """Return the JSON Schema of a kind of file, as the text to be kept in `review/schema/`."""
    body = KINDS[kind].model_json_schema(by_alias=True)
    draft = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps(draft | body, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
