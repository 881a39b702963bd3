"""Whether a table can be read aloud: each column says what it holds."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from paraf.core.evidence import Finding
from paraf.core.page import Page
from paraf.core.words import T
from paraf.manuscript.finding import blocks, warns
from paraf.manuscript.page.source import Source
from paraf.manuscript.page.words_of_links import spoken
from paraf.manuscript.read import Reading

if TYPE_CHECKING:
    from lxml.html import HtmlElement


_ROW = re.compile(r"\||<t[dhr]\b", re.IGNORECASE)


def check_tables(path: str, page: Page, reading: Reading) -> Iterator[Finding]:
    """Find tables without heads, with empty heads, and those that only arrange a page."""
    source, after = Source(page), 0
    for table in reading.root.iter("table"):
        rows = [[*row.iterchildren("td", "th")] for row in table.iter("tr")]
        said = [spoken(one) for row in rows for one in row]
        first = next((words for words in said if words), "")
        line = source.saying(first, after=after, among=_ROW)
        while line > page.line and "|" in source.lines[line - page.line - 1]:
            line -= 1
        after = max(after, line)
        yield from _arranging(path, table, rows, line)
        yield from _heads(path, table, [row for row in rows if row], line)


def _heads(
    path: str, table: "HtmlElement", rows: "list[list[HtmlElement]]", line: int
) -> Iterator[Finding]:
    heads = [*table.iter("th")]
    if not rows or not any(spoken(one) for one in heads):
        what = T("This table has no row of heads.")
        yield blocks("table-heads", path, what, _HEADS, line=line)
        return
    for column, one in enumerate(rows[0], 1):
        # The corner above the heads of the rows may well be empty.
        if one.tag == "th" and column > 1 and not spoken(one):
            what = T("Column {column} of this table has no head.", column=column)
            yield warns("table-heads", path, what, _HEADS, line=line)


def _arranging(
    path: str, table: "HtmlElement", rows: "list[list[HtmlElement]]", line: int
) -> Iterator[Finding]:
    nested = any(one is not table for one in table.iter("table"))
    full = [row for row in rows if any(spoken(one) for one in row)]
    single = bool(full) and (max(map(len, full)) == 1 or len(full) == len(rows) == 1)
    if nested or single or table.get("role") in ("presentation", "none"):
        what = T("This table arranges the page, and holds no data.")
        yield warns("table-layout", path, what, _LAYOUT, line=line)


_HEADS = T("Name what each column holds in the first row: | Nama | Tanggal |")
_LAYOUT = T("Write it as paragraphs or a list; on a phone and read aloud they keep their order.")
