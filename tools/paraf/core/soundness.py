"""Whether every case under an SOP can be finished: what would stop one, said before any begins.

Every rule here refuses a procedure under which the gate would stop a case for good, or let it end
with something left open; docs/adr/0009 tells how that was proved. `core.explore` tries all cases
out; these rules say in the words of the table what is wrong, and in no time.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from paraf.core.entries import MANUSCRIPT, PUBLISH, Flaw, Part, wrong_entries
from paraf.core.flow import Flow, flow, ways
from paraf.core.phrases import called
from paraf.core.sop import Act, Sop, Step
from paraf.core.words import T, Text

__all__ = ["Flaw", "Part", "flaws"]


def flaws(sop: Sop) -> tuple[Flaw, ...]:
    """Return why cases of `sop` could not all be finished; nothing for a sound one.

    Total: any value of the type is judged, however it came about. Where the entries themselves are
    wrong so that nobody can say where a case goes, only they are named.
    """
    found = list(wrong_entries(sop))
    if sop.steps and all(_goes_on(sop, step) for step in sop.steps):
        known = {(one.part, one.index, one.key) for one in found}
        more = _wrong_flow(_table(sop))
        found += [one for one in more if (one.part, one.index, one.key) not in known]
    return tuple(found)


def _goes_on(sop: Sop, step: Step) -> bool:
    return all(step.no < one <= len(sop.steps) + 1 for one in ways(step))


@dataclass(frozen=True, slots=True)
class _Table:
    """An SOP, and what every rule asks of it, found once."""

    sop: Sop
    way: Flow
    rows: Mapping[str, tuple[Step, ...]]
    """The steps of each change, in order."""
    makers: Mapping[str, list[Step]]
    """The steps that give a document."""
    posts: Mapping[str, str]


def _table(sop: Sop) -> _Table:
    makers: dict[str, list[Step]] = {}
    for step in sop.steps:
        for key in step.gives:
            makers.setdefault(key, []).append(step)
    rows = {change: sop.of(change) for change in sop.changes}
    return _Table(sop, flow(sop), rows, makers, {one.key: one.post for one in sop.actors})


def _wrong_flow(table: _Table) -> Iterator[Flaw]:
    for step in table.sop.steps:
        if not table.way.reached(step.no):
            yield _at(step, "step", what=T("No way leads to step {no}.", no=step.label))
            continue
        yield from _wrong_order(table, step)
        yield from _wrong_papers(table, step)
        if step.act is Act.REVIEW:
            yield from _wrong_reviewer(table, step)
        if step.act is Act.BRANCH:
            yield from _wrong_branch(table, step)
        if step.action == PUBLISH:
            yield from _wrong_publishing(table, step)
    yield from _wrong_end(table.sop, table.way)


def _at(step: Step, *key: str | int, what: Text) -> Flaw:
    return Flaw(Part.STEPS, step.no - 1, key, what)


def _wrong_order(table: _Table, step: Step) -> Iterator[Flaw]:
    way, rows = table.way, table.rows.get(step.change, ())
    for opener in rows[:1]:
        if not way.passed(opener.no, step.no):
            what = T("The case can come here without step {no}, which begins the {change}.",
                     no=opener.label, change=called(step.change))  # fmt: skip
            yield _at(step, "change", what=what)
    back = step.returns_to
    if back is not None and 0 < back < step.no and not way.passed(back, step.no):
        label = table.sop.step(back).label
        what = T("The case can come here without step {no}, to which this returns it.", no=label)
        yield _at(step, "returns_to", what=what)
    for opener in rows[:1]:
        written = step.change == MANUSCRIPT or not opener.by_hand
        if step.by_hand and step is not opener and written:
            what = T("Only step {no} makes the {change}; give this work its own change.",
                     no=opener.label, change=called(step.change))  # fmt: skip
            yield _at(step, "change", what=what)
            return
    reviews = [one for one in rows if one.act is Act.REVIEW]
    if step.by_hand and any(way.leads(one.no, step.no) for one in reviews):
        what = T("A text does not change after a review of it; give this work its own change.")
        yield _at(step, "change", what=what)


def _wrong_papers(table: _Table, step: Step) -> Iterator[Flaw]:
    way, makers = table.way, table.makers
    inside = {one.key for one in table.sop.documents if not one.external}
    for i, key in enumerate(step.needs):
        if key not in inside or key in way.given[step.no]:
            continue
        if key in makers:
            what = T("The case can come here before {document} is given.", document=key)
        else:
            what = T("Nobody gives {document}, and it is not marked as external.", document=key)
        yield _at(step, "needs", i, what=what)
    for i, key in enumerate(step.gives):
        for one in makers[key]:
            if way.leads(one.no, step.no):
                what = T("Step {no} has given {document} already.", no=one.label, document=key)
                yield _at(step, "gives", i, what=what)
                break


def _wrong_reviewer(table: _Table, step: Step) -> Iterator[Flaw]:
    posts, rows = table.posts, table.rows.get(step.change, ())
    post = posts.get(step.actor, step.actor)
    for one in rows:
        same = posts.get(one.actor, one.actor) == post
        text = one.by_hand or one is rows[0]
        if same and text:
            what = T("Nobody reviews their own work: step {no} is of the same post.", no=one.label)
            yield _at(step, "actor", what=what)
            return
        if same and one.act is Act.REVIEW and one.no < step.no:
            what = T("Two people review a change: step {no} is of the same post.", no=one.label)
            yield _at(step, "actor", what=what)
            return


def _wrong_branch(table: _Table, step: Step) -> Iterator[Flaw]:
    # A text that is returned or handed in anew voids the answers given in its change. What another
    # change had begun on the way of the old answer would be merged as it lies.
    sop, rows = table.sop, table.rows
    if step.change not in rows:
        return
    following = sop.step(step.no + 1) if step.no < len(sop.steps) else None
    closed = step.change in sop.merge_before(following) and _surely_begun(rows[step.change])
    for one in map(sop.step, table.way.between(step.no)):
        if one.change == step.change or one.change not in rows:
            continue
        if not closed or rows[one.change][0].no < step.no:
            what = T("The answer may be given anew as long as the {change} is open, and step {no} "
                     "is of another change; a branch needs no change.",
                     change=called(step.change), no=one.label)  # fmt: skip
            yield _at(step, "change", what=what)
            return


def _surely_begun(rows: tuple[Step, ...]) -> bool:
    """Say whether the text of a change is there when the case goes on from its first step.

    The program hands in what others review before it goes on; what nobody reviews, at any time.
    """
    return rows[0].by_hand or any(one.act is Act.REVIEW for one in rows)


def _wrong_publishing(table: _Table, step: Step) -> Iterator[Flaw]:
    sop, written = table.sop, table.rows.get(MANUSCRIPT, ())
    first = next(one for one in sop.steps if one.action == PUBLISH)
    if first is not step:
        yield _at(step, "action", what=T("Step {no} publishes already.", no=first.label))
    begun = any(table.way.passed(one.no, step.no) for one in written[:1])
    if not begun or MANUSCRIPT not in sop.merge_before(step):
        what = T(
            "Only a manuscript is published, after all other steps of the change of that name."
        )
        yield _at(step, "action", what=what)


def _wrong_end(sop: Sop, way: Flow) -> Iterator[Flaw]:
    archives = [one for one in sop.steps if one.act is Act.ARCHIVE]
    for one in archives[1:]:
        yield _at(one, "act", what=T("Step {no} archives already.", no=archives[0].label))
    for first in archives[:1]:
        if way.reached(first.no) and not way.passed(first.no, way.end):
            yield _at(first, "act", what=T("The case can end without being archived here."))
        for one in sop.steps:
            if way.leads(first.no, one.no):
                yield _at(one, "step", what=T("Nothing comes after the archive."))
