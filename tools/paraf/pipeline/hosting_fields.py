"""How an object of a forge differs from what is wanted: in words, and whether that opens it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from paraf.core.words import T, Text
from paraf.pipeline.hosting import Fields


class Tight(Enum):
    """Which value of a field gives people the least."""

    TRUE = True
    FALSE = False
    FEW = "few"
    """Each entry of a list gives somebody something."""
    MANY = "many"
    """The more there are (or the greater the number), the less is allowed."""
    NONE = None
    """The field gives and takes no rights."""


@dataclass(frozen=True, slots=True)
class Field:
    """What a field says to people, and which way it opens."""

    label: Text
    tight: Tight = Tight.NONE

    def opens(self, before: Any, after: Any) -> bool:
        """Say whether somebody may do more after the change than before."""
        if before == after:
            return False
        match self.tight:
            case Tight.TRUE | Tight.FALSE:
                return bool(after) != bool(self.tight.value)
            case Tight.FEW:
                return not _entries(after) <= _entries(before)
            case Tight.MANY if isinstance(after, int):
                return bool(after < before)
            case Tight.MANY:
                return not _entries(after) >= _entries(before)
            case Tight.NONE:
                return False


def _entries(value: Any) -> set[str]:
    """Return what a list holds, or a text of patterns with semicolons between them."""
    parts = value.split(";") if isinstance(value, str) else value
    return {one.strip() for one in parts} - {""}


@dataclass(frozen=True, slots=True)
class Difference:
    """What is to be changed: the new values, the sentences, and whether rights grow."""

    body: Fields
    details: tuple[Text, ...]
    widens: bool


def difference(fields: Mapping[str, Field], want: Fields, seen: Fields) -> Difference | None:
    """Return how `seen` differs from `want`; None if it does not.

    What `seen` does not have its forge's version does not know: it is left out.
    """
    changed = {
        key: (plain(seen[key]), plain(value))
        for key, value in want.items()
        if key in seen and plain(seen[key]) != plain(value)
    }
    if not changed:
        return None
    details = tuple(
        T("{what}: {before} → {after}", what=fields[key].label, before=worded(a), after=worded(b))
        for key, (a, b) in changed.items()
    )
    widens = any(fields[key].opens(a, b) for key, (a, b) in changed.items())
    return Difference({key: want[key] for key in changed}, details, widens)


def plain(value: Any) -> Any:
    """Return a value so that equal ones compare equal: lists have no order, and null is none."""
    if isinstance(value, list | tuple):
        return tuple(sorted(value))
    return () if value is None else value


def worded(value: Any) -> Text | str:
    """Return a value in words."""
    if isinstance(value, bool):
        return T("yes") if value else T("no")
    if value in ((), ""):
        return T("none")
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value)


def opened(fields: Mapping[str, Field], before: Fields, after: Fields) -> Iterator[str]:
    """Yield the names of the fields that give more in `after` than in `before`."""
    for key, one in fields.items():
        if key in before and key in after and one.opens(plain(before[key]), plain(after[key])):
            yield key
