"""Whether a page is written as an office writes: dates, sums, hours, abbreviations, spelling.

By the rules of spelling (EYD V, Badan Bahasa 2022) and the dictionary (KBBI VI). All of it is
advice.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from paraf.core.words import T, Text
from paraf.manuscript.page.standard import PLACES, STANDARD, VERBS

MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
          "Oktober", "November", "Desember")  # fmt: skip

Advise = Callable[[re.Match[str]], str]
"""Returns what is better than what was found; empty where it may stand."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What stands in a text at `start`, what is better, and by which rule."""

    start: int
    found: str
    better: str
    rule: Text


def advise(text: str) -> Iterator[Advice]:
    """Yield what would better be written otherwise, rule by rule.

    `text` is prose alone, without quotations: code and addresses have a spelling of their own.
    """
    for pattern, better, rule in _RULES:
        for found in pattern.finditer(text):
            instead = better(found)
            if instead and instead != found[0]:
                yield Advice(found.start(), found[0], instead, rule)


def _date(found: re.Match[str]) -> str:
    day, month, year = int(found["day"]), int(found["month"]), found["year"]
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return ""
    year = f"20{year}" if len(year) == 2 else year
    return f"{day} {MONTHS[month - 1]} {year}"


_SHORT = {"jan": 1, "feb": 2, "peb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "ags": 8, "agt": 8,
          "agust": 8, "agu": 8, "sep": 9, "sept": 9, "okt": 10, "oct": 10, "nov": 11, "nop": 11,
          "des": 12, "dec": 12, "may": 5, "aug": 8}  # fmt: skip
_WRITTEN = {name.casefold(): number for number, name in enumerate(MONTHS, 1)}


def _month(found: re.Match[str]) -> str:
    name = found["month"].casefold().rstrip(".")
    number = _WRITTEN.get(name) or _SHORT.get(name, 0)
    return f"{int(found['day'])} {MONTHS[number - 1]} {found['year']}" if number else ""


def _sum(found: re.Match[str]) -> str:
    whole, comma, rest = found["sum"].rstrip(".,").partition(",")
    words = found["words"] or ""
    if re.fullmatch(
        r"\d{1,3}(?:,\d{3}){2,}(?:\.\d\d)?", found["sum"].rstrip(".,")
    ):  # as in English
        whole, _, rest = found["sum"].rstrip(".,").partition(".")
        whole, comma = whole.replace(",", ""), "," if rest else ""
    digits = whole.replace(".", "")
    grouped = f"{int(digits):,}".replace(",", ".") if digits.isdigit() and not words else whole
    cents = f",{rest}" if comma else ",00" * bool(found["end"])
    return f"Rp{grouped}{cents}{words}"


def _hour(found: re.Match[str]) -> str:
    if not (found["before"] or found["zone"] or len(found["hour"]) == 2):
        return ""  # a ratio, such as 1:50
    return f"{found['before'] or ''}{found['hour']}.{found['minute']}{found['zone'] or ''}"


def _standard(found: re.Match[str]) -> str:
    word = found[0]
    if word.isupper() and len(word) > 1:
        return ""  # an abbreviation, or a heading all in capitals
    better = STANDARD[" ".join(word.casefold().replace("’", "'").split())]
    return better[0].upper() + better[1:] if word[0].isupper() else better


def _apart(found: re.Match[str]) -> str:
    return f"{found[1]} {found[2]}"


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(one) for one in sorted(words, key=len, reverse=True))


_NAMES = "|".join((*MONTHS, *sorted(_SHORT, key=len, reverse=True)))
_DAY = T("Dates are written out: 16 November 2026.")
_SUM = T("Sums are written without a space: Rp1.500.000,00.")
_HOUR = T("Hours are written with a dot, from and to with a dash: 08.00–16.00 WIB.")
_NUMBER = T("Thousands are parted by a dot, decimals by a comma: 1.500,5.")
_SHORTENED = T("Abbreviations end with a dot: dst., dll., s.d., a.n., u.p.")
_PLACE = T("Before a place, di and ke are words of their own: di sini, ke atas.")
_PASSIVE = T("Before a verb, di belongs to the word: dijual, diumumkan.")
_WORD = T("So it stands in the dictionary (KBBI).")
_ORDINAL = T("Ordinals are written kedua or ke-2.")

_RULES: tuple[tuple[re.Pattern[str], Advise, Text], ...] = (
    (
        re.compile(
            r"(?<![\w/.-])(?<!Nomor )(?<!No\. )"
            r"(?P<day>\d{1,2})(?P<sign>[/-])(?P<month>\d{1,2})(?P=sign)(?P<year>(?:19|20)\d\d|\d\d)"
            r"(?![\w/-])"
        ),
        _date,
        _DAY,
    ),
    (
        re.compile(r"(?<![\w/.-])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\w/-])"),
        _date,
        _DAY,
    ),
    (
        re.compile(
            rf"(?<![\w/.])(?P<day>\d{{1,2}})[ -](?P<month>{_NAMES})\b\.?[ -](?P<year>(?:19|20)\d\d)"
            r"(?!\w)",
            re.IGNORECASE,
        ),
        _month,
        _DAY,
    ),
    (
        re.compile(
            r"\b(?:Rp|RP|rp|IDR)\.?\s?(?P<sum>\d[\d.,]*)(?P<end>(?<=,)-+|(?<=,)=|\.-)?"
            r"(?P<words>\s(?:ribu|juta|miliar|triliun)\b)?"
        ),
        _sum,
        _SUM,
    ),
    (
        re.compile(
            r"(?P<before>\b(?:pukul|jam)\s)?(?<![\d:])(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)"
            r"(?![\d:])(?P<zone>\s(?:WIB|WITA|WIT)\b)?",
            re.IGNORECASE,
        ),
        _hour,
        _HOUR,
    ),
    (
        re.compile(r"(?<![\d.])((?:[01]\d|2[0-3])\.[0-5]\d)\s?-\s?((?:[01]\d|2[0-3])\.[0-5]\d)(?!\d)"),
        lambda found: f"{found[1]}–{found[2]}",
        _HOUR,
    ),
    (
        re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3}){2,}(?![\d,])"),
        lambda found: found[0].replace(",", "."),
        _NUMBER,
    ),
    (
        re.compile(r"(?<![\w.,])(\d{1,3})\.(\d{1,2})(\s?(?:%|persen\b))"),
        lambda found: f"{found[1]},{found[2]}{found[3]}",
        _NUMBER,
    ),
    (
        re.compile(r"(?<![\w./])(dst|dll|dsb|dkk|ttd|Yth|Sdr|Sdri|Bpk)\b(?![./])"),
        lambda found: f"{found[1]}.",
        _SHORTENED,
    ),
    (
        re.compile(r"(?<![\w./])([sS]/[dD]|[aA]/[nN]|[uU]/[pP]|[dD]/[aA]|[uU]/[bB])(?![\w/])\.?"),
        lambda found: f"{found[1][0].lower()}.{found[1][2].lower()}.",
        _SHORTENED,
    ),
    (
        re.compile(r"(?<![\w./])(s\.d|a\.n|u\.p|u\.b|d\.a)(?![\w.])"),
        lambda found: f"{found[1]}.",
        _SHORTENED,
    ),
    (
        re.compile(
            rf"(?<![\w-])(di(?=luar\b)|(?:di|ke)(?!luar))(luar|{_either(PLACES)})(?![\w-])",
            re.IGNORECASE,
        ),
        _apart,
        _PLACE,
    ),
    (
        re.compile(rf"(?<![\w-])(di)\s({_either(VERBS)})(?![\w-])", re.IGNORECASE),
        lambda found: found[1] + found[2],
        _PASSIVE,
    ),
    (
        re.compile(
            r"\bke-(satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh)\b", re.IGNORECASE
        ),
        lambda found: f"{found[0][:2]}{found[1]}",
        _ORDINAL,
    ),
    (
        re.compile(
            rf"(?<![\w-])(?:{_either(STANDARD)}|jum’at)(?![\w-]|['’]\w)",
            re.IGNORECASE,
        ),
        _standard,
        _WORD,
    ),
)  # fmt: skip
