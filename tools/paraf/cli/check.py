"""`paraf check`: what a superior should not have to find."""

from dataclasses import replace
from pathlib import Path

import click

from paraf.cli.connect import office_desk
from paraf.cli.exits import Exit
from paraf.cli.face import as_json, doubt, exit_of_findings, good
from paraf.cli.language import say
from paraf.core.words import T
from paraf.pipeline.grouping import Group, grouped


@click.command("check", help=say(T("Check the draft of CASE, as it lies in this folder.")))
@click.argument("case", required=False, metavar=say(T("CASE")))
@click.option("--json", "json_", is_flag=True, help=say(T("Print for programs.")))
@click.option("--sarif", type=click.Path(path_type=Path, dir_okay=False), metavar=say(T("FILE")),
              help=say(T("Write the findings as SARIF 2.1.0, too.")))  # fmt: skip
@click.option("--offline", is_flag=True, help=say(T("Do not follow links to other sites.")))
def command(case: str | None, json_: bool, sarif: Path | None, offline: bool) -> int:
    """Check a draft before anybody reads it."""
    from paraf.cli.check_told import data_of, tell_findings, tell_looked, tell_ways, write_sarif
    from paraf.pipeline.check import check_draft, draft_case

    if sarif is not None and not sarif.parent.is_dir():
        what = T("{option}: there is no folder {folder}.", option="--sarif", folder=sarif.parent)
        raise click.UsageError(say(what))
    desk, book = office_desk(quiet=json_)
    desk = replace(desk, online=not offline)
    case = desk.find(case) if case else None
    checked = check_draft(desk, book, draft_case(desk, case))
    code = exit_of_findings(checked.findings)
    if sarif is not None:
        write_sarif(checked.findings, sarif)
    if json_:
        found = [data_of(one) for one in checked.findings]
        as_json({"passed": checked.passed, "findings": found})
        return code
    tell_findings(checked.findings)
    tell_looked(checked.looked)
    counts = {group: len(held) for group, held in grouped(checked.findings)}
    if code is not Exit.DONE:
        doubt(T("The draft cannot be handed in yet; to be corrected: {count}.",
                count=counts[Group.MUST]))  # fmt: skip
        tell_ways(checked.findings)
    elif Group.EXCUSED in counts:
        good(T("The draft may be handed in; both reviewers will read what the case excuses."))
    else:
        good(T("The draft may be handed in."))
    return code
