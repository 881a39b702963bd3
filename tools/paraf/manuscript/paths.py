"""Where a draft may write, and what its files may be called.

It needs no checkout: the guard at the repository's door asks it about bare git objects.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate

from paraf.core.evidence import Finding
from paraf.core.page import Entry
from paraf.core.words import T, Text
from paraf.manuscript.finding import blocks, shown

NAME = 100
"""Longest name of a file or folder, in signs."""
PATH = 200
"""Longest path, in signs: Windows copes with 259, the folder it is copied to included."""

_ASSETS = "content/assets/"
_MODE = "100644"
# Windows and cloud folders cannot hold the first row; the second row means something in a URL.
_SIGNS = frozenset('<>:"|?*' + "%#\\")
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)
# Windows' short name for .git, which git itself refuses too (CVE-2014-9390).
_GIT = re.compile(r"git~\d+.*", re.IGNORECASE)


def check_paths(case: str, entries: Iterable[Entry], tree: Iterable[str]) -> Iterator[Finding]:
    """Find what the draft of `case` writes where it may not, or under a name it may not have.

    `tree` are all paths after the change. A path without a finding lies below `content/` or
    `drafts/<case>/` on every system, and no other path of the tree is taken for it on any.
    """
    entries = tuple(entries)
    for entry in entries:
        yield from _where(case, entry)
        if not entry.deleted:
            yield from _mode(entry)
            yield from _name(entry.path)
    yield from _twins(tuple(one.path for one in entries if not one.deleted), tree)


def fold(path: str) -> str:
    """Return what a system that ignores case and composition of signs takes `path` for."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())


def _where(case: str, entry: Entry) -> Iterator[Finding]:
    path = entry.path
    parts = path.split("/")
    if any(part in ("", ".", "..") for part in parts) or "\\" in path or "\0" in path:
        yield blocks("path", path, T("This is no plain path of a file."), _PLAIN)
    elif not path.startswith(("content/", f"drafts/{case}/")):
        yield blocks("outside", path, T("This file does not belong to the draft."), _OUTSIDE)
    elif path.startswith(_ASSETS):
        what = T("The site's own styles, scripts and images are not changed by a draft.")
        yield blocks("administrator", path, what, _ADMINISTRATOR)
    elif any(_hidden(part) for part in parts):
        what = T("Files whose names begin with a dot steer the site; a draft does not change them.")
        yield blocks("administrator", path, what, _ADMINISTRATOR)


def _hidden(part: str) -> bool:
    return part.startswith(".") or _GIT.fullmatch(part) is not None


def _mode(entry: Entry) -> Iterator[Finding]:
    if entry.mode == _MODE:
        return
    kinds = {
        "120000": T("This is a link to another file, not a file."),
        "160000": T("This is another repository, not a file."),
        "100755": T("This file is marked as a program."),
    }
    what = kinds.get(entry.mode, T("This is no ordinary file (mode {mode}).", mode=entry.mode))
    yield blocks("mode", entry.path, what, T("Remove it and add the file itself."))


def _name(path: str) -> Iterator[Finding]:
    parts = path.split("/")
    if len(path) > PATH or any(len(part) > NAME for part in parts):
        what = T("The name is too long: at most {name} signs, {path} with its folders.",
                 name=NAME, path=PATH)  # fmt: skip
        yield blocks("name", path, what, T("Choose a shorter name."))
    _, dot, ending = parts[-1].rpartition(".")
    if path.startswith("content/") and dot and ending != ending.lower():
        # The builder takes `a.MD` for no page: it would be published as it is, and not checked.
        what = T("The name ends in “{suffix}”; capital letters may not stand there.",
                 suffix=shown(dot + ending))  # fmt: skip
        remedy = T("Rename it, so that it ends in “{suffix}”.", suffix=shown(dot + ending.lower()))
        yield blocks("name", path, what, remedy)
    for part in dict.fromkeys(parts):
        wrong = _wrong(part)
        if wrong is not None:
            yield blocks("name", path, wrong, _RENAME)


def unreadable(name: str) -> Text | None:
    """Say why a file cannot be called `name`, by itself, on every system; None if it can."""
    if len(name) > NAME:
        return T("The name is too long: at most {name} signs, {path} with its folders.",
                 name=NAME, path=PATH)  # fmt: skip
    if name in ("", ".", "..") or "/" in name or _hidden(name):
        return T("This is no plain path of a file.")
    return _wrong(name)


def _wrong(part: str) -> Text | None:
    """Say why a file or folder cannot be called `part` on every system; None if it can."""
    odd = sorted(sign for sign in set(part) if sign in _SIGNS or not _visible(sign))
    if odd:
        return T("The name holds signs that it may not have: {signs}", signs=shown(" ".join(odd)))
    if unicodedata.normalize("NFC", part) != part:
        return T("The name writes letters with accents as two signs; it must be one (NFC).")
    if part != part.strip() or part.endswith("."):
        return T("The name begins or ends with a space, or ends with a dot.")
    if part.startswith("-"):
        return T("The name begins with a hyphen, which commands take for an option.")
    if _DEVICE.fullmatch(part):
        return T("Windows keeps the name {name} for a device.", name=part)
    return None


def _visible(sign: str) -> bool:
    # Controls, invisible joiners, reversed direction, unassigned and private signs, odd spaces.
    return sign == " " or unicodedata.category(sign)[0] not in "CZ"


def _twins(mine: Iterable[str], tree: Iterable[str]) -> Iterator[Finding]:
    tree = tuple(tree)
    spelled: dict[str, set[str]] = defaultdict(set)
    addressed: dict[str, set[str]] = defaultdict(set)
    for path in (*tree, *mine):
        for above in accumulate(path.split("/"), "{}/{}".format):
            spelled[fold(above)].add(above)
        addressed[_address(path)].add(path)
    for path in mine:
        for above in accumulate(path.split("/"), "{}/{}".format):
            for twin in sorted(spelled[fold(above)] - {above}):
                what = T("Some computers take it for the same as {twin}.", twin=shown(twin))
                yield blocks("twin", path, what, T("Give it another name, or write it the same."))
        for twin in sorted(addressed[_address(path)] - {path}):
            if fold(twin) != fold(path):
                what = T("It would have the same address on the site as {twin}.", twin=shown(twin))
                yield blocks("twin", path, what, T("Give one of them another name."))


def _address(path: str) -> str:
    """Return where a path of `content/` is published: `a.md` and `a/index.md` share one."""
    folded = fold(path)
    if not (folded.startswith("content/") and folded.endswith(".md")):
        return folded
    folder, _, name = folded.removesuffix(".md").rpartition("/")
    # MkDocs takes README.md for a folder's index.
    return f"{folder}/" if name in ("index", "readme") else f"{folder}/{name}/"


_PLAIN = T("Add the file again under an ordinary name.")
_OUTSIDE = T(
    "A draft holds only content/ and its own folder in drafts/. Take the file out; whoever looks "
    "after the site changes it separately."
)
_ADMINISTRATOR = T("Take it out of the draft, and ask the administrator for the change.")
_RENAME = T("Rename it: small letters, digits and hyphens work everywhere, as in jadwal-2027.pdf.")
