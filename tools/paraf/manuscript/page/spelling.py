"""Whether the words of a page are spelled as the dictionary has them."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from typing import TYPE_CHECKING

from paraf.manuscript.page.affixes import derived

if TYPE_CHECKING:
    from hunspell import Hunspell

ASKED = 40
"""For so many words of a text suggestions are looked for: half a second."""
SUGGESTED = 3
"""So many words are suggested."""
ALIKE = 0.7
"""How much of a suggestion must be that of the word."""
NEAR = 0.8
"""A name at the beginning of a sentence is taken for a mistake where a word is so near to it."""

_CHUNK = re.compile(r"\S+")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_TECHNICAL = re.compile(r"[\d_@=\\<>{}+^~$#]|[^\W\d_]\.[^\W\d_]|^[-–./]|://|\.\.|[^\W\d_]:[^\W\d_]")
_EMPHASIS = re.compile(r"(?<![*\w])(\*|_)(?![\s*_])[^*_\n]+?(?<![\s*_])\1(?![*\w])")
_ENDS = (".", "!", "?", ":", "|", "•", "·", "…", "—", "–", ";")


@dataclass(frozen=True, slots=True)
class Misspelled:
    """A word of a text, where it begins first, how often it stands there, what may be meant."""

    word: str
    start: int
    count: int
    instead: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    word: str
    start: int
    opening: bool


def misspelled(
    text: str, book: "Hunspell", ours: Collection[str], seen: Callable[[str], bool]
) -> Iterator[Misspelled]:
    """Yield the words of a text that nobody knows, in order.

    Known are those of the dictionary `book`, of the office (`ours`, in small letters), those that
    are `seen` elsewhere on the site, and what is made of them by affixes; names, that is words in
    capitals within a sentence; abbreviations; and words in italics, which are of other languages
    (EYD V, II.B).
    """
    plain = _EMPHASIS.sub(lambda found: " " * len(found[0]), text)
    said: dict[str, list[_Said]] = {}
    names: set[str] = set()
    for one in _said(plain):
        if one.word[0].isupper() and not one.opening:
            names.add(one.word)
        else:
            said.setdefault(one.word.lower(), []).append(one)
    known = partial(_known, book=book, ours=ours)
    asked = 0
    for word, places in said.items():
        if known(word) or derived(word, known) or seen(word):
            continue
        first, asked = places[0], asked + 1
        # Suggestions take a hundred times as long as all else.
        instead = _near(word, book.suggest(word)) if asked <= ASKED else ()
        if first.word[0].isupper() and _may_be_a_name(first.word, names, instead):
            continue
        yield Misspelled(first.word, first.start, len(places), instead)


def _near(word: str, suggested: Iterable[str]) -> tuple[str, ...]:
    """Return the suggestions that come near; hunspell names something for every word."""
    near = (one for one in suggested if SequenceMatcher(None, word, one).ratio() >= ALIKE)
    return tuple(near)[:SUGGESTED]


def _said(text: str) -> Iterator[_Said]:
    """Yield the words of a text that may have a spelling: in letters alone, not all in capitals."""
    before, line_before = "", -2
    for chunk in _CHUNK.finditer(text):
        line = text.rfind("\n", 0, chunk.start())
        opening = line != line_before or before.rstrip("*_)”\"'").endswith(_ENDS)
        # Signs of lists, tables and headings do not begin a sentence, nor do brackets end it.
        if any(sign.isalnum() for sign in chunk[0]) or chunk[0] == "|":
            before, line_before = chunk[0], line
        if _TECHNICAL.search(chunk[0].strip("*_()[]“”\"',;:!?")):
            continue
        for nth, found in enumerate(_WORD.finditer(chunk[0])):
            if len(found[0]) > 2 and not any(sign.isupper() for sign in found[0][1:]):
                head = opening and nth == 0
                yield _Said(found[0].replace("’", "'"), chunk.start() + found.start(), head)


def _known(word: str, *, book: "Hunspell", ours: Collection[str]) -> bool:
    try:
        return word in ours or book.spell(word) or book.spell(word.capitalize())
    except UnicodeEncodeError:
        # Letters that the dictionary does not have are those of another language.
        return True


def _may_be_a_name(word: str, names: Collection[str], instead: tuple[str, ...]) -> bool:
    near = any(SequenceMatcher(None, word.lower(), one).ratio() >= NEAR for one in instead)
    return word in names or not near
