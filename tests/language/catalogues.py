"""What the tests of this folder read: the sentences in the source, and each catalogue."""

import os
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from string import Formatter
from tempfile import TemporaryDirectory

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "tools/paraf"
CATALOGUES = {path.parts[-3]: path for path in sorted(SOURCE.glob("locale/*/LC_MESSAGES/paraf.po"))}


def collect(*places: Path | str) -> Catalog:
    """Return every sentence in `places`, by the command that the catalogues' head gives."""
    words = ["extract", "-F", "tools/babel.cfg", "-k", "T", "-k", "t", "--no-location"]
    with TemporaryDirectory() as folder:
        template = Path(folder) / "paraf.pot"
        subprocess.run(
            [
                sys.executable,
                "-m",
                "babel.messages.frontend",
                "-q",
                *words,
                "-o",
                template,
                *places,
            ],
            cwd=ROOT,
            check=True,
        )
        with template.open("rb") as file:
            return read_po(file)


@cache
def collected() -> Catalog:
    """Return every sentence that the source holds today, and click's own."""
    click = find_spec("click")
    assert click is not None
    assert click.submodule_search_locations is not None
    return collect(SOURCE, *click.submodule_search_locations)


@cache
def catalogue(language: str) -> Catalog:
    """Return the sentences of a language as they are kept."""
    with CATALOGUES[language].open("rb") as file:
        return read_po(file)


def sentences(book: Catalog) -> dict[str | tuple[str, ...], Message]:
    """Return the messages of a catalogue by what identifies them, its head left out."""
    return {one.id: one for one in book if one.id}


def forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    """Return the singular and plurals of a sentence, or the sentence alone."""
    return (text,) if isinstance(text, str) else text


def gaps(text: str) -> list[str]:
    """Return the names of what a sentence leaves open."""
    return [name for _, name, _, _ in Formatter().parse(text) if name is not None]


def paraf(*words: str, **environment: str) -> tuple[int, str]:
    """Run a command in a machine without locales; return its exit code and all that it says."""
    ran = subprocess.run(
        [sys.executable, "-m", "paraf.cli.main", *words],
        env={"PATH": os.environ["PATH"], "COLUMNS": "80", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return ran.returncode, ran.stdout
