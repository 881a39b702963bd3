"""What archived cases tell of a procedure: how often each step was done, and how long it took.

The figures of the half-yearly monitoring of PermenPAN-RB 35/2012 that can be counted. A case counts
in a period when it was archived in it, by the office's calendar. The time of a step in one case is
the office time of all its visits together; acts of one printed row share its norm, so that the norm
is held against their sum. Percentiles interpolate linearly between the closest ranks, the least
value being the 0th and the greatest the 100th (`statistics.quantiles` calls it inclusive, a
spreadsheet PERCENTILE.INC); of nothing there is none.

Memory: two numbers for each case and line of the table, however long the ledgers are.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from paraf.core.sop import Act, Norm, Sop, Step, Unit
from paraf.core.stopwatch import Stopwatch
from paraf.core.verdict import Visit

QUARTERS = 8
"""The bars of a chart: so many quarters of the norm, then one for all that took longer."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days of the office's calendar, first and last included."""

    first: date
    last: date
    zone: ZoneInfo

    def covers(self, at: datetime) -> bool:
        """Say whether a moment lies in it."""
        return self.first <= at.astimezone(self.zone).date() <= self.last

    def over(self, now: datetime) -> bool:
        """Say whether its last day is past."""
        return now.astimezone(self.zone).date() > self.last


def last_half_year(now: datetime, zone: ZoneInfo) -> Period:
    """Return the latest half-year that is over: January to June, or July to December."""
    today = now.astimezone(zone).date()
    if today.month > 6:
        return Period(date(today.year, 1, 1), date(today.year, 6, 30), zone)
    return Period(date(today.year - 1, 7, 1), date(today.year - 1, 12, 31), zone)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table: a printed row, or one of the acts that share a row (`whole` false)."""

    label: str
    steps: tuple[Step, ...]
    whole: bool

    @property
    def norm(self) -> Norm:
        """The norm of the row; acts share it."""
        return self.steps[0].norm


def lines(sop: Sop) -> tuple[Line, ...]:
    """Return the lines of a procedure's table: each row, and below it its acts if several."""
    rows: dict[int, list[Step]] = {}
    for step in sop.steps:
        rows.setdefault(step.row or step.no, []).append(step)
    found = []
    for no, steps in rows.items():
        found.append(Line(str(no), tuple(steps), whole=True))
        if len(steps) > 1:
            found += [Line(step.label, (step,), whole=False) for step in steps]
    return tuple(found)


Spans = Sequence[tuple[datetime, datetime]]


@dataclass(slots=True)
class Tally:
    """The numbers of one line of the table, collected case by case."""

    done: int = 0
    returned: int = 0
    within: int = 0
    seconds: "array[int]" = field(default_factory=lambda: array("q"))
    shares: "array[float]" = field(default_factory=lambda: array("d"))
    bars: list[int] = field(default_factory=lambda: [0] * (QUARTERS + 1))

    def add(
        self, spans: Spans, watch: Stopwatch, norm: Norm, *, done: int = 1, returned: int = 0
    ) -> None:
        """Take in one case: when it lay there, and how often that ended well or not."""
        spent = watch.spent(*spans)
        used, allowed = watch.against(spent, norm)
        self.done += done
        self.returned += returned
        self.within += used <= allowed
        self.bars[bar(used, allowed)] += 1
        self.seconds.append(spent.seconds)
        self.shares.append(used / allowed)

    @property
    def figures(self) -> "Figures":
        """What there is to say about the numbers so far."""
        seconds, shares = sorted(self.seconds), sorted(self.shares)
        middle = Amount(percentile(seconds, 50), percentile(shares, 50)) if seconds else None
        high = Amount(percentile(seconds, 90), percentile(shares, 90)) if seconds else None
        return Figures(
            len(seconds), self.done, self.returned, self.within, middle, high, tuple(self.bars)
        )


def bar(used: int, allowed: int) -> int:
    """Return the bar that used time belongs to; each holds the time at its right edge."""
    return min(max(-(-4 * used // allowed) - 1, 0), QUARTERS)


def percentile(ordered: Sequence[float], percent: int) -> float:
    """Return a percentile of ordered values, of which there is at least one."""
    place, rest = divmod((len(ordered) - 1) * percent, 100)
    if not rest:
        return ordered[place]
    return (ordered[place] * (100 - rest) + ordered[place + 1] * rest) / 100


@dataclass(frozen=True, slots=True)
class Amount:
    """Office time in seconds, and as so many times the norm."""

    seconds: float
    norms: float


@dataclass(frozen=True, slots=True)
class Figures:
    """A line of the table in numbers.

    `cases` came by; `done` and `returned` count visits: a case that came back counts again, and a
    visit that ended by a return, or because the text was replaced, counts as returned. `within` is
    the number of cases that kept the norm; `bars` are cases by quarters of it. Of no case there is
    neither median nor 90th percentile.
    """

    cases: int
    done: int
    returned: int
    within: int
    median: Amount | None
    p90: Amount | None
    bars: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lived:
    """An archived case: when it was begun, done but for its archiving, and archived."""

    begun: datetime
    finished: datetime
    archived: datetime
    visits: tuple[Visit, ...]


def lived(begun: datetime, archived: datetime, visits: Sequence[Visit]) -> Lived:
    """Return an archived case by the visits that it paid its steps."""
    work = [one.until for one in visits if one.step.act is not Act.ARCHIVE]
    return Lived(begun, max(work, default=begun), archived, tuple(visits))


NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True)
class Edition:
    """One wording of a procedure, named by the SHA-256 of its file, and what was done under it."""

    digest: str
    sop: Sop
    cases: int = 0
    latest: datetime = NEVER
    tallies: dict[str, Tally] = field(default_factory=dict)
    table: tuple[Line, ...] = ()

    def __post_init__(self) -> None:
        """Begin every line with nothing."""
        self.table = lines(self.sop)
        self.tallies = {line.label: Tally() for line in self.table}

    def add(self, case: Lived, watch: Stopwatch) -> None:
        """Take in a case that was judged by this wording."""
        self.cases += 1
        self.latest = max(self.latest, case.archived)
        by_step: dict[int, list[Visit]] = {}
        for visit in case.visits:
            by_step.setdefault(visit.step.no, []).append(visit)
        for line in self.table:
            visits = [one for step in line.steps for one in by_step.get(step.no, ())]
            if visits:
                done = sum(one.done for one in visits)
                spans = [(one.since, one.until) for one in visits]
                self.tallies[line.label].add(
                    spans, watch, line.norm, done=done, returned=len(visits) - done
                )


@dataclass(slots=True)
class Practice:
    """What became of one procedure in a period.

    Cases begun, finished and archived in it are counted each for itself; `under_way` had been begun
    and not yet archived when it ended. `lead` holds the office time of the archived ones from their
    beginning to the archive, in seconds and (as shares of a norm of one day) in office days.
    """

    id: str
    begun: int = 0
    finished: int = 0
    under_way: int = 0
    lead: Tally = field(default_factory=Tally)
    editions: dict[str, Edition] = field(default_factory=dict)

    @property
    def archived(self) -> int:
        """How many cases were archived in the period: those that the table is made of."""
        return sum(one.cases for one in self.editions.values())

    @property
    def newest_first(self) -> tuple[Edition, ...]:
        """The wordings, the one that was used last first; those that nobody used at the end."""
        by_time = sorted(self.editions.values(), key=lambda one: one.digest)
        return tuple(sorted(by_time, key=lambda one: one.latest, reverse=True))


DAY = Norm(1, Unit.DAY)


@dataclass(slots=True)
class Survey:
    """The monitoring of a period, fed case by case in any order."""

    period: Period
    practices: dict[str, Practice] = field(default_factory=dict)

    def practice(self, sop: str) -> Practice:
        """Return what is known of a procedure, by its id."""
        return self.practices.setdefault(sop, Practice(sop))

    def edition(self, sop: Sop, digest: str) -> Edition:
        """Return one wording of a procedure, with an empty table if no case was told of it."""
        editions = self.practice(sop.id).editions
        if digest not in editions:
            editions[digest] = Edition(digest, sop)
        return editions[digest]

    def note(self, sop: str, begun: datetime, finished: datetime | None, *, gone: bool) -> None:
        """Count a case that is not in the table: still open, or archived after the period.

        `gone` says that it was archived before the period ended. Cases archived before the period
        say nothing about it.
        """
        practice, last = self.practice(sop), self.period.last
        practice.begun += self.period.covers(begun)
        practice.finished += finished is not None and self.period.covers(finished)
        practice.under_way += not gone and begun.astimezone(self.period.zone).date() <= last

    def add(self, sop: Sop, digest: str, case: Lived, watch: Stopwatch) -> None:
        """Take in a case that was archived in the period, judged by the rules archived with it."""
        self.note(sop.id, case.begun, case.finished, gone=True)
        self.practice(sop.id).lead.add([(case.begun, case.archived)], watch, DAY)
        self.edition(sop, digest).add(case, watch)
