"""Whether the files of a draft are what they say they are, and not too large."""

import codecs
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from paraf.core.evidence import Finding
from paraf.core.page import Draft, Entry, Rules
from paraf.core.words import T, Text
from paraf.manuscript.finding import blocks

HEAD = 65_536
"""As much of a file as is read at once."""


def check_files(draft: Draft, rules: Rules) -> Iterator[Finding]:
    """Find files that are empty, too large, of a kind not allowed, or of another than their name.

    No file is ever held in memory whole, and a file that is too large is not opened.
    """
    kept = tuple(one for one in draft.entries if not one.deleted)
    total = sum(one.size for one in kept)
    if total > rules.draft_bytes:
        what = T("The draft holds {total} bytes; {limit} are allowed.",
                 total=total, limit=rules.draft_bytes)  # fmt: skip
        yield blocks("draft-size", f"drafts/{draft.case.id}", what, _SMALLER)
    for entry in kept:
        limit = rules.materials_bytes if _material(draft, entry.path) else rules.file_bytes
        wrong = _size(entry, limit) or _kind(draft.root / entry.path, entry.path, rules.types)
        if wrong is not None:
            kind, what, remedy = wrong
            yield blocks(kind, entry.path, what, remedy)


def check_document(file: Path, name: str, rules: Rules) -> Iterator[Finding]:
    """Find what is wrong with a file that is handed in by itself, to lie in git as `name`.

    Its size is the caller's to judge, except that a document is never empty.
    """
    size = file.stat().st_size
    entry = Entry(name, "100644", size)
    wrong = _size(entry, size) or _kind(file, name, rules.types)
    if wrong is not None:
        kind, what, remedy = wrong
        yield blocks(kind, name, what, remedy)


_Wrong = tuple[str, Text, Text]


def _material(draft: Draft, path: str) -> bool:
    return path.startswith(f"drafts/{draft.case.id}/materials/")


def _size(entry: Entry, limit: int) -> _Wrong | None:
    if entry.size == 0:
        return "empty", T("The file is empty."), T("Save it again, or take it out.")
    if entry.size > limit:
        what = T("The file holds {size} bytes; {limit} are allowed.", size=entry.size, limit=limit)
        return "file-size", what, _SMALLER
    return None


def _kind(file: Path, path: str, types: Mapping[str, str]) -> _Wrong | None:
    """Say what is wrong with the kind of a file; None if its bytes agree with its name."""
    suffix = PurePosixPath(path).suffix.lower()
    expected = _TEXTS.get(suffix) or types.get(suffix)
    if expected is None or (suffix in _RECORDS and not path.startswith("drafts/")):
        allowed = ", ".join(sorted(types))
        what = T("Files ending in “{suffix}” are not allowed.", suffix=suffix)
        return "type", what, T("Save it as one of these: {allowed}.", allowed=allowed)
    if file.is_symlink() or not file.is_file():
        return "missing", T("The file is not there."), T("Add the file again.")
    if _agrees(file, suffix, expected):
        return None
    what = T("The file is not what its ending “{suffix}” says.", suffix=suffix)
    return "content", what, T("Open it in its program and save it again with the right ending.")


def _agrees(file: Path, suffix: str, expected: str) -> bool:
    if suffix == ".pdf":
        return _pdf(file)
    if suffix in _ARCHIVES:
        return _archive(file, _ARCHIVES[suffix])
    if expected.startswith("text/"):
        return _text(file)
    return _magic(file, suffix, expected)


def _pdf(file: Path) -> bool:
    with file.open("rb") as stream:
        # Readers search for the sign; a file that begins otherwise may be two things at once.
        if stream.read(5) != b"%PDF-":
            return False
        stream.seek(max(0, file.stat().st_size - 2048))
        return b"%%EOF" in stream.read()


def _archive(file: Path, part: Callable[[zipfile.ZipFile], bool]) -> bool:
    with file.open("rb") as stream:
        if stream.read(4) != b"PK\x03\x04":
            return False
    try:
        with zipfile.ZipFile(file) as archive:
            return part(archive)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError):
        return False


def _office(part: str) -> Callable[[zipfile.ZipFile], bool]:
    def agrees(archive: zipfile.ZipFile) -> bool:
        names = set(archive.namelist())
        # With macros inside it is another kind, whatever it is called.
        macros = any(name.lower().endswith("vbaproject.bin") for name in names)
        return {"[Content_Types].xml", part} <= names and not macros

    return agrees


def _open_document(kind: str) -> Callable[[zipfile.ZipFile], bool]:
    def agrees(archive: zipfile.ZipFile) -> bool:
        info = archive.infolist()[:1]
        plain = [one for one in info if one.filename == "mimetype" and one.file_size < 200]
        return [archive.read(one) for one in plain] == [kind.encode()]

    return agrees


def _text(file: Path) -> bool:
    """Say whether the file is UTF-8 text without control signs, reading it piece by piece."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with file.open("rb") as stream:
            while piece := stream.read(HEAD):
                decoder.decode(piece)
                if b"\0" in piece:
                    return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _magic(file: Path, suffix: str, expected: str) -> bool:
    import puremagic

    with file.open("rb") as stream:
        head = stream.read(HEAD)
    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return False
    return any(one.mime_type == expected or one.extension == suffix for one in found)


# These a draft always holds: its pages, and the record of its case.
_TEXTS = {".md": "text/markdown", ".yml": "text/yaml"}
_RECORDS = frozenset({".yml"})
_ARCHIVES: Mapping[str, Callable[[zipfile.ZipFile], bool]] = {
    ".docx": _office("word/document.xml"),
    ".xlsx": _office("xl/workbook.xml"),
    ".pptx": _office("ppt/presentation.xml"),
    ".odt": _open_document("application/vnd.oasis.opendocument.text"),
    ".ods": _open_document("application/vnd.oasis.opendocument.spreadsheet"),
    ".odp": _open_document("application/vnd.oasis.opendocument.presentation"),
    ".zip": lambda archive: bool(archive.namelist()),
}
_SMALLER = T("Make it smaller: save pictures and scans at a lower resolution, or split it.")
