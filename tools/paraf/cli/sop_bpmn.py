"""`paraf sop export` and `paraf sop import`: procedures to BPMN 2.0, and back."""

import sys
from pathlib import Path

import click

from paraf.cli.exits import Exit
from paraf.cli.face import errors, explain, good, words
from paraf.cli.language import say
from paraf.core.words import T
from paraf.ports import Fault, Mistake, RecordFault

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("export", help=say(T("Write a procedure as BPMN 2.0, with its diagram.")))
@click.argument("sop")
@click.option("--into", type=FILE, help=say(T("The file to write; without it, on the screen.")))
def export(sop: str, into: Path | None) -> int:
    """Write one procedure, named by its id or by its file, as BPMN."""
    from paraf.procedure.bpmn import write_bpmn
    from paraf.records.files import decode
    from paraf.records.sop import read_sop

    path = _file(sop)
    if not path.is_file():
        raise RecordFault([Mistake(str(path), 1, T("The file is missing."))])
    read = read_sop(decode(path.read_bytes(), str(path)), str(path))
    data = write_bpmn(read)
    if into is None:
        sys.stdout.buffer.write(data)
        return Exit.DONE
    _write(into, data)
    good(T("Wrote {file}: {title}.", file=into, title=read.identity.title))
    return Exit.DONE


def _file(sop: str) -> Path:
    """Return the file of a procedure that was named by its path, or by its id in this folder."""
    path = Path(sop)
    return path if path.suffix in (".yml", ".yaml") else Path("review/sop") / f"{sop}.yml"


@click.command("import", help=say(T("Read a procedure from BPMN 2.0 and write it as YAML.")))
@click.argument("bpmn", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--into", type=FILE, help=say(T("The file to write; without it, on the screen.")))
@click.option("--replace", is_flag=True, help=say(T("Replace the file if it is there already.")))
def import_(bpmn: Path, into: Path | None, replace: bool) -> int:
    """Read a procedure from BPMN; what another tool left open is named by line of the YAML."""
    from paraf.procedure.bpmn_reading import read_bpmn

    read = read_bpmn(bpmn.read_bytes(), str(bpmn), called=(into or bpmn).stem)
    name = str(into or bpmn.with_suffix(".yml").name)
    text, mistakes = _yaml(read.table, name)
    for one in read.left_out:
        errors.print(f"[yellow]![/] {words(f'{one.file}:{one.line}: {say(one.what)}')}")
    if into is None:
        sys.stdout.buffer.write(text.encode())
    else:
        _guard(into, text, replace=replace)
        _write(into, text.encode())
        good(T("Wrote {file}: {title}.", file=into, title=read.table["identity"]["title"]))
    return explain(RecordFault(mistakes)) if mistakes else Exit.DONE


def _yaml(table: dict[str, object], name: str) -> tuple[str, tuple[Mistake, ...]]:
    """Return the procedure as YAML, and what is still wrong with it."""
    from paraf.records.sop import read_sop
    from paraf.records.sop_writing import write_sop, write_table

    text = write_table(table)
    try:
        return write_sop(read_sop(text, name)), ()
    except RecordFault as fault:
        return text, fault.mistakes


def _guard(into: Path, text: str, *, replace: bool) -> None:
    if into.exists() and not replace and into.read_bytes() != text.encode():
        what = T("{file} is there already and says something else; give --replace to replace it.",
                 file=into)  # fmt: skip
        raise click.UsageError(say(what))


def _write(into: Path, data: bytes) -> None:
    try:
        into.parent.mkdir(parents=True, exist_ok=True)
        into.write_bytes(data)
    except OSError as error:
        raise Fault(
            T("The computer refused {path}: {reason}", path=into, reason=error.strerror),
            T("Make room there, or ask for the right to it; then try again."),
        ) from error
