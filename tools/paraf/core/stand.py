"""Where a case stands after the last event: the end of the gate's walk."""

from datetime import datetime

from paraf.core.case import Failed
from paraf.core.marks import barred
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
    if walk.case.events and now < walk.case.events[-1].at:
        reasons.append(T("The clock is behind the last event of the case."))
    if walk.since is None:
        reasons.append(T("The ledger does not begin with the opening of the case."))
    for name in walk.heads.keys() - walk.merged.keys():
        reasons += _of_change(walk, name)
        change = walk.case.changes.get(name)
        for account in change.coauthors if change else ():
            warnings.append(T("{who} is named as co-author.", who=walk.who(account)))
    return tuple(reasons), tuple(warnings)


def _of_change(walk: Walk, name: str) -> list[Text]:
    change = walk.case.changes.get(name)
    if change is None or change.head is None:
        return [T("The branch of the {change} is gone.", change=name)]
    found = []
    if change.head != walk.heads[name]:
        found.append(T("The {change} was changed without being handed in.", change=name))
    if walk.bases.get(name, change.base) != walk.case.base:
        found.append(T("The {change} aims at another branch than {base}.",
                       change=name, base=walk.case.base))  # fmt: skip
    if change.draft or name in walk.closed:
        found.append(T("The {change} is closed or marked as a draft.", change=name))
    for who in change.strangers:
        found.append(T("{who} wrote a commit and is in no roster.", who=who))
    for rival in change.rivals:
        found.append(T("Case {case} stands at the very same commit.", case=rival))
    return found


def stand(walk: Walk, now: datetime, reasons: tuple[Text, ...]) -> Stand:
    """Say what happens next."""
    step = walk.position
    if reasons or walk.since is None:
        return Blocked(step, reasons)
    if step is None:
        return Finished(walk.case.events[-1].at)
    unmerged = [one for one in walk.sop.merge_before(step) if one not in walk.merged]
    if unmerged:
        return ToMerge(step, unmerged[0], walk.heads[unmerged[0]])
    due = walk.office.hours.due(walk.since, step.norm)
    if step.act is Act.ARCHIVE:
        return ToArchive(step, walk.since, due)
    if step.act is Act.PERFORM and step.action is not None and not _sent_back(walk, step):
        shape = ToOpen if step.no in walk.done else ToPerform
        return shape(step, walk.since, due)
    return Waiting(step, _holders(walk, step, now), walk.since, due, _because(walk, step))


def _sent_back(walk: Walk, step: Step) -> bool:
    """Say whether its actor has to act before the program may: it failed, or was returned since."""
    returns = walk.returns.get(step.change, {}).values()
    done = walk.done.get(step.no)
    return step.no in walk.failed or (
        done is not None and any(one.event.seq > done.seq for one in returns)
    )


def _holders(walk: Walk, step: Step, now: datetime) -> tuple[str, ...]:
    post = walk.sop.post(step.actor)
    held = dict.fromkeys(one.person for one in walk.office.holders(post, now))
    if step.act is not Act.REVIEW:
        return tuple(held)
    marked = {
        one.person
        for one in walk.filled.values()
        if one.step.act is Act.REVIEW and one.step.change == step.change
    }
    return tuple(person for person in held if person not in marked | barred(walk, step.change))


def _because(walk: Walk, step: Step) -> tuple[Text, ...]:
    failed = walk.failed.get(step.no)
    if failed is not None and isinstance(failed.deed, Failed):
        return tuple(T("{reason}", reason=reason) for reason in failed.deed.reasons)
    objections = walk.returns.get(step.change, {}) if walk.sop.opener(step.change) is step else {}
    return tuple(
        T("{who}, step {no}: {note}", who=walk.who(one.event.actor), no=no, note=one.note)
        for no, one in sorted(objections.items())
    )
