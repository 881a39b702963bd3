"""`paraf submit`: hands a draft or a corrected report in."""

import click

from paraf.cli.connect import office_desk
from paraf.cli.face import as_json, exit_of_findings, finding_data, findings, good, note
from paraf.cli.language import say
from paraf.core.phrases import called
from paraf.core.words import T


@click.command("submit", help=say(T("Hand in the draft of CASE, or its corrected report.")))
@click.argument("case", required=False, metavar=say(T("CASE")))
@click.option(
    "-m", "--message", default="", help=say(T("What was done; for a report: what was corrected."))
)
@click.option("--json", "json_", is_flag=True, help=say(T("Print for programs.")))
def command(case: str | None, message: str, json_: bool) -> int:
    """Hand in a draft, or a corrected report."""
    from paraf.pipeline.check import draft_case
    from paraf.pipeline.submit import submit

    desk, book = office_desk(quiet=json_)
    case = desk.find(case) if case else None
    done = submit(desk, book, case or draft_case(desk, None), message)
    if json_:
        found = [finding_data(one) for one in done.findings]
        as_json({"case": done.case, "change": done.change, "head": done.head, "findings": found})
    else:
        findings(done.findings)
        if done.head is not None:
            good(T("Handed in and signed: {case}, {change} {head}.",
                   case=done.case, change=called(done.change), head=done.head[:12]))  # fmt: skip
            note(T("Now it is the next official's turn; 'paraf status' says whose."))
    return exit_of_findings(done.findings)
