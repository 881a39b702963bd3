"""From a file's text to its shape, or to all of its mistakes; and from a shape to its schema."""

import json
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from paraf.core.words import T, Text
from paraf.ports import Mistake, RecordFault
from paraf.records.shapes import KINDS, Shape
from paraf.records.strict_yaml import Parsed, Path, parse

Kind = TypeVar("Kind", bound=Shape)

WORDS = {
    "missing": T("{key} is missing."),
    "extra_forbidden": T("{key} is not known here."),
    "string_type": T("{key} must be text; put it in quotes."),
    "string_too_short": T("{key} must not be empty."),
    "string_too_long": T("{key} is too long."),
    "int_type": T("{key} must be a whole number."),
    "bool_type": T("{key} must be true or false."),
    "list_type": T("{key} must be a list, each item after a dash."),
    "dict_type": T("{key} must be a group of keys."),
    "model_type": T("{key} must be a group of keys."),
    "model_attributes_type": T("{key} must be a group of keys."),
    "too_short": T("{key} must hold at least one item."),
    "date_type": T("{key} must be a date such as 2026-11-16."),
    "date_parsing": T("{key} must be a date such as 2026-11-16."),
    "date_from_datetime_parsing": T("{key} must be a date such as 2026-11-16."),
    "datetime_type": T("{key} must be a moment such as 2026-11-16T08:00:00+07:00."),
    "datetime_parsing": T("{key} must be a moment such as 2026-11-16T08:00:00+07:00."),
    "datetime_from_date_parsing": T("{key} must be a moment such as 2026-11-16T08:00:00+07:00."),
}


def read(shape: type[Kind], text: str, file: str, *, offset: int = 0) -> tuple[Kind, Parsed]:
    """Return what `file` says, with the lines of its parts; RecordFault with every mistake."""
    parsed = parse(text, file, offset=offset)
    if parsed.value is None and parsed.mistakes:
        raise RecordFault(parsed.mistakes)
    try:
        # By way of JSON: only then does strict typing let a date be written as text.
        value = shape.model_validate_json(json.dumps(parsed.value))
    except ValidationError as error:
        wrong = [_mistake(one, parsed, file) for one in error.errors(include_url=False)]
        raise RecordFault([*parsed.mistakes, *wrong]) from None
    if parsed.mistakes:
        raise RecordFault(parsed.mistakes)
    return value, parsed


def decode(data: bytes, file: str) -> str:
    """Return the text of a file; RecordFault if it is not UTF-8."""
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise RecordFault([Mistake(file, line, T("The file is not UTF-8 text."))]) from None


def _mistake(error: ErrorDetails, parsed: Parsed, file: str) -> Mistake:
    path: Path = tuple(error["loc"])
    return Mistake(file, parsed.line(path), _words(error, path))


def _words(error: ErrorDetails, path: Path) -> Text:
    key = ".".join(str(part) for part in path) or "/"
    if error["type"] in WORDS:
        return T(WORDS[error["type"]].message, key=key)
    if error["type"] in ("literal_error", "enum"):
        expected = error.get("ctx", {}).get("expected", "")
        return T("{key} must be one of: {expected}.", key=key, expected=expected)
    return T("{key} is wrong: {detail}.", key=key, detail=error["msg"])


def schema(kind: str) -> str:
    """Return the JSON Schema of a kind of file, as the text to be kept in `review/schema/`."""
    body = KINDS[kind].model_json_schema(by_alias=True)
    draft = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps(draft | body, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
