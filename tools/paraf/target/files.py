"""The files of a release: copied, compared with their manifest, and dated."""

import hashlib
import os
import shutil
from pathlib import Path

from paraf.core.evidence import FileSum, Manifest
from paraf.core.words import T, Text
from paraf.target import notice


def listing(folder: Path) -> frozenset[str]:
    """Return the paths of all files below `folder`, its notice left out."""
    found = (
        (Path(parent) / name).relative_to(folder).as_posix()
        for parent, _, names in os.walk(folder, onerror=_raise)
        for name in names
    )
    return frozenset(found) - {notice.PATH}


def difference(folder: Path, manifest: Manifest) -> Text | None:
    """Name the first file of `folder` that is not as its manifest lists it; None if all are."""
    wrong = missing_or_extra(folder, manifest)
    if wrong is not None:
        return wrong
    for path, expected in sorted(manifest.files.items()):
        if _sum(folder / path) != expected:
            return T("{path} does not have the bytes that its manifest lists.", path=path)
    return None


def missing_or_extra(folder: Path, manifest: Manifest) -> Text | None:
    """Name the first file that only the folder or only the manifest has; their bytes are not read.

    A site must not have a file in the place of the notice: it would be overwritten.
    """
    found = listing(folder)
    for path in sorted(manifest.files.keys() - found):
        return T("The site lacks {path}, which its manifest lists.", path=path)
    for path in sorted(found - manifest.files.keys()):
        return T("The site has {path}, which its manifest does not list.", path=path)
    return None


def copy(site: Path, folder: Path, manifest: Manifest) -> None:
    """Copy the files of the manifest into the new `folder`, safe from a crash of the machine.

    Files are copied, never hard-linked to another release: whoever edits the live site in place
    must not spoil the release that we would roll back to.
    """
    folder.mkdir()
    for path in sorted(manifest.files):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(site / path, file)
        # The web server runs as somebody else, whatever our umask is.
        file.chmod(0o644)
        flush(file)
    for parent, _, _ in os.walk(folder):
        Path(parent).chmod(0o755)
        flush(Path(parent))


def date(folder: Path, manifest: Manifest, live: Path, shown: Manifest, *, stamp: int) -> None:
    """Date the files of `folder`, which is not live, for the moment that it replaces `live`.

    A file that does not change keeps the time it has there, so caches stay good. A file that does
    gets `stamp`, later than every time ever used. So no two texts of one address ever share a time
    (nginx makes its ETag of time and size), and a newer one is never dated before an older one.
    """
    for path, one in manifest.files.items():
        same = shown.files.get(path) == one and (live / path).is_file()
        time = (live / path).stat().st_mtime if same else stamp
        os.utime(folder / path, (time, time))
    os.utime(folder / notice.PATH, (stamp, stamp))


def flush(path: Path) -> None:
    """Bring a file, or the names in a folder, to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sum(file: Path) -> FileSum:
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return FileSum(stream.tell(), digest)


def _raise(error: OSError) -> None:
    raise error
