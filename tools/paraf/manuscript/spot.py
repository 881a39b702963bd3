"""Where in a file something stands, as a person finds it there."""

from collections.abc import Mapping
from dataclasses import dataclass

from paraf.core.words import T, Text


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place in a file; what is zero or empty says nothing.

    `page` is a page or a slide, from 1; `line` a line of it, from 1; `cell` is a cell or a range
    (`C4`, `C4:C40`) of `sheet`. `part` is a slug of `PARTS` for what does not lie open on a page,
    `name` what that part is called in the file. `hidden` is what the file's program does not show.
    """

    sheet: str = ""
    page: int = 0
    line: int = 0
    cell: str = ""
    part: str = ""
    name: str = ""
    hidden: bool = False


NOWHERE = Spot()
"""No place in particular: the whole file."""

PARTS: Mapping[str, Text] = {
    "annotation": T("annotation"),
    "comment": T("comment"),
    "deleted": T("deleted text that the file still holds"),
    "embedded": T("embedded file"),
    "endnote": T("endnote"),
    "field": T("form field"),
    "footer": T("footer"),
    "footnote": T("footnote"),
    "formula": T("formula"),
    "header": T("header"),
    "link": T("link"),
    "metadata": T("picture's metadata"),
    "name": T("defined name"),
    "note": T("speaker's notes"),
    "property": T("document property"),
    "table": T("table"),
    "textbox": T("text box"),
}


def told(spot: Spot) -> Text | None:
    """Return a place in words, such as `sheet Data, cell C4 (hidden)`; None for no place at all.

    A line that stands alone is left out: it is told as that of its file.
    """
    said = [
        *([T("sheet “{sheet}”", sheet=spot.sheet)] if spot.sheet else ()),
        *([T("page {page}", page=spot.page)] if spot.page else ()),
        *([T("line {line}", line=spot.line)] if spot.line and spot != Spot(line=spot.line) else ()),
        *([T("cell {cell}", cell=spot.cell)] if spot.cell else ()),
        *([PARTS[spot.part]] if spot.part else ()),
        *([T("“{name}”", name=spot.name)] if spot.name else ()),
    ]
    if not said:
        return T("hidden") if spot.hidden else None
    gaps = {f"g{number}": one for number, one in enumerate(said)}
    text = Text(", ".join(f"{{{one}}}" for one in gaps), gaps)
    return T("{place} (hidden)", place=text) if spot.hidden else text
