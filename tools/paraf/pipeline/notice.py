"""What people see of a case on a hosted forge's pull request; pure, from values alone.

One comment a change, edited in place: equal arguments give the equal comment. No words of other
people in it notify anybody, link anywhere or break its form.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from paraf.core.case import Moved
from paraf.core.observed import Status
from paraf.core.office import Account
from paraf.core.pace import reminder
from paraf.core.phrases import called, moment
from paraf.core.verdict import Blocked, Finished, Waiting
from paraf.core.words import Say, T, Text
from paraf.pipeline.desk import Judged
from paraf.pipeline.notice_checks import checks
from paraf.pipeline.notice_help import advice
from paraf.pipeline.notice_labels import LABELS, Label
from paraf.pipeline.notice_pictures import pictures
from paraf.pipeline.notice_setting import Setting
from paraf.pipeline.notice_signs import due_now, labels_of, state
from paraf.pipeline.notice_stand import author, headline, names
from paraf.pipeline.notice_tables import lost, person, steps
from paraf.pipeline.notice_view import Phase, View
from paraf.pipeline.notice_words import bare, plain, quoted

__all__ = ["LABELS", "Label", "Notice", "Setting", "marker", "notice"]

LONGEST = 60_000
"""Bytes of a comment; GitHub takes 65,536 signs."""
DESCRIPTION = 140
"""Signs of a commit status that GitHub takes."""
TABLE = 24_000
REASONS = 5
"""So many reasons are quoted."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What a pull request has to show: its comment, commit status, requests and labels.

    `asked` are those whose review is due now on this change; nobody is asked before their turn, nor
    while the checks find what its author has to correct first. `labels` are exactly those of
    `LABELS` that it should have.
    """

    comment: str
    status: Status
    asked: tuple[Account, ...]
    labels: frozenset[str]


def marker(change: str) -> str:
    """Return the hidden line that the comment of a change begins with."""
    return f"<!-- paraf:{change} -->"


def notice(now: Judged, change: str, setting: Setting, *, say: Say) -> Notice:
    """Return what the pull request of `change` has to show."""
    view = View(now, change, setting)
    context = f"paraf/{change} ({now.case.base})"
    return Notice(
        comment=_comment(view, say),
        status=Status(context, state(view), _description(view, say), setting.page),
        asked=due_now(view),
        labels=labels_of(view),
    )


def _description(view: View, say: Say) -> str:
    """Return what the list of pull requests says of it; first, whether it can wait."""
    said = _upper(bare(say(view.setting.incident or _lead(view)[-1]), DESCRIPTION))
    if view.setting.expedited is None:
        return said
    return bare(say(T("At once (serta-merta). {said}", said=said)), DESCRIPTION)


def _comment(view: View, say: Say) -> str:
    top = [
        [marker(view.change)],
        *_top(view, say),
        steps(view, say, TABLE),
    ]
    foot = [_foot(view, say)]
    left = LONGEST - len(_joined([*top, *foot]).encode())
    middle = list(_middle(view, say, left))
    return _joined([*top, *middle, *foot]) + "\n"


def _joined(blocks: list[list[str]]) -> str:
    return "\n\n".join("\n".join(lines) for lines in blocks if lines)


def _top(view: View, say: Say) -> Iterator[list[str]]:
    incident = view.setting.incident
    if incident is not None:
        said = say(T("Something was done around the gate: {what}", what=incident))
        yield [f"**{plain(said, 1500)}**"]
    if view.setting.expedited is not None:
        yield [f"> ⚡ **{plain(say(view.setting.expedited), 1500)}**"]
    yield [f"**{plain(_upper(' '.join(say(one) for one in _lead(view))), 2000)}**"]
    told = reminder(view.now.sop, view.now.verdict, view.now.case.events)
    if told is not None and view.here:
        yield [say(T("Reminded on {when}.", when=moment(told.at, view.now.office.hours.zone)))]
    sign = "⚠" if view.trouble or view.failed else "↩"
    for reason in _reasons(view):
        yield [quoted(say(reason), sign=sign)]
    for warning in view.now.verdict.warnings[:REASONS]:
        yield [plain(say(T("Note: {why}", why=warning)), 500)]
    how = advice(view)
    if how:
        who = _next(view)
        title = T("What {who} does now", who=who) if who else T("What is to be done now")
        yield [f"#### {plain(say(title))}", "", *(f"- {say(one)}" for one in how)]


def _next(view: View) -> Text | str | None:
    """Return who is next, by name; None where nobody in particular is."""
    stand = view.now.verdict.stand
    if view.trouble or not isinstance(stand, Waiting) or not stand.holders:
        return None
    return author(view) if view.phase is Phase.UNFIT else names(view.now, stand)


def _lead(view: View) -> tuple[Text, ...]:
    """Return what is next; before it, on a change that was merged, that this is behind it."""
    finished = isinstance(view.now.verdict.stand, Finished)
    if not view.merged or finished:
        return (headline(view),)
    if view.change == "manuscript" and view.published:
        return T("this manuscript is on the public site;"), headline(view)
    return T("the {change} was merged;", change=called(view.change)), headline(view)


def _reasons(view: View) -> list[Text]:
    """Return why it came back, or cannot go on, the officials by name."""
    stand, people = view.now.verdict.stand, {one.id: one.name for one in view.now.office.persons}
    if isinstance(stand, Blocked) and not view.is_draft:
        return list(stand.reasons[1 : REASONS + 1])
    if not isinstance(stand, Waiting) or not view.here:
        return []
    found = []
    for one in stand.because[:REASONS]:
        who = one.values.get("who")
        known = {"who": people.get(who, who)} if isinstance(who, str) else {}
        found.append(Text(one.message, {**one.values, **known}))
    return found


def _middle(view: View, say: Say, most: int) -> Iterator[list[str]]:
    """Yield what may be cut, in at most `most` bytes."""
    if view.change == "manuscript" and not view.merged:
        shown = [pictures(view, say), checks(view.setting, say, most // 2)]
        most -= len(_joined(shown).encode())
        yield from shown
    yield lost(view, say, min(most - 1000, LONGEST // 3))


def _foot(view: View, say: Say) -> list[str]:
    sop, case = view.now.sop.identity, view.now.case
    told = [
        T("Case {case}: {title}.", case=plain(case.id, 120), title=plain(case.opened.title)),
        T("Procedure: {title} ({number}).", title=plain(sop.title), number=plain(sop.number, 120)),
    ]
    moved = [one for one in case.events if isinstance(one.deed, Moved)]
    last = [one for one in moved if getattr(one.deed, "head", "") == view.head]
    if last:
        who, zone = person(view.now.office, last[-1].actor), view.now.office.hours.zone
        told.append(T("Commit `{head}`, handed in by {who} on {when}.", head=view.head[:12],
                      who=plain(say(who), 120), when=moment(last[-1].at, zone)))  # fmt: skip
    told.append(T("Paraf keeps this up to date by itself. A comment is never a mark."))
    return ["---", "", f"<sub>{' '.join(say(one) for one in told)}</sub>"]


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
