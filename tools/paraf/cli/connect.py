"""Wires a command to the repository that it is run in, and to the forge that hosts it."""

import os
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from paraf.cli.clock import clock
from paraf.cli.face import progress, silence
from paraf.cli.language import say
from paraf.cli.secret import secret
from paraf.core.hosting import Hosted
from paraf.core.words import T
from paraf.forge.git import Git, GitRefused
from paraf.forge.ledger import LedgerForge
from paraf.forge.lines import MAIN, REMOTE
from paraf.forge.local import LocalForge
from paraf.pipeline.desk import Desk
from paraf.pipeline.rulebook import PIPELINE, Rulebook, at, load
from paraf.ports import Api, ForgeFault
from paraf.records import ledger
from paraf.records.catalogue import voice

PORTS = {"https": 443, "http": 80}


def desk(*, quiet: bool = False) -> Desk:
    """Return the desk of the folder this command is run in, freshly fetched."""
    git = Git(Path.cwd())
    forge = forge_of(git)
    forge.refresh()
    browser = os.environ.get("PARAF_CHROMIUM")
    tell = silence if quiet else progress
    return Desk(
        git, forge, clock(git), say, tell, Path(browser) if browser else None, _dictionaries()
    )


def _dictionaries() -> Sequence[Path]:
    """Return where a dictionary is looked for: PARAF_DICTIONARIES if it is set, as PATH is."""
    from paraf.manuscript.page.dictionary import PLACES

    told = os.environ.get("PARAF_DICTIONARIES")
    return PLACES if told is None else [Path(one) for one in told.split(os.pathsep) if one]


def forge_of(git: Git) -> LedgerForge:
    """Return the forge that `review/pipeline.yml` names at the last base branch fetched.

    With the program's token it may act there; everybody else reads what the program wrote down.
    ForgeFault, before the token is shown to anybody, where that is not what was cloned here.
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
    _own(git, hosted)
    log_in(git, hosted.url, token)
    return HostedForge(git, ledger, _api(hosted, token))


def _own(git: Git, hosted: Hosted) -> None:
    """Refuse a forge or a repository that main names and this folder was not cloned from.

    The token is given to a clone's `origin`: whoever can change main must not send it elsewhere.
    """
    origin, wanted = _origin(git), f"{hosted.url}/{hosted.repository}"
    if _place(origin) != _place(wanted):
        raise ForgeFault(
            T("{file} names the repository {wanted}, but this folder's 'origin' is {origin}; the "
              "token is shown to neither.", file=PIPELINE, wanted=wanted,
              origin=_bare(origin) or "-"),
            T("If it moved there, run: git remote set-url origin {wanted}.git; otherwise put "
              "'forge:' in {file} right.", wanted=wanted, file=PIPELINE),
        )  # fmt: skip


def _origin(git: Git) -> str:
    try:
        return git.text("remote", "get-url", "origin")
    except GitRefused:
        return ""


def _place(address: str) -> tuple[str, str, int | None, str] | None:
    """Return scheme, host, port and path of an address in one spelling; None if it is no URL."""
    try:
        url = urlsplit(address)
        port = url.port or PORTS.get(url.scheme)
    except ValueError:
        return None
    path = url.path.rstrip("/").removesuffix(".git").lower()
    return (url.scheme, url.hostname or "", port, path)


def _bare(address: str) -> str:
    """Return an address without the name and the password that may stand in it."""
    return re.sub(r"//[^/@]*@", "//", address)


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
