"""`paraf demo`: one publication from draft to archive, in a world of its own."""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from paraf.cli.face import console, good, note
from paraf.cli.language import LANGUAGE, say
from paraf.core.words import T

FOLDER = click.Path(path_type=Path)


@click.command(
    "demo", help=say(T("Play one publication from draft to archive, in a world of its own."))
)
@click.option("--keep", is_flag=True, help=say(T("Leave the world standing, its site served.")))
@click.option("--lang", type=click.Choice(["id", "en"]), help=say(T("Language of the play.")))
@click.option("--into", type=FOLDER, default=Path("build/demo"), show_default=True,
              help=say(T("Folder for what comes of it; emptied first.")))  # fmt: skip
def command(keep: bool, lang: str | None, into: Path) -> int:
    """Play the whole flagship SOP; ends as its last command does."""
    if lang is not None and lang != LANGUAGE:
        # The words of help and tables are chosen when a run begins, so it begins again.
        again = [sys.executable, "-I", "-m", "paraf.cli.main", *sys.argv[1:]]
        os.environ["PARAF_LANG"] = lang
        os.execv(sys.executable, again)  # noqa: S606 - the same program, in another language
    begun = time.monotonic()
    into = into.absolute()
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True)
    with _root(into, keep=keep) as root:
        _play(root, into, keep=keep)
    note(T("The play took {seconds} s.", seconds=round(time.monotonic() - begun)))
    return 0


@contextmanager
def _root(into: Path, *, keep: bool) -> Iterator[Path]:
    if keep:
        (into / "world").mkdir()
        yield into / "world"
        return
    with tempfile.TemporaryDirectory(prefix="paraf-demo-") as scratch:
        yield Path(scratch)


def _play(root: Path, into: Path, *, keep: bool) -> None:
    from paraf.cli import play as acts
    from paraf.cli.prologue import open_office, serve

    with serve(root, keep=keep) as site:
        play = open_office(root, LANGUAGE, site.url)
        for one in acts.ACTS:
            one(play)
        bag = acts.proof(play)
        _leave(play.world.live, bag, into)
    console.print()
    good(T("The case is archived. Where to look:"))
    note(T("site:    {place}", place=site.url if keep else into / "site" / "index.html"))
    note(T("report:  {place}", place=into / "report.pdf"))
    note(T("sheet:   {place}", place=into / "signoff.pdf"))
    note(T("bag:     {place}", place=into / bag.name))
    if keep:
        note(T("world:   {place}", place=root))
        note(T("The site stays served; end it with: kill {pid}", pid=site.pid))


def _leave(live: Path, bag: Path, into: Path) -> None:
    """Copy what came of the play to where it outlives the world."""
    shutil.copytree(live.resolve(), into / "site")
    shutil.copytree(bag, into / bag.name)
    shutil.copyfile(bag / "data" / "report" / "report.pdf", into / "report.pdf")
    shutil.copyfile(bag / "data" / "signoff.pdf", into / "signoff.pdf")
