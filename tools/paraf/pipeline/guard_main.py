"""What may reach the base branch: what the gate passed, the archive, the administrator's files."""

from collections.abc import Iterable
from datetime import datetime

from paraf.core.case import Archived, Case, Event, Merged
from paraf.core.office import Person
from paraf.core.verdict import Blocked, Stand, ToArchive, ToMerge, Waiting
from paraf.core.words import T, Text
from paraf.forge.signing import signer
from paraf.pipeline.guard_push import NONE, Push, Refusal, Update, told_of
from paraf.pipeline.guard_rules import check_rules
from paraf.pipeline.limits import mixed, outside, scope
from paraf.pipeline.listing import ARCHIVE, dossier

RESERVED = ("content", "drafts", ARCHIVE)


NOT_SO = T(
    "Nothing reaches the published branch but through the gate: "
    "hand a draft in with 'paraf submit', and let its officials mark it."
)
ADDED_TO = T("The published branch is only ever added to.")


def check_main(push: Push, update: Update) -> None:
    """Refuse every commit on the base branch that nothing entitles."""
    if NONE in (update.old, update.new) or not push.git.is_ancestor(update.old, update.new):
        raise Refusal(ADDED_TO)
    spans = f"{update.old}..{update.new}"
    rows = push.git.text("rev-list", "--first-parent", "--reverse", "--parents", spans).splitlines()
    last, ruled = update.old, False
    for row in rows:
        commit, *parents = row.split()
        if not parents or parents[0] != last:
            # Its own history must not come in from the side, as a merge's second parent.
            raise Refusal(ADDED_TO)
        ruled = _check_commit(push, commit, parents) or ruled
        last = commit
    if ruled:
        check_rules(push, update.new)


def _check_commit(push: Push, commit: str, parents: list[str]) -> bool:
    """Check one commit; return whether it is the administrator's."""
    told = told_of(push, commit)
    if len(parents) > 2:
        raise Refusal(T("A merge joins one change to the published branch, no more."))
    if len(told) > 1:
        raise Refusal(T("One commit belongs to one case."))
    if not told and len(parents) == 1:
        _check_administrator(push, commit, parents[0])
        return True
    if not told:
        raise Refusal(NOT_SO)
    case, event = told[0]
    if not _signed_by(push, commit, push.book.office.bots):
        raise Refusal(T("Only the program merges and archives."))
    if isinstance(event.deed, Merged) and len(parents) == 2:
        _check_merge(push, commit, parents, (case, event, event.deed))
    elif isinstance(event.deed, Archived) and len(parents) == 1:
        _check_archive(push, case, event, commit, parents[0])
    else:
        raise Refusal(NOT_SO)
    return False


def _check_merge(
    push: Push, commit: str, parents: list[str], told: tuple[Case, Event, Merged]
) -> None:
    base, head = parents
    case, event, deed = told
    stand = push.weigh(case, event.seq - 1).stand
    due = (stand.change, stand.head) if isinstance(stand, ToMerge) else ()
    if not due or due != (deed.change, deed.head) or deed.head != head:
        raise Refusal(T("The gate has not passed case {case}: {why}", case=case.id, why=why(stand)))
    of = scope(push.sop(case), deed.change, case, push.book.office)
    wrong = outside(push.git, base, head, of)
    if wrong is not None:
        raise Refusal(wrong)
    path = mixed(push.git, base, head, commit)
    if path is not None:
        raise Refusal(
            T("{path} is not in the merge as it was marked. If it was changed on the published "
              "branch meanwhile, merge that into the draft and hand it in again.", path=path)
        )  # fmt: skip
    if push.git.clean_merge(base, head) != push.git.text("rev-parse", f"{commit}^{{tree}}"):
        raise Refusal(T("The merge holds something else than what was marked."))


def _check_administrator(push: Push, commit: str, parent: str) -> None:
    if not _signed_by(push, commit, push.book.office.administrators):
        raise Refusal(NOT_SO)
    for blob in push.git.changed(parent, commit):
        if reserved(blob.path):
            raise Refusal(
                T("{path} changes only through a case, not by the administrator.", path=blob.path)
            )


def _signed_by(push: Push, commit: str, people: Iterable[Person]) -> bool:
    return signer(push.git, commit, push.book.office) in good_keys(people, push.now)


def good_keys(people: Iterable[Person], at: datetime) -> set[str]:
    """Return the fingerprints of the keys by which some people may sign at `at`.

    A withdrawn key signs nothing, whatever date its finder writes into the commit.
    """
    return {one.fingerprint for person in people for one in person.keys if one.good(at)}


def reserved(path: str) -> bool:
    """Say whether a path changes only through a case."""
    return any(f"{path.casefold()}/".startswith(f"{place}/") for place in RESERVED)


def _check_archive(push: Push, case: Case, event: Event, commit: str, parent: str) -> None:
    stand = push.weigh(case, event.seq - 1).stand
    if not isinstance(stand, ToArchive):
        raise Refusal(T("The gate has not passed case {case}: {why}", case=case.id, why=why(stand)))
    folder = dossier(case, push.book.office) + "/"
    before = {blob.path for blob in push.git.blobs(parent, folder)}
    for blob in push.git.changed(parent, commit):
        if not blob.path.startswith(folder) or blob.path in before or blob.mode != "100644":
            raise Refusal(T("Archiving adds files to the case's own folder, no more."))


def why(stand: Stand) -> Text:
    """Say in one sentence what a case still needs."""
    match stand:
        case Waiting(step):
            return T("it waits at step {no}.", no=step.label)
        case Blocked(_, reasons) if reasons:
            return reasons[0]
        case _:
            return T("something else is due first.")
