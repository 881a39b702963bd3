"""The ledger's lines: canonical JSON, each naming the line before it by its SHA-256.

Read here from untrusted bytes, and without trusting whoever wrote them to have been careful.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from paraf.archive.taken import broken
from paraf.core.evidence import Finding
from paraf.core.words import T, Text

PLACE = "data/ledger.jsonl"
KINDS = {
    *("opened", "moved", "reviewed", "withdrawn", "retargeted", "closed", "assigned", "decided"),
    *("restored", "reminded", "merged", "performed", "failed", "requested", "archived"),
}
BY_PROGRAM = {"merged", "performed", "failed", "reminded", "archived"}
CASE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


@dataclass(frozen=True, slots=True)
class Entry:
    """An event of the ledger as it was written down."""

    case: str
    seq: int
    prev: str | None
    at: datetime
    actor: str
    kind: str
    fields: Mapping[str, object]

    @property
    def observed(self) -> bool:
        """Whether the program tells what somebody else did on a hosted forge."""
        return "proof" in self.fields

    def text(self, key: str) -> str:
        """Return a field that is text; empty if it is missing or something else."""
        value = self.fields.get(key)
        return value if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """All lines as bytes, the entries that could be read, and what is wrong with the rest."""

    lines: tuple[bytes, ...] = ()
    entries: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def case(self) -> str:
        """The case that the first entry names; empty if none can be read."""
        return self.entries[0].case if self.entries else ""

    @property
    def programs(self) -> frozenset[str]:
        """The keys by which the program told of its own work."""
        own = (one for one in self.entries if one.kind in BY_PROGRAM and not one.observed)
        return frozenset(one.actor for one in own)

    def signer(self, entry: Entry) -> str:
        """Return the key that should have signed an entry: who did it, or the program that saw it.

        Empty where the program never told of work of its own, so that nobody knows its key.
        """
        if not entry.observed:
            return entry.actor
        return next(iter(sorted(self.programs)), "")

    def last(self, kind: str, **fields: str) -> Entry | None:
        """Return the last entry of a kind whose fields are these."""
        for entry in reversed(self.entries):
            if entry.kind == kind and all(entry.text(k) == v for k, v in fields.items()):
                return entry
        return None


class BadLine(ValueError):
    """The line is no entry of a ledger."""


def read(data: bytes) -> Ledger:
    """Return the ledger in `data`; whatever is wrong with it is a finding with its line."""
    if not data.endswith(b"\n"):
        what = T("The ledger is empty or ends within a line.")
        return Ledger(findings=(broken("ledger-cut", PLACE, what),))
    lines = tuple(data[:-1].split(b"\n"))
    found: list[Finding] = []
    entries: list[Entry] = []
    for number, line in enumerate(lines, 1):
        try:
            entry = _entry(line)
        except BadLine:
            what = T("This line is no entry of a ledger.")
            found.append(broken("ledger-line", PLACE, what, line=number))
            continue
        before = lines[number - 2] if number > 1 else None
        last = entries[-1] if entries else None
        for wrong in _misfits(entry, number, before, last):
            found.append(broken("ledger-chain", PLACE, wrong, line=number))
        entries.append(entry)
    return Ledger(lines, tuple(entries), tuple(found))


def canonical(value: Mapping[str, object]) -> bytes:
    """Return the one line that stands for `value`, without a newline."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def _entry(line: bytes) -> Entry:
    try:
        value = json.loads(line.decode())
        if canonical(value) != line or value.pop("v") != 1 or value["kind"] not in KINDS:
            raise BadLine
        at = datetime.strptime(value.pop("at"), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        case, seq, prev, actor, kind = (
            value.pop(key) for key in ("case", "seq", "prev", "actor", "kind")
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadLine from error
    texts = (case, actor, kind, "" if prev is None else prev)
    if type(seq) is not int or not all(isinstance(one, str) for one in texts):
        raise BadLine
    if not CASE.fullmatch(case):
        raise BadLine
    return Entry(case, seq, prev, at, actor, kind, value)


def _misfits(entry: Entry, number: int, before: bytes | None, last: Entry | None) -> Iterator[Text]:
    if entry.seq != number:
        yield T("The entry has number {seq} where {number} comes.", seq=entry.seq, number=number)
    if entry.prev != (None if before is None else hashlib.sha256(before).hexdigest()):
        yield T("The chain is broken: it follows another line than the one before it.")
    if (number == 1) is not (entry.kind == "opened"):
        yield T("A ledger begins with the entry that opens its case, and has only one such.")
    if last is not None and entry.case != last.case:
        yield T("The entry belongs to another case.")
    if last is not None and entry.at < last.at:
        yield T("The entry is older than the one before it.")
