"""What the examination of one file saw: plain data, which can leave a process and be kept.

Never the full value of anybody's data: samples are masked where they are found.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from paraf.manuscript.spot import NOWHERE, Spot


@dataclass(frozen=True, slots=True)
class Seen:
    """Something of a kind of `kinds.KINDS`, `count` times, the first of them at `spot`.

    `sample` is masked, or harmless; `gaps` fill the kind's sentence.
    """

    kind: str
    spot: Spot = NOWHERE
    sample: str = ""
    count: int = 1
    gaps: Mapping[str, str | int] = field(default_factory=dict)


def as_data(seen: Seen) -> dict[str, Any]:
    """Return it as JSON keeps it."""
    return asdict(seen)


def of_data(data: Mapping[str, Any]) -> Seen:
    """Return what `as_data` gave; TypeError or KeyError for data of another shape."""
    return Seen(**{**data, "spot": Spot(**data["spot"])})
