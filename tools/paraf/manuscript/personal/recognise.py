"""Recognises personal data in what a file says."""

from collections.abc import Iterable
from dataclasses import dataclass

from paraf.manuscript.passage import Passage
from paraf.manuscript.seen import Seen


@dataclass(frozen=True, slots=True)
class Known:
    """What is the office's own, and therefore nobody's personal data: phone numbers, as written,
    and the domains of its e-mail."""

    phones: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()


def recognise(passages: Iterable[Passage], known: Known) -> tuple[Seen, ...]:
    """Return the personal data in a file's passages, masked, each column of a table as one."""
    raise NotImplementedError
