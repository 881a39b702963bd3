"""The shapes of a page's line in the list of public information, and of an office's defaults."""

from typing import Literal

from paraf.records.fields import Line, Shape


class ListingShape(Shape):
    """A page's line in the list, beyond its title and summary."""

    unit: Line | None = None
    responsible: Line | None = None
    place: Line | None = None
    retention: Line | None = None
    period: Literal["bulanan", "triwulan", "semester", "tahunan", "sekali"] | None = None
    listed: bool | None = None


class PublicListShape(ListingShape):
    """`extra.public_list` of `mkdocs.yml`: what an office says of every page, or of a folder's."""

    sections: dict[Line, ListingShape] = {}
