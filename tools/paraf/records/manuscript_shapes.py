"""The shapes of `manuscript:` in `review/rules.yml`, and of what a case file excuses."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from paraf.records.fields import DIGEST, Line, Shape, Slug

TreatmentName = Literal["block", "warn", "pass"]


class PersonalShape(Shape):
    """What each kind of personal data does to a draft. NIK and KK always block."""

    nik: Literal["block"] = "block"
    kk: Literal["block"] = "block"
    npwp: TreatmentName = "block"
    account: TreatmentName = "block"
    birth: TreatmentName = "block"
    nip: TreatmentName = "warn"
    phone: TreatmentName = "warn"
    email: TreatmentName = "warn"
    address: TreatmentName = "warn"


class LimitsShape(Shape):
    """What one file may cost whoever reads it."""

    unpacked_megabytes: Annotated[int, Field(ge=1, le=2000)] = 200
    ratio: Annotated[int, Field(ge=10, le=10_000)] = 100
    members: Annotated[int, Field(ge=10, le=100_000)] = 5000
    seconds: Annotated[int, Field(ge=5, le=600)] = 60
    megabytes: Annotated[int, Field(ge=200, le=4000)] = 400


class ManuscriptShape(Shape):
    """How a draft is checked before a superior reads it."""

    personal: PersonalShape = PersonalShape()
    phones: list[Line] = []
    domains: list[Line] = []
    files: Annotated[int, Field(ge=1, le=10_000)] = 100
    limits: LimitsShape = LimitsShape()
    unscanned: TreatmentName = "warn"
    signature_days: Annotated[int, Field(ge=1, le=365)] = 7
    external: bool = True
    spelling: Literal["warn", "pass"] = "warn"
    style: Literal["warn", "pass"] = "warn"
    edge: Annotated[int, Field(ge=400, le=10_000)] = 2000


class ExcusedShape(Shape):
    """So many findings of a kind in a file are meant, for a reason that the reviewers read."""

    finding: Slug
    file: Line
    count: Annotated[int, Field(ge=1, le=10_000_000)]
    reason: Annotated[Line, Field(min_length=10)]


class DeclaredShape(Shape):
    """What a file holds that no program can read."""

    file: Line
    holds: Annotated[Line, Field(min_length=10)]
    sha256: Annotated[str, StringConstraints(pattern=DIGEST)] | None = None
