"""What the file system refuses, said so that the office can act on it."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from paraf.core.words import T, Text
from paraf.ports import TargetFault


@contextmanager
def translated(root: Path) -> Iterator[None]:
    """Turn what the file system refuses in the body into a TargetFault with a remedy."""
    try:
        yield
    except OSError as error:
        raise TargetFault(*_explained(error, root)) from error


def _explained(error: OSError, root: Path) -> tuple[Text, Text]:
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return (
                T("There is no room for the release in {root}.", root=root),
                T("Free some space on that disk, or keep fewer releases; then publish again."),
            )
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return (
                T("{path} must not be written or read.", path=error.filename or root),
                T("Give the account that publishes the right to write in {root}.", root=root),
            )
        case _:
            return (
                T(
                    "The file system refused {path}: {reason}",
                    path=error.filename or root,
                    reason=error.strerror or str(error),
                ),
                T("Look at the folder {root}, then publish again.", root=root),
            )
