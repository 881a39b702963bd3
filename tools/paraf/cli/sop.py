"""`paraf sop`: the procedures of the office."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paraf.cli.clock import clock_in
from paraf.cli.exits import Exit
from paraf.cli.face import as_json, doubt, explain, good, note
from paraf.cli.language import say
from paraf.cli.sop_bpmn import export, import_
from paraf.cli.sop_paper import pdf
from paraf.core.pace import reach
from paraf.core.words import T, Text

if TYPE_CHECKING:
    from paraf.core.explore import Explored
    from paraf.core.hours import Hours
    from paraf.core.sop import Sop


@click.group("sop", help=say(T("Check the procedures of the office.")))
def command() -> None:
    """Hold what can be done with procedures."""


command.add_command(export)
command.add_command(import_)
command.add_command(pdf)


@command.command(
    "check",
    help=say(
        T(
            "Check roster, settings, rules and procedures in this folder, or only the procedures "
            "FILE. Each that is sound is tried out in all its cases."
        )
    ),
)
@click.argument(
    "files",
    nargs=-1,
    metavar=say(T("[FILE]...")),
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--json", "json_", is_flag=True, help=say(T("Print for programs.")))
def check(files: tuple[Path, ...], json_: bool) -> int:
    """Check the office's files as they lie in this folder, all mistakes at once.

    With FILES, only these procedures. Each sound one is tried out in all its cases.
    """
    from paraf.pipeline.rulebook import check_all
    from paraf.ports import RecordFault

    checked = check_all(Path.cwd(), files)
    proved = list(zip(checked.sops, checked.explored, strict=True))
    if json_:
        as_json({
            "valid": not checked.mistakes,
            "mistakes": [{"file": one.file, "line": one.line, "what": say(one.what)}
                         for one in checked.mistakes],
            "doubts": [say(why) for why in _doubts(checked.office.hours, checked.sops)]
            if checked.office else [],
            "procedures": [_data(sop, found) for sop, found in proved],
        })  # fmt: skip
        return Exit.INVALID if checked.mistakes else Exit.DONE
    if checked.office is not None and not files:
        good(T("Roster, settings and rules are valid: {office}.", office=checked.office.name))
        for why in _doubts(checked.office.hours, checked.sops):
            note(T("Note: {why}", why=why))
    for sop, found in proved:
        tell = good if found.sound else doubt
        tell(T("{number} {title}: {steps} steps.", number=sop.identity.number,
               title=sop.identity.title, steps=_rows(sop)))  # fmt: skip
        note(proof(found))
    return explain(RecordFault(checked.mistakes)) if checked.mistakes else Exit.DONE


def _doubts(hours: Hours, sops: Sequence[Sop]) -> tuple[Text, ...]:
    """Return why the time of cases that are opened now may be counted wrongly."""
    now = clock_in(Path.cwd())()
    return hours.doubtful(now, max((reach(sop, hours, now) for sop in sops), default=now))


def _rows(sop: Sop) -> int:
    return len({one.row or one.no for one in sop.steps})


def _data(sop: Sop, found: Explored) -> dict[str, object]:
    return {
        "id": sop.id,
        "number": sop.identity.number,
        "title": sop.identity.title,
        "steps": _rows(sop),
        "states": found.states,
        "transitions": found.transitions,
        "proved": found.sound,
    }


def proof(found: Explored) -> Text:
    """Return what trying out a procedure has shown, in a line."""
    if found.sound:
        return T("Proved: from each of {states} states the case can be ended; {transitions} "
                 "transitions tried.", states=found.states,
                 transitions=found.transitions)  # fmt: skip
    if not found.whole:
        return T("Not proved: after {states} states there was no end of them.", states=found.states)
    return T("Not sound: see below.")
