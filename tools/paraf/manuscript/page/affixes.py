"""Indonesian words by their stems: the affixes that a dictionary does not list with each word."""

import re
from collections.abc import Callable, Iterator

STEM = 4
"""Fewest letters of a stem: a shorter one is found in too many mistakes."""

Known = Callable[[str], bool]

_FREE = (
    *("antar", "anti", "bi", "dwi", "eks", "ekstra", "hiper", "infra", "inter", "intra", "kontra"),
    *(
        "maha",
        "makro",
        "mikro",
        "mono",
        "multi",
        "nano",
        "neo",
        "nir",
        "non",
        "para",
        "pasca",
        "pra",
    ),
    *("pro", "purna", "re", "semi", "sub", "super", "supra", "swa", "tele", "trans", "tri", "tuna"),
    *("ultra",),
)
# Each prefix with the letters that a stem may begin with behind it; "" is any (Tata Bahasa Baku).
_PREFIXES = {
    **dict.fromkeys(("di", "ke", "se", "per", "memper", "diper", "teper", "keter", "keber"), ""),
    **dict.fromkeys(("seper", "pember"), ""),
    **dict.fromkeys(("me",), "lmnrwy"),
    **dict.fromkeys(("mem", "pem"), "bfvp"),
    **dict.fromkeys(("men", "pen"), "cdjzst"),
    **dict.fromkeys(("meng", "peng"), "aeioughk"),
    **dict.fromkeys(("ber", "ter"), "abcdefghijklmnopqstuvwyz"),
    "pe": "cdgjklmnrstwy",
    "be": "rk",
    "te": "r",
}
# After these the first letter of the stem is lost: menyusun from susun, memakai from pakai.
_LOST = {"meny": "s", "peny": "s", "mem": "p", "pem": "p", "men": "t", "pen": "t", "meng": "k",
         "peng": "k"}  # fmt: skip
_PARTICLES = ("lah", "kah", "tah", "pun")
_OWNERS = ("nya", "ku", "mu")
_SUFFIXES = ("kan", "an", "i")


def derived(word: str, known: Known) -> bool:
    """Say whether a word in small letters is made of a known stem by simple affixes."""
    if "-" in word:
        parts = [one for one in re.split(r"-+", word) if len(one) >= STEM - 1]
        return bool(parts) and all(known(one) or derived(one, known) for one in parts)
    bare = (word.removesuffix(end) for end in (*_PARTICLES, *_OWNERS) if word.endswith(end))
    if any(len(one) == STEM - 1 and known(one) for one in bare):
        return True
    return any(known(stem) for stem in _stems(word) if len(stem) >= STEM)


def _stems(word: str) -> Iterator[str]:
    ends = list(_without_ends(word))
    yield from ends[1:]
    for rest in ends:
        for free in _FREE:
            if rest.startswith(free):
                yield rest[len(free) :]
                yield from _without_prefix(rest[len(free) :])
        yield from _without_prefix(rest)


def _without_ends(word: str) -> Iterator[str]:
    """Yield the word, and the word without each particle, owner and suffix behind it."""
    rests = [word]
    for group in (_PARTICLES, _OWNERS, _SUFFIXES):
        rests += [rest[: -len(end)] for rest in rests for end in group if rest.endswith(end)]
    yield from rests


def _without_prefix(word: str) -> Iterator[str]:
    for prefix, letters in _PREFIXES.items():
        rest = word.removeprefix(prefix)
        if rest != word and rest and (not letters or rest[0] in letters):
            yield rest
    for prefix, lost in _LOST.items():
        # Only a vowel can stand where a consonant was lost.
        if word.startswith(prefix) and word[len(prefix) :][:1] in tuple("aeiou"):
            yield lost + word[len(prefix) :]
