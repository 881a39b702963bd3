"""What a kind of finding is, before any is found."""

from collections.abc import Mapping
from dataclasses import dataclass

from paraf.core.evidence import Severity
from paraf.core.words import Text


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding: its short name, its sentence, the way out, and its severity.

    Gaps of `what` and `remedy` are `{sample}`, `{count}` and what the finder fills in. `many` is
    said instead of `what` where the count is above 1. An `excusable` one can be excused by a line
    of the case file; a `declarable` one by a declaration of what the file holds. A file with a
    `closed` one is not read any further.
    """

    name: Text
    what: Text
    remedy: Text
    severity: Severity = Severity.BLOCK
    many: Text | None = None
    excusable: bool = False
    declarable: bool = False
    closed: bool = False


Kinds = Mapping[str, Kind]
"""By slug. Slugs are for programs and never change their meaning."""
