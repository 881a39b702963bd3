"""What the checks of pages get from outside the draft: a dictionary, other sites, known phrases."""

import hashlib
from collections.abc import Iterator

from paraf.core.words import english
from paraf.manuscript.page.check import Means
from paraf.manuscript.page.dictionary import find
from paraf.manuscript.page.words import Dictionary
from paraf.pipeline.desk import Desk
from paraf.pipeline.new import PLACEHOLDERS
from paraf.pipeline.other_sites import follower

WORDS = "review/kata.txt"
"""The office's own words, one on each line; a line that begins with # is a remark."""


def means(desk: Desk) -> Means:
    """Return what this desk has: its machine's dictionary, the net if it may be asked."""
    spells = desk.dictionaries is not None
    today = desk.now().date()
    return Means(
        dictionary=Dictionary(find(desk.dictionaries or ()), _words(desk)) if spells else None,
        follow=follower(desk.git.private / "paraf" / "links", today) if desk.online else None,
        skeleton=frozenset(say(one) for one in PLACEHOLDERS for say in (desk.say, english)),
    )


def fingerprint(desk: Desk) -> str:
    """Return what is other where words are known by other lists."""
    folder = find(desk.dictionaries or ())
    return f"{folder} {hashlib.sha256(_text(desk)).hexdigest()}"


def _text(desk: Desk) -> bytes:
    return desk.git.read(desk.forge.base(), WORDS) or b""


def _words(desk: Desk) -> frozenset[str]:
    return frozenset(_listed(_text(desk).decode("utf-8", "replace")))


def _listed(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        word = line.strip().lower()
        if word and not word.startswith("#"):
            yield word
