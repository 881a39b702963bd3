"""Whether the files of a draft may be there at all: their number, sizes and kinds."""

import codecs
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from paraf.core import phrases
from paraf.core.evidence import Finding
from paraf.core.page import Draft, Entry, Rules
from paraf.core.words import T, Text
from paraf.manuscript.finding import blocks, of
from paraf.manuscript.safety.form import check_form
from paraf.manuscript.seen import Seen

PIECE = 65_536
"""As much of a text as is read at once."""


TEXT = 2_000_000
"""Bytes of the longest page: a thousand sheets of text. What is longer is data, and no page."""


def check_files(draft: Draft, rules: Rules) -> Iterator[Finding]:
    """Find files that are too many, empty, too large, of a kind not allowed, or no readable text.

    Nothing but the draft's own texts is opened: what a file holds is examined elsewhere.
    """
    kept = tuple(one for one in draft.entries if not one.deleted)
    folder = f"drafts/{draft.case.id}"
    total = sum(one.size for one in kept)
    if total > rules.draft_bytes:
        what = T("The draft holds {total} bytes; {limit} are allowed.",
                 total=total, limit=rules.draft_bytes)  # fmt: skip
        yield blocks("draft-size", folder, what, _SMALLER)
    if len(kept) > rules.manuscript.files:
        what = T("The draft holds {count} files; {limit} are allowed.",
                 count=len(kept), limit=rules.manuscript.files)  # fmt: skip
        yield blocks("draft-files", folder, what, T("Hand it in as several drafts."))
    for entry in kept:
        limit = rules.materials_bytes if _material(draft, entry.path) else rules.file_bytes
        file = draft.root / entry.path
        wrong = _size(entry, limit) or _kind(file, entry.path, rules.types)
        if wrong is not None:
            kind, what, remedy = wrong
            yield blocks(kind, entry.path, what, remedy)
        elif is_text(entry.path) and not _text(file):
            yield of(_not_text(entry.path), entry.path)


def check_document(file: Path, name: str, rules: Rules) -> Iterator[Finding]:
    """Find what is wrong with a file that is handed in by itself, to lie in git as `name`.

    Its size is the caller's to judge, except that a document is never empty.
    """
    size = file.stat().st_size
    wrong = _size(Entry(name, "100644", size), size) or _kind(file, name, rules.types)
    if wrong is not None:
        kind, what, remedy = wrong
        yield blocks(kind, name, what, remedy)
    elif is_text(name):
        yield from () if _text(file) else (of(_not_text(name), name),)
    else:
        yield from (of(one, name) for one in check_form(file, PurePosixPath(name).suffix.lower()))


def is_text(path: str) -> bool:
    """Say whether a file is one that the draft itself is made of: a page, or its case's record."""
    return PurePosixPath(path).suffix.lower() in _TEXTS


_Wrong = tuple[str, Text, Text]


def _material(draft: Draft, path: str) -> bool:
    return path.startswith(f"drafts/{draft.case.id}/materials/")


def _size(entry: Entry, limit: int) -> _Wrong | None:
    if entry.size == 0:
        return "empty", T("The file is empty."), T("Save it again, or take it out.")
    if is_text(entry.path) and entry.size > TEXT:
        what = T("The file holds {size}; at most {limit} are allowed.",
                 size=phrases.size(entry.size), limit=phrases.size(TEXT))  # fmt: skip
        return "text-size", what, T("Split it, or offer its tables as a file for download.")
    if entry.size > limit:
        what = T("The file holds {size} bytes; {limit} are allowed.", size=entry.size, limit=limit)
        return "file-size", what, _SMALLER
    return None


def _kind(file: Path, path: str, types: Mapping[str, str]) -> _Wrong | None:
    """Say what is wrong with the kind of a file by its name; None if it may be there."""
    suffix = PurePosixPath(path).suffix.lower()
    known = suffix in types or suffix in _TEXTS
    if not known or (suffix in _RECORDS and not path.startswith("drafts/")):
        allowed = ", ".join(sorted(types))
        what = T("Files ending in “{suffix}” are not allowed.", suffix=suffix)
        return "type", what, T("Save it as one of these: {allowed}.", allowed=allowed)
    if file.is_symlink() or not file.is_file():
        return "missing", T("The file is not there."), T("Add the file again.")
    return None


def _not_text(path: str) -> Seen:
    return Seen("name-content", gaps={"suffix": PurePosixPath(path).suffix.lower()})


def _text(file: Path) -> bool:
    """Say whether the file is UTF-8 text without control signs, reading it piece by piece."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with file.open("rb") as stream:
            while piece := stream.read(PIECE):
                decoder.decode(piece)
                if b"\0" in piece:
                    return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


# These a draft always holds: its pages, and the record of its case.
_TEXTS = frozenset({".md", ".yml"})
_RECORDS = frozenset({".yml"})
_SMALLER = T("Make it smaller: save pictures and scans at a lower resolution, or split it.")
