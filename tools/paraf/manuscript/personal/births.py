"""Dates of birth in running text."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from paraf.manuscript.personal.dates import Dated, labelled, labels_of_birth, speaks_of_birth
from paraf.manuscript.personal.page import Hit, Page

_LATEST = 2015
"""The head of a table speaks for dates up to this year: younger ones are those of papers."""
_SHORT = 50
_IDLE = 16
"""So many lines without a date end a table."""


def find_births(page: Page, identities: Iterable[Hit]) -> Iterator[Hit]:
    """Yield dates that words call somebody's birth, or the head of their column, or the number of
    the same person beside them, which holds the same date."""
    found: dict[int, Dated] = {}
    if speaks_of_birth(page.text):
        found |= {one.start: one for one in labelled(page.rest)}
        found |= {one.start: one for one in _headed(page)}
    found |= {one.start: one for one in _beside(page, identities)}
    for _, one in sorted(found.items()):
        yield Hit("birth", one.start, one.end, f"{one.day:%d-%m-%Y}")


def _headed(page: Page) -> Iterator[Dated]:
    """Yield the earliest date of each row below a line that has `lahir` among other labels."""
    text, lines, reached = page.text, list(page.dates), 0
    for start, end in labels_of_birth(text):
        yield from _listed(page, end)
        head = page.labels.around(start) if start >= reached else None
        if head is None:
            continue
        reached = head.start
        for index in range(bisect_right(lines, head.start), len(lines)):
            line = lines[index]
            if line >= head.until or text.count("\n", reached, line) > _IDLE:
                break
            reached = line
            born = min(page.dates[line], key=lambda one: one.day)
            if born.day.year <= _LATEST:
                yield born


def _listed(page: Page, start: int) -> Iterator[Dated]:
    """Yield the dates that stand under a word, each in a short line of its own."""
    line, end = page.line(start)
    if page.text[start:end].strip(" :."):
        return
    while end - line < _SHORT and end < len(page.text):
        line, end = page.line(end + 1)
        row = page.dates.get(line, ())
        if len(row) != 1:
            break
        yield row[0]


def _beside(page: Page, identities: Iterable[Hit]) -> Iterator[Dated]:
    for one in identities:
        told = told_birth(one.kind, one.value)
        for dated in page.dates.get(page.line(one.start)[0], ()) if told else ():
            near = one.start - 300 < dated.start < one.end + 300
            if near and f"{dated.day:%d%m%y}" == told and not one.start <= dated.start < one.end:
                yield dated


def told_birth(kind: str, value: str) -> str:
    """Return the birth that a NIK or NIP tells, as `ddmmyy`; "" for none."""
    if kind == "nik" and len(value) == 16:
        day = int(value[6:8])
        return f"{day - 40 if day > 40 else day:02}{value[8:12]}"
    if kind == "nip" and len(value) == 18:
        return f"{value[6:8]}{value[4:6]}{value[2:4]}"
    return ""
