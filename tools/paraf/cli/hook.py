"""`paraf hook`: what git calls at the repository's door."""

import sys
from pathlib import Path

import click

from paraf.cli.clock import clock
from paraf.cli.exits import Exit
from paraf.core.words import T, Text


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
    if why is None:
        return Exit.DONE
    _say(why, language)
    return Exit.REFUSED


def _say(why: Text, language: str) -> None:
    from paraf.records.catalogue import voice

    say = voice(language)
    sys.stderr.write(f"{say(T('The gate refuses this push:'))} {say(why)}\n")
