"""What officials do to a case: review it, assign it, ask for a step again. Each act is signed."""

from dataclasses import dataclass

from paraf.core.case import (
    Assigned,
    Case,
    Decided,
    Deed,
    Event,
    Merged,
    Opinion,
    Requested,
    Reviewed,
)
from paraf.core.gate import judge
from paraf.core.office import Account
from paraf.core.phrases import called
from paraf.core.sop import Act, Step
from paraf.core.verdict import Filled, ToMerge, Verdict, Waiting
from paraf.core.words import T, Text
from paraf.pipeline.desk import Desk, Judged, Overtaken, judged
from paraf.pipeline.hand_in import HandedIn, hand_in, takes_documents
from paraf.pipeline.offer import Offer
from paraf.pipeline.private import refuse_private
from paraf.pipeline.rulebook import Rulebook
from paraf.pipeline.seen import last_seen
from paraf.pipeline.status import where
from paraf.ports import RefusedFault


@dataclass(frozen=True, slots=True)
class Done:
    """An act that counts: the step it filled or returned from, and where the case stands now."""

    step: Step
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Review:
    """What an official says of the change under review.

    `to` is the label of the step that a return names, None for the SOP's own; `read` is the commit
    that was read, or its first digits, and empty for the one that they were shown last.
    """

    opinion: Opinion
    note: str = ""
    to: str | None = None
    read: str = ""


def review(desk: Desk, book: Rulebook, case_id: str, said: Review) -> Done:
    """Mark the change under review, or return it; RefusedFault if the gate would not count it."""
    note = said.note.strip()
    if said.opinion is Opinion.RETURN and not note:
        raise RefusedFault(T("A return needs its reason."), T('Say it with: --return "…"'))
    now = judged(desk, case_id, book)
    step, change, head = under_review(now)
    if not head.startswith(said.read.lower()):
        raise _moved_on(now, head, said.read)
    deed = Reviewed(change, said.opinion, head, note, _earlier(now, step, said.to))
    return _act(desk, book, now, deed, step, read=said.read)


def _earlier(now: Judged, step: Step, label: str | None) -> int | None:
    """Return the number of the step of this change that people call `label`; RefusedFault."""
    if label is None:
        return None
    earlier = [one for one in now.sop.of(step.change) if one.no < step.no]
    whole = (one for one in earlier if f"{one.row or one.no}" == label)
    found = next((one for one in earlier if one.label == label), next(whole, None))
    if found is None:
        known = ", ".join(one.label for one in earlier)
        raise RefusedFault(
            T("Step {label} is no earlier step of the {change}.",
              label=label, change=called(step.change)),
            T("Choose one of: {known}", known=known),
        )  # fmt: skip
    return found.no


def _unseen(desk: Desk, now: Judged, deed: Reviewed) -> RefusedFault | None:
    """Say that a text was not looked at, or has changed since; None if it was seen as it is.

    A text may be returned by who never opened it here; to be marked it has to be looked at.
    """
    head, seen = deed.head or "", last_seen(desk, now.case.id, deed.change)
    if seen == head or (seen is None and deed.opinion is not Opinion.APPROVE):
        return None
    if seen is not None:
        return _moved_on(now, head, seen[:12])
    return RefusedFault(
        T("You have not yet looked at what you would mark: commit {head}.", head=head[:12]),
        T("Read it first: paraf review {case}", case=now.case.id),
    )


def _moved_on(now: Judged, head: str, read: str) -> RefusedFault:
    return RefusedFault(
        T("The text under review is now {head}, not {read}: it changed since you read it.",
          head=head[:12], read=read),
        T("Read it again: paraf review {case}", case=now.case.id),
    )  # fmt: skip


def assign(desk: Desk, book: Rulebook, case_id: str, *, to: str | None, note: str) -> Done:
    """Give the disposition that is due: to the person named, else to who holds the post."""
    now = judged(desk, case_id, book)
    step = _at(now)
    if step.act is not Act.DISPOSITION or step.to is None:
        raise _refused(now, T("No disposition is due now."))
    account = _assignee(desk, now, now.sop.post(step.to), to)
    return _act(desk, book, now, Assigned(account, note.strip()), step)


def decide(desk: Desk, book: Rulebook, case_id: str, answer: str, note: str) -> Done:
    """Answer the question that the case stands at, by the answer's key."""
    now = judged(desk, case_id, book)
    step = question(now)
    known = [one.key for one in step.answers]
    if answer not in known:
        raise RefusedFault(
            T("Step {no} knows no answer {answer}.", no=step.label, answer=f"“{answer}”"),
            T("Choose one of: {known}", known=", ".join(known)),
        )
    return _act(desk, book, now, Decided(step.no, answer, note.strip()), step)


def question(now: Judged) -> Step:
    """Return the branch that the case stands at; RefusedFault if it stands at none."""
    step = _at(now)
    if step.act is not Act.BRANCH:
        raise _refused(now, T("No question is to be answered now."))
    return step


def perform(desk: Desk, book: Rulebook, case_id: str, offer: Offer) -> Done | HandedIn:
    """Hand in what a step done by hand gives; or ask that the program do its step again."""
    refuse_private(offer.note, book.rules.manuscript)
    now = judged(desk, case_id, book)
    if takes_documents(now):
        return hand_in(desk, book, now, offer)
    step = _at(now)
    if step.act is not Act.PERFORM or not isinstance(now.verdict.stand, Waiting):
        raise _refused(now, T("There is nothing to do again at this step."))
    if offer.files or offer.media:
        raise _refused(now, T("The program does step {no}; it takes no documents.", no=step.label))
    return _act(desk, book, now, Requested(step.no), step)


def under_review(now: Judged) -> tuple[Step, str, str]:
    """Return the step that a case lies at, the change that is reviewed there, and its head."""
    step, stand = _at(now), now.verdict.stand
    name = stand.change if isinstance(stand, ToMerge) else step.change
    change = now.case.changes.get(name)
    merged = {one.deed.change for one in now.case.events if isinstance(one.deed, Merged)}
    if change is None or change.head is None or name in merged:
        raise _refused(now, T("Nothing of case {case} is under review.", case=now.case.id))
    return step, name, change.head


def _assignee(desk: Desk, now: Judged, post: str, to: str | None) -> Account:
    holders = dict.fromkeys(one.person for one in now.office.holders(post, desk.now()))
    title, people = now.office.title(post), ", ".join(holders)
    if not holders:
        raise RefusedFault(
            T("Nobody holds the post {post} now.", post=title),
            T("The administrator enters who does in review/officials.yml."),
        )
    if to is None and len(holders) > 1:
        raise RefusedFault(
            T("Several people hold the post {post}.", post=title),
            T("Say whom with --to: {people}", people=people),
        )
    chosen = to if to is not None else next(iter(holders))
    if chosen not in holders:
        raise RefusedFault(
            T("{who} does not hold the post {post}.", who=chosen, post=title),
            T("Choose one of: {people}", people=people),
        )
    return Account("local", now.office.named(chosen).keys[0].fingerprint)


def _at(now: Judged) -> Step:
    step = getattr(now.verdict.stand, "step", None)
    if not isinstance(step, Step):
        raise _refused(now, T("The case is not open."))
    return step


def _act(
    desk: Desk, book: Rulebook, now: Judged, deed: Deed, step: Step, *, read: str = ""
) -> Done:
    """Try the act on paper first: what the gate would discard is not written down.

    Where somebody else was quicker, nothing is written, and the reason is told if the act would not
    count any more: nobody acts on what they have not seen.
    """
    refuse_hosted(book)
    refuse_private(getattr(deed, "note", ""), book.rules.manuscript)
    desk.me(now.office)
    done = _on_paper(desk, now, deed, step)
    unseen = _unseen(desk, now, deed) if isinstance(deed, Reviewed) and not read else None
    if unseen is not None:
        raise unseen
    try:
        desk.tell(now.case, [deed])
    except Overtaken:
        _on_paper(desk, judged(desk, now.case.id, book), deed, step)
        raise
    return done


def refuse_hosted(book: Rulebook) -> None:
    """Refuse to act by command where people act on the forge's own page."""
    if book.settings.forge is not None:
        raise RefusedFault(
            T("On this forge people mark, return and assign on its own page."),
            T("Open it: {address}", address=book.settings.forge.changes),
        )


def _on_paper(desk: Desk, now: Judged, deed: Deed, step: Step) -> Done:
    at = desk.now()
    event = Event(len(now.case.events) + 1, at, desk.forge.account(), deed)
    after = judge(now.sop, now.office, _with(now.case, event), at)
    dropped = [one.why for one in after.discarded if one.event is event]
    if dropped:
        raise _refused(now, dropped[0])
    filled = _filled(after, event)
    return Done(filled.step if filled else _theirs(desk, now, step), after)


def _theirs(desk: Desk, now: Judged, step: Step) -> Step:
    """Return the step that who sits here reviews: the one the case lies at, else their last."""
    me = desk.me(now.office)
    mine = [
        one
        for one in now.sop.of(step.change)
        if one.act is Act.REVIEW
        and now.office.tenure(me.id, now.sop.post(one.actor), desk.now()) is not None
    ]
    return step if step in mine or not mine else mine[-1]


def _with(case: Case, event: Event) -> Case:
    return Case(case.id, case.changes, (*case.events, event), case.base)


def _filled(verdict: Verdict, event: Event) -> Filled | None:
    return next((one for one in verdict.filled if one.event is event), None)


def _refused(now: Judged, reason: Text) -> RefusedFault:
    stands = where(now.verdict.stand, now.office)
    return RefusedFault(reason, T("Case {case}: {where}", case=now.case.id, where=stands))
