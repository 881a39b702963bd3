"""`paraf show`: a built site on this computer."""

from pathlib import Path

import click

from paraf.cli.face import good, note
from paraf.cli.language import say
from paraf.cli.waiting import until_ended
from paraf.core.words import T


@click.command("show", help=say(T("Serve the built site in FOLDER on this computer only.")))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--port", default=0, help=say(T("Port on this computer; 0 takes a free one.")))
def command(folder: Path, port: int) -> int:
    """Serve a folder, or the link to the current release, until Ctrl+C."""
    from paraf.site.serve import serving

    with serving(folder, port=port) as url:
        good(T("The site is shown at {url}", url=url))
        note(T("Press Ctrl+C to end."))
        until_ended()
    return 0
