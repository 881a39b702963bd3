"""Sets an office's repository up: a bare repository with the gate at its door."""

import shlex
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from paraf.core.words import T
from paraf.forge.git import Git
from paraf.pipeline.rulebook import OFFICIALS, PIPELINE, at, load, load_sop, sop_ids
from paraf.ports import ForgeFault, Mistake, RecordFault
from paraf.records.editing import with_keys, with_settings
from paraf.records.files import decode

HOOK = """#!/bin/sh
# The gate of Paraf: decides what a push may do. Installed by 'paraf setup local'.
exec {python} -I -m paraf.cli.main hook pre-receive
"""

SETTINGS = {
    "receive.fsckObjects": "true",
    "receive.denyNonFastForwards": "false",  # drafts may be forced; the gate refuses the rest
    "receive.denyDeleteCurrent": "refuse",
    "core.logAllRefUpdates": "true",
    "gc.reflogExpire": "never",
    "core.hooksPath": "hooks",  # the gate stands whatever the pushing account has set for itself
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the administrator asks for. `clock` is the file of a training clock, or None."""

    bare: Path
    keys: Mapping[str, Sequence[str]]
    publish_to: Path | None = None
    url: str = ""
    language: str | None = None
    clock: Path | None = None


def setup_local(source: Git, wanted: Wanted, now: datetime) -> Path:
    """Make the bare repository from the files that `source` has committed; return its folder.

    Run on a repository that Paraf set up, it only puts settings and gate right again; after an
    interruption it goes on. Raises ForgeFault for any other folder that is not empty, RecordFault
    for invalid files.
    """
    bare = wanted.bare.absolute()
    if not (bare / "HEAD").exists() and bare.exists() and any(bare.iterdir()):
        raise ForgeFault(
            T("The folder {folder} is not empty.", folder=bare),
            T("Name a folder that is not there yet."),
        )
    if not (bare / "HEAD").exists() or Git(bare).resolve("refs/heads/main") is None:
        _begin(source, wanted, bare, int(now.timestamp()))
    repo = Git(bare)
    for key, value in SETTINGS.items():
        repo.run("config", key, value)
    if wanted.clock is not None:
        repo.run("config", "paraf.clock", str(wanted.clock.absolute()))
    hook = bare / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(HOOK.format(python=shlex.quote(sys.executable)))
    hook.chmod(0o755)
    return bare


def _begin(source: Git, wanted: Wanted, bare: Path, stamp: int) -> None:
    """Make the repository and its first commit; nothing is made of files that are not valid."""
    tree = _tree(source, wanted)
    office = load(at(source, tree)).office
    for sop in sop_ids(source, tree):
        load_sop(at(source, tree), sop, office)
    if not office.bots:
        what = T("The roster names no program, which publishes and archives.")
        raise RecordFault([Mistake(OFFICIALS, 1, what)])
    bot = office.bots[0]
    bare.parent.mkdir(parents=True, exist_ok=True)
    source.run("init", "--quiet", "--bare", "--initial-branch=main", str(bare))
    message = "begin: the office's site, roster and procedures\n"
    mail = bot.emails[0]
    commit = source.found(tree, message, moment=stamp, name=bot.name, mail=mail)
    source.run("push", "--quiet", str(bare), f"{commit}:refs/heads/main")


def _tree(source: Git, wanted: Wanted) -> str:
    def text(path: str) -> str:
        return decode(source.read("HEAD", path) or b"", path)

    put: dict[str, bytes | Path] = {}
    if wanted.keys:
        put[OFFICIALS] = with_keys(text(OFFICIALS), OFFICIALS, wanted.keys).encode()
    changes: dict[tuple[str, ...], str] = {}
    if wanted.publish_to is not None:
        changes[("target", "path")] = str(wanted.publish_to.absolute())
    if wanted.url:
        changes[("target", "url")] = wanted.url
    if wanted.language is not None:
        changes[("language",)] = wanted.language
    put[PIPELINE] = with_settings(text(PIPELINE), PIPELINE, changes).encode()
    return source.tree_with("HEAD", put)
