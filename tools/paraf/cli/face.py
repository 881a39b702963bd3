"""How things look in a terminal: faults, findings, stands, moments, progress."""

import errno
import json
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.control import Control
from rich.markup import escape
from rich.segment import ControlType

from paraf.cli.exits import Exit
from paraf.cli.language import say
from paraf.core.evidence import Finding, Severity
from paraf.core.words import T, Text
from paraf.ports import Fault, RecordFault, RefusedFault

console = Console(highlight=False, emoji=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, emoji=False, soft_wrap=True)
MACHINE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EACCES, errno.EPERM, errno.EROFS)
"""What a full or barred disk answers; any other such error is a defect of ours."""
GUIDE = "panduan/kendala/"


def shown(text: str) -> str:
    """Return text that a terminal only shows: what would steer it becomes a visible sign."""
    return "".join("\N{REPLACEMENT CHARACTER}" if _steers(sign) else sign for sign in text)


def _steers(sign: str) -> bool:
    # Escapes and other controls, broken signs of a path, and those that turn the writing round.
    return (unicodedata.category(sign) in ("Cc", "Cs") and sign != "\n") or (
        unicodedata.bidirectional(sign) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI")
    )


def words(text: Text | str) -> str:
    """Return a text as rich prints it literally: no markup, nothing that steers the terminal."""
    return escape(shown(text if isinstance(text, str) else say(text)))


def exit_of(fault: Fault) -> Exit:
    """Return the exit code that a fault ends a command with."""
    match fault:
        case RecordFault():
            return Exit.INVALID
        case RefusedFault():
            return Exit.REFUSED
        case _:
            return Exit.OUTSIDE


def explain(raised: BaseException, about: str = "") -> Exit:
    """Print what went wrong and what to do; return the exit code. The one place for faults."""
    if isinstance(raised, OSError) and raised.errno in MACHINE:
        what = T("The computer refused {path}: {reason}",
                 path=raised.filename or "?", reason=raised.strerror)  # fmt: skip
        raised = Fault(what, T("Make room there, or ask for the right to it; then try again."))
    if not isinstance(raised, Fault):
        raise raised
    lines = say(raised.what)
    if isinstance(raised, RecordFault):
        lines = "\n".join(f"{one.file}:{one.line}: {say(one.what)}" for one in raised.mistakes)
    place = f"{words(about)}: " if about else ""
    errors.print(f"[bold red]✗[/] {place}{words(lines)}")
    if raised.remedy is not None:
        errors.print(f"  → {words(raised.remedy)}")
    errors.print(f"  [dim]{words(T('See the guide'))}: {GUIDE}#{raised.anchor}[/]")
    return exit_of(raised)


@dataclass
class Teller:
    """Says on standard error what long work is at: a line for each kind of work.

    In a terminal the line counts along while the work goes on.
    """

    last: str = ""
    counting: bool = False

    def __call__(self, what: Text, done: int = 0, total: int = 0) -> None:
        """Say that `what` is under way, `done` of `total` parts finished."""
        line = words(what)
        counts = errors.is_terminal and total > 1 and done > 0
        if self.counting:
            # A shorter line would leave the end of the longer one standing.
            errors.control(Control((ControlType.ERASE_IN_LINE, 2), ControlType.CARRIAGE_RETURN))
        if counts:
            end = "\r" if done < total else "\n"
            errors.print(f"  [dim]· {line} {done}/{total}[/]", end=end)
        elif line != self.last:
            errors.print(f"  [dim]· {line}[/]")
        self.counting = counts and done < total
        self.last = line


progress = Teller()


def silence(what: Text, done: int = 0, total: int = 0) -> None:
    """Say nothing: for output that programs read."""


def good(what: Text) -> None:
    """Say that something was done."""
    console.print(f"[green]✓[/] {words(what)}")


def doubt(what: Text) -> None:
    """Say that something holds, as far as it was tried."""
    console.print(f"[yellow]![/] {words(what)}")


def note(what: Text) -> None:
    """Say something beside it."""
    console.print(f"  {words(what)}")


def findings(found: Iterable[Finding]) -> None:
    """Print findings, the blocking ones first, each with its place and what to do."""
    for one in sorted(found, key=lambda f: (f.severity is not Severity.BLOCK, f.place, f.line)):
        sign = "[bold red]✗[/]" if one.severity is Severity.BLOCK else "[yellow]![/]"
        place = f"{one.place}:{one.line}" if one.line else one.place
        spot = f", {words(one.spot)}" if one.spot is not None else ""
        console.print(f"{sign} {words(place)}{spot}: {words(one.what)}")
        console.print(f"    → {words(one.remedy)}")


def exit_of_findings(found: Iterable[Finding]) -> Exit:
    """Return the exit code of a check: INVALID where a file cannot be read for its mistakes."""
    kinds = {one.kind for one in found if one.severity is Severity.BLOCK}
    if not kinds:
        return Exit.DONE
    return Exit.INVALID if "record" in kinds else Exit.REFUSED


def finding_data(one: Finding) -> dict[str, Any]:
    """Return a finding as programs read it; its sentences in the language of this run."""
    return {
        "kind": one.kind,
        "severity": one.severity.value,
        "place": one.place,
        "line": one.line,
        "spot": say(one.spot) if one.spot is not None else "",
        "what": say(one.what),
        "remedy": say(one.remedy),
    }


def as_json(data: Mapping[str, Any] | list[Any]) -> None:
    """Print values for programs."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    sys.stdout.write(text.encode("utf-8", "backslashreplace").decode() + "\n")


ZONE_NAMES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def clock(at: datetime, zone: ZoneInfo) -> str:
    """Return a moment in the office's zone, by name: `16-11-2026 08.15 WIB`."""
    name = ZONE_NAMES.get(zone.key, zone.key)
    return f"{at.astimezone(zone):%d-%m-%Y %H.%M} {name}"
