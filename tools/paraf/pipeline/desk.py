"""The desk a job works at: the repository, its forge, the clock, the language, the browser."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from paraf.core.case import Case, Deed, Event, Reminded
from paraf.core.gate import judge
from paraf.core.office import Office, Person
from paraf.core.sop import Sop
from paraf.core.verdict import Blocked, Verdict
from paraf.core.words import Say, T
from paraf.forge.git import Git
from paraf.forge.ledger import LedgerForge
from paraf.pipeline.rulebook import Rulebook, at, load, load_sop
from paraf.ports import ForgeFault, Progress, RecordFault, RefusedFault

MANY = 5
"""More reminders than one person's act can meet."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What every job is handed. `now` gives aware moments; `say` speaks the office's language.

    `dictionaries` are folders in which one of Indonesian is looked for; without them no spelling is
    checked. `online` says whether other sites may be asked about the links to them.
    """

    git: Git
    forge: LedgerForge
    now: Callable[[], datetime]
    say: Say
    progress: Progress
    browser: Path | None = None
    dictionaries: Sequence[Path] | None = None
    online: bool = False

    def rulebook(self) -> Rulebook:
        """Return the rules at the tip of the base branch; RecordFault if they are not valid."""
        return load(at(self.git, self.forge.base()))

    def sop(self, sop_id: str, office: Office) -> Sop:
        """Return a procedure at the tip of the base branch."""
        return load_sop(at(self.git, self.forge.base()), sop_id, office)

    def find(self, named: str) -> str:
        """Return the case that is meant: a whole id, or a part that only one open case has.

        RefusedFault where several have it; what no case has is returned as it is.
        """
        cases = self.forge.cases()
        likely = [one for one in cases if named in one]
        if named in cases or not likely:
            return named
        if len(likely) > 1:
            raise RefusedFault(
                T("{named} may mean several cases: {cases}.", named=named, cases=", ".join(likely)),
                T("Write more of the one that you mean."),
            )
        return likely[0]

    def me(self, office: Office) -> Person:
        """Return the official who sits here; RefusedFault for everybody else."""
        account = self.forge.account()
        person = office.person(account)
        if person is None:
            raise RefusedFault(
                T("Your key {key} is not in the roster of this office.", key=account.id),
                T("Ask the administrator to enter it in review/officials.yml."),
            )
        return person

    def holding(self, office: Office, post: str) -> Person:
        """Return the official who sits here, if they hold `post` now; RefusedFault otherwise."""
        me = self.me(office)
        if office.tenure(me.id, post, self.now()) is None:
            holders = (office.named(one.person).name for one in office.holders(post, self.now()))
            names = ", ".join(dict.fromkeys(holders))
            raise RefusedFault(
                T("{who} does not hold the post {post}.", who=me.name, post=office.title(post)),
                T("Ask who holds it: {names}.", names=names) if names else T("The post is vacant."),
            )
        return me

    def tell(
        self,
        case: Case,
        deeds: Sequence[Deed],
        *,
        at: datetime | None = None,
        branches: Mapping[str, str] | None = None,
        tags: Mapping[str, str] | None = None,
    ) -> None:
        """Record deeds on a case as it was judged, and move branches and tags with them.

        All or nothing. Where somebody else was quicker nothing is written, and the ForgeFault says
        so, whatever the office's repository answered; the case is fetched anew by then. A reminder
        that came between says nothing: the deeds are told after it.
        """
        moment = at or self.now()
        for _ in range(MANY):
            try:
                self.forge.tell(case.id, deeds, at=moment, branches=branches, tags=tags)
                return
            except (ForgeFault, RefusedFault):
                self.forge.refresh()
                known, case = len(case.events), self.forge.case(case.id)
                fresh = case.events[known:]
                if not fresh:
                    raise
                if not _may_follow(deeds, fresh, tags):
                    break
                # A ledger's moments never go back.
                moment = max(moment, fresh[-1].at, self.now())
        raise Overtaken(
            T("Somebody else acted on this case in the meantime."),
            T("Look at it again with 'paraf status {case}', then repeat the command.",
              case=case.id),
        ) from None  # fmt: skip


def _may_follow(
    deeds: Sequence[Deed], fresh: Sequence[Event], tags: Mapping[str, str] | None
) -> bool:
    """Say whether deeds hold whatever the program reminded of meanwhile.

    A second reminder would be one too many, and a tagged archive holds the ledger as it was.
    """
    reminders = [isinstance(one.deed, Reminded) for one in fresh]
    return all(reminders) and not tags and not any(isinstance(one, Reminded) for one in deeds)


class Overtaken(ForgeFault):
    """Somebody else acted on the case between our look at it and our push."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A case with the procedure it follows and the gate's answer."""

    case: Case
    sop: Sop
    office: Office
    verdict: Verdict


def judged(desk: Desk, case_id: str, book: Rulebook, *, proven: bool = False) -> Judged:
    """Judge a case by the rules on the base branch; with `proven`, check every signature too.

    Missing or invalid rules raise RecordFault: such a case never passes.
    """
    case = desk.forge.case(case_id)
    return weigh(desk, case, book, proven=proven)


def weigh(desk: Desk, case: Case, book: Rulebook, *, proven: bool = False) -> Judged:
    """Judge a case that was already read."""
    try:
        opened = case.opened
    except ValueError:
        raise ForgeFault(T("The ledger of case {case} has no beginning.", case=case.id)) from None
    sop = desk.sop(opened.sop, book.office)
    verdict = judge(sop, book.office, case, desk.now())
    if proven:
        forged = desk.forge.unsigned(case.id, book.office)
        if forged:
            numbers = ", ".join(map(str, forged))
            why = T("Events {numbers} are not signed by who they name.", numbers=numbers)
            verdict = Verdict(Blocked(None, (why,)))
    return Judged(case, sop, book.office, verdict)


def judged_or_blocked(desk: Desk, case_id: str, book: Rulebook) -> Verdict:
    """Judge a case; whatever makes that impossible is a blocking verdict, never a pass."""
    try:
        return judged(desk, case_id, book, proven=True).verdict
    except (RecordFault, ForgeFault) as fault:
        return Verdict(Blocked(None, (fault.what,)))
