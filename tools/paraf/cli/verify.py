"""`paraf verify`: an archive, ten years later."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from paraf.cli.exits import Exit
from paraf.cli.face import (
    as_json,
    console,
    errors,
    finding_data,
    findings,
    note,
    progress,
    silence,
    words,
)
from paraf.cli.language import say
from paraf.core.words import T

if TYPE_CHECKING:
    from paraf.pipeline.verify import Verified


@click.command("verify", help=say(T("Check the archived case in the folder PATH, offline.")))
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--signers", type=click.Path(path_type=Path), metavar="FILE",
              help=say(T("The office's keys as it published them, in OpenSSH's allowed_signers "
                         "format: every key that signed has to be there.")))  # fmt: skip
@click.option("--store", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER",
              help=say(T("The evidence store: the objects that the case keeps there are checked "
                         "too.")))  # fmt: skip
@click.option("--json", "json_", is_flag=True, help=say(T("Print for programs.")))
def command(path: Path, signers: Path | None, store: Path | None, json_: bool) -> int:
    """Check an archived case, offline."""
    from paraf.pipeline.verify import Brought, verify_bag

    found = verify_bag(path, silence if json_ else progress, Brought(signers, store))
    if json_:
        as_json(_data(found))
        return Exit.DONE if found.intact else Exit.BROKEN
    for one in found.checked:
        note(one)
    _keys(found, signers)
    for one in found.unchecked:
        note(one)
    findings(found.findings)
    if found.intact:
        console.print(f"[bold green]✓ {say(T('The archive is whole: nothing was changed.'))}[/]")
        return Exit.DONE
    errors.print(f"[bold red]✗ {say(T('The archive is NOT what was marked.'))}[/]")
    return Exit.BROKEN


def _data(found: "Verified") -> dict[str, object]:
    return {
        "case": found.case,
        "intact": found.intact,
        "checked": [say(one) for one in found.checked],
        "unchecked": [say(one) for one in found.unchecked],
        "keys": [
            {
                "person": one.person,
                "fingerprint": one.fingerprint,
                "signed": [say(what) for what in one.what],
            }
            for one in found.keys
        ],
        "findings": [finding_data(one) for one in found.findings],
    }


def _keys(found: "Verified", signers: Path | None) -> None:
    if not found.keys:
        return
    console.print(f"\n{words(T('Keys that signed:'))}")
    for one in found.keys:
        signed = "; ".join(say(what) for what in one.what)
        console.print(f"  {words(one.fingerprint)}  {words(one.person)}: {words(signed)}",
                      soft_wrap=True, highlight=False)  # fmt: skip
    if signers is None:
        console.print(words(T("Compare these with what the office published: an archive cannot "
                              "prove by itself whose key a key is (or bring the list: "
                              "--signers).")))  # fmt: skip
    console.print()
