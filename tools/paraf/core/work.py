"""The rules for what goes on beside the reviews: orders, decisions, merges, the program's work."""

from paraf.core import case as facts
from paraf.core.case import Event
from paraf.core.phrases import called
from paraf.core.sop import Act, Step
from paraf.core.walk import Walk
from paraf.core.words import T


def proceed(walk: Walk, event: Event) -> None:
    """Take in an event that is neither a text nor an opinion of it."""
    match event.deed:
        case facts.Assigned():
            _assigned(walk, event, event.deed)
        case facts.Decided():
            _decided(walk, event, event.deed)
        case facts.Merged():
            _merged(walk, event, event.deed)
        case facts.Archived() if walk.position is None and not walk.sop.archives:
            _archived(walk, event)
        case _:
            _worked(walk, event)


def _assigned(walk: Walk, event: Event, deed: facts.Assigned) -> None:
    step, to = walk.position, walk.person(deed.to)
    if step is None or step.act is not Act.DISPOSITION or step.to is None:
        walk.drop(event, T("No disposition is due now."))
    elif (early := walk.early(step)) is not None:
        walk.drop(event, early)
    elif not walk.holds(event, step):
        walk.drop(event, T("Who assigned it did not hold the post of step {no}.", no=step.label))
    elif to is None or not walk.office.tenure(to.id, walk.posts[step.to], event.at):
        walk.drop(
            event, T("The assignee does not hold the post that step {no} names.", no=step.label)
        )
    else:
        walk.assignees[step.to] = to.id
        walk.fill(step, event, walk.who(event.actor))


def _decided(walk: Walk, event: Event, deed: facts.Decided) -> None:
    step = walk.position
    if step is None or step.act is not Act.BRANCH or step.no != deed.step:
        walk.drop(event, T("No such decision is due now."))
    elif (early := walk.early(step)) is not None:
        walk.drop(event, early)
    elif not walk.holds(event, step):
        walk.drop(event, T("Who decided it did not hold the post of step {no}.", no=step.label))
    elif deed.answer not in [one.key for one in step.answers]:
        walk.drop(event, T("Step {no} knows no such answer.", no=step.label))
    else:
        walk.decisions[step.no] = deed.answer
        walk.fill(step, event, walk.who(event.actor))


def _merged(walk: Walk, event: Event, deed: facts.Merged) -> None:
    step, change = walk.position, deed.change
    due = change in walk.sop.merge_before(step)
    apart = change in walk.closed or walk.bases.get(change, walk.case.base) != walk.case.base
    program = walk.is_bot(event.actor)
    if not (due and program) or apart or walk.heads.get(change) != deed.head:
        bots = (one.name for one in walk.office.bots if one.known_as(event.actor))
        who = next(bots, walk.who(event.actor))
        walk.incidents.append(
            T("The {change} was merged around the gate by {who}.", change=called(change), who=who)
        )
    walk.merged[change] = deed.commit


def _archived(walk: Walk, event: Event) -> None:
    if walk.archived is not None or walk.unmerged(None) or not walk.is_bot(event.actor):
        walk.drop(event, T("The case was not at that step, or somebody else has to do it."))
    else:
        walk.archived = event


def _worked(walk: Walk, event: Event) -> None:
    step, deed = walk.position, event.deed
    if step is None or not _may_work(walk, event, step):
        walk.drop(event, T("The case was not at that step, or somebody else has to do it."))
        return
    program = step.act is Act.PERFORM and not step.by_hand
    match deed:
        case facts.Performed() if program:
            walk.done[step.no] = event
            walk.sent.pop(step.no, None)
            if not _makes_text(walk, step):
                walk.fill(step, event, walk.doer(event, step))
        case facts.Failed() if program:
            walk.done.pop(step.no, None)
            walk.sent[step.no] = tuple(T("{reason}", reason=one) for one in deed.reasons)
        case facts.Requested() if program:
            walk.done.pop(step.no, None)
            walk.sent.pop(step.no, None)
            # What was made of it goes too: no mark on the old text may carry the case past here.
            walk.void(step.change, step.no, T("Step {no} was asked for again.", no=step.label))
        case facts.Archived() if step.act is Act.ARCHIVE:
            walk.archived = event
            walk.fill(step, event, walk.doer(event, step))
        case _:
            walk.drop(event, T("That is not what step {no} asks for.", no=step.label))


def _may_work(walk: Walk, event: Event, step: Step) -> bool:
    deed, program = event.deed, walk.is_bot(event.actor)
    here = getattr(deed, "step", step.no) == step.no
    ready = walk.early(step) is None
    # That a site was published or a case archived is told by who did it: the program.
    machine = step.act is Act.ARCHIVE or not step.by_hand
    if machine and not isinstance(deed, facts.Requested):
        return here and ready and program
    return here and ready and (program or walk.holds(event, step))


def _makes_text(walk: Walk, step: Step) -> bool:
    """Say whether the step is done only when the text that others review is handed in."""
    reviewed = any(one.act is Act.REVIEW for one in walk.rows[step.change])
    return reviewed and step is walk.opener(step.change)
