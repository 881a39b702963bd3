"""What could harm whoever opens a document that is handed in by itself, and is never published."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from paraf.core.evidence import Finding, Severity
from paraf.core.page import Rules
from paraf.manuscript.files import is_text
from paraf.manuscript.finding import of
from paraf.manuscript.kinds import KINDS
from paraf.manuscript.sandbox.pool import harm_in

_MEANT = frozenset({"gps", "external-link"})
"""A proof may say where it was photographed, and a working paper may look things up elsewhere."""


def harmful(files: Mapping[str, Path], rules: Rules) -> Iterator[Finding]:
    """Find what keeps documents from being taken in, by their names; what they say is not read.

    SandboxFault where nobody can look.
    """
    looked = {name: file for name, file in files.items() if not is_text(name)}
    for name, many in harm_in(looked, rules.manuscript).items():
        for one in many:
            if KINDS[one.kind].severity is Severity.BLOCK and one.kind not in _MEANT:
                yield of(one, name)
