"""Who signed what in a bag, and whether an auditor's own list of keys knows them.

A bag cannot prove whose keys it holds: whoever made all of it anew made the keys as well. The list
that is brought along can; it is written as OpenSSH's `allowed_signers`, or as bare public keys.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from paraf.archive.bag import SEAL
from paraf.archive.chain import PLACE, Ledger
from paraf.archive.files import shown
from paraf.archive.seal import sealed_by
from paraf.archive.signatures import SIGNERS
from paraf.archive.taken import Taken
from paraf.core.evidence import Finding, Severity
from paraf.core.words import T, Text
from paraf.ports import Mistake, RecordFault

ENTRY = re.compile(
    r"(?P<before>(?:\S.*? )?)(?:(?:sk-)?(?:ssh|ecdsa)-\S+) (?P<key>AAAA[0-9A-Za-z+/]+=*)(?: .*)?"
)
LIMIT = re.compile(r'valid-(after|before)="?(\d{8}(?:\d{4}(?:\d{2})?)?)Z?"?')
ASK = T("Ask the office whose key this is; do not rely on the archive before that is known.")


@dataclass(frozen=True, slots=True)
class Listed:
    """A key of a list: whose it is (empty for a bare key), and over which time it is good."""

    names: tuple[str, ...]
    fingerprint: str
    since: datetime | None = None
    until: datetime | None = None

    def good(self, at: datetime) -> bool:
        """Say whether it could sign at `at`."""
        late = self.until is not None and at >= self.until
        return not late and (self.since is None or at >= self.since)


@dataclass(frozen=True, slots=True)
class Signer:
    """A key that signed: whose it is by the bag's own list, which entries, and whether the seal."""

    name: str
    fingerprint: str
    entries: tuple[int, ...]
    sealed: bool


def read_list(text: str, file: str) -> tuple[Listed, ...]:
    """Return the keys of a list; RecordFault with the lines that are none, or if there is no key.

    Empty lines and lines that begin with `#` say nothing.
    """
    found, mistakes = [], []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            found.append(_entry(line.strip()))
        except ValueError:
            what = T("This line is no public key of SSH.")
            mistakes.append(Mistake(file, number, what))
    if not found and not mistakes:
        mistakes.append(Mistake(file, 1, T("There is no key in this list.")))
    if mistakes:
        raise RecordFault(mistakes)
    return tuple(found)


def _entry(line: str) -> Listed:
    match = ENTRY.fullmatch(line)
    if match is None or "cert-authority" in match["before"]:
        raise ValueError(line)
    try:
        blob = base64.b64decode(match["key"], validate=True)
    except binascii.Error as error:
        raise ValueError(line) from error
    digest = base64.b64encode(hashlib.sha256(blob).digest()).decode().rstrip("=")
    names = match["before"].split(" ")[0].strip('"')
    limits = {which: _moment(stamp) for which, stamp in LIMIT.findall(match["before"])}
    return Listed(
        tuple(filter(None, names.split(","))),
        f"SHA256:{digest}",
        limits.get("after"),
        limits.get("before"),
    )


def _moment(stamp: str) -> datetime:
    # OpenSSH takes a time without Z for the local one; an archive is the same everywhere.
    return datetime.strptime(stamp.ljust(14, "0"), "%Y%m%d%H%M%S").replace(tzinfo=UTC)


def signers(bag: Taken, ledger: Ledger) -> tuple[Signer, ...]:
    """Return every key that signed an entry or the seal, in the order of first use."""
    names = _names(bag)
    entries: dict[str, list[int]] = {}
    for one in ledger.entries:
        entries.setdefault(ledger.signer(one), []).append(one.seq)
    seal = sealed_by(bag)
    if seal:
        entries.setdefault(seal, [])
    return tuple(
        Signer(names.get(key, ""), key, tuple(numbers), key == seal)
        for key, numbers in entries.items()
    )


def _names(bag: Taken) -> dict[str, str]:
    found = {}
    for line in bag.read(SIGNERS).decode("utf-8", "replace").splitlines():
        try:
            one = _entry(line.strip())
        except ValueError:
            continue
        found[one.fingerprint] = ",".join(one.names)
    return found


def check(bag: Taken, ledger: Ledger, known: Sequence[Listed], file: str) -> Iterator[Finding]:
    """Yield which key that signed is not in the auditor's list, or is another's there."""
    for one in signers(bag, ledger):
        listed = [each for each in known if each.fingerprint == one.fingerprint]
        what = _objection(one, listed, ledger, file)
        if what is not None:
            place, line = (PLACE, one.entries[0]) if one.entries else (SEAL, 0)
            yield Finding("key-unknown", Severity.BLOCK, place, line, what, ASK)


def _objection(one: Signer, listed: Sequence[Listed], ledger: Ledger, file: str) -> Text | None:
    key = shown(one.fingerprint)
    if not listed:
        return T("The key {key} signed it, and is not in {file}.", key=key, file=file)
    names = {name for each in listed for name in each.names}
    if names and one.name not in names:
        return T(
            "The key {key} is {other}'s by {file}, and {name}'s by the archive.",
            key=key, other=", ".join(sorted(names)), file=file, name=shown(one.name),
        )  # fmt: skip
    if not all(any(each.good(at) for each in listed) for at in _moments(one, ledger)):
        return T("The key {key} was not good by {file} when it signed.", key=key, file=file)
    return None


def _moments(one: Signer, ledger: Ledger) -> Iterable[datetime]:
    # A seal names no time; the last entry before it does.
    last = ledger.entries[-1:] if one.sealed else ()
    return [entry.at for entry in ledger.entries if entry.seq in one.entries] + [
        entry.at for entry in last
    ]
