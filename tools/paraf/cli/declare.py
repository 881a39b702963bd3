"""`paraf declare`: says what a file holds that no program can read, for both reviewers."""

import click

from paraf.cli.asking import given
from paraf.cli.connect import office_desk
from paraf.cli.face import good, note
from paraf.cli.language import say
from paraf.core.words import T


@click.command(
    "declare",
    help=say(T("Declare what FILE holds, such as a scan without text, which nothing can examine. "
               "Both reviewers read it, and their marks cover it.")),
)  # fmt: skip
@click.argument("file", metavar=say(T("FILE")))
@click.option("--holds", default="", metavar=say(T("TEXT")),
              help=say(T("What it holds, and what of people's data: one sentence.")))  # fmt: skip
@click.option("--case", metavar=say(T("CASE")), help=say(T("The case that is meant.")))
@click.option("--remove", is_flag=True, help=say(T("Take the declaration back.")))
def command(file: str, holds: str, case: str | None, remove: bool) -> int:
    """Write a declaration into the case, or take it back."""
    from paraf.pipeline.check import draft_case
    from paraf.pipeline.excuse import check_again, declare, file_of, refuse_vain, undeclare

    desk, book = office_desk()
    case_id = draft_case(desk, desk.find(case) if case else None)
    if remove:
        undeclare(desk, case_id, file)
        good(T("Taken back: {count}.", count=1))
        return 0
    refuse_vain(None, " ".join(holds.split()))
    found = check_again(desk, book, case_id)
    path = file_of(desk, file, {one.place for one in found})
    question = T("What does it hold, and what of people's data? (one sentence)")
    declare(desk, case_id, found, path, given(holds, question, "--holds"))
    good(T("Declared: {file}.", file=path))
    note(T("Both reviewers read it, and look the file through, before they mark."))
    return 0
