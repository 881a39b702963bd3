"""One page of a PDF: its text, what is noted on it, and whether there is text at all.

It speaks to PDFium itself: the binding's classes cost as much again on short pages.
"""

import ctypes
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

import pypdfium2.raw as pdfium

from paraf.manuscript.passage import Lines
from paraf.manuscript.reading.pdf_scan import Sign, scanned
from paraf.manuscript.spot import Spot


class Legible(Enum):
    """Whether a program can read a page."""

    YES = "yes"
    PICTURE = "picture"
    GARBLED = "garbled"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class PageRead:
    """What stands on a page, what is noted on it, and whether it has a form or a file to it.

    `behind` is the largest picture of a page that may be no scan, if it is on other pages too.
    """

    text: str
    legible: Legible
    behind: Sign | None = None
    notes: tuple[Lines, ...] = ()
    more: bool = False


_SAMPLE = 16
_GARBLED = 0.3
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]+")
_HIDDEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_NOTED = (b"T", b"Subj", b"Contents", b"RC")
_MORE = (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FILEATTACHMENT)
_MARKUP = re.compile(r"<[^<>]*>")


def read_page(document: pdfium.FPDF_DOCUMENT, number: int) -> PageRead:
    """Return page `number`, from 1, of an open document."""
    page = pdfium.FPDF_LoadPage(document, number - 1)
    if not page:
        return PageRead("", Legible.BROKEN)
    try:
        text, legible = _text(page)
        behind: Sign | None = None
        if legible is Legible.YES:
            picture, behind = scanned(page, text)
            legible = Legible.PICTURE if picture else legible
        notes = pdfium.FPDFPage_GetAnnotCount(page)
        if notes <= 0:
            return PageRead(text, legible, behind)
        said = tuple(_notes(document, page, number))
        return PageRead(text, legible, behind, said, _has_more(page, notes))
    finally:
        pdfium.FPDF_ClosePage(page)


def _text(page: pdfium.FPDF_PAGE) -> tuple[str, Legible]:
    layer = pdfium.FPDFText_LoadPage(page)
    if not layer:
        return "", Legible.BROKEN
    try:
        count = pdfium.FPDFText_CountChars(layer)
        # Letters outside the first plane take two places each.
        places = _places((2 * max(count, 0) + 2).bit_length())()
        taken = pdfium.FPDFText_GetText(layer, 0, count, places) if count > 0 else 0
        text = bytes(memoryview(places)[: max(taken - 1, 0)]).decode("utf-16-le", "replace")
        garbled = count > 0 and _garbled(layer, count, text)
    finally:
        pdfium.FPDFText_ClosePage(layer)
    # PDFium writes a hyphen that breaks a word at a line's end as U+FFFE.
    text = text.replace("\r\n", "\n").replace("\ufffe", "-\n")
    return text, Legible.GARBLED if garbled else Legible.YES


@cache
def _places(bits: int) -> type[ctypes.Array[ctypes.c_ushort]]:
    # To make a type of each page's own size costs as much as to read a short page.
    return ctypes.c_ushort * (1 << bits)


def _garbled(layer: pdfium.FPDF_TEXTPAGE, count: int, text: str) -> bool:
    """Say whether letters have no meaning: a sample without a code, or signs that are no text."""
    step = max(1, count // _SAMPLE)
    asked = range(0, count, step)
    without = sum(pdfium.FPDFText_HasUnicodeMapError(layer, index) == 1 for index in asked)
    if without > len(asked) * _GARBLED:
        return True
    odd = sum(len(run) for run in _NO_TEXT.findall(text))
    return odd > len(text) * _GARBLED


def _notes(document: pdfium.FPDF_DOCUMENT, page: pdfium.FPDF_PAGE, number: int) -> Iterator[Lines]:
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        try:
            hidden = bool(pdfium.FPDFAnnot_GetFlags(note) & _HIDDEN)
            yield from _note(document, note, Spot(page=number, hidden=hidden))
        finally:
            pdfium.FPDFPage_CloseAnnot(note)


def _has_more(page: pdfium.FPDF_PAGE, notes: int) -> bool:
    for index in range(notes):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        pdfium.FPDFPage_CloseAnnot(note)
        if kind in _MORE:
            return True
    return False


def _note(
    document: pdfium.FPDF_DOCUMENT, note: pdfium.FPDF_ANNOTATION, spot: Spot
) -> Iterator[Lines]:
    kind = pdfium.FPDFAnnot_GetSubtype(note)
    if kind == pdfium.FPDF_ANNOT_WIDGET:
        # Its value may be another's; the form is read as a whole.
        return
    part = "annotation"
    if kind == pdfium.FPDF_ANNOT_LINK:
        target = pdfium.FPDFLink_GetAction(pdfium.FPDFAnnot_GetLink(note))
        address = _asked(
            lambda buffer, size: pdfium.FPDFAction_GetURIPath(document, target, buffer, size)
        )
        said = [address.rstrip(b"\0").decode("utf-8", "replace"), _value(note, b"Contents")]
        part = "link"
    else:
        said = [_value(note, key) for key in _NOTED]
    text = "\n".join(dict.fromkeys(one for one in said if one))
    if text:
        yield Lines(text, Spot(page=spot.page, part=part, hidden=spot.hidden))


def _value(note: pdfium.FPDF_ANNOTATION, key: bytes) -> str:
    to_wide = ctypes.POINTER(pdfium.FPDF_WCHAR)
    text = wide(
        lambda buffer, size: pdfium.FPDFAnnot_GetStringValue(
            note, key, ctypes.cast(buffer, to_wide) if buffer else None, size
        )
    )
    text = text.replace("\r\n", "\n")
    return _MARKUP.sub(" ", text) if key == b"RC" else text.replace("\r", "\n")


def wide(fill: Callable[[ctypes.Array[ctypes.c_char] | None, int], int]) -> str:
    """Return the text that PDFium fills in, in its way of giving texts."""
    return _asked(fill).decode("utf-16-le", "replace").rstrip("\0")


def _asked(fill: Callable[[ctypes.Array[ctypes.c_char] | None, int], int]) -> bytes:
    """Return what PDFium fills in, having told how much it is."""
    size = fill(None, 0)
    if size <= 2:
        return b""
    buffer = ctypes.create_string_buffer(size)
    filled = fill(buffer, size)
    return buffer.raw[: min(size, filled)]
