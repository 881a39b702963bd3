"""`paraf schema`: JSON Schemas, which editors read to help whoever writes a file."""

from pathlib import Path

import click

from paraf.cli.face import good
from paraf.cli.language import say
from paraf.core.words import T


@click.command("schema", help=say(T("Write the JSON Schemas of the office's files.")))
@click.argument("into", type=click.Path(path_type=Path), default=Path("review/schema"))
def command(into: Path) -> int:
    """Write one schema for each kind of file."""
    from paraf.records.files import schema
    from paraf.records.shapes import KINDS

    into.mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        (into / f"{kind}.schema.json").write_text(schema(kind), "utf-8")
    good(T("Wrote {count} schemas into {folder}.", count=len(KINDS), folder=into))
    return 0
