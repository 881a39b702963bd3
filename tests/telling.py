"""A tiny language for what happened to a case, and short words for what the gate answers.

`told("ani hands in H1", "kiki approves H1")` tells of the manuscript; R1, R2 … are heads of the
report. A sentence may begin with a moment of December, as in "[7 09:30] plato approves H1";
otherwise it comes ten minutes after the one before.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from builders import MANUSCRIPT, REPORT, SPACE, account, case, flagship, moment, office
from paraf.core import case as facts
from paraf.core.case import Case, Change, Deed, Event, Opinion
from paraf.core.gate import judge
from paraf.core.office import Office
from paraf.core.sop import Sop
from paraf.core.verdict import (
    Blocked,
    Finished,
    Stand,
    ToArchive,
    ToMerge,
    ToOpen,
    ToPerform,
    Verdict,
    Waiting,
)

OPENED = facts.Opened("update-website", "Jadwal", moment(2))


CHANGES = {"R": REPORT, "F": "findings", "M": "mending"}
"""Changes by the first letter of their heads; any other letter is the manuscript's."""


def change_of(head: str) -> str:
    """Return the change that a head such as H1 or R2 belongs to."""
    return CHANGES.get(head[0], MANUSCRIPT)


def _moved(head: str, helper: str | None) -> Deed:
    contributors = (account(helper),) if helper else ()
    return facts.Moved(change_of(head), head, contributors=contributors)


def _reviewed(opinion: Opinion) -> Callable[..., Deed]:
    def deed(head: str, to: str | None = None) -> Deed:
        commit = None if head == "nothing" else head
        return facts.Reviewed(change_of(head), opinion, commit, "Lihat.", int(to) if to else None)

    return deed


VERBS: Mapping[str, Callable[..., Deed]] = {
    r"opens": lambda: OPENED,
    r"hands in (\w+)(?: with (\w+))?": _moved,
    r"approves (\w+)": _reviewed(Opinion.APPROVE),
    r"returns (\w+)(?: to (\d+))?": _reviewed(Opinion.RETURN),
    r"comments on (\w+)": _reviewed(Opinion.COMMENT),
    r"drafts a review of (\w+)": _reviewed(Opinion.PENDING),
    r"moves (\w+) to the base (\w+)": lambda h, base: facts.Retargeted(change_of(h), base),
    r"closes (\w+)": lambda head: facts.Closed(change_of(head), closed=True),
    r"reopens (\w+)": lambda head: facts.Closed(change_of(head), closed=False),
    r"assigns (\w+)": lambda to: facts.Assigned(account(to)),
    r"decides (\d+) (\w+)": lambda no, answer: facts.Decided(int(no), answer),
    r"reminds of (\d+)": lambda no: facts.Reminded(int(no), moment(2)),
    r"merges (\w+)": lambda head: facts.Merged(change_of(head), head, f"commit of {head}"),
    r"performs (\d+)": lambda no: facts.Performed(int(no), {"release": "abc"}),
    r"fails (\d+)": lambda no: facts.Failed(int(no), ("Halaman tidak ada.",)),
    r"requests (\d+)": lambda no: facts.Requested(int(no)),
    r"archives": lambda: facts.Archived("commit of the archive"),
}
WITHDRAWS = re.compile(r"(dismisses|deletes) (?:the (first) of )?(\w+)(?: in (\w+))?$")


@dataclass(frozen=True)
class Told:
    """A story: its events, and the sentence that told each."""

    events: tuple[Event, ...]
    sentences: Mapping[int, str]

    @property
    def now(self) -> datetime:
        """A minute after the last event."""
        return max(event.at for event in self.events) + timedelta(minutes=1)

    def case(self, changes: Mapping[str, Change] | None = None) -> Case:
        """Return the case that this happened to."""
        return case(*self.events, changes=changes)


def told(*sentences: str, opened: bool = True) -> Told:
    """Return what the sentences tell, after the opening of the case unless told otherwise."""
    events: list[Event] = []
    words_of: dict[int, str] = {}
    all_of_them = ("bot opens", *sentences) if opened else sentences
    at = moment(2)
    for no, sentence in enumerate(all_of_them, 1):
        stamp, plain = re.fullmatch(r"(?:\[(\d+ \d\d:\d\d)\] )?(.*)", sentence).groups()
        if stamp:
            day, clock = stamp.split()
            at = moment(int(day), clock, month=12)
        who, words = plain.split(" ", 1)
        events.append(Event(SPACE * no, at, account(who), _deed(words, events)))
        words_of[SPACE * no] = plain
        at += timedelta(minutes=10)
    return Told(tuple(events), words_of)


def _deed(words: str, before: list[Event]) -> Deed:
    withdrawal = WITHDRAWS.fullmatch(words)
    if withdrawal:
        how, first, whose, where = withdrawal.groups()
        found = [
            one
            for one in before
            if isinstance(one.deed, facts.Reviewed) and one.actor == account(whose)
        ]
        review = found[0 if first else -1]
        assert isinstance(review.deed, facts.Reviewed)
        change = change_of(where) if where else review.deed.change
        return facts.Withdrawn(change, review.seq, deleted=how == "deletes")
    for pattern, make in VERBS.items():
        match = re.fullmatch(pattern, words)
        if match:
            return make(*match.groups())
    raise ValueError(words)


def weigh(
    story: Told,
    *,
    roster: Office | None = None,
    changes: Mapping[str, Change] | None = None,
    sop: Sop | None = None,
    now: datetime | None = None,
) -> Verdict:
    """Judge a story by the flagship and the usual office, a minute after its end."""
    return judge(sop or flagship(), roster or office(), story.case(changes), now or story.now)


def stands(stand: Stand) -> str:
    """Say a stand in a few words."""
    match stand:
        case Waiting(step, holders):
            return f"waits at {step.no} for {' or '.join(holders) or 'nobody'}"
        case ToMerge(_, change, head):
            return f"merge {change} {head}"
        case ToPerform(step):
            return f"perform {step.no}"
        case ToOpen(step):
            return f"open {step.no}"
        case ToArchive(step):
            return f"archive {step.no}"
        case Blocked(_, reasons):
            return f"blocked: {' '.join(str(one) for one in reasons)}"
        case Finished():
            return "finished"


def fallen(story: Told, verdict: Verdict) -> list[str]:
    """Say which sentences count for nothing, and why."""
    return [f"{story.sentences[one.event.seq]}: {one.why}" for one in verdict.discarded]
