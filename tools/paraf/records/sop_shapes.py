"""The shape of `review/sop/*.yml`, as pydantic models; see `shapes` for the others."""

from typing import Annotated, Literal, get_args

from pydantic import ConfigDict, Field, WithJsonSchema

from paraf.records.fields import Label, Printed, Shape, Slug, Words


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
    act: RowAct = None  # type: ignore[assignment]  # wider here; rows.py checks it
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
