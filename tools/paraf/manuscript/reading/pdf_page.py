"""One page of a PDF: its text, what is noted on it, and whether there is text at all.

It speaks to PDFium itself: the binding's classes cost as much again on short pages.
"""

import ctypes
import re
from dataclasses import dataclass
from enum import Enum
from functools import cache

import pypdfium2.raw as pdfium

from paraf.manuscript.passage import Lines
from paraf.manuscript.reading.pdf_notes import read_notes
from paraf.manuscript.reading.pdf_scan import Sign, scanned


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


_SAMPLE = 48
_NAMELESS = 0.15
_ODD = 0.3
_FEW = 4
"""Signs without a meaning that a page may have: bullets, arrows."""
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]+")


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
        return PageRead(text, legible, behind, *read_notes(document, page, number))
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
    if without > max(_FEW, len(asked) * _NAMELESS):
        return True
    odd = sum(len(run) for run in _NO_TEXT.findall(text))
    return odd > max(_FEW, len(text) * _ODD)
