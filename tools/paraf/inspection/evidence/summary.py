"""The inspection on one sheet: what an official reads in a minute, with nothing but a browser."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import quote
from zoneinfo import ZoneInfo

from paraf.core import phrases
from paraf.core.evidence import Checked, Evidence, FileSum, Finding, PageSeen, Severity
from paraf.core.words import Say, T, Text
from paraf.inspection.accepted import reason_of
from paraf.inspection.findings import UNREACHABLE
from paraf.inspection.kinds import KINDS, PARTS
from paraf.typeset import environment

if TYPE_CHECKING:
    from jinja2 import Environment

PLACES = 3
"""So many places of one kind of finding are named; `inspection.json` has all of them."""
GROUPS = 12
"""So many kinds of findings are told."""
SHOWN = 2
"""So many pages are shown at once, and one where something has to be put right; it is all to stand
on one sheet. The others can be opened."""
NAMES = {
    "bytes": T("Every file"),
    "links": T("Links"),
    "pages": T("Pages in a browser"),
    "transport": T("Server and connection"),
}
WHO = {
    "bytes": T("Whoever publishes the site"),
    "links": T("Whoever prepares the page"),
    "pages": T("Whoever prepares the page"),
    "transport": T("Whoever runs the web server"),
}
THEMES = {"light": T("light"), "dark": T("dark")}


@dataclass(frozen=True, slots=True)
class About:
    """What an inspection was made for; nothing of it where a site is inspected by itself."""

    office: str = ""
    case: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one kind, of one severity: they have one remedy and one who sees to it.

    `places` are those that are named, `more` how many are not.
    """

    name: Text
    blocks: bool
    what: Text
    remedy: Text
    who: Text
    places: tuple[str, ...]
    more: int
    accepted: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page with all its views; a picture's address is relative to the summary's folder."""

    path: str
    title: str
    views: tuple[PageSeen, ...]

    @property
    def differs(self) -> bool:
        """Say whether it does not look like its preview."""
        return any(one.difference for one in self.views)

    @property
    def measured(self) -> tuple[PageSeen, ...]:
        """The views whose figures are told; the dark ones cost the same."""
        return tuple(one for one in self.views if one.figures and one.theme == "light")


def html(
    evidence: Evidence, *, say: Say, language: str, zone: ZoneInfo, about: About | None = None
) -> str:
    """Return one HTML file without scripts, to lie beside the pictures that it shows.

    `evidence.artifacts` are what it names by SHA-256. The same values give the same bytes, and the
    style sheet is the same in all of them.
    """
    found = groups(evidence.findings)
    leaves, at_once = _leaves(evidence.pages), SHOWN if evidence.passed else 1
    return (
        _environment(say, zone)
        .get_template("summary.html.j2")
        .render(
            about=about or About(),
            evidence=evidence,
            language=language,
            wrong=[one for one in found if one.blocks],
            noted=[one for one in found if not one.blocks],
            most=GROUPS,
            parts=_parts(evidence),
            shown=leaves[:at_once],
            hidden=leaves[at_once:],
            kept=_kept(evidence.artifacts),
            pictures=sum(name.endswith(".webp") for name in evidence.artifacts),
            down=any(one.kind == UNREACHABLE for one in evidence.findings),
        )
    )


def groups(findings: Iterable[Finding]) -> list[Group]:
    """Return findings by kind, those that block first, in the order in which they were found."""
    by: dict[tuple[bool, str, str], list[Finding]] = {}
    for one in findings:
        blocks = one.severity is Severity.BLOCK
        by.setdefault((not blocks, one.kind, reason_of(one) or ""), []).append(one)
    return [_group(same, reason) for (_, _, reason), same in sorted(by.items(), key=_first)]


def _first(item: tuple[tuple[bool, str, str], list[Finding]]) -> bool:
    return item[0][0]


def _group(same: Sequence[Finding], reason: str) -> Group:
    one = same[0]
    kind, part = KINDS.get(one.kind), _part(one.kind)
    places = tuple(dict.fromkeys(f"{each.place}:{each.line}" if each.line else each.place
                                 for each in same))  # fmt: skip
    return Group(
        name=kind.name if kind else T("{name}", name=one.kind),
        blocks=one.severity is Severity.BLOCK,
        what=one.what,
        remedy=one.remedy,
        who=WHO.get(part, T("Whoever publishes the site")),
        places=places[:PLACES],
        more=len(places[PLACES:]),
        accepted=reason,
    )


def _part(kind: str) -> str:
    return next((part for part, kinds in PARTS.items() if kind in kinds), "")


def _parts(evidence: Evidence) -> list[tuple[str, Text, list[Checked], int, int]]:
    """Return each part that was inspected: what was looked at, and how much blocks or is noted."""
    found = []
    for part, name in NAMES.items():
        checked = [one for one in evidence.checked if one.part == part]
        wrong = [one for one in evidence.findings if _part(one.kind) == part]
        blocks = sum(one.severity is Severity.BLOCK for one in wrong)
        if checked or wrong:
            found.append((part, name, checked, blocks, len(wrong) - blocks))
    return found


def _leaves(pages: Iterable[PageSeen]) -> list[Leaf]:
    """Return the pages with pictures; those that differ from their preview come first."""
    by: dict[str, list[PageSeen]] = {}
    for one in pages:
        if one.screenshot or one.difference:
            by.setdefault(one.path, []).append(one)
    leaves = [Leaf(path, views[0].title, tuple(views)) for path, views in by.items()]
    return sorted(leaves, key=lambda one: not one.differs)


def _kept(artifacts: Mapping[str, FileSum]) -> list[tuple[str, FileSum]]:
    """Return the files of the evidence that are no pictures, nor an older sheet like this one."""
    kept = sorted(artifacts.items())
    return [(name, one) for name, one in kept if not name.endswith((".webp", "summary.html"))]


def _environment(say: Say, zone: ZoneInfo) -> "Environment":
    known = environment("paraf.inspection.evidence", say)
    known.filters |= {
        "moment": lambda at: say(phrases.moment(datetime.fromisoformat(at), zone)),
        "size": lambda count: say(phrases.size(int(count))),
        "device": lambda name: say(phrases.device(name)),
        "theme": lambda name: say(THEMES.get(name, T("{name}", name=name))),
        "figures": lambda one: " · ".join(say(each) for each in _figures(one)),
        "source": quote,
    }
    return known


def _figures(one: PageSeen) -> Iterable[Text]:
    """Yield what was measured of a view, in words."""
    had = one.figures
    if "lcp" in had:
        tenths = round(had["lcp"] / 100)
        yield T("main part after {whole}.{tenth} s", whole=tenths // 10, tenth=tenths % 10)
    if "bytes" in had:
        yield phrases.size(int(had["bytes"]))
    if "requests" in had:
        yield T("{count} requests", count=int(had["requests"]))
