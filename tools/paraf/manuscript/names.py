"""Whether the names of a draft's files tell personal data: they stand in addresses, for ever."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote

from paraf.core.checking import ALWAYS
from paraf.core.evidence import Finding
from paraf.core.page import Entry, Page
from paraf.core.words import T
from paraf.manuscript.finding import blocks
from paraf.manuscript.kinds import KINDS
from paraf.manuscript.passage import Lines
from paraf.manuscript.personal.masks import mask
from paraf.manuscript.personal.numbers import NIK, digits_of, grouped, is_nik, matches
from paraf.manuscript.personal.recognise import Known, recognise


def check_names(entries: Iterable[Entry], pages: Mapping[str, Page]) -> Iterator[Finding]:
    """Find files, folders and old addresses of pages whose names hold a NIK or a KK number.

    `pages` are by the repository's paths; those that the draft does not touch are not looked at.
    None is excused: a name can be another.
    """
    for entry in entries:
        if entry.deleted:
            continue
        for kind in sorted(telling(entry.path)):
            what = T("The name of the file holds personal data: {kind}.", kind=KINDS[kind].name)
            yield blocks("name", entry.path, what, _RENAME)
        page = pages.get(entry.path)
        told = telling(*page.meta.former) if page else {}
        for kind in sorted(told):
            what = T("An old address under former holds personal data: {kind}.",
                     kind=KINDS[kind].name)  # fmt: skip
            yield blocks("name", entry.path, what, _DROP)


def telling(*names: str) -> dict[str, str]:
    """Return the kinds of what names, paths or titles hold that nobody may learn from one.

    Each is given with a masked sample.

    No word beside a number excuses it here, as it may in a text: a name says too little for that.
    """
    found: dict[str, str] = {}
    for name in (part for one in names for part in _plain(one).split("/")):
        seen = recognise([Lines(name)], Known())
        found |= {one.kind: one.sample for one in seen if one.kind in ALWAYS}
        for one in matches(NIK, name, _is_nik):
            found.setdefault("nik", mask("nik", one[0]))
    return found


def _plain(name: str) -> str:
    """Return a name as it is read: its escapes and odd digits undone, one sign for each gap."""
    return unicodedata.normalize("NFKC", unquote(name)).replace("_", "-")


def _is_nik(found: "re.Match[str]") -> bool:
    if _DATES.fullmatch(found[0]):
        return False
    return grouped(found[0]) and is_nik(digits_of(found[0]))


_DATES = re.compile(r"(?:\d\d[-. ]\d\d[-. ]\d{4}[-. ]?){2}")
"""From one day to another, as names of files say it: 11-03-2026-12-03-2026."""
_RENAME = T("Rename it by what it is about, never by whose it is.")
_DROP = T("Take it out: the administrator can forward that address on the server instead.")
