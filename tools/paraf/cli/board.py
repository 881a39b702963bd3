"""`paraf board`: the page for the office's wall."""

from pathlib import Path

import click

from paraf.cli.connect import office_desk
from paraf.cli.face import good, note
from paraf.cli.language import say
from paraf.core.words import T

PLACE = Path("build") / "papan.html"
"""Where the page goes unless told otherwise, below the folder of the repository."""


@click.command("board", help=say(T("Make the page for the office's wall: what waits for whom.")))
@click.option(
    "--into",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.html",
    help=say(T("Write the page into this file; otherwise into build/papan.html.")),
)
@click.option(
    "--refresh",
    type=click.IntRange(0, 1440),
    default=0,
    metavar="N",
    help=say(T("For a screen on the wall: load the page anew every N minutes.")),
)
def command(into: Path | None, refresh: int) -> int:
    """Write the board as one page that needs no other file, no script and no network."""
    from paraf.pipeline.board import write_board

    desk, book = office_desk(quiet=True)
    file = into or _unseen(desk.git.folder)
    made = write_board(desk, book, file, refresh)
    late = sum(one.overdue for one in made.entries)
    good(T("The board is in {file}: {count} open cases, {late} overdue.",
           file=file, count=len(made.entries), late=late))  # fmt: skip
    note(T("Open it in a browser; it prints on A4, a new sheet for each official."))
    return 0


def _unseen(folder: Path) -> Path:
    """Return the usual place, where git does not look: else the page became part of a draft."""
    place = folder / PLACE
    place.parent.mkdir(exist_ok=True)
    ignore = place.parent / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n")
    return place
