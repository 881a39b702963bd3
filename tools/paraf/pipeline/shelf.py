"""The archive's shelves: one archived case after the other, as its own bag tells it.

Nothing is proved here; `paraf verify` does that. But what is not whole is not read either: the
chain of the ledger has to hold, and the gate, asked anew, has to find the case at its end. One case
is in memory at a time; rules that many cases share are read once.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from itertools import islice

from paraf.core.case import Archived, Case, Change, Event, Merged, Moved, Opened
from paraf.core.gate import judge
from paraf.core.office import Office
from paraf.core.sop import Sop
from paraf.core.stopwatch import Stopwatch
from paraf.core.verdict import Blocked, Finished, Stand, Verdict
from paraf.core.words import T, Text
from paraf.forge.batch import Batch, Found
from paraf.forge.git import Git
from paraf.pipeline.listing import ARCHIVE
from paraf.ports import ArchiveFault
from paraf.records import ledger
from paraf.records.files import decode
from paraf.records.office import read_office
from paraf.records.sop import read_sop

TAG = "refs/tags/archive/"
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
DATED = re.compile(rb"^(?:tagger|committer) .*> ([0-9]{1,11}) [+-][0-9]{4}$", re.MULTILINE)
PARTS = ("ledger.jsonl", "rules")
TOGETHER = 100
"""So many cases are pulled at once."""
KEPT = 64
"""So many different rosters, and so many procedures, stay in memory."""


@dataclass(frozen=True, slots=True)
class Bag:
    """An archived case's folder, and the id of its tree."""

    case: str
    folder: str
    tree: str


@dataclass(frozen=True, slots=True)
class Pulled:
    """What was pulled out of a bag; None for what is not there.

    `archived` is the time of the tag, `ledger` the file, `rules` the id of the folder of rules.
    """

    bag: Bag
    archived: datetime | None
    ledger: bytes | None
    rules: str | None


@dataclass(frozen=True, slots=True)
class Rules:
    """What a case was judged by, as its bag keeps it; `digest` is the SHA-256 of the procedure."""

    sop: Sop
    digest: str
    office: Office
    watch: Stopwatch


class Shelf:
    """The archive at one commit."""

    def __init__(self, git: Git, commit: str) -> None:
        """Look at `commit`; nothing is read yet."""
        self.git = git
        self.commit = commit
        self.batch = Batch(git.repo.git)
        self._rules = lru_cache(KEPT)(self._read_rules)
        self._office = lru_cache(KEPT)(_read_office)
        self._sop = lru_cache(KEPT)(_read_sop)

    def close(self) -> None:
        """End the process that reads."""
        self.batch.close()

    def cases(self) -> set[str]:
        """Return the names of all archived cases."""
        return {bag.case for bag in self._bags()}

    def _bags(self) -> Iterator[Bag]:
        for year, _ in self._folders(ARCHIVE):
            for path, tree in self._folders(year):
                yield Bag(path.rpartition("/")[2], path, tree)

    def _folders(self, path: str) -> Iterator[tuple[str, str]]:
        out = self.git.run("ls-tree", "-z", "-d", "--full-tree", self.commit, "--", f"{path}/")
        for record in filter(None, out.decode("utf-8", "surrogateescape").split("\0")):
            meta, name = record.split("\t", 1)
            yield name, meta.split()[2]

    def pull(self, wanted: Callable[[datetime], bool]) -> Iterator[Pulled]:
        """Yield the archived cases in order, without those whose moment is not wanted.

        A case that no tag dates is among them, to be named.
        """
        bags = self._bags()
        while some := list(islice(bags, TOGETHER)):
            names = [bag.case if NAME.fullmatch(bag.case) else "" for bag in some]
            tags = self.batch.read([f"{TAG}{name}" for name in names])
            dated = [(bag, _dated(tag)) for bag, tag in zip(some, tags, strict=True)]
            dated = [(bag, at) for bag, at in dated if at is None or wanted(at)]
            parts = [f"{bag.tree}:data/{name}" for bag, _ in dated for name in PARTS]
            found = self.batch.read(parts)
            for (bag, at), told, rules in zip(dated, found[::2], found[1::2], strict=True):
                yield Pulled(bag, at, told.content if told else None, rules.oid if rules else None)

    def rules(self, pulled: Pulled) -> Rules:
        """Return the rules that were archived with a case; a fault if they are not valid."""
        if pulled.rules is None:
            raise ArchiveFault(T("Its rules are missing."))
        return self._rules(pulled.rules)

    def _read_rules(self, tree: str) -> Rules:
        texts = [self._text(tree, name) for name in ("officials", "pipeline", "sop")]
        office, watch = self._office(texts[0], texts[1])
        return Rules(self._sop(texts[2]), digest(texts[2]), office, watch)

    def _text(self, tree: str, name: str) -> bytes:
        found = self.batch.one(f"{tree}:{name}.yml")
        if found is None:
            raise ArchiveFault(T("Its rules are missing."))
        return found.content


def _read_office(officials: bytes, pipeline: bytes) -> tuple[Office, Stopwatch]:
    files = "rules/officials.yml", "rules/pipeline.yml"
    texts = decode(officials, files[0]), decode(pipeline, files[1])
    office, _ = read_office(*texts, files=files)
    return office, Stopwatch(office.hours)


def _read_sop(data: bytes) -> Sop:
    return read_sop(decode(data, "rules/sop.yml"), "rules/sop.yml")


def digest(sop: bytes) -> str:
    """Return the name of a wording of a procedure: the SHA-256 of its file."""
    return hashlib.sha256(sop).hexdigest()


def _dated(tag: Found | None) -> datetime | None:
    match = DATED.search(tag.content.partition(b"\n\n")[0]) if tag else None
    return datetime.fromtimestamp(int(match[1]), UTC) if match else None


def events(pulled: Pulled) -> tuple[Event, ...]:
    """Return what happened to a case up to its archiving; ArchiveFault if that is not whole."""
    if pulled.ledger is None:
        raise ArchiveFault(T("Its ledger is missing."))
    prev, found = None, []
    for number, text in enumerate(pulled.ledger.removesuffix(b"\n").split(b"\n"), 1):
        try:
            line = ledger.read(text.decode())
        except ValueError:
            raise ArchiveFault(T("Line {no} of its ledger is no event.", no=number)) from None
        if line.event.seq != number or line.prev != prev or line.case != pulled.bag.case:
            raise ArchiveFault(T("The chain of its ledger is broken at line {no}.", no=number))
        prev = hashlib.sha256(text).hexdigest()
        found.append(line.event)
    if not isinstance(found[0].deed, Opened):
        raise ArchiveFault(T("Its ledger does not begin with the opening of the case."))
    return tuple(found)


def judged(case_id: str, told: Sequence[Event], rules: Rules, archived: datetime) -> Verdict:
    """Return the gate's verdict on a case that is archived; ArchiveFault if it is another one.

    The bag was made before the event of its archiving was told, so that event is added here.
    """
    deeds = [one.deed for one in told]
    heads = {one.change: one.head for one in deeds if isinstance(one, Moved)}
    heads |= {one.change: one.head for one in deeds if isinstance(one, Merged)}
    program = [one.actor for one in told if isinstance(one.deed, Merged)]
    if not program:
        raise ArchiveFault(T("Nothing of it was ever merged."))
    end = Event(told[-1].seq + 1, archived, program[-1], Archived(""))
    changes = {name: Change(name, head) for name, head in heads.items()}
    case = Case(case_id, changes, (*told, end))
    verdict = judge(rules.sop, rules.office, case, archived)
    if not isinstance(verdict.stand, Finished):
        raise ArchiveFault(_astray(verdict.stand))
    return verdict


def _astray(stand: Stand) -> Text:
    if isinstance(stand, Blocked) and stand.reasons:
        return stand.reasons[0]
    return T("By the rules archived with it the case had not come to its end.")
