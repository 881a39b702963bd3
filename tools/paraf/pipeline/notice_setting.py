"""What stands beside a case when a notice of it is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from paraf.core.checking import Declared, Excused
from paraf.core.evidence import Finding
from paraf.core.words import Text


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when a notice is shown, and what is known beside the case.

    `forge` is the forge's name in accounts and its kind (`gitea`, `github`); `page` the address of
    the pull request for people. `findings` are those of the manuscript checks on the head,
    `excused` and `declared` the lines of its case file that let something stand.
    `pictures` are addresses by the names that `pictures.put_pictures` gave; `unseen` says why there
    are none. `publish_on` is the day before which the case file lets nothing be published.
    `incident` is what was done around the gate, `expedited` why the case cannot wait.
    """

    forge: str
    page: str
    at: datetime
    findings: Sequence[Finding] = ()
    pictures: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    unseen: Text | None = None
    publish_on: date | None = None
    incident: Text | None = None
    excused: Sequence[Excused] = ()
    declared: Sequence[Declared] = ()
    expedited: Text | None = None
