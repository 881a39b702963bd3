"""`paraf setup`: an office's repository."""

from pathlib import Path

import click

from paraf.cli.face import good, note
from paraf.cli.language import say
from paraf.core.words import T

FOLDER = click.Path(path_type=Path)
EXISTING = click.Path(path_type=Path, exists=True, file_okay=False)


@click.group("setup", help=say(T("Set up an office's repository.")))
def command() -> None:
    """Hold the kinds of repositories."""


@command.command("local", help=say(T("Make PATH a bare repository with the gate at its door.")))
@click.argument("path", type=FOLDER)
@click.option(
    "--keys", type=EXISTING, help=say(T("Folder with one SSH public key a person: ID.pub."))
)
@click.option("--publish-to", type=FOLDER, help=say(T("Folder of the public site's releases.")))
@click.option("--url", default="", help=say(T("Address of the public site.")))
@click.option(
    "--language",
    type=click.Choice(["id", "en"]),
    default=None,
    help=say(T("Language of reports and ledgers.")),
)
@click.option(
    "--clock", "clock_", type=FOLDER, help=say(T("Training only: a file that tells the time."))
)
def local(path: Path, keys: Path | None, publish_to: Path | None, url: str,
          language: str | None, clock_: Path | None) -> int:  # fmt: skip
    """Make the embedded forge: a bare repository with the gate's hook."""
    from paraf.cli.clock import clock
    from paraf.forge.git import Git
    from paraf.pipeline.setup import Wanted, setup_local

    source = Git(Path.cwd())
    people = (
        {one.stem: [one.read_text().strip()] for one in sorted(keys.glob("*.pub"))} if keys else {}
    )
    wanted = Wanted(path, people, publish_to, url, language, clock_)
    bare = setup_local(source, wanted, clock(source)())
    good(T("The office's repository is {folder}; the gate stands at its door.", folder=bare))
    note(T("Everybody clones it: git clone {folder}", folder=bare))
    return 0
