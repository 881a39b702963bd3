"""Looks at Office and LibreOffice files before they are read: what they could do, and fetch."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urlsplit

from paraf.core.checking import Limits
from paraf.manuscript.markup import attribute, defines_signs, events
from paraf.manuscript.packed import INNER, Broken, Packed
from paraf.manuscript.seen import Seen
from paraf.manuscript.spot import Spot, label

PACKED = frozenset({".xlsx", ".docx", ".pptx", ".ods", ".odt", ".odp", ".zip"})
"""The endings of the files that this module knows."""

_MAIN = {
    ".xlsx": "xl/workbook.xml",
    ".docx": "word/document.xml",
    ".pptx": "ppt/presentation.xml",
    ".ods": "content.xml",
    ".odt": "content.xml",
    ".odp": "content.xml",
}
_TYPES = {
    ".ods": b"application/vnd.oasis.opendocument.spreadsheet",
    ".odt": b"application/vnd.oasis.opendocument.text",
    ".odp": b"application/vnd.oasis.opendocument.presentation",
}
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe")
_MACROS = re.compile(
    r"(?i)(vbaproject[^/]*\.bin|vbadata\.xml)$|(^|/)(macrosheets|dialogsheets)/|^(basic|scripts)/."
)
_OBJECTS = re.compile(r"(?i)(^|/)activex/|oleobject[^/]*\.bin$")
_MACRO_TYPES = re.compile(r"(?i)macroenabled|vbaproject|ms-office\.vba|intlmacrosheet")
_LOADING = ("connections.xml", "ddelink")
_MARKUP = (".xml", ".rels", ".vml", ".rdf")


def check_office(
    file: Path, suffix: str, limits: Limits, packed: Packed | None = None
) -> Iterator[Seen]:
    """Yield what a packed document could do to whoever opens it, and what it is if not that.

    Looked at are the directory of the packed file, what its parts refer to, and how each begins;
    of its text nothing is read. Damage, bombs, locks, macros and own definitions are of closed
    kinds: such a file is not to be read. Of text nothing is said. OSError where the file cannot be.
    `packed` is the same file, if somebody has opened it already.
    """
    if suffix not in PACKED:
        return
    if packed is not None:
        yield from _look(packed, suffix)
        return
    with file.open("rb") as stream:
        head = stream.read(8)
        if not head.startswith(b"PK"):
            # Excel keeps a locked workbook in such a container, and an old one too.
            locked = head == _COMPOUND and _LOCKED in stream.read(limits.unpacked)
            yield Seen("encrypted") if locked else _other(suffix)
            return
        try:
            packed = Packed(stream, limits)
        except Broken as broken:
            yield broken.seen
            return
        yield from _look(packed, suffix)


def _look(packed: Packed, suffix: str) -> Iterator[Seen]:
    try:
        yield from _check(packed, suffix)
        yield from _inside(packed, suffix)
        yield from _pictures(packed)
    except Broken as broken:
        yield broken.seen


def _check(packed: Packed, suffix: str) -> Iterator[Seen]:
    if not _is(packed, suffix):
        yield _other(suffix)
        return
    names = tuple(packed.members)
    if any(_MACROS.search(one) for one in names) or _has_macro_types(packed):
        yield Seen("macros")
    if any(one.lower().endswith(_MARKUP) and defines_signs(packed.pieces(one)) for one in names):
        yield Seen("doctype")
    if suffix in _TYPES:
        yield from _open_document(packed)
    else:
        yield from _references(packed)
    objects = [one for one in names if _OBJECTS.search(one) or _binary(packed, one)]
    if objects:
        sample = label(objects[0].rpartition("/")[2])
        yield Seen("ole", Spot(part="embedded", name=sample), sample, len(objects))


def _other(suffix: str) -> Seen:
    return Seen("name-content", gaps={"suffix": suffix})


def _pictures(packed: Packed) -> Iterator[Seen]:
    """Yield what the pictures in a document tell of place and people, each kind once."""
    from paraf.manuscript.safety.picture import check_properties

    found: dict[str, Seen] = {}
    for name, member in packed.members.items():
        if name.lower().endswith(_PHOTOGRAPHS) and member.size <= INNER:
            last = label(name.rpartition("/")[2])
            for one in check_properties(BytesIO(packed.whole(name))):
                before = found.get(one.kind)
                found[one.kind] = (
                    replace(before, count=before.count + 1)
                    if before is not None
                    else replace(one, spot=replace(one.spot, name=last))
                )
    yield from found.values()


_PHOTOGRAPHS = (".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff")


def _is(packed: Packed, suffix: str) -> bool:
    """Say whether a packed file is of the kind that its ending says."""
    main = _MAIN.get(suffix)
    if main is None:
        return True
    if main not in packed.members:
        return False
    if suffix in _TYPES:
        return packed.head("mimetype", 200).strip() == _TYPES[suffix]
    return "[Content_Types].xml" in packed.members


def _binary(packed: Packed, name: str) -> bool:
    """Say whether a member is a container of objects, or a program."""
    if name.endswith("/") or name.lower().endswith(_MARKUP):
        return False
    return packed.head(name).startswith((_COMPOUND, *_PROGRAMS))


def _has_macro_types(packed: Packed) -> bool:
    path = "[Content_Types].xml"
    for event, _, element in events(packed.pieces(path), tags=("Override", "Default"), name=path):
        kind = attribute(element, "ContentType")
        if event == "start" and kind is not None and _MACRO_TYPES.search(kind):
            return True
    return False


def _references(packed: Packed) -> Iterator[Seen]:
    """Yield what the parts of an Office file fetch from elsewhere when it is opened."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in packed.members:
        if name.endswith(".rels"):
            for kind, target in _external(packed, name):
                if kind != "hyperlink" or _acts(target):
                    found[kind].append(target)
        elif name.rpartition("/")[2] in _LOADING or _is_dde(packed, name):
            found["connection"].append(name.rpartition("/")[2])
    for targets in found.values():
        yield Seen("external-link", Spot(part="link"), _place(targets[0]), len(targets))


def _external(packed: Packed, name: str) -> Iterator[tuple[str, str]]:
    for event, _, element in events(packed.pieces(name), tags=("Relationship",), name=name):
        if event == "start" and (attribute(element, "TargetMode") or "").lower() == "external":
            kind = (attribute(element, "Type") or "").rpartition("/")[2]
            yield kind, attribute(element, "Target") or ""


def _acts(target: str) -> bool:
    """Say whether a link that somebody has to click does more than to show a page."""
    return target.strip().lower().startswith(("javascript:", "vbscript:", "data:", "ms-"))


def _is_dde(packed: Packed, name: str) -> bool:
    if "externalLinks/" not in name or not name.endswith(".xml"):
        return False
    tags = ("ddeLink", "oleLink")
    return any(True for _ in events(packed.pieces(name), tags=tags, name=name))


def _place(target: str) -> str:
    """Return where something is loaded from: the host of an address, or the name of a file."""
    try:
        host = urlsplit(target).hostname
    except ValueError:
        host = None
    if host and target.lower().startswith("http"):
        return label(host)
    return label(re.split(r"[/\\]", unquote(target))[-1])


def _open_document(packed: Packed) -> Iterator[Seen]:
    """Yield what a file of LibreOffice runs or fetches, and whether it is locked."""
    path = "META-INF/manifest.xml"
    for _ in events(packed.pieces(path), tags=("encryption-data", "encrypted-key"), name=path):
        yield Seen("encrypted")
        break
    parts = [one for one in packed.members if one.endswith(("content.xml", "styles.xml"))]
    fetching = [one for name in parts for one in _fetching(packed, name)]
    if "event-listener" in (tag for tag, _ in fetching):
        yield Seen("macros")
    targets = [place for tag, place in fetching if _ELSEWHERE.match(place) or tag.startswith("dde")]
    if targets:
        yield Seen("external-link", Spot(part="link"), _place(targets[0]), len(targets))


def _fetching(packed: Packed, name: str) -> Iterator[tuple[str, str]]:
    for event, tag, element in events(packed.pieces(name), tags=_FETCHING, name=name):
        # A slide's buttons listen as well, and do no more than to turn the page.
        harmless = tag == "event-listener" and ":presentation:" in str(element.tag)
        if event == "start" and not harmless:
            yield tag, attribute(element, "href") or attribute(element, "dde-application") or ""


_ELSEWHERE = re.compile(r"(?i)[a-z][a-z0-9+.-]+:|//|\.\./|/")
_FETCHING = (
    *("event-listener", "image", "object", "object-ole", "plugin", "section-source"),
    *("table-source", "dde-source", "dde-connection-decl", "cell-range-source"),
    *("floating-frame", "applet"),
)


def _inside(packed: Packed, suffix: str) -> Iterator[Seen]:
    """Yield what is wrong with packed files inside this one; they may not hold any in turn."""
    for name in packed.members:
        if name.endswith("/") or packed.head(name, 4) != b"PK\x03\x04":
            continue
        inner = packed.inner(name)
        kind = next((one for one, main in _MAIN.items() if main in inner.members), None)
        deeper = any(
            inner.head(one, 4) == b"PK\x03\x04" for one in inner.members if not one.endswith("/")
        )
        sample = label(name.rpartition("/")[2])
        if deeper or (kind is None and suffix == ".zip"):
            yield Seen("packed-nested", Spot(part="embedded", name=sample), sample)
        elif kind is None:
            yield Seen("ole", Spot(part="embedded", name=sample), sample)
        else:
            yield from _check(inner, kind)
