"""The shapes of the files, as pydantic models: they refuse, and they make the JSON Schemas.

Nothing beyond `records` sees them; the readers turn them into the values of the core.
"""

from datetime import date, datetime
from typing import Annotated, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

SLUG = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
LABEL = r"^(?:[1-9][0-9]{0,3}[a-z]?|end)$"
LINE = r"^[^\x00-\x1f\x7f]+$"
DIGEST = r"^[0-9a-f]{64}$"


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


class IdentityShape(Shape):
    """The identity block of an SOP, as printed."""

    agency: Printed
    unit: Printed = ""
    number: Printed
    title: Words
    created: Printed = ""
    revised: Printed = ""
    effective: Printed = ""
    approved_on: Printed = ""
    approved_by: Printed = ""
    legal_basis: list[Printed] = []
    qualifications: list[Printed] = []
    relations: list[Printed] = []
    equipment: list[Printed] = []
    warning: Printed = ""
    records: Printed = ""
    heading: Printed = ""
    note: Printed = ""


class ActorShape(Shape):
    """A column of the SOP's table."""

    key: Slug
    printed: Words
    post: Slug


class DocumentShape(Shape):
    """Something that steps need or give."""

    key: Slug
    name: Words
    external: bool = False
    stored: bool = False
    copies: Annotated[int, Field(ge=1, le=9)] = 1


class AnswerShape(Shape):
    """A way out of a branch."""

    key: Slug
    says: Words
    next: Label


ActName = Literal["prepare", "review", "disposition", "perform", "branch", "archive"]
RowAct = Annotated[
    ActName | None, WithJsonSchema({"type": "string", "enum": list(get_args(ActName))})
]


class ActShape(Shape):
    """What a row, or a part of one, means to the program."""

    act: ActName
    change: Slug | None = None
    mark: Literal["paraf", "sign", "acknowledge"] | None = None
    returns_to: Label | None = None
    to: Slug | None = None
    action: Literal["publish"] | None = None
    question: Words | None = None
    answers: Annotated[list[AnswerShape], Field(max_length=60)] = []
    next: Label | None = None
    does: Printed = ""
    needs: Annotated[list[Slug], Field(max_length=60)] = []
    gives: Annotated[list[Slug], Field(max_length=60)] = []


class StepShape(ActShape):
    """A row of the SOP's table; `acts` where it asks for several things in a row."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["act"]}, {"required": ["acts"]}]}
    )

    # Not `no`: YAML 1.1 reads that as false.
    step: Annotated[int, Field(ge=1)]
    actor: Slug
    activity: Words
    inputs: Printed = ""
    norm: Words
    output: Printed = ""
    remark: Printed = ""
    note: Printed = ""
    # None only to be said better than pydantic would: a row has `act` or `acts`.
    act: RowAct = None  # type: ignore[assignment]
    acts: Annotated[list[ActShape], Field(max_length=26)] = []


class SopShape(Shape):
    """`review/sop/*.yml`: one standard operating procedure."""

    version: Literal[1]
    id: Slug
    identity: IdentityShape
    # Nobody fills these; they bound the work that judging a file may cost.
    actors: Annotated[list[ActorShape], Field(min_length=1, max_length=60)]
    documents: Annotated[list[DocumentShape], Field(max_length=300)] = []
    changes: Annotated[list[Slug], Field(min_length=1, max_length=60)]
    steps: Annotated[list[StepShape], Field(min_length=1, max_length=300)]


class RetiredKeyShape(Shape):
    """A key that was lost or replaced: it signs nothing from that day on."""

    key: Line
    until: date


class PersonShape(Shape):
    """Somebody who acts: an official, an administrator or a bot."""

    id: Slug
    name: Line
    emails: Annotated[list[Line], Field(min_length=1)]
    ssh_keys: list[Line] = []
    retired_keys: list[RetiredKeyShape] = []
    gitea: Annotated[int, Field(ge=1)] | None = None
    github: Annotated[int, Field(ge=1)] | None = None


class TenureShape(Shape):
    """A person in a post, from one day until (not including) another."""

    person: Slug
    post: Slug
    holding: Literal["definitif", "plt", "plh"]
    since: Annotated[date, Field(alias="from")]
    until: date | None = None
    basis: Line


class OfficialsShape(Shape):
    """`review/officials.yml`: the roster of the office."""

    version: Literal[1]
    office: Line
    posts: Annotated[dict[Slug, Line], Field(min_length=1)]
    persons: list[PersonShape]
    tenures: list[TenureShape]
    bots: Annotated[list[PersonShape], Field(min_length=1)]
    administrators: list[PersonShape] = []


class WeekShape(Shape):
    """Worked intervals of each weekday, such as 07:30-12:00."""

    monday: list[Line] = []
    tuesday: list[Line] = []
    wednesday: list[Line] = []
    thursday: list[Line] = []
    friday: list[Line] = []
    saturday: list[Line] = []
    sunday: list[Line] = []


class SeasonShape(Shape):
    """Days with hours of their own (Ramadan), first and last included."""

    first: Annotated[date, Field(alias="from")]
    last: Annotated[date, Field(alias="to")]
    week: WeekShape


class HoursShape(Shape):
    """When the office works."""

    zone: Literal["WIB", "WITA", "WIT"]
    week: WeekShape
    national_holidays: bool = True
    closed: dict[str, Line] = {}
    seasons: list[SeasonShape] = []


class TargetShape(Shape):
    """Where the public site lives."""

    kind: Literal["directory"]
    path: Line
    url: Line
    keep: Annotated[int, Field(ge=2, le=100)] = 5


class EvidenceStoreShape(Shape):
    """Where files lie that are too large or too confidential for git."""

    path: Line


class PipelineShape(Shape):
    """`review/pipeline.yml`: hours, language, target and evidence store."""

    version: Literal[1]
    language: Literal["id", "en"] = "id"
    hours: HoursShape
    target: TargetShape
    evidence_store: EvidenceStoreShape | None = None


class StoredShape(Shape):
    """`<document>.stored.yml`: what a case keeps of an object of the evidence store."""

    version: Literal[1]
    name: Line
    size: Annotated[int, Field(ge=1)]
    sha256: Annotated[str, StringConstraints(pattern=DIGEST)]
    media: Annotated[list[Line], Field(max_length=9)] = []


class RulesShape(Shape):
    """`review/rules.yml`: what a draft may hold."""

    version: Literal[1]
    file_megabytes: Annotated[int, Field(ge=1, le=2000)]
    materials_megabytes: Annotated[int, Field(ge=1, le=2000)]
    draft_megabytes: Annotated[int, Field(ge=1, le=5000)]
    types: Annotated[dict[str, Line], Field(min_length=1)]


class CaseShape(Shape):
    """`drafts/<case>/case.yml`: what a case is about."""

    version: Literal[1]
    id: Slug
    sop: Slug
    title: Line
    information_class: Literal["berkala", "serta-merta", "setiap-saat", "dikecualikan"]
    pages: Annotated[list[Line], Field(min_length=1)]
    downloads: list[Line] = []
    opened: datetime
    publish_on: date | None = None
    withdraw_on: date | None = None


class FrontShape(Shape):
    """The front matter of a page."""

    title: Line
    date: date
    summary: Line
    information_class: Literal["berkala", "serta-merta", "setiap-saat", "dikecualikan"]
    hide: list[Literal["navigation", "toc", "path", "footer"]] = []
    search: bool = True


KINDS: dict[str, type[Shape]] = {
    "sop": SopShape,
    "officials": OfficialsShape,
    "pipeline": PipelineShape,
    "rules": RulesShape,
    "case": CaseShape,
}
"""Every kind of file of the office, by the name of its schema."""
