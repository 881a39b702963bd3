"""What is on the base branch must have come there by the gate: nothing else is ever published."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby, pairwise

from paraf.core.case import Archived, Merged
from paraf.core.office import Office
from paraf.core.words import T
from paraf.forge.git import Git
from paraf.forge.hosted import HostedForge
from paraf.forge.signing import signatures
from paraf.pipeline.desk import Desk
from paraf.pipeline.guard_main import good_keys, reserved
from paraf.pipeline.rulebook import OFFICIALS, PIPELINE, RULES, Rulebook, at, load
from paraf.ports import ForgeFault, RecordFault

INCIDENT = T("Nothing is published. Tell the administrator; this is an incident.")


@dataclass(frozen=True, slots=True)
class _Link:
    """A commit to prove, the roster in force before it, and whether it alters the rules."""

    commit: str
    parent: str
    office: Office
    ruled: bool


def prove(desk: Desk, book: Rulebook, since: str | None) -> None:
    """Prove every commit of the base branch after `since`, and with them that `book` is in force.

    Each must be a merge or an archiving that a ledger tells of, signed by the program, or an
    administrator's own, which touches nothing that goes through a case; the rules change by an
    administrator alone. Who is the program and who administrator, the rules before the commit say,
    those at `since` first: nobody enters themself. `since` is the commit that is live. Without it,
    the first commit that has rules is trusted, and all but the branch's very first are proved.

    The door sees to this too; but whoever has a shell on the server, or a forge's rights, can go
    around the door. ForgeFault names a commit that cannot be proved; RecordFault: the rules at
    `since` cannot be read.
    """
    chain = _chain(desk, since)
    links, office = _links(desk.git, chain, trusted=since)
    told = _told(desk) if links else {}
    merged_there: dict[str, str] = {}
    for one in _not_signed(desk, links, told):
        if one.ruled or one.commit not in told or not isinstance(desk.forge, HostedForge):
            raise _around(one.commit)
        merged_there.setdefault(told[one.commit], one.commit)
    if office != book.office:
        raise ForgeFault(
            T("The rules were changed in the meantime."),
            T("The next 'paraf reconcile' goes by the new ones."),
        )
    for case_id, commit in merged_there.items():
        # The forge made this merge, unsigned. The program held it against the marked head before
        # it told of it, and the ledger is signed, maybe by a key that was entered later.
        if desk.forge.unsigned(case_id, office):
            raise _around(commit)


def _around(commit: str) -> ForgeFault:
    what = T("Commit {commit} reached the published branch around the gate.", commit=commit[:12])
    return ForgeFault(what, INCIDENT)


def _chain(desk: Desk, since: str | None) -> list[str]:
    """Return the base branch from `since` on (None: all of it), oldest first, by first parents.

    ForgeFault if it does not come from `since`: rules that never followed from those that are live
    would be proved by themselves.
    """
    git, tip = desk.git, desk.forge.base()
    rows: list[list[str]] = []
    if since is None or git.resolve(since):
        span = f"{since}..{tip}" if since else tip
        out = git.text("rev-list", "--first-parent", "--reverse", "--parents", span, "--")
        rows = [row.split() for row in out.splitlines()]
    commits = [row[0] for row in rows]
    if since is None:
        return commits
    if (rows[0][1:2] if rows else [tip]) != [since]:
        raise ForgeFault(
            T("The published branch does not come from commit {commit}, which is live.",
              commit=since[:12]),
            INCIDENT,
        )  # fmt: skip
    return [since, *commits]


def _links(git: Git, chain: Sequence[str], trusted: str | None) -> tuple[list[_Link], Office]:
    """Return what is to be proved of a chain, and the roster in force at its end."""
    rules = _rules(git, chain)
    offices = list(_offices(git, chain, rules, trusted))
    links = [
        _Link(commit, parent, offices[i], rules[i] != rules[i + 1])
        for i, (parent, commit) in enumerate(pairwise(chain))
    ]
    return links, offices[-1]


def _rules(git: Git, chain: Sequence[str]) -> list[tuple[bytes, ...]]:
    """Return the objects of the files of rules at every commit, asked for by one process."""
    files = (OFFICIALS, PIPELINE, RULES)
    asked = "".join(f"{commit}:{path}\n" for commit in chain for path in files)
    out = git.run("cat-file", "--batch-check=%(objectname)", stdin=asked.encode())
    oids = [b"" if line.endswith(b" missing") else line for line in out.splitlines()]
    return [tuple(oids[i : i + len(files)]) for i in range(0, len(oids), len(files))]


def _offices(
    git: Git, chain: Sequence[str], rules: Sequence[tuple[bytes, ...]], trusted: str | None
) -> Iterator[Office]:
    """Yield the roster in force at every commit: its own, or the last one that could be read."""
    office = load(at(git, trusted)).office if trusted else _first(git, chain)
    before = None
    for commit, now in zip(chain, rules, strict=True):
        if now != before:
            with suppress(RecordFault):
                office = load(at(git, commit)).office
        before = now
        yield office


def _first(git: Git, chain: Sequence[str]) -> Office:
    """Return the first roster that can be read; the last commit's mistakes if none can."""
    for commit in chain[:-1]:
        with suppress(RecordFault):
            return load(at(git, commit)).office
    return load(at(git, chain[-1])).office


def _not_signed(desk: Desk, links: Sequence[_Link], told: dict[str, str]) -> Iterator[_Link]:
    """Yield the commits, oldest first, that nobody signed who could make them."""
    now = desk.now()
    for office, alike in groupby(links, key=lambda one: one.office):
        group = list(alike)
        span = f"{group[0].parent}..{group[-1].commit}"
        found = signatures(desk.git, "--first-parent", span, office=office)
        signers = {one.commit: one.signer for one in found}
        bots = good_keys(office.bots, now)
        heads = good_keys(office.administrators, now)
        for one in group:
            signer = signers[one.commit]
            if signer in bots and one.commit in told and not one.ruled:
                continue
            if signer not in heads or _reserved(desk.git, one):
                yield one


def _told(desk: Desk) -> dict[str, str]:
    """Return the commits that the ledgers tell of as the program's, with their cases."""
    cases = desk.forge.snapshot(desk.forge.cases(archived=True)).values()
    return {
        event.deed.commit: case.id
        for case in cases
        for event in case.events
        if isinstance(event.deed, Merged | Archived) and event.actor.forge == "local"
    }


def _reserved(git: Git, one: _Link) -> bool:
    return any(reserved(blob.path) for blob in git.changed(one.parent, one.commit))
