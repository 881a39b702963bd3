"""`paraf new`: opens a case."""

from pathlib import Path
from typing import Any

import click

from paraf.cli.connect import office_desk
from paraf.cli.face import as_json, good, note
from paraf.cli.language import say
from paraf.core.page import InformationClass
from paraf.core.words import T

CLASSES = [one.value for one in InformationClass if one is not InformationClass.EXEMPT]
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command("new", help=say(T("Open a case with the title TITLE; to publish, begin its draft.")))
@click.argument("title", metavar=say(T("TITLE")))
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
def command(title: str, section: str | None, information_class: str | None, **more: Any) -> int:
    """Open a case; where it publishes pages, begin its draft."""
    from paraf.pipeline.desk import judged
    from paraf.pipeline.new import Wish, open_case
    from paraf.pipeline.status import where
    from paraf.records.files import decode

    desk, book = office_desk(quiet=more["json_"])
    wish = Wish(
        title,
        section,
        InformationClass(information_class) if information_class else None,
        more["summary"],
        decode(more["body"].read_bytes(), str(more["body"])) if more["body"] else "",
        more["downloads"],
        more["materials"],
        more["sop"],
    )
    case = open_case(desk, book, wish)
    if more["json_"]:
        as_json({"case": case.id, "pages": case.pages, "downloads": case.downloads})
        return 0
    if book.settings.forge is None:
        good(T("Case {case} is open.", case=case.id))
    else:
        good(T("The draft {case} is begun; it becomes a case when it is handed in.", case=case.id))
    if case.pages:
        note(T("Write the page: {path}", path=case.pages[0]))
        note(T("Then: paraf check, paraf preview, paraf submit"))
    else:
        note(where(judged(desk, case.id, book).verdict.stand, book.office))
    return 0
