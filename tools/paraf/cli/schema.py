"""`paraf schema`: JSON Schemas, for editors and for programs that read the evidence."""

from pathlib import Path

import click

from paraf.cli.face import good
from paraf.cli.language import say
from paraf.core.words import T


@click.command("schema", help=say(T("Write the JSON Schemas of the office's files.")))
@click.argument("into", type=click.Path(path_type=Path), default=Path("review/schema"))
def command(into: Path) -> int:
    """Write one schema for each kind of file, and that of an inspection's evidence."""
    from paraf.inspection.evidence.schema import schema as evidence
    from paraf.records.files import schema
    from paraf.records.shapes import KINDS

    texts = {kind: schema(kind) for kind in KINDS} | {"inspection": evidence()}
    into.mkdir(parents=True, exist_ok=True)
    for kind, text in texts.items():
        (into / f"{kind}.schema.json").write_text(text, "utf-8")
    good(T("Wrote {count} schemas into {folder}.", count=len(texts), folder=into))
    return 0
