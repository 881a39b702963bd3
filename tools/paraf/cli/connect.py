"""Wires a command to the repository that it is run in, and to the forge that hosts it."""

import os
from dataclasses import replace
from pathlib import Path

from paraf.cli.clock import clock
from paraf.cli.face import progress, silence
from paraf.cli.language import say
from paraf.cli.secret import secret
from paraf.core.hosting import Hosted
from paraf.forge.git import Git
from paraf.forge.ledger import LedgerForge
from paraf.forge.lines import MAIN, REMOTE
from paraf.forge.local import LocalForge
from paraf.pipeline.desk import Desk
from paraf.pipeline.rulebook import Rulebook, at, load
from paraf.ports import Api
from paraf.records import ledger
from paraf.records.catalogue import voice


def desk(*, quiet: bool = False) -> Desk:
    """Return the desk of the folder this command is run in, freshly fetched."""
    git = Git(Path.cwd())
    forge = forge_of(git)
    forge.refresh()
    browser = os.environ.get("PARAF_CHROMIUM")
    tell = silence if quiet else progress
    return Desk(git, forge, clock(git), say, tell, Path(browser) if browser else None)


def forge_of(git: Git) -> LedgerForge:
    """Return the forge that `review/pipeline.yml` names at the last base branch fetched.

    With the program's token it may act there; everybody else reads what the program wrote down.
    """
    base = git.resolve(REMOTE + MAIN)
    hosted = load(at(git, base)).settings.forge if base else None
    if hosted is None:
        return LocalForge(git, ledger)
    from paraf.forge.hosted import HostedForge
    from paraf.forge.login import log_in

    token = secret("token")
    if token is None:
        return HostedForge(git, ledger)
    log_in(git, hosted.url, token)
    return HostedForge(git, ledger, _api(hosted, token))


def _api(hosted: Hosted, token: str) -> Api:
    if hosted.accounts == "github":
        from paraf.forge.github import GitHub

        return GitHub(hosted.url, hosted.repository, token)
    from paraf.forge.gitea import Gitea

    return Gitea(hosted.url, hosted.repository, token)


def office_desk(*, quiet: bool = False) -> tuple[Desk, Rulebook]:
    """Return the desk together with the rules; it speaks the office's own language.

    Reports, ledgers and pages are the office's, whatever language its user reads.
    """
    here = desk(quiet=quiet)
    book = here.rulebook()
    return replace(here, say=voice(book.settings.language)), book
