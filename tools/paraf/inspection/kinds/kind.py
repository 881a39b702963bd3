"""What a kind of finding is, before any is found."""

from collections.abc import Mapping
from dataclasses import dataclass

from paraf.core.evidence import Severity
from paraf.core.words import Text


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding: what it is called, and what it does to the matter.

    A `binding` one says that the live site is not what was marked: no office can accept it.
    """

    name: Text
    severity: Severity = Severity.BLOCK
    binding: bool = False


Kinds = Mapping[str, Kind]
"""By slug. Slugs are for programs and never change their meaning."""
