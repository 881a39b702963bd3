"""`paraf excuse`: lets a finding stand, for a reason that both reviewers read."""

from collections.abc import Mapping

import click

from paraf.cli.asking import asking, choose, given, in_terminal
from paraf.cli.connect import office_desk
from paraf.cli.face import good, note
from paraf.cli.language import say
from paraf.core.words import T


@click.command(
    "excuse",
    help=say(T("Let a kind of finding in FILE stand, for a reason that both reviewers read. The "
               "exception covers as many as are found now, and no more.")),
)  # fmt: skip
@click.argument("file", metavar=say(T("FILE")))
@click.argument("kind", required=False, metavar=f"[{say(T('KIND'))}]")
@click.option("--reason", default="", metavar=say(T("REASON")),
              help=say(T("Why it may be published: one sentence.")))  # fmt: skip
@click.option("--case", metavar=say(T("CASE")), help=say(T("The case that is meant.")))
@click.option("--remove", is_flag=True, help=say(T("Take the exception back.")))
def command(file: str, kind: str | None, reason: str, case: str | None, remove: bool) -> int:
    """Write an exception into the case, or take it back."""
    from paraf.pipeline.check import draft_case
    from paraf.pipeline.excuse import (
        check_again,
        excusable,
        excuse,
        file_of,
        refuse_vain,
        take_back,
        told,
    )

    desk, book = office_desk()
    case_id = draft_case(desk, desk.find(case) if case else None)
    if remove:
        good(T("Taken back: {count}.", count=take_back(desk, case_id, file, kind)))
        return 0
    refuse_vain(kind, " ".join(reason.split()))
    found = check_again(desk, book, case_id)
    path = file_of(desk, file, {one.place for one in found})
    chosen = kind or _kind(excusable(found, path), path)
    why = given(reason, T("Why may it be published? (one sentence)"), "--reason")
    count = excuse(desk, case_id, found, (path, chosen, why))
    good(T("Excused in {file}: {kind}.", file=path, kind=told(chosen, count)))
    note(T("Both reviewers read the reason before they mark. If more is found, it blocks again."))
    return 0


def _kind(counts: Mapping[str, int], file: str) -> str:
    from paraf.pipeline.excuse import told
    from paraf.ports import RefusedFault

    if not counts:
        raise RefusedFault(
            T("Nothing that was found in {file} can be excused.", file=file),
            T("Put right what 'paraf check' says of it."),
        )
    if len(counts) == 1:
        return next(iter(counts))
    if not in_terminal():
        what = T("Name one of the kinds found there: {kinds}.", kinds=", ".join(counts))
        raise click.UsageError(say(what))
    with asking():
        kinds = [(one, told(one, count)) for one, count in counts.items()]
        return choose(T("What is to stand?"), kinds, "")
