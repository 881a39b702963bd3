"""`paraf reconcile`: the program's own turn."""

import click

from paraf.cli.connect import office_desk
from paraf.cli.exits import Exit
from paraf.cli.face import as_json, exit_of, explain, good
from paraf.cli.language import say
from paraf.core.words import T
from paraf.forge.ledger import LedgerForge
from paraf.forge.rest import Rest


@click.command("reconcile", help=say(T("Do all that is due in every open case, or in CASE.")))
@click.argument("case", required=False, metavar=say(T("CASE")))
@click.option("--json", "json_", is_flag=True, help=say(T("Print for programs.")))
def command(case: str | None, json_: bool) -> int:
    """Do all that is due; run again, there is nothing to do."""
    from paraf.pipeline.reconcile import reconcile

    desk, book = office_desk(quiet=json_)
    case = desk.find(case) if case else None
    run = reconcile(desk, book, case)
    if json_:
        as_json({
            "did": [{"case": one, "what": say(what)} for one, what in run.did],
            "problems": [{"case": one, "what": say(fault.what)} for one, fault in run.problems],
            "requests": _requests(desk.forge),
        })  # fmt: skip
        return max((exit_of(fault) for _, fault in run.problems), default=Exit.DONE)
    for one, what in run.did:
        good(T("{case}: {what}", case=one, what=what) if one else what)
    codes = [explain(fault, one) for one, fault in run.problems]
    if not run.did and not run.problems:
        good(T("There is nothing to do."))
    return max(codes, default=Exit.DONE)


def _requests(forge: LedgerForge) -> int:
    """Return how often a hosted forge was asked."""
    rest = getattr(getattr(forge, "api", None), "rest", None)
    return rest.requests if isinstance(rest, Rest) else 0
