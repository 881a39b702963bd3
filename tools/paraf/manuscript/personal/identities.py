"""NIK, KK, NIP and NPWP in running text."""

import re
from collections.abc import Iterator

from paraf.manuscript.personal.labels import IDS
from paraf.manuscript.personal.numbers import (
    FLOAT,
    NIK,
    NIP,
    NPWP,
    digits_of,
    grouped,
    is_body,
    is_nik,
    is_nip,
    matches,
)
from paraf.manuscript.personal.page import Hit, Page, stands_alone

LABELLED = frozenset({"nik", "kk", "npwp"})


def find_officials(page: Page) -> Iterator[Hit]:
    """Yield the numbers of officials, which hold more digits than all others: they come first."""

    def accept(found: "re.Match[str]") -> bool:
        return is_nip(digits_of(found.group())) and (
            _bare(page.text, *found.span()) or page.label(*found.span()) == "nip"
        )

    for found in matches(NIP, page.text, accept):
        yield Hit("nip", *found.span(), digits_of(found.group()))


def find_residents(page: Page) -> Iterator[Hit]:
    """Yield NIKs and the numbers of family cards, known by their shape; officials are claimed."""
    labels: dict[int, str] = {}

    def accept(found: "re.Match[str]") -> bool:
        if not is_nik(digits_of(found.group())):
            return False
        start, end = found.span()
        labels[start] = label = page.label(start, end)
        if label in LABELLED:
            return True
        labels[start] = label = label or column_of(page, start)
        if label in LABELLED and "\n" not in found.group():
            return grouped(found.group())
        return label in LABELLED or _is_resident(page, label, found)

    for found in matches(NIK, page.rest, accept):
        kind = "kk" if labels[found.start()] == "kk" else "nik"
        yield Hit(kind, *found.span(), digits_of(found.group()))


def _bare(text: str, start: int, end: int) -> bool:
    return not (text[start - 1 : start].isalpha() or text[end : end + 1].isalpha())


def _is_resident(page: Page, label: str, found: "re.Match[str]") -> bool:
    """Say whether a number of the shape of a NIK is one, though nothing calls it so."""
    if label == "account" or not _one_number(page, found):
        return False
    if not (stands_alone(page.text, *found.span()) or page.meant):
        return False
    if label == "other":
        return page.meant and not page.masked
    return not page.by_chance


def _one_number(page: Page, found: "re.Match[str]") -> bool:
    """Say whether digits with gaps between them are one number, with nothing to say so."""
    written = found.group()
    if "\n" in written or "\t" in written:
        return (
            not page.labels.kinds.isdisjoint(("nik", "kk")) and len(re.split(r"\D+", written)) == 2
        )
    if not grouped(written):
        return False
    if written.isdigit():
        return True
    start, end = found.span()
    gap = min(set(written) - set("0123456789"), default="")
    before, after = page.text[max(0, start - 2) : start], page.text[end : end + 2]
    # Numbers side by side in a table would make one by chance.
    return not (before[1:] == gap and before[:1].isdigit()) and not (
        after[:1] == gap and after[1:].isdigit()
    )


def column_of(page: Page, start: int) -> str:
    """Return which label of the table's head a number of sixteen digits stands under."""
    head = page.head(start)
    if head is None:
        return ""
    for wanted in (IDS, ("nik", "kk")):
        kinds = [one for one in head.kinds if one in wanted]
        place, count = page.ordinal(start, *page.line(start))
        if wanted != IDS and len(kinds) > 1 and (head.tall or count < len(kinds)):
            # Every number has a line of its own: they come in the order of the labels.
            place, count = page.ordinal(start, *page.row(start))
            if count != len(kinds) or place < 0:
                place, count = page.ordinal(start, head.start, head.until)
        if kinds and count and count % len(kinds) == 0 and place >= 0:
            return kinds[place % len(kinds)]
        if len(set(kinds)) == 1:
            return kinds[0]
    return ""


def find_taxpayers(page: Page) -> Iterator[Hit]:
    """Yield tax numbers, known by the dots and the hyphen of the card."""
    for found in NPWP.finditer(page.rest):
        start, end = found.span()
        digits = digits_of(found.group())
        if (
            len(set(digits)) > 2
            and page.label(start, end) != "other"
            and not is_office(page, start, digits)
        ):
            yield Hit("npwp", start, end, digits)


_OFFICE = re.compile(
    r"(?<![a-z])(?:bendahara(?:wan)?|instansi|dinas|badan|pemerintah|kantor|satker|pt|cv"
    r"|perusahaan|rekanan|penyedia|koperasi|yayasan)(?![a-z])"
)


def is_office(page: Page, start: int, digits: str) -> bool:
    """Say whether a tax number is that of an office or a company, and nobody's own."""
    line = page.line(start)[0]
    return is_body(digits) or _OFFICE.search(page.text, max(line, start - 45), start) is not None


_FLOATS = {"14": "npwp", "15": "nik", "17": "nip"}
_SURE = 11
"""So many digits of a quantity hold a place and a date: its shape alone tells a NIK."""


def find_quantities(page: Page) -> Iterator[Hit]:
    """Yield numbers that a spreadsheet took for quantities, as in `3.40401E+15`."""
    for found in FLOAT.finditer(page.text):
        kind = _FLOATS.get(found[1])
        start, end = found.span()
        label = page.label(start, end) or column_of(page, start)
        digits = digits_of(found.group()[: -len(found[1]) - 1])
        if kind == "nik" and label == "kk":
            kind = "kk"
        elif label != kind and not (kind == "nik" and not label and _shaped(digits)):
            continue
        if kind:
            yield Hit(kind, start, end, digits)


def _shaped(digits: str) -> bool:
    return len(digits) >= _SURE and is_nik(f"{digits:0<16}"[:16], rounded=True)
