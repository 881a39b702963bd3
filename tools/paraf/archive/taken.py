"""A private copy of a bag that may have been tampered with, and still may be while we look."""

import os
import shutil
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from paraf.archive.files import digest, odd, shown, walk
from paraf.core.evidence import Finding, Severity
from paraf.core.words import T, Text

DEPTH = 64
"""Folders in folders: deeper ones are no archive, and would exhaust functions that recurse."""

OTHER_COPY = T("Take it from another copy of the archive; this one is not what was archived.")


@dataclass(frozen=True, slots=True)
class Taken:
    """A copy of a bag: its folder, and every file's SHA-256 by path."""

    folder: Path
    sums: Mapping[str, str]

    def read(self, path: str) -> bytes:
        """Return a file's bytes; none for a file that is not there."""
        return (self.folder / path).read_bytes() if path in self.sums else b""


def broken(kind: str, place: str, what: Text, *, line: int = 0) -> Finding:
    """Return a finding that something is not as it was archived."""
    return Finding(kind, Severity.BLOCK, shown(place), line, what, OTHER_COPY)


def take(source: Path, into: Path) -> tuple[Taken, tuple[Finding, ...]]:
    """Copy the plain files below `source` to `into`; everything else is a finding.

    Raises OSError if `source` cannot be listed.
    """
    found, sums = [], {}
    for path, entry in walk(source):
        if entry.is_symlink():
            found.append(broken("bag-link", path, T("This is a link, not a file.")))
        elif odd(path) or path.count("/") > DEPTH:
            found.append(broken("bag-name", path, T("No file of a bag is named like this.")))
        elif _copied(source / path, into / path):
            sums[path] = digest(into / path)
        else:
            found.append(broken("bag-unreadable", path, T("This file cannot be read.")))
    return Taken(into, sums), tuple(found)


def _copied(source: Path, target: Path) -> bool:
    # A pipe would keep us waiting, and a link put there meanwhile would lead elsewhere.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    flags |= getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(source, flags), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return False
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as copy:
                shutil.copyfileobj(file, copy)
    except OSError:
        return False
    return True
