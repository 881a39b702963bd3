"""Other people's words in a comment: shown as they were meant, and doing nothing.

Whatever they hold, Markdown and HTML see no structure in them, nobody is notified, nothing is
linked, referred to or loaded, no program is told to skip its work, and no sign turns the writing.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from urllib.parse import quote

BREAK = "\N{ZERO WIDTH SPACE}"
UNSEEN = "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}"
"""What word processors leave in a text; dropped, for nobody meant it."""
JOINERS = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"
STRUCTURE = frozenset("\\`*_{}[]<>#!|~$&=^\"'")
"""Signs that Markdown or HTML may take for their own; as an entity none of them is."""
LIVE = re.compile(
    r"""(?x)
    (?<=@)(?=\S)                        # somebody's name, an address for mail
    | (?<=[#!])(?=\d)                   # another pull request or issue
    | (?<=gh-)(?=\d) | (?<=GH-)(?=\d) | (?<=Gh-)(?=\d) | (?<=gH-)(?=\d)
    | (?<=:)(?=//)                      # an address of the web
    | (?<=[wW]{3})(?=\.)
    | (?<=:)(?=[\w+-]+:)                # a picture by its name
    | (?<=\[)(?=\[)                     # a page or picture of the wiki
    """
)
"""Between which signs forges find something to act on, even after Markdown was read."""
NOTHING = "—"
CUT = "…"
SAFE_NAME = re.compile(r"[A-Za-z0-9_./ -]+")


def bare(text: str, most: int) -> str:
    """Return text on one line without a sign that steers, at most `most` signs long."""
    seen = "".join(_visible(one) for one in text if one not in UNSEEN)
    line = " ".join(seen.split())
    return line if len(line) <= most else line[: most - len(CUT)].rstrip() + CUT


def plain(text: str, most: int = 300) -> str:
    """Return text as a line of Markdown that shows just it, at most `most` bytes long.

    It stands within a line or a table's cell, never at the beginning of a line.
    """
    line = LIVE.sub(BREAK, bare(text, most))
    found, size = [], len(CUT.encode())
    for sign in line:
        written = _inert(sign)
        size += len(written.encode())
        if size > most:
            found.append(CUT)
            break
        found.append(written)
    return "".join(found) or NOTHING


def quoted(text: str, most: int = 1500, *, sign: str = "") -> str:
    """Return what somebody said as a quotation, its lines kept; `sign` goes before it."""
    said, left = list[str](), most
    for line in filter(str.strip, text.splitlines()):
        if left < 2 * len(CUT.encode()):
            break
        said.append(plain(line, left))
        left -= len(said[-1].encode()) + len("<br>")
    words = "<br>".join(said)
    if not said:
        return ""
    return f"> {sign} {words}" if sign else f"> “{words}”"


def name(path: str, most: int = 200) -> str:
    """Return the name of a file or of a page."""
    usual = SAFE_NAME.fullmatch(path) and LIVE.search(path) is None
    if usual and len(path) <= most and path == path.strip():
        return f"`{path}`"
    return plain(path, most)


def link(words: str, address: str) -> str:
    """Return a link of ours: `words` are somebody's, the address is none of theirs."""
    return f'<a href="{_inert(address)}">{plain(words)}</a>'


def picture(words: str, address: str, width: int) -> str:
    """Return a picture of ours, `width` pixels wide, which leads to its full size."""
    source = _inert(address)
    image = f'<img align="top" width="{width}" alt="{plain(words, 400)}" src="{source}">'
    return f'<a href="{source}">{image}</a>'


def address(base: str, path: str) -> str:
    """Return the address of a page below the site's own; `path` may hold any sign."""
    return f"{base.rstrip('/')}/{quote(path)}"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a table; its cells are Markdown already."""
    return [_row(heads), _row(["---"] * len(heads)), *(_row(one) for one in rows)]


def within(rows: Iterable[Sequence[str]], most: int) -> tuple[list[Sequence[str]], int]:
    """Return as many of a table's rows as `most` bytes hold, and how many are left out."""
    kept: list[Sequence[str]] = []
    every, size = list(rows), 0
    for row in every:
        size += len(_row(row).encode()) + 1
        if size > most:
            break
        kept.append(row)
    return kept, len(every) - len(kept)


def _inert(text: str) -> str:
    return "".join(f"&#{ord(one)};" if one in STRUCTURE else one for one in text)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _visible(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind in ("Zl", "Zp") or sign in "\t\n\v\f\r\x85":
        return " "
    steers = kind in ("Cc", "Cs", "Co", "Cn") or (kind == "Cf" and sign not in JOINERS)
    return "\N{REPLACEMENT CHARACTER}" if steers else sign
