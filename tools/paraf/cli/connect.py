"""Wires a command to the repository that it is run in."""

import os
from dataclasses import replace
from pathlib import Path

from paraf.cli.clock import clock
from paraf.cli.face import progress, silence
from paraf.cli.language import say
from paraf.forge.git import Git
from paraf.forge.local import LocalForge
from paraf.pipeline.desk import Desk
from paraf.pipeline.rulebook import Rulebook
from paraf.records import ledger
from paraf.records.catalogue import voice


def desk(*, quiet: bool = False) -> Desk:
    """Return the desk of the folder this command is run in, freshly fetched."""
    git = Git(Path.cwd())
    forge = LocalForge(git, ledger)
    forge.refresh()
    browser = os.environ.get("PARAF_CHROMIUM")
    tell = silence if quiet else progress
    return Desk(git, forge, clock(git), say, tell, Path(browser) if browser else None)


def office_desk(*, quiet: bool = False) -> tuple[Desk, Rulebook]:
    """Return the desk together with the rules; it speaks the office's own language.

    Reports, ledgers and pages are the office's, whatever language its user reads.
    """
    here = desk(quiet=quiet)
    book = here.rulebook()
    return replace(here, say=voice(book.settings.language)), book
