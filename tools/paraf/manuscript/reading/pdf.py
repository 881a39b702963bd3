"""Reads a PDF: page by page, and what does not lie open on its pages."""

import ctypes
import re
from collections import Counter
from collections.abc import Generator, Iterator
from pathlib import Path

import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument, PdfiumError

from paraf.core.checking import Limits
from paraf.manuscript.passage import Lines, Passage
from paraf.manuscript.reading.pdf_about import alternatives, packets, properties, said, title, told
from paraf.manuscript.reading.pdf_inner import read_inner
from paraf.manuscript.reading.pdf_notes import wide
from paraf.manuscript.reading.pdf_page import Legible, read_page
from paraf.manuscript.reading.pdf_scan import Sign
from paraf.manuscript.seen import Seen
from paraf.manuscript.spot import Spot

_COMMON = ("Title", "Author", "Subject", "Keywords")
_END = b"%%EOF"
_REVISIONS = 8
_BOOKMARKS = 100_000
# What programs put in where nobody wrote a title.
_NO_TITLE = re.compile(
    r"(?i)(microsoft|powerpoint|untitled|tanpa judul|(document|dokumen|book|buku|presentation|"
    r"presentasi|sheet|lembar|scan|img|image|doc)[ _-]*[\d_-]*$|.*\.(docx?|xlsx?|pptx?|od[tsp]|rtf|"
    r"pdf|indd|cdr|pub|jpe?g|png|tiff?)$).*"
)
_KINDS = {
    Legible.PICTURE: "no-text",
    Legible.GARBLED: "garbled-text",
    Legible.BROKEN: "broken",
}


def read_pdf(file: Path, limits: Limits) -> Iterator[Passage | Seen]:
    """Yield a PDF's pages, a passage each, lines as printed, then what does not lie open on them.

    These are notes, links, form fields, properties, bookmarks, files inside, and what only an
    earlier version says that the file still holds. What is wrong with it as a document comes last.
    """
    data = file.read_bytes()
    try:
        # Its bytes are looked through as well: PDFium need not read the file once more.
        document = PdfDocument(data)
    except PdfiumError:
        yield Seen("broken")
        return
    try:
        earlier = _earlier(data)
        known: set[str] | None = set() if earlier else None
        more = yield from _pages(document, known)
        yield from _outline(document)
        if more or _carries(document):
            yield from read_inner(file, limits)
        for end in earlier[:_REVISIONS]:
            yield from _revision(data[:end], known or set())
        if len(earlier) > _REVISIONS:
            yield Seen("revisions", gaps={"versions": len(earlier), "read": _REVISIONS})
        yield from _about(document, data)
    finally:
        document.close()


def read_pages(content: bytes) -> Iterator[Passage | Seen]:
    """Yield the pages of a PDF, and what is noted on them, without anything else."""
    try:
        document = PdfDocument(content)
    except PdfiumError:
        yield Seen("broken")
        return
    try:
        yield from _pages(document, None)
    finally:
        document.close()


def _carries(document: PdfDocument) -> bool:
    return bool(pdfium.FPDF_GetFormType(document) or pdfium.FPDFDoc_GetAttachmentCount(document))


def _pages(document: PdfDocument, known: set[str] | None) -> Generator[Passage | Seen, None, bool]:
    """Yield pages, their lines going into `known`; return whether one has a form or a file."""
    more = False
    wrong: dict[Legible, list[tuple[int, Sign | None]]] = {}
    count = len(document)
    for number in range(1, count + 1):
        page = read_page(document.raw, number)
        if page.legible is not Legible.YES:
            wrong.setdefault(page.legible, []).append((number, page.behind))
        if known is not None:
            known.update(page.text.split("\n"))
        if page.text:
            yield Lines(page.text, Spot(page=number, line=1))
        yield from page.notes
        more = more or page.more
    for legible, pages in wrong.items():
        numbers = _told(pages)
        if numbers:
            gaps: dict[str, str | int] = {"pages": _ranges(numbers), "all": count}
            yield Seen(_KINDS[legible], Spot(page=numbers[0]), _ranges(numbers), len(numbers), gaps)
    return more


def _told(pages: list[tuple[int, Sign | None]]) -> list[int]:
    """Return the numbers of pages, without those whose picture is the same on several of them."""
    signs = Counter(sign for _, sign in pages)
    return [number for number, sign in pages if sign is None or signs[sign] < 2]


def _ranges(numbers: list[int]) -> str:
    """Return ascending numbers in words such as `2, 5-7`, the first few of them."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    said = ", ".join("–".join(str(one) for one in run) for run in runs[:10])
    return f"{said}, …" if len(runs) > 10 else said


def _outline(document: PdfDocument) -> Iterator[Lines]:
    titles: list[str] = []
    left = [pdfium.FPDFBookmark_GetFirstChild(document, None)]
    # One that leads back to another is left where it was met before.
    met: set[int] = set()
    while left and len(titles) < _BOOKMARKS:
        one = left.pop()
        place = ctypes.cast(one, ctypes.c_void_p).value if one else None
        if place is None or place in met:
            continue
        met.add(place)
        titles.append(_title(one))
        left += [
            pdfium.FPDFBookmark_GetNextSibling(document, one),
            pdfium.FPDFBookmark_GetFirstChild(document, one),
        ]
    if titles:
        yield Lines("\n".join(titles), Spot(part="outline"))


def _title(bookmark: pdfium.FPDF_BOOKMARK) -> str:
    return wide(lambda buffer, size: pdfium.FPDFBookmark_GetTitle(bookmark, buffer, size))


def _earlier(data: bytes) -> list[int]:
    """Return where the file ended before it was last added to, the latest first."""
    # A file made ready for the web has two ends, and one version.
    start = data.find(_END) + 1 if b"/Linearized" in data[:1024] else 0
    ends = [one.end() for one in re.finditer(_END, data) if one.start() >= start]
    return ends[-2::-1]


def _revision(content: bytes, known: set[str]) -> Iterator[Lines]:
    """Yield the lines that only an earlier version of the file says, by its pages."""
    try:
        document = PdfDocument(content)
    except PdfiumError:
        return
    try:
        for number in range(1, len(document) + 1):
            lines = read_page(document.raw, number).text.split("\n")
            gone = [one for one in lines if one not in known]
            known.update(gone)
            if gone:
                yield Lines("\n".join(gone), Spot(page=number, part="revision", hidden=True))
    finally:
        document.close()


def _about(document: PdfDocument, data: bytes) -> Iterator[Passage | Seen]:
    common = {name: document.get_metadata_value(name).strip() for name in _COMMON}
    entries = dict.fromkeys((*((name, value) for name, value in common.items() if value),
                             *properties(data)))  # fmt: skip
    found = packets(data)
    # Most programs say the same again in XMP.
    values = {value for _, value in entries}
    again = (line for packet in found for line in said(packet) if line not in values)
    yield from told((*entries, ("XMP", "\n".join(dict.fromkeys(again)))))
    if texts := alternatives(data):
        yield Lines("\n".join(texts), Spot(part="alternative"))
    titles = [common["Title"], *(title(packet) for packet in found)]
    if not any(one and _NO_TITLE.fullmatch(one) is None for one in titles):
        yield Seen("no-title")
    if not _language(document):
        yield Seen("no-language")
    if not document.is_tagged():
        yield Seen("no-tags")


def _language(document: PdfDocument) -> str:
    to_wide = ctypes.POINTER(pdfium.FPDF_WCHAR)
    return wide(
        lambda buffer, size: pdfium.FPDFCatalog_GetLanguage(
            document, ctypes.cast(buffer, to_wide) if buffer else None, size
        )
    ).strip()
