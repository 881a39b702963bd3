"""Is this bag what was archived? Checked offline, on a private copy, trusting nothing in it.

What it cannot say without a list of keys that the auditor brought: whether the keys in
`allowed_signers` are the officials' own. And whether the marks suffice: the gate judges the ledger
by the rules in the bag.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from paraf.archive import attachments, bindings, chain, digests, seal, signatures
from paraf.archive import signers as keys
from paraf.archive.chain import Ledger
from paraf.archive.signers import Listed, Signer
from paraf.archive.taken import Taken, broken, take
from paraf.core.evidence import Finding, Severity
from paraf.core.words import T, Text
from paraf.ports import Progress


@dataclass(frozen=True, slots=True)
class Verification:
    """What was checked and found good, and everything that is wrong; `case` may be unknown.

    `keys` are all that signed: that they did is proved where the bag is intact, whose they are only
    by a list from elsewhere.
    """

    case: str
    checked: tuple[Text, ...]
    findings: tuple[Finding, ...]
    keys: tuple[Signer, ...] = ()

    @property
    def intact(self) -> bool:
        """Say whether the bag is what was archived."""
        return all(one.severity is not Severity.BLOCK for one in self.findings)


@dataclass(frozen=True, slots=True)
class Known:
    """The list of keys that an auditor brought, and what they call it."""

    file: str
    keys: Sequence[Listed]


def verify(path: Path, *, progress: Progress, known: Known | None = None) -> Verification:
    """Check the bag at `path` and everything that is signed in it, by `known` keys if there are.

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
        ledger = chain.read(bag.read(chain.PLACE))
        owners = {one.fingerprint: one.names for one in known.keys} if known else {}
        sealed = seal.check(bag, ledger, owners)
        checks = [*_checks(bag, ledger, found, private / "ledger.git", sealed)]
        if known is not None:
            what = T("All keys that signed are in {file}", file=known.file)
            checks.append((what, keys.check(bag, ledger, known.keys, known.file)))
        return _verified(bag, ledger, checks, progress)


Check = tuple[Text, Iterable[Finding]]


def _verified(
    bag: Taken, ledger: Ledger, checks: Sequence[Check], progress: Progress
) -> Verification:
    checked: list[Text] = []
    findings: list[Finding] = []
    for done, (what, wrong) in enumerate(checks):
        progress(what, done, len(checks))
        new = tuple(wrong)
        findings += new
        if not new:
            checked.append(what)
    return Verification(ledger.case, tuple(checked), tuple(findings), keys.signers(bag, ledger))


def _checks(
    bag: Taken, ledger: Ledger, found: Iterable[Finding], scratch: Path, sealed: Iterable[Finding]
) -> tuple[Check, ...]:
    files, entries = len(bag.sums), len(ledger.lines)
    whole = (
        (T("The bag holds plain files only"), found),
        (T("All {count} files have the SHA-256 in the manifests", count=files), digests.check(bag)),
        (T("The {count} entries of the ledger are one chain", count=entries), ledger.findings),
        (
            T("Each entry was signed by the key that it names"),
            signatures.check(bag, ledger, scratch),
        ),
        (T("The whole bag was sealed by the key that merged"), sealed),
    )
    inside = (T("The files inside the PDFs are those of the bag"), attachments.check(bag))
    marked, published = bindings.marked(bag, ledger), bindings.published(bag, ledger)
    if not bindings.publishes(bag, ledger):
        return *whole, (T("All documents are those that were handed in"), marked), inside
    return (
        *whole,
        (T("Manuscript and report are those that were marked"), marked),
        (T("The evidence is what the ledger recorded"), bindings.recorded(bag, ledger)),
        (T("The downloads are those that were published"), published),
        inside,
    )
