"""Lines of the list of public information, to values and back; an office's defaults for them."""

import re
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from paraf.core.public_list import ListDefaults, Listing, Period
from paraf.ports import Mistake, RecordFault
from paraf.records.files import named, worded
from paraf.records.listing_shapes import ListingShape, PublicListShape
from paraf.records.site_config import extra

KEYS = ("unit", "responsible", "place", "retention")
"""What a line says in words."""


def listing(shape: ListingShape) -> Listing:
    """Return a page's line in the list."""
    return Listing(
        unit=shape.unit or "",
        responsible=shape.responsible or "",
        place=shape.place or "",
        retention=shape.retention or "",
        period=Period(shape.period) if shape.period else None,
        listed=shape.listed,
    )


def listing_data(own: Listing) -> dict[str, object]:
    """Return a line as the front matter of a page writes it: what is not said is left out."""
    data: dict[str, object] = {key: getattr(own, key) for key in KEYS if getattr(own, key)}
    if own.period is not None:
        data["period"] = own.period.value
    if own.listed is not None:
        data["listed"] = own.listed
    return data


def list_defaults(text: str, file: str = "mkdocs.yml") -> ListDefaults:
    """Return what `extra.public_list` of a site's settings says of its pages.

    Where it says nothing of who holds the information, the office itself does, as `extra.office`
    names it. RecordFault with every mistake.
    """
    settings = extra(text, file)
    given = settings.get("public_list")
    try:
        shape = PublicListShape.model_validate({} if given is None else given)
    except ValidationError as error:
        line = _line(text)
        raise RecordFault(
            [Mistake(file, line, worded(one, named(("public_list", *one["loc"]))))
             for one in error.errors(include_url=False)]
        ) from None  # fmt: skip
    sections = {name.strip("/"): listing(one) for name, one in shape.sections.items()}
    return ListDefaults(listing(shape).completed(_office(settings.get("office"))), sections)


def _office(told: object) -> Listing:
    if not isinstance(told, Mapping):
        return Listing()
    name, region = (_word(told.get(key)) for key in ("name", "region"))
    whole = f"{name} {region}".strip()
    return Listing(unit=whole, responsible=whole, place=region)


def _word(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _line(text: str) -> int:
    found = re.search(r"^\s*public_list\s*:", text, re.MULTILINE)
    return text.count("\n", 0, found.end()) + 1 if found else 1
