"""`paraf status`: the board, and one case in full."""

from datetime import UTC, datetime, timedelta
from typing import Any

import click

from paraf.cli.connect import office_desk
from paraf.cli.face import as_json, clock, console, doubt, good, note, shown, words
from paraf.cli.language import say
from paraf.cli.table import board, lived
from paraf.core.office import Office
from paraf.core.pace import Pace, paces
from paraf.core.report import rows
from paraf.core.verdict import Blocked, Finished, Waiting
from paraf.core.words import T
from paraf.pipeline import status
from paraf.pipeline.desk import Desk
from paraf.pipeline.incidents import incidents_of
from paraf.pipeline.status import Standing, pressing, where
from paraf.ports import StoreFault


@click.command("status", help=say(T("Say where the open cases stand; CASE in full.")))
@click.argument("case", required=False, metavar=say(T("CASE")))
@click.option("--all", "all_", is_flag=True, help=say(T("Archived cases too.")))
@click.option("--json", "json_", is_flag=True, help=say(T("Print for programs.")))
def command(case: str | None, all_: bool, json_: bool) -> int:
    """Say where the cases stand, and whose turn it is."""
    desk, book = office_desk(quiet=True)
    case = desk.find(case) if case else None
    if case is not None:
        desk.forge.case(case)
        found = tuple(status.standings(desk, book, [case]))
    else:
        found = status.board(desk, book, archived=all_)
    now = desk.now()
    if json_:
        as_json([_data(one, book.office, now, steps=case is not None) for one in found])
    elif not found:
        good(T("No case is open."))
    elif case is None:
        console.print(board(found, book.office, now))
        _summary(found)
    else:
        _in_full(found[0], book.office, now)
    if not json_:
        _incident(desk, book.office)
    return 0


def _incident(desk: Desk, office: Office) -> None:
    """Tell of an incident of the live site, where this clone is the one that watches over it."""
    try:
        incident = incidents_of(desk).open()
    except StoreFault as fault:
        note(fault.what)
        return
    if incident is not None:
        what = T("INCIDENT since {since}: the live site is not what was marked.",
                 since=clock(incident.since, office.hours.zone))  # fmt: skip
        console.print(f"[bold red]✗ {words(what)}[/]")


def _summary(found: tuple[Standing, ...]) -> None:
    stands = [one.verdict.stand for one in found]
    counts = (
        (T("open"), sum(not isinstance(one, Finished) for one in stands)),
        (T("overdue"), sum(one.overdue for one in found)),
        (T("blocked"), sum(isinstance(one, Blocked) for one in stands)),
    )
    told = (f"{say(what)}: {count}" for what, count in counts if count)
    console.print(f"  {' · '.join(told)}", style="bold", markup=False)
    for why in status.doubts(found):
        note(T("Note: {why}", why=why))


def _in_full(one: Standing, office: Office, now: datetime) -> None:
    console.print(shown(f"{one.case}: {one.title}"), style="bold", markup=False)
    if one.expedited is not None:
        doubt(one.expedited)
    if one.sop is not None:
        title, number = one.sop.identity.title, one.sop.identity.number
        note(T("Procedure: {title} ({number})", title=title, number=number))
        told = rows(one.sop, office, one.verdict)
        taken = paces(one.sop, office.hours, one.verdict, now)
        here = one.step if one.used is not None else None
        console.print(lived(told, taken, office, here))
    note(where(one.verdict.stand, office))
    if isinstance(one.verdict.stand, Waiting):
        _pressing(one, office, now)
    for why in getattr(one.verdict.stand, "because", ()):
        note(why)
    for dropped in one.verdict.discarded:
        note(T("Event {no} does not count: {why}", no=dropped.event.seq, why=dropped.why))
    for warning in (*one.verdict.warnings, *one.doubts):
        note(T("Note: {why}", why=warning))


def _pressing(one: Standing, office: Office, now: datetime) -> None:
    zone = office.hours.zone
    if one.since is not None and one.due is not None:
        note(T("Since {since}; due {due}: {left}.", since=clock(one.since, zone),
               due=clock(one.due, zone), left=pressing(office.hours, now, one.due)))  # fmt: skip
    if one.reminded is not None:
        note(T("Reminded on {when}.", when=clock(one.reminded, zone)))


def _data(one: Standing, office: Office, now: datetime, *, steps: bool) -> dict[str, Any]:
    """Return a case for programs: moments in UTC, office time in whole minutes."""
    found: dict[str, Any] = {
        "case": one.case,
        "title": one.title,
        "step": one.step.no if one.step else None,
        "label": one.step.label if one.step else None,
        "act": one.step.act.value if one.step else None,
        "sop": one.sop.id if one.sop else None,
        "stand": type(one.verdict.stand).__name__,
        "who": one.who,
        "since": _moment(one.since),
        "due": _moment(one.due),
        "overdue": one.overdue,
        "used": _minutes(one.used),
        "left": _minutes(one.left),
        "reminded": _moment(one.reminded),
        "says": say(where(one.verdict.stand, office)),
        "doubts": [say(why) for why in one.doubts],
        "expedited": say(one.expedited) if one.expedited else None,
    }
    if steps and one.sop is not None:
        taken = paces(one.sop, office.hours, one.verdict, now)
        found["steps"] = [_step(one, each) for each in taken]
    return found


def _step(one: Standing, pace: Pace) -> dict[str, Any]:
    filled = one.verdict.mark(pace.step.no)
    return {
        "step": pace.step.no,
        "label": pace.step.label,
        "act": pace.step.act.value,
        "who": filled.person if filled else None,
        "at": _moment(filled.event.at) if filled else None,
        "visits": pace.visits,
        "used": _minutes(pace.used),
        "due": _moment(pace.due),
        "over": pace.over,
        "late": pace.late,
    }


def _moment(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat() if at else None


def _minutes(spent: timedelta | None) -> int | None:
    """Return office time in whole minutes, towards zero."""
    return int(spent / timedelta(minutes=1)) if spent is not None else None
