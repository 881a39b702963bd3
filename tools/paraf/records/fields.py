"""What the shapes of all files are made of: their base, and the kinds of text that they hold."""

from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

SLUG = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
LABEL = r"^(?:[1-9][0-9]{0,3}[a-z]?|end)$"
LINE = r"^[^\x00-\x1f\x7f]+$"
DIGEST = r"^[0-9a-f]{64}$"
REPOSITORY = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}/[A-Za-z0-9][A-Za-z0-9._-]{0,99}$"


def _not_blank(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("blank", "blank")
    return text


Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=80)]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True, max_length=4000)]
Line = Annotated[
    str,
    StringConstraints(min_length=1, max_length=300, pattern=LINE),
    AfterValidator(_not_blank),
]
Label = Annotated[
    str,
    BeforeValidator(lambda label: str(label) if type(label) is int else label),
    StringConstraints(pattern=LABEL),
    WithJsonSchema({"anyOf": [{"type": "integer", "minimum": 1},
                              {"type": "string", "pattern": LABEL}]}),
]  # fmt: skip
"""A step as people call it: 4, 3a; or `end`."""
Printed = Annotated[str, StringConstraints(max_length=8000)]


class Shape(BaseModel):
    """A file, or a part of one: typed strictly, and nothing unknown in it."""

    model_config = ConfigDict(extra="forbid", strict=True)
