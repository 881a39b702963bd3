"""Tells the ledgers what happened on a hosted forge since they were last told.

Nothing acts here but the pen: who opened a draft, pushed, reviewed, assigned, dismissed, closed,
or merged is written down in the forge's own order, each with what it rests on.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from paraf.core.case import Case, Merged, Moved, Opened, Proof
from paraf.core.news import NOBODY, News, news
from paraf.core.observed import Merge, Pull
from paraf.core.office import Account
from paraf.core.sop import Sop
from paraf.core.verdict import ToMerge
from paraf.core.words import T, Text
from paraf.forge.authorship import authorship
from paraf.forge.hosted import MANUSCRIPT, HostedForge
from paraf.forge.lines import LEDGER, MAIN, Told
from paraf.pipeline.check import case_file
from paraf.pipeline.desk import Desk, Judged, weigh
from paraf.pipeline.guard_deed import TITLE
from paraf.pipeline.guard_ledger import NAME
from paraf.pipeline.listing import change_digest, dossier
from paraf.pipeline.rulebook import Rulebook
from paraf.ports import Fault, ForgeFault, RecordFault

CASE = re.compile(r"drafts/([^/]+)/case\.yml")
LONGEST = timedelta(days=366)
"""How long before its pull request a case may have begun."""
UNKNOWN = Account("local", "?")
"""Who wrote what cannot be read."""
ROUNDS = 3
"""How often there is news without a dismissal; each of those may make for one time more."""


@dataclass(frozen=True, slots=True)
class Unfit:
    """A pull request that is no case, and why; nothing of it is ever published."""

    pull: Pull
    why: Text


@dataclass(frozen=True, slots=True)
class Observed:
    """What one look gave: drafts that cannot become a case, and what stood in its way."""

    unfit: tuple[Unfit, ...] = ()
    problems: tuple[tuple[str, Fault], ...] = ()


def observe(desk: Desk, book: Rulebook) -> Observed:
    """Open the cases of new drafts and tell every open case's ledger what is new.

    A fault in one pull request is kept and the others go on: as its case's problem, or in passing
    where no case is known to be in it. On the local forge there is nothing to do.
    """
    forge = desk.forge
    if not isinstance(forge, HostedForge) or forge.api is None:
        return Observed()
    bound = forge.bound(forge.cases())
    _leave_out(desk, forge, bound)
    unfit, problems = list[Unfit](), list[tuple[str, Fault]]()
    for pull in tuple(forge.pulls.values()):
        if pull.number in bound or (pull.own and forge.tip(f"{LEDGER}{_case_of(pull)}")):
            continue
        try:
            why = _open(desk, book, forge, pull)
        except Fault as fault:
            problems.append((f"#{pull.number}", fault))
        else:
            unfit += [Unfit(pull, why)] if why else []
    for case_id in forge.cases():
        try:
            attend(desk, book, case_id)
        except Fault as fault:
            problems.append((case_id, fault))
    return Observed(tuple(unfit), tuple(problems))


def _leave_out(desk: Desk, forge: HostedForge, bound: Mapping[int, str]) -> None:
    for number, fault in sorted(forge.broken.items()):
        if number not in bound:
            what = T("Left out pull request {number}: {why}", number=number, why=fault.what)
            desk.progress(what)


def _case_of(pull: Pull) -> str:
    """Return the case that a branch of the program's own is named after."""
    return pull.branch.partition("/")[2]


def _open(desk: Desk, book: Rulebook, forge: HostedForge, pull: Pull) -> Text | None:
    """Open the case of a draft; say why it cannot be one, or None."""
    if pull.closed or pull.merge is not None:
        return None
    why = _barred(book, pull)
    if why is not None:
        return why
    # A stranger's commits are not even fetched.
    forge.fetch_head(pull)
    if desk.git.resolve(pull.head) is None:
        return T("Its commits cannot be read.")
    base = forge.base()
    paths = [one.path for one in desk.git.changed(desk.git.merge_base(base, pull.head), pull.head)]
    named = sorted({found[1] for found in map(CASE.fullmatch, paths) if found})
    if len(named) != 1 or not NAME.match(named[0]):
        return T("It holds no draft: exactly one drafts/<case>/case.yml makes one.")
    case_id = named[0]
    if forge.tip(LEDGER + case_id) is not None:
        return T("Case {case} has its own pull request already.", case=case_id)
    try:
        file = case_file(desk.git, pull.head, case_id)
        sop = desk.sop(file.sop, book.office)
    except RecordFault as fault:
        return fault.what
    why = _unentitled(book, sop, pull) or _untitled(sop, file.title)
    if why is not None:
        return why
    at = min(pull.opened, desk.now())
    # The first step began when its officer began to write, if the file says so.
    started = file.opened if at - LONGEST < file.opened < at else at
    deed = Opened(sop.id, " ".join(file.title.split()), started)
    proof = Proof("pull", f"{pull.number}", _digest(pull))
    forge.record(case_id, [Told(deed, pull.author, at, proof)])
    return None


def _barred(book: Rulebook, pull: Pull) -> Text | None:
    if pull.base != MAIN:
        return T("It aims at another branch than {base}.", base=MAIN)
    if book.office.person(pull.author) is None:
        return T("Account {id} is nobody's in this office; only officials open cases.",
                 id=pull.author.id)  # fmt: skip
    return None


def _digest(pull: Pull) -> str:
    said = f"{pull.number} {pull.author.id} {pull.head} {pull.opened.isoformat()}"
    return hashlib.sha256(said.encode()).hexdigest()


def _unentitled(book: Rulebook, sop: Sop, pull: Pull) -> Text | None:
    office, post = book.office, sop.post(sop.steps[0].actor)
    person = office.person(pull.author)
    if person is not None and office.tenure(person.id, post, pull.opened) is not None:
        return None
    who = person.name if person else pull.author.id
    title = office.title(post)
    return T("{who} does not hold the post {post}, which opens cases.", who=who, post=title)


def _untitled(sop: Sop, title: str) -> Text | None:
    if MANUSCRIPT not in sop.changes:
        return T("The procedure {sop} publishes no page; it cannot begin with a draft.", sop=sop.id)
    if not title.strip() or not title.isprintable() or len(title) > TITLE:
        return T("The title of a case is one line of at most {most} signs.", most=TITLE)
    return None


def attend(desk: Desk, book: Rulebook, case_id: str, *, anew: bool = False) -> None:
    """Tell one case's ledger all that its pull requests show, and any merge by the program.

    With `anew` they are looked at again first.
    """
    forge = desk.forge
    if not isinstance(forge, HostedForge) or forge.api is None:
        return
    opened = forge.told(case_id)[0].event.deed
    if not isinstance(opened, Opened):
        raise ForgeFault(T("The ledger of case {case} has no beginning.", case=case_id))
    sop = desk.sop(opened.sop, book.office)
    for change in sop.changes:
        merged = any(isinstance(one.event.deed, Merged) and one.event.deed.change == change
                     for one in forge.told(case_id))  # fmt: skip
        pull = None if merged else forge.pull_of(case_id, change)
        if pull is None:
            continue
        pull = forge.look(pull.number) if anew else pull
        if pull.merge is not None:
            # All was told right before the program merged; what came later came too late.
            tell_merge(desk, book, case_id, change, pull)
            continue
        for _ in range(ROUNDS + len(pull.entries)):
            fresh = news(change, pull, forge.told(case_id), _labels(sop, change))
            if not fresh:
                break
            forge.record(case_id, list(_lines(desk, book, case_id, pull, fresh)))


def _labels(sop: Sop, change: str) -> Callable[[str], int | None]:
    rows = {one.label: one.no for one in reversed(sop.of(change))}
    return rows.get


def _lines(
    desk: Desk, book: Rulebook, case_id: str, pull: Pull, fresh: Sequence[News]
) -> Iterator[Told]:
    me, now = desk.forge.account(), desk.now()
    for one in fresh:
        deed = one.deed
        if isinstance(deed, Moved):
            if deed.head == pull.head and desk.git.resolve(deed.head) is None:
                raise ForgeFault(
                    T("The commits of pull request #{number} cannot be read yet.",
                      number=pull.number),
                    T("The next run looks again; if it stays so, its author pushes anew."),
                )  # fmt: skip
            deed = _text(desk, book, case_id, deed)
        actor = me if one.actor == NOBODY else one.actor
        # The forge's clock may be ahead of ours; nothing happens later than now.
        yield Told(deed, actor, min(one.at, now), one.proof)


def _text(desk: Desk, book: Rulebook, case_id: str, deed: Moved) -> Moved:
    """Add to a new head what is in git: who wrote it, and the digest of its files.

    Where that cannot be said, somebody unknown wrote it, which keeps it from ever being merged.
    """
    base = desk.forge.base()
    if desk.git.resolve(deed.head) is None:
        return replace(deed, contributors=(*deed.contributors, UNKNOWN))
    people = authorship(desk.git, base, deed.head, book.office)
    strangers = [Account("local", mail) for mail in people.strangers]
    digest = ""
    try:
        folder = "" if deed.change == MANUSCRIPT else dossier(
            desk.forge.case(case_id), book.office)  # fmt: skip
        digest = change_digest(desk.git, base, deed.head, deed.change, folder)
    except ForgeFault:
        # A history of its own, which has nothing in common with the published one.
        strangers.append(UNKNOWN)
    everybody = dict.fromkeys((*deed.contributors, *people.contributors, *strangers))
    return replace(deed, digest=digest, contributors=tuple(everybody))


def tell_merge(desk: Desk, book: Rulebook, case_id: str, change: str, pull: Pull) -> None:
    """Tell of a merge: as the program's where it was due and is what was marked.

    Of any other it is told who did it; the gate blocks such a case, and nothing is published.
    """
    forge, merge = desk.forge, pull.merge
    assert merge is not None
    assert isinstance(forge, HostedForge)
    # A forge may show where the branch went since; what was merged, the commit says.
    parents = desk.git.text("rev-parse", f"{merge.commit}^@").split() if _here(desk, merge) else []
    deed = Merged(change, parents[1] if len(parents) == 2 else pull.head, merge.commit)
    now = weigh(desk, _as_merged(forge.case(case_id), deed), book)
    ours = book.office.is_bot(merge.by) and _due(now, deed) and _as_marked(desk, deed)
    actor = forge.account() if ours else merge.by
    proof = Proof("merge", f"{pull.number}", hashlib.sha256(merge.commit.encode()).hexdigest())
    forge.record(case_id, [Told(deed, actor, desk.now(), proof)])


def _as_merged(case: Case, deed: Merged) -> Case:
    """Return a case with its change where it stood when it was merged."""
    there = replace(case.changes[deed.change], head=deed.head, base=case.base, rivals=())
    return replace(case, changes={**case.changes, deed.change: there})


def _here(desk: Desk, merge: Merge) -> bool:
    return desk.git.resolve(merge.commit) is not None


def _due(now: Judged, deed: Merged) -> bool:
    stand = now.verdict.stand
    return isinstance(stand, ToMerge) and (stand.change, stand.head) == (deed.change, deed.head)


def _as_marked(desk: Desk, deed: Merged) -> bool:
    """Say whether the forge's commit is the plain merge of the head into the base branch."""
    git = desk.git
    if git.resolve(deed.commit) is None or not git.is_ancestor(deed.commit, desk.forge.base()):
        return False
    parents = git.text("rev-parse", f"{deed.commit}^@").split()
    if len(parents) != 2 or parents[1] != deed.head:
        return False
    tree = git.text("rev-parse", f"{deed.commit}^{{tree}}")
    return git.clean_merge(parents[0], deed.head) == tree
