"""`paraf setup gitea|github`: the settings of a hosted repository, planned, asked for, applied."""

import os
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from paraf.cli.exits import Exit
from paraf.cli.face import as_json, console, doubt, good, progress, silence, words
from paraf.cli.language import say
from paraf.cli.secret import secret
from paraf.core.hosting import Hosted
from paraf.core.words import T
from paraf.ports import Fault, ForgeFault

if TYPE_CHECKING:
    from paraf.forge.rest import Rest
    from paraf.pipeline.hosting import Plan, Step, Wanted

SECRET_FILE = "PARAF_WEBHOOK_SECRET_FILE"  # noqa: S105 - the name of a variable
SCOPES = {
    "gitea": "write:organization, write:repository, write:issue, read:user",
    "github": "admin:org, repo, read:user",
}
"""What the owner's token must be good for. The program's own needs less and is another."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of the command line."""

    check: bool
    yes: bool
    json_: bool
    new_secret: bool


def run(forge: str, logins: Sequence[str], *, ids: bool, **options: bool) -> int:
    """Plan, show, ask, apply; or show numbers of accounts.

    Return DONE where all is as wanted in the end, REFUSED for drift or a no.
    """
    from paraf.cli.clock import clock
    from paraf.forge.git import Git
    from paraf.pipeline.hosting_remote import connect, named_here, wanted_of

    git, asked = Git(Path.cwd()), Asked(**options)
    hosted = named_here(git, forge)
    rest = connect(hosted, _token(forge))
    if ids:
        return _show_ids(rest, hosted, logins, machine=asked.json_)
    if logins:
        raise click.UsageError(say(T("Logins are for --ids alone.")))
    tell = silence if asked.json_ else progress
    tell(T("Looking at {repository} on {url}", repository=hosted.repository, url=hosted.url))
    want = replace(wanted_of(rest, hosted, clock(git)()), new_secret=asked.new_secret)
    return _settle(rest, want, asked)


def _settle(rest: "Rest", want: "Wanted", asked: Asked) -> int:
    plan = _planned(rest, want)
    if asked.json_:
        as_json(_data(plan))
    else:
        _show(plan)
    if not plan.steps:
        return Exit.DONE
    if asked.check or not (asked.yes or _agreed(plan.steps)):
        return Exit.REFUSED
    _carry_out(rest, want, plan, quiet=asked.json_)
    left = _planned(rest, replace(want, new_secret=False))
    if left.steps:
        names = "; ".join(say(one.what) for one in left.steps)
        raise ForgeFault(
            T("The forge did not take everything: {names}", names=names),
            T("Run the same command again. If it stays so, look into the forge's log."),
        )
    if not asked.json_:
        good(T("{repository} is as the office wants it.", repository=want.hosted.repository))
    return Exit.DONE


def _token(forge: str) -> str:
    token = secret("token")
    if not token:
        raise Fault(
            T("No token was given."),
            T("Put the token of an owner of the organisation, not the program's, into PARAF_TOKEN, "
              "or into a file that PARAF_TOKEN_FILE names. It needs the scopes {scopes}.",
              scopes=SCOPES[forge]),
        )  # fmt: skip
    return token


def _planned(rest: "Rest", want: "Wanted") -> "Plan":
    if want.hosted.kind == "github":
        from paraf.pipeline.hosting_github import plan as plan_github
        from paraf.pipeline.hosting_github_seen import look as look_github

        return plan_github(want, look_github(rest, want))
    from paraf.pipeline.hosting_gitea import plan
    from paraf.pipeline.hosting_gitea_seen import look

    return plan(want, look(rest, want))


def _show(plan: "Plan") -> None:
    if not plan.steps:
        good(T("Nothing needs to be changed."))
    for number, step in enumerate(plan.steps, 1):
        mark = f"  [yellow]({words(T('widens rights'))})[/]" if step.widens else ""
        console.print(f"{number:3}. {words(step.what)}{mark}")
        for one in step.details:
            console.print(f"       {words(one)}")
    for one in plan.by_hand:
        doubt(T("By hand: {what}", what=one))


def _data(plan: "Plan") -> dict[str, Any]:
    return {
        "steps": [
            {"what": say(one.what), "details": [say(each) for each in one.details],
             "widens": one.widens}
            for one in plan.steps
        ],
        "by_hand": [say(one) for one in plan.by_hand],
    }  # fmt: skip


def _agreed(steps: "Sequence[Step]") -> bool:
    wide = [str(number) for number, one in enumerate(steps, 1) if one.widens]
    if wide:
        doubt(T("These numbers give somebody more rights than now: {numbers}.",
                numbers=", ".join(wide)))  # fmt: skip
    question = T("Carry out all {count} changes?", count=len(steps))
    return click.confirm(say(question), default=False, err=True)


def _carry_out(rest: "Rest", want: "Wanted", plan: "Plan", *, quiet: bool) -> None:
    from paraf.pipeline.hosting import Carrying

    def send(method: str, path: str, body: Any) -> Any:
        return rest.send(method, path, body).answer.value

    carrying = Carrying(send, lambda: _secret(want, quiet=quiet))
    tell = silence if quiet else progress
    for done, step in enumerate(plan.steps):
        tell(T("Changing the settings"), done, len(plan.steps))
        carrying.carry_out(step)


def _secret(want: "Wanted", *, quiet: bool) -> str:
    """Return the webhook's secret; where nobody gave one, it is kept in a file for one's own eyes.

    A run that was broken off has left the file: the next one uses it.
    """
    file = _secret_file(want.hosted)
    to_be_made = str(file) == os.environ.get(SECRET_FILE) and not file.exists()
    given = None if to_be_made else secret("webhook-secret")
    if given:
        return given
    if not file.exists() or want.new_secret:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = file.with_name(f"{file.name}.{os.getpid()}")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
            opened.write(secrets.token_hex(32) + "\n")
        part.replace(file)
        if not quiet:
            good(T("The webhook's secret is in {file}: give it to 'paraf serve'.", file=file))
    return file.read_text("ascii").strip()


def _secret_file(hosted: Hosted) -> Path:
    named = os.environ.get(SECRET_FILE)
    if named:
        return Path(named)
    home = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(home) / "paraf" / f"{hosted.owner}-{hosted.name}.webhook-secret"


def _show_ids(rest: "Rest", hosted: Hosted, logins: Sequence[str], *, machine: bool) -> int:
    from paraf.pipeline.hosting_people import people

    found = list(people(rest, hosted, logins))
    if machine:
        as_json([{"login": one.login, hosted.accounts: int(one.number), "name": one.name}
                 for one in found])  # fmt: skip
        return Exit.DONE
    for line in _lines(hosted, [(one.login, one.number, one.name) for one in found]):
        console.print(line)
    return Exit.DONE


def _lines(hosted: Hosted, found: Sequence[tuple[str, str, str]]) -> Iterator[str]:
    width = max((len(login) for login, _, _ in found), default=0)
    for login, number, name in found:
        yield f"{words(login):{width}}  {hosted.accounts}: {number}  {words(name)}".rstrip()
