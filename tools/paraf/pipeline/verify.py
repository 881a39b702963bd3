"""Checks an archived case with nothing but its bag: digests, signatures, and the gate anew."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from paraf.archive.bag import SEAL
from paraf.archive.signers import Signer, read_list
from paraf.archive.verify import Known, Verification, verify
from paraf.core.case import Case, Change, Merged, Moved
from paraf.core.evidence import Finding, Severity
from paraf.core.gate import judge
from paraf.core.office import Account, Office
from paraf.core.sop import Sop
from paraf.core.verdict import ToArchive, Verdict
from paraf.core.words import T, Text
from paraf.pipeline import agreement
from paraf.pipeline.guard_main import why
from paraf.pipeline.rulebook import OFFICIALS, PIPELINE, RULES, SOPS, Reader, load, load_sop
from paraf.ports import Fault, Mistake, Progress, RecordFault
from paraf.records import ledger
from paraf.records.files import decode

PLACES = {OFFICIALS: "officials", PIPELINE: "pipeline", RULES: "rules"}
REMEDY = T("Do not rely on this archive; ask for another copy of it.")


@dataclass(frozen=True, slots=True)
class Brought:
    """What an auditor brings along: a list of the office's keys, and the evidence store."""

    signers: Path | None = None
    store: Path | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """A key that signed something of a case: whose it is by the case's own roster, and what."""

    person: str
    fingerprint: str
    what: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Verified:
    """What was checked and found right, what was not, and what could not be; and who signed."""

    case: str
    checked: tuple[Text, ...]
    findings: tuple[Finding, ...]
    keys: tuple[Key, ...] = ()
    unchecked: tuple[Text, ...] = ()

    @property
    def intact(self) -> bool:
        """Say whether the archive is what was marked."""
        return not self.findings


@dataclass(frozen=True, slots=True)
class Lived:
    """A case as its bag tells it: by which rules, and what the gate says of it."""

    case: Case
    sop: Sop
    office: Office
    verdict: Verdict


def verify_bag(path: Path, progress: Progress, brought: Brought | None = None) -> Verified:
    """Verify a bag, offline; whatever is wrong with it is a finding.

    RecordFault if the list of keys that the auditor brought is none.
    """
    brought = brought or Brought()
    found: Verification = verify(path, progress=progress, known=_known(brought.signers))
    if not found.intact:
        keys = tuple(_key(one, None) for one in found.keys)
        return Verified(found.case, found.checked, found.findings, keys)
    lived = _judge_again(path / "data")
    if isinstance(lived, Text):
        keys = tuple(_key(one, None) for one in found.keys)
        return Verified(found.case, found.checked, (_wrong("data/ledger.jsonl", lived),), keys)
    keys = tuple(_key(one, lived) for one in found.keys)
    if problems := tuple(_unfit(found, lived)):
        return Verified(found.case, found.checked, problems, keys)
    marks = T("The gate, judging the ledger anew, finds every mark in its order.")
    agreed = _agreed(path, lived, brought.store, progress)
    return Verified(found.case, (*found.checked, marks, *agreed.checked), agreed.findings, keys,
                    agreed.unchecked)  # fmt: skip


def _agreed(bag: Path, lived: Lived, store: Path | None, progress: Progress) -> Verified:
    """Check what the papers say against the ledger and, where it was brought, against the store."""
    case, sop = lived.case, lived.sop
    wanted = agreement.objects(bag, case, sop)
    problems = [one for one in wanted.values() if isinstance(one, Finding)]
    problems = problems or [*agreement.recorded(bag, case, sop, lived.office)]
    checked, unchecked = [], []
    if not problems and (bag / agreement.RECORD).is_file():
        checked.append(T("The record tells what the ledger tells"))
    if wanted and store is None:
        unchecked.append(
            T("Not checked here, objects of the evidence store: {count} (bring it: --store).",
              count=len(wanted))
        )  # fmt: skip
    elif wanted and store is not None:
        lost = tuple(agreement.kept(store, wanted, progress))
        problems += lost
        if not lost:
            checked.append(T("The evidence store holds every object that the case names ({count})",
                             count=len(wanted)))  # fmt: skip
    return Verified(case.id, tuple(checked), tuple(problems), unchecked=tuple(unchecked))


def _known(file: Path | None) -> Known | None:
    if file is None:
        return None
    try:
        data = file.read_bytes()
    except OSError:
        raise RecordFault([Mistake(str(file), 1, T("The file cannot be read."))]) from None
    return Known(str(file), read_list(decode(data, str(file)), str(file)))


def _wrong(place: str, what: Text) -> Finding:
    return Finding("gate", Severity.BLOCK, place, 0, what, REMEDY)


def _unfit(found: Verification, lived: Lived) -> Iterable[Finding]:
    stand = lived.verdict.stand
    if not isinstance(stand, ToArchive):
        yield _wrong("data/ledger.jsonl", why(stand))
    for one in found.keys:
        if one.sealed and not lived.office.is_bot(Account("local", one.fingerprint)):
            what = T("It was sealed by the key {key}, which is no program's.", key=one.fingerprint)
            yield _wrong(SEAL, what)


def _key(one: Signer, lived: Lived | None) -> Key:
    """Say whose a key is and what it signed, by step where the gate counted it."""
    person, steps = one.name, []
    if lived is not None:
        people = (*lived.office.persons, *lived.office.bots, *lived.office.administrators)
        names = [each.name for each in people if each.known_as(Account("local", one.fingerprint))]
        person = ", ".join(names) or person
        filled = lived.verdict.filled
        own = (each for each in filled if each.event.actor.forge == "local")
        steps = [each.step.label for each in own if each.event.seq in one.entries]
    what = [T("steps {steps}", steps=", ".join(steps))] if steps else []
    if one.entries:
        what.append(T("ledger entries: {count}", count=len(one.entries)))
    if one.sealed:
        what.append(T("the seal"))
    return Key(person, one.fingerprint, tuple(what))


def _judge_again(data: Path) -> Lived | Text:
    """Return the case as the gate finds it now; a sentence if it cannot be judged."""
    try:
        lines = (data / "ledger.jsonl").read_text("utf-8").splitlines()
        events = tuple(ledger.decode(line).event for line in lines)
        case_id = ledger.decode(lines[0]).case
        book = load(_rules(data))
        heads = {one.deed.change: one.deed.head for one in events if isinstance(one.deed, Moved)}
        heads |= {one.deed.change: one.deed.head for one in events if isinstance(one.deed, Merged)}
        changes = {name: Change(name, head) for name, head in heads.items()}
        case = Case(case_id, changes, events)
        sop = load_sop(_rules(data), case.opened.sop, book.office)
        return Lived(case, sop, book.office, judge(sop, book.office, case, events[-1].at))
    except Fault as fault:
        return fault.what
    except (ValueError, IndexError, OSError) as error:
        return T("The ledger cannot be judged: {detail}", detail=str(error))


def _rules(data: Path) -> Reader:
    def read(path: str) -> bytes | None:
        name = PLACES.get(path) or ("sop" if path.startswith(SOPS) else None)
        file = data / "rules" / f"{name}.yml"
        return file.read_bytes() if name and file.is_file() else None

    return read
