"""`paraf status`: the board, and one case in full."""

from typing import Any

import click

from paraf.cli.connect import office_desk
from paraf.cli.face import as_json, console, good, note, shown
from paraf.cli.language import say
from paraf.cli.table import board, lived
from paraf.core.office import Office
from paraf.core.report import rows
from paraf.core.words import T
from paraf.pipeline import status
from paraf.pipeline.status import Standing, where


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
    if json_:
        as_json([_data(one, book.office) for one in found])
    elif not found:
        good(T("No case is open."))
    elif case is None:
        console.print(board(found, book.office))
    else:
        _in_full(found[0], book.office)
    return 0


def _in_full(one: Standing, office: Office) -> None:
    console.print(shown(f"{one.case}: {one.title}"), style="bold", markup=False)
    if one.sop is not None:
        console.print(lived(rows(one.sop, office, one.verdict), office))
    note(where(one.verdict.stand, office))
    for why in getattr(one.verdict.stand, "because", ()):
        note(why)
    for dropped in one.verdict.discarded:
        note(T("Event {no} does not count: {why}", no=dropped.event.seq, why=dropped.why))
    for warning in one.verdict.warnings:
        note(warning)


def _data(one: Standing, office: Office) -> dict[str, Any]:
    return {
        "case": one.case,
        "title": one.title,
        "step": one.step,
        "stand": type(one.verdict.stand).__name__,
        "who": one.who,
        "since": one.since.isoformat() if one.since else None,
        "due": one.due.isoformat() if one.due else None,
        "overdue": one.overdue,
        "says": say(where(one.verdict.stand, office)),
    }
