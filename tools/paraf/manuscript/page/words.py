"""The words of a page against dictionary and style: where each is to be written otherwise."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from paraf.core.checking import Treatment
from paraf.core.evidence import Finding
from paraf.core.words import T, Text
from paraf.manuscript.finding import blocks, warns
from paraf.manuscript.links import Shelf
from paraf.manuscript.page.dictionary import opened
from paraf.manuscript.page.front import line_in_front
from paraf.manuscript.page.prose import prose, unquoted
from paraf.manuscript.page.spelling import Misspelled, misspelled
from paraf.manuscript.page.style import Advice, advise

MOST = 20
"""So many words of a page are named, and so many pieces of advice given."""
LONGEST = 200_000
"""A longer page is no text that anybody wrote; its words are not looked at."""


@dataclass(frozen=True, slots=True)
class Dictionary:
    """What spelling is held against: the folder of hunspell's `id_ID`, and the office's own words.

    Without a folder nothing can be said of spelling. The words are in small letters.
    """

    folder: Path | None
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Written:
    """The prose of a page after its title and summary, with the line of each of its lines."""

    text: str
    lines: tuple[int, ...]

    def line(self, start: int) -> int:
        """Return the line of the file on which the sign at `start` stands."""
        return self.lines[self.text.count("\n", 0, start)]


def check_style(shelf: Shelf, treatment: Treatment) -> Iterator[Finding]:
    """Find what an office writes otherwise: dates, sums, hours, words that are not standard."""
    if treatment is Treatment.PASS:
        return
    for path in shelf.changed():
        written = _written(shelf, path)
        told: dict[tuple[str, str], Advice] = {}
        counts: Counter[tuple[str, str]] = Counter()
        for one in advise(unquoted(written.text)):
            key = (one.found.casefold(), one.better.casefold())
            told.setdefault(key, one)
            counts[key] += 1
        chosen = sorted(told.items(), key=lambda item: item[1].start)
        for key, one in chosen[:MOST]:
            what = _times(
                T("“{found}” is better written “{better}”.", found=one.found, better=one.better),
                counts[key],
            )
            line = written.line(one.start)
            yield _finding("style", treatment, path, what, one.rule, line)


def check_spelling(shelf: Shelf, dictionary: Dictionary, treatment: Treatment) -> Iterator[Finding]:
    """Find words that nobody knows; nothing where there is no dictionary."""
    book = None if dictionary.folder is None else opened(dictionary.folder)
    if treatment is Treatment.PASS or book is None:
        return
    seen = _elsewhere(shelf)
    for path in shelf.changed():
        written = _written(shelf, path)
        found = misspelled(written.text, book, dictionary.words, seen)
        for one in islice(found, MOST):
            what = _times(T("“{word}” is not in the dictionary.", word=one.word), one.count)
            line = written.line(one.start)
            yield _finding("spelling", treatment, path, what, _instead(one), line)
        more = sum(1 for _ in found)
        if more:
            what = T("{count} more words of this page are not in the dictionary.", count=more)
            yield _finding("spelling", treatment, path, what, _UNKNOWN, 0)


def _finding(
    kind: str, treatment: Treatment, path: str, what: Text, remedy: Text, line: int
) -> Finding:
    found = blocks if treatment is Treatment.BLOCK else warns
    return found(kind, path, what, remedy, line=line)


def _times(what: Text, count: int) -> Text:
    return what if count == 1 else T("{what} ({count} times)", what=what, count=count)


def _instead(one: Misspelled) -> Text:
    if not one.instead:
        return _UNKNOWN
    return T("Perhaps: {words}. If it is right, the administrator adds it to review/kata.txt.",
             words=", ".join(one.instead))  # fmt: skip


def _written(shelf: Shelf, path: str) -> _Written:
    page, root = shelf.draft.pages[path], shelf.draft.root
    heads = [
        (" ".join(text.split()), line_in_front(root, path, key))
        for key, text in (("title", page.meta.title), ("summary", page.meta.summary))
    ]
    body = ""
    if len(page.body) <= LONGEST:
        shown = shelf.read(path).root.iter("pre")
        code = frozenset(
            line.strip() for one in shown for line in str(one.text_content()).split("\n")
        )
        body = prose(page.body, code)
    lines = [line for _, line in heads]
    lines += [page.line + number for number in range(body.count("\n") + 1)]
    return _Written("\n".join((*(text for text, _ in heads), body)), tuple(lines))


def _elsewhere(shelf: Shelf) -> Callable[[str], bool]:
    """Return what knows the words of the pages that stood before this draft."""
    changed = set(shelf.changed())
    bodies = [page.body.lower() for path, page in shelf.draft.pages.items() if path not in changed]

    def seen(word: str) -> bool:
        whole = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
        return any(word in body and whole.search(body) for body in bodies)

    return seen


_UNKNOWN = T("If it is right, the administrator adds it to review/kata.txt.")
