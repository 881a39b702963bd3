"""Work done by hand: the documents that a step gives, committed, signed and pushed in one step."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from paraf.core.case import Case, Change, Event, Moved
from paraf.core.evidence import Finding
from paraf.core.gate import judge
from paraf.core.office import Person
from paraf.core.phrases import called
from paraf.core.sop import Step
from paraf.core.stored import Stored
from paraf.core.verdict import Blocked, ToMerge, Verdict, Waiting
from paraf.core.words import T, Text
from paraf.forge.authorship import authorship
from paraf.forge.lines import branch
from paraf.pipeline.desk import Desk, Judged
from paraf.pipeline.listing import change_digest, dossier
from paraf.pipeline.offer import Matched, Offer, command, match, to_store
from paraf.pipeline.papers import NOTE, POINTER, by_hand, done, texts
from paraf.pipeline.rulebook import Rulebook
from paraf.pipeline.status import where
from paraf.pipeline.store import store_of
from paraf.ports import RefusedFault
from paraf.records.stored import write_stored

UNKNOWN = "0" * 40


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What came of handing in: the new head and where the case stands; or what is against it."""

    case: str
    step: Step | None
    change: str
    head: str | None
    findings: tuple[Finding, ...] = ()
    verdict: Verdict | None = None
    where: Text | None = None
    """On a hosted forge: where it goes on."""


def takes_documents(now: Judged) -> bool:
    """Say whether it is documents that the case asks for now, and not a draft or a report."""
    step = getattr(now.verdict.stand, "step", None)
    if isinstance(step, Step) and step.change:
        return by_hand(now.sop, step.change)
    return all(by_hand(now.sop, one) for one in now.sop.changes)


def hand_in(desk: Desk, book: Rulebook, now: Judged, offer: Offer) -> HandedIn:
    """Hand in all the documents of the step that is due, or correct those that lie for review.

    Large and confidential ones go to the evidence store first. Raises RefusedFault where it is not
    for who sits here to do, not yet time, or nothing has changed; StoreFault.
    """
    me = desk.me(now.office)
    step = _step(desk, now, me, offer)
    matched = match(now.case.id, now.sop, step, offer, book.rules)
    if matched.findings:
        return HandedIn(now.case.id, step, step.change, None, matched.findings)
    after = _on_paper(desk, now, step, UNKNOWN)
    desk.progress(T("Handing the documents in"))
    head = _commit(desk, now, step, done(now.sop, step.change, after),
                   _files(desk, book, now, step, matched, offer.note))  # fmt: skip
    base, folder = desk.forge.base(), dossier(now.case, now.office)
    people = authorship(desk.git, base, head, now.office)
    digest = change_digest(desk.git, base, head, step.change, folder)
    moved = Moved(step.change, head, digest, people.contributors)
    name = branch(step.change, now.case.id)
    desk.tell(now.case, [moved], branches={name: head})
    verdict = _on_paper(desk, now, step, head)
    return HandedIn(now.case.id, step, step.change, head, verdict=verdict)


def _step(desk: Desk, now: Judged, me: Person, offer: Offer) -> Step:
    """Return the step that who sits here hands in for; RefusedFault if there is none."""
    stand = now.verdict.stand
    step = getattr(stand, "step", None)
    if isinstance(stand, ToMerge):
        return _corrected(desk, now, me, offer, stand)
    if not isinstance(step, Step) or isinstance(stand, Blocked):
        raise _refused(now, T("Nothing can be handed in now."))
    due = isinstance(stand, Waiting) and step in texts(now.sop, step.change)
    if due and _holds(desk, now, me, step):
        return step
    mine = _done_by(desk, now, me, step.change)
    if step.change in now.case.changes and mine:
        return _meant(mine, offer)
    if due:
        desk.holding(now.office, now.sop.post(step.actor))
    raise _refused(now, T("Nothing is to be handed in at this step."))


def _corrected(desk: Desk, now: Judged, me: Person, offer: Offer, stand: ToMerge) -> Step:
    """Return the done step that is handed in anew, before its change is merged.

    What is wrong with its documents may show only then: a stored object is gone or damaged. The
    document is named, lest the next step's be taken for it.
    """
    mine = _done_by(desk, now, me, stand.change)
    named = {key for key, _ in offer.files}
    if not named or not named <= {key for one in mine for key in one.gives}:
        raise _refused(now, T("The {change} has to be merged first; 'paraf reconcile' does it.",
                              change=called(stand.change)))  # fmt: skip
    return _meant(mine, offer)


def _done_by(desk: Desk, now: Judged, me: Person, change: str) -> list[Step]:
    if not by_hand(now.sop, change):
        return []
    return [one for one in done(now.sop, change, now.verdict) if _holds(desk, now, me, one)]


def _meant(mine: list[Step], offer: Offer) -> Step:
    keys = {key for key, _ in offer.files}
    return next((one for one in mine if keys and keys <= set(one.gives)), mine[-1])


def _holds(desk: Desk, now: Judged, me: Person, step: Step) -> bool:
    return now.office.tenure(me.id, now.sop.post(step.actor), desk.now()) is not None


def _refused(now: Judged, why: Text) -> RefusedFault:
    stands = where(now.verdict.stand, now.office)
    return RefusedFault(why, T("Case {case}: {where}", case=now.case.id, where=stands))


def _on_paper(desk: Desk, now: Judged, step: Step, head: str) -> Verdict:
    """Return the gate's answer once the change stands at `head`; RefusedFault if it would not."""
    at, account = desk.now(), desk.forge.account()
    event = Event(len(now.case.events) + 1, at, account, Moved(step.change, head))
    changes = {**now.case.changes, step.change: Change(step.change, head)}
    case = Case(now.case.id, changes, (*now.case.events, event), now.case.base)
    after = judge(now.sop, now.office, case, at)
    dropped = [one.why for one in after.discarded if one.event is event]
    if dropped:
        raise _refused(now, dropped[0])
    return after


def _files(
    desk: Desk, book: Rulebook, now: Judged, step: Step, matched: Matched, note: str
) -> Mapping[str, bytes | Path]:
    """Return what goes into the step's folder, by name; what is stored is in the store by then."""
    put: dict[str, bytes | Path] = {}
    for key in step.gives:
        file, document = matched.files[key], now.sop.document(key)
        if to_store(document, file, book.rules):
            desk.progress(T("Putting {name} into the evidence store", name=file.name))
            kept = store_of(desk, book.settings).put(file)
            media = tuple(" ".join(one.split()) for one in matched.media[key])
            put[f"{key}{POINTER}"] = write_stored(Stored(file.name, kept, media)).encode()
        else:
            put[f"{key}{file.suffix.lower()}"] = file
    if note.strip():
        put[NOTE] = f"{note.strip()}\n".encode()
    return put


def _commit(
    desk: Desk, now: Judged, step: Step, steps: tuple[Step, ...], put: Mapping[str, bytes | Path]
) -> str:
    """Commit a step's folder anew, without those of steps that are not done; return the head."""
    git, place = desk.git, f"{dossier(now.case, now.office)}/data/{step.change}"
    before = desk.forge.tip(branch(step.change, now.case.id))
    parent = before or desk.forge.base()
    gone = [f"{place}/{one.label}" for one in texts(now.sop, step.change) if one not in steps]
    mine = f"{place}/{step.label}"
    tree = git.tree_with(parent, {f"{mine}/{name}": one for name, one in put.items()},
                         drop=[*gone, mine])  # fmt: skip
    if before is not None:
        _refuse_unchanged(desk, now, step, (before, tree), place)
    message = f"{step.change} {step.label}: {now.case.id}\n"
    return git.commit(tree, [parent], message, moment=int(desk.now().timestamp()))


def _refuse_unchanged(
    desk: Desk, now: Judged, step: Step, heads: tuple[str, str], place: str
) -> None:
    stand, git = now.verdict.stand, desk.git
    back = isinstance(stand, Waiting) and bool(stand.because) and stand.step is step
    under = f"{place}/{step.label}" if back else place
    before, after = (git.blobs(one, under) for one in heads)
    if before == after:
        raise RefusedFault(
            T("This text was handed in already; nothing has changed since."),
            T("Correct it, or say why it stays as it is: paraf {command} {case} … -m NOTE",
              command=command(step), case=now.case.id),
        )  # fmt: skip
