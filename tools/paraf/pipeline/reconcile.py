"""Looks at every open case and does what is due: merge, publish, inspect, report, archive, remind.

It remembers nothing: forge, git and target are the state. Each effect is one atomic push, or can
be repeated without harm, so that a run that is killed anywhere is finished by the next one.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from paraf.core.case import Failed, Merged
from paraf.core.evidence import Evidence, Severity
from paraf.core.phrases import called
from paraf.core.verdict import Blocked, ToArchive, ToMerge, ToOpen, ToPerform
from paraf.core.words import T, Text
from paraf.forge.lines import MAIN
from paraf.pipeline.check import case_file, check_tree
from paraf.pipeline.desk import Desk, Judged, judged
from paraf.pipeline.dossier import open_report
from paraf.pipeline.limits import outside, scope
from paraf.pipeline.lineage import prove
from paraf.pipeline.listing import dossier
from paraf.pipeline.merging import merge_there, pull_to_merge, put_aside
from paraf.pipeline.observe import attend, observe
from paraf.pipeline.present import present, present_fault, present_unfit
from paraf.pipeline.publish import publish, publish_first, site_folder, target_of
from paraf.pipeline.put_away import put_away
from paraf.pipeline.remind import remind
from paraf.pipeline.rulebook import Rulebook
from paraf.pipeline.store import look_through
from paraf.pipeline.wishes import grant
from paraf.ports import BusyFault, Fault, ForgeFault

MANY = 20
"""More steps than one case can take in one run; past it something turns in a circle."""


class BadDraft(Fault):
    """The draft has findings that its author's machine did not report, or kept back."""

    anchor = "naskah"


class NotAsMarked(Fault):
    """What is live is not what was marked; the ledger has it, and the case waits."""

    anchor = "cek-website"


@dataclass(slots=True)
class Run:
    """What one run did, and what stood in its way."""

    did: list[tuple[str, Text]] = field(default_factory=list)
    problems: list[tuple[str, Fault]] = field(default_factory=list)


def reconcile(desk: Desk, book: Rulebook, only: str | None = None) -> Run:
    """Do all that is due, in every open case or in one; run again, it finds nothing to do.

    A fault in one case is kept and the others go on. Raises BusyFault while another run is under
    way in this clone, or on this site.
    """
    run = Run()
    with ExitStack() as held:
        for folder in (desk.git.private, site_folder(desk, book.settings)):
            held.enter_context(alone(folder))
        if target_of(desk, book.settings).current() is None:
            prove(desk, book, None)
        if publish_first(desk, book) is not None:
            run.did.append(("", T("The site was published for the first time.")))
        seen = observe(desk, book)
        run.problems += seen.problems
        # Nothing is done on what could not be looked at.
        unseen = {case_id for case_id, _ in seen.problems}
        for case_id, fault in seen.problems:
            present_fault(desk, case_id, fault)
        every = [only] if only else desk.forge.cases()
        for case_id in (one for one in every if one not in unseen):
            _attempt(desk, book, case_id, run)
        for one in seen.unfit:
            try:
                present_unfit(desk, one)
            except Fault as fault:
                run.problems.append((f"#{one.pull.number}", fault))
    return run


def _attempt(desk: Desk, book: Rulebook, case_id: str, run: Run) -> None:
    """Do what is due in one case, and show where it stands; a fault is kept."""
    before = len(run.did)
    for job in (_advance, _present):
        try:
            job(desk, book, case_id, run, before)
        except Fault as fault:
            run.problems.append((case_id, fault))
        except OSError as wrong:
            run.problems.append((case_id, _refused(wrong)))


def _refused(wrong: OSError) -> Fault:
    """Return what a full or barred disk answered as a fault: it may be right for other cases."""
    reason = wrong.strerror or type(wrong).__name__
    return Fault(
        T("The computer refused {path}: {reason}", path=wrong.filename or "?", reason=reason),
        T("Make room there, or ask for the right to it; then try again."),
    )


def _present(desk: Desk, book: Rulebook, case_id: str, run: Run, before: int) -> None:
    whole = len(run.did) > before
    if whole:
        # What was just done there is news, too.
        attend(desk, book, case_id, anew=True)
    present(desk, book, case_id, whole=whole)


def _advance(desk: Desk, book: Rulebook, case_id: str, run: Run, _: int) -> None:
    if run.did:
        # That took time: people acted, and the rules may be others.
        desk.forge.refresh()
        book = desk.rulebook()
        attend(desk, book, case_id)
    for _ in range(MANY):
        now = judged(desk, case_id, book, proven=True)
        told = _next(desk, book, now)
        if told is None:
            return
        run.did.append((case_id, told))
    raise ForgeFault(T("Case {case} turns in a circle.", case=case_id))


def _next(desk: Desk, book: Rulebook, now: Judged) -> Text | None:
    """Do the one thing that is due in a case and say what it was; None if it is somebody's turn."""
    match now.verdict.stand:
        case ToMerge() as due:
            return None if _early(desk, now, due) else _merge(desk, book, now, due)
        case ToPerform(step) | ToOpen(step):
            return _publish(desk, book, now, step.no)
        case ToArchive():
            put_away(desk, book, now)
            folder = dossier(now.case, now.office)
            return T("Archived in {folder}.", folder=folder)
        case Blocked() if put_aside(desk, now):
            return None
        case Blocked(_, reasons):
            raise ForgeFault(reasons[0] if reasons else T("The case cannot be judged."))
        case _:
            return grant(desk, book, now) or remind(desk, now)


def _early(desk: Desk, now: Judged, due: ToMerge) -> bool:
    """Say whether the case's page may not be published yet.

    The merge waits, not the upload: what is on the base branch, any other case would publish.
    """
    if due.change != "manuscript":
        return False
    day = case_file(desk.git, due.head, now.case.id).publish_on
    return day is not None and desk.now().astimezone(now.office.hours.zone).date() < day


def _clean(desk: Desk, book: Rulebook, now: Judged, due: ToMerge, tree: str) -> None:
    """Check the tree that merging the draft gives, for what it changes of what is published.

    BadDraft if anything blocks. Its author's own check ran on a machine that the office does not
    know, and before other cases were merged: they may have removed a page that this one links to.
    """
    base = desk.forge.base()
    found = check_tree(desk, book, now.case.id, tree, start=base)
    for one in found:
        if one.severity is Severity.BLOCK:
            raise BadDraft(
                T("{place}: {what}", place=one.place, what=one.what),
                T("The draft has to be corrected and handed in again.")
                if desk.git.is_ancestor(base, due.head)
                else T("Its author runs 'git merge origin/main' and 'paraf check', corrects the "
                       "draft, and hands it in again."),
            )  # fmt: skip


def _merge(desk: Desk, book: Rulebook, now: Judged, due: ToMerge) -> Text:
    git, base, at = desk.git, desk.forge.base(), desk.now()
    of = scope(now.sop, due.change, now.case, now.office)
    wrong = outside(git, base, due.head, of)
    if wrong is not None:
        raise ForgeFault(wrong, T("The draft has to be corrected and handed in again."))
    live = target_of(desk, book.settings).current()
    prove(desk, book, live.commit if live else None)
    if of.by_hand:
        look_through(desk, book, now, due)
    tree = git.clean_merge(base, due.head)
    if tree is None:
        raise ForgeFault(
            T(
                "The {change} conflicts with what was published meanwhile.",
                change=called(due.change),
            ),
            T("Its author runs 'git merge origin/main', settles it, and hands it in again."),
        )
    if due.change == "manuscript" and not of.by_hand:
        _clean(desk, book, now, due, tree)
    title = f"merge {due.change}: {now.case.id}"
    # On a hosted forge no title: words such as "closes #7" would act there.
    desk.progress(T("Merging the {change}", change=called(due.change)))
    pull = pull_to_merge(desk, now, due)
    if pull is not None:
        merge_there(desk, book, now, due, pull, title)
    else:
        said = f"{title} {now.case.opened.title}\n"
        commit = git.commit(tree, [base, due.head], said, moment=int(at.timestamp()))
        desk.tell(now.case, [Merged(due.change, due.head, commit)], branches={MAIN: commit})
    return T("Merged the {change}.", change=called(due.change))


def _publish(desk: Desk, book: Rulebook, now: Judged, step: int) -> Text:
    live = target_of(desk, book.settings).current()
    prove(desk, book, live.commit if live else None)
    done = publish(desk, book, now)
    if done.evidence.passed:
        open_report(desk, book, now, done, step)
        return T("Published release {release} and opened the report.",
                 release=done.release.digest[:12])  # fmt: skip
    reasons = _reasons(desk, done.evidence)
    desk.progress(T("Recording the failed inspection"))
    desk.tell(now.case, [Failed(step, reasons)])
    if done.back is None:
        what = T("The inspection failed; there is no release to go back to: {why}", why=reasons[0])
    else:
        what = T("The inspection failed; the release before is live again: {why}", why=reasons[0])
    raise NotAsMarked(
        what,
        T("See to the cause; then the Pengelola runs 'paraf perform {case}'.", case=now.case.id),
    )


def _reasons(desk: Desk, evidence: Evidence) -> tuple[str, ...]:
    found = [one for one in evidence.findings if one.severity is Severity.BLOCK]
    return tuple(f"{one.place}: {desk.say(one.what)}" for one in found[:10])


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a folder's lock; the system lets go of it when the process ends, however it does."""
    with ExitStack() as opened:
        # A folder that is not there or not ours to read: whoever works in it says so. And some
        # network folders know no such locks; there the target's own has to do.
        with suppress(OSError):
            place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            opened.callback(os.close, place)
            try:
                fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise BusyFault(
                    T("Another reconcile is under way."),
                    T("Wait until it has finished; it does this work as well."),
                ) from None
        yield
