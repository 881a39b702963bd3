"""An object of the evidence store, as its case knows it."""

from dataclasses import dataclass

from paraf.core.evidence import FileSum


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that is too large or too confidential for git: what a case keeps in its place.

    `name` is what the file was called; `media` are the labels of the separate media that hold a
    copy each (two CDs, a tape), in the order given.
    """

    name: str
    file: FileSum
    media: tuple[str, ...] = ()
