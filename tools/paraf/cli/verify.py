"""`paraf verify`: an archive, ten years later."""

from pathlib import Path

import click

from paraf.cli.exits import Exit
from paraf.cli.face import as_json, console, errors, finding_data, findings, note, progress, silence
from paraf.cli.language import say
from paraf.core.words import T


@click.command("verify", help=say(T("Check the archived case in the folder PATH, offline.")))
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--json", "json_", is_flag=True, help=say(T("Print for programs.")))
def command(path: Path, json_: bool) -> int:
    """Check an archived case, offline."""
    from paraf.pipeline.verify import verify_bag

    found = verify_bag(path, silence if json_ else progress)
    if json_:
        as_json({
            "case": found.case,
            "intact": found.intact,
            "checked": [say(one) for one in found.checked],
            "findings": [finding_data(one) for one in found.findings],
        })  # fmt: skip
        return Exit.DONE if found.intact else Exit.BROKEN
    for one in found.checked:
        note(one)
    findings(found.findings)
    if found.intact:
        console.print(f"[bold green]✓ {say(T('The archive is whole: nothing was changed.'))}[/]")
        return Exit.DONE
    errors.print(f"[bold red]✗ {say(T('The archive is NOT what was marked.'))}[/]")
    return Exit.BROKEN
