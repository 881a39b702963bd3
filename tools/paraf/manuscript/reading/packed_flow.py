"""Gathers running text and tables as a document's markup tells them, piece by piece."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from paraf.manuscript.passage import Lines, Passage, Table
from paraf.manuscript.reading.sheet_heads import heads_of
from paraf.manuscript.spot import Spot

ROWS = 2000
"""Rows of one piece of a table."""
SIGNS = 64_000
"""Signs after which running text is handed on."""

_Aside = tuple[str, bool]


@dataclass(slots=True)
class _Grid:
    line: int
    rows: list[list[str]] = field(default_factory=list)
    cell: list[str] | None = None
    first: int = 1
    heads: tuple[str, ...] = ()


@dataclass(slots=True)
class _Paragraph:
    text: list[str] = field(default_factory=list)
    asides: dict[_Aside, list[str]] = field(default_factory=dict)


class Flow:
    """The text of one part of a document, paragraph by paragraph, and its tables.

    Runs of one paragraph are one text, however the file cuts them; what is hidden, deleted or of
    another part stands apart. Paragraphs are counted from 1, those without text left out.
    """

    def __init__(self, spot: Spot) -> None:
        """Begin a part that lies at `spot`."""
        self._spot = replace(spot, paragraphs=True)
        self._ready: list[Passage] = []
        self._lines: list[str] = []
        self._size = 0
        self._count = 0
        self._grids: list[_Grid] = []
        self._open: list[_Paragraph] = []

    def begin(self) -> None:
        """Begin a paragraph, inside another one if one is open."""
        self._open.append(_Paragraph())

    def say(self, text: str, *, part: str = "", hidden: bool = False) -> None:
        """Add text to the paragraph that is open, or as one by itself."""
        if not self._open:
            self.begin()
            self.say(text, part=part, hidden=hidden)
            self.end()
        elif part or hidden:
            self._open[-1].asides.setdefault((part, hidden), []).append(text)
        else:
            self._open[-1].text.append(text)

    def end(self) -> str:
        """End the paragraph and return what lies open of it."""
        if not self._open:
            return ""
        paragraph = self._open.pop()
        text = " ".join("".join(paragraph.text).split("\n")).strip()
        self._aside(paragraph)
        grid = self._grids[-1] if self._grids else None
        if grid is not None and grid.cell is not None:
            grid.cell.append(text)
        elif text:
            self._count += 1
            self._lines.append(text)
            self._size += len(text)
            if self._size > SIGNS:
                self._flush()
        return text

    def begin_table(self) -> None:
        """Begin a table, inside a cell if one is open."""
        self._flush()
        self._grids.append(_Grid(self._count))

    def begin_row(self) -> None:
        """Begin a row of the table that is open."""
        if self._grids:
            self._grids[-1].rows.append([])

    def begin_cell(self) -> None:
        """Begin a cell of the row that is open."""
        if self._grids:
            self._grids[-1].cell = []

    def end_cell(self, *, span: int = 1) -> None:
        """End the cell, which is `span` columns wide."""
        grid = self._grids[-1] if self._grids else None
        if grid is not None and grid.cell is not None and grid.rows:
            grid.rows[-1] += [" ".join(one for one in grid.cell if one), *[""] * (span - 1)]
            grid.cell = None

    def end_row(self) -> None:
        """End the row; a long table is handed on in pieces."""
        if self._grids and len(self._grids[-1].rows) >= ROWS:
            self._piece(self._grids[-1])

    def end_table(self) -> None:
        """End the table and hand it on."""
        if self._grids:
            self._piece(self._grids.pop())

    def take(self) -> Iterator[Passage]:
        """Yield what is complete, each once."""
        ready, self._ready = self._ready, []
        yield from ready

    def rest(self) -> Iterator[Passage]:
        """Yield everything that is left; nothing is added after that."""
        while self._open:
            self.end()
        while self._grids:
            self.end_table()
        self._flush()
        yield from self.take()

    def _aside(self, paragraph: _Paragraph) -> None:
        at = self._count + 1
        for (part, hidden), texts in paragraph.asides.items():
            text = "".join(texts).strip()
            if text:
                part = part or self._spot.part
                self._ready.append(
                    Lines(text, replace(self._spot, line=at, part=part, hidden=hidden))
                )

    def _flush(self) -> None:
        if self._lines:
            first = self._count - len(self._lines) + 1
            self._ready.append(Lines("\n".join(self._lines), replace(self._spot, line=first)))
            self._lines, self._size = [], 0

    def _piece(self, grid: _Grid) -> None:
        if any(any(row) for row in grid.rows):
            spot = replace(self._spot, line=grid.line, part=self._spot.part or "table")
            self._ready.append(Table(tuple(grid.rows), spot, grid.first, heads=grid.heads))
        grid.heads = grid.heads or heads_of(grid.rows)
        grid.first += len(grid.rows)
        grid.rows = []
