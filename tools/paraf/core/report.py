"""What a case's papers say: the record of how it was lived, and the report of an upload.

Officials sign the report; the archive keeps either. Both are made from these values alone.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from paraf.core.case import Case, Decided, Event, Merged, Moved, Opinion, Reviewed
from paraf.core.evidence import Evidence, FileSum, Release
from paraf.core.gate import judge
from paraf.core.hours import NoOfficeTime
from paraf.core.office import Account, Holding, Office, Tenure
from paraf.core.page import CaseFile, Page
from paraf.core.sop import Mark, Sop, Step
from paraf.core.verdict import Filled, Verdict, Visit


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the SOP's table, lived: who did it when, and with how much office time.

    `who` is empty while the step is open. `used` is the office time of the last visit, `total` that
    of all `visits` that the case paid the step. `at` is UTC; `head` is the commit that a review was
    given on. `taken` is False where the case went another way at a branch.
    """

    step: Step
    actor: str
    who: str
    right: str
    at: datetime | None
    used: timedelta | None
    over: bool
    visits: int
    head: str
    total: timedelta | None = None
    taken: bool = True


@dataclass(frozen=True, slots=True)
class Word:
    """What somebody said at a step: the answer to its question, or why the case was returned.

    `says` is the answer as the SOP words it, empty for a return; `note` are their own words.
    """

    step: Step
    who: str
    at: datetime
    says: str
    note: str


@dataclass(frozen=True, slots=True)
class Filed:
    """A document of the case: what it is, which step gave it, and where it is kept.

    `path` lies in the dossier, below `data/`; `file` is the document's own, even where `stored`
    says that only a pointer lies there, and `media` which separate media hold a copy each.
    """

    name: str
    step: Step
    path: str
    called: str
    file: FileSum
    stored: bool = False
    media: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Handed:
    """A text as it was merged: its commit, and the SHA-256 of its files' listing."""

    change: str
    head: str
    listing: str


@dataclass(frozen=True, slots=True)
class Record:
    """How a case was lived under its SOP, whatever the SOP is about. `made` is the moment.

    `notes` are the words that went with what was handed in, by the step's label.
    """

    case: str
    title: str
    office: str
    sop: Sop
    zone: ZoneInfo
    rows: tuple[Row, ...]
    made: datetime
    decisions: tuple[Word, ...] = ()
    returns: tuple[Word, ...] = ()
    filed: tuple[Filed, ...] = ()
    texts: tuple[Handed, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the report of an upload says; its files are made from this alone.

    `head` and `listing` name the manuscript as it was marked (commit, and SHA-256 of its listing);
    `commit` is the merge that was built. `remarks` are the preparer's own words, Markdown.
    """

    record: Record
    case: CaseFile
    pages: tuple[Page, ...]
    release: Release
    evidence: Evidence
    head: str
    listing: str
    commit: str
    remarks: str = ""


def lived(sop: Sop, office: Office, case: Case, made: datetime) -> Record:
    """Return the record of a case as of `made`, without the documents, which only files tell of."""
    verdict = judge(sop, office, case, made)
    return Record(
        case=case.id,
        title=case.opened.title,
        office=office.name,
        sop=sop,
        zone=office.hours.zone,
        rows=rows(sop, office, verdict),
        made=made,
        decisions=decisions(verdict, office),
        returns=returns(sop, case, verdict, office),
        texts=handed(sop, case),
    )


def handed(sop: Sop, case: Case) -> tuple[Handed, ...]:
    """Return the texts that were merged, in the order of the SOP's changes."""
    deeds = [one.deed for one in case.events]
    merged = {one.change: one.head for one in deeds if isinstance(one, Merged)}
    moved = {(one.change, one.head): one.digest for one in deeds if isinstance(one, Moved)}
    return tuple(
        Handed(change, merged[change], moved.get((change, merged[change]), ""))
        for change in sop.changes
        if change in merged
    )


def rows(sop: Sop, office: Office, verdict: Verdict) -> tuple[Row, ...]:
    """Return the SOP's table as this case lived it, one row for each step, in order."""
    on_its_way = way(sop, verdict)
    return tuple(_row(sop, office, verdict, step, step.no in on_its_way) for step in sop.steps)


def way(sop: Sop, verdict: Verdict) -> frozenset[int]:
    """Return the numbers of the steps that the case goes by, or still may where it is undecided."""
    found, ahead = set(), [1]
    while ahead:
        no = ahead.pop()
        if no in found or no > len(sop.steps):
            continue
        found.add(no)
        step = sop.step(no)
        filled = verdict.mark(no)
        if not step.answers:
            ahead.append(sop.after(step))
        elif filled is not None and isinstance(filled.event.deed, Decided):
            ahead.append(sop.after(step, filled.event.deed.answer))
        else:
            ahead += [one.next for one in step.answers]
    return frozenset(found)


def _row(sop: Sop, office: Office, verdict: Verdict, step: Step, taken: bool) -> Row:  # noqa: FBT001 - a fact of the row, not a switch
    actor = next(one.printed for one in sop.actors if one.key == step.actor)
    visits = [visit for visit in verdict.visits if visit.step is step]
    filled = verdict.mark(step.no)
    if filled is None:
        return Row(step, actor, "", "", None, None, over=False, visits=len(visits), head="",
                   taken=taken)  # fmt: skip
    spans = [office.hours.worked(one.since, one.until) for one in visits]
    return Row(
        step,
        actor,
        _name(office, filled),
        office_right(office, filled.tenure),
        filled.event.at,
        used=spans[-1] if spans else None,
        over=bool(visits) and _over(office, visits[-1]),
        visits=len(visits),
        head=_head(filled.event),
        total=sum(spans, timedelta()) if spans else None,
        taken=taken,
    )


def _over(office: Office, visit: Visit) -> bool:
    """Say whether a visit went past the norm of its printed row, which all its acts share."""
    try:
        return visit.until > office.hours.due(visit.begun, visit.step.norm)
    except (NoOfficeTime, OverflowError):
        return False


def _head(event: Event) -> str:
    return event.deed.head or "" if isinstance(event.deed, Reviewed) else ""


def decisions(verdict: Verdict, office: Office) -> tuple[Word, ...]:
    """Return the answers that were given at branches, in the order of the steps."""
    found = []
    for one in verdict.filled:
        deed = one.event.deed
        if isinstance(deed, Decided):
            says = next(each.says for each in one.step.answers if each.key == deed.answer)
            who = _name(office, one)
            found.append(Word(one.step, who, one.event.at, says, deed.note))
    return tuple(found)


def returns(sop: Sop, case: Case, verdict: Verdict, office: Office) -> tuple[Word, ...]:
    """Return every return that counted, in order: by whom, at which step, and why."""
    dropped = {one.event.seq for one in verdict.discarded}
    found = []
    for event in case.events:
        deed = event.deed
        counts = isinstance(deed, Reviewed) and deed.opinion is Opinion.RETURN
        if counts and isinstance(deed, Reviewed) and event.seq not in dropped:
            step = _returned_at(sop, verdict, event, deed.change)
            who = _behind(office, event.actor)
            found.append(Word(step, who, event.at, "", deed.note))
    return tuple(found)


def _returned_at(sop: Sop, verdict: Verdict, event: Event, change: str) -> Step:
    """Return the step that the case left by a return."""
    left = [one for one in verdict.visits if one.until == event.at and not one.done]
    same = [one.step for one in left if one.step.change == change]
    return same[-1] if same else sop.opener(change)


def _name(office: Office, filled: Filled) -> str:
    """Return the name of whoever filled a step: a person, or the program where nobody held it."""
    try:
        return office.named(filled.person).name
    except KeyError:
        return _behind(office, filled.event.actor)


def _behind(office: Office, account: Account) -> str:
    people = (*office.persons, *office.bots, *office.administrators)
    return next((one.name for one in people if one.known_as(account)), account.id)


def office_right(office: Office, tenure: Tenure | None) -> str:
    """Return by what right somebody acted: the post, with `Plt.` or `Plh.` and the decree."""
    if tenure is None:
        return ""
    title = office.title(tenure.post)
    if tenure.holding is Holding.DEFINITIVE:
        return title
    short = "Plt." if tenure.holding is Holding.PLT else "Plh."
    return f"{short} {title} ({tenure.basis})"


MARK_WORD = {Mark.PARAF: "paraf", Mark.SIGN: "tanda tangan", Mark.ACKNOWLEDGE: "mengetahui"}
"""The SOPs' own words for the marks; they stand in every language."""
