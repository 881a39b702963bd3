"""`paraf preview`: the draft as it will be, shown anew whenever it is saved."""

import os
import sys
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import TYPE_CHECKING

import click

from paraf.cli.connect import office_desk
from paraf.cli.face import findings, good, note, silence
from paraf.cli.language import LANGUAGE, say
from paraf.cli.waiting import until_ended
from paraf.core.words import T

if TYPE_CHECKING:
    from paraf.pipeline.desk import Desk
    from paraf.pipeline.preview import Built
    from paraf.pipeline.rulebook import Rulebook
    from paraf.site.live import Live


@click.command("preview", help=say(T("Build the draft of CASE and show it on this computer.")))
@click.argument("case", required=False, metavar=say(T("CASE")))
@click.option("--port", default=0, help=say(T("Port on this computer; 0 takes a free one.")))
@click.option("--into", type=click.Path(path_type=Path),
              help=say(T("Only build, into this new folder.")))  # fmt: skip
def command(case: str | None, port: int, into: Path | None) -> int:
    """Show a draft as it will be on the site."""
    from paraf.pipeline.check import draft_case
    from paraf.pipeline.preview import build_preview, is_here

    desk, book = office_desk()
    case = desk.find(case) if case else None
    case_id = case or draft_case(desk, None)
    if into is not None:
        path = build_preview(desk, book, case_id, into)
        good(T("The preview is in {folder}; the case's page is {path}.", folder=into, path=path))
        return 0
    with TemporaryDirectory(prefix="paraf-") as scratch:
        if is_here(desk, case_id):
            _follow(desk, book, case_id, port, Path(scratch))
        else:
            _show(desk, book, case_id, port, Path(scratch))
    return 0


def _show(desk: "Desk", book: "Rulebook", case_id: str, port: int, scratch: Path) -> None:
    """Show a draft that was handed in: it does not change."""
    from paraf.pipeline.preview import build_preview
    from paraf.site.live import living

    path = build_preview(desk, book, case_id, scratch / "site")
    with living(port=port) as (live, url):
        live.show(scratch / "site")
        _open(f"{url}{path}")
        until_ended()


def _follow(desk: "Desk", book: "Rulebook", case_id: str, port: int, scratch: Path) -> None:
    """Show the draft in this folder, anew after each change."""
    from paraf.pipeline.preview import WATCHED, Draft
    from paraf.pipeline.saving import follow, marks
    from paraf.site.live import living

    looked = partial(marks, desk.git.folder, WATCHED)
    known = looked()
    desk.progress(T("Building the site"))
    draft = Draft(replace(desk, progress=silence), book, case_id, scratch)
    first = draft.build()
    ended = Event()

    def again() -> None:
        built = draft.build()
        # Ctrl+C reaches the builder as well: that it died then is no news.
        if built is not None and not ended.is_set():
            _turn(live, built)
            if built.site is not None:
                good(T("The draft is shown as it was saved last."))

    with living(port=port) as (live, url):
        if first is not None:
            _turn(live, first)
        _open(f"{url}{first.path if first else ''}")
        note(T("What you save in content/ and drafts/ is shown at once."))
        told = (looked, known, again, ended.wait, time.monotonic)
        worker = Thread(target=follow, args=told, name="paraf-preview")
        worker.start()
        try:
            until_ended()
        finally:
            ended.set()
            worker.join()


def _turn(live: "Live", built: "Built") -> None:
    """Show what came of a build, in the browser and, if that is findings, here too."""
    from paraf.site import unbuilt

    if built.site is not None:
        live.show(built.site)
        return
    live.tell(unbuilt.page(built.findings, say, LANGUAGE), unbuilt.headers())
    findings(built.findings)


def _open(url: str) -> None:
    good(T("The draft is shown at {url}", url=url))
    note(T("Press Ctrl+C to end."))
    if _has_screen():
        click.launch(url)


def _has_screen() -> bool:
    # Elsewhere a browser in the terminal would open, and take it.
    graphic = ("DISPLAY", "WAYLAND_DISPLAY")
    return sys.platform in ("darwin", "win32") or any(os.environ.get(one) for one in graphic)
