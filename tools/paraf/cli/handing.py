"""The options by which documents are handed in, and how it is told what came of it."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from paraf.cli.check_told import data_of, tell_findings
from paraf.cli.face import as_json, exit_of_findings, findings, good, note
from paraf.cli.language import say
from paraf.core.office import Office
from paraf.core.phrases import called
from paraf.core.words import T

if TYPE_CHECKING:
    from paraf.pipeline.hand_in import HandedIn
    from paraf.pipeline.offer import Offer

NAMED = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)=(.+)", re.DOTALL)
Command = Callable[..., Any]


def documents(command: Command) -> Command:
    """Give a command the options `--file`, `--medium` and `-m`."""
    options = (
        click.option(
            "--file",
            "files",
            multiple=True,
            metavar=say(T("[DOCUMENT=]FILE")),
            help=say(T("A document of this step and its file; may be repeated.")),
        ),
        click.option(
            "--medium",
            "media",
            multiple=True,
            metavar=say(T("[DOCUMENT=]LABEL")),
            help=say(T("What stands on the medium that holds a copy; may be repeated.")),
        ),
        click.option(
            "-m", "--message", default="", help=say(T("What was done, or what was corrected."))
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def offered(files: Sequence[str], media: Sequence[str], message: str) -> "Offer":
    """Return what the options say."""
    from paraf.pipeline.offer import Offer

    pairs = [_pair(one) for one in files]
    return Offer(
        tuple((key, Path(file)) for key, file in pairs),
        tuple(_pair(one) for one in media),
        message,
    )


def _pair(given: str) -> tuple[str, str]:
    named = NAMED.fullmatch(given)
    return (named[1], named[2]) if named else ("", given)


def tell(done: "HandedIn", office: Office, *, json_: bool) -> int:
    """Say what came of handing in, and return the exit code."""
    from paraf.pipeline.status import where

    if json_:
        found = [data_of(one) for one in done.findings]
        as_json({"case": done.case, "step": done.step.no if done.step else None,
                 "change": done.change, "head": done.head, "findings": found})  # fmt: skip
        return exit_of_findings(done.findings)
    (tell_findings if done.change == "manuscript" else findings)(done.findings)
    if done.head is not None and done.where is not None:
        good(T("Handed in: {case}, {change} {head}.",
               case=done.case, change=called(done.change), head=done.head[:12]))  # fmt: skip
        note(done.where)
    elif done.head is not None:
        good(T("Handed in and signed: {case}, {change} {head}.",
               case=done.case, change=called(done.change), head=done.head[:12]))  # fmt: skip
        if done.verdict is not None:
            note(where(done.verdict.stand, office))
        else:
            note(T("Now it is the next official's turn; 'paraf status' says whose."))
    return exit_of_findings(done.findings)
