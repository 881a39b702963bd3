"""Takes documents of Office and LibreOffice in without the names of their authors."""

import re
import shutil
import zipfile
from collections.abc import Callable, Collection
from pathlib import Path

from paraf.core.checking import Limits
from paraf.manuscript.intake.picture import bared
from paraf.manuscript.packed import INNER, Broken, Packed
from paraf.manuscript.seen import Seen

_WHEN = (1980, 1, 1, 0, 0, 0)
_FIRST = ("mimetype", "[Content_Types].xml", "_rels/.rels")
_NOBODY = b"Author"
"""What Word's own document inspector writes for a name; a comment has to have one."""

_Change = Callable[[bytes], bytes]


def _emptied(*names: str) -> _Change:
    """Return what empties elements, whatever their prefix; those that hold elements stay."""
    told = "|".join(names).encode()
    pattern = re.compile(rb"(<(?:\w+:)?(?:" + told + rb")(?:\s[^>]*)?>)[^<]+(</)")
    return lambda data: pattern.sub(rb"\1\2", data)


def _named(*names: str) -> _Change:
    """Return what gives elements nobody's name instead of somebody's."""
    told = "|".join(names).encode()
    pattern = re.compile(rb"(<(?:\w+:)?(?:" + told + rb")(?:\s[^>]*)?>)[^<]+(</)")
    return lambda data: pattern.sub(rb"\1" + _NOBODY + rb"\2", data)


def _attributes(*names: str) -> _Change:
    """Return what gives attributes nobody's name instead of somebody's."""
    told = "|".join(names).encode()
    pattern = re.compile(rb"""(\s(?:\w+:)?(?:""" + told + rb""")=)(?:"[^"]+"|'[^']+')""")
    return _within_tags(lambda tag: pattern.sub(rb'\1"' + _NOBODY + rb'"', tag))


def _within_tags(change: _Change) -> _Change:
    tag = re.compile(rb"<[^>]+>")
    return lambda data: tag.sub(lambda match: change(match[0]), data)


# Identities of paragraphs (paraId) stay: comments hang on them.
_SAVING = re.compile(rb"""\sw:rsid\w*=["'][0-9A-Fa-f]+["']""")
# Word would load the template from the author's computer, or from wherever it is said to be.
_TEMPLATE = re.compile(rb"<Relationship\b[^>]*/attachedTemplate[\"'][^>]*/>")
_TEMPLATED = re.compile(rb"<w:attachedTemplate\b[^>]*/>")
_SAVINGS = re.compile(rb"<w:rsids>.*?</w:rsids>", re.DOTALL)
_PLACE = re.compile(rb"(<(?:\w+:)?(?:Template|HyperlinkBase)>)[^<]*[\\/:][^<]*(</)")
# Excel writes down the folder that a workbook was last saved in, the user's name in it.
_ABSOLUTE = re.compile(rb"<(?:\w+:)?absPath\b[^>]*/>")
_OWN = re.compile(rb"(<(?:\w+:)?property\b[^>]*>)(?:(?!</(?:\w+:)?property>).)*"
                  rb"(</(?:\w+:)?property>)", re.DOTALL)  # fmt: skip
_USERS = re.compile(rb"<meta:user-defined\b[^>]*>[^<]*</meta:user-defined>")


def _unsaved(data: bytes) -> bytes:
    """Take out the numbers by which Word tells who saved what and when, and its template."""
    plain = _TEMPLATED.sub(b"", _SAVINGS.sub(b"", data))
    return _within_tags(lambda tag: _SAVING.sub(b"", tag))(plain)


_CHANGES: tuple[tuple[str, tuple[_Change, ...]], ...] = (
    (r"docProps/core\.xml", (_emptied("creator", "lastModifiedBy"),)),
    (
        r"docProps/app\.xml",
        (_emptied("Company", "Manager"), lambda data: _PLACE.sub(rb"\1\2", data)),
    ),
    (r"docProps/custom\.xml", (lambda data: _OWN.sub(b"", data),)),
    (
        r"word/(?:comments|document|header|footer|footnotes|endnotes|people|settings)[^/]*\.xml",
        (_attributes("author", "initials", "userId"), _unsaved),
    ),
    (r"word/styles\.xml", (_unsaved,)),
    (r"word/_rels/settings\.xml\.rels", (lambda data: _TEMPLATE.sub(b"", data),)),
    (r"xl/comments[^/]*\.xml|xl/comments/[^/]*\.xml", (_named("author"),)),
    (r"xl/persons/[^/]*\.xml", (_attributes("displayName", "userId"),)),
    (r"xl/workbook\.xml", (lambda data: _ABSOLUTE.sub(b"", data),)),
    (r"ppt/(?:commentAuthors|authors)\.xml", (_attributes("name", "initials", "userId"),)),
    (
        r"meta\.xml",
        (
            _emptied("creator", "initial-creator", "printed-by"),
            lambda data: _USERS.sub(b"", data),
        ),
    ),
    (r"(?i:(?:word|xl|ppt)/media/.*\.jpe?g|pictures/.*\.jpe?g)", (bared,)),
    (r"content\.xml|styles\.xml", (_named("creator", "creator-initials", "sender-initials"),)),
)
_PATTERNS = tuple((re.compile(pattern), changes) for pattern, changes in _CHANGES)


def clean_office(source: Path, into: Path, limits: Limits) -> tuple[Seen, ...]:
    """Write a document without its authors' names, its parts otherwise byte by byte as they are.

    Photographs in it lose what the camera wrote into them, and keep their pixels.

    What is written tells neither when nor on which system: the same parts give the same bytes.
    Comments and kept changes stay, their authors' names do not. A signed one is left as it is, and
    that is told; a damaged one is not written.
    """
    try:
        with source.open("rb") as stream:
            packed = Packed(stream, limits)
            if any(_signature(name) for name in packed.members):
                shutil.copyfile(source, into)
                return (Seen("left-signed"),)
            taken = _write(packed, into)
    except Broken as broken:
        into.unlink(missing_ok=True)
        return (broken.seen,)
    return (Seen("cleaned-names", count=taken),) if taken else ()


def _signature(name: str) -> bool:
    return name.startswith("_xmlsignatures/") or name == "META-INF/documentsignatures.xml"


def _write(packed: Packed, into: Path) -> int:
    """Write the members in an order of their own, and return how many were changed."""
    taken = 0
    with zipfile.ZipFile(into, "w") as archive:
        for name in _ordered(packed.members):
            changes = next((two for one, two in _PATTERNS if one.fullmatch(name)), ())
            info = zipfile.ZipInfo(name, _WHEN)
            info.create_system = 0
            # LibreOffice looks for the kind of its files in their first, unpacked bytes.
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            if changes and packed.members[name].size <= INNER:
                data = packed.whole(name)
                clean = data
                for change in changes:
                    clean = change(clean)
                taken += clean != data
                archive.writestr(info, clean)
            else:
                info.file_size = packed.members[name].size
                with archive.open(info, "w") as out:
                    for piece in packed.pieces(name):
                        out.write(piece)
    return taken


def _ordered(names: Collection[str]) -> list[str]:
    first = [one for one in _FIRST if one in names]
    return [*first, *sorted(one for one in names if one not in first)]
