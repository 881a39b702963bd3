"""`paraf perform`: the upload, once more."""

import click

from paraf.cli.connect import office_desk
from paraf.cli.face import good
from paraf.cli.language import say
from paraf.core.words import T


@click.command("perform", help=say(T("Ask that the upload of CASE be done again.")))
@click.argument("case")
def command(case: str) -> int:
    """Ask that the program do its step again."""
    from paraf.pipeline.act import perform

    desk, book = office_desk()
    done = perform(desk, book, case)
    good(T("Step {no} will be done again by the next 'paraf reconcile'.", no=done.step.no))
    return 0
