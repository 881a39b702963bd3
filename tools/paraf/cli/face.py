"""How things look in a terminal: faults, findings, stands, moments, progress."""

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.markup import escape

from paraf.cli.exits import Exit
from paraf.cli.language import say
from paraf.core.evidence import Finding, Severity
from paraf.core.report import MARK_WORD
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
from paraf.core.words import T, Text
from paraf.ports import Fault, RecordFault, RefusedFault

console = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, soft_wrap=True)
GUIDE = "panduan/kendala/"


def explain(raised: BaseException) -> Exit:
    """Print what went wrong and what to do; return the exit code. The one place for faults."""
    if not isinstance(raised, Fault):
        raise raised
    words = say(raised.what)
    if isinstance(raised, RecordFault):
        words = "\n".join(f"{one.file}:{one.line}: {say(one.what)}" for one in raised.mistakes)
    errors.print(f"[bold red]✗[/] {escape(words)}")
    if raised.remedy is not None:
        errors.print(f"  → {escape(say(raised.remedy))}")
    errors.print(f"  [dim]{say(T('See the guide'))}: {GUIDE}#{raised.anchor}[/]")
    if isinstance(raised, RecordFault):
        return Exit.INVALID
    return Exit.REFUSED if isinstance(raised, RefusedFault) else Exit.OUTSIDE


def progress(what: Text, done: int = 0, total: int = 0) -> None:
    """Say on standard error what long work is at: one line a message, quiet about its parts."""
    if done and done != total:
        return
    errors.print(f"  [dim]· {escape(say(what))}[/]")


def silence(what: Text, done: int = 0, total: int = 0) -> None:
    """Say nothing: for output that programs read."""


def good(what: Text) -> None:
    """Say that something was done."""
    console.print(f"[green]✓[/] {escape(say(what))}")


def note(what: Text) -> None:
    """Say something beside it."""
    console.print(f"  {escape(say(what))}")


def findings(found: Iterable[Finding]) -> None:
    """Print findings, the blocking ones first, each with its place and what to do."""
    for one in sorted(found, key=lambda f: (f.severity is not Severity.BLOCK, f.place, f.line)):
        sign = "[bold red]✗[/]" if one.severity is Severity.BLOCK else "[yellow]![/]"
        place = f"{one.place}:{one.line}" if one.line else one.place
        console.print(f"{sign} {escape(place)}: {escape(say(one.what))}")
        console.print(f"    → {escape(say(one.remedy))}")


def finding_data(one: Finding) -> dict[str, Any]:
    """Return a finding as programs read it; its sentences in the language of this run."""
    return {
        "kind": one.kind,
        "severity": one.severity.value,
        "place": one.place,
        "line": one.line,
        "what": say(one.what),
        "remedy": say(one.remedy),
    }


def as_json(data: Mapping[str, Any] | list[Any]) -> None:
    """Print values for programs."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


ZONE_NAMES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def clock(at: datetime, zone: ZoneInfo) -> str:
    """Return a moment in the office's zone, by name: `16-11-2026 08.15 WIB`."""
    name = ZONE_NAMES.get(zone.key, zone.key)
    return f"{at.astimezone(zone):%d-%m-%Y %H.%M} {name}"


def span(time: timedelta) -> str:
    """Return office time, such as `1 j 05 m`, or `12 m`."""
    minutes = round(time.total_seconds() / 60)
    hours = T("{h} h {m} min", h=minutes // 60, m=f"{minutes % 60:02d}")
    return say(hours) if minutes >= 60 else say(T("{m} min", m=minutes))


def act(step: Step) -> str:
    """Return what a step asks for, in one or two words."""
    return MARK_WORD[step.mark] if step.mark is not None else say(ACTS[step.act])


ACTS = {
    Act.PREPARE: T("manuscript"),
    Act.REVIEW: T("review"),
    Act.DISPOSITION: T("disposition"),
    Act.PERFORM: T("upload"),
    Act.ARCHIVE: T("archiving"),
}


def stand(value: Stand, name: Callable[[str], str]) -> Text:
    """Say in one sentence where a case stands and who acts next."""
    match value:
        case Waiting(step, holders):
            who = ", ".join(name(one) for one in holders) or say(T("nobody: the post is vacant"))
            return T("Step {no} ({act}): waits for {who}.", no=step.no, act=act(step), who=who)
        case ToMerge(step) | ToPerform(step) | ToOpen(step) if step.act is not Act.ARCHIVE:
            return T("Step {no}: ready to publish; 'paraf reconcile' does it.", no=step.no)
        case ToMerge(step) | ToPerform(step) | ToOpen(step) | ToArchive(step):
            return T("Step {no}: ready to archive; 'paraf reconcile' does it.", no=step.no)
        case Blocked(_, reasons):
            return T("Blocked: {why}", why="; ".join(say(one) for one in reasons))
        case Finished():
            return T("Archived.")
