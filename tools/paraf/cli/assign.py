"""`paraf assign`: the disposition."""

import click

from paraf.cli.connect import office_desk
from paraf.cli.face import good, note, stand
from paraf.cli.language import say
from paraf.core.words import T


@click.command("assign", help=say(T("Give the disposition that is due in CASE.")))
@click.argument("case")
@click.option("--to", help=say(T("Id of the person; else whoever holds the post.")))
@click.option("-m", "--message", default="", help=say(T("A note to go with it.")))
def command(case: str, to: str | None, message: str) -> int:
    """Give the disposition that is due."""
    from paraf.pipeline.act import assign

    desk, book = office_desk()
    done = assign(desk, book, case, to=to, note=message)
    good(T("Disposition given: step {no} of case {case} is done.", no=done.step.no, case=case))
    note(stand(done.verdict.stand, lambda one: book.office.named(one).name))
    return 0
