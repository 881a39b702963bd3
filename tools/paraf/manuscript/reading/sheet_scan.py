"""Scans a sheet's XML for what a reader of cells does not tell: what is hidden, and how wide it is.

By regular expressions over bytes, a piece at a time: a twentieth of the time that a parser takes.
What matters for finding data is told by the cells themselves; here a mistake costs a remark.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from html import unescape

from paraf.manuscript.packed import Broken, damaged
from paraf.manuscript.reading.packed_rest import WORTH

Span = tuple[int, int]
"""From and to, both counted from 1, both belonging to it."""

_TAIL = 8_000_000
"""Bytes without a single element: no sheet has them."""
_PREFIX = 80
"""Bytes of a tag up to its name: with a longer prefix no end is seen, and the file is damaged."""
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_HIDDEN = re.compile(rb"""<(?:\w+:)?row\b[^>]*\bhidden=["'](?:1|true)["'][^>]*>""")
_NUMBER = re.compile(rb"""\br=["'](\d{1,7})["']""")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_WIDE = re.compile(rb"""r=["']([A-Z]{2,3})\d""")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)>(?=<(?:\w+:)?(?:v|is|f)\b)")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)>")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*>([^<]*\d{8}[^<]*)<")
_END = re.compile(rb"</(?:\w+:)?sheetData>|<(?:\w+:)?sheetData\s*/>")
_CELLLESS = re.compile(rb"<(?:\w+:)?(?:chart|dialog)sheet\b")
_TEXT = re.compile(rb">([^<>]*[^<>\s][^<>]*)")
_TAG = re.compile(rb"<[^>]*>")
_MARGIN = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(Header|Footer)\b[^>]*>([^<]*)")
# Where a text stands, in which letters, and what is put in: &L, &"Arial,Bold", &K01+000, &12, &P.
_CODE = re.compile(r"""&(?:"[^"]*"|K[0-9A-F]{2}(?:[0-9A-F]{4}|[+-]\d{3})|\d{1,3}|[A-Z])""")


@dataclass(slots=True)
class Scan:
    """What a scan saw. `rows` and `columns` are the hidden ones, `cells` those hidden by style.

    `bottom` is the last row with a value, or a row soon after it; `right` the last column that any
    cell is in. `values` says whether there is any value, `begun` whether there is room for cells.
    `texts` are those outside the cells, `header` and `footer` those of the pages, `formulas` hold
    digits.
    """

    rows: list[Span] = field(default_factory=list)
    columns: list[Span] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    hidden_cells: int = 0
    bottom: int = 0
    right: int = 1
    values: bool = False
    begun: bool = False
    texts: list[str] = field(default_factory=list)
    header: list[str] = field(default_factory=list)
    footer: list[str] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)


def scan(pieces: Iterable[bytes], name: str, unseen: frozenset[str]) -> Scan:
    """Scan a sheet; the styles `unseen` show nothing of a cell. Raises `Broken` for no XML."""
    found = Scan()
    row, inside = 0, True
    for block in _blocks(pieces, name):
        # Sheets that are a chart or a dialogue have no cells.
        inside = inside and (found.begun or not _cellless(block))
        if not inside:
            _outside(found, block)
            continue
        here = block.find(b"sheetData")
        end = _end(block, here)
        cells = block[: end.start()] if end else block
        row = _rows(found, cells, row)
        _cells(found, cells, row, unseen)
        found.begun = found.begun or here >= 0
        if end:
            inside = False
            _outside(found, block[end.end() :])
    if inside and name:
        raise Broken(damaged(name))
    return found


def _cellless(block: bytes) -> bool:
    # Words are found ten times as quickly as patterns: most blocks have neither.
    return (b"chartsheet" in block or b"dialogsheet" in block) and bool(_CELLLESS.search(block))


def _end(block: bytes, at: int) -> re.Match[bytes] | None:
    """Return where the cells end, at or after `at`, the first place that speaks of them."""
    while at >= 0:
        begin = block.rfind(b"<", max(0, at - _PREFIX), at)
        if begin >= 0 and (end := _END.match(block, begin)):
            return end
        at = block.find(b"sheetData", at + 1)
    return None


def within(spans: Iterable[Span], first: int, last: int) -> frozenset[int]:
    """Return the numbers of `spans` from `first` to `last`."""
    return frozenset(
        number for low, high in spans for number in range(max(low, first), min(high, last) + 1)
    )


def letters(column: int) -> str:
    """Return the letters of a column that is counted from 1."""
    found = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


@cache
def number(column: str) -> int:
    """Return the number of a column, from 1, by its letters."""
    total = 0
    for letter in column:
        total = total * 26 + ord(letter) - 64
    return total


def _blocks(pieces: Iterable[bytes], name: str) -> Iterator[bytes]:
    """Yield pieces that are cut where an element begins."""
    kept = b""
    for piece in pieces:
        if b"\0" in piece:
            # UTF-16: no Office program writes it, and no reader of cells reads it.
            raise Broken(damaged(name))
        at = piece.rfind(b"<")
        if at < 0:
            kept += piece
        else:
            yield kept + piece[:at]
            kept = piece[at:]
        if len(kept) > _TAIL:
            raise Broken(damaged(name))
    yield kept


def _rows(found: Scan, block: bytes, row: int) -> int:
    """Note the hidden rows of a block, and return the number of its last row."""
    if not found.begun:
        cells = block.find(b"sheetData")
        for match in _COLUMN.finditer(block, 0, cells if cells >= 0 else len(block)):
            _column(found, _attributes(match[1]))
    at = max(block.rfind(b"<row"), block.rfind(b":row"))
    last = _NUMBER.search(block, at, block.find(b">", at)) if at >= 0 else None
    if at >= 0 and last is None:
        return _unnumbered(found, block, row)
    for tag in _HIDDEN.findall(block) if b"hidden=" in block else ():
        number = _NUMBER.search(tag)
        if number:
            _add(found.rows, int(number[1]))
    return int(last[1]) if last else row


def _unnumbered(found: Scan, block: bytes, row: int) -> int:
    """Do so where rows bear no numbers: they follow one another."""
    for match in _ROW.finditer(block):
        number = _NUMBER.search(match[1])
        row = int(number[1]) if number else row + 1
        if _HIDDEN.match(match[0]):
            _add(found.rows, row)
    return row


def _column(found: Scan, attributes: dict[str, str]) -> None:
    narrow = attributes.get("width") in ("0", "0.0")
    if attributes.get("hidden") in ("1", "true") or narrow:
        low, high = attributes.get("min", ""), attributes.get("max", "")
        if low.isdecimal() and high.isdecimal() and len(low + high) < 18:
            found.columns.append((int(low), min(int(high), 16_384)))


def _add(spans: list[Span], number: int) -> None:
    if spans and spans[-1][1] == number - 1:
        spans[-1] = (spans[-1][0], number)
    else:
        spans.append((number, number))


def _cells(found: Scan, block: bytes, row: int, unseen: frozenset[str]) -> None:
    if b"<v>" in block or _VALUE.search(block):
        found.values = True
        found.bottom = max(found.bottom, row)
    wide = {number(one.decode()) for one in _WIDE.findall(block)}
    if found.right < 26:
        wide |= {number(one.decode()) for one in set(_beyond(found.right).findall(block))}
    found.right = max((found.right, *wide))
    if b"</f>" in block or b":f>" in block:
        found.formulas += [_plain(one) for one in _FORMULA.findall(block)][:1000]
    if unseen:
        for match in _CELL.finditer(block):
            attributes = _attributes(match[1])
            if attributes.get("s") in unseen:
                found.hidden_cells += 1
                if not found.cells:
                    found.cells.append(attributes.get("r", ""))


@cache
def _beyond(column: int) -> re.Pattern[bytes]:
    """Return what finds the cells right of a column that has a single letter."""
    return re.compile(rb"""r=["']([%c-Z])\d""" % (65 + column))


def _outside(found: Scan, block: bytes) -> None:
    for match in _MARGIN.finditer(block):
        margin = found.header if match[1] == b"Header" else found.footer
        margin.append(_CODE.sub("\n", _plain(match[2])))
    block = _MARGIN.sub(b"", block)
    found.texts += [_plain(one) for one in _TEXT.findall(block)]
    for tag in _TAG.findall(block):
        found.texts += [
            value for key, value in _attributes(tag).items() if key in WORTH and value.strip()
        ]


def _attributes(tag: bytes) -> dict[str, str]:
    return {
        one[1].decode().rpartition(":")[2]: _plain(one[2] or one[3] or b"")
        for one in _ATTRIBUTE.finditer(tag)
    }


def _plain(text: bytes) -> str:
    return unescape(text.decode("utf-8", "replace"))
