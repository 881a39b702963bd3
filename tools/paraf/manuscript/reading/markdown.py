"""Reads what a page's source says, line by line; its tables as tables."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape

from paraf.manuscript.passage import Lines, Passage, Table
from paraf.manuscript.spot import Spot

_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\r?")
_CELL = re.compile(r"(?<!\\)\|")
# A sign > inside quotes ends no tag; where quotes do not come in pairs, it does.
_TAG = re.compile(r"""</?[A-Za-z](?:(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+>|[^<>]*+>)|<\?[^<>]*+>""")
_COMMENT_END = re.compile(r"--!?>")
_SIGNS = re.compile(r"\*+|__+|~~|`+|\\(?=[^\w\s])")


def read_markdown(text: str) -> Iterator[Passage]:
    """Yield running text with the lines of the file, and each table with its heads.

    A row of a table is numbered as its line in the file: the cell `B12` stands in line 12.
    """
    lines = text.split("\n")
    for first, last in _tables(lines):
        rows = [_cells(line) for line in lines[first + 1 : last]]
        yield Table(rows, first_row=first + 2, heads=_cells(lines[first - 1]))
        lines[first - 1 : last] = [""] * (last - first + 1)
    yield Lines("\n".join(lines), Spot(line=1))


def plain(text: str) -> str:
    """Return a source without its markup, on the same lines: what stands together is together.

    What stands behind a tag or comment of several lines is on the line where that begins.
    """
    text = _without(text, _comments(text))
    text = _without(text, (found.span() for found in _TAG.finditer(text)))
    return "\n".join(_plain(one) for one in text.split("\n"))


def _plain(line: str) -> str:
    # A line break that is written as a sign, such as &#10;, begins no line of the file.
    return _SIGNS.sub("", unescape(line).replace("\n", " "))


def _comments(text: str) -> Iterator[tuple[int, int]]:
    begin = text.find("<!--")
    while begin >= 0:
        # `<!-->` is a whole comment (HTML, 13.2.5.43).
        end = _COMMENT_END.search(text, begin + 2)
        if end is None:
            return
        yield begin, end.end()
        begin = text.find("<!--", end.end())


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return a text without some of its spans; the line breaks in them follow at the line's end."""
    pieces: list[str] = []
    last = owed = 0
    for begin, end in (*spans, (len(text), len(text))):
        piece = text[last:begin]
        if owed and "\n" in piece:
            piece = piece.replace("\n", "\n" * (owed + 1), 1)
            owed = 0
        pieces.append(piece)
        owed += text.count("\n", begin, end)
        last = end
    return "".join(pieces) + "\n" * owed


def _tables(lines: Sequence[str]) -> list[tuple[int, int]]:
    """Return each table's rule below its heads, and the line after its last."""
    found: list[tuple[int, int]] = []
    for number, line in enumerate(lines):
        if not number or "|" not in lines[number - 1] or not _RULE.fullmatch(line):
            continue
        if found and number <= found[-1][1]:
            continue
        last = number + 1
        while last < len(lines) and "|" in lines[last]:
            last += 1
        found.append((number, last))
    return found


def _cells(line: str) -> tuple[str, ...]:
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return tuple(one.strip() for one in _CELL.split(inner))
