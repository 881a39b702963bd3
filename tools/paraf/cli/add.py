"""`paraf add`: takes files into a draft."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from paraf.cli.asking import ask, asking, choose, confirm, in_terminal, tell
from paraf.cli.connect import office_desk
from paraf.cli.face import as_json, note
from paraf.cli.language import say
from paraf.core.words import T, Text

if TYPE_CHECKING:
    from paraf.core.page import Rules
    from paraf.pipeline.add import Added, Wanted

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
ROLES = {
    "download": T("visitors download it"),
    "picture": T("the page shows it"),
    "material": T("for the reviewers alone, never published"),
}


@click.command(
    "add",
    help=say(T("Take FILEs into the draft: cleaned of what tells who made them, renamed, entered "
               "in the case, and checked at once. In a terminal it asks what they are for.")),
)  # fmt: skip
@click.argument("files", nargs=-1, required=True, type=FILE, metavar=say(T("FILE...")))
@click.option("--download", "role", flag_value="download", help=say(T("Visitors download them.")))
@click.option("--picture", "role", flag_value="picture", help=say(T("The page shows them.")))
@click.option("--material", "role", flag_value="material",
              help=say(T("They are sources of the draft, kept for the record.")))  # fmt: skip
@click.option("--label", default="", metavar=say(T("TEXT")),
              help=say(T("The words of the link; of a picture, what it shows.")))  # fmt: skip
@click.option("--link", is_flag=True, help=say(T("Put the link on the page at once.")))
@click.option("--case", metavar=say(T("CASE")), help=say(T("The case that is meant.")))
@click.option("--json", "json_", is_flag=True, help=say(T("Print for programs.")))
def command(files: Sequence[Path], role: str | None, json_: bool, **more: Any) -> int:
    """Take files into a draft."""
    from paraf.pipeline.add import add, look_over
    from paraf.pipeline.check import draft_case

    asks = role is None
    if asks and (json_ or not in_terminal()):
        what = T("Say what the file is for: --download, --picture or --material.")
        raise click.UsageError(say(what))
    if more["label"] and len(files) > 1:
        raise click.UsageError(say(T("--label goes with one file.")))
    desk, book = office_desk(quiet=json_)
    case_id = draft_case(desk, desk.find(more["case"]) if more["case"] else None)
    wanted, link = _wanted(files, role or "", more["label"]), more["link"]
    if asks:
        wanted, link = _asked(wanted, book.rules, link=link)
    done = add(desk, book, case_id, wanted, link=link)
    found = look_over(desk, book, case_id, [one.taken.path for one in done])
    if json_:
        from paraf.cli.check_told import data_of
        from paraf.cli.taken import taken_data

        as_json({
            "case": case_id,
            "files": [{**taken_data(one.taken), "markdown": one.line, "page": one.page}
                      for one in done],
            "findings": [data_of(one) for one in found],
        })  # fmt: skip
        return 0
    from paraf.cli.check_told import tell_findings

    _tell(done)
    tell_findings(found)
    return 0


def _wanted(files: Sequence[Path], role: str, label: str) -> "list[Wanted]":
    from paraf.pipeline.add import Wanted
    from paraf.pipeline.taking import Role

    return [Wanted(file, Role(role or "download"), label) for file in files]


def _asked(wanted: "list[Wanted]", rules: "Rules", *, link: bool) -> "tuple[list[Wanted], bool]":
    """Ask what each file is for, and how it is called."""
    from paraf.manuscript.front import is_picture
    from paraf.pipeline.taking import Role, refuse

    told = []
    with asking():
        for one in wanted:
            tell(T("{file}:", file=one.file.name))
            usual = "picture" if is_picture(one.file.name.lower(), rules) else "download"
            role = Role(choose(T("What is it for?"), list(ROLES.items()), usual))
            refuse(one.file, role, rules)
            label = one.label or (ask(QUESTIONS[role.value]) if role is not Role.MATERIAL else "")
            told.append(replace(one, role=role, label=label))
        linked = any(one.role is not Role.MATERIAL for one in told)
        return told, link or (linked and confirm(T("Put the link on the page now?")))


QUESTIONS: dict[str, Text] = {
    "download": T("Words of the link (Enter: the file's name)"),
    "picture": T("What does it show, for who cannot see it?"),
}


def _tell(done: "Sequence[Added]") -> None:
    from paraf.cli.taken import tell_taken

    for one in done:
        tell_taken([one.taken])
        if one.page:
            note(T("It stands on the page {path}.", path=one.page))
        elif one.line:
            note(T("Put this line where it belongs on the page:"))
            note(Text("{line}", {"line": one.line}))
