"""How thoroughly, and how politely, a live site is inspected: the office's own rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field

DEVICES = ("phone", "desktop")
THEMES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Budgets:
    """What a page may cost its reader: milliseconds, a score, kilobytes, requests."""

    lcp: int = 2500
    cls: float = 0.1
    kilobytes: int = 2000
    requests: int = 60


@dataclass(frozen=True, slots=True)
class InspectionRules:
    """`inspection:` in `review/rules.yml`. The defaults are what a site gets that says nothing.

    `per_second` is the most requests a second (0: as many as the server answers), `connections`
    how many at once. `around` is how many pages that lead to the case's are looked at with
    them, home and search beside them; with 0 the case's pages are looked at alone. `patience`
    is how many seconds a page may take in the browser. `names` are other host names that must
    lead to the site's address; `redirects` maps old paths to where they must lead. `others` are
    paths below the address that belong to somebody else. `external` says whether the links of
    the case's pages to other sites are followed. `accepted` maps kinds of findings that the
    office lives with to its reasons: they block no longer, but are told all the same.
    """

    connections: int = 8
    per_second: float = 0.0
    around: int = 4
    patience: int = 30
    devices: tuple[str, ...] = DEVICES
    themes: tuple[str, ...] = THEMES
    budgets: Budgets = Budgets()
    names: tuple[str, ...] = ()
    redirects: Mapping[str, str] = field(default_factory=dict)
    others: tuple[str, ...] = ()
    external: bool = True
    accepted: Mapping[str, str] = field(default_factory=dict)
