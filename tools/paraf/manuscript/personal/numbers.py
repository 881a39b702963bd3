"""The numbers by which the state knows people: their shapes, and what in them must be true.

Sources: Permendagri 72/2022 (NIK, KK), Perka BKN 22/2007 (NIP), PMK 112/PMK.03/2022 (NPWP).
"""

import re
from collections.abc import Callable, Iterator

from paraf.manuscript.personal.signs import GAP

_WIDE = rf"[ .\-'{GAP}\t\r\n]{{0,3}}"
_TIGHT = rf"[ .\-'{GAP}]{{0,2}}"


def spread(pattern: str, separators: str = _WIDE) -> "re.Pattern[str]":
    """Compile a pattern in which `~` is whatever may stand between two digits."""
    return re.compile(pattern.replace("~", separators))


# Each alternative begins with its own digit, and looks back from behind it: only so does the
# engine leap from digit to digit instead of trying every sign.
_PROVINCE = (
    r"(?:1(?<!\d1)~[1-9]|2(?<!\d2)~1|3(?<!\d3)~[1-6]|5(?<!\d5)~[1-3]|6(?<!\d6)~[1-5]"
    r"|7(?<!\d7)~[1-6]|8(?<!\d8)~[12]|9(?<!\d9)~[1-7])"
)
# Regencies count up to 40, cities from 71; no regency has more than 70 districts.
_PLACE = r"(?:0~[1-9]|[1-3]~\d|4~0|7~[1-9])~(?:0~[1-9]|[1-6]~\d|7~0)"
_DAY = r"[04]~[1-9]|[1256]~\d"
_BIRTH = (
    rf"(?:(?:{_DAY}|[37]~[01])~(?:0~[13578]|1~[02])|(?:{_DAY}|[37]~0)~(?:0~[469]|1~1)"
    rf"|(?:{_DAY})~0~2)~\d~\d"
)
_NIK = rf"{_PROVINCE}~{_PLACE}~{_BIRTH}(?:~\d){{4}}"
NIK = spread(rf"{_NIK}(?!\d)")
"""Sixteen digits with a province, a date of birth or issue, and a serial number."""

_NIP = (
    r"(?:1(?<!\d1)~9~[3-9]|2(?<!\d2)~0~[01])~\d~"
    r"(?:(?:0~[13578]|1~[02])~(?:0~[1-9]|[12]~\d|3~[01])|(?:0~[469]|1~1)~(?:0~[1-9]|[12]~\d|3~0)"
    r"|0~2~(?:0~[1-9]|[12]~\d))~(?:1~9~[5-9]|2~0~[0-4])~\d~(?:0~[1-9]|1~[0-2]|2~[1-9])"
)
NIP = spread(rf"{_NIP}~[12](?:~\d){{3}}(?!\d)")
"""Eighteen digits: birth, month of appointment (in a contract its number, from 21), sex, serial."""

NPWP = re.compile(
    r"\d(?<!\d\d)\d[ .\-]{1,2}\d{3}[ .\-]{1,2}\d{3}[ .\-]{1,2}\d[ .\-]{1,3}\d{3}[ .\-]{1,2}\d{3}"
    r"(?!\d)"
)
"""Fifteen digits as they were printed on the card until 2022."""

SIXTEEN = re.compile(r"\d(?<!\d\d)\d{15}(?!\d)")
"""Any sixteen digits in one."""

FLOAT = re.compile(r"[1-9](?<![\d.,][1-9])[.,]\d{2,16}e\+?(1[4-7])(?!\d)")
"""A long number as a spreadsheet shows it that takes it for a quantity."""

_APART = re.compile(r"[^\d]+")


def digits_of(value: str) -> str:
    """Return the digits of what is written plainly, in one."""
    return value if value.isdigit() else _APART.sub("", value)


def matches(
    pattern: "re.Pattern[str]", text: str, accept: Callable[["re.Match[str]"], bool]
) -> Iterator["re.Match[str]"]:
    """Yield what matches and is accepted; what is refused is searched anew from its second sign."""
    found = pattern.search(text)
    while found is not None:
        accepted = accept(found)
        if accepted:
            yield found
        found = pattern.search(text, found.end() if accepted else found.start() + 1)


_WHOLE = re.compile(_NIK.replace("~", ""))
EACH_NIK = re.compile(rf"(?m)^['\"]?({_NIK.replace('~', '')})(?<!0000)['\"]?$")
"""Each line that is a NIK and nothing else."""


def is_nik(digits: str, *, rounded: bool = False) -> bool:
    """Say whether sixteen digits can be a NIK, or the number of a family card.

    Where they are `rounded` the last of them says nothing.
    """
    whole = len(digits) == 16 and _WHOLE.fullmatch(digits) is not None
    return whole and (rounded or not digits.endswith("0000"))


_WHOLE_NIP = re.compile(_NIP.replace("~", "") + r"[012]\d{3}")
EACH_NIP = re.compile(rf"(?m)^['\"]?({_NIP.replace('~', '')}[12]\d{{3}})['\"]?$")
"""Each line that has the shape of the number of an official, and nothing else."""


def is_nip(digits: str) -> bool:
    """Say whether eighteen digits can be the number of an official, of whatever status."""
    if len(digits) != 18 or _WHOLE_NIP.fullmatch(digits) is None:
        return False
    # Nobody is appointed below 17.
    return int(digits[8:12]) - int(digits[:4]) >= 17


# How people group sixteen digits: in even groups, in fours, in sixes, in threes, one by one.
_ODD_GROUPS = {(3, 3, 3, 3, 4), (4, 3, 3, 3, 3), (5, 5, 6), (6, 5, 5), (3, 3, 3, 3, 3, 1)}


def grouped(value: str) -> bool:
    """Say whether digits are set apart as people do it with one number, and not as in a code."""
    value = value.replace(GAP, "")
    if value.isdigit():
        return True
    groups = tuple(len(one) for one in _APART.split(value))
    separators = set(_APART.findall(value))
    if len(separators) > 1 or "\n" in value or "\r" in value or "\t" in value:
        return False
    even = all(size % 2 == 0 and size <= 8 for size in groups) or groups in ((6, 10), (12, 4))
    return even or set(groups) == {1} or groups in _ODD_GROUPS


def is_body(npwp: str) -> bool:
    """Say whether a tax number is that of a treasurer of the state: it begins with 00."""
    return npwp.startswith("00" if len(npwp) == 15 else "000")
