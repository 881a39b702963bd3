"""What one part of the inspection tells another of a picture."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in CSS pixels of the full page, from its top left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Difference:
    """How much two pictures of a page differ.

    `share` is the part of the judged pixels that differ, from 0 to 1. `image` shows it, as WebP;
    None where nothing differs.
    """

    share: float
    image: bytes | None
