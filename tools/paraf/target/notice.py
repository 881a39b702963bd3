"""`.well-known/release.json`: what a release says of itself, to the public and to us.

It lies inside the release but is not of its manifest, which it contains: so a kept release can be
checked before it is switched to, and anybody can hold what they see against it.
"""

import json
import os
from pathlib import Path

from paraf.core.evidence import FileSum, Manifest, Release

PATH = ".well-known/release.json"


def write(folder: Path, release: Release, manifest: Manifest) -> None:
    """Write the notice of the release in `folder`, in one step."""
    file = folder / PATH
    file.parent.mkdir(exist_ok=True)
    file.parent.chmod(0o755)
    # Not beside it: killed here, the release would be left with a file that nobody marked.
    new = folder.with_name(f".notice.{os.getpid()}.part")
    try:
        with new.open("wb") as notice:
            notice.write(_json(release, manifest))
            notice.flush()
            os.fsync(notice.fileno())
        new.chmod(0o644)
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)


def read(folder: Path) -> tuple[Release, Manifest] | None:
    """Return what the release in `folder` says of itself; None if it is no release of ours."""
    try:
        said = json.loads((folder / PATH).read_bytes())
        release = Release(said["release"], int(said["serial"]), said["commit"])
        files = {
            path: FileSum(int(one["size"]), one["sha256"]) for path, one in said["manifest"].items()
        }
    except (FileNotFoundError, NotADirectoryError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return (release, Manifest(files, release.digest)) if release.digest == folder.name else None


def _json(release: Release, manifest: Manifest) -> bytes:
    said = {
        "v": 1,
        "release": release.digest,
        "serial": release.serial,
        "commit": release.commit,
        "manifest": {
            path: {"size": one.size, "sha256": one.sha256} for path, one in manifest.files.items()
        },
    }
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode() + b"\n"
