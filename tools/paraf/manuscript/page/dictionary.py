"""The Indonesian dictionary of this machine, if it has one: hunspell's `id_ID`.

It is under the GPL and therefore not a part of Paraf; see docs/adr/0032. Debian and Ubuntu have it
as `hunspell-id`, and LibreOffice brings it along.
"""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hunspell import Hunspell

NAME = "id_ID"
_OFFICE = "extensions/dict-id"
PLACES = (
    Path("/usr/share/hunspell"),
    Path("/usr/local/share/hunspell"),
    Path("/usr/share/myspell/dicts"),
    Path("/opt/homebrew/share/hunspell"),
    Path("/Library/Spelling"),
    Path("/usr/lib/libreoffice/share") / _OFFICE,
    Path("/usr/lib64/libreoffice/share") / _OFFICE,
    Path("/Applications/LibreOffice.app/Contents/Resources") / _OFFICE,
    Path("C:/Program Files/LibreOffice/share") / _OFFICE,
)
"""Where systems keep it."""


def find(places: Iterable[Path]) -> Path | None:
    """Return the first of the folders that holds the dictionary; None if none does."""
    return next((one for one in places if _holds(one)), None)


def _holds(folder: Path) -> bool:
    return all((folder / f"{NAME}{suffix}").is_file() for suffix in (".aff", ".dic"))


@lru_cache(maxsize=2)
def opened(folder: Path) -> "Hunspell":
    """Return the dictionary in `folder`, read once: 0.07 s; OSError if it cannot be read."""
    from hunspell import Hunspell

    return Hunspell(NAME, hunspell_data_dir=str(folder))
