"""`paraf setup`: an office's repository."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

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


def _hosted(function: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options of every hosted forge."""
    for decorate in reversed((
        click.argument("logins", nargs=-1, metavar="[LOGIN]..."),
        click.option("--check", is_flag=True,
                     help=say(T("Only compare: exit code 3 where something differs."))),
        click.option("--yes", is_flag=True, help=say(T("Do not ask: for scripts."))),
        click.option("--json", "json_", is_flag=True, help=say(T("Print for programs."))),
        click.option("--ids", is_flag=True,
                     help=say(T("Show the numbers of these accounts (without any: of the whole "
                                "organisation), for review/officials.yml."))),
        click.option("--new-secret", is_flag=True,
                     help=say(T("Give the webhook another secret."))),
    )):  # fmt: skip
        function = decorate(function)
    return function


HOSTED = T(
    "Bring the office's repository on {forge} to the wanted settings: teams of the posts, "
    "protected branches, labels, webhook. Shows the plan and asks first. Run it in a clone, with "
    "an owner's token in PARAF_TOKEN or PARAF_TOKEN_FILE."
)


@command.command("gitea", help=say(T(HOSTED.message, forge="Gitea/Forgejo")))
@_hosted
def gitea(logins: tuple[str, ...], **options: Any) -> int:
    """Set up a repository on Gitea or Forgejo."""
    from paraf.cli.setup_hosted import run

    return run("gitea", logins, **options)


@command.command("github", help=say(T(HOSTED.message, forge="GitHub")))
@_hosted
def github(logins: tuple[str, ...], **options: Any) -> int:
    """Set up a repository on GitHub."""
    from paraf.cli.setup_hosted import run

    return run("github", logins, **options)
