"""`paraf sop`: the procedures of the office."""

from pathlib import Path

import click

from paraf.cli.exits import Exit
from paraf.cli.face import as_json, explain, good
from paraf.cli.language import say
from paraf.cli.sop_bpmn import export, import_
from paraf.core.words import T


@click.group("sop", help=say(T("Check the procedures of the office.")))
def command() -> None:
    """Hold what can be done with procedures."""


command.add_command(export)
command.add_command(import_)


@command.command(
    "check", help=say(T("Check roster, settings, rules and procedures in this folder."))
)
@click.option("--json", "json_", is_flag=True, help=say(T("Print for programs.")))
def check(json_: bool) -> int:
    """Check the office's files as they lie in this folder, all mistakes at once."""
    from paraf.pipeline.rulebook import check_all
    from paraf.ports import RecordFault

    checked = check_all(Path.cwd())
    if json_:
        as_json({
            "valid": not checked.mistakes,
            "mistakes": [{"file": one.file, "line": one.line, "what": say(one.what)}
                         for one in checked.mistakes],
        })  # fmt: skip
        return Exit.INVALID if checked.mistakes else Exit.DONE
    if checked.office is not None:
        good(T("Roster, settings and rules are valid: {office}.", office=checked.office.name))
    for sop in checked.sops:
        rows = len({one.row or one.no for one in sop.steps})
        good(T("{number} {title}: {steps} steps.", number=sop.identity.number,
               title=sop.identity.title, steps=rows))  # fmt: skip
    return explain(RecordFault(checked.mistakes)) if checked.mistakes else Exit.DONE
