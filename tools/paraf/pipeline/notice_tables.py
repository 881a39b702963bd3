"""The tables of a comment: the procedure as this case lives it, and lost marks."""

from collections.abc import Sequence

from paraf.core.case import Event, Moved
from paraf.core.explanation import Leaf, Place, explain, told
from paraf.core.office import Account, Holding, Office, Tenure
from paraf.core.phrases import called, moment
from paraf.core.report import MARK_WORD, Row, rows
from paraf.core.sop import Act, Step
from paraf.core.verdict import Blocked, Discarded, Waiting
from paraf.core.words import Say, T, Text
from paraf.pipeline.notice_stand import names
from paraf.pipeline.notice_view import Phase, View
from paraf.pipeline.notice_words import plain, table, within
from paraf.pipeline.status import act_word

FEW = 3
"""So many lost marks stand open; more are folded."""


def steps(view: View, say: Say, most: int) -> list[str]:
    """Return the SOP's table as this case has lived it so far, in at most `most` bytes."""
    now = view.now
    leaves = explain(now.sop, now.office, now.case, now.verdict).leaves
    lived = rows(now.sop, now.office, now.verdict)
    # On a phone the first columns are seen, the others by moving the table.
    heads = (T("No."), T("State"), T("Step"), T("Actor"), T("By"), T("When"))
    cells = (_step(view, row, leaf, say) for row, leaf in zip(lived, leaves, strict=True))
    kept, cut = within(cells, most)
    more = ["", say(T("{count} more steps are not shown.", count=cut))] if cut else []
    return [*table([say(one) for one in heads], kept), *more]


def _step(view: View, row: Row, leaf: Leaf, say: Say) -> Sequence[str]:
    state = f"{SIGNS[leaf.place]}\N{NO-BREAK SPACE}{say(_state(view, row, leaf))}"
    return (
        row.step.label,
        f"**{state}**" if leaf.place is Place.HERE else state,
        _does(row.step, say),
        plain(row.actor, 120),
        _who(view, leaf, say),
        _when(view, leaf, say),
    )


def _does(step: Step, say: Say) -> str:
    said = plain(_upper(say(_task(step))), 200)
    return f"{said} — {plain(step.does, 200)}" if step.does else said


def _task(step: Step) -> Text:
    change = called(step.change)
    match step.act:
        case Act.PREPARE:
            return T("preparing the {change}", change=change)
        case Act.REVIEW if step.mark is not None:
            return T("{mark} on the {change}", mark=MARK_WORD[step.mark], change=change)
        case Act.PERFORM if not step.by_hand:
            return T("upload, check of the website, and {change}", change=change)
        case _:
            return act_word(step)


SIGNS = {Place.DONE: "✔", Place.HERE: "➜", Place.AHEAD: "○", Place.PASSED_BY: "–"}
"""They go with words: nobody has to know a sign."""


def _state(view: View, row: Row, leaf: Leaf) -> Text:
    match leaf.place:
        case Place.DONE:
            return T("done, over the norm") if row.over else T("done")
        case Place.HERE:
            return _here(view)
        case Place.AHEAD:
            return T("not yet")
        case Place.PASSED_BY:
            return T("not on the way of this case")


def _here(view: View) -> Text:
    stand = view.now.verdict.stand
    if isinstance(stand, Blocked):
        return T("a draft yet") if view.is_draft else T("stuck")
    if not isinstance(stand, Waiting):
        return T("Paraf's turn")
    if view.phase is Phase.UNFIT:
        return T("held up by findings")
    if stand.step.act is Act.PERFORM and view.failed:
        return T("failed, waits")
    if stand.step.act in (Act.PREPARE, Act.PERFORM) and stand.because:
        return T("to be corrected, overdue") if view.overdue else T("to be corrected")
    return T("waits, overdue") if view.overdue else T("waits")


def _who(view: View, leaf: Leaf, say: Say) -> str:
    office, stand, filled = view.now.office, view.now.verdict.stand, leaf.filled
    if leaf.place is Place.HERE and isinstance(stand, Waiting):
        # Whoever did it before it came back does not matter any more.
        return plain(say(names(view.now, stand)), 200) if stand.holders else ""
    if filled is None:
        return ""
    people = {one.id: one.name for one in (*office.persons, *office.bots)}
    who = people.get(filled.person) or say(person(office, filled.event.actor))
    return plain(say(_by_right(who, filled.tenure)), 200)


def _by_right(who: str, tenure: Tenure | None) -> Text:
    if tenure is None or tenure.holding is Holding.DEFINITIVE:
        return Text("{who}", {"who": who})
    short = "Plt." if tenure.holding is Holding.PLT else "Plh."
    return T("{who}, {right} ({basis})", who=who, right=short, basis=tenure.basis)


def _when(view: View, leaf: Leaf, say: Say) -> str:
    zone = view.now.office.hours.zone
    due = getattr(view.now.verdict.stand, "due", None)
    if leaf.place is Place.HERE and due is not None:
        return say(T("due {due}", due=moment(due, zone)))
    return say(moment(leaf.filled.event.at, zone)) if leaf.filled is not None else ""


def lost(view: View, say: Say, most: int) -> list[str]:
    """Return what was said of this change and does not count, and why; the newest if many."""
    found = [one for one in view.now.verdict.discarded if _concerns(view, one.event)]
    if not found:
        return []
    cells = [_lost(view, one, say) for one in reversed(found)]
    kept, cut = within(cells, most)
    heads = [say(one) for one in (T("Who"), T("What"), T("When"), T("Why it does not count"))]
    lines = table(heads, reversed(kept))
    if cut:
        lines += ["", say(T("{count} earlier ones are not shown.", count=cut))]
    title = say(T("Marks that do not count"))
    if len(found) <= FEW:
        return [f"#### {title}", "", *lines]
    summary = f"<details><summary><b>{title} ({len(found)})</b></summary>"
    return [summary, "", *lines, "", "</details>"]


def _concerns(view: View, event: Event) -> bool:
    change = getattr(event.deed, "change", None)
    if change is None:
        # An order names no change: it was about the text that lay there then.
        before = [one.deed for one in view.now.case.events if one.seq < event.seq]
        change = next((one.change for one in before[::-1] if isinstance(one, Moved)), None)
    return change == view.change


def _lost(view: View, one: Discarded, say: Say) -> Sequence[str]:
    office, event = view.now.office, one.event
    return (
        plain(say(person(office, event.actor)), 120),
        plain(say(told(event.deed)), 300),
        say(moment(event.at, office.hours.zone)),
        plain(say(one.why), 500),
    )


def person(office: Office, account: Account) -> Text:
    """Return the name behind an account; the bare account of a stranger."""
    people = (*office.persons, *office.bots, *office.administrators)
    for one in people:
        if one.known_as(account):
            return Text("{name}", {"name": one.name})
    return T("account {id} of {forge}", id=account.id, forge=account.forge)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
