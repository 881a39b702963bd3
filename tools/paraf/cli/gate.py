"""`paraf gate`: why a case stands where it does, and what one more deed would change."""

from typing import Any

import click
from rich.text import Text as Styled
from rich.tree import Tree

from paraf.cli.connect import office_desk
from paraf.cli.face import as_json, clock, console, note, shown
from paraf.cli.language import say
from paraf.core.case import Event
from paraf.core.explanation import Explanation, Leaf, Place, Said, explain, told
from paraf.core.office import Office
from paraf.core.report import office_right
from paraf.core.supposition import Supposed, Unclear, suppose
from paraf.core.verdict import Blocked
from paraf.core.words import T, Text
from paraf.pipeline.desk import Judged, judged
from paraf.pipeline.status import act_word, where
from paraf.ports import RefusedFault

SIGNS = {Place.DONE: "✓", Place.HERE: "→", Place.AHEAD: "·", Place.PASSED_BY: "–"}
STYLES = {Place.DONE: "green", Place.HERE: "bold", Place.AHEAD: "", Place.PASSED_BY: "dim"}


@click.command("gate", help=say(T("Explain where CASE stands: each step, each mark, and why.")))
@click.argument("case", metavar=say(T("CASE")))
@click.option(
    "--if",
    "supposed",
    metavar=say(T('"WHO DOES WHAT"')),
    multiple=True,
    help=say(T('What would come of it, as in --if "kabid approve"; nothing is changed.')),
)
@click.option("--json", "json_", is_flag=True, help=say(T("Print for programs.")))
def command(case: str, supposed: tuple[str, ...], json_: bool) -> int:
    """Explain a verdict as a tree; with --if, the verdict on what nobody has done."""
    desk, book = office_desk(quiet=True)
    now = judged(desk, desk.find(case), book, proven=True)
    if supposed and isinstance(now.verdict.stand, Blocked) and not now.verdict.visits:
        # Its ledger is forged: what would follow from it means nothing.
        raise RefusedFault(where(now.verdict.stand, now.office))
    ifs: list[Supposed] = []
    for said in supposed:
        known = ifs[-1].case if ifs else now.case
        try:
            ifs.append(suppose(now.sop, now.office, known, desk.now(), said))
        except Unclear as unclear:
            raise RefusedFault(unclear.why, EXAMPLES) from None
    last = ifs[-1] if ifs else None
    seen = Judged(last.case, now.sop, now.office, last.verdict) if last else now
    why = explain(seen.sop, seen.office, seen.case, seen.verdict)
    if json_:
        as_json(_data(seen, why, ifs))
    else:
        _print(seen, why, ifs)
    return 0


EXAMPLES = T(
    'For instance: --if "kabid approve", "kasubid return 1", "pengelola submit", "kasubid assign", '
    '"kasubid decide KEY", "paraf merge"'
)


def _print(now: Judged, why: Explanation, ifs: list[Supposed]) -> None:
    for one in ifs:
        console.print(
            Styled(shown(_outcome(one)), style="bold" if one.discarded is None else "red")
        )
    stands = say(where(now.verdict.stand, now.office))
    tree = Tree(Styled(shown(f"{now.case.id}: {now.case.opened.title}"), style="bold"))
    for leaf in why.leaves:
        branch = tree.add(_head(leaf, now.office))
        for said in leaf.said:
            branch.add(_line(said, now.office))
    if why.others:
        branch = tree.add(Styled(say(T("Beside the steps")), style="dim"))
        for said in why.others:
            branch.add(_line(said, now.office))
    console.print(tree, soft_wrap=False)
    note(T("{where}", where=shown(stands)))
    for warning in now.verdict.warnings:
        note(warning)


def _outcome(one: Supposed) -> str:
    gaps = {"who": one.who.name, "did": told(one.event.deed)}
    if one.discarded is not None:
        return say(T("If {who} {did}: it would not count. {why}", why=one.discarded, **gaps))
    return say(T("If {who} {did}: it would count.", **gaps))


def _head(leaf: Leaf, office: Office) -> Styled:
    line = Styled(f"{SIGNS[leaf.place]} ", style=STYLES[leaf.place])
    line.append(f"{leaf.step.label} {say(act_word(leaf.step))}")
    if leaf.filled is not None:
        name = office.named(leaf.filled.person).name
        right = office_right(office, leaf.filled.tenure)
        at = clock(leaf.filled.event.at, office.hours.zone)
        line.append(shown(f" — {name}, {right}, {at}" if right else f" — {name}, {at}"))
    elif leaf.place is Place.PASSED_BY:
        line.append(f" — {say(T('not on the way of this case'))}")
    return line


def _line(said: Said, office: Office) -> Styled:
    sign, style = ("✓", "green") if said.fills else ("✗", "red") if said.why else ("·", "dim")
    words = say(T("event {no}: {who} {did}", no=said.event.seq, who=_name(said.event, office),
                  did=told(said.event.deed)))  # fmt: skip
    line = Styled(f"{sign} ", style=style)
    line.append(shown(words))
    spoken = getattr(said.event.deed, "note", "")
    if spoken:
        line.append(shown(f" “{spoken}”"))
    if said.why is not None:
        line.append(f" — {shown(say(said.why))}", style="red")
    return line


def _name(event: Event, office: Office) -> str:
    people = (*office.persons, *office.bots, *office.administrators)
    return next((one.name for one in people if one.known_as(event.actor)), event.actor.id)


def _data(now: Judged, why: Explanation, ifs: list[Supposed]) -> dict[str, Any]:
    return {
        "case": now.case.id,
        "stand": type(now.verdict.stand).__name__,
        "says": say(where(now.verdict.stand, now.office)),
        "if": [
            {"who": one.who.id, "counts": one.discarded is None, "why": _said(one.discarded)}
            for one in ifs
        ],
        "steps": [
            {
                "step": leaf.step.no,
                "label": leaf.step.label,
                "place": leaf.place.value,
                "by": leaf.filled.person if leaf.filled else None,
                "events": [_event(one) for one in leaf.said],
            }
            for leaf in why.leaves
        ],
        "others": [_event(one) for one in why.others],
    }


def _event(one: Said) -> dict[str, Any]:
    return {"event": one.event.seq, "fills": one.fills, "discarded": _said(one.why)}


def _said(why: Text | None) -> str | None:
    return None if why is None else say(why)
