"""Numbers that only a word beside them, or the head of their column, can tell."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from paraf.manuscript.personal.dates import DATE
from paraf.manuscript.personal.identities import column_of, is_office
from paraf.manuscript.personal.numbers import NPWP, digits_of, is_nik
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
    r"|pemerintah|pemda|pemprov|pemkab|kementerian|pt\b|cv\b|panitia|koperasi|yayasan|instansi)"
)
_GIRO = re.compile(r"rek(?:ening)?\W{1,4}giro")
_BEHALF = re.compile(r"\s{0,2}[,(/\-]?\s{0,2}(?:a\.\s?n\.?|an\.|atas nama)\W{0,3}[a-z]")


def find_labelled(page: Page, phones: Phones) -> Iterator[Hit]:
    """Yield what words beside a number, or above it, tell of it; what has a shape is claimed."""
    rows: defaultdict[int, list[Hit]] = defaultdict(list)
    for found in TOKEN.finditer(page.rest):
        label = page.label(*found.span())
        # The name of a bank in a row of a table speaks for one number of several.
        headed = page.head(found.start()) is not None and label in ("", "bank")
        for start, written in _parted(found, headed=headed):
            called = _above(page, start, digits_of(written)) if headed else label
            hit = _told(page, called, start, written, phones)
            if hit is not None:
                paid = headed and hit.kind in ("account", "npwp")
                rows[page.line(start)[0] if paid else -1].append(hit)
    yield from rows.pop(-1, ())
    for row in rows.values():
        told = _in_order(page, row)
        accounts = [one for one in told if one.kind == "account"]
        yield from (one for one in told if one.kind != "account")
        if accounts:
            yield _account_of(page, accounts)


def _parted(found: "re.Match[str]", *, headed: bool) -> list[tuple[int, str]]:
    """Return the numbers among digits with spaces between them, and where they begin.

    In a row of a table numbers stand side by side; or one of them is set apart by spaces. Behind
    one label they stand side by side if each is a person's, and they are as long.
    """
    pieces = [
        (found.start() + one.start(), one.group())
        for one in re.finditer(r"[^ ]+", found.group())
        if len(digits_of(one.group())) >= 8
    ]
    same = len(pieces) > 1 and len({len(written) for _, written in pieces}) == 1
    return pieces if pieces and (headed or same) else [(found.start(), found.group())]


def _in_order(page: Page, row: list[Hit]) -> list[Hit]:
    """Return the accounts and tax numbers of a row, told apart by the order of their names where
    both have as many digits."""
    head = page.head(row[0].start)
    kinds = [one for one in head.kinds if one in ("account", "npwp")] if head else []
    if {one.kind for one in row} != {"npwp"} or "account" not in kinds:
        return row
    first, last = max(0, row[0].start - 150), row[-1].end + 150
    if len(row) == 1 and NPWP.search(page.text, first, last):
        return [replace(row[0], kind="account")]
    if len(kinds) != len(row):
        return row
    return [replace(one, kind=kind) for one, kind in zip(row, kinds, strict=True)]


def _account_of(page: Page, row: list[Hit]) -> Hit:
    """Return which number of a row is the account: there is one, and sums and codes beside it."""
    head = page.head(row[0].start)
    kinds = [one for one in head.kinds if one in ("account", "other")] if head else []
    if len(kinds) == len(row) and "account" in kinds:
        return row[kinds.index("account")]
    return max(row, key=lambda one: (not one.value.endswith("000"), len(one.value)))


def _told(page: Page, label: str, start: int, written: str, phones: Phones) -> Hit | None:
    if label in _LENGTHS:
        return _identity(page, label, start, written)
    end, digits = start + len(written), digits_of(written)
    if label == "phone":
        return Hit("phone", start, end, digits) if phones.is_private(digits) else None
    if label in ("account", "bank") or _BEHALF.match(page.text, end, end + 24):
        return None if label == "other" else _account(page, label, start, written)
    return None


def _identity(page: Page, label: str, start: int, written: str) -> Hit | None:
    for one in (written, *written.split(" ")):
        digits = digits_of(one)
        if len(digits) in _LENGTHS[label] and not _example(digits):
            start += written.find(one)
            if label == "npwp" and is_office(page, start, digits):
                return None
            kind = "nik" if label == "npwp" and is_nik(digits) else label
            return Hit(kind, start, start + len(one), digits)
    return None


def _example(digits: str) -> bool:
    """Say whether digits are made up to show a shape."""
    return len(set(digits)) <= 2 or digits in "12345678901234567890123" or digits[:6] == "000000"


def _above(page: Page, start: int, digits: str) -> str:
    head = page.head(start)
    if head is None or len(digits) < 8:
        return ""
    if len(digits) == 16 and "other" in head.kinds and column_of(page, start) == "other":
        return ""
    fitting = [one for one in _LENGTHS if one in head.kinds and len(digits) in _LENGTHS[one]]
    if len(digits) == 16 and "npwp" in fitting and not is_nik(digits):
        return "npwp"
    if len(fitting) == 1 and fitting[0] != "nip":
        return fitting[0]
    return next((one for one in ("account", "bank") if one in head.kinds), "")


def _account(page: Page, label: str, start: int, written: str) -> Hit | None:
    start, written = _longest(start, written)
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
    end = start + len(written)
    if _HOLDER.search(around) or (_GIRO.search(around) and not _BEHALF.match(text, end, end + 24)):
        return None
    return Hit("account", start, start + len(written), digits)


def _fraction(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return bool(re.search(r"\d[,./]\Z|[a-z]\Z", before) or re.match(r",\d|/\d|[a-z]", after))


def _longest(start: int, written: str) -> tuple[int, str]:
    """Return the digits that stand close, where those alone are long enough for an account."""
    pieces = re.finditer(r"[^ ]+", written)
    longest = max(pieces, key=lambda one: len(digits_of(one.group())))
    if len(digits_of(longest.group())) >= 8:
        return start + longest.start(), longest.group()
    return start, written
