"""Whether what a PDF's page tells is in its pictures instead of in letters."""

import ctypes
import hashlib
import math
from collections import Counter

import pypdfium2.raw as pdfium

SCARCE = 200
"""Letters; fewer are no page's text, where a picture takes most of the page."""
PLENTY = 1000
"""Letters; no signing service or scanner's program writes as many below a scan."""

Sign = tuple[int, int, str]
"""What a picture is known by on other pages: width and height in pixels, a digest of its bytes."""
Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points."""

_COVERED = 0.5
_SHOWN = 0.05
_DRAWN = 300
"""Shapes on a page without a letter: letters drawn as shapes."""
_TITLED = 10
"""Letters of a slide: a scanner's program writes none on a page of that shape."""
_SLIDE = 1.7
"""Width by height of a slide, 16:9; a sheet of F4 or legal paper on its side has 1.54 and 1.65."""
_DEEP = 8
_BANDS = 20
_WRITTEN = 5
"""Bands of a page, of twenty, with letters: a signature's words, a stamp and a number take four."""
_LINE = 0.15
"""Of a page's width, what letters take in a band that counts: a line up the margin does not."""
_BESIDE = 500
"""Signs beside pictures: more than a signature's sentence, and the law that it cites."""
_BOXES = 200
_EDGE = 0.1
"""Of a picture's height, above and below, where stamps stand and a slide's words do not."""


def scanned(page: pdfium.FPDF_PAGE, text: str) -> tuple[bool, Sign | None]:
    """Say whether a page with this text is a picture, as far as the page alone tells.

    Where its largest picture may be a background for the letters over it, that picture's sign comes
    along: if it is on other pages too, it is one.
    """
    letters = len(text) - text.count(" ") - text.count("\n")
    if letters >= PLENTY:
        return False, None
    wide, high = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    boxes, shapes, largest = _drawn(page)
    share = sum(map(_area, boxes)) / (wide * high) if wide * high > 0 else 0.0
    if letters < _TITLED:
        few = letters == 0 and (share >= _SHOWN or shapes >= _DRAWN)
        return few or share >= _COVERED, None
    # Slides have a picture behind a few words.
    if share < _COVERED or wide >= _SLIDE * high:
        return False, None
    if letters >= SCARCE and _written(page, len(text), boxes):
        return False, None
    return True, _behind(page, largest) if largest is not None else None


def _written(page: pdfium.FPDF_PAGE, signs: int, boxes: list[Box]) -> bool:
    """Say whether letters stand all over a page, or as many beside its pictures as in a text."""
    layer = pdfium.FPDFText_LoadPage(page)
    if not layer:
        return False
    try:
        if _bands(page, layer) >= _WRITTEN:
            return True
        over = sum(_within(layer, box) for box in boxes) if len(boxes) <= _BOXES else signs
    finally:
        pdfium.FPDFText_ClosePage(layer)
    return signs - over >= _BESIDE


def _behind(page: pdfium.FPDF_PAGE, picture: pdfium.FPDF_PAGEOBJECT) -> Sign | None:
    """Return the sign of a picture with a slide's letters over it, None of any other."""
    left, bottom, right, top = _box(picture)
    edge = _EDGE * (top - bottom)
    layer = pdfium.FPDFText_LoadPage(page)
    if not layer:
        return None
    try:
        over = _within(layer, (left, bottom + edge, right, top - edge))
    finally:
        pdfium.FPDFText_ClosePage(layer)
    return _sign(picture) if over >= _TITLED else None


def _bands(page: pdfium.FPDF_PAGE, layer: pdfium.FPDF_TEXTPAGE) -> int:
    """Return in how many of the bands of a page, as it is shown, lines of letters stand."""
    wide, high = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    turned = pdfium.FPDFPage_GetRotation(page) % 2 == 1
    taken: Counter[int] = Counter()
    left, top, right, bottom = (ctypes.c_double() for _ in range(4))
    for index in range(pdfium.FPDFText_CountRects(layer, 0, -1)):
        pdfium.FPDFText_GetRect(layer, index, left, top, right, bottom)
        ends = ((left.value, right.value), (bottom.value, top.value))
        along, across = reversed(ends) if turned else ends
        taken[math.floor(sum(across) / 2 * _BANDS / high)] += round(abs(along[1] - along[0]))
    return sum(points >= _LINE * wide for points in taken.values())


def _within(layer: pdfium.FPDF_TEXTPAGE, box: Box) -> int:
    left, bottom, right, top = box
    return int(pdfium.FPDFText_GetBoundedText(layer, left, top, right, bottom, None, 0))


def _drawn(page: pdfium.FPDF_PAGE) -> tuple[list[Box], int, pdfium.FPDF_PAGEOBJECT | None]:
    """Return the boxes of pictures, which may overlap, the number of shapes, the largest one."""
    boxes: list[Box] = []
    shapes, most = 0, 0.0
    largest: pdfium.FPDF_PAGEOBJECT | None = None
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        one = pdfium.FPDFPage_GetObject(page, index)
        kind = pdfium.FPDFPageObj_GetType(one)
        shapes += kind == pdfium.FPDF_PAGEOBJ_PATH
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            pictures, inner = _inside(one, 0)
            shapes += inner
            boxes += [_box(one)] if pictures else []
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            boxes.append(_box(one))
            if _area(boxes[-1]) > most:
                most, largest = _area(boxes[-1]), one
    return boxes, shapes, largest


def _inside(form: pdfium.FPDF_PAGEOBJECT, depth: int) -> tuple[int, int]:
    pictures, shapes = 0, 0
    for index in range(pdfium.FPDFFormObj_CountObjects(form)):
        one = pdfium.FPDFFormObj_GetObject(form, index)
        kind = pdfium.FPDFPageObj_GetType(one)
        pictures += kind == pdfium.FPDF_PAGEOBJ_IMAGE
        shapes += kind == pdfium.FPDF_PAGEOBJ_PATH
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEP:
            more = _inside(one, depth + 1)
            pictures, shapes = pictures + more[0], shapes + more[1]
    return pictures, shapes


def _box(one: pdfium.FPDF_PAGEOBJECT) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(one, left, bottom, right, top):
        return 0.0, 0.0, 0.0, 0.0
    return left.value, bottom.value, right.value, top.value


def _area(box: Box) -> float:
    left, bottom, right, top = box
    return max(0.0, right - left) * max(0.0, top - bottom)


def _sign(picture: pdfium.FPDF_PAGEOBJECT) -> Sign:
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    pdfium.FPDFImageObj_GetImagePixelSize(picture, wide, high)
    size = pdfium.FPDFImageObj_GetImageDataRaw(picture, None, 0)
    content = ctypes.create_string_buffer(size)
    pdfium.FPDFImageObj_GetImageDataRaw(picture, content, size)
    return wide.value, high.value, hashlib.sha256(content).hexdigest()
