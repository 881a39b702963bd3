"""`paraf serve`: the program's turn in many repositories, by webhook and timer."""

import asyncio
import os
import sys
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paraf.cli.exits import Exit
from paraf.cli.face import explain, good, shown
from paraf.cli.language import say
from paraf.cli.secret import secret
from paraf.core.words import T, Text
from paraf.ports import Fault

if TYPE_CHECKING:
    from paraf.service.children import Ended
    from paraf.service.settings import Repository, Settings

CONFIG = Path("/etc/paraf/serve.toml")
WARM = (
    "certifi",
    "encodings.idna",
    "holidays.countries",
    "httpcore",
    "httpx",
    "paraf.cli.reconcile",
    "paraf.cli.serve",
    "paraf.forge.gitea",
    "paraf.forge.github",
    "paraf.forge.hosted",
    "paraf.forge.login",
    "paraf.pipeline.reconcile",
    "paraf.service.clone",
    "paraf.service.warm",
)
"""What a reconcile that finds nothing to do loads; it is there before the first one begins."""
HIDDEN = "•••"
NEWS = 5
"""So many findings of a look at the published site stand in the log; the evidence has them all."""


@click.command(
    "serve",
    help=say(T("Keep many repositories going: listen to the forges' webhooks, look anew every few "
               "minutes, and do all that is due in each, until asked to end.")),
)  # fmt: skip
@click.option("--config", type=click.Path(path_type=Path), default=CONFIG, show_default=True,
              help=say(T("The settings (TOML).")))  # fmt: skip
@click.option("--check", is_flag=True, help=say(T("Only check the settings.")))
def command(config: Path, check: bool) -> int:
    """Serve until asked to end."""
    from paraf.service.settings import read_settings

    settings = read_settings(config, os.environ)
    if check:
        good(T("The settings are valid."))
        return Exit.DONE
    asyncio.run(_serve(settings))
    return Exit.DONE


async def _serve(settings: "Settings") -> None:
    from paraf.service.children import Children, Work
    from paraf.service.counts import Counts
    from paraf.service.rota import Clocks, Rota
    from paraf.service.service import Service

    counts, children = Counts(), Children(WARM)
    tell = teller({*settings.secrets, secret("token") or ""})

    async def reconcile(one: "Repository") -> "Ended":
        # The secrets stay here; the run reads its token from the file, as the command does.
        bare = replace(one, secret=b"", token="")
        own = {"PARAF_TOKEN_FILE": str(one.token_file)} if one.token_file else {}
        return await children.run(Work(reconcile_here, (bare,), own), settings.run_limit)

    rota = Rota(settings, reconcile, counts, tell, Clocks(time.monotonic, time.time))
    await Service(settings, rota, counts, children.kill, tell).serve()


def teller(secrets: Collection[str]) -> Callable[[Text], None]:
    """Return what writes a line to standard error, with no secret in it, whoever put it there."""

    def tell(what: Text) -> None:
        line = " ".join(say(what).split())
        for one in filter(None, secrets):
            line = line.replace(one, HIDDEN)
        # Whoever read this may be gone; the work goes on, and nothing is kept to be written later.
        with suppress(OSError):
            os.write(2, f"{shown(line)}\n".encode())

    return tell


def reconcile_here(one: "Repository") -> None:
    """Run `paraf reconcile --json` for a repository, then print whose it is.

    It is called in a process of its own, which it ends with the command's exit code.
    """
    from paraf.cli.main import main
    from paraf.service.answer import whose
    from paraf.service.clone import make_clone

    try:
        make_clone(one, secret("token") or "")
        os.chdir(one.folder)
    except (Fault, OSError) as wrong:
        sys.exit(explain(wrong))
    try:
        main(["reconcile", "--json"])
    finally:
        sys.stdout.write(whose(*_whose(), _watched(one)) + "\n")


def _watched(one: "Repository") -> dict[str, object] | None:
    """Look at the published site if it is time to; whatever happens, the run has its own end."""
    if not one.watch:
        return None
    from paraf.cli.connect import office_desk
    from paraf.pipeline.watch import is_due, watch

    try:
        desk, book = office_desk(quiet=True)
        if not is_due(desk, one.watch):
            return None
        seen = watch(desk, book)
        news = [{"case": each.place, "what": say(each.what)} for each in seen.news[:NEWS]]
        unseen = say(seen.unseen.what) if seen.unseen else None
        return {"outcome": seen.outcome.value, "news": news, "unseen": unseen}
    except Fault as fault:
        return {"outcome": "unseen", "news": [{"what": say(fault.what)}]}
    except Exception as wrong:  # noqa: BLE001 - how the run ended must be told all the same
        return {"outcome": "unseen", "news": [{"what": f"{type(wrong).__name__}: {wrong}"}]}


def _whose() -> tuple[str | None, str | None]:
    """Return how the forge of the clone here signs, and the repository's name there."""
    from paraf.forge.git import Git
    from paraf.pipeline.rulebook import at, load
    from paraf.service.clone import MAIN

    try:
        forge = load(at(Git(Path.cwd()), MAIN)).settings.forge
    except Fault:
        return None, None
    return (forge.accounts, forge.repository) if forge else (None, None)
