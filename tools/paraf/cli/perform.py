"""`paraf perform`: what was done by hand, handed in; or the upload, once more."""

from typing import Any

import click

from paraf.cli.connect import office_desk
from paraf.cli.face import as_json, good
from paraf.cli.handing import documents, offered, tell
from paraf.cli.language import say
from paraf.core.words import T


@click.command(
    "perform",
    help=say(T("Hand in what was done by hand in CASE; or ask that its upload be done again.")),
)
@click.argument("case", metavar=say(T("CASE")))
@documents
@click.option("--json", "json_", is_flag=True, help=say(T("Print for programs.")))
def command(case: str, json_: bool, **more: Any) -> int:
    """Hand in what was done, or ask that the program do its step again."""
    from paraf.pipeline.act import Done, perform

    desk, book = office_desk(quiet=json_)
    case = desk.find(case)
    done = perform(desk, book, case, offered(**more))
    if not isinstance(done, Done):
        return tell(done, book.office, json_=json_)
    if json_:
        as_json({"case": case, "step": done.step.no})
        return 0
    good(T("Step {no} will be done again by the next 'paraf reconcile'.", no=done.step.label))
    return 0
