"""The report of a case: what its officials sign, and what the archive keeps."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from paraf.core.case import Event, Reviewed
from paraf.core.evidence import Evidence, Release
from paraf.core.office import Holding, Office, Tenure
from paraf.core.page import CaseFile, Page
from paraf.core.sop import Mark, Norm, Sop, Step, Unit
from paraf.core.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the SOP's table, lived: who did it when, and with how much office time.

    `who` is empty while the step is open. `used` is the office time of the last visit, `visits` how
    often the case lay at the step. `at` is UTC; `head` is the commit that a review was given on.
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


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the report says; its files are made from this alone.

    `head` and `listing` name the manuscript as it was marked (commit, and SHA-256 of its listing);
    `commit` is the merge that was built. `remarks` are the preparer's own words, Markdown.
    """

    case: CaseFile
    office: str
    sop: Sop
    zone: ZoneInfo
    rows: tuple[Row, ...]
    pages: tuple[Page, ...]
    release: Release
    evidence: Evidence
    head: str
    listing: str
    commit: str
    made: datetime
    remarks: str = ""


def rows(sop: Sop, office: Office, verdict: Verdict) -> tuple[Row, ...]:
    """Return the SOP's table as this case lived it, one row for each step, in order."""
    return tuple(_row(sop, office, verdict, step) for step in sop.steps)


def _row(sop: Sop, office: Office, verdict: Verdict, step: Step) -> Row:
    actor = next(one.printed for one in sop.actors if one.key == step.actor)
    visits = [visit for visit in verdict.visits if visit.step is step]
    filled = verdict.mark(step.no)
    if filled is None:
        return Row(step, actor, "", "", None, None, over=False, visits=len(visits), head="")
    last = visits[-1] if visits else None
    used = office.hours.worked(last.since, last.until) if last else None
    over = last is not None and last.until > office.hours.due(last.since, step.norm)
    who = office.named(filled.person).name
    right = office_right(office, filled.tenure)
    at = filled.event.at
    return Row(step, actor, who, right, at, used, over, len(visits), _head(filled.event))


def _head(event: Event) -> str:
    return event.deed.head or "" if isinstance(event.deed, Reviewed) else ""


def office_right(office: Office, tenure: Tenure | None) -> str:
    """Return by what right somebody acted: the post, with `Plt.` or `Plh.` and the decree."""
    if tenure is None:
        return ""
    title = office.title(tenure.post)
    if tenure.holding is Holding.DEFINITIVE:
        return title
    short = "Plt." if tenure.holding is Holding.PLT else "Plh."
    return f"{short} {title} ({tenure.basis})"


def norm_time(norm: Norm, day: timedelta) -> timedelta:
    """Return a norm as office time, a day being `day` long."""
    unit = {Unit.MINUTE: timedelta(minutes=1), Unit.HOUR: timedelta(hours=1), Unit.DAY: day}
    return norm.amount * unit[norm.unit]


MARK_WORD = {Mark.PARAF: "paraf", Mark.SIGN: "tanda tangan", Mark.ACKNOWLEDGE: "mengetahui"}
"""The SOPs' own words for the marks; they stand in every language."""
