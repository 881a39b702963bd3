"""Small sites to publish, and a look at what the public would get."""

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from paraf.core.evidence import FileSum, Manifest, Release
from paraf.target.directory import DirectoryTarget

NOON = datetime(2026, 7, 1, 5, 0, tzinfo=UTC)
NOTICE = ".well-known/release.json"


def text(word: str) -> dict[str, str]:
    """A site of three pages that all say one word."""
    return {"index.html": word, "berita/index.html": f"{word} berita", "assets/a.css": "body {}"}


def manifest_of(files: Mapping[str, str]) -> Manifest:
    sums = {
        path: FileSum(len(body.encode()), hashlib.sha256(body.encode()).hexdigest())
        for path, body in files.items()
    }
    listing = "".join(f"{sums[path].sha256}  {path}\n" for path in sorted(sums))
    return Manifest(sums, hashlib.sha256(listing.encode()).hexdigest())


def build(folder: Path, files: Mapping[str, str], serial: int) -> tuple[Path, Release, Manifest]:
    """Write a site; the three arguments of `publish`."""
    for path, body in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(body, encoding="utf-8")
    manifest = manifest_of(files)
    return folder, Release(manifest.digest, serial, f"c{serial:039}"), manifest


def target(
    root: Path, *, owner: str = "sari", now: Callable[[], datetime] = lambda: NOON, keep: int = 5
) -> DirectoryTarget:
    return DirectoryTarget(root, owner=owner, now=now, keep=keep)


def seen(folder: Path) -> dict[str, str]:
    """Every file below a folder, the release's own notice left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.relative_to(folder).as_posix() != NOTICE
    }


def whole(root: Path) -> bool:
    """Say whether what is live is exactly what its notice lists."""
    folder = root / "current"
    said = json.loads((folder / NOTICE).read_bytes())
    return manifest_of(seen(folder)).digest == said["release"] == folder.readlink().name


def in_child(work: Callable[[], None]) -> int:
    """Run `work` in a process of its own; its exit status as `waitpid` tells it."""
    child = os.fork()
    if child == 0:
        status = 9
        try:
            work()
            status = 0
        finally:
            # Whatever it raised: a child must never run on as a second pytest.
            os._exit(status)
    return os.waitpid(child, 0)[1]
