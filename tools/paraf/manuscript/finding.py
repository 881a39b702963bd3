"""How this room words what it found."""

from dataclasses import replace
from pathlib import PurePosixPath
from string import Formatter

from paraf.core.evidence import Finding, Severity
from paraf.core.words import Text
from paraf.manuscript.kinds import KINDS
from paraf.manuscript.seen import Seen
from paraf.manuscript.spot import told


def blocks(kind: str, place: str, what: Text, remedy: Text, *, line: int = 0) -> Finding:
    """Return a finding that keeps the draft from being handed in."""
    return Finding(kind, Severity.BLOCK, shown(place), line, what, remedy)


def warns(kind: str, place: str, what: Text, remedy: Text, *, line: int = 0) -> Finding:
    """Return a finding for the writer and the superiors to weigh."""
    return Finding(kind, Severity.WARN, shown(place), line, what, remedy)


def of(seen: Seen, place: str, severity: Severity | None = None) -> Finding:
    """Return what was seen in the file `place` as a finding, with its kind's sentence.

    `severity` is what the office's rules say; by default that of the kind. A gap that was left open
    stays empty: who saw it may have been taken over by the file.
    """
    kind = KINDS[seen.kind]
    what = kind.many if seen.count > 1 and kind.many is not None else kind.what
    suffix = PurePosixPath(place).suffix.lower()
    given = {"sample": seen.sample, "count": seen.count, "suffix": suffix, **seen.gaps}
    gaps = {**_open(what), **_open(kind.remedy), **given}
    return Finding(
        seen.kind,
        severity or kind.severity,
        shown(place),
        seen.spot.line if told(seen.spot) is None else 0,
        replace(what, values=gaps),
        replace(kind.remedy, values=gaps),
        told(seen.spot),
        count=seen.count,
    )


def _open(text: Text) -> dict[str, str]:
    return {name: "" for _, name, _, _ in Formatter().parse(text.message) if name}


def shown(path: str) -> str:
    """Return a path fit to be shown: signs that cannot be seen, or that steer a terminal, named."""
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in path)
