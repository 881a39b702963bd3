"""`paraf submit`: hands a draft, a corrected report or documents in."""

from typing import Any

import click

from paraf.cli.connect import office_desk
from paraf.cli.handing import documents, offered, tell
from paraf.cli.language import say
from paraf.core.words import T


@click.command(
    "submit", help=say(T("Hand in the draft of CASE, its corrected report, or documents."))
)
@click.argument("case", required=False, metavar=say(T("CASE")))
@documents
@click.option("--json", "json_", is_flag=True, help=say(T("Print for programs.")))
def command(case: str | None, json_: bool, **more: Any) -> int:
    """Hand in a draft, a corrected report, or documents."""
    from paraf.pipeline.check import draft_case
    from paraf.pipeline.submit import submit

    desk, book = office_desk(quiet=json_)
    case = desk.find(case) if case else None
    done = submit(desk, book, case or draft_case(desk, None), offered(**more))
    return tell(done, book.office, json_=json_)
