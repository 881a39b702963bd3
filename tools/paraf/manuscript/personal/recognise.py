"""Recognises personal data in what a file says."""

from collections.abc import Iterable
from dataclasses import dataclass

from paraf.manuscript.passage import Lines, Passage
from paraf.manuscript.personal.columns import Piece
from paraf.manuscript.personal.contacts import Mail
from paraf.manuscript.personal.phones import Phones
from paraf.manuscript.personal.sheets import Sheets
from paraf.manuscript.personal.tallies import Tallies
from paraf.manuscript.personal.text import Own
from paraf.manuscript.seen import Seen


@dataclass(frozen=True, slots=True)
class Known:
    """What is the office's own, and therefore nobody's personal data: phone numbers, as written,
    and the domains of its e-mail."""

    phones: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()


def recognise(passages: Iterable[Passage], known: Known) -> tuple[Seen, ...]:
    """Return the personal data in a file's passages, masked, each column of a table as one.

    A list in running text, with hardly a line between two of a kind, is one too, over all pages of
    the file. The order of the passages does not matter.
    """
    own = Own(Phones(known.phones), Mail(known.domains))
    tallies, sheets = Tallies(), Sheets(own)
    for passage in passages:
        if isinstance(passage, Lines):
            sheets.add(passage)
        else:
            Piece(passage, own, tallies).read()
    seen = (*sheets.seen(), *tallies.seen())
    return tuple(sorted(seen, key=lambda one: (one.spot, one.kind, one.sample, one.count)))
