"""Monitoring of SOPs by PermenPAN-RB 35/2012: what the archive tells of a period."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from paraf.core.case import Case, Opened
from paraf.core.gate import judge
from paraf.core.monitor import Period, Practice, Survey, lived
from paraf.core.office import Office
from paraf.core.sop import Sop
from paraf.core.verdict import ToArchive
from paraf.core.words import Say, T, Text
from paraf.forge.lines import LEDGER
from paraf.pipeline.desk import Desk
from paraf.pipeline.rulebook import SOPS, Rulebook, at, load_sop, sop_ids
from paraf.pipeline.shelf import Pulled, Shelf, digest, events, judged
from paraf.pipeline.tree import moment
from paraf.ports import ArchiveFault, Fault, RecordFault, RefusedFault
from paraf.procedure.monitoring import Sheet, page

EVERY = 250
"""How many cases are read between two words to whoever waits."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An archive, an open case or a procedure that could not be read, and why."""

    what: str
    why: Text


@dataclass(frozen=True, slots=True)
class Monitored:
    """What the archive tells: one practice for each procedure, in the order of their ids.

    `current` names the wording of each procedure that is in force, by its digest. `made` is the
    time of the commit that the archive was read at.
    """

    office: str
    period: Period
    over: bool
    practices: tuple[Practice, ...]
    current: dict[str, str]
    unreadable: tuple[Unreadable, ...]
    commit: str
    made: datetime
    read_at: datetime


def monitor(desk: Desk, book: Rulebook, period: Period, only: str | None = None) -> Monitored:
    """Read the archive at the base branch's tip; `only` keeps to one procedure.

    An archive that is damaged is named and left out, as is a procedure that is not valid. Raises
    RefusedFault where `only` names no procedure that is in force or was followed in the period.
    """
    base, survey = desk.forge.base(), Survey(period)
    force = _in_force(desk, book, survey, base)
    seen, damaged = _archived(desk, survey, base, only)
    broken = _open_cases(desk, book.office, survey, force.sops, seen)
    known = sorted(survey.practices)
    if only is not None and only not in known:
        raise RefusedFault(
            T("No SOP {sop} is in force, and no case of one counts in this period.", sop=only),
            T("These are known: {names}.", names=", ".join(known)),
        )
    now = desk.now()
    return Monitored(
        office=book.office.name,
        period=period,
        over=period.over(now),
        practices=tuple(survey.practices[name] for name in known if only in (None, name)),
        current=force.current,
        unreadable=(*force.unreadable, *damaged, *broken),
        commit=base,
        made=datetime.fromtimestamp(moment(desk, base), UTC),
        read_at=now,
    )


@dataclass(frozen=True, slots=True)
class _Force:
    """The procedures in force, the digests of their wordings, and those that are not valid."""

    sops: dict[str, Sop]
    current: dict[str, str]
    unreadable: list[Unreadable]


def _in_force(desk: Desk, book: Rulebook, survey: Survey, base: str) -> _Force:
    force = _Force({}, {}, [])
    for name in sop_ids(desk.git, base):
        path = f"{SOPS}/{name}.yml"
        try:
            sop = load_sop(at(desk.git, base), name, book.office)
        except RecordFault as fault:
            force.unreadable.append(Unreadable(path, _first(fault)))
            continue
        force.sops[name] = sop
        force.current[name] = digest(desk.git.read(base, path) or b"")
        survey.edition(sop, force.current[name])
    return force


def _archived(
    desk: Desk, survey: Survey, base: str, only: str | None
) -> tuple[set[str], list[Unreadable]]:
    """Take in every archived case; return their names, and those that could not be read."""
    damaged = []
    with closing(Shelf(desk.git, base)) as shelf:
        names = shelf.cases()
        wanted = shelf.pull(lambda at: survey.period.first <= _day(at, survey.period))
        for number, pulled in enumerate(wanted, 1):
            if number % EVERY == 0:
                desk.progress(T("Reading the archive"), number, len(names))
            try:
                _take(survey, shelf, pulled, only)
            except Fault as fault:
                damaged.append(Unreadable(pulled.bag.folder, _first(fault)))
    return names, damaged


def _first(fault: Fault) -> Text:
    """Return what a fault says, in one line."""
    if isinstance(fault, RecordFault) and fault.mistakes:
        one = fault.mistakes[0]
        return T("{file}:{line}: {what}", file=one.file, line=one.line, what=one.what)
    return fault.what


def _day(at: datetime, period: Period) -> date:
    return at.astimezone(period.zone).date()


def _take(survey: Survey, shelf: Shelf, pulled: Pulled, only: str | None) -> None:
    period, archived = survey.period, pulled.archived
    if archived is None:
        raise ArchiveFault(T("No tag tells when it was archived."))
    told = events(pulled)
    opened = Case(pulled.bag.case, {}, told).opened
    if _day(opened.started, period) > period.last or only not in (None, opened.sop):
        return
    rules = shelf.rules(pulled)
    verdict = judged(pulled.bag.case, told, rules, archived)
    case = lived(opened.started, archived, verdict.visits)
    if period.covers(archived):
        survey.add(rules.sop, rules.digest, case, rules.watch)
    else:
        survey.note(opened.sop, case.begun, case.finished, gone=False)


def _open_cases(
    desk: Desk, office: Office, survey: Survey, sops: dict[str, Sop], archived: set[str]
) -> list[Unreadable]:
    """Count the cases that have a ledger and no bag; return those that cannot be read."""
    names = (name.removeprefix(LEDGER) for name in desk.forge.tips() if name.startswith(LEDGER))
    waiting = [name for name in names if name not in archived]
    cases, unreadable = _read(desk, waiting)
    for case in cases:
        opened = case.opened
        finished = None
        if opened.sop in sops:
            verdict = judge(sops[opened.sop], office, case, desk.now())
            if isinstance(verdict.stand, ToArchive):
                finished = lived(opened.started, opened.started, verdict.visits).finished
        survey.note(opened.sop, opened.started, finished, gone=False)
    return unreadable


def _read(desk: Desk, names: list[str]) -> tuple[list[Case], list[Unreadable]]:
    """Return the open cases, and which of them are broken: all at once, or else one by one."""
    try:
        found = list(desk.forge.snapshot(names).values())
    except Fault as fault:
        if len(names) == 1:
            return [], [Unreadable(names[0], fault.what)]
        parts = [_read(desk, [name]) for name in names]
        return [one for part in parts for one in part[0]], [
            one for part in parts for one in part[1]
        ]
    begun = [one for one in found if one.events and isinstance(one.events[0].deed, Opened)]
    headless = [one.id for one in found if one not in begun]
    return begun, [Unreadable(name, T("Its ledger has no beginning.")) for name in headless]


def documents(found: Monitored, *, say: Say, language: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the monitoring, an HTML page and a PDF for each procedure, by name."""
    from paraf.archive.document import pdf

    period, nothing = found.period, Path(os.devnull)
    for practice in found.practices:
        if not practice.editions:
            continue  # only of its open cases is anything known, and the procedure is not valid
        sheet = Sheet(
            found.office, practice, period, found.over, found.current.get(practice.id),
            tuple((one.what, one.why) for one in found.unreadable), found.commit, found.made,
            found.read_at,
        )  # fmt: skip
        html = page(sheet, say=say, language=language)
        name = f"monitoring-{practice.id}-{period.first.isoformat()}-{period.last.isoformat()}"
        yield f"{name}.html", html.encode()
        yield (
            f"{name}.pdf",
            pdf(
                html,
                attachments=(),
                identifier=hashlib.sha256(html.encode()).digest()[:16],
                made=found.made,
                base=nothing,
            ),
        )
