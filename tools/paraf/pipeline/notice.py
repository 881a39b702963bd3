"""What people see of a case on a hosted forge's pull request; pure, from values alone.

One comment a change, edited in place: equal arguments give the equal comment. No words of other
people in it notify anybody, link anywhere or break its form.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from paraf.core.evidence import Finding
from paraf.core.observed import Status
from paraf.core.office import Account
from paraf.core.words import Say, Text
from paraf.pipeline.desk import Judged
from paraf.pipeline.notice_labels import LABELS, Label

__all__ = ["LABELS", "Label", "Notice", "Setting", "notice"]


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when a notice is shown, and what is known beside the case.

    `forge` is the forge's name in accounts and its kind (`gitea`, `github`); `page` the address of
    the pull request for people. `findings` are those of the manuscript checks on the head.
    `pictures` are addresses by the names that `pictures.put_pictures` gave; `unseen` says why there
    are none. `publish_on` is the day before which the case file lets nothing be published.
    `incident` is what was done around the gate.
    """

    forge: str
    page: str
    at: datetime
    findings: Sequence[Finding] = ()
    pictures: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    unseen: Text | None = None
    publish_on: date | None = None
    incident: Text | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """What a pull request has to show: its comment, commit status, requests and labels.

    `asked` are those whose review is due now on this change; nobody is asked before their turn.
    `labels` are exactly those of `LABELS` that it should have.
    """

    comment: str
    status: Status
    asked: tuple[Account, ...]
    labels: frozenset[str]


def marker(change: str) -> str:
    """Return the hidden line that the comment of a change begins with."""
    return f"<!-- paraf:{change} -->"


def notice(now: Judged, change: str, setting: Setting, *, say: Say) -> Notice:
    """Return what the pull request of `change` has to show."""
    raise NotImplementedError
