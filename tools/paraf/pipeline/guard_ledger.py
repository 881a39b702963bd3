"""What may be written into a ledger: new events at its end, each signed by who it names."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta

from paraf.core import case as facts
from paraf.core.case import Case, Event
from paraf.core.words import T, Text
from paraf.forge.lines import EMPTY_TREE, Written, message_of
from paraf.forge.signing import signatures
from paraf.pipeline.guard_deed import check_deed
from paraf.pipeline.guard_push import NONE, Push, Refusal, Update
from paraf.pipeline.papers import steers

SKEW = timedelta(minutes=5)
"""How far an event's time may lie from the server's: clocks differ, and pushes take a moment."""

MANY = 20
"""More events than anybody has to tell at once."""

LONG = 65_536
"""The longest line of a ledger, in bytes."""

NAME = re.compile(r"(?=.{1,80}\Z)[a-z0-9]+(-[a-z0-9]+)*\Z", re.ASCII)
"""What a case may be called: it names folders and branches on every system."""

BY_BOT = (facts.Merged, facts.Performed, facts.Failed, facts.Reminded, facts.Archived)
BY_PERSON = (
    *(facts.Opened, facts.Reviewed, facts.Withdrawn, facts.Assigned, facts.Decided),
    facts.Requested,
)


def check_ledger(push: Push, update: Update, case_id: str) -> None:
    """Refuse anything but honest new events at the end of the ledger of `case_id`."""
    if update.new == NONE:
        raise Refusal(T("A ledger is never deleted."))
    if not NAME.match(case_id):
        raise Refusal(
            T("{case} is no name of a case: small letters, digits and hyphens.", case=case_id)
        )
    if update.old != NONE and not push.git.is_ancestor(update.old, update.new):
        raise Refusal(T("A ledger is only ever added to; this push would rewrite it."))
    case = push.case(case_id)
    assert case is not None
    fresh = push.fresh(case_id)
    if not 0 < len(fresh) <= MANY:
        raise Refusal(T("A push adds at most {most} events to a ledger.", most=MANY))
    chain = push.forge.chain(update.new)[-len(fresh) :]
    _check_signed(push, chain)
    for written, event in zip(chain, fresh, strict=True):
        _check_form(push, written)
        _check_time(push, case, event)
        why = _who(push, event) or check_deed(push, case, event) or _idle(push, case, event)
        if why is not None:
            raise Refusal(why)


def _check_signed(push: Push, chain: list[Written]) -> None:
    spans = ("--no-walk=unsorted", *(one.commit for one in chain))
    found = signatures(push.git, *spans, office=push.book.office)
    for written, signed in zip(chain, found, strict=True):
        event = written.line.event
        withdrawn = push.book.office.retired(event.actor, push.now)
        if written.line.proof is not None:
            raise Refusal(T("Here nobody tells what others did: event {no}.", no=event.seq))
        if signed.signer != event.actor.id or withdrawn:
            raise Refusal(T("Event {no} is not signed by the key that it names.", no=event.seq))


def _check_form(push: Push, written: Written) -> None:
    """Refuse a commit that says more than its event, or says it in another way than Paraf does."""
    event = written.line.event
    raw = push.git.raw(written.commit, "commit") or b""
    head, _, message = raw.partition(b"\n\n")
    lines = head.split(b"\n")
    stamp = f" {int(event.at.timestamp())} +0000".encode()
    dated = [line.endswith(stamp) for line in lines if line.startswith((b"author ", b"committer "))]
    names = [line.split(b" ", 1)[0] for line in lines if not line.startswith(b" ")]
    parents = names.count(b"parent")
    usual = [b"tree", *[b"parent"] * min(parents, 1), b"author", b"committer", b"gpgsig"]
    empty = lines[0] == f"tree {EMPTY_TREE}".encode()
    said = message_of(written.line.case, event, written.text).encode()
    if not empty or names != usual or dated != [True, True] or message != said:
        raise Refusal(
            T("Event {no} is not written as the program writes it: one event a commit, in one "
              "row, and no files.", no=event.seq)
        )  # fmt: skip
    if len(written.text) > LONG:
        raise Refusal(T("Event {no} is too long.", no=event.seq))
    odd = next(
        (sign for text in _texts(json.loads(written.text)) for sign in text if steers(sign)), ""
    )
    if odd:
        sign = f"U+{ord(odd):04X}"
        raise Refusal(T("Event {no} holds a sign that steers a terminal: {sign}.",
                        no=event.seq, sign=sign))  # fmt: skip


def _texts(data: object) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)
    elif isinstance(data, str):
        yield data


def _check_time(push: Push, case: Case, event: Event) -> None:
    earlier = [one.at for one in case.events if one.seq < event.seq]
    if abs(push.now - event.at) > SKEW or (earlier and event.at < earlier[-1]):
        raise Refusal(
            T("The time of event {no} is not now; look at your computer's clock.", no=event.seq)
        )


def _who(push: Push, event: Event) -> Text | None:
    office, deed = push.book.office, event.deed
    person, bot = office.person(event.actor), office.is_bot(event.actor)
    if person is None and not bot:
        return T("{who} is not in the roster of this office.", who=event.actor.id)
    if isinstance(deed, facts.Opened) is not (event.seq == 1):
        return T("A ledger begins with the opening of its case, and only there.")
    if isinstance(deed, BY_BOT) and not bot:
        return T("Only the program may record that: event {no}.", no=event.seq)
    if isinstance(deed, BY_PERSON) and person is None:
        return T("Only an official may record that: event {no}.", no=event.seq)
    return None


def _idle(push: Push, case: Case, event: Event) -> Text | None:
    """Say why the gate gives nothing for an event; None if it counts."""
    before = [one.deed for one in case.events if one.seq < event.seq]
    if before and isinstance(before[-1], facts.Archived):
        return T("Case {case} is archived; nothing happens to it any more.", case=case.id)
    discarded = push.weigh(case, event.seq).discarded
    return next((one.why for one in discarded if one.event is event), None)
