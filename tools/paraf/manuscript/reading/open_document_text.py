"""Hears the text of LibreOffice's markup: paragraphs, tables, notes, annotations, old versions."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from paraf.manuscript.markup import count
from paraf.manuscript.passage import Passage
from paraf.manuscript.reading.packed_flow import Flow
from paraf.manuscript.spot import Spot

_WIDEST = 500
_PARTS = {
    "annotation": "comment",
    "deletion": "deleted",
    "tracked-changes": "deleted",
    "footnote": "footnote",
    "endnote": "endnote",
    "notes": "note",
    "header": "header",
    "header-left": "header",
    "header-first": "header",
    "footer": "footer",
    "footer-left": "footer",
    "footer-first": "footer",
    "text-box": "textbox",
}
_SIGNS = {"tab": "\t", "line-break": " ", "soft-page-break": " "}
_STRANGE = frozenset({"creator", "date", "initials", "note-citation", "sender-initials"})


class TextTarget:
    """Hears a part of a text document or a presentation; `flow` holds what it says.

    `parts` counts what lies not open: comments, deleted text, hidden text; `signs` the letters and
    digits of all; `links` are what it refers to.
    """

    def __init__(self, spot: Spot) -> None:
        """Begin a part that lies at `spot`."""
        self.flow = Flow(spot)
        self.spot = spot
        self.parts: dict[Spot, int] = {}
        self.links: list[str] = []
        self.signs = 0
        self.page = 0
        self._flows: list[Flow] = []
        self._within: list[str] = []
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._hidden: list[bool] = []
        self._strange = 0
        self._text = 0
        self._spans: list[int] = []

    def take(self) -> Iterator[Passage]:
        """Yield what is complete, each once."""
        for flow in self._flows:
            yield from flow.take() if flow is self.flow else flow.rest()
        self._flows = [self.flow]
        yield from self.flow.take()

    def rest(self) -> Iterator[Passage]:
        """Yield everything that is left."""
        yield from self.take()
        yield from self.flow.rest()

    def begin(self, name: str, given: Mapping[str, str]) -> None:
        """Hear an element begin."""
        self._part(name, given)
        if "href" in given and name != "image":
            self.links.append(given["href"])
        act = _BEGIN.get(name)
        if act is not None:
            act(self, given)
        self._strange += name in _STRANGE

    def end(self, name: str) -> None:
        """Hear it end."""
        act = _END.get(name)
        if act is not None:
            act(self)
        if self._within and name == self._within[-1].partition(" ")[0]:
            self._within.pop()
        self._strange -= name in _STRANGE

    def data(self, text: str) -> None:
        """Hear text; outside paragraphs it means nothing."""
        if self._text and not self._strange:
            self.signs += sum(map(str.isalnum, text))
            part = self._within[-1].partition(" ")[2] if self._within else ""
            hidden = any(self._hidden)
            if (part in ("comment", "deleted") or hidden) and text.strip():
                spot = replace(self.spot, part=part, hidden=hidden, page=self.page)
                self.parts[spot] = self.parts.get(spot, 0) + 1
            self.flow.say(text, part=part, hidden=hidden)

    def _part(self, name: str, given: Mapping[str, str]) -> None:
        part = _PARTS.get(given.get("note-class", "") if name == "note" else name)
        if part is not None:
            self._within.append(f"{name} {part}")

    def paragraph(self, given: Mapping[str, str]) -> None:
        """Begin a paragraph."""
        self._text += 1
        self._hidden.append(given.get("style-name", "") in self._hidden_styles)
        self.flow.begin()

    def paragraph_end(self) -> None:
        """End it."""
        self._text -= 1
        if self._hidden:
            self._hidden.pop()
        self.flow.end()

    def span(self, given: Mapping[str, str]) -> None:
        """Begin a run with a style of its own."""
        self._hidden.append(given.get("style-name", "") in self._hidden_styles)

    def span_end(self) -> None:
        """End it."""
        if self._hidden:
            self._hidden.pop()

    def hidden(self, given: Mapping[str, str]) -> None:
        """Take text that is shown under a condition alone."""
        text = given.get("string-value", "")
        if text:
            self.parts[replace(self.spot, hidden=True)] = 1
            self.flow.say(text, hidden=True)

    def space(self, given: Mapping[str, str]) -> None:
        """Take several spaces that are written as one element."""
        self.data(" " * count(given.get("c"), 80))

    def styled(self, given: Mapping[str, str]) -> None:
        """Begin the definition of a style."""
        self._style = given.get("name", "")

    def properties(self, given: Mapping[str, str]) -> None:
        """Learn whether a style hides its text."""
        if given.get("display") == "none" and self._style:
            self._hidden_styles.add(self._style)

    def slide(self, _: Mapping[str, str]) -> None:
        """Begin a slide."""
        self.page += 1
        self._flows.append(self.flow)
        self.flow = Flow(replace(self.spot, page=self.page))

    def cell(self, given: Mapping[str, str]) -> None:
        """Begin a cell."""
        self._spans.append(count(given.get("number-columns-repeated"), _WIDEST))
        self.flow.begin_cell()

    def cell_end(self) -> None:
        """End it."""
        self.flow.end_cell(span=max(1, self._spans.pop() if self._spans else 1))


def _sign(text: str) -> Callable[[TextTarget, Mapping[str, str]], None]:
    return lambda target, _: target.data(text)


_BEGIN: Mapping[str, Callable[[TextTarget, Mapping[str, str]], None]] = {
    "p": TextTarget.paragraph,
    "h": TextTarget.paragraph,
    "span": TextTarget.span,
    "s": TextTarget.space,
    "style": TextTarget.styled,
    "text-properties": TextTarget.properties,
    "hidden-text": TextTarget.hidden,
    "hidden-paragraph": TextTarget.hidden,
    "page": TextTarget.slide,
    "table": lambda target, _: target.flow.begin_table(),
    "table-row": lambda target, _: target.flow.begin_row(),
    "table-cell": TextTarget.cell,
    "covered-table-cell": TextTarget.cell,
    **{name: _sign(text) for name, text in _SIGNS.items()},
}
_END: Mapping[str, Callable[[TextTarget], None]] = {
    "p": TextTarget.paragraph_end,
    "h": TextTarget.paragraph_end,
    "span": TextTarget.span_end,
    "table": lambda target: target.flow.end_table(),
    "table-row": lambda target: target.flow.end_row(),
    "table-cell": TextTarget.cell_end,
    "covered-table-cell": TextTarget.cell_end,
}
