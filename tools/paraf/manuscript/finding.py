"""How this room words what it found."""

from paraf.core.evidence import Finding, Severity
from paraf.core.words import Text


def blocks(kind: str, place: str, what: Text, remedy: Text, *, line: int = 0) -> Finding:
    """Return a finding that keeps the draft from being handed in."""
    return Finding(kind, Severity.BLOCK, shown(place), line, what, remedy)


def warns(kind: str, place: str, what: Text, remedy: Text, *, line: int = 0) -> Finding:
    """Return a finding for the writer and the superiors to weigh."""
    return Finding(kind, Severity.WARN, shown(place), line, what, remedy)


def shown(path: str) -> str:
    """Return a path fit to be shown: signs that cannot be seen, or that steer a terminal, named."""
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in path)
