"""`paraf preview`: the draft as it will be."""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from paraf.cli.connect import office_desk
from paraf.cli.face import good, note
from paraf.cli.language import say
from paraf.cli.waiting import until_ended
from paraf.core.words import T


@click.command("preview", help=say(T("Build the draft of CASE and show it on this computer.")))
@click.argument("case", required=False, metavar=say(T("CASE")))
@click.option("--port", default=0, help=say(T("Port on this computer; 0 takes a free one.")))
@click.option("--into", type=click.Path(path_type=Path),
              help=say(T("Only build, into this new folder.")))  # fmt: skip
def command(case: str | None, port: int, into: Path | None) -> int:
    """Show a draft as it will be on the site."""
    from paraf.pipeline.check import draft_case
    from paraf.pipeline.preview import build_preview
    from paraf.site.serve import serving

    desk, book = office_desk()
    case = desk.find(case) if case else None
    case_id = case or draft_case(desk, None)
    if into is not None:
        path = build_preview(desk, book, case_id, into)
        good(T("The preview is in {folder}; the case's page is {path}.", folder=into, path=path))
        return 0
    with TemporaryDirectory(prefix="paraf-") as scratch:
        site = Path(scratch) / "site"
        path = build_preview(desk, book, case_id, site)
        with serving(site, port=port) as url:
            good(T("The draft is shown at {url}", url=f"{url}{path}"))
            note(T("Press Ctrl+C to end."))
            if _has_screen():
                click.launch(f"{url}{path}")
            until_ended()
    return 0


def _has_screen() -> bool:
    # Elsewhere a browser in the terminal would open, and take it.
    graphic = ("DISPLAY", "WAYLAND_DISPLAY")
    return sys.platform in ("darwin", "win32") or any(os.environ.get(one) for one in graphic)
