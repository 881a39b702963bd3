"""What a document says, with what is planted in it, and the truth about where it was laid."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Planted:
    """An identifier as it is written. `also` are kinds that it may rightly be called, too.

    One that is not `required` may be found or not: people would disagree about it.
    """

    kind: str
    text: str
    also: tuple[str, ...] = ()
    required: bool = True

    def __str__(self) -> str:
        return self.text


Said = str | Planted | Sequence[str | Planted]
"""A sentence, or the text of a cell, in pieces."""


def pieces(said: Said) -> tuple[str | Planted, ...]:
    """Return a text's pieces, in order."""
    return (said,) if isinstance(said, str | Planted) else tuple(said)


def flat(said: Said) -> str:
    """Return a text as a reader sees it."""
    return "".join(map(str, pieces(said)))


def planted(said: Said) -> tuple[Planted, ...]:
    """Return what is planted in a text."""
    return tuple(one for one in pieces(said) if isinstance(one, Planted))


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was laid. Zero or empty: anywhere; `where` names the kind of place.

    `column` and `row` are of a sheet, from 1. `part` is a slug as in `manuscript.spot.PARTS`.
    """

    where: str = "text"
    sheet: str = ""
    page: int = 0
    line: int = 0
    row: int = 0
    column: int = 0
    part: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Truth:
    planted: Planted
    place: Place


@dataclass
class Truths:
    """Gathers the truth about a document while it is written."""

    all: list[Truth] = field(default_factory=list)

    def lay(self, said: Said, place: Place) -> str:
        """Note what a text holds at a place; return the text."""
        self.all.extend(Truth(one, place) for one in planted(said))
        return flat(said)

    def within(self, others: Sequence[Truth], part: str) -> None:
        """Take over the truth about a file that lies inside this one."""
        self.all.extend(
            Truth(one.planted, replace(one.place, where=part, part=part, sheet="", page=0,
                                       line=0, row=0, column=0, hidden=False))
            for one in others
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Made:
    """A file and the truth about it. `weak` are kinds of weakness it was made with on purpose."""

    name: str
    data: bytes
    truths: tuple[Truth, ...]
    template: str = ""
    weak: frozenset[str] = frozenset()
