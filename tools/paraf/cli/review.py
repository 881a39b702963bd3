"""`paraf review`: paraf, tanda tangan, mengetahui; or a return."""

import click

from paraf.cli.connect import office_desk
from paraf.cli.face import act, as_json, good, note, stand
from paraf.cli.language import say
from paraf.core.words import T


@click.command("review", help=say(T("Mark the change of CASE that is under review, or return it.")))
@click.argument("case")
@click.option("--approve", is_flag=True, help=say(T("Give your mark: paraf or signature.")))
@click.option("--return", "reason", metavar="ALASAN", help=say(T("Return it, and say why.")))
@click.option("--to", type=int, help=say(T("Return it to this step, if the SOP allows.")))
@click.option("-m", "--message", default="", help=say(T("A note to go with the mark.")))
@click.option("--json", "json_", is_flag=True, help=say(T("Print for programs.")))
def command(
    case: str, approve: bool, reason: str | None, to: int | None, message: str, json_: bool
) -> int:
    """Mark a change, or return it; with neither, say what is to be read."""
    from paraf.pipeline.act import review
    from paraf.pipeline.reading import reading

    if approve and reason is not None:
        raise click.UsageError(say(T("Either --approve or --return, not both.")))
    desk, book = office_desk(quiet=json_)
    if not approve and reason is None:
        for line in reading(desk, book, case):
            note(line)
        return 0
    done = review(desk, book, case, approve=approve, note=reason or message, to=to)
    if json_:
        as_json({"case": case, "step": done.step.no, "approved": approve})
    elif approve:
        good(T("{mark}: step {no} of case {case} is done.",
               mark=act(done.step), no=done.step.no, case=case))  # fmt: skip
    else:
        good(T("Returned at step {no}: {reason}", no=done.step.no, reason=reason))
    if not json_:
        note(stand(done.verdict.stand, lambda one: book.office.named(one).name))
    return 0
