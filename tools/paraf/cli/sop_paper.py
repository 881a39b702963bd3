"""`paraf sop pdf`: procedures on paper."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from paraf.cli.exits import Exit
from paraf.cli.face import explain, good
from paraf.cli.language import say
from paraf.core.words import T
from paraf.ports import Fault, Mistake, RecordFault

if TYPE_CHECKING:
    from paraf.core.sop import Sop

FOLDER = Path("review/sop")


@click.command(
    "pdf", help=say(T("Print procedures as PDF, in the format of PermenPAN-RB 35/2012."))
)
@click.argument("sops", nargs=-1, metavar=say(T("[SOP]...")))
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    metavar=say(T("FOLDER")),
    help=say(T("Where to put them; otherwise here.")),
)
def pdf(sops: tuple[str, ...], into: Path) -> int:
    """Print the procedures named by id or file, or all of this folder's; bad ones are left out."""
    from paraf.pipeline.printed import pdf as printed
    from paraf.records.site_config import site_language

    settings = Path("mkdocs.yml")
    language = site_language(settings.read_text("utf-8")) if settings.is_file() else "id"
    mistakes: list[Mistake] = []
    for file in _files(sops):
        try:
            sop = _read(file)
        except RecordFault as fault:
            mistakes += fault.mistakes
            continue
        path = into / f"{sop.id}.pdf"
        _write(path, printed(sop, language))
        good(T("Written: {path}", path=path))
    return explain(RecordFault(mistakes)) if mistakes else Exit.DONE


def _files(named: tuple[str, ...]) -> list[Path]:
    if not named:
        return sorted(FOLDER.glob("*.yml"))
    paths = (Path(one) for one in named)
    return [one if one.suffix in (".yml", ".yaml") else FOLDER / f"{one}.yml" for one in paths]


def _read(file: Path) -> "Sop":
    from paraf.records.files import decode
    from paraf.records.sop import read_sop

    if not file.is_file():
        raise RecordFault([Mistake(str(file), 1, T("The file is missing."))])
    return read_sop(decode(file.read_bytes(), str(file)), str(file))


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise Fault(
            T("The computer refused {path}: {reason}", path=path, reason=error.strerror),
            T("Make room there, or ask for the right to it; then try again."),
        ) from error
