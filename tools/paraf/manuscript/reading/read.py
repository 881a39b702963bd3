"""Reads a file of any format."""

from collections.abc import Iterator
from pathlib import Path

from paraf.core.checking import Limits
from paraf.manuscript.passage import Passage
from paraf.manuscript.seen import Seen


def read(file: Path, suffix: str, limits: Limits) -> Iterator[Passage | Seen]:
    """Yield what a file says, and what is wrong with it as a document; `suffix` as in `.pdf`."""
    raise NotImplementedError
