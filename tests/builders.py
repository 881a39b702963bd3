"""Values for tests of the core: the flagship procedure, an office, and what happens to a case.

The office: Ani prepares; Kiki is Kasubid, Kabul Kabid, Kartini Kepala. Plato is Plt. Kabid in the
first week of December. Nobody else works here.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from paraf.core.case import Case, Change, Event, Moved
from paraf.core.hours import Hours, Interval
from paraf.core.office import Account, Holding, Office, Person, Post, Tenure
from paraf.core.sop import Act, Actor, Identity, Mark, Norm, Sop, Step, Unit

WIB = ZoneInfo("Asia/Jakarta")

PREPARER, KASUBID, KABID, KEPALA = "pengelola", "kasubid", "kabid", "kepala"
MANUSCRIPT, REPORT = "manuscript", "report"


def account(who: str) -> Account:
    """Return the account of somebody of the office, or of a stranger of that name."""
    return Account("test", f"#{who}")


def person(who: str, *more: Account) -> Person:
    """Return a person whose id is `who`, with an account of that name and others."""
    return Person(who, who.capitalize(), accounts=(account(who), *more))


def moment(day: int, clock: str = "08:00", month: int = 11) -> datetime:
    """Return a moment of 2026 as the office's clock shows it."""
    return datetime.combine(date(2026, month, day), time.fromisoformat(clock), WIB)


LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def tenure(
    who: str,
    post: str,
    since: datetime = LONG_AGO,
    until: datetime | None = None,
    holding: Holding = Holding.DEFINITIVE,
) -> Tenure:
    """Return a tenure, definitive and without end unless told otherwise."""
    return Tenure(who, post, holding, since, until, f"SK {who}")


def _intervals(*spans: str) -> tuple[Interval, ...]:
    ends = [span.split("-") for span in spans]
    return tuple((time.fromisoformat(start), time.fromisoformat(end)) for start, end in ends)


_USUAL = _intervals("07:30-12:00", "13:00-16:00")
WEEK = {**dict.fromkeys(range(4), _USUAL), 4: _intervals("07:30-11:30", "13:00-16:30")}
"""Perpres 21/2023: 37.5 hours, with an hour's rest, an hour and a half on Friday."""

RAMADAN = {
    **dict.fromkeys(range(4), _intervals("08:00-12:00", "12:30-15:00")),
    4: _intervals("08:00-11:30", "12:30-15:30"),
}
"""Perpres 21/2023 in Ramadan: 32.5 hours."""

HOURS = Hours(WIB, WEEK)


def office(hours: Hours = HOURS) -> Office:
    """Return the office: four officials, an acting one, a bot, an administrator."""
    return Office(
        name="BKD",
        posts=tuple(Post(key, key.capitalize()) for key in (PREPARER, KASUBID, KABID, KEPALA)),
        persons=tuple(person(who) for who in ("ani", "kiki", "kabul", "kartini", "plato")),
        tenures=(
            tenure("ani", PREPARER),
            tenure("kiki", KASUBID),
            tenure("kabul", KABID),
            tenure("kartini", KEPALA),
            tenure("plato", KABID, moment(1, "00:00", 12), moment(8, "00:00", 12), Holding.PLT),
        ),
        hours=hours,
        bots=(person("bot"),),
        administrators=(person("admin"),),
    )


def step(no: int, actor: str, act: Act, change: str, norm: Norm, **more: object) -> Step:
    """Return a row of a procedure with nothing printed in its cells."""
    row = Step(no, actor, f"Langkah {no}", "", "", norm, "", act, change)
    return replace(row, **more)


def minutes(amount: int) -> Norm:
    """Return a norm in minutes."""
    return Norm(amount, Unit.MINUTE)


DAY = Norm(1, Unit.DAY)


def flagship() -> Sop:
    """Return "Updating Data Website", VI.04.05.02.02: eleven steps, two changes."""
    actors = (PREPARER, KASUBID, KABID, KEPALA)
    paraf, sign, acknowledge = Mark.PARAF, Mark.SIGN, Mark.ACKNOWLEDGE
    m, r = MANUSCRIPT, REPORT
    return procedure(
        actors,
        step(1, PREPARER, Act.PREPARE, m, DAY),
        step(2, KASUBID, Act.REVIEW, m, minutes(60), mark=paraf, returns_to=1),
        step(3, KABID, Act.REVIEW, m, minutes(30), mark=paraf, returns_to=1),
        step(4, KASUBID, Act.DISPOSITION, m, minutes(5), to=PREPARER),
        step(5, PREPARER, Act.PERFORM, r, DAY, action="publish"),
        step(6, KASUBID, Act.REVIEW, r, minutes(20), mark=paraf, returns_to=5),
        step(7, KABID, Act.REVIEW, r, minutes(20), mark=sign, returns_to=5),
        step(8, KEPALA, Act.REVIEW, r, minutes(20), mark=acknowledge, returns_to=5),
        step(9, KABID, Act.DISPOSITION, r, minutes(5), to=KASUBID),
        step(10, KASUBID, Act.DISPOSITION, r, minutes(5), to=PREPARER),
        step(11, PREPARER, Act.ARCHIVE, r, minutes(15)),
    )


def procedure(actors: tuple[str, ...], *steps: Step, id: str = "update-website") -> Sop:
    """Return a procedure whose actors fill the posts of the same names."""
    identity = Identity("BKD", "Sub Bidang", "VI", "Updating", "", "", "", "")
    changes = tuple(dict.fromkeys(one.change for one in steps))
    columns = tuple(Actor(one, one.capitalize(), one) for one in actors)
    return Sop(id, identity, columns, changes, steps)


SPACE = 10
"""Events are numbered 10, 20, 30 …: something may always have happened between two."""


def case(*events: Event, changes: Mapping[str, Change] | None = None) -> Case:
    """Return a case whose branches stand where its last hand-ins left them, unless told."""
    heads = {one.deed.change: one.deed.head for one in events if isinstance(one.deed, Moved)}
    stands = {name: Change(name, head) for name, head in heads.items()}
    return Case("c-1", stands if changes is None else changes, events)
