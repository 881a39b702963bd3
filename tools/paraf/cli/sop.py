"""`paraf sop`: the procedures of the office."""

from pathlib import Path

import click

from paraf.cli.exits import Exit
from paraf.cli.face import explain, good
from paraf.cli.language import say
from paraf.core.words import T
from paraf.ports import Fault


@click.group("sop", help=say(T("Check the procedures of the office.")))
def command() -> None:
    """Hold what can be done with procedures."""


@command.command(
    "check", help=say(T("Check roster, settings, rules and procedures in this folder."))
)
def check() -> int:
    """Check the office's files as they lie in this folder, all mistakes at once."""
    from paraf.pipeline.rulebook import SOPS, load, load_sop

    root = Path.cwd()

    def read(path: str) -> bytes | None:
        return (root / path).read_bytes() if (root / path).is_file() else None

    try:
        book = load(read)
    except Fault as fault:
        return explain(fault)
    good(T("Roster, settings and rules are valid: {office}.", office=book.office.name))
    code = Exit.DONE
    for file in sorted((root / SOPS).glob("*.yml")):
        try:
            sop = load_sop(read, file.stem, book.office)
        except Fault as fault:
            code = Exit(max(code, explain(fault)))
        else:
            good(T("{number} {title}: {steps} steps.", number=sop.identity.number,
                   title=sop.identity.title, steps=len(sop.steps)))  # fmt: skip
    return code
