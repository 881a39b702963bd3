"""Trees whose site was built without a fault, remembered by what can make a build fail.

What an attachment holds cannot: pages link to it by its name. So a draft of which only attachments
changed is not built again. A convenience that may be thrown away at any time.
"""

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path, PurePosixPath

from paraf.core.page import Rules
from paraf.forge.git import Blob
from paraf.pipeline.desk import Desk
from paraf.pipeline.drawer import PACKAGE, fingerprint

MANY = 50
"""More trees than an office has drafts."""
_BUILDERS = ("mkdocs", "mkdocs-material", "mkdocs-awesome-nav", "markdown", "pagefind")
_UNSEEN = ("drafts/", "review/archive/")
"""The site's builder never looks there."""


def built(desk: Desk, key: str) -> bool:
    """Say whether a tree of this key was built without a fault."""
    return _file(desk, key).is_file()


def remember_built(desk: Desk, key: str) -> None:
    """Remember that a tree of this key was built without a fault."""
    file = _file(desk, key)
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
        kept = sorted(file.parent.iterdir(), key=lambda one: one.lstat().st_mtime_ns)
        for old in kept[:-MANY]:
            old.unlink(missing_ok=True)


def key_of(blobs: Iterable[Blob], moment: int, rules: Rules) -> str:
    """Return a digest of what a build without faults depends on; attachments count by name."""
    program = fingerprint(PACKAGE), *(version(one) for one in _BUILDERS)
    listed = [
        (one.path, "" if _attached(one.path, rules) else one.oid)
        for one in blobs
        if not one.path.startswith(_UNSEEN)
    ]
    return hashlib.sha256(repr((program, moment, listed)).encode()).hexdigest()


def _attached(path: str, rules: Rules) -> bool:
    suffix = PurePosixPath(path).suffix.lower()
    kind = rules.types.get(suffix, "text/markdown")
    return path.startswith("content/") and not kind.startswith(("text/markdown", "image/svg"))


def _file(desk: Desk, key: str) -> Path:
    return desk.git.private / "paraf" / "built" / key
