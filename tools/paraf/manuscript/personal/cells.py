"""What the cells of a table hold, and what their columns are called."""

import re
from functools import lru_cache

from paraf.manuscript.personal.contacts import is_address
from paraf.manuscript.personal.dates import labels_of_birth, speaks_of_birth
from paraf.manuscript.personal.numbers import digits_of, is_body, is_nik, is_nip
from paraf.manuscript.personal.phones import Phones
from paraf.manuscript.personal.phrases import LABEL, kind_of
from paraf.manuscript.personal.signs import GAP

_S = rf"[ .\-'{GAP}]{{0,2}}"
_MONTH = (
    r"(?:jan|[fp]eb|mar|mrt|apr|mei|may|jun|jul|ag[ust]|aug|sep|o[kc]t|no[vp]|de[sc])[a-z]{0,7}"
)
# Cells are narrow: a date goes on in the next line.
_B = f"[ {GAP}]{{0,2}}"
_DATE = (
    rf"\d\d?{_B}[-/. {GAP}]{_B}(?:\d\d?|{_MONTH}|[ivx]{{1,4}})\.?"
    rf"{_B}[-/. ,{GAP}]{_B}(?:\d{{4}}|\d\d)"
    rf"|\d\d?{_MONTH}\d{{4}}|\d{{4}}[-/.]\d\d?[-/.]\d\d?(?:[ t]\d\d?:\d\d(?::\d\d(?:\.\d+)?)?z?)?"
)
SHAPE = re.compile(
    r"[:= \-]{0,3}['\" ]?(?:"
    rf"(?P<date>{_DATE})"
    rf"|(?P<digits>\d(?:{_S}\d){{7,23}})(?:[.,]0{{1,2}})?"
    r"|(?P<email>[a-z0-9_][a-z0-9._%+\-]{0,63}@[a-z0-9.\-]{1,200}\.[a-z]{2,24})"
    rf"|(?P<placed>[a-z][a-z.'() {GAP}]{{1,40}}[ ,/;\-{GAP}]{{1,4}}(?:tgl\.? |tanggal )?"
    rf"(?:{_DATE}))"
    rf"|(?P<abroad>[+(](?:{_S}[()\d]){{9,20}})"
    r"|(?P<quantity>[1-9][.,]\d{2,16}e\+?1[457])"
    r")['\" ]?"
)
"""What a whole cell is; fit for `fullmatch`."""

INTERESTING = re.compile(
    rf"\d(?:[ .\-/'{GAP}(),+]{{0,3}}\d){{7}}"
    rf"|\d[ {GAP}]?[-/. {GAP}][ {GAP}]?(?:\d\d?|[a-z]{{3,9}})\.?[ {GAP}]?[-/. {GAP}][ {GAP}]?\d\d"
    r"|@|\d[a-z]{3,9}\d{4}|lahir|[\[(]at[\])]|\de\+?1[457]|(?<![a-z])rt[ .:/]{0,3}\d"
)
"""What a column must hold somewhere to be looked at."""

LOOSE = re.compile(
    rf"\d(?:[ .\-/'{GAP}(),+]{{0,3}}\d){{7}}|@|lahir|(?<![a-z])ttl|\[at\]|\(at\)|\de\+?1[457]"
    r"|(?<![a-z])rt[ .:/]{0,3}\d"
)
"""What a cell of several words must hold to be read as text."""

DENSE = re.compile(rf"\d(?:[ .\-'{GAP}]{{0,2}}\d){{8}}|@")
"""What a cell of addresses must hold to be looked at once more."""
OFFICIAL = re.compile(r"bendahara|kas (?:umum )?(?:daerah|negara)|kasda|rkud|rkun")
"""Whose accounts are nobody's own."""

_HOME = re.compile(r"rumah|tinggal|ktp|domisili|pribadi|asal")
_PLACE = re.compile(
    r"(?<![a-z])(?:alamat(?:rumah|tinggal|ktp|domisili)?|domisili|tempat tinggal|address)(?![a-z])"
)
_OFFICE = re.compile(
    r"kantor|instansi|sekolah|opd|unit|lokasi|tes|ujian|surel|e-?mail|web|perusahaan|satuan|dinas"
    r"|(?<![a-z])ip(?![a-z])|badan|bendahara|penyedia|rekanan|pengirim|url"
)


# Banks, but people are called so too: only a cell of its own names one.
_SURNAMES = frozenset({"mandiri", "permata"})
_LONG = re.compile(r"\d{4}|\d\D{1,2}\d{3}")


@lru_cache(maxsize=4096)
def name_of(text: str) -> str:
    """Return what the text over a column, or left of a cell, calls the values: a kind of label, or
    `birth`, `home`, `place` (an address of somebody); "" where it is no name of a column."""
    if not 1 < len(text) <= 90 or ":" in text[:-2] or "@" in text or _LONG.search(text):
        return ""
    if _PLACE.search(text):
        return "home" if _HOME.search(text) else "other" if _OFFICE.search(text) else "place"
    if speaks_of_birth(text) and any(labels_of_birth(text)):
        return "birth"
    if text in _SURNAMES:
        return "bank"
    kinds = [kind_of(one.group()) for one in LABEL.finditer(text)]
    named = next((one for one in kinds if one != "column"), "column" if kinds else "")
    if named == "bank" and "account" in kinds:
        return "account"
    if named == "bank" and is_address(text):
        return ""
    office = named in ("npwp", "account") and _OFFICE.search(text)
    return "other" if office else named


_BUDGET = re.compile(r"\d\.\d{1,2}\.\d\d")
_REGION = re.compile(r"1[1-9]|21|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-7]")
_MONEY = re.compile(r"\d{1,3}(?:\.\d{3}){2,6}|\d{1,3}(?:,\d{3}){2,6}")
_FLOAT = re.compile(r"\d{1,5}[.,]\d{5,}")
_HALVES = re.compile(r"\d{6,12}[.,]\d{4,10}")
_IDS = ("nik", "kk", "nip", "npwp", "account")
_ACCOUNTS = {"account": 8, "bank": 10}
_BY_EXPONENT = {"14": "npwp", "15": "nik", "17": "nip"}


def shape_of(found: "re.Match[str]", label: str, phones: Phones, *, rounded: bool) -> str:
    """Return what a cell of a column called `label` holds: `nik` (by its shape), `sixteen` (other
    sixteen digits), `nip`, `npwp`, `phone`, `account`, `date`, `placed`, `email`, `quantity`; or
    ""."""
    group = str(found.lastgroup)
    written = found[group]
    if group in ("digits", "abroad"):
        return _digits(written, label, phones, rounded=rounded)
    if group == "quantity":
        return _quantity(written, label)
    return group


def _digits(written: str, label: str, phones: Phones, *, rounded: bool) -> str:
    digits = digits_of(written)
    if _FLOAT.fullmatch(written) or (label not in _IDS and _HALVES.fullmatch(written)):
        return ""
    if len(digits) == 16:
        return (
            "nik" if is_nik(digits, rounded=rounded) else _other_digits(written, label) or "sixteen"
        )
    if len(digits) == 18 and (is_nip(digits) or label == "nip"):
        return "nip"
    dotted = len(digits) == 15 and re.fullmatch(
        r"\d\d[ .]\d{3}[ .]\d{3}[ .]\d[\-.]\d{3}[ .]\d{3}", written
    )
    if dotted or (label == "npwp" and len(digits) in (15, 22)):
        return "" if is_body(digits) else "npwp"
    if label not in _ACCOUNTS and phones.is_private(digits) and _dialled(written, label):
        return "phone"
    if len(digits) == 8 and label == "birth":
        return "date"
    return _other_digits(written, label)


def _dialled(written: str, label: str) -> bool:
    return label == "phone" or written.lstrip("(+")[:1] in "06"


def _other_digits(written: str, label: str) -> str:
    digits = digits_of(written)
    least = _ACCOUNTS.get(label, 99)
    if not least <= len(digits) <= 18 or len(set(digits)) < 2:
        return ""
    return "" if _BUDGET.match(written) or _MONEY.fullmatch(written) else "account"


def _quantity(written: str, label: str) -> str:
    kind = _BY_EXPONENT[written[-2:]]
    if label == kind or (label, kind) == ("kk", "nik"):
        return label
    digits = digits_of(written.partition("e")[0])
    sure = kind == "nik" and label in ("", "column") and len(digits) > 10
    if sure and is_nik(f"{digits:0<16}"[:16], rounded=True):
        return "nik"
    return "quantity" if kind == "nik" and _REGION.match(digits) else ""
