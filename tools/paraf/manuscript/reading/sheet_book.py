"""How a workbook is put together: its sheets, what belongs to each, and what styles hide."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from paraf.manuscript.markup import attribute, events
from paraf.manuscript.packed import Packed
from paraf.manuscript.passage import Lines
from paraf.manuscript.spot import Spot, label

BOOK = "xl/workbook.xml"
_DATES = frozenset(map(str, (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))))
_NOTHING = re.compile(r";;;?(;\s*)?")
_DATE = re.compile(r"(?i)[dy]")
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its `member` of the file, its name as shown, and whether it is hidden."""

    member: str
    name: str
    hidden: bool

    @property
    def spot(self) -> Spot:
        """Return where its cells lie."""
        return Spot(sheet=label(self.name), hidden=self.hidden)


@dataclass(slots=True)
class Styles:
    """Styles of cells, by number: those that show nothing, and those that show dates."""

    unseen: set[str] = field(default_factory=set)
    dates: set[str] = field(default_factory=set)


def sheets(packed: Packed) -> tuple[tuple[Sheet, ...], tuple[Lines, ...]]:
    """Return a workbook's sheets in their order, and its defined names. Raises `Broken`."""
    targets = relations(packed, BOOK)
    found: list[Sheet] = []
    names: list[Lines] = []
    for event, tag, element in events(
        packed.pieces(BOOK), tags=("sheet", "definedName"), name=BOOK
    ):
        if event == "end" and tag == "definedName" and element.text:
            spot = Spot(part="name", name=label(attribute(element, "name") or ""))
            names.append(Lines(f"{attribute(element, 'name')}\n{element.text}", spot))
        elif event == "start" and tag == "sheet":
            member = targets.get(attribute(element, "id") or "", "")
            hidden = attribute(element, "state") in ("hidden", "veryHidden")
            found.append(Sheet(member, attribute(element, "name") or "", hidden))
    return tuple(found), tuple(names)


def relations(packed: Packed, member: str) -> dict[str, str]:
    """Return what a member refers to inside the file: the members by their ids."""
    folder, _, name = member.rpartition("/")
    path = f"{folder}/_rels/{name}.rels"
    found: dict[str, str] = {}
    for event, _, element in events(packed.pieces(path), tags=("Relationship",), name=path):
        if event == "start" and attribute(element, "TargetMode") != "External":
            target = attribute(element, "Target") or ""
            where = target[1:] if target.startswith("/") else posixpath.join(folder, target)
            found[attribute(element, "Id") or ""] = posixpath.normpath(where)
    return found


def owners(packed: Packed, among: tuple[Sheet, ...]) -> Mapping[str, Sheet]:
    """Return the sheet that each comment, drawing, chart or pivot table belongs to."""
    found: dict[str, Sheet] = {}
    for sheet in among:
        for member in relations(packed, sheet.member).values() if sheet.member else ():
            found.setdefault(member, sheet)
            if member in packed.members:
                for further in relations(packed, member).values():
                    found.setdefault(further, sheet)
    return found


def styles(packed: Packed) -> Styles:
    """Return which styles of cells show nothing (`;;;`, white on nothing), and which show dates."""
    path = "xl/styles.xml"
    reading = _Reading()
    for event, tag, element in events(packed.pieces(path), tags=_STYLES, name=path):
        if event == "start":
            reading.within.append(tag)
            reading.begin(tag, attribute(element, "numFmtId"), attribute(element, "formatCode"))
            if tag == "xf" and "cellXfs" in reading.within:
                reading.style(*(attribute(element, name) or "0" for name in _OF_STYLE))
            elif tag == "color" and "fonts" in reading.within:
                reading.color(attribute(element, "rgb"), attribute(element, "theme"))
            elif tag == "patternFill" and "fills" in reading.within:
                reading.fills.append(attribute(element, "patternType") in (None, "none"))
        elif reading.within:
            reading.within.pop()
    return reading.found


_STYLES = ("numFmt", "fonts", "font", "color", "fills", "patternFill", "cellXfs", "xf")
_OF_STYLE = ("numFmtId", "fontId", "fillId")


@dataclass(slots=True)
class _Reading:
    formats: dict[str, str] = field(default_factory=dict)
    white: list[bool] = field(default_factory=list)
    fills: list[bool] = field(default_factory=list)
    within: list[str] = field(default_factory=list)
    count: int = 0
    found: Styles = field(default_factory=Styles)

    def begin(self, tag: str, number: str | None, code: str | None) -> None:
        if tag == "numFmt" and number is not None:
            self.formats[number] = code or ""
        elif tag == "font" and "fonts" in self.within:
            self.white.append(False)

    def color(self, rgb: str | None, theme: str | None) -> None:
        if self.white and ((rgb or "").upper().endswith("FFFFFF") or theme == "0"):
            self.white[-1] = True

    def style(self, number: str, font: str, fill: str) -> None:
        name, code = str(self.count), self.formats.get(number, "")
        self.count += 1
        white = _at(self.white, font) and _at(self.fills, fill)
        if white or (code and _NOTHING.fullmatch(code.strip())):
            self.found.unseen.add(name)
        own = _QUOTED.sub("", code)
        if number in _DATES or _DATE.search(own):
            self.found.dates.add(name)


def _at(known: list[bool], number: str) -> bool:
    plain = number.isascii() and number.isdigit() and len(number) < 10
    return plain and int(number) < len(known) and known[int(number)]


def comments(packed: Packed, member: str, spot: Spot) -> Iterator[Lines]:
    """Yield each comment of a sheet at its cell."""
    cell, texts = "", list[str]()
    for event, tag, element in events(packed.pieces(member), tags=_COMMENTS, name=member):
        if tag in ("comment", "threadedComment"):
            if event == "start":
                cell, texts = (attribute(element, "ref") or "")[:20], []
            elif any(one.strip() for one in texts):
                yield Lines("".join(texts), Spot(spot.sheet, cell=cell, part="comment"))
        elif event == "end" and element.text:
            texts.append(str(element.text))


_COMMENTS = ("comment", "threadedComment", "t", "text")
