"""Looks at a file before it is read."""

from collections.abc import Iterator
from pathlib import Path

from paraf.core.checking import Limits
from paraf.manuscript.seen import Seen


def check_safety(file: Path, suffix: str, limits: Limits) -> Iterator[Seen]:
    """Yield what could harm whoever opens a file, and whether it is what its name says."""
    raise NotImplementedError
