"""The shape of `inspection:` in `review/rules.yml`, and of a file that holds nothing else."""

from typing import Annotated, Literal

from pydantic import Field

from paraf.records.fields import Line, Shape, Slug

Device = Literal["phone", "desktop"]
Theme = Literal["light", "dark"]


class BudgetsShape(Shape):
    """What a page may cost its reader: milliseconds, a score, kilobytes, requests."""

    lcp: Annotated[int, Field(ge=1, le=600_000)] = 2500
    cls: Annotated[float, Field(ge=0, le=100)] = 0.1
    kilobytes: Annotated[int, Field(ge=1, le=10_000_000)] = 2000
    requests: Annotated[int, Field(ge=1, le=100_000)] = 60


class InspectionShape(Shape):
    """How thoroughly, and how politely, the live site is inspected."""

    connections: Annotated[int, Field(ge=1, le=64)] = 8
    per_second: Annotated[float, Field(ge=0, le=100_000)] = 0.0
    around: Annotated[int, Field(ge=0, le=20)] = 4
    patience: Annotated[int, Field(ge=5, le=600)] = 30
    devices: Annotated[list[Device], Field(min_length=1)] = ["phone", "desktop"]
    themes: Annotated[list[Theme], Field(min_length=1)] = ["light", "dark"]
    budgets: BudgetsShape = BudgetsShape()
    names: list[Line] = []
    redirects: dict[Line, Line] = {}
    others: list[Line] = []
    external: bool = True
    accepted: dict[Slug, Line] = {}


class InspectingShape(Shape):
    """A file for `paraf inspect URL --rules FILE`: nothing but how a site is inspected."""

    version: Literal[1]
    inspection: InspectionShape
