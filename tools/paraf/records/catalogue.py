"""The catalogues of sentences, one a language, as gettext keeps them."""

import gettext
import os
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from paraf.core.words import Say, T, english, speaker
from paraf.ports import Fault

FOLDER = Path(__file__).parent.parent / "locale"
DOMAIN = "paraf"


def voice(language: str) -> Say:
    """Return what says a text in `language` (`id` or `en`); a sentence unknown to it is English."""
    if language == "en":
        return english
    return speaker(translations(FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.mo").gettext)


def translations(made: Path) -> gettext.GNUTranslations:
    """Return a compiled catalogue.

    Whoever develops Paraf has its `.po` beside it: if that is newer, it is compiled anew, and kept
    for click, which asks gettext alone. Where it cannot be compiled, the older one is said.
    """
    source = made.with_suffix(".po")
    written = _time(source)
    if written > _time(made):
        with suppress(ImportError):
            compiled = _compiled(source)
            _keep(compiled, made, written)
            return gettext.GNUTranslations(BytesIO(compiled))
    try:
        with made.open("rb") as file:
            return gettext.GNUTranslations(file)
    except FileNotFoundError:
        raise Fault(
            T("The catalogue {file} was not compiled.", file=made),
            T("Install Paraf again; in its repository, run: make catalogues"),
        ) from None


def _time(file: Path) -> int:
    """Return when a file was last written, in nanoseconds; -1 if there is none."""
    try:
        return file.stat().st_mtime_ns
    except FileNotFoundError:
        return -1


def _compiled(source: Path) -> bytes:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with source.open("rb") as file:
        write_mo(compiled, read_po(file))
    return compiled.getvalue()


def _keep(compiled: bytes, made: Path, written: int) -> None:
    """Write the file as a whole, since others may read it now, and no younger than its text.

    The folder may also be read-only.
    """
    with suppress(OSError):
        new = made.with_suffix(f".{os.getpid()}.mo")
        new.write_bytes(compiled)
        os.utime(new, ns=(written, written))
        new.replace(made)
