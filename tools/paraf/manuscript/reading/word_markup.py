"""Reads the text of Word's and PowerPoint's markup: both write paragraphs of runs, and tables."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from paraf.manuscript.markup import attribute, count, events, flag
from paraf.manuscript.passage import Passage
from paraf.manuscript.reading.packed_flow import Flow
from paraf.manuscript.seen import Seen
from paraf.manuscript.spot import Spot

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    _Act = Callable[["Markup", Element], None]

_FETCHES = re.compile(r"\b(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT)\s+\S")
_WIDEST = 500
"""Columns that a cell may be said to be wide."""


class Markup:
    """What is open while a part is read: runs, deletions, text boxes, and twins of these."""

    def __init__(self, spot: Spot, hidden_styles: frozenset[str]) -> None:
        """Begin a part that lies at `spot`; text in `hidden_styles` is not shown."""
        self.flow = Flow(spot)
        self.styles = hidden_styles
        self.runs: list[bool] = []
        self.shaded = False
        self.deleted = 0
        self.boxes = 0
        self.chosen = 0
        self.spare = 0
        self.told: set[int] = set()
        self.fields: list[str] = []
        self.span = 1
        self.changed = False
        self.unseen = False
        self.signs = 0

    def say(self, text: str, part: str = "") -> None:
        """Take text of the run that is open."""
        hidden = (bool(self.runs) and self.runs[-1]) or self.shaded
        part = part or ("deleted" if self.deleted else "textbox" if self.boxes else "")
        if self.spare and hash(text) in self.told:
            # Word keeps a text box twice, for itself and for older programs.
            return
        if self.chosen:
            self.told.add(hash(text))
        self.changed |= part == "deleted"
        self.unseen |= hidden and bool(text.strip())
        self.signs += sum(map(str.isalnum, text))
        self.flow.say(text, part=part, hidden=hidden)


def read_markup(
    pieces: Iterable[bytes],
    spot: Spot,
    *,
    name: str = "",
    hidden_styles: frozenset[str] = frozenset(),
) -> Iterator[Passage | Seen | int]:
    """Yield what a part says, what it hides or fetches, and last how many signs of text it has.

    `spot` is where the part lies, `name` what it is called in the file. Raises `Broken`.
    """
    markup = Markup(spot, hidden_styles)
    for event, tag, element in events(pieces, tags=_TAGS, name=name):
        act = (_BEGIN if event == "start" else _END).get(tag)
        if act is not None:
            act(markup, element)
            yield from markup.flow.take()
    yield from markup.flow.rest()
    yield from _remarks(markup, spot)
    yield markup.signs


def _remarks(markup: Markup, spot: Spot) -> Iterator[Seen]:
    if markup.changed:
        yield Seen("hidden-content", Spot(page=spot.page, part="deleted"))
    if markup.unseen:
        yield Seen("hidden-content", Spot(page=spot.page, part=spot.part, hidden=True))
    fetching = _FETCHES.findall("".join(markup.fields))
    if fetching:
        yield Seen("external-link", Spot(part="instruction"), fetching[0], len(fetching))


def hidden_styles(pieces: Iterable[bytes], name: str = "") -> frozenset[str]:
    """Return the styles of a Word file whose text is not shown."""
    found: set[str] = set()
    style = ""
    for event, tag, element in events(pieces, tags=("style", "vanish"), name=name):
        if event == "start" and tag == "style":
            style = attribute(element, "styleId") or ""
        elif event == "end" and tag == "vanish" and flag(attribute(element, "val"), default=True):
            found.add(style)
    return frozenset(found - {""})


def _text(markup: Markup, element: "Element") -> None:
    if element.text:
        markup.say(str(element.text))


def _gone(markup: Markup, element: "Element") -> None:
    if element.text:
        markup.say(str(element.text), "deleted")


def _instruction(markup: Markup, element: "Element") -> None:
    text = str(element.text or attribute(element, "instr") or "")
    if text.strip():
        markup.fields.append(text)
        markup.say(text, "instruction")


def _field(markup: Markup, _: "Element") -> None:
    # Between its ends a field's words may be cut like any text.
    markup.fields.append(" ")


def _described(markup: Markup, element: "Element") -> None:
    for name in ("descr", "title"):
        text = attribute(element, name)
        if text and text.strip():
            markup.say(f" {text} ", "textbox")


def _run(markup: Markup, _: "Element") -> None:
    markup.runs.append(False)


def _run_end(markup: Markup, _: "Element") -> None:
    if markup.runs:
        markup.runs.pop()


def _vanish(markup: Markup, element: "Element") -> None:
    # Outside a run it is the sign of the paragraph's end that is hidden, not its text.
    if markup.runs and flag(attribute(element, "val"), default=True):
        markup.runs[-1] = True


def _run_style(markup: Markup, element: "Element") -> None:
    if markup.runs and attribute(element, "val") in markup.styles:
        markup.runs[-1] = True


def _paragraph_style(markup: Markup, element: "Element") -> None:
    markup.shaded = attribute(element, "val") in markup.styles


def _paragraph(markup: Markup, _: "Element") -> None:
    markup.shaded = False
    markup.flow.begin()


def _paragraph_end(markup: Markup, _: "Element") -> None:
    markup.flow.end()


def _span(markup: Markup, element: "Element") -> None:
    markup.span = count(attribute(element, "val"), _WIDEST)


def _cell(markup: Markup, element: "Element") -> None:
    markup.span = count(attribute(element, "gridSpan"), _WIDEST)
    markup.flow.begin_cell()


def _cell_end(markup: Markup, _: "Element") -> None:
    markup.flow.end_cell(span=max(1, markup.span))
    markup.span = 1


def _counting(name: str, step: int) -> "_Act":
    def move(markup: Markup, _: "Element") -> None:
        setattr(markup, name, getattr(markup, name) + step)

    return move


def _saying(text: str) -> "_Act":
    def say(markup: Markup, _: "Element") -> None:
        # A tab is also the name of a place where one would stop.
        if markup.runs or text != "\t":
            markup.say(text)

    return say


_BEGIN: "Mapping[str, _Act]" = {
    "p": _paragraph,
    "r": _run,
    "tbl": lambda markup, _: markup.flow.begin_table(),
    "tr": lambda markup, _: markup.flow.begin_row(),
    "tc": _cell,
    "del": _counting("deleted", 1),
    "moveFrom": _counting("deleted", 1),
    "txbxContent": _counting("boxes", 1),
    "Choice": _counting("chosen", 1),
    "Fallback": _counting("spare", 1),
    "pStyle": _paragraph_style,
    "rStyle": _run_style,
    "fldChar": _field,
    "fldSimple": _instruction,
    "docPr": _described,
    "cNvPr": _described,
    "gridSpan": _span,
}
_END: "Mapping[str, _Act]" = {
    "t": _text,
    "delText": _gone,
    "instrText": _instruction,
    "delInstrText": _instruction,
    "tab": _saying("\t"),
    "br": _saying(" "),
    "cr": _saying(" "),
    "noBreakHyphen": _saying("-"),
    "vanish": _vanish,
    "p": _paragraph_end,
    "r": _run_end,
    "tbl": lambda markup, _: markup.flow.end_table(),
    "tr": lambda markup, _: markup.flow.end_row(),
    "tc": _cell_end,
    "del": _counting("deleted", -1),
    "moveFrom": _counting("deleted", -1),
    "txbxContent": _counting("boxes", -1),
    "Choice": _counting("chosen", -1),
    "Fallback": _counting("spare", -1),
}
_TAGS = tuple(dict.fromkeys((*_BEGIN, *_END)))
