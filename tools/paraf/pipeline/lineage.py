"""What is on the base branch must have come there by the gate: nothing else is ever published."""

from paraf.core.case import Archived, Merged
from paraf.core.words import T
from paraf.forge.hosted import HostedForge
from paraf.forge.signing import signatures
from paraf.pipeline.desk import Desk
from paraf.pipeline.guard_main import RESERVED
from paraf.pipeline.rulebook import Rulebook
from paraf.ports import ForgeFault


def prove(desk: Desk, book: Rulebook, since: str | None) -> None:
    """Prove every commit of the base branch after `since`; ForgeFault names the first that cannot.

    Each must be a merge or an archiving that a ledger tells of, signed by the program, or an
    administrator's own, which touches nothing that goes through a case. Without a `since` that the
    branch knows, all after its first commit are proved. The door sees to this too; but whoever has
    a shell on the server can go around the door.
    """
    tip = desk.forge.base()
    known = since is not None and desk.git.resolve(since) and desk.git.is_ancestor(since, tip)
    spans = f"{since}..{tip}" if known else tip
    found = signatures(desk.git, "--first-parent", spans, office=book.office)
    commits = found if known else found[:-1]
    if not commits:
        return
    bots = {key.fingerprint for one in book.office.bots for key in one.keys}
    heads = {key.fingerprint for one in book.office.administrators for key in one.keys}
    told = _told(desk)
    for one in commits:
        case_id = told.get(one.commit)
        if case_id is not None and (one.signer in bots or _merged_there(desk, book, case_id)):
            continue
        if one.signer in heads and not _reserved(desk, one.commit):
            continue
        raise ForgeFault(
            T("Commit {commit} reached the published branch around the gate.",
              commit=one.commit[:12]),
            T("Nothing is published. Tell the administrator; this is an incident."),
        )  # fmt: skip


def _told(desk: Desk) -> dict[str, str]:
    """Return the commits that the ledgers tell of as the program's, with their cases."""
    cases = desk.forge.snapshot(desk.forge.cases(archived=True)).values()
    return {
        event.deed.commit: case.id
        for case in cases
        for event in case.events
        if isinstance(event.deed, Merged | Archived) and event.actor.forge == "local"
    }


def _merged_there(desk: Desk, book: Rulebook, case_id: str) -> bool:
    """Say whether a merge may be unsigned: a hosted forge made it, and the program told of it.

    It was held against the marked head before it was told; the ledger is signed by the program.
    """
    hosted = isinstance(desk.forge, HostedForge)
    return hosted and not desk.forge.unsigned(case_id, book.office)


def _reserved(desk: Desk, commit: str) -> bool:
    changed = desk.git.changed(f"{commit}^1", commit)
    return any(blob.path.startswith(f"{place}/") for blob in changed for place in RESERVED)
