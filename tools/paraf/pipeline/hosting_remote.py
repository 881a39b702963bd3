"""Reads the rules of a hosted office from the tip of its main branch, through the forge's API."""

import base64
import binascii
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import PurePosixPath
from urllib.parse import quote

from paraf.core.hosting import Hosted
from paraf.core.words import T
from paraf.forge.git import Git
from paraf.forge.rest import Rest
from paraf.pipeline.hosting import MAIN, Label, Wanted, wanted
from paraf.pipeline.notice_labels import LABELS
from paraf.pipeline.rulebook import (
    OFFICIALS,
    PIPELINE,
    SOPS,
    Reader,
    Rulebook,
    at,
    load,
    load_sop,
)
from paraf.ports import ForgeFault, Mistake, RecordFault, RefusedFault
from paraf.records.catalogue import voice

GITEA_API, GITHUB, GITHUB_API = "/api/v1", "https://github.com", "https://api.github.com"


def connect(hosted: Hosted, token: str) -> Rest:
    """Return the way to a forge's API, with somebody's token."""
    if hosted.kind != "github":
        return Rest(hosted.url + GITEA_API, token, "token")
    # An office's own GitHub serves its API below its address.
    return Rest(GITHUB_API if hosted.url == GITHUB else f"{hosted.url}/api/v3", token, "Bearer")


def named_here(git: Git, forge: str) -> Hosted:
    """Return the forge that the settings committed in this folder name.

    RefusedFault where they name none, or another kind than `forge`; RecordFault where they are
    not valid.
    """
    hosted = load(at(git, "HEAD")).settings.forge
    if hosted is None or hosted.accounts != forge:
        raise RefusedFault(
            T("{file} does not say that the office's repository is on {forge}.",
              file=PIPELINE, forge=forge),
            T("Enter there 'forge:' with kind, url and repository, commit it, then try again."),
        )  # fmt: skip
    return hosted


def wanted_of(rest: Rest, hosted: Hosted, now: datetime) -> Wanted:
    """Return what the tip of the main branch wants of its repository.

    Raises ForgeFault where there is none, RecordFault where it is not valid or names no account
    for the program, RefusedFault where it names another repository than `hosted`.
    """
    read, sops = _tip(rest, hosted)
    book = load(read)
    if book.settings.forge is None or replace(book.settings.forge, service=None) != replace(
        hosted, service=None
    ):
        raise RefusedFault(
            T("{file} on the main branch of {repository} names another forge than this folder.",
              file=PIPELINE, repository=hosted.repository),
            T("Fetch what is there (git pull), or push what is here."),
        )  # fmt: skip
    procedures = [load_sop(read, one, book.office) for one in sops()]
    say = voice(book.settings.language)
    labels = [Label(name, one.colour, say(one.description)) for name, one in LABELS.items()]
    want = wanted(book.settings.forge, book.office, procedures, now, labels)
    _with_account(want, book)
    return want


def _with_account(want: Wanted, book: Rulebook) -> None:
    if not want.numbers(want.bots):
        what = T("The program {id} has no number on this forge: make it an account there, find its "
                 "number with 'paraf setup {forge} --ids', and enter it as '{forge}:'.",
                 id=book.office.bots[0].id, forge=want.hosted.accounts)  # fmt: skip
        raise RecordFault([Mistake(OFFICIALS, 1, what)])


def _tip(rest: Rest, hosted: Hosted) -> tuple[Reader, Callable[[], tuple[str, ...]]]:
    """Return what reads the files of the main branch's tip, and what lists its procedures."""
    repo = f"/repos/{hosted.repository}"
    tip = rest.find(f"{repo}/branches/{MAIN}")
    if tip is None:
        raise ForgeFault(
            T("{url} has no repository {repository} with a branch {branch}, or this token may not "
              "read it.", url=hosted.url, repository=hosted.repository, branch=MAIN),
            T("Make the repository there, empty, then push: git push {url}/{repository}.git "
              "HEAD:refs/heads/main", url=hosted.url, repository=hosted.repository),
        )  # fmt: skip
    commit = tip.at("commit").text("sha" if hosted.kind == "github" else "id")

    def read(path: str) -> bytes | None:
        found = rest.find(f"{repo}/contents/{quote(path)}?ref={commit}")
        if found is None:
            return None
        try:
            return base64.b64decode(found.text("content"))
        except binascii.Error:
            return found.at("content").wrong(T("should be a file in base64"))

    def sops() -> tuple[str, ...]:
        rows = rest.find(f"{repo}/contents/{SOPS}?ref={commit}")
        paths = [PurePosixPath(one.text("name")) for one in rows.rows()] if rows else []
        return tuple(one.stem for one in paths if one.suffix == ".yml")

    return read, sops
