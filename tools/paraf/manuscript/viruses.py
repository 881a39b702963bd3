"""What a virus scanner says of a draft's files, each asked about once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from paraf.core.checking import ManuscriptRules, Treatment
from paraf.core.evidence import Finding, Severity
from paraf.core.words import T, Text
from paraf.manuscript import finding
from paraf.manuscript.safety.virus import Scanner, scan, scanner
from paraf.manuscript.sandbox.kept import Kept, sum_of
from paraf.manuscript.seen import Seen
from paraf.ports import Progress


@dataclass(frozen=True, slots=True)
class Viruses:
    """What was found, by file; and how many files nobody looked at, and why."""

    infected: Mapping[str, Seen]
    unscanned: int = 0
    why: Text | None = None

    def findings(self, place: str, rules: ManuscriptRules) -> Iterator[Finding]:
        """Yield one finding for all files that nobody looked at, unless the office lets it pass."""
        if self.why is None or rules.unscanned is Treatment.PASS:
            return
        told = finding.of(Seen("unscanned"), place, Severity(rules.unscanned.value))
        yield replace(told, what=replace(told.what, values={"why": self.why}))


def look_for_viruses(
    files: Mapping[str, Path],
    rules: ManuscriptRules,
    now: datetime,
    drawer: Path | None,
    progress: Progress,
    path: str | None = None,
) -> Viruses:
    """Return what the scanner of this machine says of files, by their names in the repository.

    A file that it found clean is not shown to it again before its signatures change. `path` is
    where it is looked for, as in PATH.
    """
    by = scanner(path)
    if not isinstance(by, Scanner):
        return Viruses({}, len(files), by)
    kept = Kept(drawer, f"virus {by.state}")
    sums = {name: sum_of(file) for name, file in files.items()}
    fresh = {name: file for name, file in files.items() if kept.take(sums[name]) is None}
    if fresh:
        progress(T("Looking for viruses"))
    told = scan(by, list(fresh.values()), now, rules.signature_days)
    infected = {
        name: Seen("infected", sample=finding.shown(told.infected[file])[:100])
        for name, file in fresh.items()
        if file in told.infected
    }
    if told.unscanned is not None:
        return Viruses(infected, len(fresh), told.unscanned)
    for name in fresh.keys() - infected.keys():
        kept.put(sums[name], ())
    return Viruses(infected)
