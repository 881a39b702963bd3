"""Cleans a file of what its makers' programs wrote into it, before anything is hashed."""

import shutil
from pathlib import Path

from paraf.core.checking import Limits
from paraf.manuscript.intake.office import clean_office
from paraf.manuscript.intake.pdf import clean_pdf
from paraf.manuscript.intake.picture import PICTURES, clean_picture, is_heic
from paraf.manuscript.kinds import KINDS
from paraf.manuscript.safety.check import check_safety
from paraf.manuscript.seen import Seen

_OFFICE = frozenset({".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp"})


def clean(source: Path, into: Path, suffix: str, edge: int) -> tuple[Seen, ...]:
    """Write the file `source` to `into` without what it need not tell, and return what was done.

    Pictures lose their metadata, stand upright, have the colours of the web and no edge longer than
    `edge` pixels; documents lose the names of their authors. Texts, and what is signed, stay as
    they are; so does what is clean already: cleaned twice, a file is the same as cleaned once.
    Where a closed kind is among what is returned nothing was written. OSError where a file cannot
    be read or written.
    """
    if is_heic(source):
        return (Seen("heic"),)
    seen = tuple(check_safety(source, suffix, Limits()))
    closed = tuple(one for one in seen if KINDS[one.kind].closed)
    if closed:
        return closed
    if suffix in PICTURES:
        return clean_picture(source, into, suffix, edge)
    if suffix in _OFFICE:
        return clean_office(source, into, Limits())
    if suffix == ".pdf":
        return clean_pdf(source, into)
    shutil.copyfile(source, into)
    return ()
