"""Hears the sheets of LibreOffice's markup, row by row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from paraf.manuscript.markup import count
from paraf.manuscript.passage import Lines, Passage, Table
from paraf.manuscript.reading.packed_flow import ROWS
from paraf.manuscript.reading.sheet_cells import UNSURE, shown
from paraf.manuscript.reading.sheet_heads import heads_of
from paraf.manuscript.reading.sheet_scan import letters
from paraf.manuscript.seen import Seen
from paraf.manuscript.spot import Spot, label

_REPEATED = 100
"""As often as the same row or cell is told: styles reach to the end of a sheet, values do not."""
_COLUMNS = 16_384


@dataclass(slots=True)
class _Sheet:
    spot: Spot
    row: int = 0
    first: int = 1
    rows: list[list[str]] = field(default_factory=list)
    heads: tuple[str, ...] = ()
    columns: int = 0
    hidden_columns: set[int] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_in_all: int = 0
    first_hidden: int = 0
    rounded: set[tuple[int, int]] = field(default_factory=set)
    right: int = 0


class TableTarget:
    """Hears a spreadsheet; `take` gives its tables as they are complete, `links` what it names."""

    def __init__(self) -> None:
        """Begin."""
        self.links: list[str] = []
        self._ready: list[Passage | Seen] = []
        self._sheets: list[_Sheet] = []
        self._hidden_styles: set[str] = set()
        self._named = ""
        self._row: list[str] = []
        self._row_is = (1, False)
        self._cell: Mapping[str, str] = {}
        self._texts: list[str] = []
        self._note: list[str] | None = None
        self._comments: dict[Spot, int] = {}
        self._depth = 0
        self._strange = 0

    def take(self) -> Iterator[Passage | Seen]:
        """Yield what is complete, each once."""
        ready, self._ready = self._ready, []
        yield from ready

    def begin(self, name: str, given: Mapping[str, str]) -> None:
        """Hear an element begin."""
        if "href" in given and name != "image":
            self.links.append(given["href"])
        act = getattr(self, f"_{name.replace('-', '_')}", None)
        if name in _BEGIN and act is not None:
            act(given)

    def end(self, name: str) -> None:
        """Hear it end."""
        act = getattr(self, f"_end_{name.replace('-', '_')}", None)
        if name in _END and act is not None:
            act()

    def data(self, text: str) -> None:
        """Hear text; outside paragraphs it means nothing."""
        if self._depth and not self._strange:
            (self._texts if self._note is None else self._note).append(text)

    def _style(self, given: Mapping[str, str]) -> None:
        self._named = given.get("name", "")

    def _table_properties(self, given: Mapping[str, str]) -> None:
        if given.get("display") == "false":
            self._hidden_styles.add(self._named)

    def _table(self, given: Mapping[str, str]) -> None:
        hidden = given.get("style-name", "") in self._hidden_styles
        spot = Spot(sheet=label(given.get("name", "")), hidden=hidden)
        if hidden:
            self._ready.append(Seen("hidden-content", spot))
        self._sheets.append(_Sheet(spot))

    def _end_table(self) -> None:
        if self._sheets:
            sheet = self._sheets.pop()
            self._piece(sheet)
            self._remark(sheet)

    def _table_column(self, given: Mapping[str, str]) -> None:
        if self._sheets:
            sheet = self._sheets[-1]
            times = count(given.get("number-columns-repeated"), _COLUMNS)
            if given.get("visibility") in ("collapse", "filter"):
                sheet.hidden_columns |= set(range(sheet.columns + 1, sheet.columns + times + 1))
            sheet.columns = min(_COLUMNS, sheet.columns + times)

    def _table_row(self, given: Mapping[str, str]) -> None:
        hidden = given.get("visibility") in ("collapse", "filter")
        self._row = []
        self._row_is = (count(given.get("number-rows-repeated"), 1_048_576), hidden)

    def _end_table_row(self) -> None:
        if not self._sheets:
            return
        sheet, (times, hidden) = self._sheets[-1], self._row_is
        while self._row and not self._row[-1]:
            self._row.pop()
        if not self._row:
            sheet.row += times
            return
        if sheet.rows and sheet.row + 1 - sheet.first >= ROWS:
            self._piece(sheet)
        for at in range(min(times, _REPEATED)):
            number = sheet.row + 1 + at
            sheet.first = sheet.first if sheet.rows else number
            empty = number - sheet.first - len(sheet.rows)
            sheet.rows += [[] for _ in range(empty)]
            sheet.rows.append(self._row)
            sheet.right = max(sheet.right, len(self._row))
            if hidden:
                sheet.hidden_rows.add(number)
                sheet.first_hidden = sheet.first_hidden or number
                sheet.hidden_in_all += 1
        sheet.row += times

    def _table_cell(self, given: Mapping[str, str]) -> None:
        self._cell, self._texts = given, []

    _covered_table_cell = _table_cell

    def _end_table_cell(self) -> None:
        given = self._cell
        text, rounded = _value(given, "".join(self._texts).strip())
        times = count(given.get("number-columns-repeated"), _COLUMNS)
        if rounded and self._sheets:
            at = (self._sheets[-1].row + 1, len(self._row) + 1)
            self._sheets[-1].rounded.add(at)
        # Empty cells at a row's end are left out; those between values keep their places.
        self._row += [text] * (min(times, _REPEATED) if text else times)
        if len(self._row) > _COLUMNS:
            del self._row[_COLUMNS:]
        self._texts = []

    _end_covered_table_cell = _end_table_cell

    def _annotation(self, _: Mapping[str, str]) -> None:
        self._note = []

    def _end_annotation(self) -> None:
        text = "".join(self._note or ()).strip()
        self._note = None
        if text and self._sheets:
            sheet = self._sheets[-1]
            cell = f"{letters(len(self._row) + 1)}{sheet.row + 1}"
            self._ready.append(Lines(text, replace(sheet.spot, cell=cell, part="comment")))
            spot = Spot(sheet=sheet.spot.sheet, part="comment")
            self._comments[spot] = self._comments.get(spot, 0) + 1

    def _p(self, _: Mapping[str, str]) -> None:
        self._depth += 1

    def _end_p(self) -> None:
        self._depth -= 1
        (self._texts if self._note is None else self._note).append(" ")

    def _s(self, given: Mapping[str, str]) -> None:
        self.data(" " * count(given.get("c"), 80))

    def _creator(self, _: Mapping[str, str]) -> None:
        self._strange += 1

    def _end_creator(self) -> None:
        self._strange -= 1

    def _piece(self, sheet: _Sheet) -> None:
        if sheet.rows:
            self._ready.append(
                Table(
                    sheet.rows,
                    sheet.spot,
                    sheet.first,
                    heads=sheet.heads,
                    hidden_rows=frozenset(sheet.hidden_rows),
                    hidden_columns=frozenset(sheet.hidden_columns),
                    rounded=frozenset(sheet.rounded),
                )
            )
        sheet.heads = sheet.heads or heads_of(sheet.rows)
        sheet.rows, sheet.hidden_rows, sheet.rounded = [], set(), set()

    def _remark(self, sheet: _Sheet) -> None:
        hidden = sorted(one for one in sheet.hidden_columns if one <= sheet.right)
        if hidden:
            cell = f"{letters(hidden[0])}:{letters(hidden[0])}"
            spot = replace(sheet.spot, cell=cell, hidden=True)
            self._ready.append(Seen("hidden-content", spot, count=len(hidden)))
        if sheet.hidden_in_all:
            cell = f"{sheet.first_hidden}:{sheet.first_hidden}"
            spot = replace(sheet.spot, cell=cell, hidden=True)
            self._ready.append(Seen("hidden-content", spot, count=sheet.hidden_in_all))
        for spot, many in self._comments.items():
            self._ready.append(Seen("hidden-content", spot, count=many))
        self._comments = {}


_BEGIN = frozenset(
    {
        "style",
        "table-properties",
        "table",
        "table-column",
        "table-row",
        "table-cell",
        "annotation",
        "p",
        "s",
    }
    | {"covered-table-cell", "creator"}
)
_END = frozenset(
    {"table", "table-row", "table-cell", "covered-table-cell", "annotation", "p", "creator"}
)


def _value(given: Mapping[str, str], text: str) -> tuple[str, bool]:
    """Return a cell's value as text, and whether it is a number with digits that are not sure."""
    kind = given.get("value-type", "")
    if kind == "date":
        try:
            return shown(date.fromisoformat(given.get("date-value", "")[:10])), False
        except ValueError:
            return text, False
    if kind in ("float", "currency", "percentage"):
        try:
            value = float(given.get("value", ""))
        except ValueError:
            return text, False
        return shown(value), abs(value) >= UNSURE and value == value // 1
    return text or given.get("string-value", ""), False
