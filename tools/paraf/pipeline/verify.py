"""Checks an archived case with nothing but its bag: digests, signatures, and the gate anew."""

from dataclasses import dataclass
from pathlib import Path

from paraf.archive.verify import Verification, verify
from paraf.core.case import Case, Change, Merged, Moved
from paraf.core.evidence import Finding, Severity
from paraf.core.gate import judge
from paraf.core.verdict import ToArchive
from paraf.core.words import T, Text
from paraf.pipeline.guard_main import why
from paraf.pipeline.rulebook import OFFICIALS, PIPELINE, RULES, SOPS, Reader, load, load_sop
from paraf.ports import Fault, Progress
from paraf.records import ledger

PLACES = {OFFICIALS: "officials", PIPELINE: "pipeline", RULES: "rules"}


@dataclass(frozen=True, slots=True)
class Verified:
    """What was checked and found right, and what was not."""

    case: str
    checked: tuple[Text, ...]
    findings: tuple[Finding, ...]

    @property
    def intact(self) -> bool:
        """Say whether the archive is what was marked."""
        return not self.findings


def verify_bag(path: Path, progress: Progress) -> Verified:
    """Verify a bag, offline; whatever is wrong with it is a finding."""
    found: Verification = verify(path, progress=progress)
    if not found.intact:
        return Verified(found.case, found.checked, found.findings)
    problem = _judge_again(path / "data")
    if problem is not None:
        remedy = T("Do not rely on this archive; ask for another copy of it.")
        finding = Finding("gate", Severity.BLOCK, "data/ledger.jsonl", 0, problem, remedy)
        return Verified(found.case, found.checked, (*found.findings, finding))
    marks = T("The gate, judging the ledger anew, finds every mark in its order.")
    return Verified(found.case, (*found.checked, marks), ())


def _judge_again(data: Path) -> Text | None:
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
        stand = judge(sop, book.office, case, events[-1].at).stand
    except Fault as fault:
        return fault.what
    except (ValueError, IndexError, OSError) as error:
        return T("The ledger cannot be judged: {detail}", detail=str(error))
    return None if isinstance(stand, ToArchive) else why(stand)


def _rules(data: Path) -> Reader:
    def read(path: str) -> bytes | None:
        name = PLACES.get(path) or ("sop" if path.startswith(SOPS) else None)
        file = data / "rules" / f"{name}.yml"
        return file.read_bytes() if name and file.is_file() else None

    return read
