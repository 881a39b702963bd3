"""`paraf hook`: what git calls at the repository's door."""

import sys
import traceback
from pathlib import Path

import click

from paraf.cli.clock import clock
from paraf.cli.exits import Exit
from paraf.core.words import T, Text

DEFECTS = "paraf-defect.txt"
"""The file of the office's repository that keeps what went wrong in Paraf itself last."""


@click.group("hook", hidden=True)
def command() -> None:
    """Hold the hooks."""


@command.command("pre-receive")
def pre_receive() -> int:
    """Refuse a push that the gate has not passed; git hands the updates on standard input."""
    from paraf.forge.git import Git
    from paraf.forge.local import LocalForge
    from paraf.pipeline.guard import refusal
    from paraf.pipeline.guard_push import Push, Update
    from paraf.pipeline.rulebook import at, load
    from paraf.ports import Fault
    from paraf.records import ledger

    updates = [Update(*line.split()) for line in sys.stdin.read().splitlines()]
    git = Git(Path.cwd())
    forge = LocalForge(git, ledger)
    language = "id"
    try:
        base = forge.base()
        book = load(at(git, base))
        language = book.settings.language
        push = Push(git, forge, book, base, clock(git)(), {one.ref: one for one in updates})
        why = refusal(push)
    except Fault as fault:
        # Rules that cannot be read let nothing pass.
        why = fault.what
    except Exception as defect:  # noqa: BLE001 - whoever pushes cannot mend it, and is not let in
        (git.folder / DEFECTS).write_text(traceback.format_exc(), "utf-8")
        reason = f"{type(defect).__name__}: {defect}"
        why = T("The gate itself failed, and let nothing pass: {reason}", reason=reason)
    if why is None:
        return Exit.DONE
    _say(why, language)
    return Exit.REFUSED


def _say(why: Text, language: str) -> None:
    from paraf.records.catalogue import voice

    say = voice(language)
    sys.stderr.write(f"{say(T('The gate refuses this push:'))} {say(why)}\n")
