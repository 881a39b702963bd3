"""Every object of a PDF, those packed in streams included, asked what it would do."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from paraf.manuscript.seen import Seen

if TYPE_CHECKING:
    import pikepdf

_KEYS: Mapping[str, str] = {
    "/JS": "active-javascript",
    "/JavaScript": "active-javascript",
    "/XFA": "active-xfa",
    "/EF": "active-embedded",
}
_ACTS: Mapping[str, str] = {
    "/JavaScript": "active-javascript",
    "/Launch": "active-launch",
    "/GoToR": "active-launch",
    "/GoToE": "active-launch",
    "/SubmitForm": "active-form",
    "/ImportData": "active-form",
    "/Rendition": "active-media",
    "/Movie": "active-media",
    "/Sound": "active-media",
    "/RichMedia": "active-media",
    "/RichMediaExecute": "active-media",
    "/3D": "active-media",
    "/GoTo3DView": "active-media",
}
# Whatever else a name may stand for (a chapter called "Sound"), it acts only as one of these.
_ROLES = ("/S", "/Subtype", "/Type")
_NAMED = re.compile(
    b"(?:"
    + b"|".join(name.encode() for name in sorted({*_KEYS, *_ACTS, "/URI"}))
    + rb")(?![^\s/<>\[\](){}%])"
)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):|\\\\", re.IGNORECASE)
_WEB = frozenset({"http", "https", "mailto", "tel", "sms", "geo", "whatsapp"})
_SCRIPTS = frozenset({"javascript", "vbscript", "data"})


def walk(file: Path) -> Iterator[Seen]:
    """Yield what a PDF would do, each kind once with a count, or that it is locked or damaged."""
    import pikepdf

    try:
        with pikepdf.open(file) as document:
            if document.is_encrypted:
                yield Seen("encrypted")
                return
            found, sample = _asked(document)
            # What its table says is not what lies there: each program finds other objects in it.
            if any("reconstruct" in str(one) for one in document.get_warnings()):
                yield Seen("broken")
                return
    except pikepdf.PasswordError:
        yield Seen("encrypted")
        return
    except pikepdf.PikepdfError as fault:
        # Also locked: for certain people, or in a way that qpdf does not know.
        yield Seen("encrypted" if "encryption" in str(fault) else "broken")
        return
    for kind, count in sorted(found.items()):
        # One script is told by several names; only files are counted by one.
        files = kind == "active-embedded"
        yield Seen(kind, sample=sample, count=count) if files else Seen(kind)


def _asked(document: "pikepdf.Pdf") -> tuple[Counter[str], str]:
    import pikepdf

    found: Counter[str] = Counter()
    sample = ""
    for one in document.objects:
        if isinstance(one, pikepdf.Name):
            # Kept apart from the action that it names.
            found.update(_act(one))
            continue
        about = one.stream_dict if isinstance(one, pikepdf.Stream) else one
        if not isinstance(about, (pikepdf.Dictionary, pikepdf.Array)):
            continue
        if _NAMED.search(about.unparse(resolved=True)) is None:
            continue
        for part in _dictionaries(about):
            for kind in _kinds(part):
                found[kind] += 1
            if "/EF" in part:
                sample = sample or _called(part)
    return found, sample


def _dictionaries(root: "pikepdf.Object") -> Iterator["pikepdf.Object"]:
    """Yield the dictionaries that lie directly in an object; others are objects by themselves."""
    import pikepdf

    left = [root]
    while left:
        one = left.pop()
        if isinstance(one, pikepdf.Dictionary):
            yield one
            inner = list(one.values())
        elif isinstance(one, pikepdf.Array):
            inner = list(one)
        else:
            continue
        left += [
            each
            for each in inner
            if isinstance(each, (pikepdf.Dictionary, pikepdf.Array)) and not each.is_indirect
        ]


def _kinds(part: "pikepdf.Object") -> Iterator[str]:
    """Yield what a dictionary is, once for each kind."""
    import pikepdf

    kinds = {kind for key, kind in _KEYS.items() if key in part}
    for role in _ROLES:
        kinds.update(_act(part.get(role)))
    address = part.get("/URI")
    if isinstance(address, pikepdf.String):
        kinds |= _leads(str(address))
    yield from kinds


def _act(name: object) -> list[str]:
    import pikepdf

    if not isinstance(name, pikepdf.Name):
        return []
    # Not by `str`: a name may be in no encoding at all.
    acts = _ACTS.get(name.unparse(resolved=True).decode("latin-1"))
    return [acts] if acts else []


def _leads(address: str) -> set[str]:
    scheme = _SCHEME.match(address.strip())
    if scheme is None or (scheme[1] or "").lower() in _WEB:
        return set()
    script = (scheme[1] or "").lower() in _SCRIPTS
    return {"active-javascript" if script else "active-launch"}


def _called(part: "pikepdf.Object") -> str:
    """Return the name of an embedded file, its long numbers cut."""
    name = str(part.get("/UF") or part.get("/F") or "?")
    short = re.sub(r"\d{5,}", lambda number: number[0][:4] + "•" * 4, name)
    return "".join(sign if sign.isprintable() else "·" for sign in short)[:60]
