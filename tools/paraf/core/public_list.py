"""What the list of public information says of each page, and what an office says of all of them.

The list (Daftar Informasi Publik, DIP) is what UU 14/2008 article 11 has every public body keep.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import Enum
from types import MappingProxyType


class Period(Enum):
    """How often periodic information is renewed (UU 14/2008 article 9)."""

    MONTHLY = "bulanan"
    QUARTERLY = "triwulan"
    HALF_YEARLY = "semester"
    YEARLY = "tahunan"
    ONCE = "sekali"
    """Said once, and not again: an announcement, a piece of news."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A page's line in the list, beyond its title and summary; what is empty is not said there.

    `unit` is the official or unit that holds the information, `responsible` who made or issued it,
    `place` where, `retention` how long it is kept. `listed` says whether it has a line at all.
    """

    unit: str = ""
    responsible: str = ""
    place: str = ""
    retention: str = ""
    period: Period | None = None
    listed: bool | None = None

    def completed(self, other: "Listing") -> "Listing":
        """Return it, with what it does not say as `other` says it."""
        empty = {
            one.name: getattr(other, one.name)
            for one in fields(self)
            if getattr(self, one.name) in ("", None)
        }
        return replace(self, **empty)


@dataclass(frozen=True, slots=True)
class ListDefaults:
    """What an office says of all its pages, and of those below a folder of `content/`."""

    office: Listing = field(default_factory=Listing)
    sections: Mapping[str, Listing] = field(default_factory=lambda: MappingProxyType({}))

    def completed(self, path: str, own: Listing) -> Listing:
        """Return the line of the page `path`, below `content/`: its own words, else its section's.

        The nearest section counts before those around it, the office last.
        """
        folders = path.split("/")[:-1]
        for depth in range(len(folders), 0, -1):
            own = own.completed(self.sections.get("/".join(folders[:depth]), Listing()))
        return own.completed(self.office)
