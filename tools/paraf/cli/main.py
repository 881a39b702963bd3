"""`paraf`: the commands by name. A command's module is loaded only when it is called."""

import importlib
import os
import sys
from collections.abc import Sequence

import click

from paraf.cli.exits import Exit
from paraf.cli.language import say
from paraf.core.words import T

COMMANDS = {
    "new": T("Open a case; to publish, begin its draft."),
    "check": T("Check a draft before anybody reads it."),
    "add": T("Take files into a draft, cleaned and checked."),
    "excuse": T("Let a finding stand, for a reason that both reviewers read."),
    "declare": T("Say what a file holds that nothing can examine."),
    "preview": T("Show a draft as it will be on the site."),
    "submit": T("Hand in a draft, a corrected report, or documents."),
    "review": T("Mark a change, or return it."),
    "assign": T("Give the disposition that is due."),
    "perform": T("Hand in what was done by hand, or ask for the upload again."),
    "decide": T("Answer the question that a case stands at."),
    "reconcile": T("Do all that is due: merge, publish, inspect, report, archive."),
    "serve": T("Keep many repositories going: by webhook, and every few minutes."),
    "status": T("Say where the cases stand, and whose turn it is."),
    "board": T("Make the page for the office's wall: what waits for whom."),
    "gate": T("Explain why a case stands where it does; what if …?"),
    "verify": T("Check an archived case, offline."),
    "setup": T("Set up an office's repository."),
    "sop": T("Check the procedures of the office."),
    "monitor": T("Count from the archive how the SOPs were followed."),
    "inspect": T("Inspect a live site: every byte, all links, pages, headers."),
    "headers": T("Print the settings of a web server for the site."),
    "show": T("Serve a built site, or show the documents of a case."),
    "schema": T("Write the JSON Schemas of the office's files."),
    "demo": T("Play one publication from draft to archive."),
    "hook": T("What git calls; not for people."),
}
HIDDEN = ("hook",)


class Lazy(click.Group):
    """A group that knows its commands by name and loads them when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own
        """Return the names, in the order of a case's life."""
        return [name for name in COMMANDS if name not in HIDDEN]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's own
        """Return a command, loading its module."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"paraf.cli.{cmd_name}")
        command: click.Command = module.command
        _translate(command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading any of them."""
        with formatter.section(say(T("Commands"))):
            formatter.write_dl([(name, say(COMMANDS[name])) for name in self.list_commands(ctx)])


PLACES = {"text": T("TEXT"), "path": T("PATH"), "integer": T("NUMBER"), "file": T("FILE")}
"""What stands for a value in the help, where its option does not say, by click's types."""


def _translate(command: click.Command) -> None:
    """Put the placeholders, which click writes in English alone, into the user's language."""
    command.options_metavar = say(T("[OPTIONS]"))
    for one in command.params:
        kind = one.type.name.split()[0]
        flag = isinstance(one, click.Option) and (one.is_flag or one.count)
        if one.metavar is None and kind in PLACES and not flag:
            one.metavar = say(PLACES[kind])
    if isinstance(command, click.Group):
        command.subcommand_metavar = say(T("COMMAND [ARGUMENTS]..."))
        for below in command.commands.values():
            _translate(below)


@click.command(
    cls=Lazy,
    help=say(T("Paraf runs an office's written procedure (SOP) as a git flow.")),
    epilog=say(
        T("Exit codes: 0 done · 2 typed wrongly · 3 refused by the rules · 4 something outside "
          "failed · 5 a file of the office is wrong · 6 an archive is not what was marked")
    ),
    options_metavar=say(T("[OPTIONS]")),
    subcommand_metavar=say(T("COMMAND [ARGUMENTS]...")),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)  # fmt: skip
@click.version_option(package_name="paraf", message="paraf %(version)s")
def group() -> None:
    """Hold the commands together."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and end the process with its exit code."""
    try:
        code = group.main(args=arguments, prog_name="paraf", standalone_mode=False)
    except click.ClickException as wrong:
        wrong.show()
        code = Exit.USAGE
    except click.Abort:
        code = Exit.REFUSED
    except KeyboardInterrupt:
        code = 130
    except BrokenPipeError:
        # Whoever read this has seen enough, as in 'paraf status | head'.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = Exit.DONE
    except Exception as raised:  # noqa: BLE001 - explain raises anew whatever is no fault
        from paraf.cli.face import explain

        code = explain(raised)
    sys.exit(int(code or 0))


if __name__ == "__main__":
    main()
