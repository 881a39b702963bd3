"""Is this bag what was archived? Checked offline, on a private copy, trusting nothing in it.

What it cannot say: whether the keys in `allowed_signers` are the officials' own (compare their
fingerprints with the office's register), and whether the marks suffice (the gate judges the ledger
by the rules in the bag).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from paraf.archive import attachments, bindings, chain, digests, signatures
from paraf.archive.chain import Ledger
from paraf.archive.taken import Taken, broken, take
from paraf.core.evidence import Finding, Severity
from paraf.core.words import T, Text
from paraf.ports import Progress


@dataclass(frozen=True, slots=True)
class Verification:
    """What was checked and found good, and everything that is wrong; `case` may be unknown."""

    case: str
    checked: tuple[Text, ...]
    findings: tuple[Finding, ...]

    @property
    def intact(self) -> bool:
        """Say whether the bag is what was archived."""
        return all(one.severity is not Severity.BLOCK for one in self.findings)


def verify(path: Path, *, progress: Progress) -> Verification:
    """Check the bag at `path` and everything that is signed in it.

    Whatever the folder holds, the answer is a value; ArchiveFault only if git or ssh-keygen is
    missing. Each finding names the file that is wrong.
    """
    with TemporaryDirectory(prefix="paraf-", ignore_cleanup_errors=True) as scratch:
        private = Path(scratch)
        progress(T("Copying the bag"))
        try:
            bag, found = take(path, private / "bag")
        except OSError:
            what = T("This folder cannot be read.")
            return Verification("", (), (broken("bag-unreadable", path.name, what),))
        return _verified(bag, found, private / "ledger.git", progress)


def _verified(
    bag: Taken, found: tuple[Finding, ...], scratch: Path, progress: Progress
) -> Verification:
    ledger = chain.read(bag.read(chain.PLACE))
    checks = _checks(bag, ledger, found, scratch)
    checked: list[Text] = []
    findings: list[Finding] = []
    for done, (what, wrong) in enumerate(checks):
        progress(what, done, len(checks))
        new = tuple(wrong)
        findings += new
        if not new:
            checked.append(what)
    return Verification(ledger.case, tuple(checked), tuple(findings))


def _checks(
    bag: Taken, ledger: Ledger, found: tuple[Finding, ...], scratch: Path
) -> tuple[tuple[Text, Iterable[Finding]], ...]:
    files, entries = len(bag.sums), len(ledger.lines)
    return (
        (T("The bag holds plain files only"), found),
        (T("All {count} files have the SHA-256 in the manifests", count=files), digests.check(bag)),
        (T("The {count} entries of the ledger are one chain", count=entries), ledger.findings),
        (
            T("Each entry was signed by the key that it names"),
            signatures.check(bag, ledger, scratch),
        ),
        (T("Manuscript and report are those that were marked"), bindings.marked(bag, ledger)),
        (T("The evidence is what the ledger recorded"), bindings.recorded(bag, ledger)),
        (T("The downloads are those that were published"), bindings.published(bag, ledger)),
        (T("The files inside the PDFs are those of the bag"), attachments.check(bag)),
    )
