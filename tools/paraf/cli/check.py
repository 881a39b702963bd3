"""`paraf check`: what a superior should not have to find."""

import click

from paraf.cli.connect import office_desk
from paraf.cli.face import as_json, exit_of_findings, finding_data, findings, good
from paraf.cli.language import say
from paraf.core.words import T


@click.command("check", help=say(T("Check the draft of CASE, as it lies in this folder.")))
@click.argument("case", required=False, metavar=say(T("CASE")))
@click.option("--json", "json_", is_flag=True, help=say(T("Print for programs.")))
def command(case: str | None, json_: bool) -> int:
    """Check a draft before anybody reads it."""
    from paraf.pipeline.check import check_draft, draft_case

    desk, book = office_desk(quiet=json_)
    case = desk.find(case) if case else None
    checked = check_draft(desk, book, draft_case(desk, case))
    if json_:
        found = [finding_data(one) for one in checked.findings]
        as_json({"passed": checked.passed, "findings": found})
    else:
        findings(checked.findings)
        if checked.passed:
            good(T("The draft may be handed in."))
    return exit_of_findings(checked.findings)
