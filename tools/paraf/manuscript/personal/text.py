"""Finds personal data in running text."""

import re
from dataclasses import dataclass

from paraf.manuscript.personal.births import find_births
from paraf.manuscript.personal.boxes import find_boxed
from paraf.manuscript.personal.contacts import Mail, find_homes
from paraf.manuscript.personal.identities import (
    find_officials,
    find_quantities,
    find_residents,
    find_taxpayers,
)
from paraf.manuscript.personal.page import Hit, Page
from paraf.manuscript.personal.phones import Phones
from paraf.manuscript.personal.tokens import find_labelled

_LONG = re.compile(r"\d(?:[^0-9a-z]{0,3}[\doil]){7}")
_QUANTITY = re.compile(r"[.,]\d{2,16}e\+?1")


@dataclass(frozen=True, slots=True)
class Own:
    """What is the office's own."""

    phones: Phones
    mail: Mail


def has_numbers(text: str) -> bool:
    """Say whether a plain text has numbers long enough to be somebody's."""
    return _LONG.search(text) is not None


def find(text: str, own: Own) -> list[Hit]:
    """Return what a plain text (`signs.plain`) tells of people, by place."""
    return look_through(Page(text), own)


def look_through(page: Page, own: Own) -> list[Hit]:
    """Return what a page tells of people, by place."""
    text = page.text
    found: list[Hit] = []
    long = has_numbers(text)
    if long:
        # The longest number first: a part of it may look like a shorter one.
        found += page.claim(list(find_officials(page)))
        found += page.claim(list(find_residents(page)))
        found += page.claim(list(find_taxpayers(page)))
        found += page.claim(list(find_boxed(page, own.phones)))
        found += page.claim(list(own.phones.find(page)))
    if _QUANTITY.search(text):
        found += page.claim(list(find_quantities(page)))
    births = list(find_births(page, found))
    if long:
        page.claim(births)
        found += page.claim(list(find_labelled(page, own.phones)))
    found += births
    found += own.mail.find(page)
    found += find_homes(page)
    return sorted(found, key=lambda one: (one.start, one.kind))
