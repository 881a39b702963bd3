"""Every file of a built site by its SHA-256, and the one digest that names them all."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from paraf.core.evidence import FileSum, Manifest
from paraf.core.words import T
from paraf.ports import BuildFault


def measure(root: Path) -> Manifest:
    """Return the manifest of all files below `root`; BuildFault for a link or an odd name."""
    return manifest({path: digest(root / path) for path in paths(root)})


def manifest(files: Mapping[str, FileSum]) -> Manifest:
    """Return `files`, sorted by path, together with the digest of their listing."""
    ordered = MappingProxyType(dict(sorted(files.items())))
    listed = hashlib.sha256(_lines(ordered).encode())
    return Manifest(ordered, listed.hexdigest())


def listing(manifest: Manifest) -> str:
    """Return lines as `sha256sum --check` reads them, by path; their SHA-256 is the digest."""
    return _lines(manifest.files)


def as_json(manifest: Manifest) -> bytes:
    """Return the manifest as JSON; equal manifests give equal bytes."""
    files = {path: {"sha256": one.sha256, "size": one.size} for path, one in manifest.files.items()}
    value = {"digest": manifest.digest, "files": files}
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def from_json(data: bytes) -> Manifest:
    """Return what `as_json` wrote; BuildFault if the bytes are no manifest or belie its digest."""
    try:
        value = json.loads(data)
        files = {
            str(path): FileSum(int(one["size"]), str(one["sha256"]))
            for path, one in value["files"].items()
        }
        named = value["digest"]
    except (ValueError, LookupError, TypeError, AttributeError) as wrong:
        raise BuildFault(T("This is no manifest of a site.")) from wrong
    if not all(map(_is_text, files)):
        raise BuildFault(T("This is no manifest of a site."))
    if any(not path or {"", ".", ".."} & set(path.split("/")) for path in files):
        raise BuildFault(T("The manifest names files outside the site."))
    read = manifest(files)
    if read.digest != named:
        raise BuildFault(
            T("The manifest does not agree with its own digest {digest}.", digest=named)
        )
    return read


def digest(path: Path) -> FileSum:
    """Return a file's size and SHA-256, reading it piece by piece."""
    with path.open("rb") as file:
        total = hashlib.file_digest(file, "sha256").hexdigest()
        return FileSum(file.tell(), total)


def paths(root: Path) -> list[str]:
    """Return the paths of all files below `root`, sorted; BuildFault for a link or an odd name."""
    return sorted(_below(root, "")) if root.is_dir() else []


def _below(root: Path, folder: str) -> Iterator[str]:
    with os.scandir(root / folder) as entries:
        for entry in sorted(entries, key=lambda one: one.name):
            path = f"{folder}{entry.name}"
            _refuse(entry, path)
            if entry.is_dir():
                yield from _below(root, f"{path}/")
            else:
                yield path


def _refuse(entry: "os.DirEntry[str]", path: str) -> None:
    if entry.is_symlink():
        raise BuildFault(T("{path} is a link; a site holds only files.", path=path))
    # sha256sum escapes these, and a listing that needs no escapes reads the same anywhere.
    if any(sign in entry.name for sign in "\n\r\\") or not _is_text(entry.name):
        raise BuildFault(T("{path} is no name for a file of a site.", path=repr(path)))


def _is_text(name: str) -> bool:
    """Say whether a name is UTF-8; Python holds other bytes as signs that are no characters."""
    return not any("\ud800" <= sign <= "\udfff" for sign in name)


def _lines(files: Mapping[str, FileSum]) -> str:
    return "".join(f"{one.sha256}  {path}\n" for path, one in files.items())
