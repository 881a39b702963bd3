"""Where a case stands after the last event: the end of the gate's walk."""

from collections.abc import Iterable
from datetime import datetime

from paraf.core.hours import NoOfficeTime
from paraf.core.marks import barred
from paraf.core.office import Account
from paraf.core.phrases import called
from paraf.core.sop import Act, Step
from paraf.core.verdict import (
    Blocked,
    Finished,
    Stand,
    ToArchive,
    ToMerge,
    ToOpen,
    ToPerform,
    Waiting,
)
from paraf.core.walk import Walk
from paraf.core.words import T, Text


def blockers(walk: Walk, now: datetime) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
    """Return why the case cannot be judged (none: it can), and what to look at all the same."""
    reasons, warnings = list(walk.incidents), []
    if walk.since is None:
        reasons.append(T("The ledger does not begin with the opening of the case."))
    if any(time is not None and now < time for time in (walk.latest, walk.since)):
        reasons.append(T("The clock is behind the last event of the case."))
    for name in walk.sop.changes:
        if name not in walk.heads or name in walk.merged:
            continue
        reasons += _of_change(walk, name)
        change = walk.case.changes.get(name)
        for account in _sorted(change.coauthors if change else ()):
            warnings.append(T("{who} is named as co-author.", who=walk.who(account)))
    return tuple(reasons), tuple(warnings)


def _of_change(walk: Walk, name: str) -> list[Text]:
    change = walk.case.changes.get(name)
    if change is None or change.head is None:
        return [T("The branch of the {change} is gone.", change=called(name))]
    found, base = [], walk.case.base
    if change.head != walk.heads[name]:
        found.append(T("The {change} was changed without being handed in.", change=called(name)))
    if {change.base, walk.bases.get(name, base)} != {base}:
        found.append(
            T("The {change} aims at another branch than {base}.", change=called(name), base=base)
        )
    if change.draft or name in walk.closed:
        found.append(not_ready(name))
    unknown = [one.id for one in _sorted(change.contributors) if not walk.knows(one)]
    for who in (*change.strangers, *unknown):
        found.append(T("{who} wrote a commit and is in no roster.", who=who))
    for rival in change.rivals:
        found.append(T("Case {case} stands at the very same commit.", case=rival))
    return found


def not_ready(change: str) -> Text:
    """Return why a change that its author closed, or marked as a draft, is not judged."""
    return T("The {change} is closed or marked as a draft.", change=called(change))


def _sorted(accounts: Iterable[Account]) -> list[Account]:
    """Sets have no order; a verdict says the same things in the same order every time."""
    return sorted(accounts, key=lambda one: (one.forge, one.id))


def stand(walk: Walk, now: datetime, reasons: tuple[Text, ...]) -> Stand:
    """Say what happens next."""
    step = walk.position
    if reasons or walk.since is None or walk.begun is None:
        return Blocked(step, reasons)
    unmerged = walk.unmerged(step)
    if unmerged:
        return ToMerge(step or walk.sop.steps[-1], unmerged[0], walk.heads[unmerged[0]])
    if step is None:
        if walk.archived is None:
            return ToArchive(walk.sop.steps[-1], walk.since, None)
        return Finished(walk.since)
    if (early := walk.early(step)) is not None:
        return Blocked(step, (early,))
    try:
        due = walk.office.hours.due(walk.begun, step.norm)
    except (NoOfficeTime, OverflowError):
        why = T("The office's calendar has no time for step {no}.", no=step.label)
        return Blocked(step, (why,))
    return _at(walk, step, walk.since, due, now)


def _at(walk: Walk, step: Step, since: datetime, due: datetime, now: datetime) -> Stand:
    if step.act is Act.ARCHIVE:
        return ToArchive(step, since, due)
    if step.act is Act.PERFORM and not step.by_hand and not _sent_back(walk, step):
        shape = ToOpen if step.no in walk.done else ToPerform
        return shape(step, since, due)
    return Waiting(step, _holders(walk, step, now), since, due, _because(walk, step))


def _sent_back(walk: Walk, step: Step) -> bool:
    """Say whether its actor has to act before the program may: it failed, or was returned since."""
    returns = walk.returns.get(step.change, {}).values() if _opens(walk, step) else ()
    done = walk.done.get(step.no)
    return step.no in walk.sent or (
        done is not None and any(one.event.seq > done.seq for one in returns)
    )


def _opens(walk: Walk, step: Step) -> bool:
    return step.change in walk.rows and walk.opener(step.change) is step


def _holders(walk: Walk, step: Step, now: datetime) -> tuple[str, ...]:
    held = dict.fromkeys(one.person for one in walk.office.holders(walk.posts[step.actor], now))
    known = {one.id for one in walk.office.persons}
    if step.act is Act.REVIEW:
        marks = [one for one in walk.filled.values() if one.step.act is Act.REVIEW]
        known -= {one.person for one in marks if one.step.change == step.change}
        known -= barred(walk, step.change)
    return tuple(person for person in held if person in known)


def _because(walk: Walk, step: Step) -> tuple[Text, ...]:
    if step.no in walk.sent:
        return walk.sent[step.no]
    objections = walk.returns.get(step.change, {}) if _opens(walk, step) else {}
    return tuple(
        T(
            "{who}, step {no}: {note}",
            who=walk.who(one.event.actor),
            no=walk.sop.step(no).label,
            note=one.note,
        )
        for no, one in sorted(objections.items())
    )
