"""Dates as people write them, and whose birth they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from paraf.manuscript.personal.signs import GAP

_MONTHS = r"jan|[fp]eb|mar|mrt|apr|mei|may|jun|jul|ag[ust]|aug|sep|o[kc]t|no[vp]|de[sc]"
_NUMBER_OF = {
    "jan": 1, "feb": 2, "peb": 2, "mar": 3, "mrt": 3, "apr": 4, "mei": 5, "may": 5, "jun": 6,
    "jul": 7, "agu": 8, "ags": 8, "agt": 8, "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11,
    "nop": 11, "des": 12, "dec": 12,
}  # fmt: skip
_ROMAN = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10,
    "xi": 11, "xii": 12,
}  # fmt: skip
_BREAK = rf"[ {GAP}\r\n]{{0,2}}"

DATE = re.compile(
    r"\d(?<!\d\d)(?<!\d[.,/\-]\d)(?:"
    rf"\d?{_BREAK}[-/. ]?{_BREAK}(?:{_MONTHS})[a-z]{{0,7}}[.,]?{_BREAK}[-/ ]?{_BREAK}'?"
    r"(?:\d{4}|\d\d)"
    rf"|\d?{_BREAK}[-/. ]{_BREAK}\d\d?{_BREAK}[-/. ]{_BREAK}(?:\d{{4}}|\d\d)"
    r"|\d? ?[-/. ] ?[ivx]{1,4} ?[-/. ] ?\d{4}"
    r"|\d{3}[-/. ]\d\d?[-/. ]\d\d?"
    r"|\d{7}"
    r")(?!\d)(?![.,/\-]\d)"
)
"""What may be a date that begins with a digit."""

_SPELLED = re.compile(
    rf"(?:{_MONTHS})[a-z]{{0,7}}\.? (?P<day>\d\d?),? (?P<year>\d{{4}})(?!\d)"
    rf"|(?P<dayword>(?:[a-z]+ ){{1,3}}?)(?:bulan )?(?P<month>{_MONTHS})[a-z]{{0,7}},? (?:tahun )?"
    r"(?P<yearword>(?:seribu|dua ribu)(?: [a-z]+){0,5})"
)
"""The month first, or all of it in words."""

_PARTS = re.compile(r"\d+|[a-z]+")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date, and where in the text it stands."""

    day: date
    start: int
    end: int


def dates(text: str, start: int = 0, end: int | None = None) -> Iterator[Dated]:
    """Yield the dates of a plain text that begin with a digit."""
    position, until = start, len(text) if end is None else end
    while (found := DATE.search(text, position, until)) is not None:
        day = read_date(found.group())
        position = found.end() if day else found.start() + 1
        if day:
            yield Dated(day, *found.span())


def read_date(written: str) -> date | None:
    """Return the day that is meant; None if there is no such day."""
    parts = _PARTS.findall(written)
    if len(parts) == 1 and len(parts[0]) == 8:
        text = parts[0]
        first = (text[:4], text[4:6], text[6:]) if text[:2] in ("19", "20") else None
        parts = list(first or (text[:2], text[2:4], text[4:]))
        if first and _day(*first) is None:
            parts = [text[:2], text[2:4], text[4:]]
    if len(parts) > 3 and len(parts[0]) == 4:
        # What follows is a time of day.
        del parts[3:]
    if len(parts) != 3:
        return None
    if len(parts[0]) == 4:
        parts.reverse()
        return _day(parts[2], parts[1], parts[0])
    return _day(parts[2], parts[1], parts[0]) or _day(parts[2], parts[0], parts[1])


def _day(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdigit() else _NUMBER_OF.get(month[:3]) or _ROMAN.get(month)
    if number is None or not (year.isdigit() and day.isdigit()):
        return None
    full = int(year) + (0 if len(year) == 4 else 2000 if int(year) <= 30 else 1900)
    try:
        return date(full, number, int(day)) if 1900 <= full <= 2040 else None
    except ValueError:
        return None


# It begins with plain letters, so that the search for it leaps.
_LABEL = re.compile(
    r"lahir(?:(?<![a-z]lahir)|(?<=kelahir)|(?<=tgllahir)|(?<=tanggallahir)|(?<=tempatlahir))"
    r"(?:an)?(?![a-z])"
)
_RARER = re.compile(
    r"(?<![a-z])(?:t\.?\s?t\.?\s?l|lhr|date[\s_]of[\s_]birth|birth[\s_]?(?:date|day)|dob|born|bday)(?![a-z])"
)
_RARE = ("lhr", "ttl", "t.t.l", "t t l", "birth", "dob", "born", "bday")
# Not a person's: Pancasila's birthday, a certificate of birth, a condition of age.
_BEFORE = re.compile(
    r"(?:hari|akt[ae]|kutipan|surat|keterangan|angka|cuti|tahun)\s*\Z"
    r"|(?:gagasan|ide|program|inovasi|sertifikat|kabupaten|provinsi|undang)(?:[ -][a-z]+){0,2} \Z"
)
_BETWEEN = re.compile(
    r"(?<![a-z])(?:sebelum|setelah|sesudah|antara|paling|minimal|maksimal|tmt|diangkat|meninggal"
    r"|wafat|pensiun|akt[ae]|surat|undang|peraturan|ditetapkan|diundangkan|berlaku|kontrak|mulai"
    r"|nomor|terhitung|pancasila|hari|dirilis|terbit|diterbitkan|dibuat|tes|ujian|seleksi"
    r"|periode|yang|per|contoh|format|ijazah)(?![a-z])"
)
# Whose birthday a town keeps: `lahir Kota Contoh 7 Oktober`, and no `lahir: Kota Baru, 7 Oktober`.
_TOWN = re.compile(r"\s{0,3}(?:kota|kabupaten|provinsi|desa)(?![a-z])[^,:]*\Z")
_REACH = 100
_SHORTEST = 6
_SIDE = re.compile(r"[ \t|;]{1,4}(?=\d)")
_YOUNGEST = 2012
_ROW = re.compile(r"\s{1,3}\d{1,4}[.)]?\s[a-z][^\d]{1,90}(?=\d)")


def speaks_of_birth(text: str) -> bool:
    """Say quickly whether births can be meant anywhere in a plain text."""
    return "lahir" in text or any(one in text for one in _RARE)


def labels_of_birth(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a plain text says that somebody was born."""
    found = [one.span() for one in _LABEL.finditer(text)]
    if any(one in text for one in _RARE):
        found = sorted((*found, *(one.span() for one in _RARER.finditer(text))))
    for start, end in found:
        if not _BEFORE.search(text, max(0, start - 40), start):
            yield start, end


def labelled(text: str) -> Iterator[Dated]:
    """Yield the dates that words before them call somebody's birth."""
    last = -1
    spans = list(labels_of_birth(text))
    # What follows another such word is that one's.
    ends = [*(start for start, _ in spans), len(text)][1:]
    for (_, start), end in zip(spans, ends, strict=False):
        found = _next(text, start, end)
        if found is not None and found.start > last:
            last = found.start
            yield found
            yield from _beside(text, found.end)
            yield from _run_on(text, start)


def _beside(text: str, end: int) -> Iterator[Dated]:
    """Yield the dates that follow another in its line: those of other people, each in a column."""
    while (gap := _SIDE.match(text, end)) is not None:
        found = next(dates(text, gap.end(), min(len(text), gap.end() + 24)), None)
        if found is None or found.start != gap.end() or found.day.year > _YOUNGEST:
            return
        yield found
        end = found.end


def _run_on(text: str, end: int) -> Iterator[Dated]:
    """Yield the dates of a table, the last of its columns, whose rows have run into one line."""
    while (gap := _ROW.match(text, end)) is not None:
        found = next(dates(text, gap.end(), min(len(text), gap.end() + 24)), None)
        if found is None or found.start != gap.end():
            return
        yield found
        end = found.end


def _next(text: str, start: int, limit: int) -> Dated | None:
    end = min(limit, start + _REACH)
    if end - start < _SHORTEST:
        return None
    found = next(dates(text, start, end), None) or _spelled(text, start, end)
    if found is None:
        return None
    gap = text[start : found.start]
    if gap.count("\n") > 2 or _BETWEEN.search(gap) or _TOWN.match(gap):
        return None
    return found


def _spelled(text: str, start: int, end: int) -> Dated | None:
    found = _SPELLED.search(text, start, min(len(text), end + 100))
    if found is None:
        return None
    if found["day"]:
        day = _day(found["year"], found.group()[:3], found["day"])
    else:
        day = _day(str(_count(found["yearword"])), found["month"], str(_count(found["dayword"])))
    return None if day is None else Dated(day, *found.span())


_ONES = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8,
    "sembilan": 9,
}  # fmt: skip


def _count(words: str) -> int:
    """Return the number that words name, as in `seribu sembilan ratus sembilan puluh satu`."""
    whole = last = 0
    for word in words.split():
        if word in _ONES:
            last = _ONES[word]
        elif word in ("sepuluh", "sebelas", "seratus", "seribu"):
            last, value = 0, {"sepuluh": 10, "sebelas": 11, "seratus": 100, "seribu": 1000}[word]
            whole += value
        elif word in ("belas", "puluh", "ratus", "ribu"):
            whole += (
                last + 10 if word == "belas" else last * {"puluh": 10, "ratus": 100}.get(word, 1000)
            )
            last = 0
        elif whole or last:
            break
    return whole + last
