"""Reads what is in a packed document besides its text: properties, links, caches, charts."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from paraf.manuscript.markup import attribute, events, local
from paraf.manuscript.packed import Packed
from paraf.manuscript.passage import Lines, Passage
from paraf.manuscript.reading.packed_flow import SIGNS
from paraf.manuscript.seen import Seen
from paraf.manuscript.spot import Spot

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

WORTH = frozenset(
    {"v", "val", "name", "descr", "title", "tooltip", "display", "location", "Target", "author"}
    | {"userId", "displayName", "providerId", "instr", "caption", "formula", "comment", "text"}
    | {"alt", "src", "href", "string-value", "query", "connectString", "command", "connection"}
    | {"prompt", "promptTitle", "error", "errorTitle", "refersTo", "help-text"}
)
"""Attributes, by local name, in which Office keeps what a person wrote."""

# Looks, places of cells and digests: nothing that anybody wrote, and much of it.
_DULL = re.compile(
    r"(?i)(^|/)(\[content_types\]|styles|stylesWithEffects|fontTable|webSettings|tableStyles|"
    r"presProps|viewProps|calcChain|theme\d*|numbering)\.xml$|(^|/)(theme|_xmlsignatures)/"
)
_PARTS: Mapping[str, str] = {
    r"docProps/|(^|/)people\.xml|persons/|commentAuthors|meta\.xml|settings\.xml": "property",
    r"comments?[^/]*\.xml|threadedComments/|comments/": "comment",
    r"charts?/|chartEx": "chart",
    r"externalLinks/": "cache",
    r"pivot(Cache|Table)s?/": "pivot",
    r"\.rels$": "link",
    r"(drawings|diagrams)/|\.vml$": "textbox",
    r"footnotes": "footnote",
    r"endnotes": "endnote",
    r"header[^/]*\.xml": "header",
    r"footer[^/]*\.xml": "footer",
}


def is_markup(packed: Packed, name: str) -> bool:
    """Say whether a member is XML, by its name or by how it begins."""
    if name.lower().endswith((".xml", ".rels", ".vml", ".rdf")):
        return True
    head = packed.head(name, 16).lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith((b"<?xml", b"<", b"\xff\xfe<\0", b"\xfe\xff\0<"))


def is_dull(name: str) -> bool:
    """Say whether a part only tells how the document looks."""
    return _DULL.search(name) is not None


def part_of(name: str) -> str:
    """Return the slug of `spot.PARTS` for a member, by where Office keeps it."""
    found = (part for pattern, part in _PARTS.items() if re.search(pattern, name))
    return next(found, "data")


def read_rest(pieces: Iterable[bytes], spot: Spot, *, name: str = "") -> Iterator[Passage | Seen]:
    """Yield every text of an XML part, and every attribute in which somebody wrote.

    Runs of a paragraph are one line. Raises `Broken`.
    """
    lines: list[str] = []
    size, depth = 0, 0
    run: list[str] = []
    for event, tag, element in events(pieces, name=name):
        if event == "start":
            depth += tag == "p"
            lines += _attributes(element, tag)
            continue
        text = str(element.text or "")
        if tag == "p":
            depth -= 1
            lines.append("".join(run))
            run.clear()
        elif depth > 0 and tag in ("t", "span", "r"):
            run.append(text)
        elif text.strip():
            lines.append(text.strip())
        size += len(text)
        if size + len(lines) > SIGNS:
            yield from _lines(lines, spot)
            lines, size = [], 0
    yield from _lines([*lines, "".join(run)], spot)


def _lines(lines: Iterable[str], spot: Spot) -> Iterator[Lines]:
    text = "\n".join(one for one in lines if one.strip())
    if text:
        yield Lines(text, replace(spot, line=0))


def _attributes(element: "Element", tag: str) -> Iterator[str]:
    if tag == "Relationship" and attribute(element, "TargetMode") != "External":
        return
    for key, value in element.items():
        if local(str(key)) in WORTH and str(value).strip():
            yield str(value)
