"""`paraf show`: a built site on this computer, or the documents of a case."""

from pathlib import Path

import click

from paraf.cli.face import good, note
from paraf.cli.language import say
from paraf.core.words import T


@click.command(
    "show",
    help=say(T("Serve the built site in FOLDER on this computer only; or show the documents that "
               "were handed in for CASE.")),
)  # fmt: skip
@click.argument("what", metavar=say(T("FOLDER|CASE")))
@click.option("--port", default=0, help=say(T("Port on this computer; 0 takes a free one.")))
@click.option("--into", type=click.Path(path_type=Path),
              help=say(T("Copy the documents of CASE into this folder.")))  # fmt: skip
@click.option("--file", "only", multiple=True, metavar=say(T("DOCUMENT")),
              help=say(T("Copy this document only; may be repeated.")))  # fmt: skip
@click.option("--json", "json_", is_flag=True, help=say(T("Print for programs.")))
def command(what: str, port: int, into: Path | None, only: tuple[str, ...], json_: bool) -> int:
    """Serve a folder until Ctrl+C, or show a case's documents."""
    if only and into is None:
        raise click.UsageError(say(T("--file goes with --into.")))
    if into is None and not json_ and _is_folder(what):
        _serve(Path(what), port)
        return 0
    from paraf.cli.connect import office_desk
    from paraf.cli.documents import copy, show

    desk, book = office_desk(quiet=json_)
    case = desk.find(what)
    if into is not None:
        return copy(desk, book, case, into, only, json_=json_)
    return show(desk, book, case, json_=json_)


def _is_folder(what: str) -> bool:
    """Say whether a folder is meant; whatever looks like a path is one, there or not."""
    return "/" in what or "." in what or Path(what).exists()


def _serve(folder: Path, port: int) -> None:
    from paraf.cli.waiting import until_ended
    from paraf.site.serve import serving

    with serving(folder, port=port) as url:
        good(T("The site is shown at {url}", url=url))
        note(T("Press Ctrl+C to end."))
        until_ended()
