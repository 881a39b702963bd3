"""What was seen in files before, by their content: nobody looks twice.

A convenience that may be thrown away at any time: what is damaged, or was seen by another program
or under other rules, is as good as never seen. It holds what findings hold, masked.
"""

import hashlib
import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import paraf
from paraf.core.checking import ManuscriptRules
from paraf.manuscript.personal.recognise import Known
from paraf.manuscript.seen import Seen, as_data, of_data

MANY = 5000
"""Files that are remembered, below 20 MB in all; those that lay unused longest go."""
LIBRARIES = ("pypdfium2", "python-calamine", "phonenumbers", "pikepdf", "pillow", "puremagic",
             "markdown")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kept:
    """A folder of memories, or none: then nothing is remembered. `by` is what they depend on."""

    folder: Path | None
    by: str = ""

    def take(self, key: str) -> tuple[Seen, ...] | None:
        """Return what was seen; None if it is not remembered as it was put in."""
        if self.folder is None:
            return None
        file = self.folder / self._name(key)
        try:
            seal, _, body = file.read_bytes().partition(b"\n")
            if seal != _seal(file.name, body):
                return None
            seen = tuple(of_data(one) for one in json.loads(body))
        except (OSError, ValueError, TypeError, KeyError):
            return None
        with suppress(OSError):
            os.utime(file)
        return seen

    def put(self, key: str, seen: Sequence[Seen]) -> None:
        """Remember what was seen, whole or not at all; where nothing can be written, nothing is."""
        if self.folder is None:
            return
        file = self.folder / self._name(key)
        part = file.with_suffix(f".{os.getpid()}.part")
        body = json.dumps([as_data(one) for one in seen]).encode()
        with suppress(OSError):
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
                part.write_bytes(_seal(file.name, body) + b"\n" + body)
                part.replace(file)
            finally:
                part.unlink(missing_ok=True)

    def thin(self) -> None:
        """Forget those that lay unused longest."""
        if self.folder is None:
            return
        with suppress(OSError):
            found = list(self.folder.iterdir())
            if len(found) > MANY:
                found.sort(key=lambda one: one.lstat().st_mtime_ns)
                for one in found[: len(found) - MANY]:
                    one.unlink(missing_ok=True)

    def _name(self, key: str) -> str:
        return f"{_digest(f'{key} {self.by}'.encode())}.json"


def examined(folder: Path | None, rules: ManuscriptRules, known: Known) -> Kept:
    """Return the memory of examinations under these rules, by this program."""
    return Kept(folder, repr((rules.limits, known, _program()))) if folder else Kept(None)


def laid_out(folder: Path | None, rules: ManuscriptRules, extensions: object) -> Kept:
    """Return the memory of pages that could be laid out with these extensions."""
    return Kept(folder, repr(("page", rules.limits, extensions, _program())))


def sum_of(file: Path) -> str:
    """Return the SHA-256 of a file, in hex."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _seal(name: str, body: bytes) -> bytes:
    return _digest(name.encode() + body).encode()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@cache
def _program() -> tuple[Any, ...]:
    """Return what decides on the same file: Paraf's own modules, Python, the libraries."""
    package = Path(paraf.__file__).parent
    modules = [*(package / "manuscript").rglob("*.py"), *(package / "core").glob("*.py")]
    marks = sorted(
        (str(one.relative_to(package)), one.stat().st_size, one.stat().st_mtime_ns)
        for one in modules
    )
    return sys.version, _digest(repr(marks).encode()), tuple(_version(one) for one in LIBRARIES)


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""
