"""Numbers that only a word beside them, or the head of their column, can tell."""

import re
from collections.abc import Iterator

from paraf.manuscript.personal.dates import DATE
from paraf.manuscript.personal.identities import is_office
from paraf.manuscript.personal.numbers import digits_of, is_nik
from paraf.manuscript.personal.page import Hit, Page
from paraf.manuscript.personal.phones import Phones
from paraf.manuscript.personal.signs import GAP

TOKEN = re.compile(rf"\d(?<!\d\d)(?:[ .\-{GAP}]{{0,2}}\d){{6,23}}(?!\d)")
"""Digits in a row, however they are set apart."""

_LENGTHS = {"nik": (16,), "kk": (16,), "npwp": (15, 16, 22), "nip": (18, 9)}
_BUDGET = re.compile(r"\d\.\d{1,2}\.\d\d")
_MONEY = re.compile(r"(?:rp|idr)[ .]{0,3}\Z")
_HOLDER = re.compile(
    r"bendahara|(?:a\.?\s?n\.?|atas nama|rek(?:ening)?)\W{1,4}(?:kas|kasda|rkud|dinas|badan|kantor"
    r"|pemerintah|pemda|pemprov|pemkab|kementerian|pt\b|cv\b|panitia|koperasi|yayasan|giro|instansi)"
)
_BEHALF = re.compile(r"\s{0,2}[,(/\-]?\s{0,2}(?:a\.\s?n\.?|an\.|atas nama)\W{0,3}[a-z]")


def find_labelled(page: Page, phones: Phones) -> Iterator[Hit]:
    """Yield what words beside a number, or above it, tell of it; what has a shape is claimed."""
    text = page.rest
    for found in TOKEN.finditer(text):
        start, end = found.span()
        label = page.label(start, end)
        if not label:
            label = _above(page, found)
        hit = _told(page, label, found, phones)
        if hit is not None:
            yield hit


def _told(page: Page, label: str, found: "re.Match[str]", phones: Phones) -> Hit | None:
    digits = digits_of(found.group())
    start, end = found.span()
    if label in _LENGTHS:
        if len(digits) not in _LENGTHS[label] or _example(digits):
            return None
        if label == "npwp":
            office = is_office(page, start, digits)
            return None if office else Hit("nik" if is_nik(digits) else "npwp", start, end, digits)
        return Hit(label, start, end, digits)
    if label == "phone":
        return Hit("phone", start, end, digits) if phones.is_private(digits) else None
    if label in ("account", "bank") or _BEHALF.match(page.text, end, end + 24):
        return None if label == "other" else _account(page, label, found)
    return None


def _example(digits: str) -> bool:
    """Say whether digits are made up to show a shape."""
    return len(set(digits)) <= 2 or digits in "12345678901234567890123" or digits[:6] == "000000"


def _above(page: Page, found: "re.Match[str]") -> str:
    head = page.head(found.start())
    if head is None:
        return ""
    digits = len(digits_of(found.group()))
    fitting = [one for one in _LENGTHS if one in head.kinds and digits in _LENGTHS[one]]
    if len(fitting) == 1 and fitting[0] != "nip":
        return fitting[0]
    return next((one for one in ("account", "bank") if one in head.kinds), "")


def _account(page: Page, label: str, found: "re.Match[str]") -> Hit | None:
    start, written = _longest(found)
    digits = digits_of(written)
    least = 8 if label == "account" else 10
    if not least <= len(digits) <= 18 or _BUDGET.match(written) or len(set(digits)) < 2:
        return None
    if DATE.fullmatch(written) and not written.isdigit():
        return None
    text, (first, last) = page.text, page.line(start)
    if _MONEY.search(text, max(0, start - 6), start) or _fraction(
        text, start, start + len(written)
    ):
        return None
    around = text[max(first, start - 80) : min(last, start + 100)]
    if _HOLDER.search(around):
        return None
    return Hit("account", start, start + len(written), digits)


def _fraction(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return bool(re.search(r"\d[,./]\Z|[a-z]\Z", before) or re.match(r",\d|/\d|[a-z]", after))


def _longest(found: "re.Match[str]") -> tuple[int, str]:
    """Return the digits that stand close, where those alone are long enough for an account."""
    pieces = re.finditer(r"[^ ]+", found.group())
    longest = max(pieces, key=lambda one: len(digits_of(one.group())))
    if len(digits_of(longest.group())) >= 8:
        return found.start() + longest.start(), longest.group()
    return found.start(), found.group()
