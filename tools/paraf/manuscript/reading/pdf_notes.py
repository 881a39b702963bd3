"""What is noted on a page of a PDF, where its links lead, and whether there is more to it."""

import ctypes
import re
from collections.abc import Callable

import pypdfium2.raw as pdfium

from paraf.manuscript.passage import Lines
from paraf.manuscript.spot import Spot

_HIDDEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_NOTED = (b"T", b"Subj", b"Contents", b"RC")
_MORE = (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FILEATTACHMENT)
_MARKUP = re.compile(r"<[^<>]*>")


def read_notes(
    document: pdfium.FPDF_DOCUMENT, page: pdfium.FPDF_PAGE, number: int
) -> tuple[tuple[Lines, ...], bool]:
    """Return the notes on page `number`, and whether it has fields or files to it.

    All its links are in one passage: there may be hundreds. Values of fields may be kept with
    others, so that a form is read as a whole, and not here.
    """
    said: list[Lines] = []
    links: list[str] = []
    more = False
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        try:
            kind = pdfium.FPDFAnnot_GetSubtype(note)
            more = more or kind in _MORE
            if kind == pdfium.FPDF_ANNOT_LINK:
                links += (_address(document, note), _value(note, b"Contents"))
            elif kind != pdfium.FPDF_ANNOT_WIDGET:
                said += _note(note, number)
        finally:
            pdfium.FPDFPage_CloseAnnot(note)
    addresses = "\n".join(dict.fromkeys(one for one in links if one))
    if addresses:
        said.append(Lines(addresses, Spot(page=number, part="link")))
    return tuple(said), more


def _note(note: pdfium.FPDF_ANNOTATION, number: int) -> list[Lines]:
    said = (_value(note, key) for key in _NOTED)
    text = "\n".join(dict.fromkeys(one for one in said if one))
    hidden = bool(pdfium.FPDFAnnot_GetFlags(note) & _HIDDEN)
    return [Lines(text, Spot(page=number, part="annotation", hidden=hidden))] if text else []


def _address(document: pdfium.FPDF_DOCUMENT, note: pdfium.FPDF_ANNOTATION) -> str:
    action = pdfium.FPDFLink_GetAction(pdfium.FPDFAnnot_GetLink(note))
    address = _asked(
        lambda buffer, size: pdfium.FPDFAction_GetURIPath(document, action, buffer, size)
    )
    return address.rstrip(b"\0").decode("utf-8", "replace")


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
