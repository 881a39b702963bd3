"""Procedures on paper that were printed before, kept in the clone among git's private files.

Nothing is ever pushed from there, and losing it costs seconds. See docs/adr/0010.
"""

import hashlib
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import paraf
from paraf.core.sop import Sop
from paraf.pipeline.desk import Desk

MOST = 40
"""Papers that are kept: some editions of a handful of procedures, below 10 MB."""
SEAL = hashlib.sha256().digest_size
PACKAGE = Path(paraf.__file__).parent
TYPEFACES = (
    "/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts",
    "/opt/homebrew/share/fonts", "/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts",
    "C:/Windows/Fonts",
)  # fmt: skip
"""Where signs come from that a paper's own typeface does not have."""


@dataclass(frozen=True, slots=True)
class Drawer:
    """Papers by what they are made of; each file is the paper behind a digest of name and paper."""

    folder: Path

    def take(self, name: str) -> bytes | None:
        """Return a paper as it was put in; None if it is not there, or not as it was put in."""
        file = self.folder / name
        try:
            kept = file.read_bytes() if file.is_file() else b""
        except OSError:
            return None
        seal, paper = kept[:SEAL], kept[SEAL:]
        if seal != _seal(name, paper):
            return None
        with suppress(OSError):
            os.utime(file)
        return paper

    def put(self, name: str, paper: bytes) -> None:
        """Keep a paper, whole or not at all, and throw out those that lay unused longest.

        Where nothing can be written, nothing is kept: it is printed again next time.
        """
        part = self.folder / f"{name}.{os.getpid()}.part"
        with suppress(OSError):
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
                part.write_bytes(_seal(name, paper) + paper)
                part.replace(self.folder / name)
            finally:
                part.unlink(missing_ok=True)
            self._thin()

    def _thin(self) -> None:
        used = sorted(self.folder.iterdir(), key=lambda one: one.lstat().st_mtime_ns, reverse=True)
        for one in used[MOST:]:
            one.unlink(missing_ok=True)


def drawer(desk: Desk) -> Drawer:
    """Return the drawer of the clone that a job works in."""
    return Drawer(desk.git.private / "paraf" / "papers")


def name_of(sop: Sop, language: str) -> str:
    """Return a digest of all that a procedure's paper is made of, this program and machine too."""
    return hashlib.sha256(repr((_press(), language, sop)).encode()).hexdigest()


def _seal(name: str, paper: bytes) -> bytes:
    return hashlib.sha256(name.encode() + paper).digest()


@cache
def _press() -> tuple[object, ...]:
    """Return what prints: Paraf's own files, Python and its libraries, the machine's typefaces."""
    places = [Path(one) for one in sys.path if Path(one).is_dir()]
    libraries = sorted(one.name for place in places for one in place.glob("*.dist-info"))
    return fingerprint(PACKAGE), sys.version, libraries, typefaces()


def fingerprint(folder: Path) -> str:
    """Return a digest of all files below a folder, by path; of what Python makes of them, none."""
    found = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            inner = hashlib.sha256(file.read_bytes()).hexdigest()
            found.update(f"{inner} {file.relative_to(folder).as_posix()}\0".encode())
    return found.hexdigest()


def typefaces() -> list[str]:
    """Return the files of this machine's typefaces."""
    roots = [
        Path(os.path.expanduser(one))  # noqa: PTH111 - the Path's own raises for who has no home
        for one in TYPEFACES
    ]
    return sorted(str(file) for root in roots for file in root.rglob("*"))
