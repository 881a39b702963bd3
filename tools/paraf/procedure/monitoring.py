"""The half-yearly monitoring of an SOP as a page: PermenPAN-RB 35/2012, "Tabel 7".

The regulation's columns are the procedure, the assessment of how it is followed, its notes, the
measures to be taken and the assessor's initials. What the archive can tell is printed beside each
step; what people have to say is left empty, to be written by hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from datetime import time as midnight
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from paraf.core import phrases
from paraf.core.monitor import DAY, Amount, Edition, Figures, Line, Period, Practice
from paraf.core.sop import Norm, Unit
from paraf.core.words import Say, T, Text
from paraf.procedure.small_chart import chart, spoken
from paraf.typeset import counters, environment

if TYPE_CHECKING:
    from jinja2 import Environment

QUESTIONS = (
    T("It drives better performance"),
    T("It is easy to understand"),
    T("It is easy to carry out"),
    T("Everybody can play their part"),
    T("It copes with the problems of the process"),
    T("It meets the need for better performance of the office"),
    T("It works together with the other procedures"),
)
"""The statements of the regulation's evaluation form, for people to answer."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the page of one procedure is made of.

    `current` is the digest of the wording in force, None where none is. `over` says that the period
    had ended at `read_at`; `made` is the time of the commit that the archive was read at.
    `unreadable` names what had to be left out.
    """

    office: str
    practice: Practice
    period: Period
    over: bool
    current: str | None
    unreadable: tuple[tuple[str, Text], ...]
    commit: str
    made: datetime
    read_at: datetime


def page(sheet: Sheet, *, say: Say, language: str) -> str:
    """Return the page as one HTML file without scripts, which prints on A4 across.

    The same values give the same bytes.
    """
    editions = shown(sheet.practice)
    newest = editions[0].sop.identity
    return (
        _environment(say, sheet.period)
        .get_template("monitoring.html.j2")
        .render(
            sheet=sheet,
            practice=sheet.practice,
            period=sheet.period,
            editions=editions,
            identity=newest,
            lead=sheet.practice.lead.figures,
            questions=QUESTIONS,
            language=language,
            zone=datetime.combine(sheet.period.last, midnight(), sheet.period.zone).tzname(),
            day=DAY,
            created=sheet.made.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            pages_of=counters(say(T("Page {page} of {pages}", page="\x01", pages="\x02"))),
        )
    )


def shown(practice: Practice) -> Sequence[Edition]:
    """Return the wordings that cases were judged by; where there was none, the newest known."""
    used = [one for one in practice.newest_first if one.cases]
    return used or practice.newest_first[-1:]


def time(amount: Amount, norm: Norm) -> Text:
    """Return office time in the unit of its norm."""
    if norm.unit is Unit.DAY:
        return T("{number} days", number=decimal(amount.norms * norm.amount, 2))
    minutes = amount.seconds / 60
    if norm.unit is Unit.HOUR or minutes >= 100:
        hours, rest = divmod(round(minutes), 60)
        return T("{hours} h {minutes} min", hours=hours, minutes=rest)
    return T("{number} min", number=decimal(minutes, 1))


def decimal(number: float, places: int) -> Text:
    """Return a number with so many decimals, half rounded up; none where they are all noughts."""
    rounded = Decimal(repr(number)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole, _, part = f"{rounded:f}".partition(".")
    part = part.rstrip("0")
    return T("{whole}.{part}", whole=whole, part=part) if part else T("{whole}", whole=whole)


def within(figures: Figures) -> Text:
    """Return how many cases kept the norm; not all are never 100 %, and some never 0 %."""
    percent = (200 * figures.within + figures.cases) // (2 * figures.cases)
    if 0 < figures.within < figures.cases:
        percent = min(max(percent, 1), 99)
    return T("{n} of {all} ({percent}%)", n=figures.within, all=figures.cases, percent=percent)


def actor(edition: Edition, line: Line) -> str:
    """Return the printed head of the columns that a line's work stands in."""
    keys = dict.fromkeys(one.actor for one in line.steps)
    return ", ".join(one.printed for key in keys for one in edition.sop.actors if one.key == key)


def activity(line: Line) -> str:
    """Return what a row prints; for one of its acts, what it does in our own words."""
    return line.steps[0].activity if line.whole else line.steps[0].does


def _environment(say: Say, period: Period) -> "Environment":
    from markupsafe import Markup

    known = environment("paraf.procedure", say)
    known.globals |= {"actor": actor, "activity": activity}
    known.filters |= {
        "day": lambda on: say(phrases.day(on)),
        "moment": lambda at: say(phrases.moment(at, period.zone)),
        "time": lambda amount, norm: say(time(amount, norm)) if amount else "–",
        "within": lambda figures: say(within(figures)),
        "chart": lambda bars: Markup(chart(bars, say)),  # noqa: S704 - drawn from numbers alone
        "spoken": lambda bars: say(spoken(bars)),
    }
    return known
