"""What a ledger tells of one change already: `news` holds against it what a forge shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from paraf.core.case import (
    Closed,
    Event,
    Line,
    Moved,
    Proof,
    Restored,
    Retargeted,
    Reviewed,
    Withdrawn,
)


@dataclass(frozen=True, slots=True)
class Told:
    """What the ledger tells of one change, by what it rests on."""

    proofs: frozenset[tuple[str, str]]
    heads: tuple[tuple[str, Proof | None], ...]
    reviews: Mapping[str, tuple[Event, str]]
    """By the forge's number: the event, and the digest of what was seen."""
    good: Mapping[int, bool]
    """By the event of a review: whether it was last told of as good."""
    base: str
    closed: bool


def told_of(change: str, lines: Sequence[Line]) -> Told:
    """Return what the lines of a case tell of one change."""
    base, closed = "main", False
    heads, reviews, good = [], dict[str, tuple[Event, str]](), dict[int, bool]()
    for line in lines:
        match line.event.deed:
            case Moved(name, head) if name == change:
                heads.append((head, line.proof))
            case Reviewed(name) if name == change and line.proof is not None:
                reviews[line.proof.id] = (line.event, line.proof.digest)
                good[line.event.seq] = True
            case Withdrawn(name, review) if name == change:
                good[review] = False
            case Restored(name, review) if name == change:
                good[review] = True
            case Retargeted(name, to) if name == change:
                base = to
            case Closed(name, shut) if name == change:
                closed = shut
    proofs = frozenset((one.proof.kind, one.proof.id) for one in lines if one.proof)
    return Told(proofs, tuple(heads), reviews, good, base, closed)
