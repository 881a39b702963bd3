"""`paraf new`: opens a case."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from paraf.cli.connect import office_desk
from paraf.cli.exits import Exit
from paraf.cli.face import as_json, good, note
from paraf.cli.language import say
from paraf.core.page import InformationClass
from paraf.core.public_list import Period
from paraf.core.words import T

if TYPE_CHECKING:
    from paraf.pipeline.desk import Desk
    from paraf.pipeline.new import Begun, Wish
    from paraf.pipeline.rulebook import Rulebook

CLASSES = [one.value for one in InformationClass if one is not InformationClass.EXEMPT]
PERIODS = [one.value for one in Period]
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command(
    "new",
    help=say(T("Open a case with the title TITLE; to publish, begin its draft. Without TITLE, in a "
               "terminal, it asks for everything.")),
)  # fmt: skip
@click.argument("title", required=False, metavar=f"[{say(T('TITLE'))}]")
@click.option(
    "--section",
    show_default="pengumuman",
    help=say(T("Folder of content/ that the page belongs to.")),
)
@click.option(
    "--class",
    "information_class",
    type=click.Choice(CLASSES),
    show_default="berkala",
    help=say(T("Information class (UU 14/2008).")),
)
@click.option(
    "--period",
    type=click.Choice(PERIODS),
    help=say(T("How often information of the class berkala is renewed.")),
)
@click.option(
    "--expedited",
    default="",
    metavar=say(T("REASON")),
    help=say(T("Why information of the class serta-merta cannot wait.")),
)
@click.option("--summary", default="", help=say(T("One sentence that tells what it is about.")))
@click.option("--body", type=FILE, help=say(T("Markdown file with the text of the page.")))
@click.option(
    "--download",
    "downloads",
    type=FILE,
    multiple=True,
    help=say(T("A file that visitors will download; may be repeated.")),
)
@click.option(
    "--material",
    "materials",
    type=FILE,
    multiple=True,
    help=say(T("A source of the draft, kept for the record; may be repeated.")),
)
@click.option(
    "--sop",
    default="update-website",
    show_default=True,
    help=say(T("The procedure that the case follows.")),
)
@click.option("--json", "json_", is_flag=True, help=say(T("Print for programs.")))
def command(title: str | None, json_: bool, **more: Any) -> int:
    """Open a case; where it publishes pages, begin its draft."""
    from paraf.cli.asking import in_terminal
    from paraf.pipeline.new import open_case

    asked = title is None
    if asked and (json_ or not in_terminal()):
        what = T("Write the title behind 'paraf new'; questions are asked in a terminal alone.")
        raise click.UsageError(say(what))
    wish = _wish(title or "", more)
    desk, book = office_desk(quiet=json_)
    if asked:
        from paraf.cli.new_asked import walk

        wish = walk(desk, book, wish)
    begun = open_case(desk, book, wish)
    if json_:
        as_json({"case": begun.id, "pages": begun.pages, "downloads": begun.downloads})
    else:
        _tell(desk, book, begun)
    return Exit.DONE


def _wish(title: str, given: dict[str, Any]) -> "Wish":
    from paraf.pipeline.new import Wish
    from paraf.records.files import decode

    chosen, body = given["information_class"], given["body"]
    return Wish(
        title,
        given["section"],
        InformationClass(chosen) if chosen else None,
        given["summary"],
        decode(body.read_bytes(), str(body)) if body else "",
        given["downloads"],
        given["materials"],
        given["sop"],
        Period(given["period"]) if given["period"] else None,
        given["expedited"],
    )


def _tell(desk: "Desk", book: "Rulebook", case: "Begun") -> None:
    from paraf.cli.taken import tell_taken
    from paraf.pipeline.desk import judged
    from paraf.pipeline.status import where

    tell_taken(case.taken)
    if book.settings.forge is None:
        good(T("Case {case} is open.", case=case.id))
    else:
        good(T("The draft {case} is begun; it becomes a case when it is handed in.", case=case.id))
    if case.pages:
        note(T("Write the page: {path}", path=case.pages[0]))
        note(T("Then: paraf check, paraf preview, paraf submit"))
    else:
        note(where(judged(desk, case.id, book).verdict.stand, book.office))
