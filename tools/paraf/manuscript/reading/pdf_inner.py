"""What a PDF carries along: the values of its form, and whole files."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from paraf.core.checking import Limits
from paraf.core.evidence import Severity
from paraf.manuscript.kinds import KINDS
from paraf.manuscript.passage import Lines, Passage
from paraf.manuscript.reading.inside import read_inside
from paraf.manuscript.seen import Seen
from paraf.manuscript.spot import Spot, label

if TYPE_CHECKING:
    import pikepdf

_DEEP = 32
_MANY = 100_000
_MARKUP = re.compile(r"<[^<>]*>")
_SAID = ("/TU", "/V", "/DV", "/Opt", "/RV")
_SIGNED = ("/Name", "/Reason", "/Location", "/ContactInfo")


def read_inner(file: Path, limits: Limits) -> Iterator[Passage | Seen]:
    """Yield the values of a PDF's form fields, and what the files inside it say.

    A file inside a file inside is told by its name, and not opened.
    """
    import pikepdf

    try:
        with _bounded(limits), pikepdf.open(file) as document:
            yield from _fields(document)
            yield from _files(document, limits)
    except pikepdf.PikepdfError:
        yield Seen("broken")


@contextmanager
def _bounded(limits: Limits) -> Iterator[None]:
    """Let no stream grow beyond what is allowed; these bounds are the whole process's."""
    from pikepdf.settings import get_qpdf_limits, set_qpdf_limits

    before = get_qpdf_limits()["flate_max_memory"]
    set_qpdf_limits(flate_max_memory=limits.unpacked, run_length_max_memory=limits.unpacked)
    try:
        yield
    finally:
        set_qpdf_limits(flate_max_memory=int(before), run_length_max_memory=int(before))


def _fields(document: "pikepdf.Pdf") -> Iterator[Lines]:
    import pikepdf

    form = document.Root.get("/AcroForm")
    pages = {page.obj.objgen: number for number, page in enumerate(document.pages, 1)}
    # Fields that lie on a page and in no form show their values too: they come after the others.
    left = [(one, "", 0) for page in document.pages for one in _widgets(page.obj)]
    if isinstance(form, pikepdf.Dictionary):
        left += [(one, "", 0) for one in _items(form.get("/Fields"))]
    seen: set[tuple[int, int]] = set()
    while left and len(seen) < _MANY:
        one, above, depth = left.pop()
        if not isinstance(one, pikepdf.Dictionary) or depth > _DEEP or one.objgen in seen:
            continue
        if one.is_indirect:
            seen.add(one.objgen)
        name = ".".join(part for part in (above, _string(one.get("/T"))) if part)
        text = "\n".join(dict.fromkeys(_values(one)))
        if text:
            yield Lines(text, Spot(page=_page(one, pages), part="field", name=label(name)))
        left += [(kid, name, depth + 1) for kid in _items(one.get("/Kids"))]
    if isinstance(form, pikepdf.Dictionary):
        yield from _xfa(form)


def _widgets(page: "pikepdf.Object") -> "Iterator[pikepdf.Object]":
    import pikepdf

    for one in _items(page.get("/Annots")):
        if isinstance(one, pikepdf.Dictionary) and one.get("/Subtype") == "/Widget":
            yield one


def _xfa(form: "pikepdf.Object") -> Iterator[Lines]:
    import pikepdf

    packets = form.get("/XFA")
    for one in [packets, *_items(packets)]:
        if isinstance(one, pikepdf.Stream):
            text = _MARKUP.sub("\n", one.read_bytes().decode("utf-8", "replace"))
            yield Lines(text, Spot(part="field", name="XFA"))


def _values(field: "pikepdf.Object") -> Iterator[str]:
    import pikepdf

    for key in _SAID:
        value = field.get(key)
        # An option may be a pair: what is sent, and what is shown.
        pairs = (_items(each) or [each] for each in _items(value))
        parts: list[object] = [one for pair in pairs for one in pair] or [value]
        if isinstance(value, pikepdf.Dictionary):
            parts = [value.get(role) for role in _SIGNED]
        for part in parts:
            if text := _string(part):
                yield _MARKUP.sub(" ", text) if key == "/RV" else text


def _items(value: object) -> "list[pikepdf.Object]":
    import pikepdf

    return list(value) if isinstance(value, pikepdf.Array) else []


def _string(value: object) -> str:
    import pikepdf

    if isinstance(value, pikepdf.Stream):
        return value.read_bytes().decode("utf-8", "replace")
    return str(value) if isinstance(value, pikepdf.String) else ""


def _page(field: "pikepdf.Object", pages: Mapping[tuple[int, int], int]) -> int:
    import pikepdf

    for one in (field, *_items(field.get("/Kids"))[:1]):
        page = one.get("/P") if isinstance(one, pikepdf.Dictionary) else None
        if isinstance(page, pikepdf.Dictionary) and page.objgen in pages:
            return pages[page.objgen]
    return 0


def _files(document: "pikepdf.Pdf", limits: Limits) -> Iterator[Passage | Seen]:
    import pikepdf

    read: set[tuple[int, int]] = set()
    for one in document.objects:
        about = one.stream_dict if isinstance(one, pikepdf.Stream) else one
        inside = about.get("/EF") if isinstance(about, pikepdf.Dictionary) else None
        if not isinstance(inside, pikepdf.Dictionary):
            continue
        called = _string(about.get("/UF")) or _string(about.get("/F"))
        where = Spot(part="embedded", name=label(called))
        told = (called, _string(about.get("/Desc")))
        yield Lines("\n".join(each for each in told if each), where)
        for stream in inside.values():
            if isinstance(stream, pikepdf.Stream) and stream.objgen not in read:
                read.add(stream.objgen)
                yield from _file(stream, called, where, limits)


def _file(
    stream: "pikepdf.Stream", called: str, where: Spot, limits: Limits
) -> Iterator[Passage | Seen]:
    import pikepdf

    suffix = PurePosixPath(called).suffix.lower()
    try:
        content = stream.read_bytes()
    except pikepdf.PikepdfError:
        yield Seen("broken", where)
        return
    for one in read_inside(content, suffix, limits):
        spot = replace(one.spot, part=where.part, name=where.name)
        if not isinstance(one, Seen) or KINDS[one.kind].severity is Severity.BLOCK:
            yield replace(one, spot=spot)
