"""Documents before they are written in a format: what stands on pages, and what in sheets."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from corpus.said import Made, Planted, Said


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`style` is `heading`, `normal`, `centre` or `small`; a footnote or a comment hangs on it."""

    said: Said
    style: str = "normal"
    footnote: Said = ""
    comment: Said = ""
    hidden: bool = False
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of texts; the first `heads` rows are its header. `bare` ones have no lines."""

    rows: Sequence[Sequence[Said]]
    heads: int = 1
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A frame with text beside the flow."""

    said: Said


Block = Paragraph | Grid | Box


@dataclass
class Paper:
    """A document that flows over pages."""

    title: str
    body: list[Block] = field(default_factory=list)
    header: Said = ""
    footer: Said = ""
    properties: dict[str, Said] = field(default_factory=dict)
    notes: list[Said] = field(default_factory=list)
    fields: list[tuple[str, Said]] = field(default_factory=list)
    attached: list[Made] = field(default_factory=list)
    pictures: list[Made] = field(default_factory=list)
    front: dict[str, str] = field(default_factory=dict)
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A cell that is kept as a number: what is planted, or a value; `shown` is a number format."""

    said: Planted | int | float
    shown: str = "0"


@dataclass(frozen=True, slots=True)
class Day:
    """A cell that is kept as a date."""

    day: date
    planted: Planted | None = None


Cell = Said | Number | Day | None


@dataclass
class Sheet:
    """A sheet of a workbook. Rows and columns are counted from 1."""

    name: str
    rows: list[Sequence[Cell]]
    state: str = ""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    comments: dict[tuple[int, int], Said] = field(default_factory=dict)
    header: Said = ""
    footer: Said = ""


@dataclass
class Book:
    """A workbook."""

    sheets: list[Sheet]
    properties: dict[str, Said] = field(default_factory=dict)
    names: dict[str, Said] = field(default_factory=dict)
