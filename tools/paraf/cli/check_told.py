"""What the check of a draft found, told to people and to programs."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from rich.markup import escape

from paraf.cli.face import console, finding_data, note, shown, words
from paraf.cli.language import say
from paraf.core.checking import ALWAYS, Looked
from paraf.core.evidence import Finding
from paraf.core.words import T, Text
from paraf.pipeline.grouping import Group, grouped

SIGNS = {Group.MUST: "[bold red]✗[/]", Group.CONSIDER: "[yellow]![/]", Group.EXCUSED: "[dim]○[/]"}
ALIKE = 12
"""So many findings of one kind in one file are read; the others are counted."""


def tell_findings(found: Iterable[Finding]) -> None:
    """Print findings by what they ask, then by file; what to do once where many are alike."""
    for group, held in grouped(found):
        title = T("{group} ({count})", group=group.title, count=len(held))
        console.print(f"[bold]{words(title)}[/]")
        told: set[str] = set()
        for place, here in groupby(held, key=lambda one: one.place):
            console.print(f"  {words(place)}")
            for line in _file(group, tuple(here), told):
                console.print(f"    {line}")


def _file(group: Group, here: Sequence[Finding], told: set[str]) -> Iterator[str]:
    """Yield the lines of one file; `told` are the remedies that the group has said already."""
    for _, run in groupby(here, key=lambda one: (one.kind, say(one.remedy), one.excused)):
        alike = tuple(run)
        for one in alike[:ALIKE]:
            yield f"{SIGNS[group]} {escape(shown(_sentence(one)))}"
        if len(alike) > ALIKE:
            yield f"  {words(T('… and {count} more like these', count=len(alike) - ALIKE))}"
        yield from _way_out(group, alike[0], told)


def _way_out(group: Group, one: Finding, told: set[str]) -> Iterator[str]:
    remedy = say(one.remedy)
    if group is Group.EXCUSED:
        yield f"  ← {words(T('Reason: {reason}', reason=one.excused))}"
    elif remedy in told:
        yield f"  → {words(T('As above.'))}"
    elif remedy:
        told.add(remedy)
        yield f"  → {words(one.remedy)}"


def _sentence(one: Finding) -> str:
    spots = [*([T("line {no}", no=one.line)] if one.line else ()), *_spot(one)]
    where = ", ".join(say(spot) for spot in spots)
    return f"{where}: {say(one.what)}" if where else say(one.what)


def _spot(one: Finding) -> Iterator[Text]:
    if one.spot is not None:
        yield one.spot


def tell_looked(looked: Looked) -> None:
    """Print how much was looked at, and what was not."""
    if looked.files:
        note(T("Looked at: {files} files, of which {pages} are pages.",
               files=looked.files, pages=looked.pages))  # fmt: skip
    if looked.remembered:
        note(T("Unchanged since the last check: {count}.", count=looked.remembered))
    if looked.unscanned:
        note(T("Not scanned for viruses: {count}.", count=looked.unscanned))
    if looked.pictures:
        note(T("Pictures, of which nothing was read that they show: {count}. Look at them for "
               "people's data.", count=looked.pictures))  # fmt: skip
    if looked.unspelled:
        note(T("Pages whose spelling was not checked: {count}. This computer has no Indonesian "
               "dictionary; hunspell-id (Debian, Ubuntu) or LibreOffice brings one.",
               count=looked.unspelled))  # fmt: skip


def tell_ways(found: Iterable[Finding]) -> None:
    """Print how what is meant may stand, where it may: by a reason, or by a declaration.

    Not for a NIK or a KK number: whoever has to publish one finds the way in the guide.
    """
    from paraf.manuscript.kinds import KINDS

    must = dict(grouped(found)).get(Group.MUST, ())
    kinds = {one.kind: one for one in must if one.kind in KINDS and one.kind not in ALWAYS}
    meant = next((one for slug, one in kinds.items() if KINDS[slug].excusable), None)
    if meant is not None:
        note(T("If it is meant to be public: paraf excuse {file} {kind}",
               file=meant.place, kind=meant.kind))  # fmt: skip
    unread = next((one for slug, one in kinds.items() if KINDS[slug].declarable), None)
    if unread is not None:
        note(T("If it has to stay as it is: paraf declare {file}", file=unread.place))


def data_of(one: Finding) -> dict[str, Any]:
    """Return a finding as programs read it, with its count and the reason that excuses it."""
    return finding_data(one) | {"excused": one.excused, "count": one.count}


def write_sarif(found: Sequence[Finding], file: Path) -> None:
    """Write findings as SARIF; what the case excuses is there, suppressed with its reason."""
    from importlib.metadata import version

    from paraf.manuscript.kinds import KINDS, PARTS
    from paraf.sarif import Rule, Run, sarif

    found_in_drafts = {slug: KINDS[slug] for slug in KINDS if slug not in PARTS["intake"]}
    rules = {slug: Rule(kind.name, kind.severity) for slug, kind in found_in_drafts.items()}
    for one in found:
        # What is found in pages has no name before it is found.
        rules.setdefault(
            one.kind, Rule(Text("{kind}", {"kind": one.kind}), one.severity, one.remedy)
        )
    run = Run(rules, found, lambda one: one.excused or None, files=True)
    file.write_bytes(sarif(run, say, version("paraf")))
