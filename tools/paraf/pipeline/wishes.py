"""What the officer in charge may ask of the program in a comment; a comment is never a mark.

`/ulangi` asks that the upload be tried again after its inspection failed, `/koreksi TEXT` that the
report that was returned be handed in again with TEXT as a remark. Each counts once, from whoever
holds the post whose turn it is, and only if it was written since the case came to that step. An
edited comment asks for nothing: others may have edited it.
"""

import hashlib
from dataclasses import dataclass

from paraf.core.case import Proof, Requested
from paraf.core.observed import Entry, Pull, Wrote
from paraf.core.sop import Act
from paraf.core.verdict import Waiting
from paraf.core.words import T, Text
from paraf.forge.hosted import HostedForge
from paraf.forge.lines import Behalf, Told
from paraf.pipeline.desk import Desk, Judged
from paraf.pipeline.dossier import correct
from paraf.pipeline.rulebook import Rulebook

AGAIN, CORRECT = "/ulangi", "/koreksi"


@dataclass(frozen=True, slots=True)
class Wish:
    """A comment that asks for something, and the words that follow the command."""

    command: str
    words: str
    entry: Entry

    @property
    def proof(self) -> Proof:
        """What the ledger rests on when it is told."""
        digest = hashlib.sha256(f"{self.command} {self.words}".encode()).hexdigest()
        return Proof("comment", self.entry.id, digest)


def grant(desk: Desk, book: Rulebook, now: Judged) -> Text | None:
    """Do what a comment rightly asks for, and say what it was; None if none does."""
    forge, stand = desk.forge, now.verdict.stand
    if not isinstance(forge, HostedForge) or forge.api is None or not isinstance(stand, Waiting):
        return None
    if stand.step.act is not Act.PERFORM or stand.step.by_hand:
        return None
    known = {one.proof.id for one in forge.told(now.case.id)
             if one.proof and one.proof.kind == "comment"}  # fmt: skip
    for wish in _wishes(forge, now):
        person = now.office.person(wish.entry.actor)
        due = wish.entry.id not in known and wish.entry.at >= stand.since.replace(microsecond=0)
        if not due or person is None or person.id not in stand.holders:
            continue
        if wish.command == AGAIN:
            return _again(desk, now, wish, stand)
        change = stand.step.change
        if wish.words and forge.tip(f"{change}/{now.case.id}") is not None:
            correct(desk, book, now, change, wish.words, Behalf(wish.entry.actor, wish.proof))
            return T("Corrected the report as {who} asked.", who=person.name)
    return None


def _again(desk: Desk, now: Judged, wish: Wish, stand: Waiting) -> Text:
    forge = desk.forge
    assert isinstance(forge, HostedForge)
    at = min(wish.entry.at, desk.now())
    told = Told(Requested(stand.step.no), wish.entry.actor, at, wish.proof)
    forge.record(now.case.id, [told])
    return T("Step {no} is done again, as was asked.", no=stand.step.label)


def _wishes(forge: HostedForge, now: Judged) -> list[Wish]:
    """Return the comments on the case's pull requests that begin with a command, in order."""
    pulls = [forge.pull_of(now.case.id, change) for change in now.sop.changes]
    found = [wish for pull in pulls if pull is not None for wish in said(pull)]
    return sorted(found, key=lambda one: one.entry.at)


def said(pull: Pull) -> list[Wish]:
    """Return what the comments on a pull request ask for, in the timeline's order."""
    found = []
    for entry in pull.entries:
        if not isinstance(entry.what, Wrote) or entry.what.edited:
            continue
        command, _, words = entry.what.body.strip().partition(" ")
        if command.split("\n")[0] in (AGAIN, CORRECT):
            found.append(Wish(command, words.strip(), entry))
    return found
