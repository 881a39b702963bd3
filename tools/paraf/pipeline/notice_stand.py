"""Where a change stands, in one sentence: what comes next, by whom and by when."""

from paraf.core.phrases import called, day, moment
from paraf.core.sop import Act, Mark, Step
from paraf.core.verdict import Blocked, Finished, ToArchive, ToMerge, ToOpen, ToPerform, Waiting
from paraf.core.words import T, Text
from paraf.pipeline.desk import Judged
from paraf.pipeline.notice_view import Phase, View

MARK = {
    Mark.PARAF: T("paraf"),
    Mark.SIGN: T("signature"),
    Mark.ACKNOWLEDGE: T("signature of acknowledgement"),
}
"""What an official gives, as it stands in a sentence."""


def headline(view: View) -> Text:
    """Say in a sentence what comes next, who does it, and by when."""
    stand = view.now.verdict.stand
    match stand:
        case Waiting() if view.phase is Phase.UNFIT:
            return T("the checks found {count} things to be corrected by {who} before it is read.",
                     count=view.unfit, who=author(view))  # fmt: skip
        case Waiting():
            return _timely(view, stand)
        case Blocked() if view.is_draft:
            return T("the {change} is marked as a draft: nobody reads it yet.",
                     change=called(view.change))  # fmt: skip
        case Blocked(_, reasons):
            return T("it cannot go on: {why}", why=reasons[0] if reasons else T("no reason given"))
        case ToMerge(_, change):
            return _merging(view, called(change))
        case _:
            return _last(view, stand)


def _merging(view: View, change: Text) -> Text:
    on = view.setting.publish_on
    if on is not None and view.later:
        return T("every mark is there; Paraf publishes the {change} on {day}.",
                 change=change, day=day(on))  # fmt: skip
    return T("every mark is there; Paraf merges the {change}.", change=change)


def _last(view: View, stand: ToPerform | ToOpen | ToArchive | Finished) -> Text:
    match stand:
        case ToPerform() | ToOpen():
            return T("Paraf publishes what was merged and checks the website.")
        case ToArchive():
            return T("every step is done; Paraf archives the case.")
        case Finished(at):
            when = moment(at, view.now.office.hours.zone)
            return T("this case is finished; it was archived on {when}.", when=when)


def _timely(view: View, stand: Waiting) -> Text:
    if not stand.holders:
        return _nobody(view, stand.step)
    due = moment(stand.due, view.now.office.hours.zone)
    waits = _waits(view, stand)
    if view.overdue:
        return T("overdue: {waits}; it was due by {due}.", waits=waits, due=due)
    return T("{waits}, by {due}.", waits=waits, due=due)


def _waits(view: View, stand: Waiting) -> Text:
    step, who = stand.step, holders(view.now, stand)
    no = step.label
    match step.act:
        case Act.REVIEW:
            mark = MARK[step.mark] if step.mark else T("review")
            return T("step {no} waits for the {mark} of {who}", no=no, mark=mark, who=who)
        case Act.DISPOSITION:
            return T("step {no} waits for the disposition of {who}", no=no, who=who)
        case Act.BRANCH:
            return T("step {no} waits for the decision of {who}", no=no, who=who)
        case _:
            return _work(view, stand, who)


def _nobody(view: View, step: Step) -> Text:
    office, post = view.now.office, view.now.sop.post(step.actor)
    title = office.title(post)
    if office.holders(post, view.setting.at):
        return T("step {no} is held up: who holds the post {post} wrote this text or marked it.",
                 no=step.label, post=title)  # fmt: skip
    return T("step {no} is held up: nobody holds the post {post}.", no=step.label, post=title)


def _work(view: View, stand: Waiting, who: Text) -> Text:
    change, no = called(stand.step.change), stand.step.label
    if not stand.because:
        return T("step {no} waits for {who} to do it", no=no, who=who)
    if not stand.step.by_hand and view.failed:
        return T("the upload failed and waits for {who}", who=who)
    return T("the {change} was returned and waits to be corrected by {who}", change=change, who=who)


def holders(now: Judged, stand: Waiting) -> Text:
    """Say who may act, by name and by the SOP's column."""
    column = next(one.printed for one in now.sop.actors if one.key == stand.step.actor)
    return T("{who} ({post})", who=names(now, stand), post=column)


def names(now: Judged, stand: Waiting) -> Text:
    """Say who may act, by name: one of them or another."""
    first, *others = [now.office.named(one).name for one in stand.holders] or [""]
    said = Text("{who}", {"who": first})
    for other in others:
        said = T("{some} or {other}", some=said, other=other)
    return said


def author(view: View) -> str:
    """Return who handed the change in, by name; the SOP's column while nobody has."""
    opener = view.now.sop.opener(view.change)
    filled = view.now.verdict.mark(opener.no)
    column = next(one.printed for one in view.now.sop.actors if one.key == opener.actor)
    people = {one.id: one.name for one in view.now.office.persons}
    return people.get(filled.person, column) if filled else column
