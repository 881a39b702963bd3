"""`paraf perform`: the upload, once more."""

import click

from paraf.cli.connect import office_desk
from paraf.cli.face import as_json, good
from paraf.cli.language import say
from paraf.core.words import T


@click.command("perform", help=say(T("Ask that the upload of CASE be done again.")))
@click.argument("case", metavar=say(T("CASE")))
@click.option("--json", "json_", is_flag=True, help=say(T("Print for programs.")))
def command(case: str, json_: bool) -> int:
    """Ask that the program do its step again."""
    from paraf.pipeline.act import perform

    desk, book = office_desk(quiet=json_)
    case = desk.find(case)
    done = perform(desk, book, case)
    if json_:
        as_json({"case": case, "step": done.step.no})
        return 0
    good(T("Step {no} will be done again by the next 'paraf reconcile'.", no=done.step.no))
    return 0
