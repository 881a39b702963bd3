"""Reads workbooks: every cell of every sheet, and all that is kept beside the cells."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from paraf.core.checking import Limits
from paraf.manuscript.packed import Broken, Packed, damaged
from paraf.manuscript.passage import Lines, Passage, Table
from paraf.manuscript.reading.packed_flow import ROWS
from paraf.manuscript.reading.packed_rest import is_dull, is_markup, part_of, read_rest
from paraf.manuscript.reading.packed_within import authors, guarded, read_pictures, read_within
from paraf.manuscript.reading.sheet_book import BOOK, Sheet, comments, owners, sheets, styles
from paraf.manuscript.reading.sheet_cells import Value, texts_of, unsure
from paraf.manuscript.reading.sheet_heads import heads_of
from paraf.manuscript.reading.sheet_scan import Scan, letters, scan, within
from paraf.manuscript.reading.sheet_sparse import shared, sparse_rows
from paraf.manuscript.seen import Seen
from paraf.manuscript.spot import Spot

DENSE = 2_000_000
"""Cells, empty ones included, that are held at once: about 160 MB, and their texts."""
_STRINGS = "xl/sharedStrings.xml"


@guarded
def read_sheet(packed: Packed, limits: Limits, *, inside: bool = False) -> Iterator[Passage | Seen]:
    """Yield what a workbook (XLSX) says: its cells sheet by sheet, then everything beside them.

    Long sheets come in pieces of `ROWS` rows. A hidden sheet's spots are hidden.
    """
    book, names = sheets(packed)
    looks = styles(packed)
    for _ in packed.pieces(_STRINGS):
        pass  # only to know that it is as long as it says, before another parser unpacks it
    scans = [scan(packed.pieces(one.member), one.member, frozenset(looks.unseen)) for one in book]
    yield from names
    cells = _Cells(packed, frozenset(looks.dates))
    for at, (sheet, seen) in enumerate(zip(book, scans, strict=True)):
        if sheet.hidden:
            yield Seen("hidden-content", sheet.spot)
        yield from _sheet(sheet, seen, cells.rows(at, sheet, seen))
        yield from _beside(sheet, seen)
    yield from _others(packed, book)
    yield from authors(packed)
    yield from read_pictures(packed)
    yield from read_within(packed, limits, inside=inside)


@dataclass(slots=True)
class _Piece:
    """Rows of a sheet on their way into a table: `first` is the first row, `left` the column."""

    first: int
    left: int
    rows: Sequence[Sequence[str]]
    rounded: set[tuple[int, int]]


class _Cells:
    """Gives a sheet's rows by the quick reader, or by the one that needs little memory."""

    def __init__(self, packed: Packed, dates: frozenset[str]) -> None:
        import python_calamine

        self._packed, self._dates = packed, dates
        self._texts: tuple[str, ...] | None = None
        try:
            self._book = python_calamine.load_workbook(packed.stream())
        except python_calamine.CalamineError as fault:
            raise Broken(damaged(BOOK)) from fault
        self._kinds = [one.typ for one in self._book.sheets_metadata]
        self._plain = python_calamine.SheetTypeEnum.WorkSheet

    def rows(self, at: int, sheet: Sheet, seen: Scan) -> Iterator[_Piece]:
        """Yield the sheet's rows in pieces; `at` is its number in the book, from 0."""
        if not seen.values:
            return
        known = at < len(self._kinds) and self._book.sheet_names[at] == sheet.name
        if known and seen.bottom * seen.right <= DENSE and self._kinds[at] == self._plain:
            pieces = list[_Piece]()
            for piece in self._dense(at):
                pieces.append(piece)
                yield piece
            if pieces:
                return
        # Too large to be held, or the quick reader sees nothing where there is something.
        yield from self._sparse(sheet.member)

    def _dense(self, at: int) -> Iterator[_Piece]:
        import python_calamine

        try:
            sheet = self._book.get_sheet_by_index(at)
        except python_calamine.CalamineError:
            return  # Whether it is damaged is for the other reader to say.
        if sheet.start is None:
            return
        left = sheet.start[1] + 1
        rows = iter(sheet.iter_rows())
        first = 1
        while piece := list(islice(rows, ROWS)):
            yield _piece(first, left, piece)
            first += len(piece)

    def _sparse(self, member: str) -> Iterator[_Piece]:
        if self._texts is None:
            self._texts = shared(self._packed)
        kept: list[tuple[int, dict[int, Value]]] = []
        for row, values in sparse_rows(self._packed, member, self._texts, self._dates):
            far = kept and (row - kept[0][0] >= ROWS or _wide(kept, values) * len(kept) > ROWS * 50)
            if far or (kept and row <= kept[-1][0]):
                yield _compact(kept)
                kept = []
            kept.append((row, values))
        if kept:
            yield _compact(kept)


def _wide(kept: Sequence[tuple[int, dict[int, Value]]], values: Iterable[int]) -> int:
    columns = [column for _, one in (kept[0], kept[-1]) for column in one] + list(values)
    return max(columns) - min(columns) + 1


def _compact(kept: Sequence[tuple[int, dict[int, Value]]]) -> _Piece:
    left = min(min(values) for _, values in kept)
    right = max(max(values) for _, values in kept)
    first, last = kept[0][0], kept[-1][0]
    by_row = dict(kept)
    rows: list[list[Value]] = [
        [by_row[row].get(column, "") for column in range(left, right + 1)] if row in by_row else []
        for row in range(first, last + 1)
    ]
    return _piece(first, left, rows)


def _piece(first: int, left: int, values: Sequence[Sequence[Value]]) -> _Piece:
    rounded = {(first + down, left + across) for down, across in unsure(values)}
    return _Piece(first, left, texts_of(values), rounded)


def _sheet(sheet: Sheet, seen: Scan, pieces: Iterable[_Piece]) -> Iterator[Passage | Seen]:
    heads: tuple[str, ...] = ()
    lefts, rights, left, bottom = [], [], 1, 0
    for piece in pieces:
        full = next((at for at in reversed(range(len(piece.rows))) if any(piece.rows[at])), None)
        if full is None:
            continue
        bottom = max(bottom, piece.first + full)
        right = piece.left + max(map(len, piece.rows)) - 1
        lefts.append(piece.left)
        rights.append(right)
        yield Table(
            piece.rows,
            sheet.spot,
            piece.first,
            piece.left,
            _moved(heads, left - piece.left),
            within(seen.rows, piece.first, piece.first + len(piece.rows) - 1),
            within(seen.columns, piece.left, right),
            frozenset(piece.rounded),
        )
        if not heads:
            heads, left = heads_of(piece.rows), piece.left
    if lefts:
        yield from _hidden(sheet, seen, (min(lefts), max(rights)), bottom)


def _moved(heads: tuple[str, ...], by: int) -> tuple[str, ...]:
    """Return heads above a piece that begins so many columns before them, or after."""
    return heads[-by:] if by <= 0 else ("",) * min(by, 16_384) + heads if heads else ()


def _hidden(sheet: Sheet, seen: Scan, columns: tuple[int, int], bottom: int) -> Iterator[Seen]:
    """Yield what of a sheet's cells is hidden, as far as there are any: to `bottom`, from row 1."""
    rows = [(low, min(high, bottom)) for low, high in seen.rows if low <= bottom]
    if rows:
        cell = f"{rows[0][0]}:{rows[0][1]}"
        count = sum(high - low + 1 for low, high in rows)
        yield Seen("hidden-content", replace(sheet.spot, cell=cell, hidden=True), count=count)
    hidden = sorted(within(seen.columns, *columns))
    if hidden:
        cell = f"{letters(hidden[0])}:{letters(hidden[0])}"
        yield Seen("hidden-content", replace(sheet.spot, cell=cell, hidden=True), count=len(hidden))
    if seen.hidden_cells:
        spot = replace(sheet.spot, cell=seen.cells[0][:20], hidden=True)
        yield Seen("hidden-content", spot, count=seen.hidden_cells)


def _beside(sheet: Sheet, seen: Scan) -> Iterator[Lines]:
    kept = {
        "formula": seen.formulas,
        "rule": seen.texts,
        "header": seen.header,
        "footer": seen.footer,
    }
    for part, texts in kept.items():
        if texts:
            yield Lines("\n".join(texts), replace(sheet.spot, part=part))


def _others(packed: Packed, book: tuple[Sheet, ...]) -> Iterator[Passage | Seen]:
    owned = owners(packed, book)
    read = {BOOK, _STRINGS, *(one.member for one in book)}
    for name in packed.members:
        if name in read or is_dull(name) or not is_markup(packed, name):
            continue
        sheet = owned.get(name)
        spot = Spot(sheet.spot.sheet if sheet else "", part=part_of(name))
        if spot.part == "comment" and not name.endswith((".rels", ".vml")):
            count = 0
            for one in comments(packed, name, spot):
                count += 1
                yield one
            if count:
                yield Seen("hidden-content", spot, count=count)
        else:
            yield from read_rest(packed.pieces(name), spot, name=name)
