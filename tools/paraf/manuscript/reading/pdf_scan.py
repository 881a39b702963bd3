"""Whether what a PDF's page tells is in its pictures instead of in letters."""

import ctypes

import pypdfium2.raw as pdfium

SCARCE = 200
"""Letters; a scan has as many where a signing service or a scanner's program wrote below it."""

Sign = tuple[int, int, int]
"""What a picture is known by on other pages: its width and height in pixels, its length packed."""

_COVERED = 0.5
_SHOWN = 0.05
_DRAWN = 300
"""Shapes on a page without a letter: letters drawn as shapes."""
_TITLED = 10
"""Letters of a slide: a scanner's program writes none on a page of that shape."""
_SLIDE = 1.5
_DEEP = 8


def scanned(page: pdfium.FPDF_PAGE, text: str) -> tuple[bool, Sign | None]:
    """Say whether a page with this text is a picture, as far as the page alone tells.

    Where its largest picture may be a background for the letters on it, that picture's sign comes
    along: if it is on other pages too, it is one.
    """
    letters = len(text) - text.count(" ") - text.count("\n")
    if letters >= SCARCE:
        return False, None
    wide, high = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    covered, shapes, largest = _drawn(page)
    share = covered / (wide * high) if wide * high > 0 else 0.0
    if letters < _TITLED:
        few = letters == 0 and (share >= _SHOWN or shapes >= _DRAWN)
        return few or share >= _COVERED, None
    # Slides have a picture behind a few words.
    return share >= _COVERED and wide < _SLIDE * high, largest


def _drawn(page: pdfium.FPDF_PAGE) -> tuple[float, int, Sign | None]:
    """Return the area that pictures take, overlaps counted twice, the shapes, the largest one."""
    covered, shapes, most = 0.0, 0, 0.0
    largest: Sign | None = None
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        one = pdfium.FPDFPage_GetObject(page, index)
        kind = pdfium.FPDFPageObj_GetType(one)
        shapes += kind == pdfium.FPDF_PAGEOBJ_PATH
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            pictures, inner = _inside(one, 0)
            shapes += inner
            covered += _area(one) if pictures else 0.0
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            area = _area(one)
            covered += area
            if area > most:
                most, largest = area, _sign(one)
    return covered, shapes, largest


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


def _area(one: pdfium.FPDF_PAGEOBJECT) -> float:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(one, left, bottom, right, top):
        return 0.0
    return max(0.0, right.value - left.value) * max(0.0, top.value - bottom.value)


def _sign(picture: pdfium.FPDF_PAGEOBJECT) -> Sign:
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    pdfium.FPDFImageObj_GetImagePixelSize(picture, wide, high)
    return wide.value, high.value, pdfium.FPDFImageObj_GetImageDataRaw(picture, None, 0)
