"""`paraf assign`: the disposition."""

import click

from paraf.cli.connect import office_desk
from paraf.cli.face import as_json, good, note
from paraf.cli.language import say
from paraf.core.words import T


@click.command("assign", help=say(T("Give the disposition that is due in CASE.")))
@click.argument("case", metavar=say(T("CASE")))
@click.option("--to", help=say(T("Id of the person; else whoever holds the post.")))
@click.option("-m", "--message", default="", help=say(T("A note to go with it.")))
@click.option("--json", "json_", is_flag=True, help=say(T("Print for programs.")))
def command(case: str, to: str | None, message: str, json_: bool) -> int:
    """Give the disposition that is due."""
    from paraf.pipeline.act import assign
    from paraf.pipeline.status import where

    desk, book = office_desk(quiet=json_)
    case = desk.find(case)
    done = assign(desk, book, case, to=to, note=message)
    if json_:
        as_json({"case": case, "step": done.step.no})
        return 0
    good(T("Disposition given: step {no} of case {case} is done.", no=done.step.label, case=case))
    note(where(done.verdict.stand, book.office))
    return 0
