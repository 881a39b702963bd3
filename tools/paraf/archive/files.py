"""Files of a folder by their SHA-256, and the listing that names them all.

A listing is what `sha256sum` prints, sorted by the bytes of the paths: `<sha256>  <path>`. The
officials mark the SHA-256 of such a listing, and a bag's manifests are such listings.
"""

import hashlib
import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path

from paraf.core.words import T
from paraf.ports import ArchiveFault

LINE = re.compile(rb"([0-9a-f]{64})  ([^\n]+)\n")


class NoListing(ValueError):
    """The bytes are not a listing in its one canonical form."""


def walk(root: Path) -> list[tuple[str, os.DirEntry[str]]]:
    """Return all below `root` that is no folder, sorted by relative path; no link is followed."""
    found, folders = [], [""]
    while folders:
        folder = folders.pop()
        with os.scandir(f"{root}/{folder}") as entries:
            for entry in entries:
                path = f"{folder}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    folders.append(f"{path}/")
                else:
                    found.append((path, entry))
    return sorted(found, key=lambda one: os.fsencode(one[0]))


def sums(root: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below `root`; ArchiveFault for a link or an odd name."""
    found = {}
    for path, entry in walk(root):
        if not stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode) or odd(path):
            raise ArchiveFault(
                T("{path} cannot be archived.", path=shown(path)),
                T("Archive only plain files whose names hold no %, \\ or control characters."),
            )
        found[path] = digest(root / path)
    return found


def digest(path: Path) -> str:
    """Return a file's SHA-256, reading it piece by piece."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def listing(files: Mapping[str, str]) -> bytes:
    """Return the canonical listing of `files`, a mapping from paths to digests."""
    ordered = sorted((path.encode(), total.encode()) for path, total in files.items())
    return b"".join(b"%s  %s\n" % (total, path) for path, total in ordered)


def read_listing(data: bytes) -> dict[str, str]:
    """Return what `listing` wrote; NoListing unless `data` is exactly what it would write."""
    try:
        found = {path.decode(): total.decode() for total, path in LINE.findall(data)}
    except UnicodeDecodeError as error:
        raise NoListing from error
    if listing(found) != data:
        raise NoListing
    return found


def below(files: Mapping[str, str], *folders: str, base: str) -> dict[str, str]:
    """Return those of `files` that lie below one of `folders`, with `base` cut off their paths."""
    return {
        path.removeprefix(base): total
        for path, total in files.items()
        if any(path.startswith(folder) for folder in folders)
    }


def odd(path: str) -> bool:
    """Say whether a path would be written differently by BagIt, `sha256sum` or another system."""
    return "%" in path or "\\" in path or not path.isprintable()


def shown(path: str) -> str:
    """Return a path from an untrusted folder so that it cannot disturb a terminal."""
    return path if path.isprintable() else ascii(path)
