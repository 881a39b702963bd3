"""The shapes of the files, as pydantic models: they refuse, and they make the JSON Schemas.

Nothing beyond `records` sees them; the readers turn them into the values of the core.
"""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from paraf.records.fields import DIGEST, REPOSITORY, Line, Shape, Slug
from paraf.records.inspecting_shapes import InspectionShape
from paraf.records.listing_shapes import ListingShape
from paraf.records.manuscript_shapes import DeclaredShape, ExcusedShape, ManuscriptShape
from paraf.records.sop_shapes import SopShape


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


class ForgeShape(Shape):
    """Where the repository is hosted; by default nowhere, git alone is the forge."""

    kind: Literal["local", "gitea", "forgejo", "github"]
    url: Line | None = None
    repository: Annotated[str, StringConstraints(pattern=REPOSITORY)] | None = None
    service: Line | None = None


class PipelineShape(Shape):
    """`review/pipeline.yml`: hours, language, forge, target and evidence store."""

    version: Literal[1]
    language: Literal["id", "en"] = "id"
    hours: HoursShape
    forge: ForgeShape | None = None
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
    """`review/rules.yml`: what a draft may hold, how it is checked, and the live site inspected."""

    version: Literal[1]
    file_megabytes: Annotated[int, Field(ge=1, le=2000)]
    materials_megabytes: Annotated[int, Field(ge=1, le=2000)]
    draft_megabytes: Annotated[int, Field(ge=1, le=5000)]
    types: Annotated[dict[str, Line], Field(min_length=1)]
    inspection: InspectionShape = InspectionShape()
    manuscript: ManuscriptShape = ManuscriptShape()


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
    expedited: Line | None = None
    exceptions: list[ExcusedShape] = []
    declarations: list[DeclaredShape] = []


class FrontShape(ListingShape):
    """The front matter of a page."""

    title: Line
    date: date
    summary: Line
    information_class: Literal["berkala", "serta-merta", "setiap-saat", "dikecualikan"]
    hide: list[Literal["navigation", "toc", "path", "footer"]] = []
    search: bool = True
    former: list[Line] = []


KINDS: dict[str, type[Shape]] = {
    "sop": SopShape,
    "officials": OfficialsShape,
    "pipeline": PipelineShape,
    "rules": RulesShape,
    "case": CaseShape,
}
"""Every kind of file of the office, by the name of its schema."""
