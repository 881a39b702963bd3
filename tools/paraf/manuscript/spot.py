"""Where in a file something stands, as a person finds it there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from paraf.core.words import T, Text


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place in a file; what is zero or empty says nothing.

    `page` is a page or a slide, from 1; `line` a line of it, from 1; `cell` is a cell or a range
    (`C4`, `C4:C40`) of `sheet`. `part` is a slug of `PARTS` for what does not lie open on a page,
    `name` what that part is called in the file. `hidden` is what the file's program does not show.
    Where `paragraphs` is set, lines are counted as paragraphs: a text document has no others.
    """

    sheet: str = ""
    page: int = 0
    line: int = 0
    cell: str = ""
    part: str = ""
    name: str = ""
    hidden: bool = False
    paragraphs: bool = False


NOWHERE = Spot()
"""No place in particular: the whole file."""

PARTS: Mapping[str, Text] = {
    "alternative": T("text in place of a picture"),
    "annotation": T("annotation"),
    "cache": T("values kept of another workbook"),
    "chart": T("chart"),
    "comment": T("comment"),
    "data": T("data that the file carries along"),
    "deleted": T("deleted text that the file still holds"),
    "embedded": T("embedded file"),
    "endnote": T("endnote"),
    "field": T("form field"),
    "footer": T("footer"),
    "footnote": T("footnote"),
    "formula": T("formula"),
    "header": T("header"),
    "instruction": T("field code"),
    "link": T("link"),
    "metadata": T("picture's metadata"),
    "name": T("defined name"),
    "note": T("speaker's notes"),
    "outline": T("bookmark"),
    "pivot": T("data kept for a pivot table"),
    "property": T("document property"),
    "revision": T("earlier version that the file still holds"),
    "rule": T("input rule of a cell"),
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
        *_line(spot),
        *([T("cell {cell}", cell=spot.cell)] if spot.cell else ()),
        *([PARTS[spot.part]] if spot.part else ()),
        *([T("“{name}”", name=spot.name)] if spot.name else ()),
    ]
    if not said:
        return T("hidden") if spot.hidden else None
    gaps = {f"g{number}": one for number, one in enumerate(said)}
    text = Text(", ".join(f"{{{one}}}" for one in gaps), gaps)
    return T("{place} (hidden)", place=text) if spot.hidden else text


def _line(spot: Spot) -> tuple[Text, ...]:
    if spot.paragraphs and spot.line:
        return (T("paragraph {line}", line=spot.line),)
    return (T("line {line}", line=spot.line),) if spot.line and spot != Spot(line=spot.line) else ()


def label(name: str) -> str:
    """Return a name that was written by people, such as a sheet's, fit for a spot or a sample.

    It is cut to 60 signs, and of long numbers and of addresses only the ends are left.
    """
    plain = "".join(sign if sign.isprintable() else " " for sign in name)[:200]
    return _LONG.sub(_masked, plain).strip()[:60]


_LONG = re.compile(r"\d(?:[ .\-]?\d){7,}|[^\s@/]+@[^\s@/]+")


def _masked(match: re.Match[str]) -> str:
    value = match[0]
    if "@" in value:
        return f"{value[0]}••••{value[-4:]}"
    kept = 4 if len(value) > 10 else 2
    return f"{value[:kept]}{'•' * (len(value) - 2 * kept)}{value[-kept:]}"
