"""Reads Word files: text, tables, notes, comments, hidden and deleted text, properties."""

import re
from collections.abc import Iterator

from paraf.core.checking import Limits
from paraf.manuscript.packed import Packed
from paraf.manuscript.passage import Passage
from paraf.manuscript.reading.packed_rest import is_dull, is_markup, part_of, read_rest
from paraf.manuscript.reading.packed_within import (
    authors,
    guarded,
    pictures,
    read_pictures,
    read_within,
)
from paraf.manuscript.reading.word_markup import hidden_styles, read_markup
from paraf.manuscript.seen import Seen
from paraf.manuscript.spot import Spot

_STORIES = re.compile(
    r"(?i)(^|/)(document\d*|(header|footer|footnotes|endnotes|comments|glossary)[^/]*)\.xml$"
)
ENOUGH = 40
"""Letters and digits below which a document with pictures is one of pictures."""


@guarded
def read_word(packed: Packed, limits: Limits, *, inside: bool = False) -> Iterator[Passage | Seen]:
    """Yield what a Word file says, every part of it, the document itself first.

    Spots count paragraphs, for the pages of a Word file are made by the program that shows it.
    """
    styles = hidden_styles(packed.pieces("word/styles.xml"), "word/styles.xml")
    names = [one for one in packed.members if is_markup(packed, one) and not is_dull(one)]
    stories = sorted((one for one in names if _story(one)), key=lambda one: "document" not in one)
    signs = 0
    for name in stories:
        part = part_of(name) if "document" not in name else ""
        for one in read_markup(
            packed.pieces(name), Spot(part=part), name=name, hidden_styles=styles
        ):
            if isinstance(one, int):
                signs += one
                if part == "comment" and one:
                    yield Seen("hidden-content", Spot(part="comment"))
            else:
                yield one
    for name in names:
        if name not in stories:
            yield from read_rest(packed.pieces(name), Spot(part=part_of(name)), name=name)
    yield from authors(packed)
    yield from read_pictures(packed)
    yield from read_within(packed, limits, inside=inside)
    yield from pictures(packed, textless=signs < ENOUGH)


def _story(name: str) -> bool:
    return not name.endswith(".rels") and _STORIES.search(name) is not None
