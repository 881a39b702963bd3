"""What is wrong with pages that do not make a site."""

from collections.abc import Iterable

from paraf.core.evidence import Finding
from paraf.core.words import T
from paraf.ports import BuildFault


class BrokenPages(BuildFault):
    """Pages of this text keep the site from being built; `findings` are all of them, in order."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        """Collect the findings by file and line; `str` says one of them on each line."""
        self.findings = tuple(sorted(findings, key=lambda one: (one.place, one.line, one.kind)))
        lines = "\n".join(
            f"{one.place}:{one.line}: {one.what}" if one.line else f"{one.place}: {one.what}"
            for one in self.findings
        )
        super().__init__(T("{lines}", lines=lines), T("Correct these pages, then try again."))
